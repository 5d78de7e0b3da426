// Walks a picture folder: which files may be pictures, and what was met that is none and should be said. It opens no pipe,
// follows no link out of the folder and no link to a folder, and never stops for one bad entry.
import { promises as fs, type Stats } from 'node:fs';
import path from 'node:path';
import type { Message } from '../../common/messages/catalogue.ts';
import { t, type Values } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import { fail } from '../../common/result.ts';
import { kept } from '../database/keptWords.ts';
import { mapLimited } from './concurrency.ts';
import { isInside } from './folders.ts';
import { compareNatural } from './naturalOrder.ts';
import { hasPictureBytes, isOtherPictureName, isPictureName } from './pictureNames.ts';
import { problemOf, type Find } from './problems.ts';

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
  /** The same as a project keeps them. */
  readonly finds: readonly Find[];
  /** Files that are evidently something else (labels, texts). */
  readonly others: number;
}

interface Context {
  /** Real path of the picture folder. */
  readonly root: string;
  readonly files: FoundFile[];
  readonly finds: Find[];
  readonly folders: string[];
  readonly onFolder: ((folder: string) => void) | undefined;
  others: number;
}

const atOnce = 16;

/**
 * `onFolder` is told each folder before its names are read, so that who watches it from then on misses nothing. Fails with
 * not-found when the folder is not there, cancelled on the signal.
 */
export async function walkFolder(
  folder: string,
  signal?: AbortSignal,
  onFolder?: (folder: string) => void,
): Promise<Walk> {
  const root = await fs
    .realpath(folder)
    .catch(() => fail('not-found', t('The picture folder {folder} is not there.', { folder })));
  const context: Context = { root, files: [], finds: [], folders: [''], onFolder, others: 0 };
  for (let below = context.folders.pop(); below !== undefined; below = context.folders.pop()) {
    if (signal?.aborted) fail('cancelled', t('The look through the folder was cancelled.'));
    await lookInto(context, below);
  }
  context.files.sort((a, b) => compareNatural(a.name, b.name));
  const finds = context.finds.sort((a, b) => compareNatural(a.where, b.where));
  return { files: context.files, problems: finds.map(problemOf), finds, others: context.others };
}

async function lookInto(context: Context, below: string): Promise<void> {
  context.onFolder?.(path.join(context.root, below));
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
      tell(
        context,
        place,
        'error',
        'It could not be looked at: {reason, select, permission {you have no permission} absent {nothing is there} long {its path is too long} loop {it is a loop of links} other {{code}}}.',
        reasonOf(caught),
      );
    }
  });
}

async function readNames(context: Context, below: string): Promise<string[] | undefined> {
  let raw: Buffer[];
  try {
    raw = await fs.readdir(path.join(context.root, below), { encoding: 'buffer' });
  } catch (caught) {
    const where = below === '' ? context.root : below;
    tell(
      context,
      where,
      'error',
      'This folder could not be read: {reason, select, permission {you have no permission} absent {nothing is there} long {its path is too long} loop {it is a loop of links} other {{code}}}.',
      reasonOf(caught),
    );
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
    if (codeOf(caught) === 'ELOOP') tell(context, place, 'warning', 'This link leads to itself.');
    else
      tell(
        context,
        place,
        'warning',
        'This link leads nowhere: {reason, select, permission {you have no permission} absent {nothing is there} long {its path is too long} loop {it is a loop of links} other {{code}}}.',
        reasonOf(caught),
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
    const format = path.extname(name).slice(1).toUpperCase();
    tell(context, place, 'warning', '{format} is not read; save it as PNG or JPEG.', { format });
  } else context.others += 1;
}

function take(context: Context, name: string, stats: Stats): void {
  context.files.push({ name, bytes: stats.size, mtime: stats.mtimeMs });
}

function tell(
  context: Context,
  where: string,
  severity: ProblemEntry['severity'],
  message: Message,
  values?: Values,
): void {
  context.finds.push({ where, kept: kept(message, values), severity });
}

function codeOf(caught: unknown): string | undefined {
  return (caught as NodeJS.ErrnoException | undefined)?.code;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission',
  EPERM: 'permission',
  ENOENT: 'absent',
  ENAMETOOLONG: 'long',
  ELOOP: 'loop',
};

/** The reason as the messages select it; the code for one that they do not know. */
function reasonOf(caught: unknown): Values {
  const code = codeOf(caught) ?? String(caught);
  return { reason: reasons[code] ?? 'other', code };
}
