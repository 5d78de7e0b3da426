// COCO's figures of detections on labelled pictures: what a training run validates by and an assessment states.
import { detectionColumns, truthColumns } from '../common/coco/boxColumns.ts';
import { evaluate } from '../common/coco/evaluate.ts';
import type { Detections, Evaluation, Truth } from '../common/coco/evaluation.ts';
import type { Detection } from '../common/protocol.ts';
import type { TrainingBox } from '../common/training.ts';

/** A picture's truth and what was found on it; labels of both are indices into the classes of the truth. */
export interface EvaluatedPicture {
  readonly boxes: readonly TrainingBox[];
  readonly detections: readonly Detection[];
}

/**
 * `perCategory` is in the order of `classes`, with ids index + 1. Detections whose label is no index into `classes` do not
 * count; a box with such a label is a failure (`invalid`).
 */
export function evaluateDetections(classes: readonly string[], pictures: readonly EvaluatedPicture[]): Evaluation {
  const { truth, detections } = columnsOf(classes, pictures);
  return evaluate(truth, detections);
}

/** The same pictures as the columns that everything in common/coco takes. */
export function columnsOf(
  classes: readonly string[],
  pictures: readonly EvaluatedPicture[],
): { readonly truth: Truth; readonly detections: Detections } {
  const boxes = pictures.map((picture) => picture.boxes);
  const found = pictures.map((picture) => picture.detections);
  return { truth: truthColumns(classes, boxes), detections: detectionColumns(classes, found) };
}
