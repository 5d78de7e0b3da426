// From a checkpoint file to a model of ours: `<id>.onnx` and its card `<id>.json`. The reading itself is common/fcos.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { cocoClasses } from '../common/coco/cocoClasses.ts';
import { readCard } from '../common/model/card.ts';
import type { ModelCard } from '../common/model/card.ts';
import { importCheckpoint } from '../common/fcos/checkpoint/import.ts';
import type { ImportedCheckpoint } from '../common/fcos/checkpoint/import.ts';
import { assumedWords } from '../common/fcos/checkpoint/recognise.ts';
import { inferencePieces } from '../common/fcos/inference.ts';
import type { ModelImportProgress, ModelImportReport, ModelImportRequest } from '../common/modelImport.ts';
import { fail } from '../common/result.ts';
import type { Context } from './calls.ts';
import { checkCancelled } from './calls.ts';
import { importForeign } from './foreign/importForeign.ts';
import { readCheckpointFile, valueOf } from './modelFile.ts';
import { writeWhole, writeWith } from './wholeFile.ts';

/**
 * Writes both files, the card last: a model without a card does not exist. Fails with what the file lacks. The weights are never
 * held twice: what is read are views of the file, and the model goes to the disk in pieces.
 */
export async function importModel(
  request: ModelImportRequest,
  context: Context<ModelImportProgress>,
): Promise<ModelImportReport> {
  if (request.foreign !== undefined) return importForeign(request, request.foreign, context.signal);
  const { bytes, state, sha256 } = await readCheckpointFile(request.file, context.signal, (done, size) => {
    context.send({ done, total: 2 * size });
  });
  const imported = valueOf(importCheckpoint(state, importOptions(request)));
  const files = {
    onnxPath: path.join(request.folder, `${request.id}.onnx`),
    cardPath: path.join(request.folder, `${request.id}.json`),
  };
  const onnxSha256 = await writePieces(
    files.onnxPath,
    inferencePieces(imported.spec, imported.parameters),
    (written) => {
      checkCancelled(context.signal);
      context.send({ done: bytes.length + Math.min(written, bytes.length), total: 2 * bytes.length });
    },
  );
  const card = cardOf(request, imported, sha256, onnxSha256);
  await writeWhole(files.cardPath, Buffer.from(`${JSON.stringify(card, undefined, 2)}\n`), 'lasting');
  const { dialect, parameters, missing, unexpected, wrongShape, ways } = imported.report;
  const assumed = assumedWords(ways);
  const model = { id: card.id, ...files };
  return { model, dialect, parameters, classes: card.classes, missing, unexpected, wrongShape, assumed };
}

/** Several of them go to the disk at once: a network has hundreds of small ones. */
const batchBytes = 4 * 1024 * 1024;

/** Returns the SHA-256 of what was written. `told` hears the bytes written so far and may throw to stop it. */
async function writePieces(
  file: string,
  pieces: Iterable<Uint8Array>,
  told: (written: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  await writeWith(file, 'lasting', async (temporary) => {
    const handle = await open(temporary, 'wx');
    try {
      let written = 0;
      for (const batch of batches(pieces)) {
        for (const piece of batch) hash.update(piece);
        written += await writeAll(handle, batch);
        told(written);
      }
    } finally {
      await handle.close();
    }
  });
  return hash.digest('hex');
}

function* batches(pieces: Iterable<Uint8Array>): Generator<Uint8Array[]> {
  let batch: Uint8Array[] = [];
  let size = 0;
  for (const piece of pieces) {
    batch.push(piece);
    size += piece.length;
    if (size < batchBytes && batch.length < 512) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}

/** writev may stop early; what is left is written one by one. Returns the number of bytes. */
async function writeAll(handle: Awaited<ReturnType<typeof open>>, pieces: readonly Uint8Array[]): Promise<number> {
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  let { bytesWritten: skip } = await handle.writev(pieces as Uint8Array[]);
  for (const piece of pieces) {
    for (let at = Math.min(skip, piece.length); at < piece.length;) {
      at += (await handle.write(piece, at)).bytesWritten;
    }
    skip = Math.max(0, skip - piece.length);
  }
  return total;
}

function importOptions(request: ModelImportRequest): Parameters<typeof importCheckpoint>[1] {
  const { classes, shortSide, longSide, ways = {} } = request;
  if (shortSide !== undefined && longSide !== undefined && shortSide > longSide) {
    fail('invalid', `The short side ${shortSide} is longer than the long side ${longSide}.`);
  }
  const input = { ...(shortSide !== undefined && { shortSide }), ...(longSide !== undefined && { longSide }) };
  return {
    input,
    ways,
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
  sourceSha256: string,
  onnxSha256: string,
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
    onnxSha256,
    created: new Date().toISOString(),
    source: { file, sha256: sourceSha256 },
  };
  return valueOf(readCard(card));
}
