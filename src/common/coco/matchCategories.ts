// Walks the truth and the detections of the same pictures together: the matches of one category after the other, or the
// pictures with all their classes at once. What a match is, match.ts says.
import type { BoxColumns, Detections, Truth } from './evaluation.ts';
import { endOfPicture, groupBoxes, type Grouped } from './grouping.ts';
import { categoryMatches, matchPicture, mostDetections, scratch, type CategoryMatches, type Picture } from './match.ts';

/** The matches of each category in the truth's order, made when they are asked for. */
export function* matchCategories(truth: Truth, detections: Detections): Generator<CategoryMatches> {
  const walk = {
    truth,
    detections,
    truthGroups: groupBoxes(truth.boxes, truth.imageIds.length, truth.categories.length),
    detectionGroups: groupBoxes(detections.boxes, truth.imageIds.length, truth.categories.length),
  };
  const room = scratch();
  for (let category = 0; category < truth.categories.length; category += 1) {
    const { start } = walk.detectionGroups;
    const matches = categoryMatches(start[category + 1]! - start[category]!);
    for (const picture of picturesOf(walk, category)) {
      const best = { truth: picture.truth, detections: picture.detections.subarray(0, mostDetections) };
      matchPicture(best, truth, detections, matches, room);
    }
    yield matches;
  }
}

/** Pictures that have a box of either side, with the boxes of all classes. */
export function picturesWhateverClass(truth: Truth, detections: Detections): Generator<Picture> {
  const images = truth.imageIds.length;
  const truthGroups = groupBoxes(withoutClass(truth.boxes), images, 1);
  const detectionGroups = groupBoxes(withoutClass(detections.boxes), images, 1);
  return picturesOf({ truth, detections, truthGroups, detectionGroups }, 0);
}

function withoutClass(boxes: BoxColumns): BoxColumns {
  return { ...boxes, category: new Int32Array(boxes.count) };
}

interface Walk {
  readonly truth: Truth;
  readonly detections: Detections;
  readonly truthGroups: Grouped;
  readonly detectionGroups: Grouped;
}

const noBoxes = new Int32Array(0);

function* picturesOf({ truth, detections, truthGroups, detectionGroups }: Walk, group: number): Generator<Picture> {
  let t = truthGroups.start[group]!;
  let d = detectionGroups.start[group]!;
  const tEnd = truthGroups.start[group + 1]!;
  const dEnd = detectionGroups.start[group + 1]!;
  while (t < tEnd || d < dEnd) {
    const truthImage = t < tEnd ? truth.boxes.image[truthGroups.order[t]!]! : Infinity;
    const detectionImage = d < dEnd ? detections.boxes.image[detectionGroups.order[d]!]! : Infinity;
    let truthBoxes: Int32Array = noBoxes;
    let detectionBoxes: Int32Array = noBoxes;
    if (truthImage <= detectionImage) {
      const end = endOfPicture(truth.boxes.image, truthGroups.order, t, tEnd);
      truthBoxes = truthGroups.order.subarray(t, end);
      t = end;
    }
    if (detectionImage <= truthImage) {
      const end = endOfPicture(detections.boxes.image, detectionGroups.order, d, dEnd);
      detectionBoxes = bestFirst(detectionGroups.order.subarray(d, end), detections.boxes.score);
      d = end;
    }
    yield { truth: truthBoxes, detections: detectionBoxes };
  }
}

/** By falling score, equal ones in file order. Sorts in place: the group is ours. */
function bestFirst(indices: Int32Array, score: Float64Array): Int32Array {
  return indices.length > 1 ? indices.sort((a, b) => score[b]! - score[a]! || a - b) : indices;
}
