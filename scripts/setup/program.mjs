// Runs a program in the foreground: its streams are ours, signals go on to it, its end is ours.
import { spawn } from 'node:child_process';
import os from 'node:os';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** → the exit status, 128 + n for a signal n, as a shell says it. */
export function runProgram(command, args, extraEnvironment = {}) {
  const environment = { ...process.env, ...extraEnvironment };
  delete environment.ELECTRON_RUN_AS_NODE;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: environment });
    const forward = (signal) => child.kill(signal);
    for (const signal of forwarded) process.on(signal, forward);
    child.on('error', reject);
    child.on('close', (status, signal) => {
      for (const name of forwarded) process.removeListener(name, forward);
      resolve(signal ? 128 + os.constants.signals[signal] : status);
    });
  });
}
