// Where the tiles of a large picture lie. Arithmetic on sizes only; choose.ts says whether and how large, merge.ts what they show.
import type { Size } from '../geometry/box.ts';

/** A part of a picture in whole pixels of the upright picture. */
export interface Region extends Size {
  readonly left: number;
  readonly top: number;
}

/**
 * Tiles of one size, in rows from the top left, that cover the picture and share at least `overlap` pixels with each neighbour; what
 * is shared beyond that is spread evenly, so no tile is thinner than another. A side that is longer than the picture's becomes the
 * picture's. All numbers whole, `overlap` under both sides of the tile.
 */
export function planTiles(picture: Size, tile: Size, overlap: number): Region[] {
  const width = Math.min(tile.width, picture.width);
  const height = Math.min(tile.height, picture.height);
  const lefts = starts(picture.width, width, overlap);
  return starts(picture.height, height, overlap).flatMap((top) => lefts.map((left) => ({ left, top, width, height })));
}

/** How many tiles `planTiles` gives. */
export function tileCount(picture: Size, tile: Size, overlap: number): number {
  return along(picture.width, tile.width, overlap) * along(picture.height, tile.height, overlap);
}

function along(length: number, side: number, overlap: number): number {
  return side >= length ? 1 : Math.ceil((length - overlap) / (side - overlap));
}

function starts(length: number, side: number, overlap: number): number[] {
  const count = along(length, side, overlap);
  // Two neighbours are rounded apart by no more than the whole number above their step, which `overlap` leaves room for.
  return Array.from({ length: count }, (_, index) =>
    count === 1 ? 0 : Math.round((index * (length - side)) / (count - 1)),
  );
}
