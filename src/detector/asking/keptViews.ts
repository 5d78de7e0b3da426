// What models gave for the pictures asked about last, within a bound of memory. Knows neither models nor pictures.
import type { Size } from '../../common/geometry/box.ts';
import { buffersOf } from '../../common/model/seen.ts';
import type { Seen } from '../../common/model/seen.ts';

/** The head outputs of a ResNet-50 for a picture of 800 × 1333 pixels are 9 MB, those of a small network half a megabyte. */
const mostBytes = 64e6;

/** One look at a picture: what the model gave, and the upright size of the picture. */
export interface KeptView extends Size {
  readonly seen: Seen;
}

/** Lives as long as the process. */
export class KeptViews {
  readonly #most: number;
  /** In the order of use. */
  readonly #kept = new Map<string, KeptView>();
  #bytes = 0;

  constructor(most = mostBytes) {
    this.#most = most;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): KeptView | undefined {
    const found = this.#kept.get(key);
    if (found === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found;
  }

  /** Those unused for longest go. What alone is over the bound is not kept. */
  put(key: string, view: KeptView): void {
    this.#drop(key);
    this.#kept.set(key, view);
    this.#bytes += bytesOf(view);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#most) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const found = this.#kept.get(key);
    if (found === undefined) return;
    this.#kept.delete(key);
    this.#bytes -= bytesOf(found);
  }
}

function bytesOf({ seen }: KeptView): number {
  return buffersOf(seen).reduce((sum, { byteLength }) => sum + byteLength, 0);
}
