// Questions about the boxes of one picture that lists, keys and status ask alike: which, in what order, who is next. Pure.
import type { Annotations, Change } from '../../common/annotation/change.ts';
import { isHuman, type Annotation, type AnnotationId, type CategoryId } from '../../common/annotation/types.ts';
import { noMarks, presence, type Marks } from '../../common/annotation/marks.ts';
import { visible, type ShownScores, type ShowRejected } from '../../common/annotation/visible.ts';

export interface BoxGroups {
  /** Shown proposals, surest first. */
  readonly proposals: readonly Annotation[];
  /** A human stands behind them; oldest first. */
  readonly human: readonly Annotation[];
  /** Only when rejected ones are shown. */
  readonly rejected: readonly Annotation[];
  /** Set aside by the annotator: hidden or faded, whatever they are; oldest first. They are in none of the groups above. */
  readonly hidden: readonly Annotation[];
  /** Proposals whose score is not shown. */
  readonly unshown: number;
}

export function scoreOf(annotation: Annotation): number | undefined {
  return 'score' in annotation.origin ? annotation.origin.score : undefined;
}

/** The boxes as every list shows them; O(n log n). */
export function groupBoxes(
  annotations: Annotations,
  scores: ShownScores,
  showRejected: ShowRejected,
  marks: Marks = noMarks,
): BoxGroups {
  const proposals: Annotation[] = [];
  const human: Annotation[] = [];
  const rejected: Annotation[] = [];
  const hidden: Annotation[] = [];
  let unshown = 0;
  for (const annotation of annotations.values()) {
    if (!visible(annotation, scores, showRejected)) unshown += annotation.origin.kind === 'proposed' ? 1 : 0;
    else if (presence(annotation, marks) !== 'shown') hidden.push(annotation);
    else if (isHuman(annotation)) human.push(annotation);
    else if (annotation.origin.kind === 'proposed') proposals.push(annotation);
    else rejected.push(annotation);
  }
  const surest = (a: Annotation, b: Annotation) => (scoreOf(b) ?? 0) - (scoreOf(a) ?? 0) || a.id - b.id;
  proposals.sort(surest);
  rejected.sort(surest);
  human.sort((a, b) => a.id - b.id);
  hidden.sort((a, b) => a.id - b.id);
  return { proposals, human, rejected, hidden, unshown };
}

/** What Tab goes through: the proposals, or all shown boxes when no proposal is left. */
export function tabOrder(groups: BoxGroups): readonly Annotation[] {
  return groups.proposals.length > 0 ? groups.proposals : groups.human;
}

/** The box `step` places after the selected one, going round; the first (or last) when none is selected. */
export function stepBox(
  order: readonly Annotation[],
  selection: ReadonlySet<AnnotationId>,
  step: 1 | -1,
): Annotation | undefined {
  const place = order.findIndex((annotation) => selection.has(annotation.id));
  if (place < 0) return order[step > 0 ? 0 : order.length - 1];
  return order[(place + step + order.length) % order.length];
}

/**
 * A change from an old history, made fit for the classes of now: ids of merged classes become the class they were merged
 * into, and boxes of deleted classes are left out (`dropped` counts them), for the database would refuse them.
 */
export function withLivingClasses(
  change: Change,
  standingFor: (id: CategoryId) => CategoryId | undefined,
): { readonly change: Change; readonly dropped: number } {
  let dropped = 0;
  const living = (annotation: Annotation): Annotation[] => {
    const categoryId = standingFor(annotation.categoryId);
    if (categoryId === undefined) {
      dropped += 1;
      return [];
    }
    return [categoryId === annotation.categoryId ? annotation : { ...annotation, categoryId }];
  };
  const added = change.added.flatMap(living);
  const updated = change.updated.flatMap(([from, to]) => living(to).map((fit) => [from, fit] as const));
  return { change: { added, removed: change.removed, updated }, dropped };
}
