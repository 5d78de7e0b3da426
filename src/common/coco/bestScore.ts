// The score from which on detections are worth showing: where their F1 against the truth is highest.
import type { Detections, Truth } from './evaluation.ts';
import { matchCategories } from './matchCategories.ts';

/** The bit of IoU .5, the first threshold; all areas are the first range, so places in the lists are those of detections. */
const iou50 = 1;

/**
 * The least score, 0 … 1, to keep for the highest F1 (2 · hits / (kept + truth boxes)) over all categories together, at IoU .5;
 * undefined where nothing was hit. What only a crowd claims does not count. Of equal choices the highest score.
 */
export function bestScore(truth: Truth, detections: Detections): number | undefined {
  const marks: { readonly score: number; readonly isHit: boolean }[] = [];
  let boxes = 0;
  for (const { hit, ignored, score, count, truthCount } of matchCategories(truth, detections)) {
    boxes += truthCount[0]!;
    for (let index = 0; index < count; index += 1) {
      if ((ignored[index]! & iou50) !== 0) continue;
      marks.push({ score: score[index]!, isHit: (hit[index]! & iou50) !== 0 });
    }
  }
  marks.sort((a, b) => b.score - a.score);
  let hits = 0;
  let best = 0;
  let least: number | undefined;
  marks.forEach(({ score, isHit }, index) => {
    if (isHit) hits += 1;
    // Detections of one score come together or not at all.
    if (marks[index + 1]?.score === score) return;
    const f1 = (2 * hits) / (index + 1 + boxes);
    if (f1 <= best) return;
    best = f1;
    least = score;
  });
  return least;
}
