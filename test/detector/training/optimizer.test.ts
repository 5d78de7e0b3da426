import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/detector/training/layout.ts';
import { defaultOptimizer, gradientLength, update } from '../../../src/detector/training/optimizer.ts';
import type { Learned, OptimizerSpec } from '../../../src/detector/training/optimizer.ts';

/** A kernel of two values, a bias of one, and a value that does not learn. */
const places: readonly Place[] = [
  { name: 'kernel', shape: [2, 1, 1, 1], start: 0, end: 2 },
  { name: 'bias', shape: [1], start: 2, end: 3 },
];

function learned(): Learned {
  return {
    parameters: Float32Array.of(1, -2, 0.5, 9),
    average: Float32Array.of(1, -2, 0.5, 9),
    first: new Float32Array(3),
    second: new Float32Array(3),
  };
}

function step(state: Learned, gradient: readonly number[], rate: number, number: number, spec: OptimizerSpec): void {
  const values = Float32Array.from(gradient);
  update(state, places, values, gradientLength(values), rate, number, spec);
}

function expectValues(found: Float32Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 6));
}

const adamw: OptimizerSpec = { ...defaultOptimizer, weightDecay: 0.1, clip: Infinity };

describe('AdamW', () => {
  it('goes its rate along the sign of the first gradient, and lets kernels alone decay', () => {
    const state = learned();
    step(state, [0.5, -0.25, 2], 0.01, 1, adamw);
    expectValues(state.parameters, [1 * (1 - 0.001) - 0.01, -2 * (1 - 0.001) + 0.01, 0.5 - 0.01, 9]);
    expectValues(state.first, [0.05, -0.025, 0.2]);
    expectValues(state.second, [0.00025, 0.0000625, 0.004]);
  });

  it('corrects its moments in the second update', () => {
    const state = learned();
    step(state, [0.5, -0.25, 2], 0.01, 1, adamw);
    const before = [...state.parameters];
    step(state, [0.1, 0.3, -1], 0.02, 2, adamw);
    const gradients = [
      [0.5, 0.1],
      [-0.25, 0.3],
      [2, -1],
    ] as const;
    const expected = gradients.map(([one, two], i) => {
      const m = (0.9 * 0.1 * one + 0.1 * two) / (1 - 0.9 ** 2);
      const v = (0.999 * 0.001 * one ** 2 + 0.001 * two ** 2) / (1 - 0.999 ** 2);
      const decay = i < 2 ? 0.02 * 0.1 : 0;
      return (before[i] as number) * (1 - decay) - (0.02 * m) / (Math.sqrt(v) + 1e-8);
    });
    expectValues(state.parameters, [...expected, 9]);
  });

  it('finds the lowest place of a valley', () => {
    const state = learned();
    const quiet = { ...adamw, weightDecay: 0 };
    for (let number = 1; number <= 600; number++) {
      const [a = 0, b = 0, c = 0] = state.parameters;
      step(state, [a - 3, 20 * (b - 1), 0.1 * (c + 1)], 0.05, number, quiet);
    }
    [3, 1, -1].forEach((goal, i) => expect(Math.abs((state.parameters[i] as number) - goal)).toBeLessThan(0.02));
  });
});

describe('SGD', () => {
  const sgd: OptimizerSpec = { ...adamw, kind: 'sgd', momentum: 0.9 };

  it('adds the decay of kernels to the gradient and keeps its momentum', () => {
    const state = learned();
    step(state, [0.5, -0.25, 2], 0.01, 1, sgd);
    expectValues(state.first, [0.5 + 0.1, -0.25 - 0.2, 2]);
    expectValues(state.parameters, [1 - 0.006, -2 + 0.0045, 0.5 - 0.02, 9]);
    step(state, [0, 0, 0], 0.01, 2, sgd);
    expectValues(state.first, [0.9 * 0.6 + 0.0994, -0.9 * 0.45 - 0.19955, 1.8]);
    expect([...state.second]).toEqual([0, 0, 0]);
  });
});

describe('an update', () => {
  it('shortens a gradient that is too long to the limit, and leaves others as they are', () => {
    const clipped: OptimizerSpec = { ...adamw, kind: 'sgd', weightDecay: 0, momentum: 0, clip: 1 };
    const long = learned();
    step(long, [3, 0, 4], 1, 1, clipped);
    expectValues(long.parameters, [1 - 0.6, -2, 0.5 - 0.8, 9]);
    const short = learned();
    step(short, [0.3, 0, 0.4], 1, 1, clipped);
    expectValues(short.parameters, [1 - 0.3, -2, 0.5 - 0.4, 9]);
  });

  it('lets the average follow, fast at first and slowly later, over what learns alone', () => {
    const plain: OptimizerSpec = { ...adamw, kind: 'sgd', weightDecay: 0, momentum: 0, averaging: 0.99 };
    const early = learned();
    step(early, [1, 0, 0], 1, 1, plain);
    // Keeps (1 + 1) / (10 + 1) in the first update.
    expectValues(early.average, [1 - 9 / 11, -2, 0.5, 9]);
    const late = learned();
    step(late, [1, 0, 0], 1, 5000, plain);
    expectValues(late.average, [1 - 0.01, -2, 0.5, 9]);
  });

  it('measures the length of a gradient, and says when it has none', () => {
    expect(gradientLength(Float32Array.of(3, 0, 4))).toBe(5);
    expect(gradientLength(Float32Array.of(1, NaN))).toBeNaN();
    expect(gradientLength(Float32Array.of(Infinity, 1))).toBe(Infinity);
  });
});
