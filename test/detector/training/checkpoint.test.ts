import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sizeSpec } from '../../../src/common/fcos/sizes.ts';
import type { FcosSpec } from '../../../src/common/fcos/spec.ts';
import { trainableParameters } from '../../../src/common/fcos/trainingGraph.ts';
import { loadCheckpoint, saveCheckpoint } from '../../../src/detector/training/checkpoint.ts';
import type { Standing } from '../../../src/detector/training/checkpoint.ts';
import { layoutOf, learningPlaces, valuesByName } from '../../../src/detector/training/layout.ts';
import { addUp, copyLearned, emptyLearned, loadBest, saveBest } from '../../../src/detector/training/learned.ts';
import type { Learned } from '../../../src/detector/training/optimizer.ts';
import { microSpec } from './micro.ts';

const spec = microSpec(2);
const withStatistics: FcosSpec = { ...spec, trunk: { ...spec.trunk, norm: 'batch' } };
const standing: Standing = {
  step: 12,
  seconds: 3.5,
  validated: 10,
  sinceBest: 2,
  caution: 0.5,
  highest: 0.125,
  best: { AP: 0.1, AP50: 0.3, perClassAP50: { 'ä "cell"': 0.3, b: -1 } },
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-checkpoint-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function filled(learned: Learned): Learned {
  [learned.parameters, learned.average, learned.first, learned.second].forEach((values, which) => {
    for (let i = 0; i < values.length; i++) values[i] = Math.sin(i + which);
  });
  return learned;
}

const bytesOf = ({ parameters, average, first, second }: Learned): Buffer =>
  Buffer.concat([parameters, average, first, second].map((one) => Buffer.from(Float32Array.from(one).buffer)));

describe('the layout of a network’s parameters', () => {
  it('has what learns first, in one stretch, and everything once', () => {
    for (const [network, frozen] of [
      [spec, 0],
      [spec, 3],
      [withStatistics, 2],
    ] as const) {
      const layout = layoutOf(network, frozen);
      const learning = trainableParameters(network, frozen);
      expect(learningPlaces(layout).map(({ name }) => name)).toEqual(learning);
      expect(layout.places[0]?.start).toBe(0);
      layout.places.forEach(({ end, start, shape }, index) => {
        expect(end - start).toBe(shape.reduce((all, size) => all * size, 1));
        expect(layout.places[index + 1]?.start ?? layout.total).toBe(end);
      });
      expect(layout.places[learning.length - 1]?.end).toBe(layout.trainable);
      const values = valuesByName(
        layout,
        Float32Array.from({ length: layout.total }, (_, i) => i),
      );
      for (const { name, start } of layout.places) expect(values.get(name)?.[0]).toBe(start);
    }
  });
});

describe('a checkpoint', () => {
  it.each([
    ['that all learns', spec, 0],
    ['with recorded statistics and frozen stages', withStatistics, 3],
  ] as const)('of a network %s comes back bit for bit, and leaves no other file', async (_, network, frozen) => {
    const layout = layoutOf(network, frozen);
    const learned = filled(emptyLearned(layout));
    const file = path.join(folder, `whole-${frozen}`, 'last.safetensors');
    await saveCheckpoint(file, layout, learned, standing);
    const again = emptyLearned(layout);
    expect(await loadCheckpoint(file, layout, again)).toEqual(standing);
    expect(bytesOf(again).equals(bytesOf(learned))).toBe(true);
    expect(await readdir(path.dirname(file))).toEqual(['last.safetensors']);
  });

  it('that is not there is no failure', async () => {
    const layout = layoutOf(spec, 0);
    expect(await loadCheckpoint(path.join(folder, 'none.safetensors'), layout, emptyLearned(layout))).toBeUndefined();
    expect(await loadBest(path.join(folder, 'none'), layout)).toBeUndefined();
  });

  it('of another network, or damaged anywhere, is refused with a reason', async () => {
    const layout = layoutOf(spec, 0);
    const file = path.join(folder, 'refused.safetensors');
    await saveCheckpoint(file, layout, filled(emptyLearned(layout)), standing);
    const other = layoutOf(microSpec(3), 0);
    await expect(loadCheckpoint(file, other, emptyLearned(other))).rejects.toThrow(/another network.*cls_logits/);
    const bytes = await readFile(file);
    const damaged: [string, Buffer][] = [
      ['cut', bytes.subarray(0, bytes.length / 2)],
      ['empty', Buffer.alloc(0)],
      ['no checkpoint', Buffer.from('this is no checkpoint')],
      ['without its standing', Buffer.from(bytes.toString('latin1').replace('__metadata__', '__metadota__'), 'latin1')],
      ['with a strange standing', Buffer.from(bytes.toString('latin1').replace('step', 'stop'), 'latin1')],
    ];
    for (const [what, content] of damaged) {
      await writeFile(file, content);
      const found = await loadCheckpoint(file, layout, emptyLearned(layout)).catch((error: unknown) => error);
      expect(found, what).toMatchObject({ failure: { kind: expect.stringMatching(/invalid|unreadable|too-large/) } });
    }
  });
});

describe('the best average', () => {
  it('comes back as it was, and one of another network does not count', async () => {
    const layout = layoutOf(spec, 0);
    const { average } = filled(emptyLearned(layout));
    await saveBest(folder, layout, average);
    const again = await loadBest(folder, layout);
    expect(
      Buffer.from(Float32Array.from(again ?? []).buffer).equals(Buffer.from(Float32Array.from(average).buffer)),
    ).toBe(true);
    expect(await loadBest(folder, layoutOf(sizeSpec('nano', 2, 64), 0))).toBeUndefined();
  });
});

describe('what is learnt', () => {
  it('is copied whole', () => {
    const layout = layoutOf(spec, 2);
    const from = filled(emptyLearned(layout));
    const to = emptyLearned(layout);
    copyLearned(from, to);
    expect(bytesOf(to).equals(bytesOf(from))).toBe(true);
    from.parameters[0] = 99;
    expect(to.parameters[0]).toBe(0);
  });

  it('from several shares is the sum of their gradients', () => {
    const shares = [
      [1, 2, 3],
      [10, 20, 30],
      [0.5, 0.5, 0.5],
    ].map((values) => Float32Array.from(values));
    expect([...addUp(shares)]).toEqual([11.5, 22.5, 33.5]);
    expect([...(shares[1] as Float32Array)]).toEqual([10, 20, 30]);
  });
});
