// The model that a run leaves: a plain ONNX file and the card that says how to feed it and what it learnt from.
import { createHash } from 'node:crypto';
import { cpus } from 'node:os';
import path from 'node:path';
import { readCard } from '../../common/model/card.ts';
import type { FcosCard } from '../../common/model/card.ts';
import { inferenceModel } from '../../common/fcos/inference.ts';
import type { FcosSpec } from '../../common/fcos/spec.ts';
import type { ModelFiles } from '../../common/protocol.ts';
import { fail } from '../../common/result.ts';
import type { TrainingData, TrainingPlan } from '../../common/training.ts';
import { writeWhole } from '../wholeFile.ts';
import type { Trained } from './trainer.ts';

/** Where nothing was held out, or nothing found there, to choose by. */
const fallbackScore = 0.2;

export interface ExportWork {
  readonly folder: string;
  readonly plan: TrainingPlan;
  readonly data: TrainingData;
  readonly spec: FcosSpec;
  readonly trained: Trained;
}

/** Writes `model.onnx` and `model.json` into the run's folder, the card last. */
export async function writeModel(work: ExportWork): Promise<ModelFiles> {
  const onnx = inferenceModel(work.spec, work.trained.values, { precision: 'float32' });
  const checked = readCard(cardOf(work, onnx));
  if (!checked.ok) fail(checked.failure.kind, checked.failure.message, checked.failure.detail);
  const onnxPath = path.join(work.folder, 'model.onnx');
  const cardPath = path.join(work.folder, 'model.json');
  await writeWhole(onnxPath, onnx, 'lasting');
  await writeWhole(cardPath, Buffer.from(`${JSON.stringify(checked.value, undefined, 2)}\n`), 'lasting');
  return { id: work.plan.id, onnxPath, cardPath };
}

function cardOf({ plan, data, spec, trained }: ExportWork, onnx: Uint8Array): FcosCard {
  const { figures, end, steps, epochs, seconds } = trained;
  const start = plan.from === undefined ? `from nothing (${plan.size})` : `from ${plan.from.id}`;
  return {
    format: 1,
    id: plan.id,
    name: plan.name,
    spec: { ...spec, detection: { ...spec.detection, scoreThreshold: figures?.bestScore ?? fallbackScore } },
    classes: data.classes,
    categoryIds: data.categoryIds,
    ...(figures !== undefined && {
      metrics: {
        set: `${data.validation.length} validation pictures`,
        values: { AP: figures.AP, AP50: figures.AP50 },
        perClassAP50: figures.perClassAP50,
      },
    }),
    howMade: `Trained by Boxwright ${start} on ${data.train.length} pictures, ${Math.round(seconds)} s, ${steps} updates.`,
    precision: 'float32',
    parameters: [...trained.values.values()].reduce((all, values) => all + values.length, 0),
    onnxSha256: createHash('sha256').update(onnx).digest('hex'),
    created: new Date().toISOString(),
    training: {
      dataSha256: plan.dataSha256,
      ...(data.origin !== undefined && { origin: data.origin }),
      ...(plan.snapshot !== undefined && { snapshot: plan.snapshot }),
      seed: plan.seed,
      ...(plan.from === undefined ? { size: plan.size } : { from: plan.from.id }),
      pixels: plan.pixels,
      pictures: data.train.length,
      validationPictures: data.validation.length,
      epochs,
      steps,
      seconds,
      machine: machine(),
      end,
    },
  };
}

function machine(): string {
  const all = cpus();
  return `${process.platform} ${process.arch}, ${all.length} × ${all[0]?.model.trim() ?? 'processor'}`;
}
