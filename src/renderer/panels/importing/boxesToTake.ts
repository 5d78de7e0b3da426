// How many boxes an import brings, for its button.
import type { ImportChoices, ImportPreview } from '../../../common/labelImport.ts';

/** Boxes that come with these choices, at the most: what gives way to a box of the annotator is known when it is taken. */
export function boxesToTake({ classes, boxes }: ImportPreview, choices: ImportChoices): number {
  const left = new Set(choices.classes.flatMap(({ id, to }) => (to === 'left-out' ? [id] : [])));
  const wanted = classes.reduce((sum, { id, boxes: own }) => sum + (left.has(id) ? 0 : own), 0);
  return Math.max(0, Math.min(wanted, boxes.matched) - boxes.known);
}
