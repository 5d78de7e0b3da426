// How another program's detector is fed and read, as data. kinds/ has a file for each way of reading; nothing else interprets it.
import type { DetectionSpec } from '../fcos/spec.ts';
import type { Conventions } from '../fcos/spec.ts';
import type { PictureInput } from './input.ts';

export interface ForeignSpec {
  readonly input: ForeignInput;
  readonly reading: Reading;
  /** Number of classes that a detection can have. */
  readonly classes: number;
  /** `candidatesPerLevel` bounds all candidates together. An `iouThreshold` of 1 suppresses nothing. */
  readonly detection: DetectionSpec;
}

export interface ForeignInput extends PictureInput {
  /** Of the graph's input for the picture. */
  readonly name: string;
  /** Pictures in one run: exactly so many; `any`; or `none`, where the input has no such axis. */
  readonly batch: number | 'any' | 'none';
  readonly others?: readonly OtherInput[];
}

/** An input beside the picture's, the same for every picture. */
export interface OtherInput {
  readonly name: string;
  readonly type: 'float32' | 'int32' | 'int64' | 'bool';
  /** The input's size in one order or the other, or nothing but ones. */
  readonly gives: 'width-height' | 'height-width' | 'ones';
  /** Of one picture; the model's axis for the batch comes before it. */
  readonly dims: readonly (number | 'height' | 'width')[];
}

export interface BoxForm {
  /** What the four numbers are: two corners, centre and size, upper left corner and size, or corners with y first. */
  readonly numbers: 'x1y1x2y2' | 'cxcywh' | 'xywh' | 'y1x1y2x2';
  /** Input pixels, parts of the input's sides, or pixels of the picture itself. */
  readonly unit: 'input' | 'fraction' | 'picture';
}

export type Activation = 'none' | 'sigmoid' | 'softmax';

/** Class columns that mean "nothing": none, the first, the last. */
export type Background = 'none' | 'first' | 'last';

/** End to end: a list for each picture. boxes [n, 4], scores [n], labels [n]. */
export interface ListedReading {
  readonly kind: 'listed';
  readonly boxes: string;
  readonly scores: string;
  readonly labels: string;
  /** An output that says how many of the rows count. */
  readonly count?: string;
  readonly form: BoxForm;
  /** The label of the first class: 1 where 0 is the background. */
  readonly firstLabel: number;
}

/** End to end, one table [n, columns]; labels in a column or in an output of their own. */
export interface RowsReading {
  readonly kind: 'rows';
  readonly table: string;
  readonly box: number;
  readonly score: number;
  readonly label: number | string;
  /** The column that says which picture of the batch a row belongs to. */
  readonly picture?: number;
  readonly form: BoxForm;
  readonly firstLabel: number;
}

/** YOLO: a column of numbers for each cell, [cells, 4 + classes] or turned, with or without objectness. */
export interface CellsReading {
  readonly kind: 'cells';
  readonly values: string;
  readonly axes: 'cells-numbers' | 'numbers-cells';
  readonly objectness: boolean;
  readonly activation: Activation;
  readonly form: BoxForm;
  /** `done`: boxes as they are. `grid`: offsets in cells and logarithms of sizes, as YOLOX. */
  readonly decoding: 'done' | 'grid';
  readonly strides: readonly number[];
}

/** Two outputs: boxes [n, 4] and a score for each class [n, classes], as DETR, RT-DETR, YOLO-NAS, PP-YOLOE. */
export interface PairReading {
  readonly kind: 'pair';
  readonly boxes: string;
  readonly scores: string;
  readonly form: BoxForm;
  readonly activation: Activation;
  readonly background: Background;
  /** PaddleDetection and others turn the scores: [classes, n]. Rows first when left out. */
  readonly axes?: 'rows-classes' | 'classes-rows';
}

export interface DistanceLevel {
  readonly stride: number;
  readonly scores: string;
  readonly distances: string;
}

/** NanoDet: classes, and four distances as distributions over `bins` values. One output for all levels, or two for each. */
export interface DistancesReading {
  readonly kind: 'distances';
  readonly levels:
    { readonly each: readonly DistanceLevel[] } | { readonly joined: string; readonly strides: readonly number[] };
  readonly bins: number;
  readonly location: 'middle' | 'corner';
  readonly activation: Activation;
}

/** CenterNet: peaks of a heat map [classes, h, w], sizes [2, h, w] and offsets [2, h, w], in cells. */
export interface PeaksReading {
  readonly kind: 'peaks';
  readonly heat: string;
  readonly size: string;
  readonly offset?: string;
  readonly activation: Activation;
}

/** FCOS as others export it: raw heads, for each level or all levels in one. */
export interface FcosReading {
  readonly kind: 'fcos';
  readonly levels: readonly { readonly classes: string; readonly distances: string; readonly centreness: string }[];
  readonly strides: readonly number[];
  readonly conventions: Conventions;
}

/** FastestDet: one map [5 + classes, h, w]: objectness, offset, size, classes. */
export interface FastestReading {
  readonly kind: 'fastest';
  readonly values: string;
}

export type Reading =
  | ListedReading
  | RowsReading
  | CellsReading
  | PairReading
  | DistancesReading
  | PeaksReading
  | FcosReading
  | FastestReading;
