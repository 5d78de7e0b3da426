// The one rule for which boxes of a picture are shown. Canvas, list, counts and "accept all" all follow it, so that "all shown" means the
// same everywhere.
import type { Annotation, CategoryId } from './types.ts';

export type ShowRejected = 'shown' | 'hidden';

/** Which proposals are shown by their score, 0 … 1, both ends included. */
export interface ScoreBounds {
  readonly from: number;
  readonly to: number;
  /** Classes that have a least score of their own. */
  readonly byCategory: ReadonlyMap<CategoryId, number>;
}

/** A number alone is the least score of every class. */
export type ShownScores = number | ScoreBounds;

export function leastScore(scores: ShownScores, category: CategoryId): number {
  return typeof scores === 'number' ? scores : (scores.byCategory.get(category) ?? scores.from);
}

/** A human's box always; a proposal with such a score; a rejected one only on demand, and with such a score. */
export function visible(annotation: Annotation, scores: ShownScores, showRejected: ShowRejected): boolean {
  const { origin } = annotation;
  if (origin.kind !== 'proposed' && origin.kind !== 'rejected') return true;
  if (origin.kind === 'rejected' && showRejected === 'hidden') return false;
  return isScoreShown(scores, origin.score, annotation.categoryId);
}

/** `category` is undefined for a class that the project lacks: it has no score of its own. */
export function isScoreShown(scores: ShownScores, score: number, category: CategoryId | undefined): boolean {
  if (typeof scores === 'number') return score >= scores;
  return score >= (category === undefined ? scores.from : leastScore(scores, category)) && score <= scores.to;
}
