// Paints the magnifier beside the pointer: the picture, its pixels and the edges of boxes, larger. It never lies on what it shows.
import type { Annotation } from '../../common/annotation/types.ts';
import { bounds, contains, type Box, type Size } from '../../common/geometry/box.ts';
import { boxToScreen, toImage, type ScreenPoint } from '../../common/geometry/viewport.ts';
import { paintPicture } from './paintPicture.ts';
import { colourOf } from './boxColours.ts';
import { paletteOf } from './palette.ts';
import type { Picture } from './props.ts';
import type { Scene } from './scene.ts';
import type { Draft } from './tools/tool.ts';

/** Side of the lens and its distance from the pointer, CSS pixels. */
export const lensSide = 176;
const away = 28;

/** The lens's top left corner: right of the pointer and below it, or on the other side where there is no room. */
export function lensPlace(pointer: ScreenPoint, view: Size): { readonly x: number; readonly y: number } {
  const beside = (at: number, extent: number) => {
    const after = at + away;
    if (after + lensSide <= extent) return after;
    const before = at - away - lensSide;
    // In a canvas with room on neither side it sticks out where more of it is seen.
    return before >= 0 || at > extent / 2 ? before : after;
  };
  return { x: beside(pointer.x, view.width), y: beside(pointer.y, view.height) };
}

/** What the lens shows: `magnification` times the zoom, with the pointer's point in the middle. */
export function lensScene(scene: Scene, pointer: ScreenPoint, magnification: number): Scene {
  const at = toImage(pointer, scene.viewport);
  const scale = scene.viewport.scale * magnification;
  const middle = lensSide / 2;
  return {
    ...scene,
    view: { width: lensSide, height: lensSide },
    viewport: { scale, offsetX: middle - at.x * scale, offsetY: middle - at.y * scale },
  };
}

interface Magnified {
  readonly picture: Picture;
  readonly pointer: ScreenPoint | undefined;
  readonly draft: Draft | undefined;
  /** Times the zoom. */
  readonly magnification: number;
}

/** `context` is in CSS pixels of the canvas. */
export function paintMagnifier(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { picture, pointer, draft, magnification }: Magnified,
  pixelRatio: number,
): void {
  if (!pointer || !contains(bounds(scene.image), toImage(pointer, scene.viewport))) return;
  const place = lensPlace(pointer, scene.view);
  const lens = lensScene(scene, pointer, magnification);
  context.save();
  // On whole device pixels, or all lines in it would be blurred.
  context.translate(Math.round(place.x * pixelRatio) / pixelRatio, Math.round(place.y * pixelRatio) / pixelRatio);
  context.beginPath();
  context.rect(0, 0, lensSide, lensSide);
  context.save();
  context.clip();
  paintPicture(context, lens, picture, pixelRatio);
  paintEdges(context, lens, draft);
  paintTarget(context, lens, pixelRatio);
  context.restore();
  paintFrame(context, scene, magnification);
  context.restore();
}

/** Lines alone: chips and handles would hide what one came to see. */
function paintEdges(context: CanvasRenderingContext2D, lens: Scene, draft: Draft | undefined): void {
  const moved: ReadonlyMap<number, Box> = draft?.kind === 'boxes' ? draft.boxes : new Map();
  for (const annotation of lens.shown)
    paintEdge(context, lens, moved.get(annotation.id) ?? annotation.box, annotation, dashOf(annotation));
  if (draft?.kind === 'new') paintEdge(context, lens, draft.box, draft, []);
}

function dashOf({ origin }: Annotation): readonly number[] {
  return origin.kind === 'proposed' || origin.kind === 'rejected' ? [6, 4] : [];
}

function paintEdge(
  context: CanvasRenderingContext2D,
  lens: Scene,
  box: Box,
  annotation: Parameters<typeof colourOf>[0],
  dash: readonly number[],
): void {
  const on = boxToScreen(box, lens.viewport);
  if (on.x1 > lensSide || on.y1 > lensSide || on.x2 < 0 || on.y2 < 0) return;
  const colour = colourOf(annotation, lens);
  for (const [style, width, pattern] of [
    [paletteOf(lens.theme).halo, 3, []],
    [colour, 1.5, dash],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.setLineDash([...pattern]);
    context.strokeRect(on.x1, on.y1, on.x2 - on.x1, on.y2 - on.y1);
  }
  context.setLineDash([]);
}

/** The point of the pointer: four short lines that leave it free. */
function paintTarget(context: CanvasRenderingContext2D, lens: Scene, pixelRatio: number): void {
  const middle = (Math.round((lensSide / 2) * pixelRatio) + 0.5) / pixelRatio;
  const gap = Math.max(5, Math.min(20, lens.viewport.scale));
  for (const [style, width] of [
    ['rgba(0, 0, 0, 0.7)', 3],
    ['rgba(255, 255, 255, 0.95)', 1],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    for (const sign of [-1, 1]) {
      context.moveTo(middle + sign * gap, middle);
      context.lineTo(middle + sign * (gap + 10), middle);
      context.moveTo(middle, middle + sign * gap);
      context.lineTo(middle, middle + sign * (gap + 10));
    }
    context.stroke();
  }
}

function paintFrame(context: CanvasRenderingContext2D, scene: Scene, magnification: number): void {
  const { chip, chipText, halo } = paletteOf(scene.theme);
  context.setLineDash([]);
  context.strokeStyle = halo;
  context.lineWidth = 3;
  context.strokeRect(0, 0, lensSide, lensSide);
  context.strokeStyle = 'rgba(255, 255, 255, 0.9)';
  context.lineWidth = 1;
  context.strokeRect(0, 0, lensSide, lensSide);
  context.fillStyle = chip;
  context.fillRect(lensSide - 26, lensSide - 18, 26, 18);
  context.fillStyle = chipText;
  context.font = '11px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(`${magnification}×`, lensSide - 13, lensSide - 9);
}
