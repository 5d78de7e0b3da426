// What the queue's tests work with: a real server, the built command line as processes of its own, drawn pictures.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { drawSamplePicture } from '../../src/common/sample/picture.ts';
import { buildEntries } from '../detector/builtDetector.ts';
import { makePostgres } from './postgres.ts';
import type { PostgresServer } from './postgres.ts';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface QueueBench {
  readonly server: PostgresServer;
  /** Where the commands run. */
  readonly folder: string;
  start(...args: string[]): Started;
  run(...args: string[]): Promise<Ended>;
  /** Draws `count` pictures into `name` below the folder, few different ones under many names. */
  draw(name: string, count: number): Promise<void>;
  bytes(file: string): Promise<string>;
  remove(): Promise<void>;
}

export async function makeQueueBench(programs: string): Promise<QueueBench> {
  const built = await buildEntries({ cli: 'src/cli/index.ts', detector: 'src/detector/index.ts' });
  const server = await makePostgres(programs);
  const folder = await mkdtemp(path.join(tmpdir(), 'boxwright-queue-'));
  const environment = { ...process.env, BOXWRIGHT_HOME: path.join(folder, 'home'), BOXWRIGHT_PROVIDERS: 'cpu' };
  const running = new Set<ChildProcess>();

  const start = (...args: string[]): Started => {
    const child = spawn(process.execPath, [path.join(built.folder, 'cli.js'), ...args], {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let out = '';
    let error = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (code) => {
        running.delete(child);
        resolve({ code, out, error });
      });
    });
    return { child, ended };
  };

  return {
    server,
    folder,
    start,
    run: (...args) => start(...args).ended,
    async draw(name, count) {
      const drawn: Buffer[] = [];
      for (let index = 0; index < Math.min(count, 6); index++) {
        const { width, height, rgb } = drawSamplePicture(3, index);
        drawn.push(
          await sharp(rgb, { raw: { width, height, channels: 3 } })
            .png()
            .toBuffer(),
        );
      }
      await mkdir(path.join(folder, name));
      for (let index = 0; index < count; index++) {
        await writeFile(path.join(folder, name, `${index}.png`), drawn[index % drawn.length] ?? '');
      }
    },
    bytes: (file) => readFile(path.join(folder, file), 'utf8'),
    async remove() {
      for (const child of running) child.kill('SIGKILL');
      await server.remove();
      await built.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Asks again and again until there is an answer. */
export async function untilThere<Value>(ask: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
