// What a screen reader says of the boxes that are selected. Text only.
import type { Annotation, AnnotationId, Category, CategoryId, Origin } from '../../common/annotation/types.ts';
import { height, width } from '../../common/geometry/box.ts';
import { t } from '../../common/messages/t.ts';
import { assertNever } from '../../common/result.ts';
import { namelessClass } from './scene.ts';

/** "Box 3 of 12, platelet, proposed 0.82, 40 by 38 pixels at 120, 64"; empty when nothing is selected. */
export function announcement(
  shown: readonly Annotation[],
  selection: ReadonlySet<AnnotationId>,
  categories: ReadonlyMap<CategoryId, Category>,
): string {
  const selected = shown.filter((annotation) => selection.has(annotation.id));
  const [only] = selected;
  if (!only) return '';
  if (selected.length > 1)
    return t('{selected, plural, one {# box} other {# boxes}} selected of {count, number}', {
      selected: selected.length,
      count: shown.length,
    });
  const { box } = only;
  const inOrder = [...shown].sort((a, b) => a.id - b.id);
  return t(
    'Box {place} of {count}, {name}{kind, select, group {, a group} other {}}, {origin}, {width} by {height} pixels at {x}, {y}',
    {
      place: inOrder.indexOf(only) + 1,
      count: shown.length,
      name: categories.get(only.categoryId)?.name ?? namelessClass(only.categoryId),
      kind: only.crowd ? 'group' : 'single',
      origin: originWords(only.origin),
      width: Math.round(width(box)),
      height: Math.round(height(box)),
      x: Math.round(box.x1),
      y: Math.round(box.y1),
    },
  );
}

function originWords(origin: Origin): string {
  switch (origin.kind) {
    case 'drawn':
      return t('drawn');
    case 'imported':
      return t('imported');
    case 'proposed':
      return t('proposed {score}', { score: origin.score.toFixed(2) });
    case 'accepted':
      return t('accepted');
    case 'edited':
      return t('edited after proposal');
    case 'rejected':
      return t('rejected');
    default:
      return assertNever(origin);
  }
}
