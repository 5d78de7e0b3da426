// The training pictures decoded once and kept, as small as training needs them, within a budget of memory; what does not fit is
// decoded again when its turn comes.
import { availableParallelism, totalmem } from 'node:os';
import { openPicture, withPixels } from '../picture.ts';
import type { Source } from './canvas.ts';

/** Bytes: an eighth of the machine's memory, two gigabytes at most. */
const budget = Math.min(totalmem() / 8, 2e9);

/** Kept at up to this many times the canvas' long side, so that enlarging still finds detail. */
const reserve = 1.5;

export interface Stored extends Source {
  /** Upright size of the original, in whose pixels boxes are given. */
  readonly ownWidth: number;
  readonly ownHeight: number;
}

/** Lives as long as a run. */
export class PictureStore {
  readonly #longest: number;
  readonly #pixelLimit: number;
  readonly #kept = new Map<string, Promise<Stored>>();
  readonly #bytes = new Map<string, number>();
  #used = 0;

  /** `pixels`: the canvas' long side. */
  constructor(pixels: number, pixelLimit: number) {
    this.#longest = Math.round(pixels * reserve);
    this.#pixelLimit = pixelLimit;
  }

  /** Fails as `openPicture` does. */
  get(path: string): Promise<Stored> {
    const kept = this.#kept.get(path);
    if (kept !== undefined) return kept;
    const loading = this.#load(path);
    this.#kept.set(path, loading);
    loading.then(
      ({ data }) => this.#account(path, data.length),
      () => this.#kept.delete(path),
    );
    return loading;
  }

  async #load(path: string): Promise<Stored> {
    const picture = await openPicture(path, this.#pixelLimit, 'decode');
    const scale = Math.min(1, this.#longest / Math.max(picture.width, picture.height));
    const width = Math.max(1, Math.round(picture.width * scale));
    const height = Math.max(1, Math.round(picture.height * scale));
    const { value } = await withPixels(picture, 'stored', async (pixels) => {
      const sized =
        scale < 1 ? pixels.resize({ width, height, fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false }) : pixels;
      return sized.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    });
    if (value.info.channels !== 3) throw new Error(`Three channels were expected and ${value.info.channels} came.`);
    const { data, info } = value;
    return { data, width: info.width, height: info.height, ownWidth: picture.width, ownHeight: picture.height };
  }

  #account(path: string, bytes: number): void {
    this.#bytes.set(path, bytes);
    this.#used += bytes;
    for (const [oldest] of this.#kept) {
      if (this.#used <= budget || oldest === path) return;
      this.#used -= this.#bytes.get(oldest) ?? 0;
      this.#bytes.delete(oldest);
      this.#kept.delete(oldest);
    }
  }
}

/** Runs `work` for every item, a few at a time, in order of starting. */
export async function eachAtOnce<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(8, availableParallelism() + 1) }, lane));
}
