// Which boxes of the grid are selected and where its cursor is, as a list of files has it: plain, extended, toggled. Pure.
import type { AnnotationId } from '../../common/annotation/types.ts';

export interface Picked {
  readonly selected: ReadonlySet<AnnotationId>;
  /** A place in the list; −1: none. */
  readonly cursor: number;
  /** Where a range begins. */
  readonly anchor: number;
}

export const nothingPicked: Picked = { selected: new Set(), cursor: -1, anchor: -1 };

/** `only` that one; `extend` from where the range began; `toggle` it; `walk` there and select nothing. */
export type Step = 'only' | 'extend' | 'toggle' | 'walk';

type Ids = readonly AnnotationId[];

/** The cursor goes to `place`, brought into the list. */
export function goTo(ids: Ids, picked: Picked, place: number, step: Step): Picked {
  if (ids.length === 0) return nothingPicked;
  const cursor = Math.min(Math.max(0, place), ids.length - 1);
  const id = ids[cursor] ?? 0;
  switch (step) {
    case 'only':
      return { selected: new Set([id]), cursor, anchor: cursor };
    case 'walk':
      return { ...picked, cursor };
    case 'toggle': {
      const selected = new Set(picked.selected);
      if (!selected.delete(id)) selected.add(id);
      return { selected, cursor, anchor: cursor };
    }
    case 'extend': {
      const anchor = picked.anchor < 0 ? cursor : picked.anchor;
      const range = ids.slice(Math.min(anchor, cursor), Math.max(anchor, cursor) + 1);
      return { selected: new Set(range), cursor, anchor };
    }
  }
}

export function selectAll(ids: Ids, picked: Picked): Picked {
  const cursor = Math.min(Math.max(0, picked.cursor), ids.length - 1);
  return { selected: new Set(ids), cursor, anchor: cursor };
}

export function selectNone({ cursor }: Picked): Picked {
  return { selected: new Set(), cursor, anchor: cursor };
}

/** The first box after the cursor that is not among those that are done with; else the nearest one before it. */
export function nextAfter(ids: Ids, { selected, cursor }: Picked): AnnotationId | undefined {
  for (let place = Math.max(0, cursor); place < ids.length; place += 1) {
    const id = ids[place];
    if (id !== undefined && !selected.has(id)) return id;
  }
  for (let place = Math.min(cursor, ids.length) - 1; place >= 0; place -= 1) {
    const id = ids[place];
    if (id !== undefined && !selected.has(id)) return id;
  }
  return undefined;
}

/** The same boxes in a list that was read anew; a cursor whose box is gone stays near its place. */
export function carriedOver(before: Ids, picked: Picked, after: Ids): Picked {
  if (picked.cursor < 0 && picked.selected.size === 0) return picked;
  const placeOf = new Map(after.map((id, place) => [id, place]));
  const selected = new Set([...picked.selected].filter((id) => placeOf.has(id)));
  const near = (place: number) =>
    place < 0 ? -1 : (placeOf.get(before[place] ?? 0) ?? Math.min(place, after.length - 1));
  return { selected, cursor: near(picked.cursor), anchor: near(picked.anchor) };
}
