// How the picture lies on the canvas: zoom, pan, fit, and the way between screen points and image points. No boxes' meaning, no DOM.
import { centre, height, width, type Box, type Size } from './box.ts';

/** CSS pixels from the canvas's top left corner. */
export type ScreenPoint = { readonly x: number; readonly y: number; readonly space: 'screen' };
/** Image pixels of the upright picture. */
export type ImagePoint = { readonly x: number; readonly y: number; readonly space: 'image' };

/** `scale` CSS pixels for each image pixel; the picture's top left corner is drawn at offsetX, offsetY CSS pixels. */
export interface Viewport {
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** 6,400 %: the largest zoom. */
export const maxScale = 64;
/** Around a fitted picture, CSS pixels: room for chips. */
const fitMargin = 24;
/** A box that is gone to keeps off the edge of the view by this, and its longer side has at least the second, CSS pixels. */
const edge = 8;
const judgedFrom = 64;
/** So much of the picture stays in view however far it is dragged, CSS pixels. */
const keptInView = 96;

export function screenPoint(x: number, y: number): ScreenPoint {
  return { x, y, space: 'screen' };
}

export function imagePoint(x: number, y: number): ImagePoint {
  return { x, y, space: 'image' };
}

export function toImage(point: ScreenPoint, viewport: Viewport): ImagePoint {
  return imagePoint((point.x - viewport.offsetX) / viewport.scale, (point.y - viewport.offsetY) / viewport.scale);
}

export function toScreen(point: ImagePoint, viewport: Viewport): ScreenPoint {
  return screenPoint(point.x * viewport.scale + viewport.offsetX, point.y * viewport.scale + viewport.offsetY);
}

/** An image box in CSS pixels of the canvas. */
export function boxToScreen(box: Box, viewport: Viewport): Box {
  const { scale, offsetX, offsetY } = viewport;
  return {
    x1: box.x1 * scale + offsetX,
    y1: box.y1 * scale + offsetY,
    x2: box.x2 * scale + offsetX,
    y2: box.y2 * scale + offsetY,
  };
}

/** The part of the plane that the canvas of `view` CSS pixels shows, in image pixels. */
export function shownPart(viewport: Viewport, view: Size): Box {
  const a = toImage(screenPoint(0, 0), viewport);
  const b = toImage(screenPoint(view.width, view.height), viewport);
  return { x1: a.x, y1: a.y, x2: b.x, y2: b.y };
}

/** The scale at which the whole picture is seen with a margin. */
export function fitScale(image: Size, view: Size): number {
  const across = Math.max(1, view.width - 2 * fitMargin) / Math.max(1, image.width);
  const down = Math.max(1, view.height - 2 * fitMargin) / Math.max(1, image.height);
  return Math.min(maxScale, across, down);
}

/** The whole picture, centred. */
export function fit(image: Size, view: Size): Viewport {
  return centred(fitScale(image, view), image, view, { x: image.width / 2, y: image.height / 2 });
}

/** One CSS pixel for each image pixel, about the middle of what is in view. */
export function oneToOne(viewport: Viewport, image: Size, view: Size): Viewport {
  return zoomAt(viewport, middle(view), 1 / viewport.scale, image, view);
}

/** Zoomed by `factor` so that what lies under `at` stays under it (as far as `clamp` lets it). */
export function zoomAt(viewport: Viewport, at: ScreenPoint, factor: number, image: Size, view: Size): Viewport {
  const wanted = Number.isFinite(factor) && factor > 0 ? viewport.scale * factor : viewport.scale;
  const smallest = Math.min(fitScale(image, view) / 2, 1);
  const scale = Math.min(maxScale, Math.max(smallest, wanted));
  const under = toImage(at, viewport);
  return clamp({ scale, offsetX: at.x - under.x * scale, offsetY: at.y - under.y * scale }, image, view);
}

/** The picture pushed by dx, dy CSS pixels. */
export function pan(viewport: Viewport, dx: number, dy: number, image: Size, view: Size): Viewport {
  return clamp({ ...viewport, offsetX: viewport.offsetX + dx, offsetY: viewport.offsetY + dy }, image, view);
}

/** The nearest viewport that keeps a part of the picture in view, so that it cannot be lost. */
export function clamp(viewport: Viewport, image: Size, view: Size): Viewport {
  const kept = (extent: number, room: number) => Math.min(keptInView, extent, room);
  const across = image.width * viewport.scale;
  const down = image.height * viewport.scale;
  const keptX = kept(across, view.width);
  const keptY = kept(down, view.height);
  return {
    scale: viewport.scale,
    offsetX: between(keptX - across, viewport.offsetX, view.width - keptX),
    offsetY: between(keptY - down, viewport.offsetY, view.height - keptY),
  };
}

/** The same image point in the middle after the canvas changed its size. */
export function resized(viewport: Viewport, before: Size, after: Size, image: Size): Viewport {
  return pan(viewport, (after.width - before.width) / 2, (after.height - before.height) / 2, image, after);
}

/** The box in the middle, filling half of the view at most: large enough to see its edges, small enough to see where it lies. */
export function zoomTo(box: Box, image: Size, view: Size): Viewport {
  const scale = Math.min(maxScale, fitsIn(box, view) * 0.5);
  return centred(Math.max(scale, Math.min(fitScale(image, view), maxScale)), image, view, centre(box));
}

/** `viewport` as it is when the whole box is in view; else the box in the middle, zoomed out when it is larger than the view. */
export function reveal(viewport: Viewport, box: Box, image: Size, view: Size): Viewport {
  const on = boxToScreen(box, viewport);
  if (on.x1 >= 0 && on.y1 >= 0 && on.x2 <= view.width && on.y2 <= view.height) return viewport;
  const most = fitsIn(box, view);
  return centred(viewport.scale > most ? most * 0.9 : viewport.scale, image, view, centre(box));
}

/**
 * `viewport` as it is while the box can be judged in it: whole, off the edge of the view, and not too small. Else the box in
 * the middle with its surroundings, no nearer than it needs, so that boxes of one size follow each other without a zoom.
 */
export function approach(viewport: Viewport, box: Box, image: Size, view: Size): Viewport {
  const on = boxToScreen(box, viewport);
  const longest = Math.max(width(on), height(on), 1e-6);
  const inside = on.x1 >= edge && on.y1 >= edge && on.x2 <= view.width - edge && on.y2 <= view.height - edge;
  const least = Math.min(judgedFrom, view.width / 2, view.height / 2);
  if (inside && longest >= least) return viewport;
  const wanted = longest >= least ? viewport.scale : (viewport.scale * 1.5 * least) / longest;
  return centred(Math.min(maxScale, wanted, fitsIn(box, view) * 0.6), image, view, centre(box));
}

/** The scale at which the box just fills the view. */
function fitsIn(box: Box, view: Size): number {
  return Math.min(view.width / Math.max(width(box), 1e-6), view.height / Math.max(height(box), 1e-6));
}

export function middle(view: Size): ScreenPoint {
  return screenPoint(view.width / 2, view.height / 2);
}

function centred(scale: number, image: Size, view: Size, on: { readonly x: number; readonly y: number }): Viewport {
  return clamp({ scale, offsetX: view.width / 2 - on.x * scale, offsetY: view.height / 2 - on.y * scale }, image, view);
}

function between(low: number, value: number, high: number): number {
  return Math.min(high, Math.max(low, Number.isFinite(value) ? value : low));
}
