// Turns the matched detections of one category into average precision and recall, as pycocotools' accumulate does.
import { areaRanges, iouThresholds, mostDetections, type CategoryMatches } from './match.ts';

const recallPoints = 101;
/** Recall from one of the 101 points to the next. */
export const recallStep = 0.01;
const detectionLimits = [1, 10, mostDetections] as const;

/** Figures of one category; −1 where no truth box counts in a range. */
export interface CategoryCurve {
  /** [areas, thresholds] precision averaged over the 101 recall points, at 100 detections a picture. */
  readonly precision: Float64Array;
  /** [areas, thresholds, detection limits 1 · 10 · 100] */
  readonly recall: Float64Array;
}

export function accumulate(matches: CategoryMatches): CategoryCurve {
  const levels = areaRanges.length * iouThresholds.length;
  const curve: CategoryCurve = {
    precision: new Float64Array(levels).fill(-1),
    recall: new Float64Array(levels * detectionLimits.length).fill(-1),
  };
  const room = curveRoom(matches.count);
  for (let level = 0; level < levels; level += 1) {
    const range = Math.floor(level / iouThresholds.length);
    const truthCount = matches.truthCount[range]!;
    if (truthCount === 0) continue;
    const hits = drawCurve(matches, range, level % iouThresholds.length, room);
    curve.precision[level] = averagePrecision(hits, truthCount, room);
    recallAt(matches, hits, truthCount, room, curve.recall.subarray(level * detectionLimits.length));
  }
  return curve;
}

/** One curve, a point for each hit, by falling score: between two hits the precision only falls. Used again for each level. */
export interface CurveRoom {
  /** The envelope: the highest precision at this hit or a later one. */
  readonly precision: Float64Array;
  /** The detection of each hit, an index into the matches. */
  readonly detection: Int32Array;
}

export function curveRoom(detections: number): CurveRoom {
  return { precision: new Float64Array(detections), detection: new Int32Array(detections) };
}

/** Draws the curve of an area range and a threshold into `room`; gives how many hits it has. */
export function drawCurve(
  { hit, ignored, count }: CategoryMatches,
  range: number,
  threshold: number,
  { precision, detection }: CurveRoom,
): number {
  const first = range * count;
  const bit = 1 << threshold;
  let counted = 0;
  let hits = 0;
  for (let index = 0; index < count; index += 1) {
    if ((ignored[first + index]! & bit) !== 0) continue;
    counted += 1;
    if ((hit[first + index]! & bit) === 0) continue;
    detection[hits] = index;
    hits += 1;
    // Number.EPSILON is numpy's spacing(1), which pycocotools adds here.
    precision[hits - 1] = hits / (counted + Number.EPSILON);
  }
  for (let point = hits - 2; point >= 0; point -= 1) {
    if (precision[point]! < precision[point + 1]!) precision[point] = precision[point + 1]!;
  }
  return hits;
}

/** The first hit, from 0, at each recall 0, .01, … 1; it ends at the highest recall reached. */
export function reachedPoints(hits: number, truthCount: number): number[] {
  const reached: number[] = [];
  let point = 0;
  for (let step = 0; step < recallPoints; step += 1) {
    const wanted = step * recallStep;
    while (point < hits && (point + 1) / truthCount < wanted) point += 1;
    if (point === hits) break;
    reached.push(point);
  }
  return reached;
}

/** Mean of the precision envelope at recall 0, .01, … 1; 0 beyond the highest recall reached. */
function averagePrecision(hits: number, truthCount: number, { precision }: CurveRoom): number {
  let sum = 0;
  for (const point of reachedPoints(hits, truthCount)) sum += precision[point]!;
  return sum / recallPoints;
}

function recallAt(
  { rank }: CategoryMatches,
  hits: number,
  truthCount: number,
  { detection }: CurveRoom,
  recall: Float64Array,
): void {
  detectionLimits.forEach((most, limit) => {
    let found = 0;
    for (let point = 0; point < hits; point += 1) if (rank[detection[point]!]! < most) found += 1;
    recall[limit] = found / truthCount;
  });
}
