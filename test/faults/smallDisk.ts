// A disk of some megabytes that a test can fill and make read-only: a file system in memory, which only root may mount.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import path from 'node:path';

export interface SmallDisk {
  readonly folder: string;
  /** Leaves so many bytes free, in whole blocks; 0: none. */
  fill(free: number): void;
  /** Gives the space back. */
  empty(): void;
  makeReadOnly(): void;
  makeWritable(): void;
  remove(): void;
}

/** Mounts it at a new folder; undefined where that is not possible. */
export function mountSmallDisk(folder: string, megabytes: number): SmallDisk | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  mkdirSync(folder);
  const run = (command: string, ...args: readonly string[]): void => {
    execFileSync(command, args, { stdio: 'ignore' });
  };
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder);
  } catch {
    return undefined;
  }
  const filling = path.join(folder, 'filling');
  const empty = (): void => rmSync(filling, { force: true });
  return {
    folder,
    empty,
    fill: (free) => {
      empty();
      const { bavail, bsize } = statfsSync(folder);
      const file = openSync(filling, 'w');
      const block = Buffer.alloc(bsize);
      try {
        for (let left = bavail - Math.ceil(free / bsize); left > 0; left -= 1) writeSync(file, block);
      } catch (caught) {
        if ((caught as NodeJS.ErrnoException).code !== 'ENOSPC') throw caught;
      } finally {
        closeSync(file);
      }
    },
    makeReadOnly: () => run('mount', '-o', 'remount,ro', folder),
    makeWritable: () => run('mount', '-o', 'remount,rw', folder),
    remove: () => run('umount', folder),
  };
}
