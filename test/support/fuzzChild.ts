// Rounds of a fuzz target in a process of its own, for what native libraries read: the parent sees a crash and a hang as a finding, ends
// the process by force and goes on with the next round in a new one.
import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { longestRound, mostGrowth, noteFinding, type Ends } from './fuzzRounds.ts';

type Told =
  { readonly begin: number } | { readonly end: string } | { readonly found: string } | { readonly all: number };

/** A process that says nothing for so long hangs. */
const patience = 4 * longestRound;

/** Runs rounds 0 … `rounds` − 1 of the child's target. `script` is a built file that calls serveRounds. */
export async function childRounds(script: string, target: string, rounds: number): Promise<Ends> {
  const ends: Ends = { counts: new Map(), findings: new Map() };
  for (let from = 0; from < rounds;) from = await oneChild(script, [target, String(from), String(rounds)], ends);
  return ends;
}

/** The round to go on with. */
function oneChild(script: string, args: readonly string[], ends: Ends): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let round = -1;
    let next: number | undefined;
    let said = '';
    let timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const told = JSON.parse(line) as Told;
      clearTimeout(timer);
      timer = setTimeout(() => child.kill('SIGKILL'), patience);
      if ('begin' in told) round = told.begin;
      else if ('end' in told) ends.counts.set(told.end, (ends.counts.get(told.end) ?? 0) + 1);
      else if ('found' in told) noteFinding(ends, round, told.found);
      else next = told.all;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (next !== undefined) return resolve(next);
      if (round < 0) return reject(new Error(`the process did not come to its first round: ${said}`));
      noteFinding(ends, round, `the process ended by ${signal ?? code}: ${said}`);
      resolve(round + 1);
    });
  });
}

/** In the child. `read` answers with how a round ended, and throws what is a finding. */
export async function serveRounds(read: (target: string, round: number) => Promise<string>): Promise<void> {
  const [target = '', from = '0', to = '0'] = process.argv.slice(2);
  const tell = (told: Told): void => void writeSync(1, `${JSON.stringify(told)}\n`);
  const before = process.memoryUsage.rss();
  for (let round = Number(from); round < Number(to); round += 1) {
    tell({ begin: round });
    const start = performance.now();
    try {
      tell({ end: await read(target, round) });
    } catch (caught) {
      tell({ found: caught instanceof Error ? (caught.stack ?? caught.message) : String(caught) });
    }
    if (performance.now() - start > longestRound) tell({ found: 'took longer than 5 seconds' });
    if (process.memoryUsage.rss() - before > mostGrowth) {
      tell({ found: 'took more than 500 MB' });
      // A new process begins small again, so that one finding is one.
      return tell({ all: round + 1 });
    }
  }
  tell({ all: Number(to) });
}
