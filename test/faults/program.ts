// The command line as a real process for the tests of faults: run to its end, or killed at a moment of its work; and what a project is after it.
import { spawn } from 'node:child_process';
import { cpSync, readdirSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { buildEntries } from '../detector/builtDetector.ts';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
  readonly milliseconds: number;
}

export interface Growth {
  readonly bytes: number;
  /** ms that this lasted, until the next. */
  readonly delay: number;
}

export interface Program {
  /** The built command line, to be run by this Node. */
  readonly entry: string;
  /** The built file of one of the others. */
  other(name: string): string;
  /** Runs a command to its end. */
  run(...args: readonly string[]): Promise<Ended>;
  /** The same with another folder of the user's models and settings. */
  runAt(home: string, ...args: readonly string[]): Promise<Ended>;
  /** The JSON document of a command that has to end well. */
  json<T>(...args: readonly string[]): Promise<T>;
  /**
   * Runs a command and kills it and all that it started, `delay` ms after the files in `folder` have so many bytes together. Says
   * whether it was killed: false when it had ended before.
   */
  kill(args: readonly string[], folder: string, at: Growth): Promise<boolean>;
  /** Runs a command to its end and looks every millisecond: the sizes to which the files in `folder` were seen to grow together. */
  growth(args: readonly string[], folder: string): Promise<readonly Growth[]>;
  remove(): Promise<void>;
}

/** Builds the command line, the detector process and `others` (name → source); models and settings of the user lie in `home`. */
export async function buildProgram(home: string, others: Readonly<Record<string, string>> = {}): Promise<Program> {
  const built = await buildEntries({
    cli: 'src/cli/index.ts',
    detector: 'src/detector/index.ts',
    clerk: 'src/main/clerk/index.ts',
    ...others,
  });
  const entry = path.join(built.folder, 'cli.js');
  const env = { ...process.env, BOXWRIGHT_HOME: home, BOXWRIGHT_PROVIDERS: 'cpu' };
  const runAt = (own: string, ...args: readonly string[]): Promise<Ended> => {
    const started = performance.now();
    const child = spawn(process.execPath, [entry, ...args], {
      env: { ...env, BOXWRIGHT_HOME: own },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, said] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, out, said, milliseconds: performance.now() - started }));
    });
  };
  const run = (...args: readonly string[]): Promise<Ended> => runAt(home, ...args);
  const watched = (args: readonly string[], folder: string, onBytes: (bytes: number, end: () => void) => void) =>
    new Promise<NodeJS.Signals | null>((resolve, reject) => {
      // A group of its own, so that a detector process dies with it.
      const child = spawn(process.execPath, [entry, ...args], { env, stdio: 'ignore', detached: true });
      const end = (): void => void process.kill(-(child.pid ?? 0), 'SIGKILL');
      const looking = setInterval(() => onBytes(bytesBelow(folder), end), 1);
      child.on('error', reject);
      child.on('exit', (_code, signal) => {
        clearInterval(looking);
        resolve(signal);
      });
    });
  return {
    entry,
    other: (name) => path.join(built.folder, `${name}.js`),
    run,
    runAt,
    json: async <T>(...args: readonly string[]) => {
      const ended = await run(...args, '--json');
      if (ended.code !== 0) throw new Error(`${args.join(' ')} ended with ${ended.code}: ${ended.said}`);
      return JSON.parse(ended.out) as T;
    },
    kill: async (args, folder, { bytes, delay }) => {
      let timer: NodeJS.Timeout | undefined;
      const signal = await watched(args, folder, (now, end) => {
        if (now >= bytes) timer ??= setTimeout(end, delay);
      });
      clearTimeout(timer);
      return signal === 'SIGKILL';
    },
    growth: async (args, folder) => {
      const steps: { readonly bytes: number; readonly at: number }[] = [];
      let most = bytesBelow(folder);
      await watched(args, folder, (bytes) => {
        if (bytes <= most) return;
        most = bytes;
        steps.push({ bytes, at: performance.now() });
      });
      const ended = performance.now();
      return steps.map(({ bytes, at }, index) => ({ bytes, delay: (steps[index + 1]?.at ?? ended) - at }));
    },
    remove: () => built.remove(),
  };
}

/** A copy of a project's folder, where one had been made before it is gone. */
export function copyProject(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
}

/** Every file below a folder with its size, as "a/b.json 12", sorted; nothing for a folder that is not there. */
export function filesBelow(folder: string): string[] {
  return sizesBelow(folder).map(([file, bytes]) => `${file} ${bytes}`);
}

const bytesBelow = (folder: string): number => sizesBelow(folder).reduce((sum, [, bytes]) => sum + bytes, 0);

/** Sorted by name. What goes while it is listed, as the files of a running command do, has no size. */
function sizesBelow(folder: string): (readonly [file: string, bytes: number])[] {
  const sizes: (readonly [string, number])[] = [];
  const folders = [''];
  for (let below = folders.pop(); below !== undefined; below = folders.pop()) {
    for (const entry of listed(path.join(folder, below))) {
      const file = path.join(below, entry.name);
      const stats = entry.isDirectory() ? undefined : statSync(path.join(folder, file), { throwIfNoEntry: false });
      if (entry.isDirectory()) folders.push(file);
      else if (stats !== undefined) sizes.push([file, stats.size]);
    }
  }
  return sizes.sort(([a], [b]) => (a < b ? -1 : 1));
}

function listed(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (caught) {
    if ((caught as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw caught;
  }
}

/** Names of files that were not whole yet. */
export function hiddenIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('.boxwright-') || /\.(tmp|part)$/.test(name));
}
