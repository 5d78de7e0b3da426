// Every edit a human can make to the boxes of one picture, as a pure function to a Change. Nothing is applied or stored here.
import {
  inflate,
  insideDelta,
  iou,
  isFinite,
  settle,
  snap,
  translate,
  translateInside,
  union,
} from '../geometry/box.ts';
import type { Box, Size } from '../geometry/box.ts';
import { moveSide, resize as pullHandle, type Handle, type Side } from '../geometry/resize.ts';
import { plainWay, type SpanWay } from '../geometry/span.ts';
import { noChange, type Annotations, type Change } from './change.ts';
import type { Annotation, AnnotationId, CategoryId } from './types.ts';
import { adding, afterEdit, find, updating, withBox, type Ids } from './updating.ts';

export type NextId = () => AnnotationId;

/** A new box by hand. No change when `box` is not finite or has no part in the picture. */
export function draw(id: AnnotationId, box: Box, categoryId: CategoryId, size: Size): Change {
  if (!isFinite(box)) return noChange;
  const snapped = { x1: snap(box.x1), y1: snap(box.y1), x2: snap(box.x2), y2: snap(box.y2) };
  return adding([{ id, categoryId, box: settle(snapped, size), origin: { kind: 'drawn' }, crowd: false }]);
}

/**
 * A box of the model that a human asked for and takes, its corners as the model gave them. In another class than the model's it
 * counts as edited. No change when `box` is not finite.
 */
export function take(annotation: Omit<Annotation, 'crowd'>, size: Size): Change {
  if (!isFinite(annotation.box)) return noChange;
  return adding([{ ...annotation, box: settle(annotation.box, size), crowd: false }]);
}

/** The boxes moved together by dx, dy image pixels, as far as the picture's border lets the whole group go. */
export function move(annotations: Annotations, ids: Ids, dx: number, dy: number, size: Size): Change {
  return updating(
    annotations,
    ids,
    (annotation, inside) => withBox(annotation, settle(translate(annotation.box, inside.dx, inside.dy), size)),
    (group) => insideDelta(group, snap(dx), snap(dy), size),
  );
}

/** The box with one handle pulled by dx, dy image pixels; it may flip. `way`: square, or with the middle staying. */
export function resize(
  annotations: Annotations,
  id: AnnotationId,
  handle: Handle,
  dx: number,
  dy: number,
  size: Size,
  way: SpanWay = plainWay,
): Change {
  return updating(annotations, [id], (annotation) =>
    withBox(annotation, settle(pullHandle(annotation.box, handle, dx, dy, size, way).box, size)),
  );
}

/** Exact corners, typed in by a human; put in order and into the picture. No change when one is not a number. */
export function setBox(annotations: Annotations, id: AnnotationId, box: Box, size: Size): Change {
  if (!isFinite(box)) return noChange;
  return updating(annotations, [id], (annotation) => withBox(annotation, settle(box, size)));
}

const directions: Record<Side, readonly [number, number]> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };

/** The boxes moved one step (1 or 10 pixels) by an arrow key. */
export function nudge(annotations: Annotations, ids: Ids, side: Side, step: number, size: Size): Change {
  const [x, y] = directions[side];
  return move(annotations, ids, x * step, y * step, size);
}

/** The named side of each box moved outwards by `step` pixels (Ctrl + arrow). */
export function growSide(annotations: Annotations, ids: Ids, side: Side, step: number, size: Size): Change {
  return updating(annotations, ids, (annotation) =>
    withBox(annotation, settle(moveSide(annotation.box, side, step, size), size)),
  );
}

/** The named side of each box moved inwards by `step` pixels (Alt + arrow). */
export function shrinkSide(annotations: Annotations, ids: Ids, side: Side, step: number, size: Size): Change {
  return growSide(annotations, ids, side, -step, size);
}

/** All four sides moved outwards by `step` pixels (inwards when negative); the middle stays where there is room. */
export function growAll(annotations: Annotations, ids: Ids, step: number, size: Size): Change {
  return updating(annotations, ids, (annotation) => withBox(annotation, settle(inflate(annotation.box, step), size)));
}

export function relabel(annotations: Annotations, ids: Ids, categoryId: CategoryId): Change {
  return updating(annotations, ids, (annotation) =>
    annotation.categoryId === categoryId
      ? annotation
      : { ...annotation, categoryId, origin: afterEdit(annotation.origin) },
  );
}

/** COCO's iscrowd set or cleared. */
export function setCrowd(annotations: Annotations, ids: Ids, kind: 'crowd' | 'single'): Change {
  const crowd = kind === 'crowd';
  return updating(annotations, ids, (annotation) =>
    annotation.crowd === crowd ? annotation : { ...annotation, crowd, origin: afterEdit(annotation.origin) },
  );
}

/** Copies of the boxes, a little aside, as a human's own. */
export function duplicate(annotations: Annotations, ids: Ids, nextId: NextId, size: Size): Change {
  const chosen = find(annotations, ids);
  const group = union(chosen.map((annotation) => annotation.box));
  if (!group) return noChange;
  const away = { x: group.x2 + 8 <= size.width ? 8 : -8, y: group.y2 + 8 <= size.height ? 8 : -8 };
  return paste(
    chosen.map((annotation) => ({ ...annotation, box: translate(annotation.box, away.x, away.y) })),
    nextId,
    size,
  );
}

/** Boxes from another picture (or this one) put in at their place, brought inside where they stick out. They become drawn. */
export function paste(copied: readonly Annotation[], nextId: NextId, size: Size): Change {
  return adding(
    copied
      .filter((annotation) => isFinite(annotation.box))
      .map((annotation) => ({
        ...annotation,
        id: nextId(),
        box: brought(annotation.box, size),
        origin: { kind: 'drawn' } as const,
      })),
  );
}

/**
 * As `paste`, but a box that has one of the same class at its place among `there` (IoU of at least `same`) is left out and counted.
 * Two of the copied ones do not stand in each other's way.
 */
export function bring(
  there: readonly Annotation[],
  copied: readonly Annotation[],
  nextId: NextId,
  size: Size,
  same: number,
): { readonly change: Change; readonly already: number } {
  const missing = copied.filter(({ box, categoryId }) => {
    const place = brought(box, size);
    return !there.some((one) => one.categoryId === categoryId && iou(one.box, place) >= same);
  });
  return { change: paste(missing, nextId, size), already: copied.length - missing.length };
}

function brought(box: Box, size: Size): Box {
  return settle(translateInside(box, 0, 0, size), size);
}

/** The boxes gone for good, whatever they were. For Delete use `discard`. */
export function remove(annotations: Annotations, ids: Ids): Change {
  return { ...noChange, removed: find(annotations, ids) };
}

/**
 * Delete: a box as the model made it (proposed or accepted) is kept as rejected, so that it does not come back with the
 * next pre-labelling; a human's own box is removed; a rejected one stays as it is.
 */
export function discard(annotations: Annotations, ids: Ids): Change {
  const chosen = find(annotations, ids);
  const ofModel = chosen.filter(({ origin }) => origin.kind === 'proposed' || origin.kind === 'accepted');
  const removed = chosen.filter(
    ({ origin }) => origin.kind === 'drawn' || origin.kind === 'imported' || origin.kind === 'edited',
  );
  const rejected = reject(
    annotations,
    ofModel.map((annotation) => annotation.id),
  );
  return { added: [], removed, updated: rejected.updated };
}

/** Proposals (and rejected ones, on second thought) that a human stands behind from now on. */
export function accept(annotations: Annotations, ids: Ids): Change {
  return updating(annotations, ids, (annotation) => {
    const { origin } = annotation;
    if (origin.kind !== 'proposed' && origin.kind !== 'rejected') return annotation;
    return { ...annotation, origin: { ...origin, kind: 'accepted' } };
  });
}

/** Proposals that are right but for their class: accepted as they are where they have it, edited where they get it. */
export function acceptAs(annotations: Annotations, ids: Ids, categoryId: CategoryId): Change {
  return updating(annotations, ids, (annotation) => {
    const { origin } = annotation;
    if (origin.kind !== 'proposed') return annotation;
    return annotation.categoryId === categoryId
      ? { ...annotation, origin: { ...origin, kind: 'accepted' } }
      : { ...annotation, categoryId, origin: afterEdit(origin) };
  });
}

/** Proposals and accepted boxes marked as wrong; kept so that they can be shown and taken back. */
export function reject(annotations: Annotations, ids: Ids): Change {
  return updating(annotations, ids, (annotation) => {
    const { origin } = annotation;
    if (origin.kind !== 'proposed' && origin.kind !== 'accepted') return annotation;
    return { ...annotation, origin: { ...origin, kind: 'rejected' } };
  });
}
