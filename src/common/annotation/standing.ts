// The one rule for when a box that somebody decided on stands for one that a model sees, so that it is not put before the eyes again.
import { iou, type Box } from '../geometry/box.ts';
import type { CategoryId } from './types.ts';

/** From this overlap on, a human's or a rejected box of the same class stands for a detection. */
const coveredFrom = 0.6;

export interface Standing {
  readonly category: CategoryId;
  readonly box: Box;
}

export function isCovered(standing: readonly Standing[], category: CategoryId, box: Box): boolean {
  return standing.some((other) => other.category === category && iou(other.box, box) >= coveredFrom);
}
