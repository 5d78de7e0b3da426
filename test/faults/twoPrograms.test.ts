// Two programs and one project: who came second may only read and is told who has it; who writes is refused by that name; who reads goes
// on; and when the first one is killed the next one has it at once.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/common/result.ts';
import { makeSmall } from './projects.ts';
import { buildProgram, type Program } from './program.ts';

interface Opened {
  readonly pid: number;
  readonly readOnly?: boolean;
  readonly reason?: string;
  readonly failure?: Failure;
}

const place = mkdtempSync(path.join(tmpdir(), 'boxwright-two-'));
const at = (...parts: string[]): string => path.join(place, ...parts);
const project = at('project');
const running: ChildProcess[] = [];
let program: Program;
let holder: Opened;

/** Another program that opens the project; it lives until it is killed. */
function open(access: 'write' | 'prefer-write'): Promise<Opened> {
  const child = spawn(process.execPath, [program.other('holder'), project, access], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.stdout.setEncoding('utf8').once('data', (line: string) => resolve(JSON.parse(line) as Opened));
  });
}

/** Waits until they are gone. */
async function kill(children: readonly ChildProcess[]): Promise<void> {
  const alive = children.filter((child) => child.exitCode === null && child.signalCode === null);
  await Promise.all(
    alive.map((child) => {
      const gone = new Promise((resolve) => child.on('exit', resolve));
      child.kill('SIGKILL');
      return gone;
    }),
  );
}

beforeAll(async () => {
  program = await buildProgram(at('home'), { holder: 'test/faults/holderProcess.ts' });
  await makeSmall(program, project, at('pictures'));
  await program.json('snapshot', 'make', project);
  holder = await open('write');
});
afterAll(async () => {
  await kill(running);
  await program.remove();
  rmSync(place, { recursive: true, force: true });
});

describe('a project that another program has open', () => {
  it('is opened for reading by who came second, with the name of who has it', async () => {
    expect(holder).toMatchObject({ readOnly: false });
    const second = await open('prefer-write');
    expect(second).toMatchObject({
      readOnly: true,
      reason: expect.stringContaining(`process ${holder.pid}`) as string,
    });
    const writer = await open('write');
    expect(writer.failure).toMatchObject({
      kind: 'busy',
      message: expect.stringContaining(`process ${holder.pid} on this computer`) as string,
    });
  });

  it.each([
    ['import', ['import', project, at('pictures.json')]],
    ['snapshot make', ['snapshot', 'make', project]],
    ['snapshot restore', ['snapshot', 'restore', project, '1']],
    ['snapshot forget', ['snapshot', 'forget', project, '1']],
    ['relink', ['relink', project, at('pictures'), at('pictures')]],
    ['prelabel', ['prelabel', project, '--out', at('found.json')]],
    ['doctor --repair', ['doctor', project, '--repair']],
  ])('refuses %s by that name', async (_, args) => {
    const { code, said, out } = await program.run(...args);
    expect([code, said, out]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^boxwright: .*process ${holder.pid} on this computer[^\n]*\n$`)),
      '',
    ]);
    expect(existsSync(at('found.json'))).toBe(false);
  });

  it.each([
    ['check', ['check', project]],
    ['doctor', ['doctor', project]],
    ['snapshot list', ['snapshot', 'list', project]],
    ['snapshot diff', ['snapshot', 'diff', project, '1']],
    ['snapshot export', ['snapshot', 'export', project, '1', '--out', at('one.json')]],
    ['export of a file', ['export', project, '--out', at('out.json')]],
    ['export of a folder', ['export', project, '--out', at('out'), '--format', 'yolo']],
    ['a dry run of an export', ['export', project, '--out', at('dry.json'), '--dry-run']],
    ['backup', ['backup', project, at('kept.boxwright-backup')]],
  ])('lets %s go on', async (_, args) => {
    const { code, said } = await program.run(...args);
    expect([code, code === 0 ? '' : said]).toEqual([0, '']);
  });

  it('is had by the next program when the one that had it is killed', async () => {
    await kill(running);
    const next = await open('write');
    expect(next).toMatchObject({ readOnly: false });
    await kill(running);
    const { code, said } = await program.run('import', project, at('pictures.json'));
    expect([code, code === 0 ? '' : said]).toEqual([0, '']);
  });
});
