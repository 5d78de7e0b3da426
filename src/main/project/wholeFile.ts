// Writes a file whole or not at all: under a temporary name beside the target, synced, looked at again, then renamed.
import { createHash } from 'node:crypto';
import { constants, createReadStream, existsSync, promises as fs } from 'node:fs';
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import { fail, FailureError } from '../../common/result.ts';
import { breathe } from './concurrency.ts';
import { hiddenBeside, sweepBeside } from './hiddenName.ts';

export interface WholeFileOptions {
  /** Looks at the written file under its temporary name; what it throws keeps the target as it was. */
  readonly check?: (temporary: string) => Promise<void>;
  readonly signal?: AbortSignal;
  /** Permissions of the file from its first byte on; the system's usual ones without it. */
  readonly mode?: number;
}

/**
 * Writes the pieces to `target`, which keeps its old content until the rename, and reads the result back. Returns what
 * the generator returns. Failures: not-found (the folder), invalid (the target is a folder), read-only, disk, cancelled,
 * and those of the generator and of `check`; no temporary file stays behind.
 */
export async function writeWhole<Value>(
  target: string,
  pieces: Generator<string | Uint8Array, Value>,
  options: WholeFileOptions = {},
): Promise<Value> {
  const folder = path.dirname(path.resolve(target));
  const temporary = hiddenBeside(target, 'tmp');
  try {
    await sweepBeside(target);
    const { value, digest } = await writePieces(temporary, pieces, options);
    await options.check?.(temporary);
    await fs.rename(temporary, target);
    await syncFolder(folder);
    if ((await digestOf(target)) !== digest)
      fail('disk', t('{file} does not read back as it was written. Check the disk.', { file: target }));
    return value;
  } catch (caught) {
    await fs.rm(temporary, { force: true }).catch(() => undefined);
    throw explained(caught, target);
  }
}

/** Writes what lies in memory. Failures: those of writeWhole. */
export async function writeOne(target: string, content: string | Uint8Array): Promise<void> {
  await writeWhole(
    target,
    (function* () {
      yield content;
    })(),
  );
}

/** Copies a file to `target`, whole or not at all. Failures: as of writeWhole. */
export async function copyWhole(source: string, target: string): Promise<void> {
  const folder = path.dirname(path.resolve(target));
  const temporary = hiddenBeside(target, 'tmp');
  try {
    await sweepBeside(target);
    await fs.copyFile(source, temporary, constants.COPYFILE_EXCL);
    await syncFile(temporary);
    await fs.rename(temporary, target);
    await syncFolder(folder);
    if ((await digestOf(target)) !== (await digestOf(source)))
      fail('disk', t('{file} does not read back as it was written. Check the disk.', { file: target }));
  } catch (caught) {
    await fs.rm(temporary, { force: true }).catch(() => undefined);
    throw explained(caught, target);
  }
}

/**
 * Makes a folder with those above it; one that is there is left as it is. Returns the topmost one that was made, undefined where none
 * was. Failures: invalid, read-only, disk.
 */
export async function makeFolder(folder: string): Promise<string | undefined> {
  try {
    return await fs.mkdir(folder, { recursive: true });
  } catch (caught) {
    throw explainedFolder(caught, folder);
  }
}

/** What a failed making of `folder`, with those above it, says. Node says ENOENT where the disk is there and may only be read. */
export function explainedFolder(caught: unknown, folder: string): unknown {
  const isReadOnly =
    (caught as NodeJS.ErrnoException).code === 'ENOENT' && existsSync(path.parse(path.resolve(folder)).root);
  return explained(isReadOnly ? Object.assign(new Error(String(caught)), { code: 'EROFS' }) : caught, folder);
}

async function writePieces<Value>(
  temporary: string,
  pieces: Generator<string | Uint8Array, Value>,
  { signal, mode }: WholeFileOptions,
): Promise<{ value: Value; digest: string }> {
  const hash = createHash('sha256');
  const file = await fs.open(temporary, 'wx', mode);
  try {
    for (;;) {
      if (signal?.aborted === true) fail('cancelled', t('Writing the file was cancelled; nothing was changed.'));
      const piece = pieces.next();
      if (piece.done === true) {
        await file.sync();
        return { value: piece.value, digest: hash.digest('hex') };
      }
      hash.update(piece.value);
      await file.writeFile(piece.value);
      await breathe();
    }
  } finally {
    await file.close();
  }
}

/** SHA-256 of a file as hex. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Waits until a file's content is on the disk. */
export async function syncFile(file: string): Promise<void> {
  const handle = await fs.open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Waits until a folder's names are on the disk: the rename itself has to survive a power cut. Windows cannot open folders and does this by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What a failed write to `target` says; anything that is no failure of the disk comes back as it is. */
export function explained(caught: unknown, target: string): unknown {
  if (caught instanceof FailureError) return caught;
  const code = (caught as NodeJS.ErrnoException | undefined)?.code;
  const say = (kind: 'not-found' | 'invalid' | 'read-only' | 'disk', message: string): FailureError =>
    new FailureError({ kind, message, detail: String(caught) });
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return say('not-found', t('There is no folder for {file}. Make it, or choose another place.', { file: target }));
    case 'EISDIR':
      return say('invalid', t('{file} is a folder. Give the name of a file.', { file: target }));
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return say(
        'read-only',
        t('{file} cannot be written. Check the permissions of its folder, or choose another place.', { file: target }),
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return say('disk', t('The disk is full: {file} was not written.', { file: target }));
    case undefined:
      return caught;
    default:
      return say('disk', t('Writing {file} failed ({code}).', { file: target, code }));
  }
}
