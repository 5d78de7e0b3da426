// How many boxes an import brings, for its button.
import type { ImportChoices, ImportPreview } from '../../../common/importing.ts';

/** Boxes that come with these choices, at the most: what gives way to a box of the annotator is known when it is taken. */
export function boxesToTake({ classes, boxesHere, alreadyHere }: ImportPreview, choices: ImportChoices): number {
  const left = new Set((choices.classes ?? []).flatMap(([id, choice]) => (choice === 'left-out' ? [id] : [])));
  const wanted = classes.reduce((sum, { id, boxes }) => sum + (left.has(id) ? 0 : boxes), 0);
  return Math.max(0, Math.min(wanted, boxesHere) - alreadyHere);
}
