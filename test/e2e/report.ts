// What a failed end-to-end test says of the program that it drove.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Studio } from './launch.ts';

/** Whether main and the window answer, what the detector does, the processes, and the end of the log. */
export async function reportOf({ app, page, home }: Studio): Promise<string> {
  const within = (work: Promise<unknown>): Promise<string> =>
    Promise.race([
      work.then((value) => JSON.stringify(value), String),
      delay(5000, 'no answer within 5 s', { ref: false }),
    ]);
  const log = join(home, 'boxwright.log');
  return [
    `main: ${await within(app.evaluate(({ app: main }) => main.getAppMetrics().map(({ type, pid }) => `${type} ${pid}`)))}`,
    `window: ${await within(page.evaluate(() => document.title))}`,
    `detector: ${await within(page.evaluate(() => window.studio.ask('detector/status', {})))}`,
    `jobs: ${await within(page.evaluate(() => window.studio.ask('jobs/list', {})))}`,
    processes(),
    existsSync(log) ? readFileSync(log, 'utf8').slice(-4000) : 'no log',
  ].join('\n');
}

/** Of every Electron that runs, and what it waits for. */
function processes(): string {
  try {
    const all = execFileSync('ps', ['-eo', 'pid,ppid,stat,ni,etimes,time,wchan:20,args'], { encoding: 'utf8' });
    const ours = all.split('\n').filter((line) => line.includes('electron'));
    return ours.map((line) => line.slice(0, 200)).join('\n');
  } catch {
    return 'The processes cannot be listed here.';
  }
}
