// What a cell of the grid says of its box, in words and as a mark.
import { isHuman, type Annotation, type Category } from '../../../common/annotation/types.ts';
import type { BoxFilter, BoxSource } from '../../../common/grid.ts';
import { scoreOf } from '../../state/boxes.ts';

const originWords: Readonly<Record<Annotation['origin']['kind'], string>> = {
  drawn: 'drawn',
  imported: 'imported',
  proposed: 'proposed',
  accepted: 'accepted',
  edited: 'edited',
  rejected: 'rejected',
};

/** "platelet, proposed 0.82, picture 12.jpg" */
export function cellWords(annotation: Annotation, category: Category | undefined, picture: string): string {
  const score = scoreOf(annotation);
  const origin = `${originWords[annotation.origin.kind]}${score === undefined ? '' : ` ${score.toFixed(2)}`}`;
  return `${category?.name ?? 'deleted class'}, ${origin}, picture ${picture}`;
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
