// A picture that the model is shown in parts: planned from its header, decoded into a file, read tile by tile, and what was found put
// together. Which tile is read or run when, others decide.
import type { Detections } from '../../common/fcos/detect.ts';
import { placement } from '../../common/foreign/input.ts';
import { detectionOf, inputOf } from '../../common/model/card.ts';
import type { ModelCard } from '../../common/model/card.ts';
import { tiledPixelLimit } from '../../common/protocol.ts';
import { fail } from '../../common/result.ts';
import { planFor } from '../../common/tiles/choose.ts';
import type { TilePlan, TileWish } from '../../common/tiles/choose.ts';
import { mergeTiles } from '../../common/tiles/merge.ts';
import type { Region } from '../../common/tiles/plan.ts';
import { openPicture } from '../picture.ts';
import type { Picture } from '../picture.ts';
import type { TileView } from './prepareTile.ts';
import { RawFile } from './rawFile.ts';

/** A picture that is to be cut, not decoded yet. */
export interface PlannedPicture {
  readonly picture: Picture;
  readonly plan: TilePlan;
}

/** Boxes end within so many input pixels of where the object does. */
const boxError = 2.5;

/** Two tiles place one object a little differently: boxes over this IoU are one, or over the model's own, which may be lower. */
const sameOver = 0.5;

/**
 * Undefined: the picture is to be looked at whole. `pixelLimit` is that of pictures that have to be decoded whole. Fails as
 * `openPicture`, with `too-large` for what cannot be decoded row by row, and with `invalid` on a side that gives too many tiles.
 */
export async function planPicture(
  file: string,
  card: ModelCard,
  wish: TileWish,
  pixelLimit: number,
): Promise<PlannedPicture | undefined> {
  const picture = await openPicture(file, Number.MAX_SAFE_INTEGER, 'look');
  const plan = planFor(picture, inputOf(card).size, wish);
  if (plan === undefined) return undefined;
  checkDecoding(picture, pixelLimit);
  return { picture, plan };
}

/** Fails with `too-large` when the picture is over the limit for how it can be decoded. */
function checkDecoding({ width, height, format, comesInRows }: Picture, pixelLimit: number): void {
  const pixels = width * height;
  const size = `${width} × ${height} pixels`;
  if (pixels > Math.max(pixelLimit, tiledPixelLimit)) {
    fail('too-large', `The picture is ${size}, too many even for tiles; cut it into several files.`);
  }
  if (comesInRows || pixels <= pixelLimit) return;
  const how = format === 'jpeg' ? 'a progressive JPEG' : format === 'png' ? 'an interlaced PNG' : `a ${format} file`;
  fail(
    'too-large',
    `The picture is ${size} and ${how}, which can only be decoded whole; save it as TIFF, as PNG without interlacing or as baseline JPEG.`,
  );
}

/** `close` it. */
export class TiledPicture {
  readonly width: number;
  readonly height: number;
  /** What the model is shown: the tiles in their order, and at the end the whole, where the plan says so. */
  readonly views: readonly TileView[];
  readonly #plan: TilePlan;
  readonly #card: ModelCard;
  readonly #raw: RawFile;
  #readers = 0;
  #isClosed = false;

  private constructor({ picture, plan }: PlannedPicture, card: ModelCard, raw: RawFile) {
    this.width = picture.width;
    this.height = picture.height;
    this.#plan = plan;
    this.#card = card;
    this.#raw = raw;
    const regions: (Region | 'whole')[] = [...plan.regions, ...(plan.whole === 'also' ? (['whole'] as const) : [])];
    this.views = regions.map((region) => ({ raw: raw.pixels, region }));
  }

  /** Fails as `RawFile.decode`. */
  static async decode(planned: PlannedPicture, card: ModelCard): Promise<TiledPicture> {
    return new TiledPicture(planned, card, await RawFile.decode(planned.picture));
  }

  /** Runs `read` with a view; the pixels stay until it ends, also when the picture is closed meanwhile. */
  async use<T>(index: number, read: (view: TileView) => Promise<T>): Promise<T> {
    const view = this.views[index];
    if (view === undefined || this.#isClosed) return fail('cancelled', 'The picture was closed.');
    this.#readers++;
    try {
      return await read(view);
    } finally {
      this.#readers--;
      await this.#leave();
    }
  }

  /** Of each view, in the order of the views and in its pixels → of the picture. */
  merge(found: readonly Detections[]): Detections {
    const { regions, overlap, whole } = this.#plan;
    const tiles = regions.flatMap((region, index) => {
      const detections = found[index];
      return detections === undefined ? [] : [{ region, found: detections }];
    });
    const options = {
      overlap,
      edge: this.#edge(),
      iouThreshold: Math.min(sameOver, detectionOf(this.#card).iouThreshold),
    };
    return mergeTiles(this, tiles, whole === 'also' ? found[regions.length] : undefined, options);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#leave();
  }

  async #leave(): Promise<void> {
    if (this.#isClosed && this.#readers === 0) await this.#raw.close();
  }

  #edge(): number {
    const [region] = this.#plan.regions;
    if (region === undefined) return 1;
    const { width } = placement(region.width, region.height, inputOf(this.#card).size);
    return Math.max(1, (boxError * region.width) / width);
  }
}
