// Reads a written COCO document back and says which rules of COCO's readers it breaks. Export runs it before "done".
import { isInside, boxOf } from '../dataset/bbox.ts';
import { readFileName } from '../dataset/fileName.ts';
import { problemList, shown, type ProblemList } from '../dataset/problems.ts';
import { isRow, type Row } from '../dataset/rows.ts';
import type { Bbox, Problem } from '../dataset/entries.ts';
import { readSegmentation } from '../dataset/segmentation.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** All broken rules, severity `refused`; none when pycocotools, CVAT, torchvision and Detectron2 can read the document. */
export function checkCocoDocument(json: unknown): readonly Problem[] {
  const found = problemList();
  if (!isRow(json)) {
    found.add('refused', 'root', '', 'the document is no object');
    return found.problems();
  }
  if (!isRow(json['info'])) found.add('refused', 'info', 'info', 'is missing or no object');
  const lists: Record<string, readonly unknown[]> = {};
  for (const key of ['licenses', 'images', 'annotations', 'categories']) {
    if (Array.isArray(json[key])) lists[key] = json[key] as readonly unknown[];
    else found.add('refused', 'list', key, 'is missing or no list');
  }
  const images = checkImages(lists['images'] ?? [], found);
  const categories = checkCategories(lists['categories'] ?? [], found);
  const ids = new Set<number>();
  (lists['annotations'] ?? []).forEach((row, index) => {
    const place = `annotations[${index}]`;
    if (isRow(row)) checkAnnotation(row, place, { images, categories, ids, found });
    else found.add('refused', 'not-an-object', place, `is ${shown(row)}`);
  });
  return found.problems();
}

/** The id when it is a whole number from 1 that no earlier row has. */
function checkId(row: Row, place: string, taken: { has(id: number): boolean }, found: ProblemList): number | undefined {
  const { id } = row;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1) {
    found.add('refused', 'id', `${place}.id`, `is ${shown(id)}, no whole number from 1`);
    return undefined;
  }
  if (taken.has(id)) found.add('refused', 'id-twice', `${place}.id`, `${id} is there twice`);
  return id;
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function checkImages(rows: readonly unknown[], found: ProblemList): ReadonlyMap<number, Size> {
  const images = new Map<number, Size>();
  const names = new Set<string>();
  rows.forEach((row, index) => {
    const place = `images[${index}]`;
    if (!isRow(row)) return found.add('refused', 'not-an-object', place, `is ${shown(row)}`);
    const id = checkId(row, place, images, found);
    const name = readFileName(row['file_name']);
    if (!name.ok) found.add('refused', 'file-name', `${place}.file_name`, name.why);
    else if (names.has(name.name))
      found.add('refused', 'file-name-twice', `${place}.file_name`, `"${name.name}" is there twice`);
    else names.add(name.name);
    const { width, height } = row;
    if (!isSize(width) || !isSize(height))
      return found.add('refused', 'size', place, `width ${shown(width)}, height ${shown(height)}`);
    if (id !== undefined) images.set(id, { width, height });
  });
  return images;
}

function checkCategories(rows: readonly unknown[], found: ProblemList): ReadonlySet<number> {
  const categories = new Set<number>();
  rows.forEach((row, index) => {
    const place = `categories[${index}]`;
    if (!isRow(row)) return found.add('refused', 'not-an-object', place, `is ${shown(row)}`);
    const id = checkId(row, place, categories, found);
    for (const key of ['name', 'supercategory']) {
      if (typeof row[key] !== 'string')
        found.add('refused', key, `${place}.${key}`, `is ${shown(row[key])}, not a text`);
    }
    if (id !== undefined) categories.add(id);
  });
  return categories;
}

interface Known {
  readonly images: ReadonlyMap<number, Size>;
  readonly categories: ReadonlySet<number>;
  readonly ids: Set<number>;
  readonly found: ProblemList;
}

function checkAnnotation(row: Row, place: string, { images, categories, ids, found }: Known): void {
  const id = checkId(row, place, ids, found);
  if (id !== undefined) ids.add(id);
  const size = images.get(row['image_id'] as number);
  if (size === undefined)
    found.add('refused', 'image_id', `${place}.image_id`, `${shown(row['image_id'])} is no listed picture`);
  if (!categories.has(row['category_id'] as number)) {
    found.add('refused', 'category_id', `${place}.category_id`, `${shown(row['category_id'])} is no listed category`);
  }
  if (row['iscrowd'] !== 0 && row['iscrowd'] !== 1)
    found.add('refused', 'iscrowd', `${place}.iscrowd`, `is ${shown(row['iscrowd'])}, not 0 or 1`);
  const { area } = row;
  if (typeof area !== 'number' || !Number.isFinite(area) || area < 0)
    found.add('refused', 'area', `${place}.area`, `is ${shown(area)}`);
  checkPlace(row, place, size, found);
}

function checkPlace(row: Row, place: string, size: Size | undefined, found: ProblemList): void {
  const { bbox, segmentation } = row;
  const isFour =
    Array.isArray(bbox) &&
    bbox.length === 4 &&
    bbox.every((entry) => typeof entry === 'number' && Number.isFinite(entry));
  if (!isFour) found.add('refused', 'bbox', `${place}.bbox`, 'is no list of four numbers');
  else {
    const [, , w, h] = bbox as unknown as Bbox;
    if (w <= 0 || h <= 0)
      found.add('refused', 'bbox-area', `${place}.bbox`, `is ${shown(w)} wide and ${shown(h)} high`);
    else if (size !== undefined && !isInside(boxOf(bbox as unknown as Bbox), size.width, size.height)) {
      found.add('refused', 'bbox-outside', `${place}.bbox`, `goes over the edge of ${size.width} × ${size.height}`);
    }
  }
  const mask = readSegmentation(segmentation, size?.width ?? 0, size?.height ?? 0);
  if (segmentation === undefined || segmentation === null)
    found.add('refused', 'segmentation', `${place}.segmentation`, 'is missing');
  else if (!mask.ok) found.add('refused', 'segmentation', `${place}.segmentation`, mask.why);
}
