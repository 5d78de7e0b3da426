// Where a box of a label file lies in its picture: corners put in order, cut at the picture's edge, or skipped with the reason.
import type { Box } from '../geometry/box.ts';
import { bboxOf, boxOf, cut, hasArea, isInside, leastSide } from './bbox.ts';
import type { Bbox } from './entries.ts';
import { shown, type ProblemList } from './problems.ts';

export interface Placed {
  readonly bbox: Bbox;
  readonly box: Box;
  /** The box is not the one the file has: cut, or made from the mask. */
  readonly changed: boolean;
}

/** Pixels; 0 where the file does not say it. */
interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Cuts the box at the picture's edge where the file says how large the picture is. */
export function placeInImage(
  bbox: Bbox,
  { width, height }: PictureSize,
  at: string,
  found: ProblemList,
): Placed | undefined {
  const box = boxOf(bbox);
  if (width === 0) {
    if (isNear(box)) return { bbox, box, changed: false };
    const side = `[${bbox.map(shown).join(', ')}]`;
    found.add('skipped', 'bbox-outside', at, `${side} is further out than any picture goes; the box was skipped`);
    return undefined;
  }
  const inside = cut(box, width, height);
  if (isInside(box, width, height)) return { bbox, box: inside, changed: false };
  const where = `[${bbox.map(shown).join(', ')}]`;
  if (!hasArea(inside, leastSide)) {
    found.add(
      'skipped',
      'bbox-outside',
      at,
      `${where} is outside the picture of ${width} × ${height}; the box was skipped`,
    );
    return undefined;
  }
  const kept = bboxOf(inside);
  found.add(
    'repaired',
    'bbox-clipped',
    at,
    `${where} goes over the edge of the picture (${width} × ${height}); it was cut to [${kept.map(shown).join(', ')}]`,
  );
  return { bbox: kept, box: inside, changed: true };
}

function isNear({ x1, y1, x2, y2 }: Box): boolean {
  return [x1, y1, x2, y2].every((side) => Math.abs(side) <= mostCoordinate);
}

/**
 * The same for a file that has corners, finite ones. Corners in the wrong order are put right; a box without area is skipped.
 */
export function placeCorners(corners: Box, size: PictureSize, at: string, found: ProblemList): Placed | undefined {
  const box = inOrder(corners, at, found);
  if (!hasArea(box, leastSide)) {
    const sides = `${shown(box.x2 - box.x1)} × ${shown(box.y2 - box.y1)}`;
    found.add('skipped', 'bbox', at, `the box is ${sides} pixels and has no area; it was skipped`);
    return undefined;
  }
  return placeInImage(bboxOf(box), size, at, found);
}

/** How far a fraction may stand over 0 or 1 without a word: what six decimals make of a box at the edge. */
const fractionTolerance = 2e-6;

/** Sides under this part of the picture are no area: a thousandth of a pixel of a picture of 10,000. */
const leastFraction = 1e-7;

/** Corners in fractions of the picture, cut to 0 … 1; see placeCorners. */
export function placeFractions(corners: Box, at: string, found: ProblemList): Box | undefined {
  const box = inOrder(corners, at, found);
  const inside = cut(box, 1, 1);
  if (!hasArea(box, leastFraction)) {
    const sides = `${shown(box.x2 - box.x1)} × ${shown(box.y2 - box.y1)}`;
    found.add('skipped', 'bbox', at, `the box is ${sides} of the picture and has no area; it was skipped`);
    return undefined;
  }
  const where = `[${[box.x1, box.y1, box.x2, box.y2].map((side) => shown(Number(side.toPrecision(6)))).join(', ')}]`;
  if (!hasArea(inside, leastFraction)) {
    found.add('skipped', 'bbox-outside', at, `${where} is outside the picture (0 … 1); the box was skipped`);
    return undefined;
  }
  const over = Math.max(-box.x1, -box.y1, box.x2 - 1, box.y2 - 1);
  if (over > fractionTolerance)
    found.add('repaired', 'bbox-clipped', at, `${where} goes over the edge of the picture (0 … 1); it was cut there`);
  return inside;
}

function inOrder({ x1, y1, x2, y2 }: Box, at: string, found: ProblemList): Box {
  if (x1 <= x2 && y1 <= y2) return { x1, y1, x2, y2 };
  found.add('repaired', 'bbox-reversed', at, 'the corners are in the wrong order (max below min); they were swapped');
  return { x1: Math.min(x1, x2), y1: Math.min(y1, y2), x2: Math.max(x1, x2), y2: Math.max(y1, y2) };
}

/** How large the picture may be that a file speaks of; more is no size. */
const mostSide = 10_000_000;

/** A side of a picture as a text has it: 0 where it is none. "640.0", as some tools write, is 640. */
export function readSize(text: string | undefined): number {
  const side = text === undefined || text.trim() === '' ? 0 : Number(text);
  return Number.isInteger(side) && side > 0 && side <= mostSide ? side : 0;
}

/** Numbers up to this are coordinates: beyond it a box of whole pixels no longer has exact sides. */
export const mostCoordinate = 1e9;

/** A coordinate as a text has it; undefined where it is no number, or none that can be a coordinate. No decimal commas. */
export function readCoordinate(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(text)) return undefined;
  const value = Number(text);
  return Math.abs(value) <= mostCoordinate ? value : undefined;
}
