// What one project has of another after a way through a file, counted from the rows of both: nothing of the writers, of what they
// say that they keep, or of how it is counted is asked.
import { isHuman, type AttributeValue } from '../../src/common/annotation/types.ts';
import type { ExportAnnotation, ExportImage, ExportInput } from '../../src/common/dataset/exported.ts';
import type { ExportLoss } from '../../src/common/dataset/exportLosses.ts';

export interface Difference {
  readonly lost: Partial<Record<ExportLoss, number>>;
  /** Masks whose box was moved since import: they are of another place. */
  readonly masksDropped: number;
  readonly masksKept: number;
  /** The farthest that a side lies from where it was, in pixels. */
  readonly farthest: number;
  /** Pictures, boxes and whatever else came that was not there, or is not there any more, in words. */
  readonly others: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRow(value)) return value;
  return Object.keys(value)
    .sort()
    .map((key) => [key, sorted(value[key])]);
}

/** Pictures are told by their names, boxes by their places. `people`: stamps and verdicts of both are in the rows. */
export function projectDifference(before: ExportInput, after: ExportInput): Difference {
  const lost: Partial<Record<ExportLoss, number>> = {};
  const lose = (what: ExportLoss, count = 1): void => {
    if (count > 0) lost[what] = (lost[what] ?? 0) + count;
  };
  const others: string[] = [];
  const masks = { kept: 0, dropped: 0 };
  let farthest = 0;
  const used = new Set<number>();
  const names = { before: classNames(before), after: classNames(after) };
  const renamed = new Map<string, string>();
  for (const image of before.images) {
    const there = after.images.find(({ fileName }) => fileName === image.fileName);
    if (there === undefined) {
      others.push(`${image.fileName} is gone`);
      continue;
    }
    comparePictures(image, there, lose);
    const left = [...after.annotationsOf(there.id)];
    for (const annotation of [...before.annotationsOf(image.id)].filter(isHuman)) {
      used.add(annotation.categoryId);
      const found = nearest(annotation, left);
      if (found === undefined) {
        others.push(`box ${annotation.id} is gone`);
        continue;
      }
      left.splice(left.indexOf(found), 1);
      farthest = Math.max(farthest, distance(annotation, found));
      renamed.set(names.before.get(annotation.categoryId)!, names.after.get(found.categoryId)!);
      const isRenumbered =
        found.id !== annotation.id || there.id !== image.id || found.categoryId !== annotation.categoryId;
      if (annotation.origin.kind === 'imported' && isRenumbered) lose('ids of imported boxes');
      compareBoxes(annotation, found, lose, masks);
    }
    for (const { id } of left) others.push(`${image.fileName}: box ${id} is new`);
  }
  compareClasses(before, after, { used, renamed }, lose);
  for (const key of ['info', 'extra'] as const)
    for (const [name, value] of Object.entries(before[key] ?? {}))
      if (!same(after[key]?.[name], value)) lose('keys of the imported file itself');
  for (const license of before.licenses ?? [])
    if (!(after.licenses ?? []).some((other) => same(other, license))) lose('keys of the imported file itself');
  return { lost, masksKept: masks.kept, masksDropped: masks.dropped, farthest, others };
}

function classNames({ categories }: ExportInput): ReadonlyMap<number, string> {
  return new Map(categories.map(({ id, name }) => [id, name]));
}

const sidesOf = ({ box: { x1, y1, x2, y2 } }: ExportAnnotation): number[] => [x1, y1, x2, y2];
function distance(a: ExportAnnotation, b: ExportAnnotation): number {
  const sides = sidesOf(b);
  return Math.max(...sidesOf(a).map((side, index) => Math.abs(side - sides[index]!)));
}

function nearest(annotation: ExportAnnotation, boxes: readonly ExportAnnotation[]): ExportAnnotation | undefined {
  return boxes.find((other) => distance(annotation, other) < 0.01);
}

type Lose = (what: ExportLoss, count?: number) => void;

function comparePictures(before: ExportImage, after: ExportImage, lose: Lose): void {
  if (before.split !== after.split) lose('splits of pictures (train, val, test)');
  if (!same(before.verdict, after.verdict)) lose('verdicts on pictures');
  if (before.note !== after.note) lose('notes on pictures');
  if (Object.entries(before.extra ?? {}).some(([key, value]) => !same(after.extra?.[key], value)))
    lose('other keys of imported pictures');
}

const attributesIn = ({ extra }: ExportAnnotation): Row => {
  const said = extra?.keys?.['attributes'];
  return isRow(said) ? said : {};
};
const scoreOf = (annotation: ExportAnnotation): { readonly score: unknown; readonly model: unknown } => {
  const { score, model } = 'score' in annotation.origin ? annotation.origin : attributesIn(annotation);
  return { score, model };
};

/** Of the program's own exports: where the box came from. */
function otherKeys({ extra }: ExportAnnotation): Row {
  const { attributes, ...keys } = extra?.keys ?? {};
  if (!isRow(attributes)) return attributes === undefined ? keys : { ...keys, attributes };
  const { source: _s, score: _c, model: _m, ...others } = attributes;
  return Object.keys(others).length === 0 ? keys : { ...keys, attributes: others };
}

function compareBoxes(
  before: ExportAnnotation,
  after: ExportAnnotation,
  lose: Lose,
  masks: { kept: number; dropped: number },
): void {
  if (before.crowd && !after.crowd) lose('crowd marks');
  compareAttributes(before, after, lose);
  if (before.note !== after.note) lose('notes on boxes');
  const isStamped = before.made !== undefined || before.changed !== undefined;
  if (isStamped && !(same(before.made, after.made) && same(before.changed, after.changed)))
    lose('who made and changed boxes, and when');
  if (scoreOf(before).score !== undefined && !same(scoreOf(before), scoreOf(after)))
    lose('scores and models of accepted boxes');
  if (Object.entries(otherKeys(before)).some(([key, value]) => !same(otherKeys(after)[key], value)))
    lose('other keys of imported boxes');
  const { bbox, area, segmentation } = before.extra ?? {};
  const isMoved =
    bbox !== undefined && Math.max(Math.abs(bbox[0] - before.box.x1), Math.abs(bbox[1] - before.box.y1)) > 1e-3;
  if (segmentation !== undefined) {
    if (isMoved) masks.dropped += 1;
    else if (same(after.extra?.segmentation, segmentation)) masks.kept += 1;
    else lose('outlines and masks (the boxes stay)');
  } else if (bbox !== undefined && area !== undefined && !isMoved && Math.abs(area - bbox[2] * bbox[3]) > 1e-3) {
    if (after.extra?.area !== area) lose('areas that a file gave');
  }
}

function compareAttributes({ attributes: before = {} }: ExportAnnotation, after: ExportAnnotation, lose: Lose): void {
  const back: Readonly<Record<string, AttributeValue>> = after.attributes ?? {};
  const changed = 'attributes that become others (a number a text, a text a flag)';
  for (const [name, value] of Object.entries(before)) {
    if (!Object.hasOwn(back, name)) lose('attributes');
    else if (back[name] !== value) lose(changed);
  }
  for (const name of Object.keys(back)) if (!Object.hasOwn(before, name)) lose(changed);
}

function compareClasses(
  before: ExportInput,
  after: ExportInput,
  { used, renamed }: { readonly used: ReadonlySet<number>; readonly renamed: ReadonlyMap<string, string> },
  lose: Lose,
): void {
  for (const { id, name, supercategory = '', extra = {} } of before.categories) {
    const there = after.categories.find((category) => category.name === (renamed.get(name) ?? name));
    if (there === undefined) {
      lose(used.has(id) ? 'names of classes that are changed' : 'classes without boxes');
      continue;
    }
    if (there.name !== name) lose('names of classes that are changed');
    const isKept =
      supercategory === (there.supercategory ?? '') &&
      Object.entries(extra).every(([key, value]) => same(there.extra?.[key], value));
    if (!isKept) lose('other keys of imported classes');
  }
}
