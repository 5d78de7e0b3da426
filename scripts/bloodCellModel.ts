// Makes the embedded model for blood cells: the trained checkpoint and its card go through the importer, an ONNX file and a model card come
// out. Pure but for the hash; make-blood-cell-model.mjs reads and writes the files.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { importCheckpoint } from '../src/common/fcos/checkpoint/import.ts';
import { readCheckpoint } from '../src/common/fcos/checkpoint/read.ts';
import type { ModelCard } from '../src/common/model/card.ts';
import { inferenceModel } from '../src/common/fcos/inference.ts';
import { FailureError } from '../src/common/result.ts';
import type { Result } from '../src/common/result.ts';

/** What the card beside the trained checkpoint says. */
const trainedCardSchema = z.object({
  name: z.string(),
  classes: z.array(z.string()),
  category_ids: z.array(z.number()),
  trained: z.string(),
  metrics: z.object({
    set: z.string(),
    AP: z.number(),
    AP50: z.number(),
    AP75: z.number(),
    AR100: z.number(),
    per_class_AP50: z.record(z.string(), z.number()),
  }),
  data_licence: z.string(),
  sha256: z.string(),
});

export interface BloodCellModel {
  readonly onnx: Uint8Array;
  readonly card: ModelCard;
}

/** The model was trained on pictures that PIL had shrunk to 320 × 240 with its antialiased bilinear filter. */
const trainedInput = { shortSide: 240, longSide: 320, divisor: 32, filter: 'antialias' } as const;

/** checkpoint: bytes of fcos_r10_bccd.pth; trainedCard: the parsed JSON beside it; created: ISO 8601. Throws when they do not fit. */
export function makeBloodCellModel(checkpoint: Uint8Array, trainedCard: unknown, created: string): BloodCellModel {
  const trained = trainedCardSchema.parse(trainedCard);
  const sourceSha256 = sha256(checkpoint);
  if (sourceSha256 !== trained.sha256)
    throw new Error(`The checkpoint's SHA-256 is ${sourceSha256}, and its card says ${trained.sha256}.`);
  const state = valueOf(readCheckpoint(checkpoint));
  const imported = valueOf(importCheckpoint(state, { classes: trained.classes, input: trainedInput }));
  const precision = 'float16';
  const onnx = inferenceModel(imported.spec, imported.parameters, { precision });
  const { set, per_class_AP50: perClassAP50, ...values } = trained.metrics;
  return {
    onnx,
    card: {
      format: 1,
      id: trained.name,
      name: 'Blood cells (FCOS, ResNet-10)',
      spec: imported.spec,
      classes: imported.classes,
      categoryIds: trained.category_ids,
      metrics: { set, values, perClassAP50 },
      dataLicence: trained.data_licence,
      howMade:
        `Trained ${trained.trained}. Imported from ${trained.name}.pth by scripts/make-blood-cell-model.mjs: batch norms folded into ` +
        'their convolutions, kernels stored as float16, computed as float32.',
      precision,
      parameters: imported.report.parameters,
      onnxSha256: sha256(onnx),
      created,
      source: { file: `${trained.name}.pth`, sha256: sourceSha256 },
    },
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}
