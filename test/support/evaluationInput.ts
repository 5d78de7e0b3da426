// A truth and detections from values in memory, read as files are.
import { overBytes } from '../../src/common/dataset/overBytes.ts';
import type { Reading } from '../../src/common/dataset/jsonFile.ts';
import type { Detections, Truth } from '../../src/common/coco/evaluation.ts';
import { readDetectionSteps, readTruthSteps } from '../../src/common/coco/evaluationInput.ts';
import { failureOf, type Result } from '../../src/common/result.ts';

export function readTruth(json: unknown): Result<Truth> {
  return readBytes(bytesOf(json), readTruthSteps());
}

export function readDetections(json: unknown, truth: Truth): Result<Detections> {
  return readBytes(bytesOf(json), readDetectionSteps(truth));
}

/** A bug throws, so that no test takes it for a refusal. */
export function readBytes<Value>(bytes: Uint8Array, reading: Reading<Value>): Result<Value> {
  try {
    const step = overBytes<never, Value>(bytes, reading).next();
    if (step.done !== true) throw new Error('It says nothing on its way.');
    return { ok: true, value: step.value };
  } catch (caught) {
    const failure = failureOf(caught);
    if (failure.kind === 'unexpected') throw caught;
    return { ok: false, failure };
  }
}

function bytesOf(json: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json) ?? '');
}
