// One log for the main process: the terminal, and a file beside the settings once its place is known.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

type Level = 'info' | 'warning' | 'error';

let logFile: string | undefined;
const largest = 2_000_000;

/** Sends the log to a file as well; an old log over 2 MB is moved aside once. */
export function logTo(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > largest) renameSync(file, `${file}.old`);
    logFile = file;
  } catch {
    logFile = undefined; // A log that cannot be written must not stop the program.
  }
}

export function log(level: Level, message: string): void {
  const line = `${new Date().toISOString()} ${level} ${message}\n`;
  if (level !== 'info') process.stderr.write(line);
  if (logFile === undefined) return;
  try {
    appendFileSync(logFile, line);
  } catch {
    logFile = undefined;
  }
}
