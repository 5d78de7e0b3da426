// Whether a picture is cut into tiles for a model, and how large they are: by hand, or by how large objects are in the picture and
// how large the model has to see them. Reads no pixels.
import { placement } from '../foreign/input.ts';
import type { SizeRule } from '../foreign/input.ts';
import type { Size } from '../geometry/box.ts';
import { t } from '../messages/t.ts';
import { fail } from '../result.ts';
import { planTiles, tileCount } from './plan.ts';
import type { Region } from './plan.ts';

/** What is wished for; the same for every picture of a run. */
export interface TileWish {
  /** `off`: every picture whole. `auto`: tiles for small objects in large pictures. A number: tiles of this side, picture pixels. */
  readonly side: 'off' | 'auto' | number;
  /** The part of a tile's side that neighbours share, 0 … 0.5; 0.2 when left out. */
  readonly overlap?: number;
  /** The side of a typical object in picture pixels, where it is known; `auto` does not cut without it. */
  readonly objectSide?: number;
  /** `also`, when left out: the whole picture is looked at too, for what is larger than the overlap. */
  readonly whole?: 'also' | 'never';
}

export interface TilePlan {
  readonly regions: readonly Region[];
  /** Picture pixels that neighbours share at least. */
  readonly overlap: number;
  readonly whole: 'also' | 'never';
}

export const usualOverlap = 0.2;
export const tileSideLimits = { least: 32, most: 65_536 } as const;

/** Side of an object in input pixels at which detectors find it best: COCO's medium sizes, and four cells or more of FCOS's finest level. */
const bestSeen = 48;

/** Under this side in input pixels much of what is there is missed. */
const barelySeen = 20;

/** `auto` cuts only pictures whose long side is over so many times the model's input. */
const muchLarger = 3;

/** `auto` does not enlarge pixels by more than this. */
const mostEnlarged = 2;

/** A wish for more tiles than this is a mistake in the side. */
const mostTiles = 100_000;

/** False where no picture can come out cut, so that none has to be measured for it. */
export function mayCut(wish: TileWish | undefined): wish is TileWish {
  return wish !== undefined && wish.side !== 'off' && (wish.side !== 'auto' || wish.objectSide !== undefined);
}

/** Undefined: the picture is looked at whole. Fails with `invalid` on a side for which the tiles would be too many. */
export function planFor(picture: Size, input: SizeRule, wish: TileWish): TilePlan | undefined {
  const side = wish.side === 'auto' ? sideByObjects(picture, input, wish.objectSide) : wish.side;
  if (side === undefined || side === 'off') return undefined;
  const tile = tileOf(side, input);
  if (tile.width >= picture.width && tile.height >= picture.height) return undefined;
  const overlap = Math.floor(Math.min(tile.width, tile.height) * (wish.overlap ?? usualOverlap));
  const count = tileCount(picture, tile, overlap);
  if (count > mostTiles) {
    fail(
      'invalid',
      t('Tiles of {side} pixels would be {count} in this picture; choose a larger side.', { side, count }),
    );
  }
  return { regions: planTiles(picture, tile, overlap), overlap, whole: wish.whole ?? 'also' };
}

/** So large that a typical object is seen best; undefined where it is not known to be small, or the picture is not large. */
function sideByObjects(picture: Size, input: SizeRule, objectSide: number | undefined): number | undefined {
  if (objectSide === undefined) return undefined;
  const { width, height } = placement(picture.width, picture.height, input);
  const long = Math.max(picture.width, picture.height);
  const inputLong = Math.max(width, height);
  if (long <= muchLarger * inputLong || (objectSide * inputLong) / long >= barelySeen) return undefined;
  const across = inputAcross(input);
  return Math.max(tileSideLimits.least, Math.round(Math.max((objectSide * across) / bestSeen, across / mostEnlarged)));
}

/** Input pixels along a tile's longer side. */
function inputAcross(input: SizeRule): number {
  // A square is as large as its short side is allowed to be.
  return input.kind === 'sides' ? Math.min(input.shortSide, input.longSide) : Math.max(input.width, input.height);
}

/** Square where the model takes any proportions; else of the input's, so that nothing of it is padding. */
function tileOf(side: number, input: SizeRule): Size {
  if (input.kind === 'sides') return { width: side, height: side };
  const scale = side / Math.max(input.width, input.height);
  return { width: Math.max(1, Math.round(input.width * scale)), height: Math.max(1, Math.round(input.height * scale)) };
}
