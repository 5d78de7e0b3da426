// The whole training network against recorded answers of torchvision: assignment, losses, gradients.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, expect, it } from 'vitest';
import { assign, centreSampling } from '../../../src/common/fcos/assign.ts';
import type { TruthBoxes } from '../../../src/common/fcos/assign.ts';
import { levelGrids, locationCount } from '../../../src/common/fcos/locations.ts';
import { targetNames, torchvisionLoss } from '../../../src/common/fcos/loss.ts';
import { countPositives, emptyTargets, writeTargets } from '../../../src/common/fcos/targets.ts';
import { gradientName, trainableParameters, trainingModel } from '../../../src/common/fcos/trainingGraph.ts';
import { describeWithShared } from '../../support/shared.ts';
import { relativeDistance } from '../graph/gradient/differences.ts';
import { floats, importFile, integers } from './support.ts';
import type { Recorded } from './support.ts';

interface Training {
  readonly batched: Recorded;
  readonly targets: readonly { readonly boxes: readonly (readonly number[])[]; readonly labels: readonly number[] }[];
  readonly matched: readonly Recorded[];
  readonly losses: { readonly classification: number; readonly bbox_regression: number; readonly bbox_ctrness: number };
  readonly gradient_l2: Readonly<Record<string, number>>;
  readonly gradients: Readonly<Record<string, Recorded>>;
}

describeWithShared('the training graph of an imported checkpoint', (shared) => {
  const folder = join(shared, 'reference');
  const training = JSON.parse(readFileSync(join(folder, 'train.json'), 'utf8')) as Training;
  const { spec, parameters } = importFile(join(folder, 'fcos_r10_c64_k5.pth'));
  const [pictures = 0, , height = 0, width = 0] = training.batched.shape;
  const grids = levelGrids(width, height, spec);
  const truths = training.targets.map(({ boxes, labels }): TruthBoxes => ({
    boxes: Float32Array.from(boxes.flat()),
    labels: Int32Array.from(labels),
    ignored: new Uint8Array(labels.length),
  }));
  const assigned = truths.map((truth) => ({ truth, matched: assign(truth, grids, centreSampling) }));
  const trainable = trainableParameters(spec, 0);
  let outputs: Readonly<Record<string, Float32Array>> = {};

  beforeAll(async () => {
    const targets = emptyTargets(pictures, locationCount(grids), spec.head.classes);
    const positives = countPositives(assigned, grids);
    const rule = { regression: spec.conventions.regression, loss: torchvisionLoss };
    assigned.forEach((one, place) => writeTargets(one, grids, positives, rule, targets, place));
    const model = trainingModel(spec, torchvisionLoss, { pictures, height, width }, trainable);
    const session = await InferenceSession.create(model, { intraOpNumThreads: 2, logSeverityLevel: 3 });
    const feeds: Record<string, Tensor> = {
      image: new Tensor('float32', floats(folder, training.batched), training.batched.shape),
    };
    for (const name of targetNames) {
      const channels = targets[name].length / targets.classWeight.length;
      feeds[name] = new Tensor('float32', targets[name], [pictures, locationCount(grids), channels]);
    }
    for (const name of session.inputNames) {
      const metadata = session.inputMetadata.find((one) => one.name === name);
      const values = parameters.get(name);
      if (values !== undefined && metadata?.isTensor === true) {
        feeds[name] = new Tensor('float32', values, metadata.shape.map(Number));
      }
    }
    const results = await session.run(feeds);
    outputs = Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]));
    await session.release();
  });

  it('assigns every location as torchvision does', () => {
    assigned.forEach(({ matched }, picture) => {
      expect(Array.from(matched)).toEqual(Array.from(integers(folder, training.matched[picture] as Recorded)));
    });
  });

  it('has the losses of torchvision, within 1e-5', () => {
    const { classification, bbox_regression: box, bbox_ctrness: centreness } = training.losses;
    expect(Math.abs((outputs['loss.classification']?.[0] ?? NaN) - classification)).toBeLessThan(1e-5);
    expect(Math.abs((outputs['loss.box']?.[0] ?? NaN) - box)).toBeLessThan(1e-5);
    expect(Math.abs((outputs['loss.centreness']?.[0] ?? NaN) - centreness)).toBeLessThan(1e-5);
  });

  it('has a gradient for exactly the parameters that torchvision trains, of the same length within 1e-3', () => {
    expect([...trainable].sort()).toEqual(Object.keys(training.gradient_l2).sort());
    for (const [name, expected] of Object.entries(training.gradient_l2)) {
      const values = outputs[gradientName(name)] ?? new Float32Array();
      const length = Math.sqrt(values.reduce((all, one) => all + one * one, 0));
      expect(Math.abs(length - expected) / expected, name).toBeLessThan(1e-3);
    }
  });

  for (const [name, recorded] of Object.entries(training.gradients)) {
    it(`agrees with the recorded gradient of ${name} within 1e-3`, () => {
      const found = outputs[gradientName(name)] ?? new Float32Array();
      expect(relativeDistance(found, floats(folder, recorded))).toBeLessThan(1e-3);
    });
  }
});
