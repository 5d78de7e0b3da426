// Walks a picture folder: which files may be pictures, and what was met that is none and should be said. It opens no pipe,
// follows no link out of the folder and no link to a folder, and never stops for one bad entry.
import { promises as fs, type Stats } from 'node:fs';
import path from 'node:path';
import type { ProblemEntry } from '../../common/records.ts';
import { fail } from '../../common/result.ts';
import { mapLimited } from './concurrency.ts';
import { isInside } from './folders.ts';
import { compareNatural } from './naturalOrder.ts';
import { hasPictureBytes, isOtherPictureName, isPictureName } from './pictureNames.ts';

export interface FoundFile {
  /** Below the folder, "/" between folders, in the Unicode form that it has on disk. */
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
}

export interface Walk {
  /** In natural order. */
  readonly files: readonly FoundFile[];
  readonly problems: readonly ProblemEntry[];
  /** Files that are evidently something else (labels, texts). */
  readonly others: number;
}

interface Context {
  /** Real path of the picture folder. */
  readonly root: string;
  readonly files: FoundFile[];
  readonly problems: ProblemEntry[];
  readonly folders: string[];
  others: number;
}

const atOnce = 16;

/** Fails with not-found when the folder is not there, cancelled on the signal. */
export async function walkFolder(folder: string, signal?: AbortSignal): Promise<Walk> {
  const root = await fs.realpath(folder).catch(() => fail('not-found', `The picture folder ${folder} is not there.`));
  const context: Context = { root, files: [], problems: [], folders: [''], others: 0 };
  for (let below = context.folders.pop(); below !== undefined; below = context.folders.pop()) {
    if (signal?.aborted) fail('cancelled', 'The look through the folder was cancelled.');
    await lookInto(context, below);
  }
  context.files.sort((a, b) => compareNatural(a.name, b.name));
  context.problems.sort((a, b) => compareNatural(a.where, b.where));
  return { files: context.files, problems: context.problems, others: context.others };
}

async function lookInto(context: Context, below: string): Promise<void> {
  const names = await readNames(context, below);
  if (names === undefined) return;
  // The cache of a project holds pictures made by this program.
  const isProject = names.includes('project.boxwright');
  const wanted = isProject ? names.filter((name) => name !== 'cache') : names;
  await mapLimited(wanted, atOnce, async (name) => {
    const place = below === '' ? name : `${below}/${name}`;
    try {
      await lookAt(context, place, name);
    } catch (caught) {
      tell(context, place, 'error', `It could not be looked at: ${reasonOf(caught)}.`);
    }
  });
}

async function readNames(context: Context, below: string): Promise<string[] | undefined> {
  let raw: Buffer[];
  try {
    raw = await fs.readdir(path.join(context.root, below), { encoding: 'buffer' });
  } catch (caught) {
    tell(context, below === '' ? context.root : below, 'error', `This folder could not be read: ${reasonOf(caught)}.`);
    return undefined;
  }
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return raw.flatMap((bytes) => {
    try {
      return [decoder.decode(bytes)];
    } catch {
      const shown = path.posix.join(below, bytes.toString('latin1').replace(/[^ -~]/g, '?'));
      tell(context, shown, 'error', 'Its name is not UTF-8 text, so it cannot be written in a label file. Rename it.');
      return [];
    }
  });
}

async function lookAt(context: Context, place: string, name: string): Promise<void> {
  const full = path.join(context.root, place);
  let stats = await fs.lstat(full);
  if (stats.isSymbolicLink()) {
    const target = await followLink(context, place, full, name);
    if (target === undefined) return;
    stats = target;
  }
  if (stats.isDirectory()) context.folders.push(place);
  else if (stats.isFile()) await lookAtFile(context, place, name, stats);
  else if (isPictureName(name))
    tell(context, place, 'error', 'It is no file but a pipe, socket or device; it was not opened.');
  else context.others += 1;
}

/** What a link leads to when that is a file inside the folder; everything else is said and passed over. */
async function followLink(context: Context, place: string, full: string, name: string): Promise<Stats | undefined> {
  let target: string;
  try {
    target = await fs.realpath(full);
  } catch (caught) {
    const loops = codeOf(caught) === 'ELOOP';
    tell(
      context,
      place,
      'warning',
      loops ? 'This link leads to itself.' : `This link leads nowhere: ${reasonOf(caught)}.`,
    );
    return undefined;
  }
  if (!isInside(target, context.root)) {
    tell(context, place, 'warning', 'This link leads out of the folder and was not followed. Add that folder itself.');
    return undefined;
  }
  const stats = await fs.stat(target);
  if (stats.isFile()) return stats;
  if (stats.isDirectory())
    tell(context, place, 'warning', 'This link leads to a folder that is looked through where it lies.');
  else if (isPictureName(name))
    tell(context, place, 'error', 'This link leads to a pipe, socket or device; it was not opened.');
  return undefined;
}

async function lookAtFile(context: Context, place: string, name: string, stats: Stats): Promise<void> {
  const full = path.join(context.root, place);
  // macOS puts such companions beside files on foreign disks; they hold no picture.
  const isCompanion = name.startsWith('._');
  if (isPictureName(name) && !isCompanion) take(context, place, stats);
  else if (stats.size > 0 && (await hasPictureBytes(full))) take(context, place, stats);
  else if (isOtherPictureName(name) && !isCompanion) {
    tell(
      context,
      place,
      'warning',
      `${path.extname(name).slice(1).toUpperCase()} is not read; save it as PNG or JPEG.`,
    );
  } else context.others += 1;
}

function take(context: Context, name: string, stats: Stats): void {
  context.files.push({ name, bytes: stats.size, mtime: stats.mtimeMs });
}

function tell(context: Context, where: string, severity: ProblemEntry['severity'], message: string): void {
  context.problems.push({ where, message, severity });
}

function codeOf(caught: unknown): string | undefined {
  return (caught as NodeJS.ErrnoException | undefined)?.code;
}

function reasonOf(caught: unknown): string {
  switch (codeOf(caught)) {
    case 'EACCES':
    case 'EPERM':
      return 'you have no permission';
    case 'ENOENT':
      return 'nothing is there';
    case 'ENAMETOOLONG':
      return 'its path is too long';
    case 'ELOOP':
      return 'it is a loop of links';
    default:
      return codeOf(caught) ?? String(caught);
  }
}
