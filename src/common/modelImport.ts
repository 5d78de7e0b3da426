// What is asked and told when a model file is looked at and imported. Messages only; no behaviour.
import type { ModelWays, TakenWay } from './fcos/checkpoint/ways.ts';
import type { InputSpec } from './fcos/spec.ts';
import type { ForeignReport } from './foreign/report.ts';
import type { ForeignSpec } from './foreign/spec.ts';
import type { ModelFiles } from './protocol.ts';

export interface ModelImportRequest {
  readonly file: string;
  /** Folder that gets `<id>.onnx` and `<id>.json`, each under a temporary name first. */
  readonly folder: string;
  readonly id: string;
  readonly name: string;
  /** Names in the order of the outputs; `coco`: COCO's own, where their number fits. */
  readonly classes?: readonly string[] | 'coco';
  readonly shortSide?: number;
  readonly longSide?: number;
  /** What a state dict does not say, where it differs from what its dialect usually means. */
  readonly ways?: ModelWays;
  /** For an ONNX file: how it is fed and read. */
  readonly foreign?: ForeignSpec;
}

/** What a file is and would become; nothing is written. */
export interface ModelInspectRequest {
  readonly file: string;
  readonly ways?: ModelWays;
  /** A picture to run an ONNX file on, so that its answers can be looked at; without it a drawn one. */
  readonly picture?: string;
  /** Of the picture; the usual one when left out. */
  readonly pixelLimit?: number;
}

/** By kind of file. */
export type ModelInspection = CheckpointInspection | OnnxInspection;

export interface OnnxInspection {
  readonly kind: 'onnx';
  /** Size of the file. */
  readonly bytes: number;
  readonly sha256: string;
  readonly report: ForeignReport;
}

export interface CheckpointInspection {
  readonly kind: 'checkpoint';
  readonly format: 'pytorch' | 'pytorch-legacy' | 'safetensors';
  /** Size of the file. */
  readonly bytes: number;
  readonly sha256: string;
  /** Whose FCOS the names are of. */
  readonly dialect: string;
  /** In words, such as "ResNet-50", "P3 to P7, 256 channels", "4 convolutions, centre-ness from the box tower". */
  readonly network: { readonly trunk: string; readonly pyramid: string; readonly head: string };
  readonly parameters: number;
  /** Number of class outputs. */
  readonly outputs: number;
  /** The names that the file gives its classes, if it does. */
  readonly classes?: readonly string[];
  readonly input: InputSpec;
  /** How pictures come, in words. */
  readonly inputWords: string;
  /** What files of this dialect may leave open. */
  readonly ways: readonly TakenWay[];
  /** Not empty: it cannot be imported. */
  readonly missing: readonly string[];
  /** Not empty: it cannot be imported. */
  readonly wrongShape: readonly string[];
  /** What the network has no use for. */
  readonly unexpected: readonly string[];
  /** Entries of the file beside the state dict. */
  readonly passedOver: readonly string[];
}

/** Where an import stands; `done` of `total` of the whole. */
export interface ModelImportProgress {
  readonly done: number;
  readonly total: number;
}

export interface ModelImportReport {
  readonly model: ModelFiles;
  readonly dialect: string;
  readonly parameters: number;
  readonly classes: readonly string[];
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  readonly wrongShape: readonly string[];
  /** What the file does not say, and what was taken for it. */
  readonly assumed: readonly string[];
}
