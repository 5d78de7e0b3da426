// Ends this process when a file of unknown origin makes it take too much memory or too long. ONNX Runtime holds the loop while it
// works and cannot be stopped, so a thread looks on; the parent starts a new process and tells why the old one ended.
import { Worker } from 'node:worker_threads';

export interface Limits {
  /** Bytes that the work may add to what the process holds already. */
  readonly memory: number;
  readonly milliseconds: number;
}

const largestShare = 0.75;
/** More than the largest file that is taken, its copy, and the values of one run together. */
const mostMemory = 12 * 2 ** 30;

/** For a look at one file on this machine, as it is now. */
export function usualLimits(): Limits {
  return { memory: Math.min(mostMemory, process.availableMemory() * largestShare), milliseconds: 180_000 };
}

/** Plain text, because a thread of a bundled program has no file of its own. It writes past the loop, which is held. */
const onlooker = `
const { writeSync } = require('node:fs');
const { workerData } = require('node:worker_threads');
const end = Date.now() + workerData.milliseconds;
function stop(words) {
  try { writeSync(2, words + '\\n'); } catch {}
  process.kill(process.pid, 'SIGKILL');
}
setInterval(() => {
  if (process.memoryUsage.rss() > workerData.most) stop(workerData.tooMuch);
  if (Date.now() > end) stop(workerData.tooLong);
}, 20);
`;

/** The work's own answer, where it stays within the limits. */
export async function watched<T>({ memory, milliseconds }: Limits, work: () => Promise<T>): Promise<T> {
  const megabytes = Math.round(memory / 2 ** 20).toLocaleString('en');
  const thread = new Worker(onlooker, {
    eval: true,
    workerData: {
      most: process.memoryUsage.rss() + memory,
      milliseconds,
      tooMuch: `The model was refused: it asks for more than the ${megabytes} MB of memory that this machine can give it.`,
      tooLong: `The model was refused: it was not ready after ${Math.round(milliseconds / 1000)} seconds.`,
    },
  });
  // Before it looks on, nothing may hold the loop.
  await new Promise<void>((resolve, reject) => {
    thread.once('online', resolve);
    thread.once('error', reject);
  });
  try {
    return await work();
  } finally {
    await thread.terminate();
  }
}
