// What comes after the model at 800 × 1333 with 80 classes (scores, the best of each level, boxes, suppression), against the model's
// own time for the same picture, turn by turn: nano, the fastest network there is here, so that the share is the largest.
import { availableParallelism } from 'node:os';
import { Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { detect } from '../src/common/fcos/detect.ts';
import type { RawOutputs } from '../src/common/fcos/detect.ts';
import { inferenceModel } from '../src/common/fcos/inference.ts';
import { initialValues } from '../src/common/fcos/initial.ts';
import { levelGrids, locationCount } from '../src/common/fcos/locations.ts';
import { sizeSpec } from '../src/common/fcos/sizes.ts';
import type { FcosSpec } from '../src/common/fcos/spec.ts';
import { between, seededRandom } from '../src/common/random.ts';
import { createSession } from '../src/detector/providers.ts';
import { machineLine, median } from './machine.ts';

const classes = 80;
const rounds = 20;
const geometry = {
  paddedWidth: 1344,
  paddedHeight: 800,
  width: 1333,
  height: 800,
  imageWidth: 1333,
  imageHeight: 800,
};
const side = [geometry.paddedHeight, geometry.paddedWidth] as const;

/** As a trained network gives them: background everywhere, and some hundreds of cells that are more or less sure of a class. */
function likely(spec: FcosSpec): RawOutputs {
  const random = seededRandom(3);
  const locations = locationCount(levelGrids(geometry.paddedWidth, geometry.paddedHeight, spec));
  const classLogits = Float32Array.from({ length: locations * classes }, () => between(random, -7, -5));
  for (let cell = 0; cell < 600; cell++) {
    const location = Math.floor(random() * locations);
    classLogits[location * classes + Math.floor(random() * classes)] = between(random, -1, 2);
  }
  return {
    classLogits,
    regression: Float32Array.from({ length: locations * 4 }, () => between(random, 1, 4)),
    centreness: Float32Array.from({ length: locations }, () => between(random, -1, 1)),
  };
}

it('finds boxes in a small part of the time that the fastest model takes', { timeout: 600_000 }, async () => {
  const spec = sizeSpec('nano', classes, 800);
  const model = inferenceModel(spec, initialValues(spec, seededRandom(1)));
  const session = await createSession(model, 'cpu', availableParallelism());
  const image = new Tensor('float32', new Float32Array(3 * side[0] * side[1]).fill(0.1), [1, 3, ...side]);
  const raw = likely(spec);
  await session.run({ image });
  detect(raw, geometry, spec);
  const times = { model: [] as number[], 'score over .2': [] as number[], 'score over .05': [] as number[] };
  const timed = async (list: number[], work: () => unknown): Promise<void> => {
    const start = performance.now();
    await work();
    list.push(performance.now() - start);
  };
  for (let round = 0; round < rounds; round++) {
    await timed(times.model, () => session.run({ image }));
    await timed(times['score over .2'], () => detect(raw, geometry, spec, { scoreThreshold: 0.2 }));
    await timed(times['score over .05'], () => detect(raw, geometry, spec, { scoreThreshold: 0.05 }));
  }
  const run = median(times.model);
  console.log(`nano at 800 × 1333, ${classes} classes: ${run.toFixed(1)} ms a run`);
  for (const [name, list] of Object.entries(times).slice(1)) {
    const own = median(list);
    console.log(`  ${name}: ${own.toFixed(2)} ms, ${((own / run) * 100).toFixed(1)} % of the run`);
  }
  console.log(`  ${machineLine()}`);
  expect(detect(raw, geometry, spec).labels.length).toBeGreaterThan(0);
});
