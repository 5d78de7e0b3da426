// What two looks at one picture have in common and where they differ: the boxes of two models, or of one before and after. Pure; it
// does not know which boxes are shown.
import { iou, type Box } from '../geometry/box.ts';
import { squares, usualSide } from '../geometry/squares.ts';
import type { CategoryId } from './types.ts';

/** A box as a model gave it. */
export interface SeenBox {
  readonly box: Box;
  readonly score: number;
  /** What its class is called. */
  readonly name: string;
  /** The project's class; absent: it has none. */
  readonly category?: CategoryId;
}

/** same: both have the box, in one class · class: both, in another class each · before, now: only that one has it. */
export const differenceKinds = ['same', 'class', 'before', 'now'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

export type Difference<Seen extends SeenBox = SeenBox> =
  | { readonly kind: 'same' | 'class'; readonly before: Seen; readonly now: Seen }
  | { readonly kind: 'before'; readonly before: Seen; readonly now?: undefined }
  | { readonly kind: 'now'; readonly before?: undefined; readonly now: Seen };

/** From this IoU on two boxes are of the same thing. */
const sameFrom = 0.5;

interface Pair {
  readonly before: number;
  readonly now: number;
  readonly overlap: number;
  /** Both scores together: of equal overlaps the surer pair goes first. */
  readonly sure: number;
}

/**
 * Each box is in one difference. Boxes of one class find each other first, the greatest overlap before others; what is left may find one of
 * another class. Surest first; with few boxes at a place, as detectors leave them, O(n log n).
 */
export function compareBoxes<Seen extends SeenBox>(
  before: readonly Seen[],
  now: readonly Seen[],
): readonly Difference<Seen>[] {
  const pairs = pairsOf(before, now).sort(
    (a, b) => b.overlap - a.overlap || b.sure - a.sure || a.before - b.before || a.now - b.now,
  );
  const taken = { before: new Set<number>(), now: new Set<number>() };
  const found: Difference<Seen>[] = [];
  for (const kind of ['same', 'class'] as const) {
    for (const pair of pairs) {
      const [one, other] = [before[pair.before]!, now[pair.now]!];
      if (taken.before.has(pair.before) || taken.now.has(pair.now)) continue;
      if (kind === 'same' && !isSameClass(one, other)) continue;
      taken.before.add(pair.before);
      taken.now.add(pair.now);
      found.push({ kind, before: one, now: other });
    }
  }
  before.forEach((one, at) => taken.before.has(at) || found.push({ kind: 'before', before: one }));
  now.forEach((one, at) => taken.now.has(at) || found.push({ kind: 'now', now: one }));
  return found.sort((a, b) => scoreOf(b) - scoreOf(a));
}

export function countDifferences(differences: readonly Difference[]): Readonly<Record<DifferenceKind, number>> {
  const counts = { same: 0, class: 0, before: 0, now: 0 };
  for (const { kind } of differences) counts[kind] += 1;
  return counts;
}

/** Where a difference is: the box of now where there is one. */
export function seenOf<Seen extends SeenBox>({ before, now }: Difference<Seen>): Seen {
  return (now ?? before)!;
}

function scoreOf(difference: Difference): number {
  return seenOf(difference).score;
}

/** A class that the project lacks is known by its name alone. */
function isSameClass(a: SeenBox, b: SeenBox): boolean {
  return a.category !== undefined && b.category !== undefined ? a.category === b.category : a.name === b.name;
}

function pairsOf(before: readonly SeenBox[], now: readonly SeenBox[]): Pair[] {
  const places = squares<number>(usualSide([...before, ...now].map(({ box }) => box)));
  now.forEach(({ box }, at) => places.add(box, at));
  return before.flatMap(({ box, score }, at) =>
    [...places.near(box)].flatMap((other): Pair[] => {
      const candidate = now[other]!;
      const overlap = iou(box, candidate.box);
      return overlap < sameFrom ? [] : [{ before: at, now: other, overlap, sure: score + candidate.score }];
    }),
  );
}
