// What the command line says and where: results on stdout, everything else on stderr, one line for a failure.
import type { ProblemEntry } from '../common/records.ts';
import type { Failure } from '../common/result.ts';

const shownProblems = 20;

export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The one JSON document of a command with --json. */
export function printJson(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
}

export function say(text: string): void {
  process.stderr.write(`${oneLine(text)}\n`);
}

export function sayFailure(failure: Failure): void {
  say(`boxwright: ${failure.message}`);
}

/** The first problems, a line each, and how many more there are. */
export function sayProblems(problems: readonly ProblemEntry[]): void {
  for (const { severity, where, message } of problems.slice(0, shownProblems)) say(`${severity}: ${where}: ${message}`);
  if (problems.length > shownProblems) say(`and ${problems.length - shownProblems} more; --json lists them all`);
}

/** A name may hold line feeds and control characters; a terminal should see neither. */
function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
}

export interface Progress {
  /** `detail`: where in the next one it stands. */
  update(done: number, total: number, detail?: string): void;
  /** Takes the bar away. */
  end(): void;
}

const barWidth = 24;

/** A bar on stderr when that is a terminal, at most ten times a second; nothing otherwise. */
export function progressBar(label: string): Progress {
  if (!process.stderr.isTTY) return { update: () => undefined, end: () => undefined };
  const start = performance.now();
  let drawn = -Infinity;
  return {
    update(done, total, detail) {
      const now = performance.now();
      if (now - drawn < 100 && done < total) return;
      drawn = now;
      const filled = total === 0 ? 0 : Math.round((done / total) * barWidth);
      const rate = done / Math.max(0.001, (now - start) / 1000);
      const left = done === 0 ? '' : `, ${Math.ceil((total - done) / rate)} s left`;
      const within = detail === undefined ? '' : `, ${detail}`;
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
      process.stderr.write(`\r\u001b[K${label} ${bar} ${done}/${total}, ${rate.toFixed(1)} a second${left}${within}`);
    },
    end() {
      if (drawn > -Infinity) process.stderr.write('\r\u001b[K');
    },
  };
}
