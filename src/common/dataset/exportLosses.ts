// What of a project a format has no place for, counted box by box as an export goes out: each format says what it keeps, and the
// counting is the same for all, before anything is written and while it is.
import type { AttributeValue, Attributes } from '../annotation/types.ts';
import type { AnnotationExtra } from './entries.ts';
import type { ExportAnnotation, ExportedPicture, ExportImage, ExportInput, PlacedBox } from './exported.ts';
import { isRow } from './rows.ts';

/** The name of each is its English text. */
export type ExportLoss =
  | 'outlines and masks (the boxes stay)'
  | 'crowd marks'
  | 'attributes'
  | 'attributes that become others (a number a text, a text a flag)'
  | 'notes on boxes'
  | 'scores and models of accepted boxes'
  | 'who made and changed boxes, and when'
  | 'areas that a file gave'
  | 'other keys of imported boxes'
  | 'ids of imported boxes'
  | 'splits of pictures (train, val, test)'
  | 'verdicts on pictures'
  | 'notes on pictures'
  | 'other keys of imported pictures'
  | 'classes without boxes'
  | 'names of classes that are changed'
  | 'other keys of imported classes'
  | 'keys of the imported file itself';

export interface CountedLoss {
  readonly what: ExportLoss;
  readonly count: number;
}

/** What a format either has a place for or not. masks: areas of a file too · people: where they are asked for, with verdicts. */
export type Kept =
  | 'masks'
  | 'crowds'
  | 'notes'
  | 'scores'
  | 'people'
  | 'keys of boxes'
  | 'ids'
  | 'notes of pictures'
  | 'classes without boxes'
  | 'keys of the file';

/** What comes back of a project that was written in a format and read again. */
export interface Keeps {
  readonly holds: ReadonlySet<Kept>;
  /** What of a box's attributes is read again. Asked only for boxes that have some. */
  attributesOf(attributes: Attributes): Attributes;
  /** True for an attribute that has one kind of value in all boxes of a class: where there are several, all become texts. */
  hasOneKind(attribute: string): boolean;
  /** The part that is read again for this one. */
  partOf(part: string): string | undefined;
  /** Whether a key that import kept of a picture or a class goes out again. */
  pictureKey(key: string, value: unknown): boolean;
  classKey(key: string): boolean;
  className(name: string): string;
}

export interface ExportLosses {
  readonly keepsMasks: boolean;
  /** A picture that goes out, with its boxes. */
  picture(picture: ExportedPicture): void;
  /** Of all pictures until now, and of the data set: only what is more than none, in a fixed order. */
  counted(): readonly CountedLoss[];
}

const order: readonly ExportLoss[] = [
  'outlines and masks (the boxes stay)',
  'crowd marks',
  'attributes',
  'attributes that become others (a number a text, a text a flag)',
  'notes on boxes',
  'scores and models of accepted boxes',
  'who made and changed boxes, and when',
  'areas that a file gave',
  'other keys of imported boxes',
  'ids of imported boxes',
  'splits of pictures (train, val, test)',
  'verdicts on pictures',
  'notes on pictures',
  'other keys of imported pictures',
  'classes without boxes',
  'names of classes that are changed',
  'other keys of imported classes',
  'keys of the imported file itself',
];

/** Of an export of `input` in a format that keeps this. */
export function exportLosses(keeps: Keeps, input: ExportInput): ExportLosses {
  const counts = new Map<ExportLoss, number>();
  const lose: Lose = (what, count = 1) => void counts.set(what, (counts.get(what) ?? 0) + count);
  const kinds = attributeKinds(keeps.hasOneKind);
  const used = new Set<number>();
  const hasPeople = keeps.holds.has('people') && input.people === 'written';
  return {
    keepsMasks: keeps.holds.has('masks'),
    picture({ image, boxes }) {
      pictureLosses(image, keeps, hasPeople, lose);
      for (const placed of boxes) {
        used.add(placed.annotation.categoryId);
        boxLosses(placed, keeps, hasPeople, lose);
        kinds.add(placed.annotation);
      }
    },
    counted() {
      const all = new Map(counts);
      const add: Lose = (what, count = 1) => void all.set(what, (all.get(what) ?? 0) + count);
      classLosses(input, keeps, used, add);
      add('attributes that become others (a number a text, a text a flag)', kinds.mixed());
      return order.map((what) => ({ what, count: all.get(what) ?? 0 })).filter(({ count }) => count > 0);
    },
  };
}

type Lose = (what: ExportLoss, count?: number) => void;

function pictureLosses(image: ExportImage, keeps: Keeps, hasPeople: boolean, lose: Lose): void {
  const { split, partInProject, verdict, note, extra } = image;
  const back = split === undefined ? undefined : keeps.partOf(split);
  if (back !== (split ?? partInProject)) lose('splits of pictures (train, val, test)');
  if (verdict !== undefined && !hasPeople) lose('verdicts on pictures');
  if (note !== undefined && !keeps.holds.has('notes of pictures')) lose('notes on pictures');
  if (extra !== undefined && Object.entries(extra).some(([key, value]) => !keeps.pictureKey(key, value)))
    lose('other keys of imported pictures');
}

function boxLosses({ annotation, bbox, isImported, isCut }: PlacedBox, keeps: Keeps, hasPeople: boolean, lose: Lose) {
  const { extra, attributes, crowd, note, made, changed, origin } = annotation;
  const { holds } = keeps;
  if (crowd && !holds.has('crowds')) lose('crowd marks');
  if (attributes !== undefined) attributeLosses(attributes, keeps, lose);
  if (note !== undefined && !holds.has('notes')) lose('notes on boxes');
  if ((made ?? changed) !== undefined && !hasPeople) lose('who made and changed boxes, and when');
  if (!holds.has('scores') && hasScore(annotation)) lose('scores and models of accepted boxes');
  if (origin.kind === 'imported' && !holds.has('ids')) lose('ids of imported boxes');
  if (extra === undefined) return;
  if (!holds.has('keys of boxes') && hasOtherKeys(extra)) lose('other keys of imported boxes');
  if (!isImported) return;
  const isMasked = hasMask(extra);
  if (isMasked && !holds.has('masks')) lose('outlines and masks (the boxes stay)');
  const isOwnArea = extra.area !== undefined && Math.abs(extra.area - bbox[2] * bbox[3]) > 1e-6 * extra.area;
  if (isOwnArea && !isMasked && (isCut || !holds.has('masks'))) lose('areas that a file gave');
}

export function hasMask(extra: AnnotationExtra | undefined): boolean {
  return extra?.segmentationText !== undefined || extra?.segmentation !== undefined;
}

/** Of its own, or in what an earlier export of this program said of it. */
function hasScore({ origin, extra }: ExportAnnotation): boolean {
  const said = extra?.keys?.['attributes'];
  return 'score' in origin || (isRow(said) && typeof said['score'] === 'number');
}

/** Where a box came from is this program's own word, and its score is counted as one. */
const ofOrigin: ReadonlySet<string> = new Set(['source', 'score', 'model']);

function hasOtherKeys({ keys = {} }: AnnotationExtra): boolean {
  return Object.entries(keys).some(
    ([key, value]) =>
      key !== 'attributes' || !isRow(value) || Object.keys(value).some((attribute) => !ofOrigin.has(attribute)),
  );
}

function attributeLosses(attributes: Attributes, { attributesOf }: Keeps, lose: Lose): void {
  const back = attributesOf(attributes);
  for (const name of Object.keys(attributes)) {
    if (!Object.hasOwn(back, name)) lose('attributes');
    else if (back[name] !== attributes[name]) lose('attributes that become others (a number a text, a text a flag)');
  }
  for (const name of Object.keys(back))
    if (!Object.hasOwn(attributes, name)) lose('attributes that become others (a number a text, a text a flag)');
}

interface AttributeKinds {
  add(annotation: ExportAnnotation): void;
  /** Flags and numbers that become texts, because others of the name are of another kind. */
  mixed(): number;
}

function attributeKinds(hasOneKind: Keeps['hasOneKind']): AttributeKinds {
  const counts = new Map<string, Map<string, number>>();
  return {
    add({ categoryId, attributes = {} }) {
      for (const [name, value] of Object.entries(attributes) as [string, AttributeValue][]) {
        if (!hasOneKind(name)) continue;
        const key = `${categoryId} ${name}`;
        const ofName = counts.get(key) ?? new Map<string, number>();
        counts.set(key, ofName);
        ofName.set(typeof value, (ofName.get(typeof value) ?? 0) + 1);
      }
    },
    mixed: () =>
      [...counts.values()]
        .filter(({ size }) => size > 1)
        .reduce((sum, ofName) => sum + (ofName.get('boolean') ?? 0) + (ofName.get('number') ?? 0), 0),
  };
}

function classLosses(
  { categories, info, licenses, extra }: ExportInput,
  keeps: Keeps,
  used: ReadonlySet<number>,
  lose: Lose,
) {
  for (const category of categories) {
    const isThere = used.has(category.id) || keeps.holds.has('classes without boxes');
    if (!isThere) {
      lose('classes without boxes');
      continue;
    }
    if (keeps.className(category.name) !== category.name) lose('names of classes that are changed');
    const keys = [
      ...((category.supercategory ?? '') === '' ? [] : ['supercategory']),
      ...Object.keys(category.extra ?? {}),
    ];
    if (keys.some((key) => !keeps.classKey(key))) lose('other keys of imported classes');
  }
  if (keeps.holds.has('keys of the file')) return;
  const count = Object.keys(info).length + (licenses?.length ?? 0) + Object.keys(extra ?? {}).length;
  lose('keys of the imported file itself', count);
}
