// Forks the detector process with child_process, for the command line and the tests, and finds its entry file for everybody.
import { fork as forkNode } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DetectorChild } from './child.ts';

const keptWords = 4096;

/** The built entry: detector.js beside the program that runs, which may itself lie in the folder of shared chunks. */
export function detectorEntry(): string {
  const beside = path.join(import.meta.dirname, 'detector.js');
  return existsSync(beside) ? beside : path.join(import.meta.dirname, '..', 'detector.js');
}

/** A plain Node child. Never throws: a file that is absent shows as an exit. */
export function forkDetector(entry: string, args: readonly string[]): DetectorChild {
  const child = forkNode(entry, args, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-keptWords);
  });
  let left = false;
  const leaving: ((code: number | null, signal?: string | null) => void)[] = [];
  const leave = (code: number | null, signal: string | null): void => {
    if (left) return;
    left = true;
    for (const listener of leaving) listener(code, signal);
  };
  child.on('exit', leave);
  child.on('error', (error) => {
    words += error.message;
    // A child that could not be started at all sends no "exit".
    if (child.pid === undefined) leave(1, null);
  });
  return {
    pid: child.pid,
    // A child that is just going away is noticed by its exit.
    post: (message) => void child.send(message, () => undefined),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void leaving.push(listener),
    kill: () => void child.kill('SIGKILL'),
    lastWords: () => words,
  };
}
