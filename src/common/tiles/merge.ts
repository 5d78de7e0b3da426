// From what each tile shows to the detections of the whole picture: every object once, in picture pixels, as the tile saw it that saw
// most of it. Where SAHI and supervision go by overlap alone, what a tile's edge cuts gives way here to a tile that sees more of it.
import type { Detections } from '../fcos/detect.ts';
import { height, width } from '../geometry/box.ts';
import type { Box, Size } from '../geometry/box.ts';
import { joinPieces } from './join.ts';
import { cutSides, piecesOf } from './piece.ts';
import type { Piece } from './piece.ts';
import type { Region } from './plan.ts';
import { suppress } from './suppress.ts';

export interface TileDetections {
  readonly region: Region;
  /** In pixels of the region. */
  readonly found: Detections;
}

export interface MergeOptions {
  /** As in the plan, picture pixels. */
  readonly overlap: number;
  /** A box that ends so close to a tile's inner edge is taken as cut by it, picture pixels: what the model errs by. */
  readonly edge: number;
  readonly iouThreshold: number;
}

/**
 * `whole`: what was found in the whole picture, in its pixels; of it only what is larger than the overlap counts, because a tile shows
 * the rest whole and closer. Best first.
 */
export function mergeTiles(
  picture: Size,
  tiles: readonly TileDetections[],
  whole: Detections | undefined,
  { overlap, edge, iouThreshold }: MergeOptions,
): Detections {
  const regions = tiles.map(({ region }) => region);
  const pieces = tiles.flatMap(({ region, found }) => bestSeen(found, region, regions, picture, edge));
  const ends = pieces.filter(({ cut }) => cut.length === 0);
  const joined = joinPieces(pieces.filter(({ cut }) => cut.length > 0));
  const large =
    whole === undefined
      ? []
      : piecesOf(whole, { left: 0, top: 0, ...picture }, picture, edge).filter(({ box }) => longSide(box) > overlap);
  const square = Math.max(32, ...regions.slice(0, 1).map((region) => Math.max(region.width, region.height) / 4));
  return detectionsOf(suppress([...ends, ...joined, ...large], { iouThreshold, square }));
}

/** The pieces of a tile, without those of which another tile shows as much and is cut on fewer sides. */
function bestSeen(
  found: Detections,
  region: Region,
  regions: readonly Region[],
  picture: Size,
  edge: number,
): readonly Piece[] {
  const pieces = piecesOf(found, region, picture, edge);
  if (pieces.every(({ cut }) => cut.length === 0)) return pieces;
  const neighbours = regions.filter((other) => other !== region && overlaps(other, region));
  return pieces.filter(({ box, cut }) => {
    const isBetter = (other: Region): boolean => {
      if (!holds(other, box)) return false;
      const there = cutSides(box, other, picture, edge);
      return there.length < cut.length && there.every((side) => cut.includes(side));
    };
    return cut.length === 0 || !neighbours.some(isBetter);
  });
}

function overlaps(a: Region, b: Region): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

function holds({ left, top, width: across, height: down }: Region, { x1, y1, x2, y2 }: Box): boolean {
  return x1 >= left && y1 >= top && x2 <= left + across && y2 <= top + down;
}

function longSide(box: Box): number {
  return Math.max(width(box), height(box));
}

function detectionsOf(pieces: readonly Piece[]): Detections {
  return {
    boxes: Float32Array.from(pieces.flatMap(({ box: { x1, y1, x2, y2 } }) => [x1, y1, x2, y2])),
    scores: Float32Array.from(pieces, ({ score }) => score),
    labels: Int32Array.from(pieces, ({ label }) => label),
  };
}
