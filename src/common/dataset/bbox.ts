// COCO's x y w h and the program's Box: back and forth, kept exact, and cut at the picture's edge.
import type { Box } from '../geometry/box.ts';
import type { Bbox } from './entries.ts';

/** Pixels by which a box may stand over the edge without being cut: what x + w makes of decimal numbers. */
const edgeTolerance = 1e-6;

/** A box whose sides are this near to where import put them was not moved by anybody. */
const sameTolerance = 1e-5;

/** Sides under this many pixels are no area. */
export const leastSide = 0.001;

/** x1 = x, x2 = x + w. Adding and subtracting loses bits: who must give the bbox back keeps it beside the box. */
export function boxOf([x, y, w, h]: Bbox): Box {
  return { x1: x, y1: y, x2: x + w, y2: y + h };
}

/** x y w h with x + w ≤ x2 and y + h ≤ y2 also after rounding, so that no reader finds it outside. */
export function bboxOf({ x1, y1, x2, y2 }: Box): Bbox {
  return [x1, y1, extent(x1, x2), extent(y1, y2)];
}

function extent(from: number, to: number): number {
  let length = to - from;
  while (length > 0 && from + length > to) length -= Math.max(length, Math.abs(to)) * Number.EPSILON;
  return length;
}

/** True while a box is where this bbox, as imported, put it. */
export function isWhere(box: Box, bbox: Bbox): boolean {
  const imported = boxOf(bbox);
  return (
    Math.abs(box.x1 - imported.x1) <= sameTolerance &&
    Math.abs(box.y1 - imported.y1) <= sameTolerance &&
    Math.abs(box.x2 - imported.x2) <= sameTolerance &&
    Math.abs(box.y2 - imported.y2) <= sameTolerance
  );
}

/** True when no side stands over the edge of a picture of this size by more than rounding. */
export function isInside({ x1, y1, x2, y2 }: Box, width: number, height: number): boolean {
  return x1 >= -edgeTolerance && y1 >= -edgeTolerance && x2 <= width + edgeTolerance && y2 <= height + edgeTolerance;
}

/** The part of a box inside a picture of this size; x2 < x1 or y2 < y1 when there is none. */
export function cut({ x1, y1, x2, y2 }: Box, width: number, height: number): Box {
  return { x1: Math.max(0, x1), y1: Math.max(0, y1), x2: Math.min(width, x2), y2: Math.min(height, y2) };
}

export function hasArea({ x1, y1, x2, y2 }: Box, least: number): boolean {
  return x2 - x1 >= least && y2 - y1 >= least;
}
