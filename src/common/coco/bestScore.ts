// The score from which on detections are worth showing: where their F1 against the truth is highest.
import type { CategoryMatches } from './match.ts';

/** The bit of IoU .5, the first threshold; all areas are the first range, so places in the lists are those of detections. */
const iou50 = 1;

export interface ScoreTally {
  add(matches: CategoryMatches): void;
  /**
   * The least score, 0 … 1, to keep for the highest F1 (2 · hits / (kept + truth boxes)) over all categories together, at IoU
   * .5; undefined where nothing was hit. What only a crowd claims does not count. Of equal choices the highest score.
   */
  best(): number | undefined;
}

export function scoreTally(): ScoreTally {
  const rights: Float64Array[] = [];
  const wrongs: Float64Array[] = [];
  let boxes = 0;
  return {
    add({ hit, ignored, score, truthCount }) {
      boxes += truthCount[0]!;
      rights.push(score.filter((_, at) => (ignored[at]! & iou50) === 0 && (hit[at]! & iou50) !== 0));
      wrongs.push(score.filter((_, at) => (ignored[at]! & iou50) === 0 && (hit[at]! & iou50) === 0));
    },
    best: () => bestOf(rising(rights), rising(wrongs), boxes),
  };
}

/** All of them in one list. Plain numbers are sorted without a callback. */
function rising(lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all.sort();
}

function bestOf(rights: Float64Array, wrongs: Float64Array, boxes: number): number | undefined {
  let right = rights.length - 1;
  let wrong = wrongs.length - 1;
  let best = 0;
  let least: number | undefined;
  while (right >= 0) {
    // Detections of one score come together or not at all. Wrong ones alone never make it better.
    const score = rights[right]!;
    while (right >= 0 && rights[right] === score) right -= 1;
    while (wrong >= 0 && wrongs[wrong]! >= score) wrong -= 1;
    const hits = rights.length - 1 - right;
    const f1 = (2 * hits) / (hits + (wrongs.length - 1 - wrong) + boxes);
    if (f1 <= best) continue;
    best = f1;
    least = score;
  }
  return least;
}
