// COCO's box evaluation, with pycocotools' figures: category by category, picture by picture, so that memory is bounded by
// the detections of one category and the pairs of one picture. Reading the files is evaluationInput.ts.
import { accumulate, type CategoryCurve } from './accumulate.ts';
import type { Detections, Evaluation, Truth } from './evaluation.ts';
import { endOfPicture, groupBoxes, type Grouped } from './grouping.ts';
import { categoryMatches, matchPicture, mostDetections, scratch, type Scratch } from './match.ts';
import { summarize, summarizeCategory } from './summarize.ts';

/**
 * IoU .5:.05:.95, 101 recall points, areas all/small/medium/large by the annotation's `area`, 1/10/100 detections a
 * picture, crowds ignored and matched by coverage. Agrees with pycocotools' COCOeval('bbox') to rounding.
 */
export function evaluate(truth: Truth, detections: Detections): Evaluation {
  const images = truth.imageIds.length;
  const truthGroups = groupBoxes(truth.boxes, images, truth.categories.length);
  const detectionGroups = groupBoxes(detections.boxes, images, truth.categories.length);
  const room = scratch();
  const curves = truth.categories.map((_, category) =>
    categoryCurve(category, { truth, detections, truthGroups, detectionGroups }, room),
  );
  return {
    stats: summarize(curves),
    perCategory: truth.categories.map((category, index) => summarizeCategory(curves[index]!, category)),
    images,
    truthBoxes: truth.boxes.count,
    detections: detections.boxes.count,
  };
}

interface Everything {
  readonly truth: Truth;
  readonly detections: Detections;
  readonly truthGroups: Grouped;
  readonly detectionGroups: Grouped;
}

const noBoxes = new Int32Array(0);

function categoryCurve(category: number, all: Everything, room: Scratch): CategoryCurve {
  const { truth, detections, truthGroups, detectionGroups } = all;
  let t = truthGroups.start[category]!;
  let d = detectionGroups.start[category]!;
  const tEnd = truthGroups.start[category + 1]!;
  const dEnd = detectionGroups.start[category + 1]!;
  const matches = categoryMatches(dEnd - d);
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
    matchPicture({ truth: truthBoxes, detections: detectionBoxes }, truth, detections, matches, room);
  }
  return accumulate(matches);
}

/** By falling score, equal ones in file order, cut to the number that counts. Sorts in place: the group is ours. */
function bestFirst(indices: Int32Array, score: Float64Array): Int32Array {
  if (indices.length > 1) indices.sort((a, b) => score[b]! - score[a]! || a - b);
  return indices.subarray(0, mostDetections);
}
