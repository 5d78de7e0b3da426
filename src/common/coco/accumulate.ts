// Turns the matched detections of one category into average precision and recall, as pycocotools' accumulate does.
import { areaRanges, iouThresholds, mostDetections, truePositive, ignored, type CategoryMatches } from './match.ts';

const recallPoints = 101;
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
  const room = { precision: new Float64Array(order.length), hits: new Int32Array(order.length) };
  for (let level = 0; level < levels; level += 1) {
    const truthCount = matches.truthCount[Math.floor(level / iouThresholds.length)]!;
    if (truthCount === 0) continue;
    curve.precision[level] = averagePrecision(matches, order, level, truthCount, room);
    recallAt(matches, level, truthCount, curve.recall);
  }
  return curve;
}

/** Detections by falling score; equal scores stay in the order of pictures, as numpy's mergesort leaves them. */
function byScore({ score, count }: CategoryMatches): Int32Array {
  const order = new Int32Array(count);
  for (let index = 0; index < count; index += 1) order[index] = index;
  return order.sort((a, b) => score[b]! - score[a]! || a - b);
}

interface CurveRoom {
  readonly precision: Float64Array;
  /** True positives up to each point. */
  readonly hits: Int32Array;
}

/** Mean of the precision envelope at recall 0, .01, … 1; 0 beyond the highest recall reached. */
function averagePrecision(
  { outcome, capacity }: CategoryMatches,
  order: Int32Array,
  level: number,
  truthCount: number,
  { precision, hits }: CurveRoom,
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
    points += 1;
  }
  for (let point = points - 2; point >= 0; point -= 1) {
    if (precision[point]! < precision[point + 1]!) precision[point] = precision[point + 1]!;
  }
  let sum = 0;
  let point = 0;
  for (let step = 0; step < recallPoints; step += 1) {
    const wanted = step * 0.01;
    while (point < points && hits[point]! / truthCount < wanted) point += 1;
    if (point === points) break;
    sum += precision[point]!;
  }
  return sum / recallPoints;
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
