import { describe, expect, it } from 'vitest';
import { inferenceModel } from '../../../src/common/fcos/inference.ts';
import { initialValues, normalNumbers } from '../../../src/common/fcos/initial.ts';
import { parameterShapes } from '../../../src/common/fcos/network.ts';
import { sizeSpec } from '../../../src/common/fcos/sizes.ts';
import { torchvisionConventions } from '../../../src/common/fcos/spec.ts';
import { seededRandom } from '../../../src/common/random.ts';
import { runModel } from './support.ts';

const spec = sizeSpec('nano', 3, 64);
const values = initialValues(spec, seededRandom(1));

function spreadOf(numbers: Float32Array): { readonly mean: number; readonly deviation: number } {
  const mean = numbers.reduce((all, one) => all + one, 0) / numbers.length;
  const deviation = Math.sqrt(numbers.reduce((all, one) => all + (one - mean) ** 2, 0) / numbers.length);
  return { mean, deviation };
}

describe('the values to start from', () => {
  it('are there for every parameter, finite, and follow from the seed', () => {
    expect([...values.keys()]).toEqual([...parameterShapes(spec).keys()]);
    for (const [name, shape] of parameterShapes(spec)) {
      expect(values.get(name)).toHaveLength(shape.reduce((all, size) => all * size, 1));
      expect(values.get(name)?.every(Number.isFinite), name).toBe(true);
    }
    const bytes = (numbers: Float32Array | undefined): Buffer => Buffer.from(numbers?.buffer as ArrayBuffer);
    const isSame = (seed: number): boolean[] =>
      [...initialValues(spec, seededRandom(seed))].map(([name, again]) => bytes(again).equals(bytes(values.get(name))));
    expect(isSame(1)).not.toContain(false);
    // Another seed changes every kernel, and no vector.
    expect(isSame(2)).toEqual([...parameterShapes(spec).values()].map((shape) => shape.length === 1));
  });

  it('spread kernels by the values that they sum over', () => {
    for (const [name, expected] of [
      ['backbone.body.layer4.1.conv1.weight', Math.sqrt(2 / (128 * 9))],
      ['backbone.fpn.layer_blocks.0.0.weight', Math.sqrt(1 / (48 * 9))],
      ['head.regression_head.conv.0.weight', Math.sqrt(2 / (48 * 9))],
      ['head.classification_head.cls_logits.weight', 0.01],
      ['head.regression_head.bbox_reg.weight', 0.01],
    ] as const) {
      const { mean, deviation } = spreadOf(values.get(name) ?? new Float32Array());
      expect(Math.abs(mean), name).toBeLessThan(0.1 * expected);
      expect(Math.abs(deviation / expected - 1), name).toBeLessThan(0.1);
    }
  });

  it('leave norms as they are, whatever kind they have', () => {
    for (const norm of ['group', 'batch'] as const) {
      const all = initialValues({ ...spec, trunk: { ...spec.trunk, norm } }, seededRandom(1));
      expect(new Set(all.get('backbone.body.layer2.0.bn1.weight'))).toEqual(new Set([1]));
      expect(new Set(all.get('backbone.body.layer2.0.bn1.bias'))).toEqual(new Set([0]));
      expect(all.has('backbone.body.layer2.0.bn1.running_var')).toBe(norm === 'batch');
      if (norm === 'group') continue;
      expect(new Set(all.get('backbone.body.layer2.0.bn1.running_var'))).toEqual(new Set([1]));
      expect(new Set(all.get('backbone.body.layer2.0.bn1.running_mean'))).toEqual(new Set([0]));
    }
  });

  it('make a network that takes one place in a hundred for an object, and boxes for three strides wide', async () => {
    const random = seededRandom(2);
    const image = Float32Array.from({ length: 3 * 64 * 64 }, () => 4 * random() - 2);
    const outputs = await runModel(inferenceModel(spec, values), image, [1, 3, 64, 64]);
    const probabilities = outputs.classLogits.map((logit) => 1 / (1 + Math.exp(-logit)));
    expect(spreadOf(probabilities).mean).toBeGreaterThan(0.005);
    expect(spreadOf(probabilities).mean).toBeLessThan(0.02);
    expect(spreadOf(outputs.regression).mean).toBeGreaterThan(2);
    expect(spreadOf(outputs.regression).mean).toBeLessThan(4.5);
  });

  it('have no distance to start with where a relu gives it', () => {
    const conventions = torchvisionConventions;
    const all = initialValues({ ...spec, conventions }, seededRandom(1));
    expect(new Set(all.get('head.regression_head.bbox_reg.bias'))).toEqual(new Set([0]));
  });

  it('come from numbers that are normally distributed', () => {
    const normal = normalNumbers(seededRandom(5));
    const numbers = Float32Array.from({ length: 20_000 }, normal);
    const { mean, deviation } = spreadOf(numbers);
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(deviation - 1)).toBeLessThan(0.03);
    expect(numbers.filter((one) => Math.abs(one) < 1).length / numbers.length).toBeCloseTo(0.6827, 1);
  });
});
