// What the window gives the canvas and what the canvas tells the window.
import type { Annotations, Change } from '../../common/annotation/change.ts';
import type { AnnotationId, Category, CategoryId } from '../../common/annotation/types.ts';
import type { Marks } from '../../common/annotation/marks.ts';
import type { ShowRejected, ShownScores } from '../../common/annotation/visible.ts';
import type { Box } from '../../common/geometry/box.ts';
import type { ScreenPoint } from '../../common/geometry/viewport.ts';
import type { BoxColours, DrawingWay } from '../../common/records.ts';
import type { ShownComparison } from './paintComparison.ts';
import type { DrawnBox, PointQuestion, ShownAnswer } from './answers.ts';
import type { Scene } from './scene.ts';
import type { Deed } from '../../common/annotation/deed.ts';

/** The picture on screen, upright. The host owns the bitmaps and closes them (pictureCache does). */
export type Picture =
  | { readonly state?: 'ready'; readonly bitmap: ImageBitmap; readonly width: number; readonly height: number }
  | { readonly state: 'loading'; readonly thumbnail?: ImageBitmap }
  | { readonly state: 'failed'; readonly message: string };

/** The place under the pointer in image pixels, and where that is on the canvas: the hand may rest while the picture moves. */
export interface PointedAt {
  readonly x: number;
  readonly y: number;
  readonly on: ScreenPoint;
}

export type ToolName = 'select' | 'draw' | 'ask' | 'pan';

/** True for the tools that make boxes; they take no handle. */
export function makesBoxes(tool: ToolName): boolean {
  return tool === 'draw' || tool === 'ask';
}

/** A quarter of the view: what lies on that side comes in. */
export type PanKind = 'look-left' | 'look-right' | 'look-up' | 'look-down';

/** Asks once for each new `nonce`; zooms are about the middle of the view. */
export interface ViewportRequest {
  readonly kind: 'fit' | 'one-to-one' | 'zoom-in' | 'zoom-out' | 'show-box' | PanKind;
  /** For show-box, image pixels: brought to the middle, filling half of the view at most. */
  readonly box?: Box;
  readonly nonce: number;
}

export interface AnnotationCanvasProps {
  readonly picture: Picture;
  readonly imageId: number;
  /** Upright image pixels. */
  readonly imageWidth: number;
  readonly imageHeight: number;
  /** All boxes, those that are not shown included: the canvas filters with visible(). */
  readonly annotations: Annotations;
  readonly categories: readonly Category[];
  readonly selection: ReadonlySet<AnnotationId>;
  /** Which proposals are shown. */
  readonly scores: ShownScores;
  readonly tool: ToolName;
  /** Whether the tool is at work, or the hand pans while its key is held. */
  readonly hand: 'tool' | 'pan';
  readonly activeCategory: CategoryId | undefined;
  readonly crosshair: boolean;
  readonly drawing: DrawingWay;
  readonly snapToBoxes: boolean;
  /** What a click does where boxes are drawn by a drag. */
  readonly clicks: Scene['clicks'];
  /** A question to the detector, or its answer. */
  readonly asking: ShownAnswer | undefined;
  /** Differences of two sets of boxes over the picture; the view goes to the one where the walk stands. */
  readonly comparison?: ShownComparison | undefined;
  readonly hidden: 'none' | 'all';
  readonly marks: Marks;
  readonly showRejected: ShowRejected;
  readonly boxColours: BoxColours;
  readonly access: 'write' | 'read';
  readonly theme: 'dark' | 'light';
  readonly viewportRequest?: ViewportRequest;
  /** How the next picture is looked at: whole (or as it was left), or with the zoom and at the place of this one. */
  readonly between: 'each' | 'keep';
  /** What the view does for a box that keys or a list selected: it goes near each that cannot be judged, or only to one out of sight. */
  readonly follow: 'each' | 'unseen';
  /** Times the zoom; undefined: no magnifier at the pointer. */
  readonly magnification: number | undefined;
  readonly rulers: 'shown' | 'hidden';
  readonly minimap: 'shown' | 'hidden';
  /** An id for a new box. */
  nextId(): AnnotationId;
  onChange(change: Change, done: Deed): void;
  onSelect(ids: ReadonlySet<AnnotationId>): void;
  /** The pointer in image pixels, undefined when it left the picture. */
  onPointer(point: PointedAt | undefined): void;
  /** CSS pixels for each image pixel. */
  onViewport(viewport: { readonly scale: number }): void;
  /** A box was drawn: the host may go back to the select tool. */
  onToolDone?(): void;
  onDrawn(drawn: DrawnBox): void;
  onAsk(question: PointQuestion): void;
  /** The offered answer was clicked, or another one is wanted. */
  onAnswer(wish: 'keep' | 'next' | 'previous'): void;
  readonly ariaLabel: string;
}
