// The shapes of COCO's box evaluation: truth and detections as columns, and its figures. The computation is in evaluate.ts.
import type { Problem, ProblemCounts } from '../dataset/entries.ts';

/** The twelve figures in pycocotools' order; −1 where no truth box is of that size. */
export const statNames = [
  'AP',
  'AP50',
  'AP75',
  'APs',
  'APm',
  'APl',
  'AR1',
  'AR10',
  'AR100',
  'ARs',
  'ARm',
  'ARl',
] as const;

export type StatName = (typeof statNames)[number];
export type EvaluationStats = Readonly<Record<StatName, number>>;

export type SourceId = number | string;

/** What a model's detections are taken from on to be evaluated: low, because the figures need the whole curve. */
export const evaluatedFrom = 0.02;

/** A point of a precision-recall curve at IoU .5. */
export interface CurvePoint {
  readonly recall: number;
  readonly precision: number;
  /** Of the detection with which this recall is reached. */
  readonly score: number;
}

export interface CategoryFigures {
  readonly id: SourceId;
  readonly name: string;
  readonly AP: number;
  readonly AP50: number;
  readonly AR100: number;
}

export interface Evaluation {
  readonly stats: EvaluationStats;
  /** In ascending order of id; −1 for a category without truth boxes. */
  readonly perCategory: readonly CategoryFigures[];
  readonly images: number;
  readonly truthBoxes: number;
  readonly detections: number;
  /** From where detections are worth showing, by bestScore.ts; undefined where none is right. */
  readonly bestScore: number | undefined;
}

/** Boxes as columns. Boxes are x y w h as in the file, not clipped: the evaluation must see what pycocotools sees. */
export interface BoxColumns {
  readonly count: number;
  /** Index into Truth.imageIds and Truth.categories. */
  readonly image: Int32Array;
  readonly category: Int32Array;
  /** [count, 4] x y w h. */
  readonly bbox: Float64Array;
}

export interface Truth {
  /** Ascending; ids as in the file. */
  readonly imageIds: readonly SourceId[];
  readonly fileNames: readonly string[];
  readonly categories: readonly { readonly id: SourceId; readonly name: string }[];
  readonly boxes: BoxColumns & { readonly area: Float64Array; readonly crowd: Uint8Array };
  readonly problems: readonly Problem[];
  readonly counts: ProblemCounts;
}

export interface Detections {
  readonly boxes: BoxColumns & { readonly score: Float64Array };
  /** Entries whose category_id the truth does not have: they cannot count, as in pycocotools. */
  readonly unknownCategories: { readonly count: number; readonly ids: readonly SourceId[] };
}
