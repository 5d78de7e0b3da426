// Waits until a project that another program writes is free. It only tries the lock; taking the project is asked for by a person.
import path from 'node:path';
import { projectFileName } from './project.ts';
import { isFile } from './onDisk.ts';
import { takeLock } from './lock.ts';

export interface LockWait {
  stop(): void;
}

const everyMilliseconds = 3000;

/** Calls `onFree` once, when the lock of this project folder could be had. Does nothing where the folder cannot be written. */
export function waitForLock(folder: string, onFree: () => void, every = everyMilliseconds): LockWait {
  let isTrying = false;
  const timer = setInterval(() => {
    if (isTrying) return;
    isTrying = true;
    void tryLock(folder).then((outcome) => {
      isTrying = false;
      if (outcome === 'busy') return;
      clearInterval(timer);
      if (outcome === 'free') onFree();
    });
  }, every);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}

async function tryLock(folder: string): Promise<'free' | 'busy' | 'unwritable'> {
  // A folder that went away (a drive) comes back perhaps; no lock is made where no project is.
  if (!isFile(path.join(folder, projectFileName))) return 'busy';
  try {
    const lock = await takeLock(folder);
    if (!lock.held) return 'busy';
    lock.release();
    return 'free';
  } catch {
    return 'unwritable';
  }
}
