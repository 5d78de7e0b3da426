// How many boxes an import brings, for its button.
import type { ImportChoices, ImportPreview } from '../../../common/labelImport.ts';

/**
 * Boxes that come with these choices, at the most: what gives way to a box of the annotator, or is there already in another class
 * than the file's, is known when it is taken.
 */
export function boxesToTake({ classes }: Pick<ImportPreview, 'classes'>, choices: ImportChoices): number {
  const chosen = new Map(choices.classes.map(({ id, to }) => [id, to]));
  return classes.reduce((sum, { id, category, matched, known }) => {
    const to = chosen.get(id);
    if (to === 'left-out') return sum;
    return sum + (to === undefined || to === (category ?? 'new') ? matched - known : matched);
  }, 0);
}
