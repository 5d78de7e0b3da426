// Which boxes are shown: the one rule for the canvas, the lists and "accept all".
import type { Annotation } from './types.ts';

export type ShowRejected = 'shown' | 'hidden';

/** A human's box always; a proposal from `threshold` (0 … 1) on; a rejected one only on demand, and from the threshold on. */
export function visible(annotation: Annotation, threshold: number, showRejected: ShowRejected): boolean {
  const { origin } = annotation;
  if (origin.kind === 'proposed') return origin.score >= threshold;
  if (origin.kind === 'rejected') return showRejected === 'shown' && origin.score >= threshold;
  return true;
}
