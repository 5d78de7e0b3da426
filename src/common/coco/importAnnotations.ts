// Reads the annotations of a COCO file, one by one, against the pictures and categories that were read before.
import { bboxOf, leastSide } from '../dataset/bbox.ts';
import { placeInImage, type Placed } from '../dataset/placeBox.ts';
import { readAttributes } from './importAttributes.ts';
import { idBook, isUsableId, readId, type IdBook } from '../dataset/ids.ts';
import { unlistedCategory, type Categories, type Images } from './importLists.ts';
import { said, shown, type ProblemList } from '../dataset/problems.ts';
import { isRow, unknownKeys, type Row } from '../dataset/rows.ts';
import type { AnnotationExtra, Bbox, DatasetAnnotation, DatasetCategory, DatasetImage } from '../dataset/entries.ts';
import { boxAround, readSegmentation } from '../dataset/segmentation.ts';

const annotationKeys = new Set(['id', 'image_id', 'category_id', 'bbox', 'area', 'iscrowd', 'segmentation']);

interface Reading {
  readonly images: Images;
  readonly categories: Categories;
  readonly book: IdBook;
  readonly found: ProblemList;
}

/** Takes what can be taken; everything else is listed. Categories that only annotations name are added to `categories`. */
export function readAnnotations(
  rows: readonly unknown[],
  images: Images,
  categories: Categories,
  found: ProblemList,
): DatasetAnnotation[] {
  const book = idBook(function* () {
    for (const row of rows) if (isRow(row)) yield row['id'];
  });
  const reading: Reading = { images, categories, book, found };
  const annotations: DatasetAnnotation[] = [];
  rows.forEach((row, index) => {
    const annotation = readAnnotation(row, `annotations[${index}]`, reading);
    if (annotation !== undefined) annotations.push(annotation);
  });
  return annotations;
}

function readAnnotation(row: unknown, place: string, reading: Reading): DatasetAnnotation | undefined {
  const { found } = reading;
  if (!isRow(row)) {
    found.add('skipped', 'not-an-object', place, `is ${shown(row)}; it was skipped`);
    return undefined;
  }
  const image = readTarget(row, place, reading);
  if (image === undefined) return undefined;
  const segmentation = readMask(row, image, place, found);
  const placed = readBox(row, image, segmentation, place, found);
  if (placed === undefined) return undefined;
  const category = readCategory(row, place, reading);
  if (category === undefined) return undefined;
  const area = readArea(row, placed.changed && segmentation === undefined, place, found);
  const { keys, ...said } = readAttributes(unknownKeys(row, annotationKeys));
  const extra: AnnotationExtra = {
    bbox: placed.bbox,
    ...(area !== undefined && { area }),
    ...(segmentation !== undefined && { segmentation }),
    ...(keys && { keys }),
  };
  const id = readOwnId(row, place, reading);
  return {
    id,
    imageId: image.id,
    categoryId: category.id,
    box: placed.box,
    crowd: readCrowd(row, place, found),
    ...said,
    extra,
  };
}

function readTarget(row: Row, place: string, { images, found }: Reading): DatasetImage | undefined {
  const at = `${place}.image_id`;
  const id = readId(row['image_id']);
  const target = id.ok ? images.byKey.get(id.key) : undefined;
  if (!id.ok) found.add('skipped', 'bad-id', at, `${said(row['image_id'], id.why)}; the box was skipped`);
  else if (target === undefined)
    found.add('skipped', 'orphan', at, `${shown(id.key)} is not listed in images; the box was skipped`);
  else if (target === 'skipped')
    found.add('skipped', 'picture-skipped', at, `the picture ${shown(id.key)} was skipped, and the box with it`);
  else if (target === 'ambiguous')
    found.add(
      'skipped',
      'ambiguous-picture',
      at,
      `${shown(id.key)} is the id of several pictures; the box was skipped`,
    );
  else return target;
  return undefined;
}

function readCategory(row: Row, place: string, { categories, found }: Reading): DatasetCategory | undefined {
  const at = `${place}.category_id`;
  const id = readId(row['category_id']);
  if (!id.ok) {
    found.add('skipped', 'bad-id', at, `${said(row['category_id'], id.why)}; the box was skipped`);
    return undefined;
  }
  return categories.byKey.get(id.key) ?? unlistedCategory(id.key, at, categories, found);
}

function readOwnId(row: Row, place: string, { book, found }: Reading): number {
  const reading = readId(row['id']);
  const id = book.claim(reading.ok ? reading.key : undefined);
  if (!reading.ok) {
    found.add('repaired', 'annotation-id', `${place}.id`, `${said(row['id'], reading.why)}; the box has id ${id} here`);
  } else if (!isUsableId(reading.key)) {
    found.add(
      'repaired',
      'annotation-id',
      `${place}.id`,
      `${shown(reading.key)} is no whole number from 1; the box has id ${id} here`,
    );
  } else if (id !== reading.key) {
    found.add(
      'repaired',
      'duplicate-annotation-id',
      `${place}.id`,
      `${shown(reading.key)} is taken by an earlier box; this one has id ${id} here`,
    );
  }
  return id;
}

/** The segmentation untouched, or undefined when there is none or it was dropped. */
function readMask(row: Row, image: DatasetImage, place: string, found: ProblemList): unknown {
  const value = row['segmentation'];
  const reading = readSegmentation(value, image.width, image.height);
  if (!reading.ok) {
    found.add(
      'repaired',
      'mask-dropped',
      `${place}.segmentation`,
      `${reading.why}; the mask was dropped and the box kept`,
    );
    return undefined;
  }
  return reading.kind === 'empty' ? undefined : value;
}

function readBox(row: Row, image: DatasetImage, mask: unknown, place: string, found: ProblemList): Placed | undefined {
  const at = `${place}.bbox`;
  if (row['bbox'] !== undefined) {
    const bbox = readBbox(row['bbox'], at, found);
    return bbox && placeInImage(bbox, image, at, found);
  }
  const around = boxAround(mask);
  if (around === undefined) {
    found.add('skipped', 'bbox', at, 'is missing; the annotation was skipped');
    return undefined;
  }
  found.add('repaired', 'bbox-from-mask', at, 'is missing; the box was taken around the polygons');
  return placeInImage(bboxOf(around), image, at, found);
}

/** Four finite numbers with area, the very list of the file where it had numbers. */
function readBbox(value: unknown, at: string, found: ProblemList): Bbox | undefined {
  const skip = (message: string): undefined => {
    found.add('skipped', 'bbox', at, `${message}; the box was skipped`);
    return undefined;
  };
  if (!Array.isArray(value)) return skip(`is ${shown(value)}, not a list of four numbers`);
  if (value.length !== 4) return skip(`has ${value.length} entries, not four`);
  let numbers = value as readonly unknown[];
  const fromText = numbers.some((entry) => typeof entry === 'string');
  if (fromText)
    numbers = numbers.map((entry) => (typeof entry === 'string' && entry.trim() !== '' ? Number(entry) : entry));
  for (let index = 0; index < 4; index += 1) {
    const entry = numbers[index];
    const name = ['x', 'y', 'width', 'height'][index]!;
    if (typeof entry !== 'number' || !Number.isFinite(entry))
      return skip(`${name} is ${shown(value[index])}, not a number`);
    if (index >= 2 && entry < leastSide) return skip(`${name} is ${shown(entry)}`);
  }
  if (fromText) found.add('repaired', 'bbox-of-texts', at, 'has numbers written as texts; they were read as numbers');
  return numbers as unknown as Bbox;
}

/** The file's area untouched; undefined when there is none of use: then it is w · h. */
function readArea(row: Row, isStale: boolean, place: string, found: ProblemList): number | undefined {
  const area = row['area'];
  if (typeof area === 'number' && Number.isFinite(area) && area >= 0) return isStale ? undefined : area;
  if (area === undefined) found.add('noted', 'area-missing', `${place}.area`, 'is missing; width × height is taken');
  else found.add('repaired', 'area', `${place}.area`, `is ${shown(area)}; width × height is taken`);
  return undefined;
}

function readCrowd(row: Row, place: string, found: ProblemList): boolean {
  const value = row['iscrowd'];
  if (value === 1 || value === 0) return value === 1;
  if (value === undefined) {
    found.add('noted', 'iscrowd-missing', `${place}.iscrowd`, 'is missing; it is taken as 0');
    return false;
  }
  const crowd = value === true || value === '1';
  found.add('repaired', 'iscrowd', `${place}.iscrowd`, `is ${shown(value)}; it is taken as ${crowd ? 1 : 0}`);
  return crowd;
}
