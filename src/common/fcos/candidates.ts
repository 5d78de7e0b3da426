// The best few of very many scored cells: a bounded heap that never grows past its capacity. Knows no boxes.
import { descendingOrder } from './order.ts';

/** Scores with the index they belong to; a heap whose root is the worst (lowest score, on ties the highest index). */
export interface Candidates {
  readonly scores: Float32Array;
  readonly indices: Int32Array;
  size: number;
}

export function emptyCandidates(capacity: number): Candidates {
  return { scores: new Float32Array(capacity), indices: new Int32Array(capacity), size: 0 };
}

/** The score that a newcomer must exceed; −Infinity while there is room. */
export function scoreToBeat(candidates: Candidates): number {
  return candidates.size < candidates.scores.length ? -Infinity : (candidates.scores[0] as number);
}

/** Takes a candidate, dropping the worst when full. Indices must arrive in rising order, so that ties keep the earlier. */
export function offer(candidates: Candidates, score: number, index: number): void {
  const { scores, indices } = candidates;
  if (candidates.size === scores.length) {
    if (!(score > (scores[0] as number))) return;
    sink(candidates, score, index);
    return;
  }
  let hole = candidates.size++;
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    if (!worse(score, index, scores[parent] as number, indices[parent] as number)) break;
    scores[hole] = scores[parent] as number;
    indices[hole] = indices[parent] as number;
    hole = parent;
  }
  scores[hole] = score;
  indices[hole] = index;
}

/** Puts a newcomer in the root's place and lets it sink to where it belongs. */
function sink(candidates: Candidates, score: number, index: number): void {
  const { scores, indices, size } = candidates;
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    const right = child + 1;
    if (
      right < size &&
      worse(scores[right] as number, indices[right] as number, scores[child] as number, indices[child] as number)
    ) {
      child = right;
    }
    if (!worse(scores[child] as number, indices[child] as number, score, index)) break;
    scores[hole] = scores[child] as number;
    indices[hole] = indices[child] as number;
    hole = child;
  }
  scores[hole] = score;
  indices[hole] = index;
}

/** Positions in the heap, best first; ties by rising index. */
export function bestFirst({ scores, indices, size }: Candidates): Uint32Array {
  const order = descendingOrder(scores.subarray(0, size));
  for (let start = 0; start < size;) {
    const score = scores[order[start] as number];
    let end = start + 1;
    while (end < size && scores[order[end] as number] === score) end++;
    if (end - start > 1) order.subarray(start, end).sort((a, b) => (indices[a] as number) - (indices[b] as number));
    start = end;
  }
  return order;
}

function worse(score: number, index: number, otherScore: number, otherIndex: number): boolean {
  return score < otherScore || (score === otherScore && index > otherIndex);
}
