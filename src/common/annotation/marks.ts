// What an annotator sets aside for a while: locked boxes, hidden boxes and classes, and what is looked at alone. Pure, never stored.
import { equal } from '../geometry/box.ts';
import type { Change } from './change.ts';
import type { Annotation, AnnotationId, CategoryId } from './types.ts';

export interface Marks {
  /** Not moved, resized, relabelled or deleted by hand. */
  readonly locked: ReadonlySet<AnnotationId>;
  readonly hidden: ReadonlySet<AnnotationId>;
  readonly hiddenClasses: ReadonlySet<CategoryId>;
  /** All others fade while something is looked at alone. */
  readonly alone:
    | { readonly kind: 'boxes'; readonly ids: ReadonlySet<AnnotationId> }
    | { readonly kind: 'class'; readonly id: CategoryId }
    | undefined;
}

export const noMarks: Marks = { locked: new Set(), hidden: new Set(), hiddenClasses: new Set(), alone: undefined };

/** A faded box is a thin line that no hand takes, a hidden one is not there at all; both stand in the list. */
export function presence({ id, categoryId }: Annotation, marks: Marks): 'shown' | 'faded' | 'hidden' {
  if (marks.hidden.has(id) || marks.hiddenClasses.has(categoryId)) return 'hidden';
  const { alone } = marks;
  if (alone === undefined) return 'shown';
  const chosen = alone.kind === 'boxes' ? alone.ids.has(id) : alone.id === categoryId;
  return chosen ? 'shown' : 'faded';
}

/** The part of a change that leaves locked boxes as they are, and how many boxes that spared. Accepting one is no harm to it. */
export function withoutLocked(
  change: Change,
  locked: Marks['locked'],
): { readonly change: Change; readonly spared: number } {
  const removed = change.removed.filter(({ id }) => !locked.has(id));
  const updated = change.updated.filter(([from, to]) => !locked.has(from.id) || isHarmless(from, to));
  const spared = change.removed.length - removed.length + change.updated.length - updated.length;
  return spared === 0 ? { change, spared } : { change: { ...change, removed, updated }, spared };
}

function isHarmless(from: Annotation, to: Annotation): boolean {
  const same = from.categoryId === to.categoryId && from.crowd === to.crowd && equal(from.box, to.box);
  return same && to.origin.kind !== 'rejected';
}

/** After new boxes came: what was just made must be seen, whatever is hidden or looked at alone. */
export function admitting(marks: Marks, added: readonly Annotation[]): Marks {
  if (added.every((annotation) => presence(annotation, marks) === 'shown')) return marks;
  const classes = new Set(added.map(({ categoryId }) => categoryId));
  const hiddenClasses = new Set([...marks.hiddenClasses].filter((id) => !classes.has(id)));
  const { alone } = marks;
  if (alone?.kind !== 'boxes') return { ...marks, hiddenClasses };
  return {
    ...marks,
    hiddenClasses,
    alone: { kind: 'boxes', ids: new Set([...alone.ids, ...added.map(({ id }) => id)]) },
  };
}
