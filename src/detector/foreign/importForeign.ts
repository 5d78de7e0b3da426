// From an ONNX file of another program to a model that can be used: the file whole in the model folder, and a card that says how it is
// fed and read.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { cocoClasses } from '../../common/coco/cocoClasses.ts';
import { kindWords } from '../../common/foreign/guess.ts';
import type { ForeignSpec } from '../../common/foreign/spec.ts';
import { readCard } from '../../common/model/card.ts';
import type { ForeignCard } from '../../common/model/card.ts';
import type { ModelImportReport, ModelImportRequest } from '../../common/modelImport.ts';
import { FailureError, fail } from '../../common/result.ts';
import { writeWhole } from '../wholeFile.ts';
import { hashFile } from '../modelFile.ts';
import { openUnknown } from './examine.ts';
import { readOnnxSource } from './onnxSource.ts';

/** Writes `<id>.onnx` and its card, the card last. Fails with what the file is instead, or when the names do not fit. */
export async function importForeign(
  request: ModelImportRequest,
  spec: ForeignSpec,
  signal: AbortSignal,
): Promise<ModelImportReport> {
  const { bytes, described } = await readOnnxSource(request.file);
  // What cannot be loaded must not become a model.
  await (await openUnknown(bytes, described)).release();
  const file = path.basename(request.file);
  const dialect = kindWords[spec.reading.kind];
  const card: ForeignCard = {
    format: 1,
    id: request.id,
    name: request.name,
    foreign: spec,
    classes: classNames(request.classes, spec.classes),
    howMade: `Imported from ${file}${described.producer === '' ? '' : `, made by ${described.producer}`}; read as ${dialect}.`,
    precision: described.precision,
    parameters: Math.max(1, described.parameters),
    onnxSha256: createHash('sha256').update(bytes).digest('hex'),
    created: new Date().toISOString(),
    source: { file, sha256: (await hashFile(request.file, signal)).sha256 },
  };
  const checked = readCard(card);
  if (!checked.ok) throw new FailureError(checked.failure);
  const files = {
    onnxPath: path.join(request.folder, `${request.id}.onnx`),
    cardPath: path.join(request.folder, `${request.id}.json`),
  };
  await writeWhole(files.onnxPath, bytes, 'lasting');
  await writeWhole(files.cardPath, Buffer.from(`${JSON.stringify(card, undefined, 2)}\n`), 'lasting');
  const none = { missing: [], unexpected: [], wrongShape: [], assumed: [] };
  return { model: { id: card.id, ...files }, dialect, parameters: card.parameters, classes: card.classes, ...none };
}

function classNames(given: ModelImportRequest['classes'], count: number): readonly string[] {
  if (given === undefined) return Array.from({ length: count }, (_, index) => String(index));
  if (given === 'coco') {
    return cocoClasses(count) ?? fail('invalid', `COCO's names fit 80 or 91 classes, and the model has ${count}.`);
  }
  if (given.length === count) return given;
  return fail('invalid', `There are ${given.length} class names, and the model has ${count} classes.`);
}
