// The folder for temporary files that are too large for memory, and what a process that was killed left in it. Knows no pictures.
import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { fail } from '../../common/result.ts';

/** On Linux /tmp may be memory; /var/tmp is for what is large. TMPDIR goes before both. */
export function scratchFolder(): string {
  const isLinux = process.platform === 'linux' && (process.env['TMPDIR'] ?? '') === '';
  return path.join(isLinux ? '/var/tmp' : tmpdir(), `boxwright-${process.getuid?.() ?? userInfo().username}`);
}

const namedByProcess = /^(\d+)-[0-9a-f]{16}\.v$/;

/**
 * A new name for a file of this many bytes, for as long as this process lives. Fails with `disk` when there is no room, and with
 * `read-only` when the folder cannot be used.
 */
export async function scratchFile(bytes: number, folder = scratchFolder()): Promise<string> {
  await useFolder(folder);
  const { bavail, bsize } = await statfs(folder);
  if (bytes > bavail * bsize) {
    const [needed, free] = [bytes, bavail * bsize].map((count) => (count / 1e9).toFixed(1));
    fail('disk', `The picture needs ${needed} GB in ${folder} while it is read, and ${free} GB are free.`);
  }
  return path.join(folder, `${process.pid}-${randomBytes(8).toString('hex')}.v`);
}

async function useFolder(folder: string): Promise<void> {
  const unusable = (detail: string): never =>
    fail('read-only', `${folder} cannot be used for temporary files; set TMPDIR to a folder of your own.`, detail);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => unusable(String(error)));
  // Others may write beside it: what they put in its place is not ours.
  const found = await lstat(folder);
  if (!found.isDirectory()) unusable('It is no folder.');
  if (process.getuid !== undefined && found.uid !== process.getuid()) unusable('It belongs to another user.');
}

/** Removes the files of processes that are gone. Never fails: what cannot be removed is tried again at the next start. */
export async function sweepScratch(folder = scratchFolder()): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const owner = namedByProcess.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    await rm(path.join(folder, name), { force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
