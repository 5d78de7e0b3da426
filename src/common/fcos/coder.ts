// Boxes ↔ distances to the four sides, the one encode beside the one decode. Reads the regression convention.
import type { Conventions } from './spec.ts';

/**
 * Writes one box's regression target (left, top, right, bottom as the head's output has them, after its activation) to
 * target[at … at+3]. Box and location (x, y) in input pixels.
 */
export function encode(
  box: ArrayLike<number>,
  from: number,
  x: number,
  y: number,
  stride: number,
  regression: Conventions['regression'],
  target: { [index: number]: number },
  at: number,
): void {
  const unit = regression === 'exponential' ? 1 : stride;
  target[at] = (x - (box[from] ?? NaN)) / unit;
  target[at + 1] = (y - (box[from + 1] ?? NaN)) / unit;
  target[at + 2] = ((box[from + 2] ?? NaN) - x) / unit;
  target[at + 3] = ((box[from + 3] ?? NaN) - y) / unit;
}

/** The inverse of `encode`: writes x1 y1 x2 y2 in input pixels to box[at … at+3]. */
export function decode(
  regression: ArrayLike<number>,
  from: number,
  x: number,
  y: number,
  stride: number,
  convention: Conventions['regression'],
  box: { [index: number]: number },
  at: number,
): void {
  const unit = convention === 'exponential' ? 1 : stride;
  box[at] = x - (regression[from] ?? NaN) * unit;
  box[at + 1] = y - (regression[from + 1] ?? NaN) * unit;
  box[at + 2] = x + (regression[from + 2] ?? NaN) * unit;
  box[at + 3] = y + (regression[from + 3] ?? NaN) * unit;
}
