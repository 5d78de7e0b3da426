// Runs a model on ONNX Runtime and reads recorded arrays, for the tests of this folder.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { importCheckpoint } from '../../../src/common/fcos/checkpoint/import.ts';
import type { ImportedCheckpoint, ImportOptions } from '../../../src/common/fcos/checkpoint/import.ts';
import { readCheckpoint } from '../../../src/common/fcos/checkpoint/read.ts';
import type { Detections, RawOutputs } from '../../../src/common/fcos/detect.ts';
import type { Result } from '../../../src/common/result.ts';

/** An array as the recorded JSON files describe it. */
export interface Recorded {
  readonly file: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int64';
}

export function fileBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path));
}

export function floats(folder: string, recorded: Recorded): Float32Array {
  return new Float32Array(fileBytes(join(folder, recorded.file)).buffer);
}

export function integers(folder: string, recorded: Recorded): Int32Array {
  return Int32Array.from(new BigInt64Array(fileBytes(join(folder, recorded.file)).buffer), Number);
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.kind}: ${result.failure.message}\n${result.failure.detail ?? ''}`);
  return result.value;
}

export function importFile(path: string, options: ImportOptions = {}): ImportedCheckpoint {
  return valueOf(importCheckpoint(valueOf(readCheckpoint(fileBytes(path))), options));
}

export async function runModel(
  model: Uint8Array,
  image: Float32Array,
  shape: readonly [number, number, number, number],
): Promise<RawOutputs> {
  const session = await InferenceSession.create(model, { intraOpNumThreads: 2, logSeverityLevel: 3 });
  const outputs = await session.run({ image: new Tensor('float32', image, shape) });
  const array = (name: string): Float32Array => outputs[name]?.data as Float32Array;
  const raw = {
    classLogits: array('cls_logits'),
    regression: array('bbox_regression'),
    centreness: array('bbox_ctrness'),
  };
  await session.release();
  return raw;
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`${a.length} values against ${b.length}`);
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs((a[i] as number) - (b[i] as number));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

/**
 * Pairs every expected detection with a found one of its label, nearest first. The counts must agree; returns the largest
 * distance of any side in pixels and the largest difference of scores.
 */
export function compareDetections(
  found: Detections,
  expected: Detections,
): { readonly pixels: number; readonly score: number } {
  if (found.labels.length !== expected.labels.length) {
    throw new Error(`${found.labels.length} detections were found, and ${expected.labels.length} were expected.`);
  }
  const free = new Set(found.labels.keys());
  let pixels = 0;
  let score = 0;
  for (const index of expected.labels.keys()) {
    const box = expected.boxes.subarray(index * 4, index * 4 + 4);
    let best = -1;
    let nearest = Infinity;
    for (const candidate of free) {
      if (found.labels[candidate] !== expected.labels[index]) continue;
      const distance = largestDifference(found.boxes.subarray(candidate * 4, candidate * 4 + 4), box);
      if (distance < nearest) [best, nearest] = [candidate, distance];
    }
    if (best < 0) throw new Error(`Nothing found has the label of expected detection ${index}.`);
    free.delete(best);
    pixels = Math.max(pixels, nearest);
    score = Math.max(score, Math.abs((found.scores[best] as number) - (expected.scores[index] as number)));
  }
  return { pixels, score };
}
