// What the trainer and its compute threads say to each other. Messages only.
import type { Detections, Geometry } from '../../common/fcos/detect.ts';
import type { LossSpec } from '../../common/fcos/loss.ts';
import type { FcosSpec } from '../../common/fcos/spec.ts';
import type { Targets } from '../../common/fcos/targets.ts';
import type { FrozenStages, TrainingShape } from '../../common/fcos/trainingGraph.ts';
import type { ProviderName } from '../../common/protocol.ts';
import type { Failure } from '../../common/result.ts';
import type { Losses } from '../../common/training.ts';

/** Given to a thread when it starts. The shared arrays have the layout of `layout.ts`. */
export interface ThreadSetup {
  readonly role: 'training';
  readonly spec: FcosSpec;
  readonly loss: LossSpec;
  readonly shape: TrainingShape;
  readonly frozen: FrozenStages;
  readonly provider: ProviderName;
  /** Of ONNX Runtime inside this thread. */
  readonly threads: number;
  readonly parameters: SharedArrayBuffer;
  readonly average: SharedArrayBuffer;
}

/** One share of a batch; its buffers travel with the message and come back with the answer. */
export interface Share {
  readonly image: Float32Array<ArrayBuffer>;
  readonly targets: Targets;
}

export type ToThread =
  /** `gradient` is filled; it travels as the share does. */
  | {
      readonly kind: 'gradient';
      readonly id: number;
      readonly share: Share;
      readonly gradient: Float32Array<ArrayBuffer>;
    }
  /** Detections of the averaged parameters; `fresh` reads them anew first. */
  | {
      readonly kind: 'detect';
      readonly id: number;
      readonly image: Float32Array<ArrayBuffer>;
      readonly geometry: Geometry;
      readonly version: number;
      readonly scoreThreshold: number;
    };

export type FromThread =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'gradient';
      readonly id: number;
      readonly losses: Losses;
      readonly share: Share;
      readonly gradient: Float32Array<ArrayBuffer>;
    }
  | { readonly kind: 'detections'; readonly id: number; readonly detections: Detections }
  | { readonly kind: 'failed'; readonly id?: number; readonly failure: Failure };
