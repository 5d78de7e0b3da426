// Forks a detector process as Electron's utilityProcess: its own process, without a window, seen in Electron's metrics.
// The command line forks the same entry with child_process (main/detector/fork).
import { utilityProcess } from 'electron';
import type { DetectorChild, Fork } from './detector/child.ts';

const keptWords = 4096;

/** Never throws: a process that cannot be started shows as an exit. */
export const forkUtility: Fork = (entry, args): DetectorChild => {
  const child = utilityProcess.fork(entry, [...args], {
    serviceName: `Boxwright ${args.find((text) => text.startsWith('--lane='))?.slice(7) ?? 'detector'}`,
    stdio: ['ignore', 'ignore', 'pipe'],
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
      child.kill();
    },
    lastWords: () => words,
  };
};
