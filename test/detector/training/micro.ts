// A network of the family's kind that is as small as it can be, and a model of it, for tests that train.
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ModelCard } from '../../../src/common/model/card.ts';
import { inferenceModel } from '../../../src/common/fcos/inference.ts';
import { initialValues } from '../../../src/common/fcos/initial.ts';
import { sizeSpec } from '../../../src/common/fcos/sizes.ts';
import type { SizedSpec } from '../../../src/common/fcos/sizes.ts';
import type { ParameterValues } from '../../../src/common/graph/onnx.ts';
import type { ModelFiles } from '../../../src/common/protocol.ts';
import { seededRandom } from '../../../src/common/random.ts';

/** One block a stage, at most 16 channels, one convolution in each tower. */
export function microSpec(classes: number): SizedSpec {
  const nano = sizeSpec('nano', classes, 64);
  return {
    ...nano,
    trunk: { ...nano.trunk, stem: 8, stages: [8, 8, 16, 16].map((inner) => ({ blocks: 1, inner, outer: inner })) },
    pyramid: { ...nano.pyramid, channels: 16 },
    head: { ...nano.head, convolutions: 1, groups: 2 },
  };
}

/** Writes a model with random weights into `folder`. */
export async function microModel(
  folder: string,
  classes: readonly string[],
): Promise<ModelFiles & { readonly values: ParameterValues }> {
  const spec = microSpec(classes.length);
  const values = initialValues(spec, seededRandom(1));
  const onnx = inferenceModel(spec, values);
  const card: ModelCard = {
    format: 1,
    id: 'micro',
    name: 'Micro',
    spec,
    classes,
    howMade: 'Random weights.',
    precision: 'float32',
    parameters: [...values.values()].reduce((all, one) => all + one.length, 0),
    onnxSha256: createHash('sha256').update(onnx).digest('hex'),
    created: '2026-01-01T00:00:00.000Z',
  };
  const files = { onnxPath: path.join(folder, 'micro.onnx'), cardPath: path.join(folder, 'micro.json') };
  await mkdir(folder, { recursive: true });
  await writeFile(files.onnxPath, onnx);
  await writeFile(files.cardPath, JSON.stringify(card));
  return { id: 'micro', ...files, values };
}
