// COCO's box evaluation, with pycocotools' figures: category by category, picture by picture, so that memory is bounded by
// the detections of one category and the pairs of one picture. Reading the files is evaluationInput.ts.
import { accumulate } from './accumulate.ts';
import { scoreTally } from './bestScore.ts';
import type { Detections, Evaluation, Truth } from './evaluation.ts';
import { matchCategories } from './matchCategories.ts';
import { summarize, summarizeCategory } from './summarize.ts';

/**
 * IoU .5:.05:.95, 101 recall points, areas all/small/medium/large by the annotation's `area`, 1/10/100 detections a
 * picture, crowds ignored and matched by coverage. Agrees with pycocotools' COCOeval('bbox') to rounding.
 */
export function evaluate(truth: Truth, detections: Detections): Evaluation {
  const scores = scoreTally();
  const curves = Array.from(matchCategories(truth, detections), (matches) => {
    scores.add(matches);
    return accumulate(matches);
  });
  return {
    stats: summarize(curves),
    perCategory: truth.categories.map((category, index) => summarizeCategory(curves[index]!, category)),
    images: truth.imageIds.length,
    truthBoxes: truth.boxes.count,
    detections: detections.boxes.count,
    bestScore: scores.best(),
  };
}
