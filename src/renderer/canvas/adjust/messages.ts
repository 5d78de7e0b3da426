// What the canvas and the worker that adjusts pictures say to each other. Messages only.
import type { Adjustments } from './adjustments.ts';
import type { SampleFacts } from './samples.ts';

/** To the worker. Bitmaps and bytes are transferred, so what they show must be the worker's own. */
export type ToAdjuster =
  /** The picture that is shown from now on. Another one is announced by `forget`. */
  | { readonly kind: 'source'; readonly bitmap: ImageBitmap }
  /** The file's own numbers of the same picture, as main sends them; answered with facts. */
  | { readonly kind: 'samples'; readonly nonce: number; readonly bytes: ArrayBuffer }
  | { readonly kind: 'forget' }
  /** A newer one ends the work on an older one. At most so many pixels come back. */
  | {
      readonly kind: 'adjust';
      readonly nonce: number;
      readonly adjustments: Adjustments;
      readonly mostPixels: number;
    }
  | { readonly kind: 'value'; readonly nonce: number; readonly x: number; readonly y: number };

export type FromAdjuster =
  | { readonly kind: 'facts'; readonly nonce: number; readonly facts: SampleFacts }
  | { readonly kind: 'adjusted'; readonly nonce: number; readonly bitmap: ImageBitmap }
  /** It could not be made: there is not enough memory. */
  | { readonly kind: 'failed'; readonly nonce: number }
  /** The samples of one pixel; none when there are none. */
  | { readonly kind: 'value'; readonly nonce: number; readonly values: readonly number[] };
