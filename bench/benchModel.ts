// A network of a given size with random weights, as a model of the program that proposes about as many boxes as a trained one does:
// what follows the run (suppression, messages, database, window) must not be spared.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputOf } from '../src/common/model/card.ts';
import type { ModelCard } from '../src/common/model/card.ts';
import { inferenceModel } from '../src/common/fcos/inference.ts';
import { initialValues } from '../src/common/fcos/initial.ts';
import { sizeSpec } from '../src/common/fcos/sizes.ts';
import type { SizeName } from '../src/common/fcos/sizes.ts';
import type { FcosSpec } from '../src/common/fcos/spec.ts';
import { seededRandom } from '../src/common/random.ts';
import { prepare } from '../src/detector/preprocess.ts';
import { createSession } from '../src/detector/providers.ts';
import { runPictures } from '../src/detector/runPictures.ts';

const classes = ['RBC', 'WBC', 'Platelets'];
/** Boxes that are kept of a picture, as BCCD has them. */
const boxes = 15;

export interface BenchModel {
  readonly bytes: Uint8Array;
  readonly card: ModelCard;
}

/** Writes it to `folder` as `<size>.onnx` and `<size>.json`; `pictures` is where its threshold is measured. */
export async function benchModel(
  folder: string,
  size: SizeName,
  pixels: number,
  pictures: string,
): Promise<BenchModel> {
  const spec = sizeSpec(size, classes.length, pixels);
  const values = new Map(initialValues(spec, seededRandom(1)));
  const name = 'head.classification_head.cls_logits.weight';
  const weights = values.get(name);
  if (weights === undefined) throw new Error(`The network has no ${name}.`);
  // Fresh weights find every place about as likely; these tell them apart.
  values.set(
    name,
    weights.map((value) => value * 30),
  );
  const bytes = inferenceModel(spec, values);
  const card = cardOf(size, spec, bytes, 0);
  const threshold = await usualScore(bytes, card, pictures);
  const detection = { ...spec.detection, scoreThreshold: threshold, detectionsPerImage: boxes };
  const model = { bytes, card: cardOf(size, { ...spec, detection }, bytes, threshold) };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${size}.onnx`), bytes);
  writeFileSync(join(folder, `${size}.json`), JSON.stringify(model.card));
  return model;
}

function cardOf(size: SizeName, spec: FcosSpec, bytes: Uint8Array, threshold: number): ModelCard {
  return {
    format: 1,
    id: size,
    name: `${size}, random weights`,
    spec: { ...spec, detection: { ...spec.detection, scoreThreshold: threshold } },
    classes,
    howMade: 'bench',
    precision: 'float32',
    parameters: 1,
    onnxSha256: createHash('sha256').update(bytes).digest('hex'),
    created: '2026-01-01T00:00:00Z',
  };
}

/**
 * A score that some detection of the first picture reaches, and whose half at least `boxes` of them do: the program keeps what is over
 * half of a card's threshold, and takes in a class with its first detection over the whole.
 */
async function usualScore(bytes: Uint8Array, card: ModelCard, pictures: string): Promise<number> {
  const session = await createSession(bytes, 'cpu', 1);
  const [name = ''] = readdirSync(pictures).sort();
  const input = await prepare(join(pictures, name), 1e9, inputOf(card));
  const [found] = await runPictures(session, card, [input], { scoreThreshold: 0 });
  await session.release();
  return Math.min(2 * (found?.scores[boxes] ?? 0.05), 0.999 * (found?.scores[0] ?? 0.1));
}
