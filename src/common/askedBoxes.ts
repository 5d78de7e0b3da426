// Boxes of a model that somebody asked for or looks at beside others: they are no annotations. Plain records, as records.ts.
import type { CategoryId } from './annotation/types.ts';
import type { Box } from './geometry/box.ts';
import type { Knowledge } from './model/seen.ts';
import type { IdBlock } from './records.ts';

/** A place that the detector is asked about, in picture pixels: a point, for any class or one; or a box drawn by hand. */
export type PlaceWish =
  | { readonly kind: 'point'; readonly x: number; readonly y: number; readonly category?: CategoryId }
  | { readonly kind: 'box'; readonly box: Box };

/** A box of the model, which may be far from being a detection. */
export interface AskedBox {
  readonly box: Box;
  readonly score: number;
  /** As the model names its class. */
  readonly name: string;
  /** The project's class for it; absent: it has none yet. */
  readonly category?: CategoryId;
}

export interface AskedBoxes {
  /** Id of the model. */
  readonly model: string;
  /** Best first. */
  readonly boxes: readonly AskedBox[];
  readonly knows: Knowledge;
  /** Whether what the model gave for the picture was there already, or it had to run. */
  readonly from: 'kept' | 'run';
}

/** What the proposals of a picture took the place of, when another model proposed before; or the same one in another version. */
export interface ReplacedBoxes {
  /** `name` as it was called when it proposed; absent: that is not known any more. */
  readonly before: { readonly model: string; readonly name?: string };
  readonly now: { readonly model: string; readonly name?: string };
  readonly boxes: readonly AskedBox[];
  /** Ids of the proposals that came in their place, whatever became of them; none where `last` is before `first`. */
  readonly ids: IdBlock;
}

/** What a model finds on a picture, down to its lowest score. Nothing of it is kept. */
export interface FoundBoxes {
  readonly model: string;
  readonly boxes: readonly AskedBox[];
}
