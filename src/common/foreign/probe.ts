// A first run of an unknown model, for telling what its outputs are. The kinds look at shapes and values, never at names alone.
import type { Outputs, Output } from './outputs.ts';
import { product, withoutBatch } from './outputs.ts';
import type { Reading } from './spec.ts';

export interface Probe {
  /** Size of the input of the run, pixels; one picture. */
  readonly width: number;
  readonly height: number;
  readonly outputs: Outputs;
  /** Outputs of whole numbers (int32, int64): labels and counts. */
  readonly whole: ReadonlySet<string>;
  /** Models that TensorFlow made have the channels last, and y before x. */
  readonly layout: 'nchw' | 'nhwc';
  /** Whether it asks for the picture's size or scale too, as RT-DETR and PaddleDetection. */
  readonly beside: 'nothing' | 'size';
  /** Number of class names that the file carries; absent: none. */
  readonly named?: number;
  /** What the file says it is for, such as Ultralytics' "detect", "segment", "pose"; absent: nothing. */
  readonly task?: string;
}

/** How pictures are usually given to a kind of model. */
export type PresetName =
  | 'unit-rgb'
  | 'unit-bgr'
  | 'byte-rgb'
  | 'byte-bgr'
  | 'imagenet-rgb'
  | 'imagenet-bgr'
  | 'caffe-bgr'
  | 'centernet-bgr'
  | 'centred-rgb';

export type Fit = 'letterbox-centre' | 'letterbox-corner' | 'stretch' | 'sides';

export interface Guess {
  readonly reading: Reading;
  /** Absent where the shapes do not say it: lists name only the classes that were found. */
  readonly classes?: number;
  readonly preset: PresetName;
  readonly fit: Fit;
  /** 1 where overlapping boxes of a class are not to be suppressed any more. */
  readonly iouThreshold: number;
  /** 0 … 1; under .7 a human should look. */
  readonly sureness: number;
  /** What it was told by, for people. */
  readonly because: string;
}

export interface Seen extends Output {
  readonly name: string;
}

/** Outputs that have exactly `rank` axes beside the batch's, dims without it. [n, 1, 4] counts as [n, 4]. */
export function seenWith(probe: Probe, rank: number): readonly Seen[] {
  return [...probe.outputs].flatMap(([name, { dims, values }]) => {
    const rest = withoutBatch(dims, rank);
    return rest.length === rank ? [{ name, dims: rest, values }] : [];
  });
}

export const usualStrides: readonly (readonly number[])[] = [
  [8, 16, 32],
  [8, 16, 32, 64],
  [8, 16, 32, 64, 128],
  [4, 8, 16, 32],
  [16, 32],
  [16],
  [8],
  [4],
];

/** Cells of each level of an input. */
export function cellsOf({ width, height }: Pick<Probe, 'width' | 'height'>, strides: readonly number[]): number[] {
  return strides.map((stride) => Math.ceil(width / stride) * Math.ceil(height / stride));
}

/** The usual strides whose levels have so many cells together. */
export function stridesFor(probe: Probe, cells: number, perCell: number): readonly number[] | undefined {
  return usualStrides.find((strides) => cellsOf(probe, strides).reduce((sum, n) => sum + n, 0) * perCell === cells);
}

/** Whether every value lies in 0 … 1, a little rounding allowed. */
export function areProbabilities(values: Float32Array): boolean {
  return values.length > 0 && values.every((value) => value >= -1e-4 && value <= 1.0001);
}

/** Values of one column of a [rows, columns] table. */
export function columnOf({ values, dims }: Output, column: number): Float32Array {
  const columns = dims[dims.length - 1] ?? 1;
  const rows = product(dims) / columns;
  return Float32Array.from({ length: rows }, (_, row) => values[row * columns + column] as number);
}

export function areWhole(values: Float32Array): boolean {
  return values.every(Number.isInteger);
}

/** The largest magnitude, of what is a number. */
export function largest(values: Float32Array): number {
  return values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
}

/** Whether the rows of [n, 4] can be two corners each. */
export function areCorners(boxes: Float32Array): boolean {
  let sound = 0;
  const rows = boxes.length / 4;
  for (let at = 0; at < boxes.length; at += 4) {
    if ((boxes[at + 2] as number) >= (boxes[at] as number) && (boxes[at + 3] as number) >= (boxes[at + 1] as number))
      sound++;
  }
  return rows > 0 && sound >= rows * 0.98;
}
