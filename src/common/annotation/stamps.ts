// Who made or changed a box, set on what a hand does. Undo and redo put boxes back with the stamps that they had.
import type { Change } from './change.ts';
import type { Annotation, Stamp } from './types.ts';

/** Of a person; main refuses more. */
export const longestName = 80;

/** The change as this person makes it now. A copy belongs to whoever pastes it. */
export function stamped(change: Change, stamp: Stamp): Change {
  return {
    added: change.added.map(({ changed: _, ...annotation }) => ({ ...annotation, made: stamp })),
    removed: change.removed,
    updated: change.updated.map(([from, to]) => [from, touched(from, to, stamp)] as const),
  };
}

function touched(from: Annotation, to: Annotation, stamp: Stamp): Annotation {
  return from.origin.kind === 'proposed' ? { ...to, made: stamp } : { ...to, changed: stamp };
}
