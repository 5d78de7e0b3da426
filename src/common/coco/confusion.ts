// The confusion matrix: what the truth's boxes were taken for. A detection is matched by place alone, whatever its class.
import type { Detections, Truth } from './evaluation.ts';
import { matchAtThreshold, scratch, type Picture, type Scratch } from './match.ts';
import { picturesWhateverClass } from './matchCategories.ts';

/** The first threshold. */
const iou50 = 0;

/**
 * Detections of at least `leastScore`, best first, each matched to the box that it overlaps most of those that are left, from
 * IoU .5 on. rows[truth][found], both in the order of the truth's categories; the last row is what was found where nothing is,
 * the last column what was not found. What a crowd covers by half and nothing else claims does not count.
 */
export function confusionMatrix(truth: Truth, detections: Detections, leastScore: number): number[][] {
  const size = truth.categories.length + 1;
  const rows = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const room = scratch();
  for (const picture of picturesWhateverClass(truth, detections)) {
    const counted = { ...picture, detections: atLeast(picture.detections, detections.boxes.score, leastScore) };
    const took = matchAtThreshold(counted, truth, detections, iou50, room);
    countPicture(counted, truth, detections, took, room, rows);
  }
  return rows;
}

/** The first of these, by falling score, that have at least this score. */
function atLeast(bestFirst: Int32Array, score: Float64Array, least: number): Int32Array {
  const end = bestFirst.findIndex((index) => !(score[index]! >= least));
  return end === -1 ? bestFirst : bestFirst.subarray(0, end);
}

/** Adds one picture's matches to `rows`: `took` for each detection, and `room` for which boxes count and were taken. */
function countPicture(
  picture: Picture,
  truth: Truth,
  found: Detections,
  took: Int32Array,
  { counts, taken }: Scratch,
  rows: number[][],
): void {
  const nothing = truth.categories.length;
  const classAt = (place: number): number => truth.boxes.category[picture.truth[place]!]!;
  picture.detections.forEach((detection, index) => {
    const place = took[index]!;
    const isIgnored = place !== -1 && counts[place] === 0;
    if (!isIgnored) rows[place === -1 ? nothing : classAt(place)]![found.boxes.category[detection]!]! += 1;
  });
  for (let place = 0; place < picture.truth.length; place += 1) {
    if (counts[place] === 1 && taken[place] === 0) rows[classAt(place)]![nothing]! += 1;
  }
}
