// What every edit is made of: finding boxes by id, and turning what a function makes of them into a Change.
import { equal, isFinite, union, type Box } from '../geometry/box.ts';
import { noChange, type Annotations, type Change } from './change.ts';
import type { Annotation, AnnotationId, Origin } from './types.ts';

export type Ids = Iterable<AnnotationId>;

/** Where a box came from once a human changed its place or class. */
export function afterEdit(origin: Origin): Origin {
  if (origin.kind === 'drawn' || origin.kind === 'imported' || origin.kind === 'edited') return origin;
  return { kind: 'edited', model: origin.model, score: origin.score };
}

/** With another box, edited; the same object when the box is the same or no box at all. */
export function withBox(annotation: Annotation, box: Box): Annotation {
  if (!isFinite(box) || equal(annotation.box, box)) return annotation;
  return { ...annotation, box, origin: afterEdit(annotation.origin) };
}

export function find(annotations: Annotations, ids: Ids): Annotation[] {
  return [...new Set(ids)].flatMap((id) => annotations.get(id) ?? []);
}

export function adding(added: readonly Annotation[]): Change {
  return { added, removed: [], updated: [] };
}

type Delta = { readonly dx: number; readonly dy: number };

/** The edited boxes as a Change. `edit` returns the same object for what it leaves alone; `delta` is worked out once from the union of the group. */
export function updating(
  annotations: Annotations,
  ids: Ids,
  edit: (annotation: Annotation, delta: Delta) => Annotation,
  delta: (group: Box) => Delta = () => ({ dx: 0, dy: 0 }),
): Change {
  const chosen = find(annotations, ids);
  const group = union(chosen.map((annotation) => annotation.box));
  if (!group) return noChange;
  const shared = delta(group);
  const updated: (readonly [Annotation, Annotation])[] = [];
  for (const from of chosen) {
    const to = edit(from, shared);
    if (to !== from) updated.push([from, to]);
  }
  return { added: [], removed: [], updated };
}
