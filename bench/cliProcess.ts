// The command line as a process of its own, watched from outside: how long it took, what it said, and how much memory it ever held.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

export interface CliRun {
  readonly seconds: number;
  readonly out: string;
  /** The most memory that it ever held, in megabytes; undefined where the system does not say it of another process. */
  readonly peak: number | undefined;
}

/** `entry`: the built command line. What it says on stderr is shown as it is. Throws when it does not end with 0. */
export async function runCli(entry: string, args: readonly string[]): Promise<CliRun> {
  const began = performance.now();
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let peak: number | undefined;
  const watch = setInterval(() => {
    try {
      const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      if (found !== undefined) peak = Math.round(Number(found) / 1024);
    } catch {
      // Over, or no Linux.
    }
  }, 20);
  const [out, code] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve) => child.on('exit', resolve)),
  ]);
  clearInterval(watch);
  if (code !== 0) throw new Error(`boxwright ${args.join(' ')} ended with ${code}`);
  return { seconds: (performance.now() - began) / 1000, out, peak };
}
