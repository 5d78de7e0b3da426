// Makes the embedded starter of a trained model: its kernels as float16, its card with the figures on each set's test split and the
// licences of what it learnt from. make-starter.mjs reads and writes the files.
import { createHash } from 'node:crypto';
import { fcosCard, readCard } from '../src/common/model/card.ts';
import type { ModelCard } from '../src/common/model/card.ts';
import { inferenceModel } from '../src/common/fcos/inference.ts';
import { modelWeights } from '../src/common/fcos/start.ts';

export interface StarterFacts {
  /** Such as "bccd AP50": figures on official test splits. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly licences: string;
}

/** onnx and card as training left them. Throws when they do not fit. */
export function starterModel(
  onnx: Uint8Array,
  trainedCard: unknown,
  { metrics, licences }: StarterFacts,
): { readonly onnx: Uint8Array; readonly card: ModelCard } {
  const read = readCard(trainedCard);
  if (!read.ok) throw new Error(read.failure.message);
  const trained = fcosCard(read.value);
  const { spec, values } = modelWeights(trained, onnx);
  const halved = inferenceModel(spec, values, { precision: 'float16' });
  return {
    onnx: halved,
    card: {
      ...trained,
      id: 'starter',
      name: 'Starter (cells, nuclei, tools, everyday things)',
      spec,
      metrics: { set: "each set's official test split", values: metrics },
      dataLicence: licences,
      howMade: `${trained.howMade} By scripts/make-starter.mjs; kernels stored as float16, computed as float32.`,
      precision: 'float16',
      onnxSha256: createHash('sha256').update(halved).digest('hex'),
    },
  };
}
