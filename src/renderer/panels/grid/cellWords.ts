// What a cell of the grid says of its box, in words and as a mark.
import { t } from '../../../common/messages/t.ts';
import { isHuman, type Annotation, type Category } from '../../../common/annotation/types.ts';
import type { BoxFilter, BoxSource } from '../../../common/grid.ts';
import { scoreOf } from '../../state/boxes.ts';

/** "proposed 0.82" */
function originWords(annotation: Annotation): string {
  const score = scoreOf(annotation);
  const origin = t(
    '{origin, select, drawn {drawn} imported {imported} proposed {proposed} accepted {accepted} edited {edited} other {rejected}}',
    { origin: annotation.origin.kind },
  );
  return score === undefined ? origin : `${origin} ${score.toFixed(2)}`;
}

/** "platelet, proposed 0.82, picture 12.jpg" */
export function cellWords(annotation: Annotation, category: Category | undefined, picture: string): string {
  const name = category?.name ?? t('deleted class');
  return t('{class}, {origin}, picture {picture}', { class: name, origin: originWords(annotation), picture });
}

export function sourceOf(annotation: Annotation): BoxSource {
  if (isHuman(annotation)) return 'human';
  return annotation.origin.kind === 'proposed' ? 'proposed' : 'rejected';
}

/** True for a box that was listed and would not be any more: somebody decided about it since. */
export function isDecided(annotation: Annotation, { sources, classes }: BoxFilter): boolean {
  const isOfClass = classes === 'all' || classes.includes(annotation.categoryId);
  return !isOfClass || !sources.includes(sourceOf(annotation));
}
