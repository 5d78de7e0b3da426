// Every rule against central differences.
import { describe, expect, it } from 'vitest';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { gradients } from '../../../../src/common/graph/gradient/gradient.ts';
import { emptyGraph, input, output } from '../../../../src/common/graph/graph.ts';
import type { GraphBuilder, Tensor } from '../../../../src/common/graph/graph.ts';
import { onnxModel } from '../../../../src/common/graph/onnx.ts';
import { convolve } from '../../../../src/common/graph/ops/convolution.ts';
import * as elementwise from '../../../../src/common/graph/ops/elementwise.ts';
import * as movement from '../../../../src/common/graph/ops/movement.ts';
import { batchNormalization, groupNormalization } from '../../../../src/common/graph/ops/normalization.ts';
import { matrixProduct } from '../../../../src/common/graph/ops/product.ts';
import { averageHalved, maximumPool, sum } from '../../../../src/common/graph/ops/reduction.ts';
import { gradientErrors } from './differences.ts';
import type { Operand } from './differences.ts';

type Of = (graph: GraphBuilder, tensors: readonly Tensor[]) => Tensor;

/** Distances above this are no rounding: central differences in float32 reach about 1e-3 here. */
const tolerance = 5e-3;

async function expectAgreement(operands: readonly Operand[], of: Of): Promise<void> {
  for (const error of await gradientErrors(operands, of)) expect(error).toBeLessThan(tolerance);
}

/** Away from 0, where relu, minimum and the like have a kink. */
const apart = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => (i % 2 ? -1 : 1) * (0.1 + ((i * 7) % 11) / 8));

const one = { shape: [2, 3, 4] };
const positive = { shape: [2, 3, 4], range: [0.5, 2] } as const;

describe('the gradient of', () => {
  const pairs: Record<string, (graph: GraphBuilder, a: Tensor, b: Tensor) => Tensor> = {
    add: elementwise.add,
    subtract: elementwise.subtract,
    multiply: elementwise.multiply,
    divide: elementwise.divide,
    minimum: elementwise.minimum,
    maximum: elementwise.maximum,
  };
  for (const [name, of] of Object.entries(pairs)) {
    it(`${name} agrees with differences`, async () => {
      const shifted = { shape: [2, 3, 4], values: apart(24).map((value, i) => value + (i % 3 ? 0.4 : -0.4) + 2.5) };
      await expectAgreement(
        [{ shape: [2, 3, 4], values: apart(24).map((value) => value + 2.5) }, shifted],
        (graph, [a, b]) => of(graph, a as Tensor, b as Tensor),
      );
    });
    it(`${name} sums what was broadcast on either side`, async () => {
      const row = { shape: [1, 4], values: [1.05, 2.05, 3.05, 4.05] };
      const column = { shape: [2, 3, 1], values: [0.55, 1.55, 2.55, 3.55, 4.55, 5.55] };
      await expectAgreement([row, column], (graph, [a, b]) => of(graph, a as Tensor, b as Tensor));
    });
  }

  const singles: Record<string, [Operand, (graph: GraphBuilder, x: Tensor) => Tensor]> = {
    relu: [{ shape: [24], values: apart(24) }, elementwise.relu],
    exponential: [one, elementwise.exponential],
    logarithm: [positive, elementwise.logarithm],
    negate: [one, elementwise.negate],
    sigmoid: [one, elementwise.sigmoid],
    softplus: [one, elementwise.softplus],
    'a square root': [positive, elementwise.squareRoot],
    'a square': [one, (graph, x) => elementwise.power(graph, x, 2)],
    'a fractional power': [positive, (graph, x) => elementwise.power(graph, x, 1.5)],
    reshape: [one, (graph, x) => movement.reshape(graph, x, [6, 4])],
    transpose: [one, (graph, x) => movement.transpose(graph, x, [2, 0, 1])],
    slice: [one, (graph, x) => movement.slice(graph, x, [1, 2], [1, 0], [3, 2])],
    'padding and cropping': [one, (graph, x) => movement.pad(graph, x, [0, 2, -1], [1, 0, 1])],
    expand: [{ shape: [2, 1, 3] }, (graph, x) => movement.expand(graph, x, [2, 4, 3])],
    doubling: [{ shape: [1, 2, 3, 2] }, movement.doubled],
    'a sum that keeps its axes': [one, (graph, x) => sum(graph, x, [0, 2], 'keep')],
    'a sum that drops them': [one, (graph, x) => sum(graph, x, [1], 'drop')],
    'average pooling': [{ shape: [1, 2, 4, 6] }, averageHalved],
  };
  for (const [name, [operand, of]] of Object.entries(singles)) {
    it(`${name} agrees with differences`, async () => {
      await expectAgreement([operand], (graph, [x]) => of(graph, x as Tensor));
    });
  }

  it('concatenation agrees with differences', async () => {
    await expectAgreement([one, { shape: [2, 2, 4] }], (graph, parts) => movement.concatenate(graph, parts, 1));
  });

  it('a matrix product agrees with differences, batched and broadcast', async () => {
    await expectAgreement([{ shape: [2, 3, 4] }, { shape: [4, 5] }], (graph, [a, b]) =>
      matrixProduct(graph, a as Tensor, b as Tensor),
    );
  });

  it('a value that is used twice is the sum of both uses', async () => {
    await expectAgreement([one], (graph, [x]) =>
      elementwise.multiply(graph, x as Tensor, elementwise.sigmoid(graph, x as Tensor)),
    );
  });
});

describe('the gradient of a convolution agrees with differences', () => {
  const cases = [
    { name: '3×3', size: 3, stride: 1, padding: 1, groups: 1, side: [5, 6] },
    { name: '3×3 with stride 2 on an even side', size: 3, stride: 2, padding: 1, groups: 1, side: [6, 8] },
    { name: '3×3 with stride 2 on an odd side', size: 3, stride: 2, padding: 1, groups: 1, side: [5, 7] },
    { name: '1×1', size: 1, stride: 1, padding: 0, groups: 1, side: [4, 3] },
    { name: '1×1 with stride 2', size: 1, stride: 2, padding: 0, groups: 1, side: [6, 5] },
    { name: '7×7 with stride 2', size: 7, stride: 2, padding: 3, groups: 1, side: [8, 8] },
    { name: 'depthwise 3×3', size: 3, stride: 1, padding: 1, groups: 4, side: [4, 5] },
    { name: 'depthwise 3×3 with stride 2', size: 3, stride: 2, padding: 1, groups: 4, side: [6, 6] },
    { name: 'grouped 3×3', size: 3, stride: 1, padding: 1, groups: 2, side: [4, 4] },
  ];
  for (const { name, size, stride, padding, groups, side } of cases) {
    it(name, async () => {
      const kernel = { shape: [4, 4 / groups, size, size] };
      await expectAgreement([{ shape: [2, 4, ...side] }, kernel, { shape: [4] }], (graph, [x, weight, bias]) =>
        convolve(graph, x as Tensor, weight as Tensor, bias, { stride, padding, groups }),
      );
    });
  }
});

describe('the gradient of max pooling', () => {
  const shape = [1, 2, 6, 5];
  const distinct = Array.from({ length: 60 }, (_, i) => ((i * 37) % 61) / 10);

  it('agrees with differences', async () => {
    await expectAgreement([{ shape, values: distinct }], (graph, [x]) =>
      maximumPool(graph, x as Tensor, { size: 3, stride: 2, padding: 1 }),
    );
  });

  it('gives the gradient of a window whose values are all equal to its first place, once', async () => {
    const graph = emptyGraph();
    const x = input(graph, 'x', 'float32', [1, 1, 4, 4]);
    const pooled = maximumPool(graph, x, { size: 3, stride: 2, padding: 1 });
    output(graph, 'gradient', gradients(graph, sum(graph, pooled, [0, 1, 2, 3], 'drop'), [x]).get(x) as Tensor);
    const session = await InferenceSession.create(onnxModel(graph, new Map(), { name: 'pool', precision: 'float32' }));
    const { gradient } = await session.run({ x: new OrtTensor('float32', new Float32Array(16), [1, 1, 4, 4]) });
    expect(Array.from(gradient?.data as Float32Array)).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});

describe('the gradient of a normalisation agrees with differences', () => {
  it('group norm, with its affine map', async () => {
    await expectAgreement(
      [{ shape: [2, 6, 4, 3] }, { shape: [6], range: [0.5, 1.5] }, { shape: [6] }],
      (graph, [x, scale, shift]) => groupNormalization(graph, x as Tensor, scale as Tensor, shift as Tensor, 2, 1e-5),
    );
  });

  it('a frozen batch norm folded into its convolution', async () => {
    const [x, kernel] = [{ shape: [2, 3, 4, 4] }, { shape: [4, 3, 3, 3] }];
    await expectAgreement([x, kernel], (graph, [image, weight]) => {
      const y = convolve(graph, image as Tensor, weight as Tensor, undefined, { stride: 1, padding: 1 });
      return batchNormalization(graph, y, statistics(graph), 1e-3);
    });
  });

  it('a frozen batch norm that stands alone', async () => {
    await expectAgreement([{ shape: [2, 4, 3, 3] }], (graph, [x]) =>
      batchNormalization(graph, elementwise.negate(graph, x as Tensor), statistics(graph), 1e-3),
    );
  });
});

function statistics(graph: GraphBuilder): Parameters<typeof batchNormalization>[2] {
  const of = (values: number[]): Tensor => {
    const tensor: Tensor = { name: `constant_${graph.constants.length}`, type: 'float32', shape: [4] };
    graph.constants.push({ tensor, values: Float32Array.from(values) });
    return tensor;
  };
  return {
    scale: of([1, 2, 0.5, -1]),
    shift: of([0, 1, -1, 2]),
    mean: of([0.1, 0, -0.2, 0.3]),
    variance: of([1, 0.5, 2, 1.5]),
  };
}
