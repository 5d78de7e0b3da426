// Writes a file whole or not at all: temporary name in the same folder, then rename. No formats.
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { FailureError, fail } from '../common/result.ts';

/**
 * `cache`: may be lost with the power, so it is not synced (whoever meets a broken one makes it again).
 * `lasting`: on the disk before the rename.
 */
export type Durability = 'cache' | 'lasting';

/** Creates the folder, lets `write` fill a temporary file, and renames it to `file`. Fails with kind `disk` or `read-only`. */
export async function writeWith(
  file: string,
  durability: Durability,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const extension = path.extname(file);
  const temporary = path.join(
    path.dirname(file),
    `.${path.basename(file, extension)}-${randomBytes(6).toString('hex')}.part${extension}`,
  );
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await write(temporary);
    if (durability === 'lasting') await synchronise(temporary);
    await rename(temporary, file);
    if (durability === 'lasting') await synchronise(path.dirname(file)).catch(() => undefined);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeFailure(file, error);
  }
}

export async function writeWhole(file: string, bytes: Uint8Array, durability: Durability): Promise<void> {
  await writeWith(file, durability, async (temporary) => {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
    } finally {
      await handle.close();
    }
  });
}

async function synchronise(target: string): Promise<void> {
  const handle = await open(target, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function writeFailure(file: string, error: unknown): unknown {
  if (error instanceof FailureError || !(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code;
  const place = path.dirname(file);
  try {
    // Node says ENOENT of a disk that is mounted read-only when it makes the folders above as well.
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOENT') {
      fail('read-only', `${place} cannot be written; choose another folder or change its permissions.`, error.message);
    }
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      fail('disk', `The disk that holds ${place} is full; free some space and try again.`, error.message);
    }
    if (code !== undefined) fail('disk', `${path.basename(file)} could not be written to ${place}: ${error.message}`);
    return error;
  } catch (failure) {
    return failure;
  }
}
