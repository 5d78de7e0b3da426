// Every dialect from a state dict in its own names to boxes, against its network and its decoding written down plainly.
import { describe, expect, it } from 'vitest';
import { importCheckpoint } from '../../../../../src/common/fcos/checkpoint/import.ts';
import type { StateDict, StateTensor } from '../../../../../src/common/fcos/checkpoint/stateDict.ts';
import { detect } from '../../../../../src/common/fcos/detect.ts';
import { inferenceModel } from '../../../../../src/common/fcos/inference.ts';
import { normalNumbers } from '../../../../../src/common/fcos/initial.ts';
import { seededRandom } from '../../../../../src/common/random.ts';
import { compareDetections, largestDifference, runModel, valueOf } from '../../support.ts';
import { decoded } from './decoding.ts';
import { classes, references } from './networks.ts';
import type { Level, Reference } from './networks.ts';
import { map3 } from './plain.ts';
import type { Weights } from './plain.ts';

const [height, width] = [64, 96];

/** Weights are made when they are first asked for; together they are the state dict. */
function synthetic(seed: number): { readonly state: () => StateDict; readonly weights: Weights } {
  const random = seededRandom(seed);
  const normal = normalNumbers(random);
  const made = new Map<string, { readonly shape: readonly number[]; readonly values: Float32Array }>();
  const weights: Weights = (name, shape) => {
    const known = made.get(name);
    if (known !== undefined) return known.values;
    const size = shape.reduce((all, one) => all * one, 1);
    const inputs = size / (shape[0] ?? 1);
    const values = Float32Array.from({ length: size }, () => {
      if (/running_var$|scale$/.test(name)) return 0.5 + random();
      if (shape.length === 1) return /weight$/.test(name) ? 0.5 + random() : normal() * 0.1;
      return normal() * Math.sqrt(2 / inputs);
    });
    made.set(name, { shape, values });
    return values;
  };
  const state = (): StateDict => {
    const tensors = new Map<string, StateTensor>();
    for (const [name, { shape, values }] of made) tensors.set(name, { type: 'float32', shape, read: () => values });
    return { format: 'pytorch', tensors, passedOver: [], byteLength: 1e9 };
  };
  return { state, weights };
}

const picture = (() => {
  const normal = normalNumbers(seededRandom(7));
  return Float32Array.from({ length: 3 * height * width }, normal);
})();

function inLine(levels: readonly Level[], part: keyof Level, channels: number): Float32Array {
  return Float32Array.from(
    levels.flatMap((level) => {
      const { data, height: rows, width: columns } = level[part];
      const area = rows * columns;
      return Array.from(
        { length: area * channels },
        (_, i) => data[(i % channels) * area + Math.floor(i / channels)] ?? NaN,
      );
    }),
  );
}

describe.each(Object.entries(references) as [string, Reference][])('%s', (_, reference) => {
  it('is recognised by its names, and finds what its own network and decoding find', async () => {
    const { state, weights } = synthetic(11);
    const levels = reference.network(map3(3, height, width, picture), weights);
    const { spec, parameters, report } = valueOf(importCheckpoint(state()));
    expect(report).toMatchObject({ dialect: reference.dialect, missing: [], unexpected: [], wrongShape: [] });

    const raw = await runModel(inferenceModel(spec, parameters), picture, [1, 3, height, width]);
    const logits = inLine(levels, 'logits', classes);
    expect(largestDifference(raw.classLogits, logits)).toBeLessThan(2e-3);
    expect(largestDifference(raw.centreness, inLine(levels, 'centreness', 1))).toBeLessThan(2e-3);
    const distances = inLine(levels, 'distances', 4);
    const relative = raw.regression.map((value, index) => value / Math.max(1, distances[index] ?? NaN));
    const expected = distances.map((value) => value / Math.max(1, value));
    expect(largestDifference(relative, expected)).toBeLessThan(2e-3);

    const geometry = {
      paddedWidth: width,
      paddedHeight: height,
      width,
      height,
      imageWidth: width,
      imageHeight: height,
    };
    const truth = decoded(levels, reference, { width, height });
    const options = { scoreThreshold: 0.3 };
    expect(truth.labels.length).toBeGreaterThan(5);
    const { pixels, score } = compareDetections(detect(raw, geometry, spec, options), truth);
    expect([pixels < 0.05, score < 1e-3]).toEqual([true, true]);
  });
});
