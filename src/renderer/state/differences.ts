// Which boxes the two sides of a comparison have now, and how they differ: by the scores that are shown and by what was decided since.
// Pure.
import type { Annotations } from '../../common/annotation/change.ts';
import { compareBoxes, type Difference, type SeenBox } from '../../common/annotation/comparison.ts';
import { isCovered } from '../../common/annotation/standing.ts';
import type { AnnotationId, Category, CategoryId } from '../../common/annotation/types.ts';
import { isScoreShown, type ScoreBounds } from '../../common/annotation/visible.ts';
import { squares, usualSide } from '../../common/geometry/squares.ts';
import type { AskedBox, ReplacedBoxes } from '../../common/askedBoxes.ts';

/** `id`: the box of the picture that it is. */
export interface ComparedBox extends SeenBox {
  readonly id?: AnnotationId;
}

export type SideName = 'before' | 'now';
export type Sides = Readonly<Record<SideName, readonly ComparedBox[]>>;

/** What is known of the project's classes. */
export interface Classes {
  readonly list: readonly Category[];
  readonly byId: ReadonlyMap<CategoryId, Category>;
  standingFor(id: CategoryId): CategoryId | undefined;
}

/**
 * What the proposals of a picture took the place of, and what came instead, whatever became of it. Where somebody decided on another box
 * neither side is in question: the new model's was not even proposed there.
 */
export function changedSides({ boxes, ids }: ReplacedBoxes, annotations: Annotations, classes: Classes): Sides {
  const all = [...annotations.values()];
  const isNew = (id: AnnotationId) => id >= ids.first && id <= ids.last;
  const decided = all.filter(({ id, origin }) => origin.kind !== 'proposed' && !isNew(id));
  const places = squares<{ readonly category: CategoryId; readonly box: SeenBox['box'] }>(
    usualSide(decided.map(({ box }) => box)),
  );
  for (const { box, categoryId: category } of decided) places.add(box, { box, category });
  const isOpen = ({ box, category }: SeenBox) =>
    category === undefined || decided.length === 0 || !isCovered([...places.near(box)], category, box);
  const now = all.flatMap(({ id, box, categoryId, origin }): ComparedBox[] => {
    if (!isNew(id) || !('score' in origin)) return [];
    const name = classes.byId.get(categoryId)?.name ?? `class ${categoryId}`;
    const seen = { id, box, score: origin.score, name, category: categoryId };
    return origin.kind !== 'proposed' || isOpen(seen) ? [seen] : [];
  });
  return { before: inClassesOfNow(boxes, classes).filter(isOpen), now };
}

/** A class may have been made, merged or deleted since the boxes were asked for. */
export function inClassesOfNow(boxes: readonly AskedBox[], classes: Classes): readonly ComparedBox[] {
  const byName = new Map(classes.list.map(({ id, name }) => [name, id]));
  return boxes.map(({ category: then, ...seen }) => {
    const category = (then === undefined ? undefined : classes.standingFor(then)) ?? byName.get(seen.name);
    const name = classes.byId.get(category ?? 0)?.name ?? seen.name;
    return { ...seen, name, ...(category !== undefined && { category }) };
  });
}

export function shownDifferences(
  sides: Sides,
  bounds: Readonly<Record<SideName, ScoreBounds>>,
): readonly Difference<ComparedBox>[] {
  const shown = (side: SideName) =>
    sides[side].filter(({ score, category }) => isScoreShown(bounds[side], score, category));
  return compareBoxes(shown('before'), shown('now'));
}
