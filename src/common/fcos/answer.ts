// What may be asked of a model about a place in a picture that it has seen, and how its boxes there are weighed and put in order.
// Where the boxes come from is not known here.
import { centre, contains, iou } from '../geometry/box.ts';
import type { Box } from '../geometry/box.ts';

/** In picture pixels. `labels`: only these of the model's classes count. */
export type AskedPlace =
  | { readonly kind: 'point'; readonly x: number; readonly y: number; readonly labels?: readonly number[] }
  /** A box that was drawn by hand: what is meant is a box of the model about there. */
  | { readonly kind: 'box'; readonly box: Box; readonly labels?: readonly number[] };

/** A box of the model, whatever its score; label an index into its classes. */
export interface Answer {
  readonly box: Box;
  readonly label: number;
  readonly score: number;
}

/** `weight`: how well it answers; only comparable among answers to one question. */
export interface WeighedAnswer extends Answer {
  readonly weight: number;
}

const mostAnswers = 5;

/** Two answers with a higher IoU are one. */
const sameOver = 0.8;

/** A drawn box means a box of the model when they overlap by so much. */
export const meantFrom = 0.6;

/** What a location says of nothing at all: below this score a box is noise. */
const leastScore = 0.01;

/** The point that a question is about. */
export function middleOf(place: AskedPlace): { readonly x: number; readonly y: number } {
  return place.kind === 'point' ? place : centre(place.box);
}

/** How well a box answers the question; 0: it is no answer. Boxes that hold a point near their middle are preferred. */
export function weigh(place: AskedPlace, box: Box, score: number): number {
  if (!(score >= leastScore)) return 0;
  if (place.kind === 'point') return contains(box, place) ? score * Math.sqrt(centredness(box, place)) : 0;
  const overlap = iou(place.box, box);
  return overlap >= meantFrom ? score * overlap : 0;
}

/** FCOS's centre-ness of a point in a box, 0 at its edges. */
function centredness({ x1, y1, x2, y2 }: Box, { x, y }: { readonly x: number; readonly y: number }): number {
  const [left, right, top, bottom] = [x - x1, x2 - x, y - y1, y2 - y];
  const across = Math.min(left, right) / Math.max(left, right);
  return Math.sqrt((across * Math.min(top, bottom)) / Math.max(top, bottom)) || 0;
}

/** The best few, best first, each place once. */
export function bestAnswers(found: readonly WeighedAnswer[]): Answer[] {
  const kept: Answer[] = [];
  for (const { box, label, score } of found.toSorted((a, b) => b.weight - a.weight || b.score - a.score)) {
    if (kept.length === mostAnswers) break;
    if (!kept.some((other) => iou(other.box, box) > sameOver)) kept.push({ box, label, score });
  }
  return kept;
}
