// What every tool is: a reducer over named states, fed with pointer events, answering with drafts, selections and Changes.
import type { Change } from '../../../common/annotation/change.ts';
import type { AnnotationId, CategoryId } from '../../../common/annotation/types.ts';
import type { Box } from '../../../common/geometry/box.ts';
import type { Guide } from '../../../common/geometry/magnet.ts';
import type { Handle } from '../../../common/geometry/resize.ts';
import type { SpanWay } from '../../../common/geometry/span.ts';
import type { ImagePoint, ScreenPoint, Viewport } from '../../../common/geometry/viewport.ts';
import { t } from '../../../common/messages/t.ts';
import type { DrawnBox, PointQuestion } from '../answers.ts';
import type { Deed } from '../../../common/annotation/deed.ts';

export interface PointerInput {
  readonly at: ScreenPoint;
  readonly shift: boolean;
  readonly control: boolean;
  readonly alt: boolean;
}

export type ToolEvent =
  | ({ readonly kind: 'down' } & PointerInput)
  | ({ readonly kind: 'move' } & PointerInput)
  | ({ readonly kind: 'up' } & PointerInput)
  /** The pointer left the canvas with no button held. */
  | { readonly kind: 'leave' }
  /** Backspace while clicks wait for the next one: the last is taken back. */
  | { readonly kind: 'back' }
  /** Escape, or the system took the pointer away: the draft is dropped. */
  | { readonly kind: 'cancel' };

/** Screen points for what must not depend on zooming meanwhile are kept as image points. */
export type ToolState =
  | { readonly name: 'idle' }
  /** A button is down and it is not clear yet whether this is a click or a drag. */
  | {
      readonly name: 'pointing';
      readonly from: ScreenPoint;
      readonly origin: ImagePoint;
      readonly on: Pointed;
      readonly shift: boolean;
    }
  | { readonly name: 'brushing'; readonly origin: ImagePoint; readonly kept: ReadonlySet<AnnotationId> }
  | {
      readonly name: 'moving';
      readonly origin: ImagePoint;
      readonly ids: ReadonlySet<AnnotationId>;
      readonly dx: number;
      readonly dy: number;
    }
  | {
      readonly name: 'resizing';
      readonly origin: ImagePoint;
      readonly id: AnnotationId;
      readonly handle: Handle;
      readonly dx: number;
      readonly dy: number;
      readonly way: SpanWay;
    }
  | { readonly name: 'drawing'; readonly origin: ImagePoint; readonly box: Box; readonly categoryId: CategoryId }
  /** Clicks that wait for the next one: a first corner, or up to three of four outermost points. */
  | { readonly name: 'cornered'; readonly origin: ImagePoint }
  | { readonly name: 'extremes'; readonly points: readonly ImagePoint[] }
  | { readonly name: 'panning'; readonly last: ScreenPoint };

/** What the pointer went down on. */
export type Pointed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'handle'; readonly id: AnnotationId; readonly handle: Handle }
  /** `stack`: everything under the pointer, smallest first. */
  | { readonly kind: 'boxes'; readonly stack: readonly AnnotationId[] };

/** Shown above the picture while a drag lasts; nothing is changed yet. */
export type Draft =
  | { readonly kind: 'boxes'; readonly boxes: ReadonlyMap<AnnotationId, Box>; readonly guides?: readonly Guide[] }
  | {
      readonly kind: 'new';
      readonly box: Box;
      readonly categoryId: CategoryId;
      readonly guides?: readonly Guide[];
    }
  /** Outermost points set so far, and what they span together with the pointer. */
  | {
      readonly kind: 'points';
      readonly points: readonly ImagePoint[];
      readonly box: Box;
      readonly categoryId: CategoryId;
      readonly guides?: readonly Guide[];
    }
  | { readonly kind: 'brush'; readonly box: Box; readonly ids: ReadonlySet<AnnotationId> };

export type Cursor =
  | 'default'
  | 'crosshair'
  | 'grab'
  | 'grabbing'
  | 'move'
  | 'nwse-resize'
  | 'nesw-resize'
  | 'ns-resize'
  | 'ew-resize'
  | 'not-allowed';

export interface Step {
  readonly state: ToolState;
  readonly draft?: Draft;
  /** The box under the pointer. */
  readonly hover?: AnnotationId;
  readonly select?: ReadonlySet<AnnotationId>;
  readonly change?: { readonly change: Change; readonly done: Deed };
  readonly viewport?: Viewport;
  readonly cursor?: Cursor;
  /** A box was drawn: the host may go back to the select tool. */
  readonly done?: true;
  readonly drawn?: DrawnBox;
  readonly asks?: PointQuestion;
  /** What the detector offers is taken. */
  readonly keeps?: true;
  /** Said to the annotator when what was asked cannot be done. */
  readonly message?: string;
}

export const idle: ToolState = { name: 'idle' };

/** True while clicks wait for the next one and no button is held. */
export function waits(state: ToolState): boolean {
  return state.name === 'cornered' || state.name === 'extremes';
}

/** A press that moves less than this many CSS pixels is a click. */
export const dragDistance = 3;

export function dragged(from: ScreenPoint, to: ScreenPoint): boolean {
  return Math.abs(to.x - from.x) >= dragDistance || Math.abs(to.y - from.y) >= dragDistance;
}

/** Shift makes a square, Alt takes the first point as the middle. */
export function wayOf(input: PointerInput): SpanWay {
  return { shape: input.shift ? 'square' : 'free', from: input.alt ? 'centre' : 'corner' };
}

export const readOnlyMessage = t(
  'Boxes cannot be changed now: the project is open for reading only, or its boxes are still being read.',
);

export const lockedMessage = t('This box is locked. Alt+L unlocks it.');

const handleCursors: Record<Handle, Cursor> = {
  nw: 'nwse-resize',
  se: 'nwse-resize',
  ne: 'nesw-resize',
  sw: 'nesw-resize',
  n: 'ns-resize',
  s: 'ns-resize',
  e: 'ew-resize',
  w: 'ew-resize',
};

export function cursorOf(handle: Handle): Cursor {
  return handleCursors[handle];
}
