// What the pictures and boxes of a project are like, added up: counts and bars, ready to be drawn or written as a table.
// The rows come from whoever holds the data; here is only what is counted, and how it is put into bars.
import type { AnnotationId, CategoryId, ImageState } from '../annotation/types.ts';
import { seededRandom } from '../random.ts';
import { log2Bars, positionsAcross, positionsDown, wholeBars, type Bar } from './bars.ts';

export const boxChoices = ['human', 'proposed', 'both'] as const;
/** Boxes that a human stands behind, proposals that nobody decided on, or both. */
export type BoxChoice = (typeof boxChoices)[number];

/** Which boxes are counted, on which pictures. */
export interface StatisticsFilter {
  readonly boxes: BoxChoice;
  /** Left out: every class. */
  readonly category?: CategoryId;
  /** Left out: every picture; null: those that belong to no split. */
  readonly split?: string | null;
}

/** A picture as it is counted; width and height in upright pixels, 0 while unknown. */
export interface CountedPicture {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly split: string | null;
  readonly state: ImageState;
}

export interface ClassFigures {
  readonly category: CategoryId;
  readonly boxes: number;
  readonly pictures: number;
  /** Ids of some of its boxes, drawn at random: all alike likely, and the same ones as long as nothing changes. */
  readonly samples: readonly AnnotationId[];
}

export interface SplitFigures {
  /** null: of no split. */
  readonly split: string | null;
  readonly pictures: number;
  readonly boxes: number;
}

export interface SizeFigures {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly pictures: number;
}

export interface Statistics {
  readonly pictures: number;
  readonly boxes: number;
  /** Every class that has a box, the most frequent first. */
  readonly classes: readonly ClassFigures[];
  /** Pictures by how many boxes they have. */
  readonly perPicture: readonly Bar[];
  /** Boxes by the square root of their area in picture pixels, in quarters of an octave. */
  readonly sides: readonly Bar[];
  /** Boxes by width over height, in quarters of an octave. */
  readonly aspects: readonly Bar[];
  /** Boxes by where their middle lies in the picture; rows from the top, `positionsAcross` × `positionsDown`. */
  readonly positions: readonly number[];
  /** The most frequent sizes of pictures. */
  readonly sizes: readonly SizeFigures[];
  /** Pictures of any other known size, and how many sizes these are. */
  readonly otherSizes: { readonly pictures: number; readonly kinds: number };
  readonly splits: readonly SplitFigures[];
  readonly states: Readonly<Record<ImageState, number>>;
}

const mostSizes = 12;
const mostSamples = 24;
/** Narrower and wider boxes are counted with the last bar. */
const widest = 32;

/** Corners in picture pixels. */
export type CountedBox = readonly [
  id: AnnotationId,
  category: CategoryId,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
];

export interface Tally {
  /** A box of the picture at this place in the list. Boxes of one picture come together. */
  add(place: number, box: CountedBox): void;
  finish(): Statistics;
}

export function tallyOf(pictures: readonly CountedPicture[]): Tally {
  const perPicture = new Int32Array(pictures.length);
  const classes = new Map<CategoryId, { boxes: number; pictures: number; last: number; samples: AnnotationId[] }>();
  const random = seededRandom(1);
  const sides = log2Bars({ perOctave: 4, align: 'edge' });
  const aspects = log2Bars({ perOctave: 4, align: 'middle' });
  const positions = new Array<number>(positionsAcross * positionsDown).fill(0);
  let boxes = 0;

  return {
    add(place, [id, category, x1, y1, x2, y2]) {
      const picture = pictures[place];
      if (picture === undefined) return;
      boxes += 1;
      perPicture[place] = (perPicture[place] ?? 0) + 1;
      const own = classes.get(category) ?? { boxes: 0, pictures: 0, last: -1, samples: [] };
      own.boxes += 1;
      // Reservoir sampling: each box of the class is as likely to stay as any other.
      const sample = own.boxes <= mostSamples ? own.boxes - 1 : Math.floor(random() * own.boxes);
      if (sample < mostSamples) own.samples[sample] = id;
      if (own.last !== place) own.pictures += 1;
      own.last = place;
      classes.set(category, own);
      const width = x2 - x1;
      const height = y2 - y1;
      sides.add(Math.max(1, Math.sqrt(Math.max(0, width * height))));
      if (width > 0 && height > 0) aspects.add(Math.min(widest, Math.max(1 / widest, width / height)));
      if (picture.width <= 0 || picture.height <= 0) return;
      const column = within(((x1 + x2) / 2 / picture.width) * positionsAcross, positionsAcross);
      const row = within(((y1 + y2) / 2 / picture.height) * positionsDown, positionsDown);
      const at = row * positionsAcross + column;
      positions[at] = (positions[at] ?? 0) + 1;
    },
    finish: () => ({
      pictures: pictures.length,
      boxes,
      classes: [...classes]
        .map(([category, own]) => ({ category, boxes: own.boxes, pictures: own.pictures, samples: own.samples }))
        .sort((a, b) => b.boxes - a.boxes || a.category - b.category),
      perPicture: wholeBars(perPicture),
      sides: sides.bars(),
      aspects: aspects.bars(),
      positions,
      ...sizesOf(pictures),
      splits: splitsOf(pictures, perPicture),
      states: statesOf(pictures),
    }),
  };
}

const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(value)));

function sizesOf(pictures: readonly CountedPicture[]): Pick<Statistics, 'sizes' | 'otherSizes'> {
  const counts = new Map<string, { width: number; height: number; pictures: number }>();
  for (const { width, height } of pictures) {
    if (width <= 0) continue;
    const name = `${width} ${height}`;
    const own = counts.get(name);
    if (own === undefined) counts.set(name, { width, height, pictures: 1 });
    else own.pictures += 1;
  }
  const all = [...counts.values()].sort((a, b) => b.pictures - a.pictures || a.width - b.width || a.height - b.height);
  const others = all.slice(mostSizes);
  return {
    sizes: all.slice(0, mostSizes),
    otherSizes: { pictures: others.reduce((sum, one) => sum + one.pictures, 0), kinds: others.length },
  };
}

const usualSplits = ['train', 'val', 'test'];

/** The usual ones first, then others by name, then none. */
function splitsOf(pictures: readonly CountedPicture[], perPicture: Int32Array): SplitFigures[] {
  const counts = new Map<string | null, { pictures: number; boxes: number }>();
  pictures.forEach(({ split }, place) => {
    const own = counts.get(split) ?? { pictures: 0, boxes: 0 };
    own.pictures += 1;
    own.boxes += perPicture[place] ?? 0;
    counts.set(split, own);
  });
  const rank = (split: string | null) => {
    if (split === null) return usualSplits.length + 1;
    const place = usualSplits.indexOf(split);
    return place < 0 ? usualSplits.length : place;
  };
  return [...counts]
    .map(([split, own]) => ({ split, ...own }))
    .sort((a, b) => rank(a.split) - rank(b.split) || (a.split ?? '').localeCompare(b.split ?? ''));
}

function statesOf(pictures: readonly CountedPicture[]): Record<ImageState, number> {
  const states: Record<ImageState, number> = { new: 0, proposed: 0, 'in-work': 0, returned: 0, done: 0, reviewed: 0 };
  for (const { state } of pictures) states[state] += 1;
  return states;
}
