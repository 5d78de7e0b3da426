// From a checkpoint file to a model of ours: `<id>.onnx` and its card `<id>.json`. The reading itself is common/fcos.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { cocoClasses } from '../common/coco/cocoClasses.ts';
import { readCard } from '../common/model/card.ts';
import type { ModelCard } from '../common/model/card.ts';
import { importCheckpoint } from '../common/fcos/checkpoint/import.ts';
import type { ImportedCheckpoint } from '../common/fcos/checkpoint/import.ts';
import { readCheckpoint } from '../common/fcos/checkpoint/read.ts';
import { inferenceModel } from '../common/fcos/inference.ts';
import type { ModelImportReport, ModelImportRequest } from '../common/protocol.ts';
import { FailureError, fail } from '../common/result.ts';
import type { Result } from '../common/result.ts';
import { writeWhole } from './wholeFile.ts';

/** A buffer of Node ends here; checkpoints of this size are no detectors. */
const largestFile = 2 ** 31 - 1;

/** Writes both files, the card last: a model without a card does not exist. Fails with what the file lacks. */
export async function importModel(request: ModelImportRequest): Promise<ModelImportReport> {
  const bytes = await readModelFile(request.file);
  const imported = valueOf(importCheckpoint(valueOf(readCheckpoint(bytes)), importOptions(request)));
  const onnx = inferenceModel(imported.spec, imported.parameters, { precision: 'float32' });
  const card = cardOf(request, imported, bytes, onnx);
  const onnxPath = path.join(request.folder, `${card.id}.onnx`);
  const cardPath = path.join(request.folder, `${card.id}.json`);
  await writeWhole(onnxPath, onnx, 'lasting');
  await writeWhole(cardPath, Buffer.from(`${JSON.stringify(card, undefined, 2)}\n`), 'lasting');
  const { dialect, parameters, missing, unexpected, wrongShape, assumed } = imported.report;
  const model = { id: card.id, onnxPath, cardPath };
  return { model, dialect, parameters, classes: card.classes, missing, unexpected, wrongShape, assumed };
}

async function readModelFile(file: string): Promise<Buffer> {
  const name = path.basename(file);
  const found = await stat(file).catch(() => fail('not-found', `There is no file ${name}.`, file));
  if (!found.isFile()) fail('invalid', `${name} is not a file.`);
  if (found.size > largestFile) fail('too-large', `${name} is larger than 2 GB, which no detector's checkpoint is.`);
  return readFile(file).catch((error: unknown) => fail('unreadable', `${name} cannot be read.`, String(error)));
}

function importOptions(request: ModelImportRequest): Parameters<typeof importCheckpoint>[1] {
  const { classes, shortSide, longSide, ways = {} } = request;
  const { distances, score, centreness, strideOn } = ways;
  if (shortSide !== undefined && longSide !== undefined && shortSide > longSide) {
    fail('invalid', `The short side ${shortSide} is longer than the long side ${longSide}.`);
  }
  const input = { ...(shortSide !== undefined && { shortSide }), ...(longSide !== undefined && { longSide }) };
  return {
    input,
    conventions: { ...(distances !== undefined && { regression: distances }), ...(score !== undefined && { score }) },
    ...(centreness !== undefined && { centreness }),
    ...(strideOn !== undefined && { strideOn }),
    ...(classes !== undefined && { classes: classes === 'coco' ? cocoNames : classes }),
  };
}

function cocoNames(outputs: number): readonly string[] {
  const names = cocoClasses(outputs);
  return names ?? fail('invalid', `COCO's names fit 80 or 91 classes, and the checkpoint has ${outputs}.`);
}

function cardOf(
  request: ModelImportRequest,
  imported: ImportedCheckpoint,
  source: Uint8Array,
  onnx: Uint8Array,
): ModelCard {
  const file = path.basename(request.file);
  const card: ModelCard = {
    format: 1,
    id: request.id,
    name: request.name,
    spec: imported.spec,
    classes: imported.classes,
    howMade: `Imported from ${file}, ${imported.report.dialect}'s FCOS; batch norms folded into their convolutions.`,
    precision: 'float32',
    parameters: imported.report.parameters,
    onnxSha256: sha256(onnx),
    created: new Date().toISOString(),
    source: { file, sha256: sha256(source) },
  };
  return valueOf(readCard(card));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}
