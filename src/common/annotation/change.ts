// A change to the boxes of one picture, as data: what was added, removed, updated. It can be applied, inverted and stored.
import type { Annotation, AnnotationId } from './types.ts';

/** The boxes of one picture by id; never mutated. */
export type Annotations = ReadonlyMap<AnnotationId, Annotation>;

export interface Change {
  readonly added: readonly Annotation[];
  readonly removed: readonly Annotation[];
  /** Pairs [from, to] with the same id. */
  readonly updated: readonly (readonly [from: Annotation, to: Annotation])[];
}

export const noChange: Change = { added: [], removed: [], updated: [] };

export function isEmpty(change: Change): boolean {
  return change.added.length + change.removed.length + change.updated.length === 0;
}

/**
 * The boxes after a change. A removed or updated box that is gone is no error (a new pre-labelling run may have replaced
 * a proposal meanwhile): the `to` of an update is put in whole, so what a human did is never lost.
 */
export function apply(annotations: Annotations, change: Change): Annotations {
  const next = new Map(annotations);
  for (const annotation of change.removed) next.delete(annotation.id);
  for (const [, to] of change.updated) next.set(to.id, to);
  for (const annotation of change.added) next.set(annotation.id, annotation);
  return next;
}

/** The change that takes `change` back: apply(apply(a, c), invert(c)) has the same boxes as a. */
export function invert(change: Change): Change {
  return {
    added: change.removed,
    removed: change.added,
    updated: change.updated.map(([from, to]) => [to, from] as const),
  };
}
