// Brings a project's list of pictures up to what lies in its folders. Files that did not change are not looked at again;
// pictures whose file is gone keep their boxes and are marked. Only the pictures lane opens a picture.
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import type { ImageId } from '../../common/annotation/types.ts';
import type { ProblemEntry } from '../../common/records.ts';
import type { ProbedPicture } from '../../common/pictureFacts.ts';
import { FailureError, fail, failureOf } from '../../common/result.ts';
import type { Database } from '../database/driver.ts';
import {
  knownImages,
  markFound,
  markVanished,
  newestImage,
  putImage,
  setPosition,
  type KnownImage,
  type Look,
  type SeenFile,
} from '../database/images.ts';
import { kept, keptBoth } from '../database/keptWords.ts';
import { renameImage } from '../database/movedImages.ts';
import { untilWritable } from '../database/writeGate.ts';
import { breathe } from './concurrency.ts';
import { ask, type DetectorCaller } from './detectorCaller.ts';
import { takeMoved } from './movedPictures.ts';
import { countProblems, problemOf, replaceFolderProblems } from './problems.ts';
import { respelledNames } from './respelledNames.ts';
import { listFolders, type PictureFolder, type Project } from './project.ts';
import { walkFolder, type Walk } from './walk.ts';

export interface ScanOptions {
  /** Pictures over this many pixels are refused before decoding. */
  readonly pixelLimit: number;
  readonly signal?: AbortSignal;
  /** Files looked at so far, of how many that have to be. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly onProblem?: (problem: ProblemEntry) => void;
  /** What became of pictures that are there under another name. */
  readonly onMoved?: (problem: ProblemEntry) => void;
  /** Each folder, real path, before it is looked into. */
  readonly onFolder?: (folder: string) => void;
}

export interface ScanReport {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Pictures whose file was not there this time. */
  readonly vanished: number;
  /** Pictures that were found under another name. */
  readonly moved: number;
  /** Pictures whose file holds something else than before. */
  readonly changedPictures: readonly ImageId[];
  /** Of the whole project after this look. */
  readonly problems: number;
  /** Whether anything that the list of pictures shows may be otherwise than before. */
  readonly list: 'same' | 'changed';
}

interface Wanted {
  readonly folder: PictureFolder;
  readonly seen: SeenFile;
  readonly known: KnownImage | undefined;
}

/** Files that the pictures lane is asked about at once; each answer is one short transaction. */
const batchSize = 64;
const rowsPerTurn = 500;

/**
 * Looks through every picture folder of a writable project. A bad file, a closed or missing folder is said and the rest
 * goes on. Failures: cancelled (what was looked at stays), read-only, detector (the pictures lane does not run at all).
 */
export async function scanProject(
  project: Project,
  pictures: DetectorCaller,
  options: ScanOptions,
): Promise<ScanReport> {
  if (project.readOnly) fail('read-only', project.readOnlyReason ?? t('The project was opened for reading only.'));
  const wanted: Wanted[] = [];
  const gone: KnownImage[] = [];
  const present: number[] = [];
  const counts = { unchanged: 0, vanished: 0, moved: 0, written: 0 };
  const newest = newestImage(project.database);
  for (const folder of listFolders(project)) {
    const known = await knownImages(project.database, folder.id);
    const walk = await walkOrSay(folder, options);
    await untilWritable(project.database);
    replaceFolderProblems(project.database, folder.id, walk.finds);
    for (const find of walk.finds) options.onProblem?.(problemOf(find));
    if (walk.files === undefined) await markAll(project.database, known, folder, counts);
    else {
      present.push(folder.id);
      await compare(project.database, { folder, files: walk.files, known }, { wanted, gone, counts });
    }
  }
  await lookAtAll(project.database, pictures, wanted, options);
  const why = kept('The file was not found at the last look. Was it moved, renamed or deleted?');
  await markGone(project.database, gone, why, counts);
  if (gone.length > 0) {
    const newlyGone = new Set(gone.filter(({ vanished }) => !vanished).map(({ id }) => id));
    const { moved, finds } = takeMoved(project.database, { folders: present, newest, newlyGone });
    counts.moved = moved.length;
    counts.vanished -= moved.length;
    counts.written += moved.length;
    for (const find of finds) options.onMoved?.(problemOf(find));
  }
  return reportOf(project.database, wanted, counts);
}

function reportOf(database: Database, wanted: readonly Wanted[], { written, ...counts }: Counts): ScanReport {
  const changedPictures = wanted.flatMap(({ known }) => (known === undefined ? [] : [known.id]));
  return {
    ...counts,
    added: wanted.length - changedPictures.length - counts.moved,
    changed: changedPictures.length,
    changedPictures,
    problems: countProblems(database),
    list: written + wanted.length > 0 ? 'changed' : 'same',
  };
}

async function walkOrSay(folder: PictureFolder, options: ScanOptions): Promise<Partial<Walk> & Pick<Walk, 'finds'>> {
  try {
    return await walkFolder(folder.location, options.signal, options.onFolder);
  } catch (caught) {
    const { kind } = failureOf(caught);
    if (!(caught instanceof FailureError) || kind !== 'not-found') throw caught;
    const said = kept('The picture folder {folder} is not there.', { folder: folder.location });
    return { finds: [{ where: folder.location, kept: said, severity: 'error' }] };
  }
}

/** Rows that were written because something about their picture is otherwise, beside the ScanReport's own counts. */
interface Counts {
  unchanged: number;
  vanished: number;
  moved: number;
  written: number;
}

/** Every picture of a folder that is away is marked; their boxes stay. */
async function markAll(
  database: Database,
  known: ReadonlyMap<string, KnownImage>,
  folder: PictureFolder,
  counts: Counts,
): Promise<void> {
  const why = kept('Its folder is not there: {folder}.', { folder: folder.location });
  await markGone(database, [...known.values()], why, counts);
}

interface Found {
  readonly folder: PictureFolder;
  readonly files: Walk['files'];
  readonly known: Map<string, KnownImage>;
}

interface Sorted {
  readonly wanted: Wanted[];
  readonly gone: KnownImage[];
  readonly counts: Counts;
}

/** Sorts what was found into unchanged, to be looked at, and gone; puts the natural order down. */
async function compare(
  database: Database,
  { folder, files, known }: Found,
  { wanted, gone, counts }: Sorted,
): Promise<void> {
  const ordered = files.map((file, position) => ({ ...file, position }));
  const respelled = respelledNames(ordered, known);
  await inTurns(database, ordered, (seen) => {
    const record = known.get(seen.name) ?? respelled.get(seen.name);
    if (record !== undefined) known.delete(record.name);
    if (record !== undefined && record.name !== seen.name) {
      counts.written += 1;
      renameImage(database, record.id, seen.name);
    }
    if (record === undefined || !isUnchanged(record, seen)) {
      wanted.push({ folder, seen, known: record });
      return;
    }
    counts.unchanged += 1;
    if (record.position === seen.position && !record.vanished) return;
    counts.written += 1;
    setPosition(database, record.id, seen.position);
    if (record.vanished) markFound(database, record.id);
  });
  gone.push(...known.values());
}

/** Those that are marked so already are not written again: at each opening of a project that would be all of an absent folder. */
async function markGone(
  database: Database,
  gone: readonly KnownImage[],
  problem: string,
  counts: Counts,
): Promise<void> {
  const fresh = gone.filter((record) => !record.vanished || record.problem !== problem);
  await inTurns(database, fresh, (record) => {
    markVanished(database, record.id, problem);
  });
  counts.vanished += gone.length;
  counts.written += fresh.length;
}

/** What could not be read is looked at each time: permissions and limits change without the file. */
function isUnchanged(record: KnownImage, seen: SeenFile): boolean {
  const isReadable = record.width > 0 && (record.problem === null || record.vanished);
  return isReadable && record.bytes === seen.bytes && record.mtime === seen.mtime;
}

/** Writes many small rows in short transactions and lets the event loop in between. */
async function inTurns<Item>(database: Database, items: readonly Item[], write: (item: Item) => void): Promise<void> {
  for (let from = 0; from < items.length; from += rowsPerTurn) {
    await untilWritable(database);
    database.unsyncedTransaction(() => {
      items.slice(from, from + rowsPerTurn).forEach(write);
    });
    await breathe();
  }
}

async function lookAtAll(
  database: Database,
  pictures: DetectorCaller,
  wanted: readonly Wanted[],
  options: ScanOptions,
): Promise<void> {
  options.onProgress?.(0, wanted.length);
  for (let from = 0; from < wanted.length; from += batchSize) {
    const batch = wanted.slice(from, from + batchSize);
    const looks = await lookAtBatch(pictures, batch, options, (done) =>
      options.onProgress?.(from + done, wanted.length),
    );
    await untilWritable(database);
    database.unsyncedTransaction(() => {
      batch.forEach((one, index) => {
        putLook(
          database,
          one,
          looks.get(index) ?? { problem: kept('The reader of pictures gave no answer for this file.') },
          options,
        );
      });
    });
  }
}

function putLook(database: Database, { folder, seen, known }: Wanted, look: Look, options: ScanOptions): void {
  putImage(database, folder.id, seen, withSizeChange(look, known));
  const { name: where } = seen;
  if ('problem' in look) options.onProblem?.(problemOf({ where, kept: look.problem, severity: 'error' }));
  else if (look.facts.warning !== undefined)
    options.onProblem?.(problemOf({ where, kept: look.facts.warning, severity: 'warning' }));
}

/** Boxes are in pixels: a file that was replaced by one of another size is said. */
function withSizeChange(look: Look, known: KnownImage | undefined): Look {
  if (!('facts' in look) || known === undefined || known.width === 0) return look;
  const { width, height, warning } = look.facts;
  if (width === known.width && height === known.height) return look;
  const change = kept('Its size changed from {before} to {after}; look at its boxes again.', {
    before: `${known.width} × ${known.height}`,
    after: `${width} × ${height}`,
  });
  return { facts: { ...look.facts, warning: warning === undefined ? change : keptBoth(warning, change) } };
}

async function lookAtBatch(
  pictures: DetectorCaller,
  batch: readonly Wanted[],
  options: ScanOptions,
  onDone: (done: number) => void,
): Promise<Map<number, Look>> {
  const looks = new Map<number, Look>();
  const files = batch.map(({ folder, seen }, index) => ({
    id: index + 1,
    path: path.join(folder.location, seen.name),
  }));
  const onItem = ({ id, result }: ProbedPicture): void => {
    looks.set(id - 1, result.ok ? { facts: result.value } : { problem: result.failure.message });
    onDone(looks.size);
  };
  await ask(pictures, 'probe', { files, pixelLimit: options.pixelLimit }, { onItem, ...signalOf(options) });
  return looks;
}

function signalOf({ signal }: ScanOptions): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
