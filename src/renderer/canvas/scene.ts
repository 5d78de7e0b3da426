// What painting and the tools read: picture size, visible boxes, selection, classes, viewport, tool. Never written by them.
import type { Annotations } from '../../common/annotation/change.ts';
import type { Annotation, AnnotationId, Category, CategoryId } from '../../common/annotation/types.ts';
import { noMarks, presence, type Marks } from '../../common/annotation/marks.ts';
import { visible, type ShownScores, type ShowRejected } from '../../common/annotation/visible.ts';
import { area, type Size } from '../../common/geometry/box.ts';
import type { BoxColours, DrawingWay } from '../../common/records.ts';
import { t } from '../../common/messages/t.ts';
import type { Viewport } from '../../common/geometry/viewport.ts';
import type { ShownAnswer } from './answers.ts';
import type { ShownComparison } from './paintComparison.ts';
import type { AnnotationCanvasProps, ToolName } from './props.ts';

export interface Scene {
  /** Upright image pixels. */
  readonly image: Size;
  /** The canvas in CSS pixels. */
  readonly view: Size;
  readonly viewport: Viewport;
  /** Every box of the picture, hidden ones too. */
  readonly annotations: Annotations;
  /** What is shown, largest first: small boxes are painted above large ones. */
  readonly shown: readonly Annotation[];
  /** Thin lines in the background while others are looked at alone; no hand takes them. */
  readonly faded: readonly Annotation[];
  readonly locked: ReadonlySet<AnnotationId>;
  readonly selection: ReadonlySet<AnnotationId>;
  readonly categories: ReadonlyMap<CategoryId, Category>;
  readonly tool: ToolName;
  readonly activeCategory: CategoryId | undefined;
  readonly crosshair: boolean;
  readonly drawing: DrawingWay;
  readonly snapToBoxes: boolean;
  readonly boxColours: BoxColours;
  /** What a click does where boxes are drawn by a drag. */
  readonly clicks: 'ask' | 'nothing';
  readonly asking: ShownAnswer | undefined;
  readonly comparison?: ShownComparison | undefined;
  readonly access: 'write' | 'read';
  readonly theme: 'dark' | 'light';
  /** Accepted within the last second: they carry a check. */
  readonly justAccepted: ReadonlySet<AnnotationId>;
  nextId(): AnnotationId;
}

/** What the host says, with what the canvas itself knows. */
export function sceneOf(
  props: AnnotationCanvasProps,
  own: Pick<Scene, 'view' | 'viewport' | 'shown' | 'faded' | 'categories' | 'justAccepted'>,
): Scene {
  return {
    ...own,
    image: sizeOf(props),
    annotations: props.annotations,
    locked: props.marks.locked,
    selection: props.selection,
    tool: props.tool,
    activeCategory: props.activeCategory,
    crosshair: props.crosshair,
    drawing: props.drawing,
    snapToBoxes: props.snapToBoxes,
    boxColours: props.boxColours,
    clicks: props.clicks,
    asking: props.asking,
    comparison: props.comparison,
    access: props.access,
    theme: props.theme,
    nextId: props.nextId,
  };
}

/** Of the picture, upright pixels. */
export function sizeOf({ imageWidth, imageHeight }: AnnotationCanvasProps): Size {
  return { width: Math.max(1, imageWidth), height: Math.max(1, imageHeight) };
}

/** The visible boxes in painting order; none while `hidden` is all. */
export function shownAnnotations(
  annotations: Annotations,
  scores: ShownScores,
  showRejected: ShowRejected,
  hidden: 'none' | 'all',
  marks: Marks = noMarks,
): readonly Annotation[] {
  if (hidden === 'all') return [];
  const shown = [...annotations.values()].filter(
    (annotation) => visible(annotation, scores, showRejected) && presence(annotation, marks) === 'shown',
  );
  return shown.sort((a, b) => area(b.box) - area(a.box) || a.id - b.id);
}

/** What fades while others are looked at alone. */
export function fadedAnnotations(
  annotations: Annotations,
  scores: ShownScores,
  showRejected: ShowRejected,
  hidden: 'none' | 'all',
  marks: Marks,
): readonly Annotation[] {
  if (hidden === 'all' || marks.alone === undefined) return [];
  return [...annotations.values()].filter(
    (annotation) => visible(annotation, scores, showRejected) && presence(annotation, marks) === 'faded',
  );
}

/** The ids that were proposals in `before` and are accepted in `after`. */
export function newlyAccepted(before: Annotations, after: Annotations): AnnotationId[] {
  const ids: AnnotationId[] = [];
  for (const annotation of after.values()) {
    if (annotation.origin.kind === 'accepted' && before.get(annotation.id)?.origin.kind === 'proposed')
      ids.push(annotation.id);
  }
  return ids;
}

/** What a chip says: "platelet", "platelet 0.82" for a proposal, "platelet · group" for a crowd. */
export function chipText(annotation: Annotation, categories: ReadonlyMap<CategoryId, Category>): string {
  const name = categories.get(annotation.categoryId)?.name ?? namelessClass(annotation.categoryId);
  const { origin } = annotation;
  const score = origin.kind === 'proposed' || origin.kind === 'rejected' ? ` ${origin.score.toFixed(2)}` : '';
  return annotation.crowd ? t('{name} · group', { name: `${name}${score}` }) : `${name}${score}`;
}

/** For a class that is not in the list (any more). */
export const namelessClass = (id: CategoryId) => t('class {id}', { id });
