// What was done to the boxes of a picture, as the history keeps it: data, so that it can be said in any language.

export type DeedKind =
  | 'accept'
  | 'align'
  | 'clear-attribute'
  | 'copy'
  | 'crowd'
  | 'cut'
  | 'delete'
  | 'draw'
  | 'duplicate'
  | 'grow'
  | 'keep-answer'
  | 'mark'
  | 'merge'
  | 'merge-duplicates'
  | 'move'
  | 'note'
  | 'paste'
  | 'reject'
  | 'relabel'
  | 'remove-note'
  | 'resize'
  | 'restore'
  | 'set-attribute'
  | 'set-corners'
  | 'shrink'
  | 'single'
  | 'snap'
  | 'split'
  | 'take-back-answer'
  | 'unmark'
  /** Several steps at once. */
  | 'steps'
  /** What main did on all pictures. */
  | 'prelabel'
  | 'import'
  | 'classes'
  | 'accept-all'
  | 'grid';

export interface Deed {
  readonly kind: DeedKind;
  /** Boxes, or steps. */
  readonly count: number;
  /** The class that boxes got, the attribute, or the picture that they came from. */
  readonly name?: string;
  /** Of an attribute. */
  readonly value?: string;
}

export function deed(kind: DeedKind, count = 1, about: Pick<Deed, 'name' | 'value'> = {}): Deed {
  return { kind, count, ...about };
}
