// The losses as ONNX Runtime computes them against the same read aloud in double precision, their slopes included.
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { losses, targetNames, torchvisionLoss } from '../../../src/common/fcos/loss.ts';
import type { LossSpec } from '../../../src/common/fcos/loss.ts';
import { gradients } from '../../../src/common/graph/gradient/gradient.ts';
import { emptyGraph, input, output } from '../../../src/common/graph/graph.ts';
import { onnxModel } from '../../../src/common/graph/onnx.ts';
import { add } from '../../../src/common/graph/ops/elementwise.ts';
import { between, seededRandom } from '../../../src/common/random.ts';
import { relativeDistance } from '../graph/gradient/differences.ts';

const [pictures, locations, classes] = [2, 9, 3];
const places = pictures * locations;

const outputNames = ['classLogits', 'regression', 'centreness'] as const;
const channels = { classLogits: classes, classes, regression: 4, centreness: 1 };

interface Case {
  /** What the network said: [N, L, C], [N, L, 4], [N, L, 1]. */
  readonly found: Readonly<Record<(typeof outputNames)[number], Float32Array>>;
  readonly targets: Readonly<Record<(typeof targetNames)[number], Float32Array>>;
}

function randomCase(seed: number): Case {
  const random = seededRandom(seed);
  const of = (count: number, low: number, high: number): Float32Array =>
    Float32Array.from({ length: places * count }, () => between(random, low, high));
  const labels = Array.from({ length: places }, () => (random() < 0.5 ? Math.floor(random() * classes) : -1));
  return {
    found: { classLogits: of(classes, -4, 4), regression: of(4, 0.2, 5), centreness: of(1, -3, 3) },
    targets: {
      classes: Float32Array.from({ length: places * classes }, (_, i) =>
        labels[Math.floor(i / classes)] === i % classes ? 1 : 0,
      ),
      classWeight: of(1, 0, 0.3),
      regression: of(4, 0.2, 5),
      boxWeight: of(1, 0, 0.3),
      centreness: of(1, 0, 1),
      centrenessWeight: of(1, 0, 0.3),
    },
  };
}

interface Losses {
  readonly classification: number;
  readonly box: number;
  readonly centreness: number;
}

type Values = Float32Array | Float64Array;

/** The formulas of the papers, one location after another. */
function slowly(
  {
    found,
    targets,
  }: { readonly found: Readonly<Record<(typeof outputNames)[number], Values>> } & Pick<Case, 'targets'>,
  spec: LossSpec,
): Losses {
  const at = (values: Values, index: number): number => values[index] as number;
  const sum = { classification: 0, box: 0, centreness: 0 };
  for (let place = 0; place < places; place++) {
    for (let label = 0; label < classes; label++) {
      const logit = at(found.classLogits, place * classes + label);
      const isTarget = at(targets.classes, place * classes + label) === 1;
      const right = 1 / (1 + Math.exp(isTarget ? -logit : logit));
      const alpha = isTarget ? spec.alpha : 1 - spec.alpha;
      sum.classification -= alpha * (1 - right) ** spec.gamma * Math.log(right) * at(targets.classWeight, place);
    }
    const box = (values: Values): number[] => [0, 1, 2, 3].map((side) => at(values, place * 4 + side));
    sum.box += boxLoss(box(found.regression), box(targets.regression), spec.box) * at(targets.boxWeight, place);
    const probability = 1 / (1 + Math.exp(-at(found.centreness, place)));
    const wanted = at(targets.centreness, place);
    const entropy = -wanted * Math.log(probability) - (1 - wanted) * Math.log(1 - probability);
    sum.centreness += entropy * at(targets.centrenessWeight, place);
  }
  return sum;
}

/** Of two boxes around the same location, as distances left, top, right, bottom. */
function boxLoss(found: number[], wanted: number[], kind: LossSpec['box']): number {
  const area = ([left = 0, top = 0, right = 0, bottom = 0]: number[]): number => (left + right) * (top + bottom);
  const both = area(found.map((side, i) => Math.min(side, wanted[i] as number)));
  const union = area(found) + area(wanted) - both;
  if (kind === 'iou') return -Math.log(both / union);
  const hull = area(found.map((side, i) => Math.max(side, wanted[i] as number)));
  return 1 - (both / union - (hull - union) / hull);
}

interface Answer {
  readonly losses: Losses;
  /** Of the sum of the losses, by output of the network. */
  readonly slopes: Readonly<Record<(typeof outputNames)[number], Float32Array>>;
}

async function answerOf({ found, targets }: Case, spec: LossSpec): Promise<Answer> {
  const graph = emptyGraph();
  const outputs = {
    classLogits: input(graph, 'found.classLogits', 'float32', [pictures, locations, classes]),
    regression: input(graph, 'found.regression', 'float32', [pictures, locations, 4]),
    centreness: input(graph, 'found.centreness', 'float32', [pictures, locations, 1]),
  };
  const parts = losses(graph, outputs, spec, { pictures, locations, classes });
  for (const [name, tensor] of Object.entries(parts)) output(graph, `loss.${name}`, tensor);
  const total = add(graph, add(graph, parts.classification, parts.box), parts.centreness);
  const slopes = gradients(graph, total, Object.values(outputs));
  for (const name of outputNames) {
    const slope = slopes.get(outputs[name]);
    if (slope !== undefined) output(graph, `slope.${name}`, slope);
  }
  const session = await InferenceSession.create(onnxModel(graph, new Map(), { name: 'loss', precision: 'float32' }));
  const tensor = (values: Float32Array): OrtTensor =>
    new OrtTensor('float32', values, [pictures, locations, values.length / places]);
  const feeds = Object.fromEntries([
    ...outputNames.map((name) => [`found.${name}`, tensor(found[name])]),
    ...targetNames.map((name) => [name, tensor(targets[name])]),
  ]) as Record<string, OrtTensor>;
  const results = await session.run(feeds);
  await session.release();
  const values = (name: string): Float32Array => results[name]?.data as Float32Array;
  const single = (name: string): number => values(`loss.${name}`)[0] as number;
  return {
    losses: {
      classification: single('classification'),
      box: single('box'),
      centreness: single('centreness'),
    },
    slopes: {
      classLogits: values('slope.classLogits'),
      regression: values('slope.regression'),
      centreness: values('slope.centreness'),
    },
  };
}

/** Central differences of the slow formulas. */
function slowSlopes(one: Case, spec: LossSpec): Answer['slopes'] {
  const step = 1e-5;
  const of = (name: (typeof outputNames)[number]): Float32Array =>
    Float32Array.from(one.found[name], (value, index) => {
      const moved = (shift: number): number => {
        const values = Float64Array.from(one.found[name]);
        values[index] = value + shift;
        const { classification, box, centreness } = slowly({ ...one, found: { ...one.found, [name]: values } }, spec);
        return classification + box + centreness;
      };
      return (moved(step) - moved(-step)) / (2 * step);
    });
  return { classLogits: of('classLogits'), regression: of('regression'), centreness: of('centreness') };
}

function expectClose(found: Losses, expected: Losses): void {
  for (const name of ['classification', 'box', 'centreness'] as const) {
    expect(Math.abs(found[name] - expected[name]), name).toBeLessThan(1e-5 * (1 + Math.abs(expected[name])));
  }
}

const variants: readonly (readonly [string, LossSpec])[] = [
  ['torchvision’s', torchvisionLoss],
  ['the first paper’s −ln IoU', { ...torchvisionLoss, box: 'iou' }],
  ['a focal loss without focus', { ...torchvisionLoss, gamma: 0, alpha: 0.5 }],
  ['a focal loss of another focus and balance', { ...torchvisionLoss, gamma: 1.5, alpha: 0.6 }],
];

describe('the losses', () => {
  for (const [name, spec] of variants) {
    it(`of ${name} variant are what the formulas say, and so are their slopes`, async () => {
      for (const seed of [1, 2]) {
        const one = randomCase(seed);
        const { losses: found, slopes } = await answerOf(one, spec);
        expectClose(found, slowly(one, spec));
        const expected = slowSlopes(one, spec);
        for (const output of outputNames)
          expect(relativeDistance(slopes[output], expected[output]), output).toBeLessThan(1e-4);
      }
    });
  }

  it('of a sure network are finite, with finite slopes', async () => {
    const one = randomCase(3);
    const sure = one.found.classLogits.map((_, i) => (i % 2 === 0 ? 90 : -90));
    const found = {
      ...one.found,
      classLogits: sure,
      centreness: one.found.centreness.map((_, i) => (i % 2 ? 90 : -90)),
    };
    const { losses: values, slopes } = await answerOf({ ...one, found }, torchvisionLoss);
    for (const value of Object.values(values) as number[]) expect(value).toBeGreaterThan(0);
    for (const slope of Object.values(slopes) as Float32Array[]) expect(slope.every(Number.isFinite)).toBe(true);
  });

  it.each(['giou', 'iou'] as const)('of boxes without any size are finite under %s', async (box) => {
    const one = randomCase(4);
    const found = { ...one.found, regression: one.found.regression.map(() => 0) };
    const { losses: values, slopes } = await answerOf({ ...one, found }, { ...torchvisionLoss, box });
    expect(Number.isFinite(values.box)).toBe(true);
    expect(slopes.regression.every(Number.isFinite)).toBe(true);
  });

  it('of the right boxes are nothing', async () => {
    const one = randomCase(5);
    for (const box of ['giou', 'iou'] as const) {
      const right = { ...one, found: { ...one.found, regression: one.targets.regression } };
      expect(Math.abs((await answerOf(right, { ...torchvisionLoss, box })).losses.box)).toBeLessThan(1e-6);
    }
  });

  it('and slopes at a location without weight are nothing', async () => {
    const one = randomCase(6);
    const silent = (weight: Float32Array): Float32Array => weight.map((value, place) => (place === 4 ? 0 : value));
    const targets = {
      ...one.targets,
      classWeight: silent(one.targets.classWeight),
      boxWeight: silent(one.targets.boxWeight),
      centrenessWeight: silent(one.targets.centrenessWeight),
    };
    const { slopes } = await answerOf({ ...one, targets }, torchvisionLoss);
    for (const name of outputNames) {
      const count = channels[name];
      expect(slopes[name].subarray(4 * count, 5 * count).every((value) => value === 0)).toBe(true);
      expect(slopes[name].subarray(5 * count).some((value) => value !== 0)).toBe(true);
    }
  });
});
