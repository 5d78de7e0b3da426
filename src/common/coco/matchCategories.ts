// Walks the truth and the detections of the same pictures together: the matches of one category after the other, or the
// pictures with all their classes at once. What a match is, match.ts says.
import type { BoxColumns, Detections, Truth } from './evaluation.ts';
import { endOfPicture, groupBoxes, groupDetections, type Grouped } from './grouping.ts';
import { categoryMatches, matchPicture, scratch, type CategoryMatches, type Picture } from './match.ts';

/** The matches of each category in the truth's order, made when they are asked for. */
export function* matchCategories(truth: Truth, detections: Detections): Generator<CategoryMatches> {
  const images = truth.imageIds.length;
  const categories = truth.categories.length;
  const truthGroups = groupBoxes(truth.boxes, images, categories);
  const { byPicture, byScore } = groupDetections(detections.boxes, images, categories);
  const walk = { truth, detections, truthGroups, detectionGroups: byPicture };
  const place = new Int32Array(detections.boxes.count);
  const room = scratch();
  for (let category = 0; category < categories; category += 1) {
    const from = byScore.start[category]!;
    const to = byScore.start[category + 1]!;
    for (let at = from; at < to; at += 1) place[byScore.order[at]!] = at - from;
    const matches = categoryMatches(to - from);
    for (const picture of picturesOf(walk, category)) matchPicture(picture, truth, detections, place, matches, room);
    yield matches;
  }
}

/** Pictures that have a box of either side, with the boxes of all classes. */
export function picturesWhateverClass(truth: Truth, detections: Detections): Generator<Picture> {
  const images = truth.imageIds.length;
  const truthGroups = groupBoxes(withoutClass(truth.boxes), images, 1);
  const { score } = detections.boxes;
  const { byPicture } = groupDetections({ ...withoutClass(detections.boxes), score }, images, 1);
  return picturesOf({ truth, detections, truthGroups, detectionGroups: byPicture }, 0);
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
      detectionBoxes = detectionGroups.order.subarray(d, end);
      d = end;
    }
    yield { truth: truthBoxes, detections: detectionBoxes };
  }
}
