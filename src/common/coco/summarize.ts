// The twelve figures and the figures by category from the curves of all categories, as pycocotools' summarize does.
import type { CategoryCurve } from './accumulate.ts';
import type { CategoryFigures, EvaluationStats, SourceId } from './evaluation.ts';
import { iouThresholds } from './match.ts';

const thresholds = iouThresholds.length;
const [all, small, medium, large] = [0, 1, 2, 3];
const iou50 = 0;
const iou75 = 5;

/** Mean of the values that are there (above −1); −1 when none is. */
function mean(values: readonly number[]): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (value <= -1) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? -1 : sum / count;
}

/** Precision of a category at every threshold of an area range, or at one of them. */
function precisions(curve: CategoryCurve, range: number, threshold?: number): number[] {
  const values = [...curve.precision.subarray(range * thresholds, (range + 1) * thresholds)];
  return threshold === undefined ? values : values.slice(threshold, threshold + 1);
}

/** Recall at every threshold of an area range; limit 0, 1, 2 is 1, 10, 100 detections a picture. */
function recalls(curve: CategoryCurve, range: number, limit: number): number[] {
  const values: number[] = [];
  for (let threshold = 0; threshold < thresholds; threshold += 1) {
    values.push(curve.recall[(range * thresholds + threshold) * 3 + limit]!);
  }
  return values;
}

export function summarize(curves: readonly CategoryCurve[]): EvaluationStats {
  const precision = (range: number, threshold?: number): number =>
    mean(curves.flatMap((curve) => precisions(curve, range, threshold)));
  const recall = (range: number, limit: number): number =>
    mean(curves.flatMap((curve) => recalls(curve, range, limit)));
  return {
    AP: precision(all),
    AP50: precision(all, iou50),
    AP75: precision(all, iou75),
    APs: precision(small),
    APm: precision(medium),
    APl: precision(large),
    AR1: recall(all, 0),
    AR10: recall(all, 1),
    AR100: recall(all, 2),
    ARs: recall(small, 2),
    ARm: recall(medium, 2),
    ARl: recall(large, 2),
  };
}

export function summarizeCategory(
  curve: CategoryCurve,
  category: { readonly id: SourceId; readonly name: string },
): CategoryFigures {
  return {
    id: category.id,
    name: category.name,
    AP: mean(precisions(curve, all)),
    AP50: mean(precisions(curve, all, iou50)),
    AR100: mean(recalls(curve, all, 2)),
  };
}
