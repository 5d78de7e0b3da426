// A box in picture pixels and what can be asked of it. No annotation, no screen: those live in annotation/ and viewport.

/**
 * Axis-aligned box in image pixels of the picture as displayed (after EXIF), float, x1 ≤ x2 and y1 ≤ y2.
 * x y w h exists only in coco/.
 */
export interface Box {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Width and height of a picture in image pixels, as displayed. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The smallest side an edit may leave, in image pixels. */
export const minSide = 1;

/** Edits by hand land on eighths of a pixel: finer than a hand, and exact in binary, so moving never leaves 0.30000000000000004. */
export function snap(value: number): number {
  return Math.round(value * 8) / 8;
}

export function width(box: Box): number {
  return box.x2 - box.x1;
}

export function height(box: Box): number {
  return box.y2 - box.y1;
}

/** Area in square pixels; 0 for a degenerate box. */
export function area(box: Box): number {
  return Math.max(0, width(box)) * Math.max(0, height(box));
}

/** Intersection over union, 0 … 1; 0 when both are empty. */
export function iou(a: Box, b: Box): number {
  const w = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const h = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  if (w <= 0 || h <= 0) return 0;
  const intersection = w * h;
  return intersection / (area(a) + area(b) - intersection);
}

/** The whole picture as a box. */
export function bounds(size: Size): Box {
  return { x1: 0, y1: 0, x2: size.width, y2: size.height };
}

export function centre(box: Box): { readonly x: number; readonly y: number } {
  return { x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 };
}

export function equal(a: Box, b: Box): boolean {
  return a.x1 === b.x1 && a.y1 === b.y1 && a.x2 === b.x2 && a.y2 === b.y2;
}

export function isFinite(box: Box): boolean {
  return Number.isFinite(box.x1) && Number.isFinite(box.y1) && Number.isFinite(box.x2) && Number.isFinite(box.y2);
}

/** True when the point lies in the box, edges included. */
export function contains(box: Box, point: { readonly x: number; readonly y: number }): boolean {
  return point.x >= box.x1 && point.x <= box.x2 && point.y >= box.y1 && point.y <= box.y2;
}

/** True when the two share at least a point. */
export function touches(a: Box, b: Box): boolean {
  return a.x1 <= b.x2 && b.x1 <= a.x2 && a.y1 <= b.y2 && b.y1 <= a.y2;
}

/** The same corners in order, so that x1 ≤ x2 and y1 ≤ y2. */
export function normalise(box: Box): Box {
  return {
    x1: Math.min(box.x1, box.x2),
    y1: Math.min(box.y1, box.y2),
    x2: Math.max(box.x1, box.x2),
    y2: Math.max(box.y1, box.y2),
  };
}

/** The smallest box around all of them; undefined when there is none. */
export function union(boxes: Iterable<Box>): Box | undefined {
  let all: Box | undefined;
  for (const box of boxes) {
    all = all
      ? {
          x1: Math.min(all.x1, box.x1),
          y1: Math.min(all.y1, box.y1),
          x2: Math.max(all.x2, box.x2),
          y2: Math.max(all.y2, box.y2),
        }
      : box;
  }
  return all;
}

/** Every corner brought into `limits`; what lies outside collapses on the border. */
export function clip(box: Box, limits: Box): Box {
  return {
    x1: between(limits.x1, box.x1, limits.x2),
    y1: between(limits.y1, box.y1, limits.y2),
    x2: between(limits.x1, box.x2, limits.x2),
    y2: between(limits.y1, box.y2, limits.y2),
  };
}

/** Normalised, clipped to the picture and at least `minSide` wide and high (the picture itself where that is smaller). */
export function settle(box: Box, size: Size): Box {
  const clipped = clip(normalise(box), bounds(size));
  const [x1, x2] = widen(clipped.x1, clipped.x2, size.width);
  const [y1, y2] = widen(clipped.y1, clipped.y2, size.height);
  return { x1, y1, x2, y2 };
}

/** Moved by dx, dy. */
export function translate(box: Box, dx: number, dy: number): Box {
  return { x1: box.x1 + dx, y1: box.y1 + dy, x2: box.x2 + dx, y2: box.y2 + dy };
}

/** Every side moved outwards by `step` (inwards when negative); what would get narrower than `minSide` closes on its middle. */
export function inflate(box: Box, step: number): Box {
  const across = Math.max(step, (minSide - width(box)) / 2);
  const down = Math.max(step, (minSide - height(box)) / 2);
  return { x1: box.x1 - across, y1: box.y1 - down, x2: box.x2 + across, y2: box.y2 + down };
}

/** The part of the move dx, dy that keeps `box` (or the union of several) in the picture. */
export function insideDelta(
  box: Box,
  dx: number,
  dy: number,
  size: Size,
): { readonly dx: number; readonly dy: number } {
  return {
    dx: between(-box.x1, dx, Math.max(-box.x1, size.width - box.x2)),
    dy: between(-box.y1, dy, Math.max(-box.y1, size.height - box.y2)),
  };
}

/** Moved by dx, dy, or as far as the picture's border allows; the size stays. */
export function translateInside(box: Box, dx: number, dy: number, size: Size): Box {
  const inside = insideDelta(box, dx, dy, size);
  return clip(translate(box, inside.dx, inside.dy), bounds(size));
}

function between(low: number, value: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function widen(low: number, high: number, limit: number): readonly [number, number] {
  const side = Math.min(minSide, limit);
  if (high - low >= side) return [low, high];
  const start = between(0, low, limit - side);
  return [start, start + side];
}
