// Orders boxes for the evaluation: by category, then picture, and detections by score. All of it is counting, never comparing,
// but for one sort of the scores as plain numbers: a sort that calls back costs more than all matching.
import type { BoxColumns } from './evaluation.ts';

export interface Grouped {
  /** Indices of boxes, group after group. */
  readonly order: Int32Array;
  /** [groups + 1] where each group starts in `order`. */
  readonly start: Int32Array;
}

/** One stable pass of a counting sort of `order` by `keys`, 0 … size − 1. */
function sortedBy(keys: Int32Array, size: number, order: Int32Array): Grouped {
  const start = new Int32Array(size + 1);
  for (let at = 0; at < order.length; at += 1) start[keys[order[at]!]! + 1]! += 1;
  for (let key = 0; key < size; key += 1) start[key + 1]! += start[key]!;
  const next = start.slice();
  const sorted = new Int32Array(order.length);
  for (let at = 0; at < order.length; at += 1) {
    const index = order[at]!;
    sorted[next[keys[index]!]!++] = index;
  }
  return { order: sorted, start };
}

function fileOrder(count: number): Int32Array {
  const order = new Int32Array(count);
  for (let index = 0; index < count; index += 1) order[index] = index;
  return order;
}

/** By category, then picture, then file order. */
export function groupBoxes(boxes: BoxColumns, images: number, categories: number): Grouped {
  const byImage = sortedBy(boxes.image, images, fileOrder(boxes.count)).order;
  return sortedBy(boxes.category, categories, byImage);
}

type ScoredBoxes = BoxColumns & { readonly score: Float64Array };

export interface GroupedDetections {
  /** By category, then picture, then falling score; equal scores in file order. */
  readonly byPicture: Grouped;
  /** By category, then falling score; equal scores in the order of pictures, then of the file, as numpy's mergesort leaves them. */
  readonly byScore: Grouped;
}

export function groupDetections(boxes: ScoredBoxes, images: number, categories: number): GroupedDetections {
  const byImage = sortedBy(boxes.image, images, fileOrder(boxes.count)).order;
  const { places, distinct } = placesByScore(boxes.score.subarray(0, boxes.count));
  const bestFirst = sortedBy(places, distinct, byImage).order;
  return {
    byPicture: sortedBy(boxes.category, categories, sortedBy(boxes.image, images, bestFirst).order),
    byScore: sortedBy(boxes.category, categories, bestFirst),
  };
}

/** The place of each score among the different ones, the highest at 0. */
function placesByScore(scores: Float64Array): { readonly places: Int32Array; readonly distinct: number } {
  const rising = scores.slice().sort();
  let distinct = 0;
  for (let index = 0; index < rising.length; index += 1) {
    // −0 and 0 are one score.
    if (distinct === 0 || rising[index] !== rising[distinct - 1]) rising[distinct++] = rising[index]!;
  }
  const places = new Int32Array(scores.length);
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index]!;
    let from = 0;
    let to = distinct - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (rising[middle]! < score) from = middle + 1;
      else to = middle;
    }
    places[index] = distinct - 1 - from;
  }
  return { places, distinct };
}

/** The end of the run of boxes of one picture that starts at `from`. */
export function endOfPicture(image: Int32Array, order: Int32Array, from: number, end: number): number {
  const first = image[order[from]!];
  let to = from + 1;
  while (to < end && image[order[to]!] === first) to += 1;
  return to;
}
