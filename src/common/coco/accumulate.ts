// Turns the matched detections of one category into average precision and recall, as pycocotools' accumulate does.
import { areaRanges, iouThresholds, mostDetections, truePositive, ignored, type CategoryMatches } from './match.ts';

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
  const order = byScore(matches);
  const room = curveRoom(order.length);
  for (let level = 0; level < levels; level += 1) {
    const truthCount = matches.truthCount[Math.floor(level / iouThresholds.length)]!;
    if (truthCount === 0) continue;
    curve.precision[level] = averagePrecision(matches, order, level, truthCount, room);
    recallAt(matches, level, truthCount, curve.recall);
  }
  return curve;
}

/** Detections by falling score; equal scores stay in the order of pictures, as numpy's mergesort leaves them. */
export function byScore({ score, count }: CategoryMatches): Int32Array {
  const order = new Int32Array(count);
  for (let index = 0; index < count; index += 1) order[index] = index;
  return order.sort((a, b) => score[b]! - score[a]! || a - b);
}

/** One curve, a point for each detection that counts, by falling score. Used again for each level. */
export interface CurveRoom {
  /** The envelope: the highest precision at this point or a later one. */
  readonly precision: Float64Array;
  /** True positives up to each point. */
  readonly hits: Int32Array;
  /** The detection of each point, an index into the matches. */
  readonly detection: Int32Array;
}

export function curveRoom(detections: number): CurveRoom {
  return {
    precision: new Float64Array(detections),
    hits: new Int32Array(detections),
    detection: new Int32Array(detections),
  };
}

/** Mean of the precision envelope at recall 0, .01, … 1; 0 beyond the highest recall reached. */
function averagePrecision(
  matches: CategoryMatches,
  order: Int32Array,
  level: number,
  truthCount: number,
  room: CurveRoom,
): number {
  let sum = 0;
  for (const point of reachedPoints(drawCurve(matches, order, level, room), truthCount, room)) {
    sum += room.precision[point]!;
  }
  return sum / recallPoints;
}

/** Draws the curve of a level (area range · thresholds + threshold) into `room`; gives how many points it has. */
export function drawCurve(
  { outcome, capacity }: CategoryMatches,
  order: Int32Array,
  level: number,
  { precision, hits, detection }: CurveRoom,
): number {
  let points = 0;
  let truePositives = 0;
  for (const index of order) {
    const what = outcome[level * capacity + index];
    if (what === ignored) continue;
    if (what === truePositive) truePositives += 1;
    // Number.EPSILON is numpy's spacing(1), which pycocotools adds here.
    precision[points] = truePositives / (points + 1 + Number.EPSILON);
    hits[points] = truePositives;
    detection[points] = index;
    points += 1;
  }
  for (let point = points - 2; point >= 0; point -= 1) {
    if (precision[point]! < precision[point + 1]!) precision[point] = precision[point + 1]!;
  }
  return points;
}

/** The first point of the curve at each recall 0, .01, … 1; it ends at the highest recall reached. */
export function reachedPoints(points: number, truthCount: number, { hits }: CurveRoom): number[] {
  const reached: number[] = [];
  let point = 0;
  for (let step = 0; step < recallPoints; step += 1) {
    const wanted = step * recallStep;
    while (point < points && hits[point]! / truthCount < wanted) point += 1;
    if (point === points) break;
    reached.push(point);
  }
  return reached;
}

function recallAt(matches: CategoryMatches, level: number, truthCount: number, recall: Float64Array): void {
  const found = [0, 0, 0];
  for (let index = 0; index < matches.count; index += 1) {
    if (matches.outcome[level * matches.capacity + index] !== truePositive) continue;
    const rank = matches.rank[index]!;
    for (let limit = 0; limit < detectionLimits.length; limit += 1) {
      if (rank < detectionLimits[limit]!) found[limit]! += 1;
    }
  }
  found.forEach((hits, limit) => {
    recall[level * detectionLimits.length + limit] = hits / truthCount;
  });
}
