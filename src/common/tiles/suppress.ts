// Suppression over a whole picture of tiles: many boxes, each with few near it, so they are looked up by place. Within a class only.
import { area } from '../geometry/box.ts';
import { squares } from '../geometry/squares.ts';
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
  const places = squares<Piece>(square);
  for (const piece of ordered) {
    if (places.some(piece.box, (other) => covers(other, piece, iouThreshold))) continue;
    kept.push(piece);
    places.add(piece.box, piece);
  }
  return kept.sort((a, b) => b.score - a.score);
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
