// Forks a detector process as Electron's utilityProcess: its own process, without a window, seen in Electron's metrics.
// The command line forks the same entry with child_process (main/detector/fork).
import os from 'node:os';
import { utilityProcess, type UtilityProcess } from 'electron';
import type { DetectorChild, Fork } from './detector/child.ts';

const keptWords = 4096;

/** Never throws: a process that cannot be started shows as an exit. */
export const forkUtility: Fork = (entry, args): DetectorChild => {
  const child = utilityProcess.fork(entry, [...args], {
    serviceName: `Boxwright ${args.find((text) => text.startsWith('--lane='))?.slice(7) ?? 'detector'}`,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // The window and main come first: on a machine with few cores a run would keep them waiting.
  child.once('spawn', () => {
    if (child.pid !== undefined) beSecond(child.pid);
  });
  let words = '';
  child.stderr?.on('data', (data: Buffer) => {
    words = (words + data.toString('utf8')).slice(-keptWords);
  });
  return {
    get pid() {
      return child.pid;
    },
    post: (message) => {
      child.postMessage(message);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', (code) => {
        listener(code);
      });
    },
    kill: () => {
      end(child);
    },
    lastWords: () => words,
  };
};

/** By force: a process that hangs, or that never came as far as its own code, does not listen to the polite signal of `kill`. */
function end(child: UtilityProcess): void {
  try {
    if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
  child.kill();
}

function beSecond(pid: number): void {
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some systems do not allow it; then it runs as everything else.
  }
}
