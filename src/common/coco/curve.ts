// The precision-recall curve of each category at IoU .5, as points to draw: those whose mean precision is the evaluation's AP50.
import { curveRoom, drawCurve, reachedPoints, recallStep } from './accumulate.ts';
import type { CurvePoint, Detections, Truth } from './evaluation.ts';
import type { CategoryMatches } from './match.ts';
import { matchCategories } from './matchCategories.ts';

const allAreas = 0;
/** The first threshold. */
const iou50 = 0;

/**
 * For each category of the truth, in its order, the points at recall 0, .01, … up to the highest that is reached; none for a
 * category without truth boxes or of which nothing was found. Precision is the highest at this recall or a higher one, as COCO averages it.
 */
export function precisionRecallCurves(truth: Truth, detections: Detections): CurvePoint[][] {
  return Array.from(matchCategories(truth, detections), curveOf);
}

function curveOf(matches: CategoryMatches): CurvePoint[] {
  const truthCount = matches.truthCount[allAreas]!;
  if (truthCount === 0) return [];
  const room = curveRoom(matches.count);
  const hits = drawCurve(matches, allAreas, iou50, room);
  return reachedPoints(hits, truthCount).map((point, step) => ({
    recall: step * recallStep,
    precision: room.precision[point]!,
    score: matches.score[room.detection[point]!]!,
  }));
}
