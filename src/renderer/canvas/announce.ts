// What a screen reader says of the boxes that are selected. Text only.
import type { Annotation, AnnotationId, Category, CategoryId, Origin } from '../../common/annotation/types.ts';
import { height, width } from '../../common/geometry/box.ts';
import { assertNever } from '../../common/result.ts';

/** "Box 3 of 12, platelet, proposed 0.82, 40 by 38 pixels at 120, 64"; empty when nothing is selected. */
export function announcement(
  shown: readonly Annotation[],
  selection: ReadonlySet<AnnotationId>,
  categories: ReadonlyMap<CategoryId, Category>,
): string {
  const selected = shown.filter((annotation) => selection.has(annotation.id));
  const [only] = selected;
  if (!only) return '';
  if (selected.length > 1) return `${selected.length} boxes selected of ${shown.length}`;
  const { box } = only;
  const name = categories.get(only.categoryId)?.name ?? `class ${only.categoryId}`;
  const place = `${Math.round(width(box))} by ${Math.round(height(box))} pixels at ${Math.round(box.x1)}, ${Math.round(box.y1)}`;
  const inOrder = [...shown].sort((a, b) => a.id - b.id);
  const which = `Box ${inOrder.indexOf(only) + 1} of ${shown.length}`;
  return `${which}, ${name}${only.crowd ? ', a group' : ''}, ${originWords(only.origin)}, ${place}`;
}

function originWords(origin: Origin): string {
  switch (origin.kind) {
    case 'drawn':
      return 'drawn';
    case 'imported':
      return 'imported';
    case 'proposed':
      return `proposed ${origin.score.toFixed(2)}`;
    case 'accepted':
      return 'accepted';
    case 'edited':
      return 'edited after proposal';
    case 'rejected':
      return 'rejected';
    default:
      return assertNever(origin);
  }
}
