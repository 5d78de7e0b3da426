// Exports a project as a COCO file: rows from one snapshot of the database, written whole, read back and checked.
// What COCO demands lies in common/coco; which boxes go in is decided there too.
import path from 'node:path';
import type { Message } from '../../common/messages/catalogue.ts';
import { t } from '../../common/messages/t.ts';
import type { ExportReport, ProblemEntry } from '../../common/records.ts';
import { cocoChunks, keptByCoco } from '../../common/coco/export.ts';
import { readFileName } from '../../common/dataset/fileName.ts';
import type { UnknownKeys } from '../../common/dataset/entries.ts';
import { exportLosses, type ExportLoss } from '../../common/dataset/exportLosses.ts';
import { exportTally } from '../../common/dataset/exportTally.ts';
import type { DatasetExportReport, ExportImage, ExportInput, LeftOut } from '../../common/dataset/exported.ts';
import type { Verdict } from '../../common/annotation/types.ts';
import type { PictureChoice } from '../../common/annotation/verdicts.ts';
import { storedAnnotations } from '../database/annotations.ts';
import { storedCategories } from '../database/categories.ts';
import { pinnedRows, type Moment } from '../database/pinned.ts';
import { isAsAt, snapshotFrame } from '../database/snapshots.ts';
import { openDatabase, type Database } from '../database/driver.ts';
import { sayKept } from '../database/keptWords.ts';
import { storedJson } from '../database/storedJson.ts';
import { chosenAt } from '../database/verdicts.ts';
import { checkCocoFile } from './checkWritten.ts';
import { namePrefixes } from './exportNames.ts';
import { listFolders, type PictureFolder, type Project } from './project.ts';
import { forgetUnused, pinFolders, takeSnapshot } from './snapshots.ts';
import { checkTarget } from './target.ts';
import { writeWhole } from './wholeFile.ts';

export interface CocoExportOptions {
  /** Where to write; a file that is there is replaced. */
  readonly file: string;
  readonly pictures: PictureChoice;
  /** Ids of the classes that go in; all of them without it. */
  readonly classes?: readonly number[];
  readonly segmentation: 'empty' | 'box-polygon';
  /** Who made and changed boxes and said what of pictures, and when. Default left-out. */
  readonly people?: 'written' | 'left-out';
  /** Of which snapshot; without it a project that can be written is pinned in one, and one that cannot be is read as it is. */
  readonly snapshot?: number;
  readonly signal?: AbortSignal;
  /** Pictures written so far, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Writes the project's pictures and the boxes that a human stands behind; a file that is there is replaced only when the new one is whole and right. Failures: those of writeWhole; invalid when the target is a picture or the
 * project's own file, or when the written file breaks a rule of COCO (a bug: the old file stays).
 */
export async function exportCoco(project: Project, options: CocoExportOptions): Promise<ExportReport> {
  const target = path.resolve(options.file);
  await checkTarget(target);
  // A connection of its own sees one state of the project, however long the writing takes.
  const reader = await openDatabase(project.database.file, { access: 'read', missing: 'refuse' });
  let state: PinnedState | undefined;
  try {
    reader.exec('BEGIN');
    // What is read first decides which state that is; the snapshot is made before anything else can happen.
    const folders = listFolders({ ...project, database: reader });
    state = pinnedState(project, reader, target, options.snapshot);
    const { number, at } = state;
    const problems: ProblemEntry[] = [];
    const input = exportInput(reader, folders, { ...options, at }, problems);
    const report = await writeWhole(target, cocoChunks(input, exportTally(exportLosses(keptByCoco, input))), {
      check: (file) => checkCocoFile(file, options.signal),
      ...(options.signal !== undefined && { signal: options.signal }),
    });
    const said = reportOf(target, report, problems);
    return number === undefined ? said : { ...said, snapshot: number };
  } catch (caught) {
    await state?.takeBack();
    throw caught;
  } finally {
    reader.close();
  }
}

export interface PinnedState {
  /** Of the snapshot; absent where the project can only be read. */
  readonly number?: number;
  readonly at: Moment;
  /** To be called when the export fails: a snapshot that was made for it goes again. */
  readonly takeBack: () => Promise<void>;
}

/**
 * The state that an export reads: of the snapshot that was asked for, or of one that is made of now. To be called in a transaction of
 * `reader`, before anything else can happen.
 */
export function pinnedState(
  project: Project,
  reader: Database,
  target: string,
  asked: number | undefined,
): PinnedState {
  const taken =
    asked === undefined ? takeSnapshot(project, { reason: 'export', name: path.basename(target) }) : undefined;
  const takeBack = async (): Promise<void> => {
    if (taken !== undefined) await forgetUnused(project, taken);
  };
  const number = asked ?? taken?.id;
  if (number === undefined) return { at: 'now', takeBack };
  // Read as it is where that is the same: so what nobody decided on is counted.
  const isNow =
    asked === undefined || isAsAt(reader, number, pinFolders(listFolders({ ...project, database: reader })));
  return { number, at: isNow ? 'now' : number, takeBack };
}

interface Dataset {
  readonly info?: UnknownKeys;
  readonly licenses?: readonly unknown[];
  readonly extra?: UnknownKeys;
}

type ImageRow = readonly [
  id: number,
  cocoId: number,
  folder: number,
  name: string,
  width: number,
  height: number,
  vanished: number,
  problem: string | null,
  extra: string | null,
  verdict: Verdict | null,
  by: string | null,
  at: number | null,
  verdictNote: string | null,
  note: string | null,
  split: string | null,
];

export interface InputOptions extends Pick<
  CocoExportOptions,
  'pictures' | 'classes' | 'segmentation' | 'people' | 'onProgress'
> {
  /** The part of each picture by its id in the project, or "kept" for those that it has. Without it there are no parts. */
  readonly parts?: ReadonlyMap<number, string> | 'kept';
}

/** The rows of a project as common/coco takes them. What the export does not stop at is added to `problems`. */
export function exportInput(
  database: Database,
  folders: readonly PictureFolder[],
  options: InputOptions & { readonly at?: Moment },
  problems: ProblemEntry[],
): ExportInput {
  const { at = 'now' } = options;
  const frame = at === 'now' ? undefined : snapshotFrame(database, at);
  const prefixes =
    frame === undefined ? namePrefixes(folders) : new Map(frame.folders.map(({ id, prefix }) => [id, prefix]));
  const rows = database.rows<ImageRow>(
    // By id, which never changes: so a snapshot is written in the same order for ever.
    `SELECT i.id, i.coco_id, i.folder, i.name, i.width, i.height, coalesce(live.vanished, 0), live.problem, i.extra,
       i.verdict, i.verdict_by, i.verdict_at, i.verdict_note, i.note, i.split
     FROM (SELECT * FROM ${at === 'now' ? 'images' : pinnedRows('images', at)} WHERE ${chosenAt(options.pictures, at)}) i
     LEFT JOIN images live ON live.id = i.id ORDER BY i.id`,
  );
  const partOf = (row: ImageRow): string | undefined =>
    options.parts === 'kept' ? (row[14] ?? undefined) : options.parts?.get(row[0]);
  // Files of a part are written one after another, and boxes are read ahead in this order.
  if (options.parts !== undefined) rows.sort((a, b) => (partOf(a) ?? '').localeCompare(partOf(b) ?? '', 'en'));
  const boxesOf = boxesByNumber(database, rows, { ...options, at });
  const categories = storedCategories(database, at);
  const wanted = options.classes === undefined ? undefined : new Set(options.classes);
  const dataset = storedJson<Dataset>(
    frame?.dataset ?? database.get<{ dataset: string }>('SELECT dataset FROM project')?.dataset ?? '{}',
    'project.dataset',
  );
  return {
    info: dataset.info ?? {},
    licenses: dataset.licenses ?? [],
    ...(dataset.extra !== undefined && { extra: dataset.extra }),
    categories: categories
      .filter(({ id }) => wanted?.has(id) !== false)
      .map(({ id, name, extra }) => ({ id, name, ...extra })),
    ...(wanted !== undefined && {
      unwanted: new Set(categories.map(({ id }) => id).filter((id) => !wanted.has(id))),
    }),
    images: rows.map((row) => {
      const split = partOf(row);
      return {
        ...exportImage(row, prefixes.get(row[2]) ?? '', problems),
        ...(split !== undefined && { split }),
        ...(options.parts === undefined && row[14] !== null && { partInProject: row[14] }),
      };
    }),
    people: options.people ?? 'left-out',
    annotationsOf: boxesOf,
    profile: options.segmentation === 'empty' ? 'strict' : 'box-polygon',
  };
}

/** In a function of its own: what hands out boxes lives as long as the export, and the rows of pictures must not. */
function boxesByNumber(
  database: Database,
  rows: readonly ImageRow[],
  { at, onProgress }: { readonly at: Moment } & Pick<InputOptions, 'onProgress'>,
): ExportInput['annotationsOf'] {
  const ids = rows.map(([id]) => id);
  const annotationsOf = storedAnnotations(database, ids, at);
  const idByCocoId = new Map(rows.map(([id, cocoId]) => [cocoId, id]));
  const total = rows.length;
  let asked = 0;
  return (cocoId) => {
    asked += 1;
    onProgress?.(asked, total);
    return annotationsOf(idByCocoId.get(cocoId) ?? 0);
  };
}

function exportImage(row: ImageRow, prefix: string, problems: ProblemEntry[]): ExportImage {
  const [, id, , name, width, height, vanished, problem, extra, verdict, by, at, verdictNote, note] = row;
  const fileName = prefix + name;
  const image = {
    ...{ id, fileName, width, height },
    ...(extra !== null && { extra: storedJson<UnknownKeys>(extra, `images[${row[0]}].extra`) }),
    ...(verdict !== null && {
      verdict: {
        verdict,
        ...(by !== null && { by }),
        ...(at !== null && { at }),
        ...(verdictNote !== null && { note: verdictNote }),
      },
    }),
    ...(note !== null && { note }),
  };
  const reading = readFileName(fileName);
  if (!reading.ok || reading.name !== fileName) {
    const why = reading.ok ? t('readers would take its "\\" for a folder') : `its name ${reading.why}`;
    return { ...image, problem: t('it cannot be named in a COCO file: {why}. Rename it', { why }) };
  }
  // A picture whose file is away keeps its size and its boxes, so its work is exported.
  if (width > 0) {
    if (vanished !== 0)
      problems.push({
        where: name,
        message: t('The file was not there at the last look; it was exported all the same.'),
        severity: 'warning',
      });
    return image;
  }
  return { ...image, problem: problem === null ? t('it was not read yet') : sayKept(problem) };
}

/** Left out on purpose; the count says enough. */
const expected: ReadonlySet<LeftOut['reason']> = new Set([
  'proposal nobody accepted',
  'rejected proposal',
  'class was not chosen',
]);

/** The name of a reason is its English text. */
export function reasonWords(reason: LeftOut['reason']): string {
  const message: Message = reason;
  return t(message);
}

export function lossWords(what: ExportLoss): string {
  const message: Message = what;
  return t(message);
}

/** What is said of an export afterwards; `problems` is added to and taken over. */
export function reportOf(location: string, report: DatasetExportReport, problems: ProblemEntry[]): ExportReport {
  for (const { reason, examples } of report.leftOut) {
    if (expected.has(reason)) continue;
    for (const where of examples)
      problems.push({ where, message: t('Left out: {reason}.', { reason: reasonWords(reason) }), severity: 'warning' });
  }
  const say = (count: number, message: Message): void => {
    if (count > 0) problems.push({ where: location, message: t(message, { count }), severity: 'warning' });
  };
  say(report.clipped, '{count} boxes were cut at the edge of their picture.');
  say(report.tiny, '{count} boxes have a side under 1 px; some trainers drop them.');
  say(report.masksDropped, '{count} imported masks were left out, because their boxes were changed since.');
  return {
    location,
    images: report.images,
    annotations: report.annotations,
    categories: report.categories,
    leftOut: report.leftOut.map(({ count, reason }) => ({ count, reason: reasonWords(reason) })),
    losses: report.losses.map(({ what, count }) => ({ what: lossWords(what), count })),
    problems,
  };
}
