// The precision-recall curve of each category at IoU .5, as points to draw: those whose mean precision is the evaluation's AP50.
import { byScore, curveRoom, drawCurve, reachedPoints, recallStep } from './accumulate.ts';
import type { CurvePoint, Detections, Truth } from './evaluation.ts';
import type { CategoryMatches } from './match.ts';
import { matchCategories } from './matchCategories.ts';

/** All areas at IoU .5: the first area range at the first threshold. */
const level = 0;

/**
 * For each category of the truth, in its order, the points at recall 0, .01, … up to the highest that is reached; none for a
 * category without truth boxes. Precision is the highest at this recall or a higher one, as COCO averages it.
 */
export function precisionRecallCurves(truth: Truth, detections: Detections): CurvePoint[][] {
  return Array.from(matchCategories(truth, detections), curveOf);
}

function curveOf(matches: CategoryMatches): CurvePoint[] {
  const truthCount = matches.truthCount[level]!;
  if (truthCount === 0) return [];
  const room = curveRoom(matches.count);
  const points = drawCurve(matches, byScore(matches), level, room);
  return reachedPoints(points, truthCount, room).map((point, step) => ({
    recall: step * recallStep,
    precision: room.precision[point]!,
    score: matches.score[room.detection[point]!]!,
  }));
}
