// The confusion matrix: what the truth's boxes were taken for. A detection is matched by place alone, whatever its class.
import type { Detections, Truth } from './evaluation.ts';
import { iouThresholds, matchAtIou, scratch, type Picture, type Scratch } from './match.ts';
import { picturesWhateverClass } from './matchCategories.ts';

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
    const counting = matchAtIou(counted, truth, detections, iouThresholds[0]!, room);
    countPicture(counted, truth, detections, counting, room, rows);
  }
  return rows;
}

/** The first of these, by falling score, that have at least this score. */
function atLeast(bestFirst: Int32Array, score: Float64Array, least: number): Int32Array {
  const end = bestFirst.findIndex((index) => !(score[index]! >= least));
  return end === -1 ? bestFirst : bestFirst.subarray(0, end);
}

/** Adds one picture's matches, as they stand in `room`, to `rows`. */
function countPicture(
  picture: Picture,
  truth: Truth,
  found: Detections,
  counting: number,
  room: Scratch,
  rows: number[][],
): void {
  const nothing = truth.categories.length;
  const classAt = (place: number): number => truth.boxes.category[picture.truth[room.truthOrder[place]!]!]!;
  picture.detections.forEach((detection, index) => {
    const place = room.match[index]!;
    if (place < counting) rows[place === -1 ? nothing : classAt(place)]![found.boxes.category[detection]!]! += 1;
  });
  for (let place = 0; place < counting; place += 1) {
    if (room.taken[place] === 0) rows[classAt(place)]![nothing]! += 1;
  }
}
