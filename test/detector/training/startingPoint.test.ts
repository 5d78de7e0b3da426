// Runs that start from a model: which of its outputs they take over, and what stays as it was.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readCard } from '../../../src/common/model/card.ts';
import { onnxWeights } from '../../../src/common/graph/onnxWeights.ts';
import type { Weights } from '../../../src/common/graph/onnxWeights.ts';
import type { ModelFiles } from '../../../src/common/protocol.ts';
import type { TrainingData, TrainingEvent, TrainingPicture } from '../../../src/common/training.ts';
import { startingPoint } from '../../../src/detector/training/startingPoint.ts';
import type { DetectorClient } from '../../../src/main/detector/client.ts';
import { microModel } from './micro.ts';
import { classes, finish, modelBytes, patience, warningsOf, workplace } from './trainerProcess.ts';
import type { Workplace } from './trainerProcess.ts';

const origin = 'c0ffee00-0000-4000-8000-000000000001';
const thrifty = { shares: 1, pictures: 2 };
const output = 'head.classification_head.cls_logits';

type Named = ReadonlyMap<string, Weights>;

vi.setConfig({ testTimeout: patience, hookTimeout: patience });

let place: Workplace;
/** Of which nothing moves, so that what comes out is what was started from. */
let still: DetectorClient;
/** Trained here, on both classes, for the project `origin`. */
let trained: ModelFiles;
let before: Named;
let micro: ModelFiles;
beforeAll(async () => {
  place = await workplace();
  const { values: _, ...files } = await microModel(path.join(place.folder, 'micro'), classes);
  micro = files;
  const client = await place.open(thrifty);
  const folder = await place.run({ from: micro, id: 'first' }, { origin, categoryIds: [7, 9] });
  trained = (await finish(client, folder)).outcome.model;
  before = onnxWeights(await modelBytes(folder));
  await client.close();
  still = await place.open({ ...thrifty, peakRate: 0 });
});
afterAll(() => place.close());

/** Pictures whose boxes have other labels; boxes of undefined go. */
function relabelled(pictures: readonly TrainingPicture[], labels: readonly (number | undefined)[]): TrainingPicture[] {
  return pictures.map((picture) => ({
    ...picture,
    boxes: picture.boxes.flatMap((box) => {
      const label = labels[box.label];
      return label === undefined ? [] : [{ ...box, label }];
    }),
  }));
}

interface Ended {
  readonly events: readonly TrainingEvent[];
  readonly weights: Named;
  readonly card: unknown;
}

async function continued(
  client: DetectorClient,
  names: readonly string[],
  labels: readonly (number | undefined)[],
  data: Partial<TrainingData> = {},
): Promise<Ended> {
  const folder = await place.run(
    { from: trained, budget: { epochs: 1 } },
    {
      classes: names,
      train: relabelled(place.train, labels),
      validation: [],
      ...data,
    },
  );
  const { events } = await finish(client, folder);
  const card = JSON.parse(await readFile(path.join(folder, 'model.json'), 'utf8')) as unknown;
  expect(readCard(card)).toMatchObject({ ok: true });
  return { events, weights: onnxWeights(await modelBytes(folder)), card };
}

/** A class's row of the output, with its bias. */
function rowOf(weights: Named, index: number): number[] {
  const kernel = weights.get(`${output}.weight`);
  const bias = weights.get(`${output}.bias`);
  if (kernel === undefined || bias === undefined) throw new Error('There is no class output.');
  const size = kernel.values.length / bias.values.length;
  return [...kernel.values.subarray(index * size, (index + 1) * size), bias.values[index] as number];
}

describe('a run that starts from nothing', () => {
  it('has weights that follow from its seed', async () => {
    const first = async (seed: number): Promise<unknown> => {
      const plan = { size: 'nano', pixels: 64, seed } as const;
      const { values, notes } = await startingPoint(plan, { classes, categoryIds: [1, 2] });
      expect(notes).toEqual([]);
      return values.get('backbone.body.conv1.weight');
    };
    expect(await first(1)).toEqual(await first(1));
    expect(await first(2)).not.toEqual(await first(1));
  });
});

describe('a run that starts from a model', () => {
  it('with a class more keeps the outputs that it has and says so', async () => {
    const { weights, events, card } = await continued(still, ['bar', 'ring', 'square'], [2, 0]);
    expect(rowOf(weights, 0)).toEqual(rowOf(before, 1));
    expect(rowOf(weights, 2)).toEqual(rowOf(before, 0));
    expect(weights.get(`${output}.bias`)?.values[1]).toBeCloseTo(-Math.log(99), 5);
    expect(warningsOf(events)).toEqual([expect.stringMatching(/knows 2 of the 3 classes/)]);
    expect(card).toMatchObject({
      classes: ['bar', 'ring', 'square'],
      spec: { head: { classes: 3 } },
      training: { from: 'first' },
    });
    expect(card).not.toHaveProperty('training.size');
    // All the rest is the model's.
    for (const [name, { values }] of before)
      if (!name.startsWith(output)) expect(weights.get(name)?.values, name).toEqual(values);
  });

  it('with a class less and one renamed keeps them by name, and by id within its project', async () => {
    const fewer = await continued(still, ['Bar '], [undefined, 0]);
    expect(rowOf(fewer.weights, 0)).toEqual(rowOf(before, 1));
    expect(warningsOf(fewer.events)).toEqual([]);
    const renamed = await continued(still, ['stick', 'square'], [1, 0], { origin, categoryIds: [9, 7] });
    expect(rowOf(renamed.weights, 0)).toEqual(rowOf(before, 1));
    expect(rowOf(renamed.weights, 1)).toEqual(rowOf(before, 0));
    expect(warningsOf(renamed.events)).toEqual([]);
    expect(renamed.card).toMatchObject({ categoryIds: [9, 7], training: { origin } });
  });

  it('moves everything but the stages that are frozen', async () => {
    const { weights } = await continued(await place.open({ ...thrifty, frozen: 3 }), classes, [0, 1]);
    const moved = [...before].filter(([name, { values }]) => {
      const after = weights.get(name)?.values;
      return after !== undefined && values.some((value, i) => value !== after[i]);
    });
    const names = new Set(moved.map(([name]) => name));
    for (const [name] of before) {
      if (name.startsWith('constant')) continue;
      const isFrozen = /^backbone\.body\.(conv|bn|layer[12]\.)/.test(name);
      expect(names.has(name), name).toBe(!isFrozen);
    }
  });
});
