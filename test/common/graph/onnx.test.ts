// Each operation's description against what ONNX Runtime computes: values by hand, shapes as announced.
import { fromBinary } from '@bufbuild/protobuf';
import { InferenceSession, Tensor as Feed } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { constant, emptyGraph, input, output, parameter } from '../../../src/common/graph/graph.ts';
import type { GraphBuilder, Tensor } from '../../../src/common/graph/graph.ts';
import { lowerGroupNormalization } from '../../../src/common/graph/lower.ts';
import { onnxModel } from '../../../src/common/graph/onnx.ts';
import { convolve } from '../../../src/common/graph/ops/convolution.ts';
import { add, exponential, multiply, relu } from '../../../src/common/graph/ops/elementwise.ts';
import { concatenate, doubled, reshape, reshapeLike, transpose } from '../../../src/common/graph/ops/movement.ts';
import { batchNormalization, groupNormalization } from '../../../src/common/graph/ops/normalization.ts';
import { maximumPool } from '../../../src/common/graph/ops/reduction.ts';
import { ModelProtoSchema } from '../../../src/common/graph/protobuf/onnx_pb.ts';
import { largestDifference } from '../fcos/support.ts';

type Values = Readonly<Record<string, readonly number[]>>;

/** Runs a graph over x of a known shape; also checks that the announced shape is the computed one. */
async function run(
  shape: readonly number[],
  x: readonly number[],
  build: (graph: GraphBuilder, x: Tensor) => Tensor,
  parameters: Values = {},
  precision: 'float32' | 'float16' = 'float32',
): Promise<number[]> {
  const graph = emptyGraph();
  const result = build(graph, input(graph, 'x', 'float32', shape));
  output(graph, 'y', result);
  const values = new Map(Object.entries(parameters).map(([name, data]) => [name, Float32Array.from(data)]));
  const model = onnxModel(lowerGroupNormalization(graph), values, { name: 'test', precision });
  const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
  const { y } = await session.run({ x: new Feed('float32', Float32Array.from(x), shape) });
  await session.release();
  expect(y?.dims).toEqual(result.shape);
  return [...(y?.data as Float32Array)];
}

const counted = (count: number): number[] => Array.from({ length: count }, (_, i) => ((i * 7) % 11) - 5);

describe('an operation of the graph', () => {
  it('convolves with stride, padding, bias and groups', async () => {
    const y = await run(
      [1, 2, 3, 3],
      counted(18),
      (g, x) =>
        convolve(g, x, parameter(g, 'w', [2, 1, 3, 3]), parameter(g, 'b', [2]), { stride: 2, padding: 1, groups: 2 }),
      { w: Array.from({ length: 18 }, (_, i) => (i % 9 === 4 ? 1 : 0)), b: [100, 200] },
    );
    // The kernels pick the centre, so every second value comes out, plus the bias of its group.
    const x = counted(18);
    expect(y).toEqual(
      [0, 2, 6, 8].map((i) => (x[i] as number) + 100).concat([9, 11, 15, 17].map((i) => (x[i] as number) + 200)),
    );
  });

  it('adds, multiplies with broadcasting, cuts at zero, exponentiates', async () => {
    const x = counted(4);
    const y = await run([1, 2, 1, 2], x, (g, one) =>
      relu(g, add(g, multiply(g, one, constant(g, Float32Array.of(2, -3), [2, 1, 1])), one)),
    );
    expect(y).toEqual(x.map((value, i) => Math.max(0, value * (i < 2 ? 3 : -2))));
    expect(largestDifference(await run([4], x, exponential), x.map(Math.exp))).toBeLessThan(1e-5);
  });

  it('takes the largest of each window', async () => {
    const y = await run([1, 1, 2, 3], [-1, -2, -3, -4, -5, -6], (g, x) =>
      maximumPool(g, x, { size: 3, stride: 2, padding: 1 }),
    );
    expect(y).toEqual([-1, -2]);
  });

  it('moves values without changing them', async () => {
    const y = await run([1, 2, 1, 2], [1, 2, 3, 4], (g, x) => doubled(g, x));
    expect(y).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
    expect(await run([1, 2, 3], [1, 2, 3, 4, 5, 6], (g, x) => transpose(g, x, [0, 2, 1]))).toEqual([1, 4, 2, 5, 3, 6]);
    expect(await run([2, 3, 4], counted(24), (g, x) => reshape(g, x, [0, -1, 2]))).toEqual(counted(24));
    expect(await run([2, 6], counted(12), (g, x) => reshapeLike(g, reshape(g, x, [3, 4]), x))).toEqual(counted(12));
    expect(await run([1, 2], [1, 2], (g, x) => concatenate(g, [x, x, x], 1))).toEqual([1, 2, 1, 2, 1, 2]);
  });

  it('normalises by recorded statistics and by groups', async () => {
    const x = counted(16);
    const batch = await run(
      [1, 2, 2, 4],
      x,
      (g, one) => {
        const [scale, shift, mean, variance] = ['s', 'h', 'm', 'v'].map((name) => parameter(g, name, [2])) as [
          Tensor,
          Tensor,
          Tensor,
          Tensor,
        ];
        return batchNormalization(g, one, { scale, shift, mean, variance }, 1e-5);
      },
      { s: [2, 3], h: [0.5, -1], m: [1, -1], v: [4, 9] },
    );
    const byHand = x.map((value, i) =>
      i < 8 ? ((value - 1) / Math.sqrt(4 + 1e-5)) * 2 + 0.5 : ((value + 1) / Math.sqrt(9 + 1e-5)) * 3 - 1,
    );
    expect(largestDifference(batch, byHand)).toBeLessThan(1e-5);

    const scale = [1, 2, 3, 4];
    const shift = [0, 1, 0, -1];
    const grouped = await run(
      [1, 4, 2, 2],
      x,
      (g, one) => groupNormalization(g, one, parameter(g, 's', [4]), parameter(g, 'h', [4]), 2, 1e-5),
      { s: scale, h: shift },
    );
    const expected = [0, 8].flatMap((from) => {
      const group = x.slice(from, from + 8);
      const mean = group.reduce((a, b) => a + b) / 8;
      const variance = group.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 8;
      return group.map((value, i) => {
        const channel = Math.floor((from + i) / 4);
        return ((value - mean) / Math.sqrt(variance + 1e-5)) * (scale[channel] as number) + (shift[channel] as number);
      });
    });
    expect(largestDifference(grouped, expected)).toBeLessThan(1e-5);
  });
});

describe('a model', () => {
  const w = [0.5, 1 / 3, -2, 1000.25];
  const product = (g: GraphBuilder, x: Tensor): Tensor => multiply(g, x, parameter(g, 'w', [2, 2]));

  it('keeps kernels as halves when asked to, and leaves alone what would overflow', async () => {
    const halves = await run([2, 2], [1, 1, 1, 1], product, { w }, 'float16');
    expect(halves).toEqual([0.5, 0.333251953125, -2, 1000]);
    expect(await run([2, 2], [1, 1, 1, 1], product, { w: [1 / 3, 70_000, 0, 0] }, 'float16')).toEqual([
      Math.fround(1 / 3),
      70_000,
      0,
      0,
    ]);
    expect(await run([2, 2], [1, 1, 1, 1], product, { w })).toEqual(w.map(Math.fround));
  });

  it('asks for parameters that have no value as inputs, and names dynamic sizes', () => {
    const graph = emptyGraph();
    const y = convolve(
      graph,
      input(graph, 'image', 'float32', ['N', 3, 'H', 'W']),
      parameter(graph, 'w', [4, 3, 1, 1]),
      undefined,
      { stride: 1, padding: 0 },
    );
    output(graph, 'y', y);
    const model = fromBinary(ModelProtoSchema, onnxModel(graph, new Map(), { name: 'test', precision: 'float32' }));
    const sizes = model.graph?.input.map(({ name, type }) => [
      name,
      type?.value.case === 'tensorType' ? type.value.value.shape?.dim.map((one) => one.value.value) : undefined,
    ]);
    expect(sizes).toEqual([
      ['image', ['N', 3n, 'H', 'W']],
      ['w', [4n, 3n, 1n, 1n]],
    ]);
    expect(model.opsetImport.map(({ version }) => version)).toEqual([17n]);
  });

  it('refuses values of another length and one name for two shapes', () => {
    const graph = emptyGraph();
    parameter(graph, 'w', [2, 2]);
    expect(() => parameter(graph, 'w', [4])).toThrow('w was described as [2,2] and as [4]');
    expect(() => onnxModel(graph, new Map([['w', new Float32Array(3)]]), { name: 't', precision: 'float32' })).toThrow(
      'was given 3 values',
    );
  });
});
