// Reads truth and detections for the evaluation into columns. Nothing is clipped or renumbered here: import.ts does that,
// and the evaluation must see the boxes that pycocotools sees.
import { failure, success, type Result } from '../result.ts';
import type { Detections, SourceId, Truth } from './evaluation.ts';
import { problemList, shown, type ProblemList } from '../dataset/problems.ts';

type Row = Readonly<Record<string, unknown>>;

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSourceId(value: unknown): value is SourceId {
  return typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string';
}

/** Numbers before strings, each ascending: numpy's order of COCO ids. */
function byId(a: SourceId, b: SourceId): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === 'number' ? -1 : 1;
}

/** Finds the index of an id; "7" and 7 are one id where only one of them is listed. */
type Lookup = (id: unknown) => number | undefined;

function lookupOf(ids: readonly SourceId[]): Lookup {
  const exact = new Map<SourceId, number>(ids.map((id, index) => [id, index]));
  const written = new Map<string, number>(ids.map((id, index) => [String(id), index]));
  return (id) => (isSourceId(id) ? (exact.get(id) ?? written.get(String(id))) : undefined);
}

interface Listed {
  readonly id: SourceId;
  readonly name: string;
}

/** The entries of `images` or `categories` in ascending order of id, each id once. */
function readListed(rows: readonly unknown[], place: string, nameKey: string, found: ProblemList): Listed[] {
  const byKey = new Map<SourceId, Listed>();
  rows.forEach((row, index) => {
    const at = `${place}[${index}]`;
    if (!isRow(row) || !isSourceId(row['id'])) {
      found.add('skipped', 'no-id', at, 'has no usable id; it was skipped');
    } else if (byKey.has(row['id'])) {
      found.add('skipped', 'duplicate-id', `${at}.id`, `${shown(row['id'])} is there already; the first one counts`);
    } else {
      const name = row[nameKey];
      byKey.set(row['id'], { id: row['id'], name: typeof name === 'string' ? name : String(row['id']) });
    }
  });
  return [...byKey.values()].sort((a, b) => byId(a.id, b.id));
}

/** True for a list of four finite numbers. */
function isBbox(value: unknown): value is readonly number[] {
  if (!Array.isArray(value) || value.length !== 4) return false;
  for (const entry of value as readonly unknown[])
    if (typeof entry !== 'number' || !Number.isFinite(entry)) return false;
  return true;
}

interface Growing {
  count: number;
  readonly image: Int32Array;
  readonly category: Int32Array;
  readonly bbox: Float64Array;
  /** area of a truth box, score of a detection */
  readonly value: Float64Array;
}

function columns(capacity: number): Growing {
  return {
    count: 0,
    image: new Int32Array(capacity),
    category: new Int32Array(capacity),
    bbox: new Float64Array(capacity * 4),
    value: new Float64Array(capacity),
  };
}

function push(into: Growing, image: number, category: number, bbox: readonly number[], value: number): void {
  const at = into.count;
  into.image[at] = image;
  into.category[at] = category;
  into.bbox.set(bbox, at * 4);
  into.value[at] = value;
  into.count = at + 1;
}

/**
 * Reads a parsed COCO instances file as truth. Fails (`invalid`) when it is not one. An annotation without a picture, a
 * category or a usable box is skipped and listed; a missing area is w · h, a missing iscrowd 0.
 */
export function readTruth(json: unknown): Result<Truth> {
  if (!isRow(json))
    return failure('invalid', 'The truth is not a COCO instances file: it has no object at its top level.');
  for (const key of ['images', 'annotations', 'categories']) {
    if (!Array.isArray(json[key])) {
      return failure('invalid', `The truth is not a COCO instances file: "${key}" is ${shown(json[key])}, not a list.`);
    }
  }
  const found = problemList();
  const images = readListed(json['images'] as unknown[], 'images', 'file_name', found);
  const categories = readListed(json['categories'] as unknown[], 'categories', 'name', found);
  const imageAt = lookupOf(images.map(({ id }) => id));
  const categoryAt = lookupOf(categories.map(({ id }) => id));
  const rows = json['annotations'] as readonly unknown[];
  const into = columns(rows.length);
  const crowd = new Uint8Array(rows.length);
  rows.forEach((row, index) => {
    const at = into.count;
    if (addTruthRow(row, `annotations[${index}]`, { into, imageAt, categoryAt, found }) && isRow(row)) {
      crowd[at] = row['iscrowd'] ? 1 : 0;
    }
  });
  const { count, image, category, bbox, value } = into;
  return success({
    imageIds: images.map(({ id }) => id),
    fileNames: images.map(({ name }) => name),
    categories,
    boxes: { count, image, category, bbox, area: value, crowd },
    problems: found.problems(),
    counts: found.counts(),
  });
}

interface TruthReading {
  readonly into: Growing;
  readonly imageAt: Lookup;
  readonly categoryAt: Lookup;
  readonly found: ProblemList;
}

function addTruthRow(row: unknown, place: string, { into, imageAt, categoryAt, found }: TruthReading): boolean {
  if (!isRow(row)) {
    found.add('skipped', 'not-an-object', place, `is ${shown(row)}; it was skipped`);
    return false;
  }
  const image = imageAt(row['image_id']);
  const category = categoryAt(row['category_id']);
  const bbox = row['bbox'];
  if (image === undefined) {
    found.add(
      'skipped',
      'orphan',
      `${place}.image_id`,
      `${shown(row['image_id'])} is no listed picture; the box was skipped`,
    );
    return false;
  }
  if (category === undefined) {
    const message = `${shown(row['category_id'])} is no listed category; the box was skipped`;
    found.add('skipped', 'unknown-category', `${place}.category_id`, message);
    return false;
  }
  if (!isBbox(bbox)) {
    found.add('skipped', 'bbox-malformed', `${place}.bbox`, 'is not a list of four numbers; the box was skipped');
    return false;
  }
  let area = row['area'];
  if (typeof area !== 'number' || !Number.isFinite(area)) {
    area = (bbox[2] ?? 0) * (bbox[3] ?? 0);
    found.add('noted', 'area-missing', `${place}.area`, 'has no usable area; width × height was taken');
  }
  if (row['id'] === 0) {
    found.add('noted', 'id-zero', `${place}.id`, 'is 0, which pycocotools takes for "unmatched"; here the box counts');
  }
  push(into, image, category, bbox, area as number);
  return true;
}

/**
 * Reads a parsed COCO results file ([{image_id, category_id, bbox, score}]). Where every entry has a `file_name`, pictures
 * are found by that name, because a results file made without a truth numbers pictures in its own way; otherwise by
 * image_id. Fails (`invalid`) on a malformed entry, naming its index, and when pictures are not in the truth, with how
 * many and the first. Entries of unknown categories are counted and left out.
 */
export function readDetections(json: unknown, truth: Truth): Result<Detections> {
  if (!Array.isArray(json)) {
    const hint = isRow(json) && Array.isArray(json['annotations']) ? '; this looks like an instances file (truth)' : '';
    return failure('invalid', `The detections are not a COCO results file: a list of boxes is wanted${hint}.`);
  }
  const rows = json as readonly unknown[];
  const pictures = pictureLookup(rows, truth);
  const categoryAt = lookupOf(truth.categories.map(({ id }) => id));
  const into = columns(rows.length);
  const unknownCategories = new Set<SourceId>();
  let unknownCategoryCount = 0;
  const strangers = new Set<unknown>();
  let strangerCount = 0;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index];
    const wrong = whyMalformed(row);
    if (wrong !== undefined) return failure('invalid', `detections[${index}]${wrong}. Nothing was evaluated.`);
    const { category_id: categoryId, bbox, score } = row as Row;
    const pictureId = (row as Row)[pictures.key];
    const image = pictures.find(pictureId);
    const category = categoryAt(categoryId);
    if (image === undefined) {
      strangers.add(pictureId);
      strangerCount += 1;
    } else if (category === undefined) {
      unknownCategoryCount += 1;
      if (unknownCategories.size < 20) unknownCategories.add(categoryId as SourceId);
    } else {
      push(into, image, category, bbox as readonly number[], score as number);
    }
  }
  if (strangerCount > 0) {
    const [first] = strangers;
    const message =
      `${strangerCount} of ${rows.length} detections are on pictures that the truth does not have ` +
      `(${strangers.size} pictures, the first is ${pictures.key} ${shown(first)}). Use the truth file they were made for.`;
    return failure('invalid', message);
  }
  const { count, image, category, bbox, value } = into;
  return success({
    boxes: { count, image, category, bbox, score: value },
    unknownCategories: { count: unknownCategoryCount, ids: [...unknownCategories] },
  });
}

interface PictureLookup {
  readonly key: 'image_id' | 'file_name';
  readonly find: Lookup;
}

/** By file name where all entries have one, and the truth's are unique and know some of them; else by id. */
function pictureLookup(rows: readonly unknown[], truth: Truth): PictureLookup {
  const ids: PictureLookup = { key: 'image_id', find: lookupOf(truth.imageIds) };
  const byName = new Map<unknown, number>(truth.fileNames.map((name, index) => [name, index]));
  if (byName.size < truth.fileNames.length) return ids;
  if (!rows.every((row) => isRow(row) && typeof row['file_name'] === 'string')) return ids;
  if (!rows.some((row) => byName.has((row as Row)['file_name']))) return ids;
  return { key: 'file_name', find: (name) => byName.get(name) };
}

/** What is wrong with an entry, worded to follow "detections[7]"; undefined when nothing is. */
function whyMalformed(row: unknown): string | undefined {
  if (!isRow(row)) return ` is ${shown(row)}, not an object`;
  for (const key of ['image_id', 'category_id']) {
    if (!isSourceId(row[key])) return `.${key} is ${shown(row[key])}, not an id`;
  }
  if (!isBbox(row['bbox'])) return `.bbox is ${describeBbox(row['bbox'])}, not four numbers`;
  if (typeof row['score'] !== 'number' || !Number.isFinite(row['score']))
    return `.score is ${shown(row['score'])}, not a number`;
  return undefined;
}

function describeBbox(value: unknown): string {
  if (!Array.isArray(value) || value.length !== 4) return shown(value);
  return `[${(value as readonly unknown[]).map(shown).join(', ')}]`;
}
