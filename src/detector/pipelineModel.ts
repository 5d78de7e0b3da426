// What the queue needs of a model that is ready to run, wherever that is.
import type { Detections } from '../common/fcos/detect.ts';
import type { ModelCard } from '../common/model/card.ts';
import type { Seen } from '../common/model/seen.ts';
import type { LoadedModel } from '../common/protocol.ts';
import type { Keep } from './inferenceThread.ts';
import type { Prepared } from './preprocess.ts';

/** What came of a run, in the order of its pictures. */
export interface Ran {
  /** The pictures, whose images nobody reads any more. */
  readonly prepared: readonly Prepared[];
  readonly found: readonly Detections[];
  /** What can be asked of each of them later, where that was to be kept. */
  readonly seen: readonly Seen[];
  /** Of all its pictures together. */
  readonly milliseconds: { readonly run: number; readonly finish: number };
}

/** Lives as long as it is kept; `close` it. */
export interface PipelineModel {
  readonly card: ModelCard;
  /** True when `run` would not have to wait. */
  readonly isFree: boolean;
  /** Runs at the same time. */
  readonly hands: number;
  /** Values of the image that ran last; of a usual one before the first. */
  readonly inputValues: number;
  /** Pictures like the last one that should run together. */
  readonly batch: number;
  /** Pictures of so many values each that should run together. */
  batchFor(values: number): number;
  describe(): LoadedModel;
  /** Returns the function that ends the subscription. */
  onWarning(listener: (warning: string) => void): () => void;
  /** Called when a run may start that could not before. */
  onChange: () => void;
  /** Of one shape; their images are given away. `keep`: what the model gave is wanted too. */
  run(prepared: readonly Prepared[], scoreThreshold: number, keep?: Keep): Promise<Ran>;
  /** After the runs under way. */
  close(): Promise<void>;
}

/** 512 × 512 pixels. */
export const usualValues = 3 * 512 * 512;

/** Of one picture's input. */
export function inputValues({ geometry }: Prepared): number {
  return geometry.paddedWidth * geometry.paddedHeight * 3;
}
