// A run that starts from a model: its network is the same function, and classes that stay keep their outputs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fcosCard, readCard } from '../../../src/common/model/card.ts';
import type { FcosCard } from '../../../src/common/model/card.ts';
import { inferenceModel } from '../../../src/common/fcos/inference.ts';
import { classBias, initialValues } from '../../../src/common/fcos/initial.ts';
import { parameterShapes } from '../../../src/common/fcos/network.ts';
import { sizeSpec } from '../../../src/common/fcos/sizes.ts';
import { matchClasses, modelWeights, withClasses } from '../../../src/common/fcos/start.ts';
import type { Network } from '../../../src/common/fcos/start.ts';
import { trainableParameters } from '../../../src/common/fcos/trainingGraph.ts';
import type { RawOutputs } from '../../../src/common/fcos/detect.ts';
import { seededRandom } from '../../../src/common/random.ts';
import { fileBytes, largestDifference, runModel, valueOf } from './support.ts';

const models = join(import.meta.dirname, '../../../models');
const onnx = fileBytes(join(models, 'fcos_r10_bccd.onnx'));
const card = fcosCard(valueOf(readCard(JSON.parse(readFileSync(join(models, 'fcos_r10_bccd.json'), 'utf8')))));

const shape = [1, 3, 64, 96] as const;
const random = seededRandom(3);
const image = Float32Array.from({ length: 3 * 64 * 96 }, () => random() * 4 - 2);

function outputsOf({ spec, values }: Network): Promise<RawOutputs> {
  return runModel(inferenceModel(spec, values), image, shape);
}

describe('the embedded model as a network that learns', () => {
  const { spec, values } = modelWeights(card, onnx);

  it('has biases in place of norms, and all of the trunk learns', () => {
    expect(spec).toEqual({ ...card.spec, trunk: { ...card.spec.trunk, norm: 'folded' } });
    expect([...values.keys()]).toEqual([...parameterShapes(spec).keys()]);
    expect([...values.keys()].filter((name) => name.includes('.bn') || name.includes('running_'))).toEqual([]);
    expect(trainableParameters(spec, 0)).toEqual([...values.keys()]);
    expect(trainableParameters(spec, 2)).not.toContain('backbone.body.layer1.0.conv1.bias');
    expect(trainableParameters(spec, 2)).toContain('backbone.body.layer2.0.downsample.0.bias');
  });

  it('computes what the model computes, within 1e-4', async () => {
    const expected = await runModel(onnx, image, shape);
    const found = await outputsOf({ spec, values });
    expect(largestDifference(found.classLogits, expected.classLogits)).toBeLessThan(1e-4);
    expect(largestDifference(found.regression, expected.regression)).toBeLessThan(1e-4);
    expect(largestDifference(found.centreness, expected.centreness)).toBeLessThan(1e-4);
  });
});

/** A small network of this kind, as the files of a model that was exported. */
function exported(
  norm: 'group' | 'folded',
  precision: 'float32' | 'float16',
): Network & { card: FcosCard; onnx: Uint8Array } {
  const small = sizeSpec('nano', 2, 64);
  const spec = { ...small, trunk: { ...small.trunk, norm } };
  const values = initialValues(spec, seededRandom(1));
  const { categoryIds, ...rest } = card;
  expect(categoryIds).toBeDefined();
  return {
    spec,
    values,
    card: { ...rest, spec, classes: ['a', 'b'] },
    onnx: inferenceModel(spec, values, { precision }),
  };
}

describe('an exported model', () => {
  it.each(['group', 'folded'] as const)('of kind %s comes back as it was', (norm) => {
    const { spec, values, ...files } = exported(norm, 'float32');
    const found = modelWeights(files.card, files.onnx);
    expect(found.spec).toEqual(spec);
    expect([...found.values.keys()]).toEqual([...values.keys()]);
    for (const [name, original] of values) expect(largestDifference(found.values.get(name) ?? [], original)).toBe(0);
  });

  it('comes back rounded where it was stored as halves', () => {
    const { values, ...files } = exported('group', 'float16');
    const found = modelWeights(files.card, files.onnx).values;
    for (const [name, original] of values)
      expect(largestDifference(found.get(name) ?? [], original)).toBeLessThan(1e-3);
  });

  it('is refused when weights are missing, of another shape or not finite', () => {
    const { spec, values, ...files } = exported('folded', 'float32');
    const other = { ...files.card, spec: { ...spec, head: { ...spec.head, convolutions: 3 } } };
    expect(() => modelWeights(other, files.onnx)).toThrow('conv.6.weight is missing');
    const wider = { ...files.card, spec: { ...spec, head: { ...spec.head, classes: 3 } } };
    expect(() => modelWeights(wider, files.onnx)).toThrow('cls_logits.weight is [2,48,3,3] instead of [3,48,3,3]');
    const bad = new Map(values).set('backbone.body.conv1.bias', new Float32Array(24).fill(NaN));
    expect(() => modelWeights(files.card, inferenceModel(spec, bad))).toThrow('backbone.body.conv1.bias holds');
    expect(() => modelWeights(files.card, new Uint8Array())).toThrow(/ and \d+ more/);
  });
});

describe('class outputs fitted to other classes', () => {
  const start = modelWeights(card, onnx);
  let before: RawOutputs;
  beforeAll(async () => {
    before = await outputsOf(start);
  });

  const logits = (raw: RawOutputs, classes: number, index: number): Float32Array =>
    raw.classLogits.filter((_, i) => i % classes === index);

  it.each([
    ['added', ['RBC', 'WBC', 'Platelets', 'Mast cell'], [0, 1, 2, undefined]],
    ['removed', ['RBC', 'Platelets'], [0, 2]],
    ['renamed, as one that is not known', ['RBC', 'Leukocyte', 'Platelets'], [0, undefined, 2]],
    ['renamed in case only', ['rbc', 'WBC ', 'platelets'], [0, 1, 2]],
    ['reordered', ['Platelets', 'RBC', 'WBC'], [2, 0, 1]],
  ])('keep those that stay when a class is %s', async (_, names, expected) => {
    const pairs = matchClasses({ names: card.classes }, { names });
    expect(pairs).toEqual(expected);
    const fitted = withClasses(start.spec, start.values, pairs, seededRandom(2));
    expect(fitted.spec).toEqual({ ...start.spec, head: { ...start.spec.head, classes: names.length } });
    const after = await outputsOf(fitted);
    expect(largestDifference(after.regression, before.regression)).toBeLessThan(1e-6);
    pairs.forEach((old, index) => {
      if (old === undefined) return;
      expect(largestDifference(logits(after, names.length, index), logits(before, 3, old))).toBeLessThan(1e-5);
    });
  });

  it('start new ones small, rare and by the seed, and leave the model as it was', () => {
    const pairs = [undefined, 1, undefined];
    const name = 'head.classification_head.cls_logits';
    const old = Float32Array.from(start.values.get(`${name}.weight`) ?? []);
    const fitted = withClasses(start.spec, start.values, pairs, seededRandom(2)).values;
    const weight = fitted.get(`${name}.weight`) ?? new Float32Array();
    const size = weight.length / 3;
    const fresh = [...weight.subarray(0, size), ...weight.subarray(2 * size)];
    const deviation = Math.sqrt(fresh.reduce((all, one) => all + one * one, 0) / fresh.length);
    expect(deviation).toBeGreaterThan(0.009);
    expect(deviation).toBeLessThan(0.011);
    expect(weight.subarray(size, 2 * size)).toEqual(old.subarray(size, 2 * size));
    const bias = fitted.get(`${name}.bias`) ?? new Float32Array();
    expect([bias[0], bias[2]]).toEqual([Math.fround(classBias), Math.fround(classBias)]);
    expect(start.values.get(`${name}.weight`)).toEqual(old);
    const at = (seed: number): unknown =>
      withClasses(start.spec, start.values, pairs, seededRandom(seed)).values.get(`${name}.weight`);
    expect(at(2)).toEqual(weight);
    expect(at(3)).not.toEqual(weight);
  });
});

describe('classes of a model and of a project', () => {
  const origin = 'c0ffee00-0000-4000-8000-000000000001';
  const model = { names: ['RBC', 'WBC', 'Platelets'], ids: [1, 2, 3], origin };

  it('are matched by id where one was renamed in the same project', () => {
    expect(matchClasses(model, { names: ['Platelets', 'Leukocyte', 'rbc'], ids: [3, 2, 1], origin })).toEqual([
      2, 1, 0,
    ]);
  });

  it('are matched by name alone across projects and where ids or their origin are not known', () => {
    const renamed = { names: ['RBC', 'Leukocyte', 'Platelets'], ids: [1, 2, 3] };
    expect(matchClasses(model, renamed)).toEqual([0, undefined, 2]);
    expect(matchClasses(model, { ...renamed, origin: 'another' })).toEqual([0, undefined, 2]);
    expect(matchClasses({ ...model, origin: undefined }, renamed)).toEqual([0, undefined, 2]);
    expect(matchClasses({ ...model, ids: undefined }, { ...renamed, origin })).toEqual([0, undefined, 2]);
  });

  it('are matched by name first, and an output that a name took is not given to an id', () => {
    const swapped = { names: ['WBC', 'RBC', 'New'], ids: [1, 2, 4], origin };
    expect(matchClasses(model, swapped)).toEqual([1, 0, undefined]);
    // Category 1 is called something new, and its old name went to category 9.
    expect(matchClasses(model, { names: ['Erythrocyte', 'RBC'], ids: [1, 9], origin })).toEqual([undefined, 0]);
  });
});
