// Non-maximum suppression within each class. Knows nothing of scores' origin or of pictures.
import { descendingOrder } from './order.ts';

/**
 * Keeps, in order of falling score (ties: the earlier index first), every box that overlaps no kept box of its label by an
 * IoU strictly over `iouThreshold`, at most `limit`. boxes [n, 4] x1 y1 x2 y2; labels are small non-negative integers.
 * Returns the kept indices in that order.
 */
export function nmsByClass(
  boxes: Float32Array,
  scores: Float32Array,
  labels: Int32Array,
  iouThreshold: number,
  limit: number,
): number[] {
  if (iouThreshold >= 1) return [...descendingOrder(scores).subarray(0, limit)];
  const kept: number[] = [];
  /** Position in `kept` of the last box of each label, and of the one before each: chains that only grow. */
  const newest = new Map<number, number>();
  const previous: number[] = [];
  for (const candidate of descendingOrder(scores)) {
    if (kept.length >= limit) break;
    const label = at(labels, candidate);
    const chain = newest.get(label) ?? -1;
    if (overlapsChain(boxes, candidate, kept, previous, chain, iouThreshold)) continue;
    newest.set(label, kept.length);
    previous.push(chain);
    kept.push(candidate);
  }
  return kept;
}

function overlapsChain(
  boxes: Float32Array,
  candidate: number,
  kept: readonly number[],
  previous: readonly number[],
  chain: number,
  iouThreshold: number,
): boolean {
  const c = candidate * 4;
  const x1 = at(boxes, c);
  const y1 = at(boxes, c + 1);
  const x2 = at(boxes, c + 2);
  const y2 = at(boxes, c + 3);
  const area = (x2 - x1) * (y2 - y1);
  for (let link = chain; link >= 0; link = previous[link] ?? -1) {
    const k = (kept[link] ?? 0) * 4;
    const w = Math.min(x2, at(boxes, k + 2)) - Math.max(x1, at(boxes, k));
    if (w <= 0) continue;
    const h = Math.min(y2, at(boxes, k + 3)) - Math.max(y1, at(boxes, k + 1));
    if (h <= 0) continue;
    const inner = w * h;
    const other = (at(boxes, k + 2) - at(boxes, k)) * (at(boxes, k + 3) - at(boxes, k + 1));
    if (inner / (area + other - inner) > iouThreshold) return true;
  }
  return false;
}

function at(array: Float32Array | Int32Array, index: number): number {
  return array[index] as number;
}
