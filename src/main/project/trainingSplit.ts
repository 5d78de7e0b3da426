// Which pictures are held out of training to measure on. Decided by the seed and each picture's own name, so that a run
// can be repeated and a picture that is added moves few others. No database, no files.
import { drawOrder } from '../../common/dataset/draw.ts';
import { partNamed } from '../../common/dataset/parts.ts';
import type { Part } from '../../common/dataset/split.ts';

export interface SplitPicture {
  readonly id: number;
  readonly name: string;
  /** Labels of the classes that it has boxes of, each once. */
  readonly labels: readonly number[];
}

export interface Split<Picture> {
  /** In the order given. */
  readonly train: readonly Picture[];
  /** In the order drawn: the first few are a fair sample. */
  readonly validation: readonly Picture[];
}

export interface PartPicture extends SplitPicture {
  /** What the project calls the part of the data set that it belongs to. */
  readonly part?: string;
}

export interface PartSplit<Picture> extends Split<Picture> {
  /** Of the pictures, those in each part of the project; absent where it has none. */
  readonly parts?: Readonly<Record<Part, number>>;
  /** Which rule it was split by. */
  readonly by: 'parts' | 'draw';
  /** Pictures that are neither learnt from nor measured on. */
  readonly unseen: number;
}

/**
 * By the parts of the project where it has some: val is held out, test is never seen, all others are learnt from. Without a picture in
 * val some are drawn from those that are learnt from. `ignored`: drawn from all, whatever their parts.
 */
export function shareOut<Picture extends PartPicture>(
  pictures: readonly Picture[],
  wanted: { readonly share: number; readonly seed: number; readonly parts: 'used' | 'ignored' },
): PartSplit<Picture> {
  if (pictures.every(({ part }) => part === undefined))
    return { ...splitPictures(pictures, wanted), by: 'draw', unseen: 0 };
  const groups: Record<Part, Picture[]> = { train: [], val: [], test: [] };
  for (const picture of pictures) groups[partNamed(picture.part)].push(picture);
  const { train, val, test } = groups;
  const parts = { train: train.length, val: val.length, test: test.length };
  if (wanted.parts === 'ignored') return { ...splitPictures(pictures, wanted), by: 'draw', parts, unseen: 0 };
  const rest = { by: 'parts', parts, unseen: test.length } as const;
  if (val.length === 0) return { ...splitPictures(train, wanted), ...rest };
  return { train, validation: drawOrder(val, wanted.seed), ...rest };
}

/** Under so many pictures none can be spared. */
export const fewestToSplit = 4;

/** How many of `pictures` are held out: the share, and one at least where there is a share and enough pictures. */
export function validationCount(pictures: number, share: number): number {
  if (share <= 0 || pictures < fewestToSplit) return 0;
  return Math.max(1, Math.round(pictures * share));
}

/**
 * Holds out `validationCount` pictures, fewer where a class would otherwise be lost to training.
 * Pictures with boxes and pictures without are held out by the same share; a single one has boxes where that can be.
 */
export function splitPictures<Picture extends SplitPicture>(
  pictures: readonly Picture[],
  wanted: { readonly share: number; readonly seed: number },
): Split<Picture> {
  const total = validationCount(pictures.length, wanted.share);
  const drawn = drawOrder(pictures, wanted.seed);
  const labelled = drawn.filter(({ labels }) => labels.length > 0);
  const empty = drawn.filter(({ labels }) => labels.length === 0);
  const fromEmpty = Math.floor((total * empty.length) / Math.max(1, pictures.length));
  const held = new Set([...spared(labelled, total - fromEmpty), ...empty.slice(0, fromEmpty)]);
  return { train: pictures.filter((one) => !held.has(one)), validation: drawn.filter((one) => held.has(one)) };
}

/** The first pictures that training can do without: each of their classes is on another picture that stays. */
function spared<Picture extends SplitPicture>(drawn: readonly Picture[], count: number): Picture[] {
  const left = new Map<number, number>();
  for (const label of drawn.flatMap(({ labels }) => labels)) left.set(label, (left.get(label) ?? 0) + 1);
  const held: Picture[] = [];
  for (const picture of drawn) {
    if (held.length >= count) break;
    if (picture.labels.some((label) => (left.get(label) ?? 0) < 2)) continue;
    for (const label of picture.labels) left.set(label, (left.get(label) ?? 0) - 1);
    held.push(picture);
  }
  return held;
}
