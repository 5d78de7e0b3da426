// Writes a folder whole or not at all: under a temporary name beside the target, synced, read back, then renamed. A folder that is
// replaced steps aside until the new one is in its place.
import { createHash } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import path from 'node:path';
import { readFileName } from '../../common/dataset/fileName.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import { breathe, mapLimited } from './concurrency.ts';
import { hiddenBeside, leftBeside } from './hiddenName.ts';
import { digestOf, explained, syncFile, syncFolder } from './wholeFile.ts';

/** How a picture came into the folder. */
export type Brought = 'copied' | 'hard-linked' | 'linked';

export interface FolderWriter {
  /** Its temporary place. */
  readonly location: string;
  /** Files so far. */
  readonly count: number;
  /** A file of text. Fails `invalid` for a path that leads out, or that the folder has already (also but for its case). */
  write(file: string, pieces: Iterable<string>): Promise<void>;
  /** A file by `way`, or by the next way that the disks have: a link on one disk, a link by name, a copy. */
  bring(source: string, file: string, way: 'copy' | 'link'): Promise<Brought>;
  /** A file of ours that lies on the same disk and is not needed there any more. */
  move(source: string, file: string): Promise<void>;
}

interface Written {
  readonly file: string;
  /** Of a text; of a copy its size is compared. */
  readonly digest?: string;
  readonly bytes?: number;
}

/** Files that are synced and read back together. */
const together = 16;
const gathered = 256;

/**
 * What `work` wrote becomes `target`, which is replaced when `replace` says so; without it an empty folder may be there. Failures:
 * those of `work`, not-found (the folder above), invalid, read-only, disk, cancelled; then the target is as it was.
 */
export async function writeFolder<Value>(
  target: string,
  options: { readonly replace: boolean; readonly signal?: AbortSignal },
  work: (folder: FolderWriter) => Promise<Value>,
): Promise<Value> {
  const above = path.dirname(target);
  const temporary = hiddenBeside(target, 'tmp');
  try {
    await sweep(target);
    await fs.mkdir(temporary);
    const { folder, finish } = folderWriter(temporary, options.signal);
    const value = await work(folder);
    await finish();
    await putInPlace(temporary, target, options.replace);
    await syncFolder(above);
    return value;
  } catch (caught) {
    await fs.rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw explained(caught, target);
  }
}

/** What a killed program left of a folder of this name goes; the folder that it had put aside comes back. */
async function sweep(target: string): Promise<void> {
  for (const { location, kind } of await leftBeside(target)) {
    const isAway = (await fs.lstat(target).catch(() => undefined)) === undefined;
    if (kind === 'old' && isAway) await fs.rename(location, target);
    else await fs.rm(location, { recursive: true, force: true });
  }
}

/** At no moment is there less than one whole folder; killed between the two renames, the old one comes back by the next sweep. */
async function putInPlace(temporary: string, target: string, replace: boolean): Promise<void> {
  if (!replace) {
    await fs.rmdir(target).catch((caught: unknown) => {
      if ((caught as NodeJS.ErrnoException).code !== 'ENOENT') throw caught;
    });
    await fs.rename(temporary, target);
    return;
  }
  const aside = temporary.replace(/\.tmp$/, '.old');
  await fs.rename(target, aside);
  try {
    await fs.rename(temporary, target);
  } catch (caught) {
    await fs.rename(aside, target);
    throw caught;
  }
  // The new folder stands; what cannot be removed of the old one is no failure of the export.
  await fs.rm(aside, { recursive: true, force: true }).catch(() => undefined);
}

function folderWriter(
  location: string,
  signal: AbortSignal | undefined,
): { readonly folder: FolderWriter; finish(): Promise<void> } {
  const made = new Set<string>();
  let waiting: Written[] = [];
  let count = 0;
  const placeFor = async (file: string): Promise<string> => {
    if (signal?.aborted === true) fail('cancelled', t('Writing the folder was cancelled; nothing was changed.'));
    const reading = readFileName(file);
    if (!reading.ok || reading.name !== file) throw new Error(`"${file}" is no path below an export`);
    const full = path.join(location, ...file.split('/'));
    const parent = path.dirname(full);
    if (!made.has(parent)) {
      await fs.mkdir(parent, { recursive: true });
      made.add(parent);
    }
    count += 1;
    return full;
  };
  const check = async (): Promise<void> => {
    const files = waiting;
    waiting = [];
    await mapLimited(files, together, checkWritten);
  };
  const note = async (written: Written): Promise<void> => {
    waiting.push(written);
    if (waiting.length >= gathered) await check();
  };
  const folder: FolderWriter = {
    location,
    get count() {
      return count;
    },
    async write(file, pieces) {
      const full = await placeFor(file);
      await note({ file: full, digest: await onlyOnce(file, writeText(full, pieces, signal)) });
    },
    async bring(source, file, way) {
      const full = await placeFor(file);
      const brought = await onlyOnce(file, bringFile(source, full, way));
      if (brought === 'copied') await note({ file: full, bytes: (await fs.stat(source)).size });
      return brought;
    },
    async move(source, file) {
      const full = await placeFor(file);
      // A rename would replace what is there without a word.
      await onlyOnce(
        file,
        fs.link(source, full).catch((caught: unknown) => copyInstead(caught, source, full)),
      );
      await note({ file: full, bytes: (await fs.stat(source)).size });
      await fs.rm(source, { force: true });
    },
  };
  const finish = async (): Promise<void> => {
    await check();
    await mapLimited([...made], together, syncFolder);
    await syncFolder(location);
    if (signal?.aborted === true) fail('cancelled', t('Writing the folder was cancelled; nothing was changed.'));
  };
  return { folder, finish };
}

async function writeText(file: string, pieces: Iterable<string>, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  const handle = await fs.open(file, 'wx');
  try {
    for (const piece of pieces) {
      if (signal?.aborted === true) fail('cancelled', t('Writing the folder was cancelled; nothing was changed.'));
      hash.update(piece);
      await handle.writeFile(piece);
      await breathe();
    }
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

async function bringFile(source: string, full: string, way: 'copy' | 'link'): Promise<Brought> {
  if (way === 'link') {
    for (const [brought, link] of [
      ['hard-linked', fs.link],
      ['linked', fs.symlink],
    ] as const) {
      try {
        await link(source, full);
        return brought;
      } catch (caught) {
        if (!isNoLink(caught)) throw caught;
      }
    }
  }
  await fs.copyFile(source, full, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  return 'copied';
}

async function copyInstead(caught: unknown, source: string, full: string): Promise<void> {
  if (!isNoLink(caught)) throw caught;
  await fs.copyFile(source, full, constants.COPYFILE_EXCL);
}

/** Two disks, a disk without links, or a person who may not make them. */
function isNoLink(caught: unknown): boolean {
  const code = (caught as NodeJS.ErrnoException).code;
  return code !== undefined && ['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES'].includes(code);
}

async function onlyOnce<Value>(file: string, work: Promise<Value>): Promise<Value> {
  return work.catch((caught: unknown) => {
    if ((caught as NodeJS.ErrnoException).code !== 'EEXIST') throw caught;
    return fail(
      'invalid',
      t(
        'Two files of the export would be called {file}. Give the pictures different names, or choose another format.',
        {
          file,
        },
      ),
    );
  });
}

async function checkWritten({ file, digest, bytes }: Written): Promise<void> {
  await syncFile(file);
  const same = digest === undefined ? (await fs.stat(file)).size === bytes : (await digestOf(file)) === digest;
  if (!same) fail('disk', t('{file} does not read back as it was written. Check the disk.', { file }));
}
