// What the model before had proposed on a picture: kept when another one's proposals take its place, the last one only, and read for one
// picture. Which boxes that are now is the window's to work out.
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import type { IdBlock } from '../../common/records.ts';
import type { AskedBox, ReplacedBoxes } from '../../common/askedBoxes.ts';
import { listCategories } from './categories.ts';
import type { Database } from './driver.ts';
import { imageRecord } from './images.ts';

/** Which of its versions; undefined where that is not known. */
export interface ModelVersion {
  readonly model: string;
  readonly version: string | undefined;
}

/** The undecided proposals of another model, or that the same one proposed there before. */
export type Replaced = 'same model' | { readonly by: ModelVersion; readonly boxes: Uint8Array };

/** How a model is called, for the time when it is gone. */
export function nameModel(database: Database, { model, version = '' }: ModelVersion, name: string): void {
  database.run(
    `INSERT INTO model_names (model, version, name) VALUES (:model, :version, :name)
     ON CONFLICT (model, version) DO UPDATE SET name = excluded.name`,
    { model, version, name },
  );
}

/** Before the proposals of a picture are removed; undefined where there never was a model. */
export function readReplaced(database: Database, image: ImageId, next: ModelVersion): Replaced | undefined {
  const last = database.get<{ model: string | null; version: string | null }>(
    'SELECT proposed_by AS model, proposed_version AS version FROM images WHERE id = :image',
    { image },
  );
  if (last === undefined || last.model === null) return undefined;
  const by = { model: last.model, version: last.version ?? undefined };
  // A version that is not known is no other one.
  const isOther = by.model !== next.model || (by.version ?? next.version) !== (next.version ?? by.version);
  return isOther ? { by, boxes: packed(undecided(database, image)) } : 'same model';
}

/** `ids`: of the proposals that came in their place. */
export function keepReplaced(
  database: Database,
  image: ImageId,
  replaced: Replaced | undefined,
  { first, last }: IdBlock,
): void {
  if (replaced === undefined) return;
  if (replaced === 'same model') {
    database.run('UPDATE replaced_proposals SET first = :first, last = :last WHERE image = :image', {
      image,
      first,
      last,
    });
    return;
  }
  const { by, boxes } = replaced;
  database.run(
    `INSERT OR REPLACE INTO replaced_proposals (image, model, version, boxes, first, last)
     VALUES (:image, :model, :version, :boxes, :first, :last)`,
    { image, model: by.model, version: by.version ?? null, boxes, first, last },
  );
}

interface Row {
  readonly model: string;
  readonly name: string | null;
  readonly boxes: Uint8Array;
  readonly first: number;
  readonly last: number;
  readonly model_now: string;
  readonly name_now: string | null;
}

/** Null where no model took the place of another. Fails with not-found. */
export function replacedBoxes(database: Database, image: ImageId): ReplacedBoxes | null {
  imageRecord(database, image);
  const row = database.get<Row>(
    `SELECT r.model, was.name, r.boxes, r.first, r.last, i.proposed_by AS model_now, n.name AS name_now
     FROM replaced_proposals r JOIN images i ON i.id = r.image
     LEFT JOIN model_names was ON was.model = r.model AND was.version = coalesce(r.version, '')
     LEFT JOIN model_names n ON n.model = i.proposed_by AND n.version = coalesce(i.proposed_version, '')
     WHERE r.image = :image`,
    { image },
  );
  if (row === undefined) return null;
  const names = new Map(listCategories(database).map(({ id, name }) => [id, name]));
  return {
    before: { model: row.model, ...(row.name !== null && { name: row.name }) },
    now: { model: row.model_now, ...(row.name_now !== null && { name: row.name_now }) },
    boxes: unpacked(row.boxes).map((one) => named(one, names)),
    ids: { first: row.first, last: row.last },
  };
}

type Numbers = readonly [category: number, x1: number, y1: number, x2: number, y2: number, score: number];

function undecided(database: Database, image: ImageId): Numbers[] {
  return database.rows<Numbers>(
    "SELECT category, x1, y1, x2, y2, score FROM annotations WHERE image = :image AND origin = 'proposed' ORDER BY id",
    { image },
  );
}

/** The class as 64 bits, because ids of an imported file may be large; the rest as 32. */
const bytesEach = 8 + 5 * 4;

function packed(boxes: readonly Numbers[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(boxes.length * bytesEach));
  boxes.forEach(([category, ...rest], index) => {
    view.setFloat64(index * bytesEach, category, true);
    rest.forEach((value, place) => view.setFloat32(index * bytesEach + 8 + place * 4, value, true));
  });
  return new Uint8Array(view.buffer);
}

function unpacked(bytes: Uint8Array): Numbers[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / bytesEach) }, (_, index): Numbers => {
    const at = (place: number) => view.getFloat32(index * bytesEach + 8 + place * 4, true);
    return [view.getFloat64(index * bytesEach, true), at(0), at(1), at(2), at(3), at(4)];
  });
}

/** A class that was deleted or merged meanwhile has only its number left. */
function named([id, x1, y1, x2, y2, score]: Numbers, names: ReadonlyMap<CategoryId, string>): AskedBox {
  const name = names.get(id);
  const box = { x1, y1, x2, y2 };
  return name === undefined ? { box, score, name: `class ${id}` } : { box, score, name, category: id };
}
