// Reads whole documents, as JSON.parse gives them, into the columns of an evaluation. Row by row: truthRows.ts, detectionRows.ts.
import { failure, success, type Result } from '../result.ts';
import { shown } from '../dataset/problems.ts';
import { isRow } from '../dataset/rows.ts';
import { detectionReader } from './detectionRows.ts';
import type { Detections, Truth } from './evaluation.ts';
import { truthReader } from './truthRows.ts';

/** Reads a parsed COCO instances file as truth. Fails (`invalid`) when it is not one; what is skipped is listed. */
export function readTruth(json: unknown): Result<Truth> {
  if (!isRow(json))
    return failure('invalid', 'The truth is not a COCO instances file: it has no object at its top level.');
  for (const key of ['images', 'annotations', 'categories']) {
    if (!Array.isArray(json[key])) {
      return failure('invalid', `The truth is not a COCO instances file: "${key}" is ${shown(json[key])}, not a list.`);
    }
  }
  const reader = truthReader();
  for (const row of json['images'] as readonly unknown[]) reader.image(row);
  for (const row of json['categories'] as readonly unknown[]) reader.category(row);
  for (const row of json['annotations'] as readonly unknown[]) reader.annotation(row);
  return success(reader.truth());
}

/** Reads a parsed COCO results file. Fails (`invalid`) when it is none, and as detectionReader does. */
export function readDetections(json: unknown, truth: Truth): Result<Detections> {
  if (!Array.isArray(json)) {
    const hint = isRow(json) && Array.isArray(json['annotations']) ? '; this looks like an instances file (truth)' : '';
    return failure('invalid', `The detections are not a COCO results file: a list of boxes is wanted${hint}.`);
  }
  const reader = detectionReader(truth);
  for (const row of json as readonly unknown[]) if (!reader.add(row)) break;
  return reader.detections();
}
