// Reads the lists of a COCO file that annotations point to: categories and images. Ids are kept wherever they can be.
import { idBook, isUsableId, readId, type IdBook, type SourceKey } from '../dataset/ids.ts';
import { readFileName } from '../dataset/fileName.ts';
import { said, shown, type ProblemList } from '../dataset/problems.ts';
import { labellingKey, readLabelling } from '../dataset/people.ts';
import { isRow, unknownKeys, type Row } from '../dataset/rows.ts';
import type { DatasetCategory, DatasetImage } from '../dataset/entries.ts';

const imageKeys = new Set(['id', 'file_name', 'width', 'height']);
const categoryKeys = new Set(['id', 'name', 'supercategory']);

export interface Categories {
  readonly list: DatasetCategory[];
  readonly byKey: Map<SourceKey, DatasetCategory>;
  readonly book: IdBook;
}

export interface CategoryRows extends Categories {
  /** Reads the next row of `categories`; undefined where it brings no category of its own. */
  take(row: unknown): DatasetCategory | undefined;
}

/** `listed` are the ids in `categories` and those that annotations name, which made-up ids must not take. */
export function categoryRows(listed: () => Iterable<unknown>, found: ProblemList): CategoryRows {
  const categories: Categories = { list: [], byKey: new Map(), book: idBook(listed) };
  const names = new Map<string, number>();
  let index = -1;
  return {
    ...categories,
    take(row) {
      index += 1;
      return takeCategory(row, index, names, categories, found);
    },
  };
}

function takeCategory(
  row: unknown,
  index: number,
  names: Map<string, number>,
  categories: Categories,
  found: ProblemList,
): DatasetCategory | undefined {
  const place = `categories[${index}]`;
  if (!isRow(row)) return void found.add('skipped', 'not-an-object', place, `is ${shown(row)}; it was skipped`);
  const reading = readId(row['id']);
  if (!reading.ok) {
    found.add('skipped', 'bad-id', `${place}.id`, `${said(row['id'], reading.why)}; the category was skipped`);
    return undefined;
  }
  const first = categories.byKey.get(reading.key);
  if (first !== undefined) return void repeatedCategory(row, first, place, found);
  const category = addCategory(row, reading.key, place, categories, found);
  const name = category.name.trim().toLowerCase();
  const earlier = names.get(name);
  if (earlier === undefined) names.set(name, index);
  else
    found.add(
      'noted',
      'category-name-twice',
      `${place}.name`,
      `is the same as categories[${earlier}].name but for case and spaces; both were kept`,
    );
  return category;
}

function repeatedCategory(row: Row, first: DatasetCategory, place: string, found: ProblemList): void {
  const message = `${shown(row['id'])} is "${first.name}" already; ${shown(row['name'])} was skipped and its boxes are "${first.name}"`;
  found.add('skipped', 'duplicate-category-id', `${place}.id`, message);
}

function addCategory(
  row: Row,
  key: SourceKey,
  place: string,
  { list, byKey, book }: Categories,
  found: ProblemList,
): DatasetCategory {
  const id = book.claim(key);
  if (id !== key) {
    found.add(
      'repaired',
      'id-replaced',
      `${place}.id`,
      `${shown(key)} is no whole number from 1; the category has id ${id} here`,
    );
  }
  const name = readName(row['name'], id, `${place}.name`, found);
  let supercategory = '';
  if (typeof row['supercategory'] === 'string') supercategory = row['supercategory'];
  else if (row['supercategory'] !== undefined && row['supercategory'] !== null) {
    found.add(
      'repaired',
      'supercategory',
      `${place}.supercategory`,
      `is ${shown(row['supercategory'])}, not a text; it was dropped`,
    );
  }
  const extra = unknownKeys(row, categoryKeys);
  const category = { id, name, supercategory, ...(extra && { extra }), ...(id !== key && { sourceId: key }) };
  list.push(category);
  byKey.set(key, category);
  return category;
}

function readName(value: unknown, id: number, place: string, found: ProblemList): string {
  if (typeof value === 'string' && value.trim() !== '') {
    // Controls, and marks that turn the direction of writing, can disguise a name: kept, and said.
    if (/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(value)) {
      found.add('noted', 'odd-name', place, 'has control characters or turns the direction of writing; it was kept');
    }
    return value;
  }
  const name = typeof value === 'number' ? String(value) : `category ${id}`;
  found.add('repaired', 'category-name', place, `is ${shown(value)}; the category is called "${name}"`);
  return name;
}

/** The category for an id that annotations use and nobody lists: made once, so that no box is lost. */
export function unlistedCategory(
  key: SourceKey,
  place: string,
  { list, byKey, book }: Categories,
  found: ProblemList,
): DatasetCategory {
  const id = book.claim(key);
  const name = `category ${key}`;
  const category = { id, name, supercategory: '', ...(id !== key && { sourceId: key }) };
  list.push(category);
  byKey.set(key, category);
  found.add(
    'repaired',
    'category-made',
    place,
    `${shown(key)} is not listed in categories; the category "${name}" was made for it`,
  );
  return category;
}

/** What boxes have to know of their picture; the rest of it is given on and not held. */
export type KnownImage = Pick<DatasetImage, 'id' | 'width' | 'height'>;

/** What an image_id points to: a picture, or why there is none. */
export type ImageTarget = KnownImage | 'skipped' | 'ambiguous';

export interface Images {
  readonly byKey: ReadonlyMap<SourceKey, ImageTarget>;
}

export interface ImageRows extends Images {
  /** Reads the next row of `images`; undefined where it brings no picture of its own. */
  take(row: unknown): DatasetImage | undefined;
}

interface ImagesReading {
  readonly byKey: Map<SourceKey, ImageTarget>;
  readonly byName: Map<string, { readonly image: KnownImage; readonly index: number }>;
  readonly book: IdBook;
  readonly found: ProblemList;
}

/** `listed` are the ids in `images`. */
export function imageRows(listed: () => Iterable<unknown>, found: ProblemList): ImageRows {
  const reading: ImagesReading = { byKey: new Map(), byName: new Map(), book: idBook(listed), found };
  let index = -1;
  return {
    byKey: reading.byKey,
    take(row) {
      index += 1;
      return takeImage(row, index, reading);
    },
  };
}

function takeImage(row: unknown, index: number, reading: ImagesReading): DatasetImage | undefined {
  const { byName, book, found } = reading;
  const place = `images[${index}]`;
  if (!isRow(row)) return void found.add('skipped', 'not-an-object', place, `is ${shown(row)}; it was skipped`);
  const id = readId(row['id']);
  if (!id.ok) {
    found.add('skipped', 'bad-id', `${place}.id`, `${said(row['id'], id.why)}; the picture was skipped`);
    return undefined;
  }
  const name = takeName(row, place, id.key, reading);
  if (name === undefined) return undefined;
  const namesake = byName.get(name);
  if (namesake !== undefined) {
    const message = `is the file of images[${namesake.index}] too; they were taken as one picture, with the boxes of both`;
    found.add('repaired', 'file-name-twice', `${place}.file_name`, message);
    pointTo(id.key, namesake.image, place, reading);
    return undefined;
  }
  const own = book.claim(id.key);
  const image = imageOf(row, { id: own, key: id.key, name, place }, found);
  const known = { id: own, width: image.width, height: image.height };
  byName.set(name, { image: known, index });
  pointTo(id.key, known, place, reading);
  if (own !== id.key && !isUsableId(id.key)) {
    found.add(
      'repaired',
      'id-replaced',
      `${place}.id`,
      `${shown(id.key)} is no whole number from 1; the picture has id ${own} here`,
    );
  }
  return image;
}

/** The picture's name; undefined where it has none that can be taken, and the boxes that name the picture are skipped with it. */
function takeName(row: Row, place: string, key: SourceKey, { byKey, found }: ImagesReading): string | undefined {
  const at = `${place}.file_name`;
  const fileName = readFileName(row['file_name']);
  if (!fileName.ok) {
    found.add('skipped', 'file-name', at, `${said(row['file_name'], fileName.why)}; the picture was skipped`);
    byKey.set(key, byKey.has(key) ? 'ambiguous' : 'skipped');
    return undefined;
  }
  if (fileName.name !== row['file_name'])
    found.add('repaired', 'file-name', at, `${shown(row['file_name'])} was read as "${fileName.name}"`);
  return fileName.name;
}

/** Two pictures with one id: both stay, and boxes that name the id belong to neither for certain. */
function pointTo(key: SourceKey, image: KnownImage, place: string, { byKey, found }: ImagesReading): void {
  const earlier = byKey.get(key);
  if (earlier === undefined || earlier === image) byKey.set(key, image);
  else {
    byKey.set(key, 'ambiguous');
    const message = `${shown(key)} is the id of an earlier picture too; this one has id ${image.id} here, and boxes of id ${shown(key)} were skipped`;
    found.add('repaired', 'duplicate-image-id', `${place}.id`, message);
  }
}

interface ImageNames {
  readonly id: number;
  readonly key: SourceKey;
  readonly name: string;
  readonly place: string;
}

function imageOf(row: Row, { id, key, name, place }: ImageNames, found: ProblemList): DatasetImage {
  let width = readSide(row['width']);
  let height = readSide(row['height']);
  if (width === 0 || height === 0) {
    const message = `${shown(row['width'])} × ${shown(row['height'])} is no size; it is taken from the picture itself`;
    found.add('repaired', 'size', `${place}.width`, message);
    width = 0;
    height = 0;
  }
  const verdict = readLabelling(row[labellingKey]);
  const extra = unknownKeys(row, verdict === undefined ? imageKeys : new Set([...imageKeys, labellingKey]));
  return {
    ...{ id, fileName: name, width, height },
    ...(extra && { extra }),
    ...(verdict && { verdict }),
    ...(id !== key && { sourceId: key }),
  };
}

/** A side in pixels, 0 for what is none. A whole number in a text counts. */
function readSide(value: unknown): number {
  const side = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof side === 'number' && Number.isSafeInteger(side) && side > 0 ? side : 0;
}
