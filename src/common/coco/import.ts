// Reads a COCO instances file into a dataset: takes what can be taken, repairs what has one plain meaning, lists the rest.
// Nothing here touches a disk; whether the pictures exist is for the caller to find out.
import { failure, success, type Result } from '../result.ts';
import { parseJson } from '../dataset/decodeJson.ts';
import { decodeText } from '../dataset/decodeText.ts';
import { readAnnotations } from './importAnnotations.ts';
import { readCategories, readImages } from './importLists.ts';
import { problemList, shown, type ProblemList } from '../dataset/problems.ts';
import { isRow, unknownKeys, type Row } from '../dataset/rows.ts';
import type { DatasetAnnotation, ReadDataset, Problem } from '../dataset/entries.ts';

const topLevelKeys = new Set(['info', 'licenses', 'images', 'annotations', 'categories']);

/** readCoco on the bytes of a file; see decodeText and parseJson for the failures of text that is no JSON. */
export function readCocoFile(bytes: Uint8Array): Result<ReadDataset> {
  const text = decodeText(bytes);
  return text.ok ? readCoco(text.value) : text;
}

/**
 * Reads a COCO instances file from its text, or from its parsed value. Fails `unreadable` when the text is no JSON, with the
 * place, and `invalid` when it is no instances file. Otherwise every entry is taken, repaired or
 * skipped, and each repair and skip is counted in `counts` and listed in `problems` (at most 1,000 of a kind).
 */
export function readCoco(input: unknown): Result<ReadDataset> {
  if (typeof input !== 'string') return readValue(input, []);
  const parsed = parseJson(input);
  return parsed.ok ? readValue(parsed.value.value, parsed.value.problems) : parsed;
}

function readValue(json: unknown, earlier: readonly Problem[]): Result<ReadDataset> {
  if (!isRow(json)) return failure('invalid', `This is no COCO instances file: ${describeRoot(json)}.`);
  const wrong = wrongLists(json);
  if (wrong !== undefined) return failure('invalid', `This is no COCO instances file: ${wrong}.`);
  const found = problemList();
  for (const { severity, kind, place, message } of earlier) found.add(severity, kind, place, message);
  const rows = (json['annotations'] ?? []) as readonly unknown[];
  if (json['annotations'] === undefined) {
    found.add('noted', 'no-annotations', 'annotations', 'is missing; the pictures were taken as unlabelled');
  }
  const images = readImages(json['images'] as readonly unknown[], found);
  const categories = readCategories((json['categories'] ?? []) as readonly unknown[], () => categoryIds(rows), found);
  const annotations = readAnnotations(rows, images, categories, found);
  hintAtWrongUnits(rows, annotations, found);
  const extra = unknownKeys(json, topLevelKeys);
  return success({
    info: readInfo(json['info'], found),
    licenses: readLicenses(json['licenses'], found),
    images: images.list,
    categories: categories.list,
    annotations,
    ...(extra && { extra }),
    problems: found.problems(),
    counts: found.counts(),
  });
}

function describeRoot(json: unknown): string {
  if (!Array.isArray(json)) return `it is ${shown(json)}, not an object`;
  const first: unknown = json[0];
  return isRow(first) && 'score' in first
    ? 'it is a list of detections (COCO results), which can be evaluated but not imported'
    : 'it is a list, not an object with images, annotations and categories';
}

/** Which of the lists is missing or none, in words. */
function wrongLists(json: Row): string | undefined {
  if (json['images'] === undefined) return '"images" is missing';
  for (const key of ['images', 'annotations', 'categories']) {
    if (json[key] !== undefined && !Array.isArray(json[key])) return `"${key}" is ${shown(json[key])}, not a list`;
  }
  return undefined;
}

function* categoryIds(rows: readonly unknown[]): Generator {
  for (const row of rows) if (isRow(row)) yield row['category_id'];
}

function readInfo(value: unknown, found: ProblemList): Row {
  if (isRow(value)) return value;
  if (value !== undefined && value !== null)
    found.add('repaired', 'info', 'info', `is ${shown(value)}, not an object; it was dropped`);
  return {};
}

function readLicenses(value: unknown, found: ProblemList): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value !== undefined && value !== null)
    found.add('repaired', 'licenses', 'licenses', `is ${shown(value)}, not a list; it was dropped`);
  return [];
}

/** Boxes in fractions of the picture, or as x1 y1 x2 y2, are common mistakes: nothing is changed, but it is said. */
function hintAtWrongUnits(
  rows: readonly unknown[],
  annotations: readonly DatasetAnnotation[],
  found: ProblemList,
): void {
  if (
    annotations.length > 0 &&
    annotations.every(({ box }) => box.x1 <= 1 && box.y1 <= 1 && box.x2 <= 1 && box.y2 <= 1)
  ) {
    found.add(
      'noted',
      'looks-normalized',
      'annotations',
      'all boxes lie within 0 … 1: they look like fractions of the picture, and were taken as pixels',
    );
  }
  let withArea = 0;
  let corners = 0;
  for (const row of rows) {
    if (!isRow(row) || !Array.isArray(row['bbox']) || typeof row['area'] !== 'number' || !(row['area'] > 0)) continue;
    const [x, y, w, h] = row['bbox'] as readonly unknown[];
    if (typeof x !== 'number' || typeof y !== 'number' || typeof w !== 'number' || typeof h !== 'number') continue;
    withArea += 1;
    const near = (area: number): boolean => Math.abs(area - (row['area'] as number)) <= 0.01 * (row['area'] as number);
    if (w > x && h > y && near((w - x) * (h - y)) && !near(w * h)) corners += 1;
  }
  if (corners > 0 && corners * 2 >= withArea) {
    const message = `${corners} of ${withArea} boxes have the area of x1 y1 x2 y2, not of x y width height; they were taken as x y width height`;
    found.add('noted', 'looks-like-corners', 'annotations', message);
  }
}
