// Suppression over a whole picture of tiles: many boxes, each with few near it, so they are looked up by place. Within a class only.
import { area } from '../geometry/box.ts';
import type { Box } from '../geometry/box.ts';
import type { Piece } from './piece.ts';

export interface SuppressOptions {
  /** Of two boxes that overlap by an IoU over this the later one is dropped. */
  readonly iouThreshold: number;
  /** Side of the squares in which boxes are looked up, picture pixels. */
  readonly square: number;
}

/** A cut piece of which this part lies in another box is a part of that object. */
const partOf = 0.5;

/**
 * Keeps the pieces that overlap none kept before them. Who sees more of an object goes first: what is cut on fewer sides, however sure
 * the model was of the part; among these the surer one. Best first.
 */
export function suppress(pieces: readonly Piece[], { iouThreshold, square }: SuppressOptions): Piece[] {
  const ordered = [...pieces].sort((a, b) => a.cut.length - b.cut.length || b.score - a.score);
  const kept: Piece[] = [];
  const bySquare = new Map<number, Piece[]>();
  for (const piece of ordered) {
    const squares = squaresOf(piece.box, square);
    const near = (at: number): Piece[] => bySquare.get(at) ?? [];
    if (squares.some((at) => near(at).some((other) => covers(other, piece, iouThreshold)))) continue;
    kept.push(piece);
    for (const at of squares) {
      const there = bySquare.get(at);
      if (there === undefined) bySquare.set(at, [piece]);
      else there.push(piece);
    }
  }
  return kept.sort((a, b) => b.score - a.score);
}

/** More than any picture has squares along a side. */
const stride = 2 ** 20;

function squaresOf({ x1, y1, x2, y2 }: Box, side: number): number[] {
  const squares: number[] = [];
  for (let row = Math.floor(y1 / side); row <= Math.floor(y2 / side); row++) {
    for (let column = Math.floor(x1 / side); column <= Math.floor(x2 / side); column++)
      squares.push(row * stride + column);
  }
  return squares;
}

function covers(kept: Piece, piece: Piece, iouThreshold: number): boolean {
  if (kept.label !== piece.label) return false;
  const w = Math.min(kept.box.x2, piece.box.x2) - Math.max(kept.box.x1, piece.box.x1);
  const h = Math.min(kept.box.y2, piece.box.y2) - Math.max(kept.box.y1, piece.box.y1);
  if (w <= 0 || h <= 0) return false;
  const shared = w * h;
  const own = area(piece.box);
  if (shared / (area(kept.box) + own - shared) > iouThreshold) return true;
  return piece.cut.length > 0 && shared / Math.min(own, area(kept.box)) > partOf;
}
