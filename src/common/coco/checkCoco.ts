// Reads a written COCO document back and says which rules of COCO's readers it breaks. Export runs it before "done": row by row
// (checkLines.ts), so that a file of any size is looked through.
import { isInside, boxOf } from '../dataset/bbox.ts';
import { readFileName } from '../dataset/fileName.ts';
import { IdSet } from '../dataset/idSet.ts';
import { problemList, shown, type ProblemList } from '../dataset/problems.ts';
import { isRow, type Row } from '../dataset/rows.ts';
import type { Bbox, Problem } from '../dataset/entries.ts';
import { readSegmentation } from '../dataset/segmentation.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The lists of a document whose rows have rules. */
export const cocoLists = ['images', 'annotations', 'categories'] as const;
export type CocoList = (typeof cocoLists)[number];

export interface CocoChecker {
  /** A top-level key that is no list of rows; missing ones are told by `problems`. */
  member(key: string, value: unknown): void;
  /** The list is there, with whatever rows. */
  list(list: CocoList): void;
  /** The rows of a list in their order; pictures come before boxes, classes at any time. */
  row(list: CocoList, row: unknown): void;
  /** What has no place in the document at all. */
  refuse(place: string, message: string): void;
  /** All broken rules so far, severity `refused`; none when pycocotools, CVAT, torchvision and Detectron2 can read it. */
  problems(): readonly Problem[];
}

interface State {
  readonly found: ProblemList;
  readonly images: Map<number, Size>;
  readonly names: Set<string>;
  readonly categories: Set<number>;
  readonly annotations: IdSet;
  /** Classes that boxes name, each with the first box that does: the list of classes may come after them. */
  readonly named: Map<unknown, string>;
}

export function cocoChecker(): CocoChecker {
  const state: State = {
    found: problemList(),
    images: new Map(),
    names: new Set(),
    categories: new Set(),
    annotations: new IdSet(),
    named: new Map(),
  };
  const { found } = state;
  const missing = new Set<string>(['info', 'licenses', ...cocoLists]);
  const counts = { images: 0, annotations: 0, categories: 0 };
  const checks = { images: checkImage, annotations: checkAnnotation, categories: checkCategory };
  return {
    member(key, value) {
      if (key === 'info' && isRow(value)) missing.delete(key);
      if (key === 'licenses' && Array.isArray(value)) missing.delete(key);
    },
    list: (list) => void missing.delete(list),
    row(list, row) {
      const place = `${list}[${counts[list]++}]`;
      if (isRow(row)) checks[list](row, place, state);
      else found.add('refused', 'not-an-object', place, `is ${shown(row)}`);
    },
    refuse: (place, message) => found.add('refused', 'layout', place, message),
    problems() {
      for (const key of missing)
        found.add(
          'refused',
          key === 'info' ? 'info' : 'list',
          key,
          `is missing or no ${key === 'info' ? 'object' : 'list'}`,
        );
      missing.clear();
      for (const [id, place] of state.named) {
        if (!state.categories.has(id as number))
          found.add('refused', 'category_id', `${place}.category_id`, `${shown(id)} is no listed category`);
      }
      state.named.clear();
      return found.problems();
    },
  };
}

/** A whole document at once. */
export function checkCocoDocument(json: unknown): readonly Problem[] {
  if (!isRow(json)) {
    const found = problemList();
    found.add('refused', 'root', '', 'the document is no object');
    return found.problems();
  }
  const checker = cocoChecker();
  checker.member('info', json['info']);
  checker.member('licenses', json['licenses']);
  for (const list of cocoLists) {
    const rows = json[list];
    if (!Array.isArray(rows)) continue;
    checker.list(list);
    for (const row of rows) checker.row(list, row);
  }
  return checker.problems();
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

function checkImage(row: Row, place: string, { found, images, names }: State): void {
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
}

function checkCategory(row: Row, place: string, { found, categories }: State): void {
  const id = checkId(row, place, categories, found);
  for (const key of ['name', 'supercategory']) {
    if (typeof row[key] !== 'string') found.add('refused', key, `${place}.${key}`, `is ${shown(row[key])}, not a text`);
  }
  if (id !== undefined) categories.add(id);
}

function checkAnnotation(row: Row, place: string, { images, annotations, named, found }: State): void {
  const id = checkId(row, place, annotations, found);
  if (id !== undefined) annotations.add(id);
  const size = images.get(row['image_id'] as number);
  if (size === undefined)
    found.add('refused', 'image_id', `${place}.image_id`, `${shown(row['image_id'])} is no listed picture`);
  if (!named.has(row['category_id'])) named.set(row['category_id'], place);
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
