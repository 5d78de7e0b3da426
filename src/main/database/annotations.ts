// The boxes of a picture: read them, apply a human's change, give ids out. Proposals of a model come in by proposals.ts.
import type { Change } from '../../common/annotation/change.ts';
import type {
  Annotation,
  AnnotationId,
  Attributes,
  ImageId,
  ImageSummary,
  Origin,
  Stamp,
} from '../../common/annotation/types.ts';
import type { AnnotationExtra } from '../../common/dataset/entries.ts';
import { readExtra } from '../../common/dataset/storedExtra.ts';
import type { GridBox } from '../../common/grid.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import { checkAnnotation, checkId, checkShape } from './changeCheck.ts';
import type { Database } from './driver.ts';
import type { SqlValue } from './engine.ts';
import { imageRecord, imageSummary } from './images.ts';
import { pinnedRows, type Moment } from './pinned.ts';
import { damaged, storedJson } from './storedJson.ts';

const columns =
  'id, category, x1, y1, x2, y2, origin, model, score, crowd, attributes, note, made_by, made_at, changed_by, changed_at';
type Row = readonly [
  id: number,
  category: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  origin: Origin['kind'],
  model: string | null,
  score: number | null,
  crowd: number,
  attributes: string | null,
  note: string | null,
  madeBy: string | null,
  madeAt: number | null,
  changedBy: string | null,
  changedAt: number | null,
];

const width = 16;

/** Of a row that begins with `columns`. */
function annotationOf(row: Row): Annotation {
  const [id, categoryId, x1, y1, x2, y2, kind, model, score, crowd, attributes, note] = row;
  const [madeBy, madeAt, changedBy, changedAt] = [row[12], row[13], row[14], row[15]];
  const box = { x1, y1, x2, y2 };
  // Of a torn page columns come empty, which arithmetic would take for 0.
  if (![x1, y1, x2, y2].every(Number.isFinite)) damaged(`annotations[${id}]`, 'a corner of the box is missing');
  return {
    ...{ id, categoryId, box, origin: originOf(kind, model, score), crowd: crowd !== 0 },
    ...(attributes !== null && { attributes: storedJson<Attributes>(attributes, `annotations[${id}].attributes`) }),
    ...(note !== null && { note }),
    ...(madeAt !== null && { made: stampOf(madeBy, madeAt) }),
    ...(changedAt !== null && { changed: stampOf(changedBy, changedAt) }),
  };
}

function stampOf(by: string | null, at: number): Stamp {
  return by === null ? { at } : { by, at };
}

function originOf(kind: Origin['kind'], model: string | null, score: number | null): Origin {
  if (kind === 'drawn' || kind === 'imported') return { kind };
  return { kind, model: model ?? '', score: score ?? 0 };
}

/** Every box of a picture by ascending id, proposals and rejected ones included. Fails with not-found. */
export function annotationsOf(database: Database, image: ImageId): Annotation[] {
  imageRecord(database, image);
  return database
    .rows<Row>(`SELECT ${columns} FROM annotations WHERE image = :image ORDER BY id`, { image })
    .map(annotationOf);
}

/** These boxes of any pictures, in the order asked for; those that are gone are left out. */
export function annotationsById(database: Database, ids: readonly AnnotationId[]): GridBox[] {
  const rows = database.rows<readonly [...Row, image: ImageId]>(
    `SELECT ${columns}, image FROM annotations WHERE id IN (SELECT value FROM json_each(:ids))`,
    { ids: JSON.stringify(ids) },
  );
  const found = new Map(
    rows.map((row) => [row[0], { image: row[width], annotation: annotationOf(row.slice(0, width) as unknown as Row) }]),
  );
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** An annotation with what an imported file said of it beyond its box. */
export interface StoredAnnotation extends Annotation {
  readonly extra?: AnnotationExtra;
}

/** Pictures whose boxes are read in one go: a query for each of 100,000 pictures takes longer than all their boxes. */
const readAhead = 32;

type AnnotationsOf = (image: ImageId) => readonly StoredAnnotation[];

/**
 * The boxes of these pictures with what import kept of them, for the export: quick where they are asked for in about this order.
 * A picture that is not among them has none.
 */
export function storedAnnotations(database: Database, images: readonly ImageId[], at: Moment = 'now'): AnnotationsOf {
  // Of a snapshot there are only boxes that a human stands behind; now the others are to be counted too.
  const from = at === 'now' ? 'annotations' : pinnedRows('annotations', at);
  return readingAhead(images, (some) => readStored(database, some, from));
}

function readingAhead(
  images: readonly ImageId[],
  readSome: (images: readonly ImageId[]) => Map<ImageId, StoredAnnotation[]>,
): AnnotationsOf {
  const places = new Map(images.map((image, index) => [image, index]));
  let read = new Map<ImageId, StoredAnnotation[]>();
  let [begin, end] = [0, 0];
  return (image) => {
    const place = places.get(image);
    if (place === undefined) return [];
    if (place < begin || place >= end) {
      [begin, end] = [place, place + readAhead];
      read = readSome(images.slice(begin, end));
    }
    return read.get(image) ?? [];
  };
}

/** `from` is SQL. */
function readStored(database: Database, images: readonly ImageId[], from: string): Map<ImageId, StoredAnnotation[]> {
  const rows = database.rows<readonly [...Row, extra: string | null, image: ImageId]>(
    `SELECT ${columns}, extra, image FROM ${from} WHERE image IN (SELECT value FROM json_each(:images)) ORDER BY image, id`,
    { images: JSON.stringify(images) },
  );
  const read = new Map<ImageId, StoredAnnotation[]>();
  for (const row of rows) {
    const annotation = annotationOf(row as unknown as Row);
    const extra = row[width] as string | null;
    const image = row[width + 1] as ImageId;
    const stored = extra === null ? annotation : { ...annotation, extra: extraOf(extra, annotation.id) };
    const list = read.get(image);
    if (list === undefined) read.set(image, [stored]);
    else list.push(stored);
  }
  return read;
}

function extraOf(text: string, id: AnnotationId): AnnotationExtra {
  try {
    return readExtra(text);
  } catch (caught) {
    return damaged(`annotations[${id}].extra`, String(caught));
  }
}

/**
 * Applies a change of the window to the boxes of one picture, in one durable transaction, with the meaning of
 * `apply` in common/annotation/change.ts: a box that is gone is no error, what is added or updated is put in whole.
 * What import kept with a box stays with it, also over a removal that is undone. Nothing is clipped or repaired:
 * failures (nothing is written): not-found for the picture; invalid for an id that was never given out or is another
 * picture's, a category that is gone, a number that is none, a box that is empty or leaves the picture.
 */
export function applyChange(database: Database, image: ImageId, change: Change): ImageSummary {
  const checked = checkShape(change);
  return database.transaction(() => {
    const picture = imageRecord(database, image);
    const nextId = database.get<{ next: number }>('SELECT next_annotation AS next FROM project')?.next ?? 1;
    const categories = new Set(database.rows<readonly [number]>('SELECT id FROM categories').map(([id]) => id));
    const put = [...checked.updated.map(([, to]) => to), ...checked.added];
    for (const { id } of [...checked.removed, ...put]) {
      checkId(id, nextId);
      refuseForeign(database, image, id);
    }
    for (const annotation of put) checkAnnotation(annotation, picture, categories);
    for (const { id } of checked.removed) removeAnnotation(database, id);
    for (const annotation of put) putAnnotation(database, image, annotation);
    return imageSummary(database, image);
  });
}

/** An id stays with its picture, also after the box was removed. */
function refuseForeign(database: Database, image: ImageId, id: AnnotationId): void {
  const owner = database.rows<readonly [number]>(
    'SELECT image FROM annotations WHERE id = :id UNION ALL SELECT image FROM removed_annotations WHERE id = :id',
    { id },
  );
  const other = owner.find(([found]) => found !== image);
  if (other !== undefined)
    fail(
      'invalid',
      t('Box {id} belongs to another picture ({picture}); nothing was changed.', { id, picture: other[0] }),
    );
}

function removeAnnotation(database: Database, id: AnnotationId): void {
  database.run(
    `INSERT OR REPLACE INTO removed_annotations (id, image, extra, source, created)
     SELECT id, image, extra, source, created FROM annotations WHERE id = :id`,
    { id },
  );
  database.run('DELETE FROM annotations WHERE id = :id', { id });
}

function putAnnotation(database: Database, image: ImageId, annotation: Annotation): void {
  database.run(
    `INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, model, score, crowd, attributes, note,
       made_by, made_at, changed_by, changed_at, missed_by, extra, source, created, changed)
     SELECT :id, :image, :category, :x1, :y1, :x2, :y2, :origin, :model, :score, :crowd, :attributes, :note,
       :made_by, :made_at, :changed_by, :changed_at,
       iif(:origin = 'drawn', (SELECT proposed_by FROM images WHERE images.id = :image), NULL),
       gone.extra, gone.source, coalesce(gone.created, :now), :now
     FROM (SELECT 1) LEFT JOIN removed_annotations gone ON gone.id = :id
     WHERE true
     ON CONFLICT (id) DO UPDATE SET category = excluded.category, x1 = excluded.x1, y1 = excluded.y1, x2 = excluded.x2,
       y2 = excluded.y2, origin = excluded.origin, model = excluded.model, score = excluded.score, crowd = excluded.crowd,
       attributes = excluded.attributes, note = excluded.note, made_by = excluded.made_by, made_at = excluded.made_at,
       changed_by = excluded.changed_by, changed_at = excluded.changed_at, changed = excluded.changed`,
    { image, now: Date.now(), ...annotationValues(annotation) },
  );
  database.run('DELETE FROM removed_annotations WHERE id = :id', { id: annotation.id });
}

/** The columns of an annotation that the window knows. */
export function annotationValues(annotation: Annotation): Readonly<Record<string, SqlValue>> {
  const { id, categoryId: category, box, origin, crowd, attributes, note, made, changed } = annotation;
  const model = 'model' in origin ? origin.model : null;
  const score = 'score' in origin ? origin.score : null;
  return {
    id,
    category,
    x1: box.x1,
    y1: box.y1,
    x2: box.x2,
    y2: box.y2,
    origin: origin.kind,
    model,
    score,
    crowd: crowd ? 1 : 0,
    attributes: attributes === undefined ? null : JSON.stringify(attributes),
    note: note ?? null,
    made_by: made?.by ?? null,
    made_at: made?.at ?? null,
    changed_by: changed?.by ?? null,
    changed_at: changed?.at ?? null,
  };
}

/** How many boxes there are of each origin, in the whole project. */
export function countByOrigin(database: Database): Readonly<Partial<Record<Origin['kind'], number>>> {
  const rows = database.rows<readonly [Origin['kind'], number]>(
    'SELECT origin, count(*) FROM annotations GROUP BY origin',
  );
  return Object.fromEntries(rows);
}
