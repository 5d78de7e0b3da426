// The pictures of a project: rows, summaries for the list, order. What was said of them is verdicts.ts. It never looks at a picture file.
import type { ImageId, ImageState, ImageSummary, Verdict, VerdictFacts } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import type { PictureFacts, PictureFormat } from '../../common/pictureFacts.ts';
import { fail } from '../../common/result.ts';
import type { Database } from './driver.ts';
import type { SqlValue } from './engine.ts';
import { sayKept } from './keptWords.ts';

/** One picture as the database holds it. Width and height are upright pixels, 0 while unknown. */
export interface ImageRecord {
  readonly id: ImageId;
  readonly folder: number;
  /** Path below the picture folder, "/" between folders. */
  readonly name: string;
  /** Number of the picture in a COCO file. */
  readonly cocoId: number;
  readonly width: number;
  readonly height: number;
  readonly format: PictureFormat | null;
  readonly orientation: number;
  readonly displayable: boolean;
  /** Size and time (milliseconds since 1970) of the file at the last look. */
  readonly bytes: number;
  readonly mtime: number;
  readonly verdict: Verdict | null;
  readonly vanished: boolean;
  readonly problem: string | null;
  readonly warning: string | null;
}

const summaryColumns = `i.id, i.name, i.width, i.height, i.human, i.proposed, i.rejected, i.problem, i.note, i.split,
  i.verdict, i.verdict_by, i.verdict_at, i.verdict_note`;
const summaryWidth = 14;
type SummaryRow = readonly [
  id: number,
  name: string,
  width: number,
  height: number,
  human: number,
  proposed: number,
  rejected: number,
  problem: string | null,
  note: string | null,
  split: string | null,
  verdict: Verdict | null,
  by: string | null,
  at: number | null,
  returnNote: string | null,
];

/** stateOf (common/annotation/types.ts) for numbers of boxes instead of boxes; a test holds the two together. */
export function stateOfCounts(verdict: Verdict | null, human: number, rejected: number, proposed: number): ImageState {
  if (verdict !== null) return verdict;
  if (human + rejected > 0) return 'in-work';
  return proposed > 0 ? 'proposed' : 'new';
}

function summaryOf(row: SummaryRow): ImageSummary {
  const [id, name, width, height, human, proposed, rejected, problem, note, split, verdict, ...facts] = row;
  const state = stateOfCounts(verdict, human, rejected, proposed);
  const summary = { id, name, width, height, state, boxes: human, proposals: proposed };
  return {
    ...summary,
    ...(problem !== null && { problem: sayKept(problem) }),
    ...(note !== null && { note }),
    ...(split !== null && { split }),
    ...(verdict !== null && { verdict: factsOf(...facts) }),
  };
}

function factsOf(by: string | null, at: number | null, note: string | null): VerdictFacts {
  return { ...(by !== null && { by }), ...(at !== null && { at }), ...(note !== null && { note }) };
}

/** Fails with not-found. */
export function imageSummary(database: Database, image: ImageId): ImageSummary {
  const rows = database.rows<SummaryRow>(`SELECT ${summaryColumns} FROM images i WHERE i.id = :image`, { image });
  return summaryOf(rows[0] ?? noSuchImage(image));
}

/** Summaries of these pictures, in the order asked for; ids that are gone are left out. */
export function imageSummaries(database: Database, images: readonly ImageId[]): ImageSummary[] {
  return images.flatMap((image) => {
    const rows = database.rows<SummaryRow>(`SELECT ${summaryColumns} FROM images i WHERE i.id = :image`, { image });
    return rows.map(summaryOf);
  });
}

const pageSize = 4000;

/**
 * Every picture, by folder in natural order. Read in pages with the event loop let in between, so that a list of
 * 100,000 pictures never stalls the process.
 */
export async function listImages(database: Database): Promise<ImageSummary[]> {
  const all: ImageSummary[] = [];
  for (const page of imagePages(database)) {
    all.push(...page);
    if (page.length === pageSize) await new Promise((resolve) => setImmediate(resolve));
  }
  return all;
}

function* imagePages(database: Database): Generator<ImageSummary[]> {
  let after = { folder: 0, position: -1, id: 0 };
  for (;;) {
    const rows = database.rows<readonly [...SummaryRow, folder: number, position: number]>(
      `SELECT ${summaryColumns}, i.folder, i.position FROM images i
       WHERE (i.folder, i.position, i.id) > (:folder, :position, :id)
       ORDER BY i.folder, i.position, i.id LIMIT ${pageSize}`,
      after,
    );
    const last = rows.at(-1);
    if (last !== undefined)
      after = { folder: last[summaryWidth], position: last[summaryWidth + 1] as number, id: last[0] };
    yield rows.map((row) => summaryOf(row.slice(0, summaryWidth) as unknown as SummaryRow));
    if (rows.length < pageSize) return;
  }
}

/** Ids of every picture that can be worked on (found and readable), in list order. */
export function readableImages(database: Database): ImageId[] {
  return database
    .rows<readonly [number]>(
      'SELECT id FROM images WHERE problem IS NULL AND vanished = 0 AND width > 0 ORDER BY folder, position, id',
    )
    .map(([id]) => id);
}

export function countImages(database: Database): number {
  return database.get<{ count: number }>('SELECT count(*) AS count FROM images')?.count ?? 0;
}

/** The highest id given out so far to a picture that is there; 0: none is. */
export function newestImage(database: Database): ImageId {
  return database.get<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM images')?.id ?? 0;
}

const recordColumns =
  'id, folder, name, coco_id, width, height, format, orientation, displayable, bytes, mtime, verdict, vanished, problem, warning';

interface RecordRow extends Omit<ImageRecord, 'cocoId' | 'displayable' | 'vanished'> {
  readonly coco_id: number;
  readonly displayable: number;
  readonly vanished: number;
}

function recordOf({ coco_id: cocoId, displayable, vanished, problem, warning, ...rest }: RecordRow): ImageRecord {
  const words = { problem: saidOrNull(problem), warning: saidOrNull(warning) };
  return { ...rest, ...words, cocoId, displayable: displayable !== 0, vanished: vanished !== 0 };
}

const saidOrNull = (text: string | null): string | null => (text === null ? null : sayKept(text));

/** Fails with not-found. */
export function imageRecord(database: Database, image: ImageId): ImageRecord {
  const row = database.get<RecordRow>(`SELECT ${recordColumns} FROM images WHERE id = :image`, { image });
  return recordOf(row ?? noSuchImage(image));
}

/** What a look at a folder has to know of a picture that is listed. */
export type KnownImage = Pick<
  ImageRecord,
  'id' | 'name' | 'width' | 'height' | 'bytes' | 'mtime' | 'vanished' | 'problem'
> & { readonly position: number };

type KnownRow = readonly [
  id: number,
  name: string,
  width: number,
  height: number,
  bytes: number,
  mtime: number,
  vanished: number,
  problem: string | null,
  position: number,
];

/** The pictures of a folder by name, read in pages as `listImages` does: as whole records 100,000 of them take seconds. */
export async function knownImages(database: Database, folder: number): Promise<Map<string, KnownImage>> {
  const known = new Map<string, KnownImage>();
  let after = 0;
  for (;;) {
    const rows = database.rows<KnownRow>(
      `SELECT id, name, width, height, bytes, mtime, vanished, problem, position FROM images
       WHERE folder = :folder AND id > :after ORDER BY id LIMIT ${pageSize}`,
      { folder, after },
    );
    for (const [id, name, width, height, bytes, mtime, vanished, problem, position] of rows)
      known.set(name, { id, name, width, height, bytes, mtime, vanished: vanished !== 0, problem, position });
    if (rows.length < pageSize) return known;
    after = rows.at(-1)?.[0] ?? after;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Every picture of a folder, in natural order as of the last look. */
export function imageRecords(database: Database, folder: number): ImageRecord[] {
  return database
    .all<RecordRow>(`SELECT ${recordColumns} FROM images WHERE folder = :folder ORDER BY position, id`, { folder })
    .map(recordOf);
}

/** Remembers the picture that is open, to be shown again at the next start. */
export function setLastImage(database: Database, image: ImageId): void {
  database.run('UPDATE project SET last_image = (SELECT id FROM images WHERE id = :image)', { image });
}

/** What a look at a file found: facts, or why it could not be read. Problem and warning as keptWords.ts keeps them. */
export type Look = { readonly facts: PictureFacts } | { readonly problem: string };

export interface SeenFile {
  readonly name: string;
  readonly position: number;
  readonly bytes: number;
  readonly mtime: number;
}

/** Adds a picture or brings its row up to what was seen. Boxes stay; a size is kept where the new look has none. */
export function putImage(database: Database, folder: number, seen: SeenFile, look: Look): void {
  const facts = 'facts' in look ? look.facts : undefined;
  const values: Record<string, SqlValue> = {
    folder,
    name: seen.name,
    position: seen.position,
    bytes: seen.bytes,
    mtime: seen.mtime,
    width: facts?.width ?? 0,
    height: facts?.height ?? 0,
    format: facts?.format ?? null,
    orientation: facts?.orientation ?? 1,
    displayable: facts === undefined || facts.displayable ? 1 : 0,
    problem: 'problem' in look ? look.problem : null,
    warning: facts?.warning ?? null,
    content: facts?.content ?? null,
  };
  database.run(
    `INSERT INTO images (folder, name, position, coco_id, width, height, format, orientation, displayable, bytes, mtime, problem, warning, content)
     VALUES (:folder, :name, :position, (SELECT coalesce(max(coco_id), 0) + 1 FROM images), :width, :height, :format,
       :orientation, :displayable, :bytes, :mtime, :problem, :warning, :content)
     ON CONFLICT (folder, name) DO UPDATE SET
       position = excluded.position, bytes = excluded.bytes, mtime = excluded.mtime, vanished = 0,
       problem = excluded.problem, warning = excluded.warning, content = excluded.content,
       width = iif(excluded.width > 0, excluded.width, width), height = iif(excluded.width > 0, excluded.height, height),
       format = coalesce(excluded.format, format), orientation = iif(excluded.width > 0, excluded.orientation, orientation),
       displayable = iif(excluded.width > 0, excluded.displayable, displayable)`,
    values,
  );
}

export function setPosition(database: Database, image: ImageId, position: number): void {
  database.run('UPDATE images SET position = :position WHERE id = :image', { image, position });
}

/** Marks a picture whose file is gone: its boxes stay. `problem` as keptWords.ts keeps it. */
export function markVanished(database: Database, image: ImageId, problem: string): void {
  database.run('UPDATE images SET vanished = 1, problem = :problem WHERE id = :image', { image, problem });
}

/** The file is back just as it was. */
export function markFound(database: Database, image: ImageId): void {
  database.run('UPDATE images SET vanished = 0, problem = NULL WHERE id = :image', { image });
}

function noSuchImage(image: ImageId): never {
  fail('not-found', t('Picture {id} is not in this project (any more).', { id: image }));
}
