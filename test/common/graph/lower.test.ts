// Lowered normalisations, as ONNX Runtime computes them, against the originals computed plainly.
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { emptyGraph, input, output, parameter } from '../../../src/common/graph/graph.ts';
import type { Graph, GraphBuilder, Shape, Tensor } from '../../../src/common/graph/graph.ts';
import {
  lowerFrozenBatchNormalization,
  lowerGroupNormalization,
  lowerGroupNormalizationWithStatistics,
} from '../../../src/common/graph/lower.ts';
import { onnxModel } from '../../../src/common/graph/onnx.ts';
import { convolve } from '../../../src/common/graph/ops/convolution.ts';
import { add, relu } from '../../../src/common/graph/ops/elementwise.ts';
import { batchNormalization, groupNormalization } from '../../../src/common/graph/ops/normalization.ts';
import { between, seededRandom } from '../../../src/common/random.ts';
import { relativeDistance } from './gradient/differences.ts';
import { plainly } from './plainly.ts';

const known = [2, 6, 5, 4] as const;

type Given = ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float32Array }>;

/** Values for x [2, 6, 5, 4] and every parameter; statistics and scales away from 0. */
function givenOf(graph: Graph, seed = 1): Given {
  const random = seededRandom(seed);
  const all = new Map<string, readonly number[]>([['x', known]]);
  for (const [name, tensor] of graph.parameters) all.set(name, tensor.shape.map(Number));
  return new Map(
    [...all].map(([name, shape]) => {
      const [low, high] = /scale|variance/.test(name) ? [0.5, 2] : [-1, 1];
      const count = shape.reduce((product, size) => product * size, 1);
      return [name, { shape, data: Float32Array.from({ length: count }, () => between(random, low, high)) }];
    }),
  );
}

async function computed(graph: Graph, given: Given): Promise<Float32Array> {
  const model = onnxModel(graph, new Map(), { name: 'lowered', precision: 'float32' });
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const feeds = Object.fromEntries(
    session.inputNames.map((name) => {
      const { shape, data } = given.get(name) ?? { shape: [], data: new Float32Array() };
      return [name, new OrtTensor('float32', data, shape)];
    }),
  );
  const { y } = await session.run(feeds);
  await session.release();
  return y?.data as Float32Array;
}

/** What the graph before lowering makes of the same values. */
function expected(build: (graph: GraphBuilder, shape: Shape) => Tensor, given: Given): Float64Array {
  const graph = emptyGraph();
  const tensor = build(graph, known);
  const values = plainly(graph, new Map([...given].map(([name, { data }]) => [name, data])));
  return values.get(tensor) ?? new Float64Array();
}

function graphOf(build: (graph: GraphBuilder, shape: Shape) => Tensor, shape: Shape): Graph {
  const graph = emptyGraph();
  output(graph, 'y', build(graph, shape));
  return graph;
}

const namesOf = (graph: Graph): string[] => graph.operations.map(({ name }) => name);

function grouped(graph: GraphBuilder, shape: Shape): Tensor {
  const x = input(graph, 'x', 'float32', shape);
  const [scale, shift] = [parameter(graph, 'scale', [6]), parameter(graph, 'shift', [6])];
  return relu(graph, groupNormalization(graph, x, scale, shift, 3, 1e-5));
}

describe('a lowered group norm', () => {
  it('for inference computes the same, for pictures of any size', async () => {
    const graph = graphOf(grouped, ['N', 6, 'H', 'W']);
    const lowered = lowerGroupNormalization(graph);
    expect(namesOf(graph)).toContain('GroupNormalization');
    expect(namesOf(lowered)).not.toContain('GroupNormalization');
    const given = givenOf(graph);
    expect(relativeDistance(await computed(lowered, given), expected(grouped, given))).toBeLessThan(1e-6);
  });

  it('for training computes the same', async () => {
    const lowered = lowerGroupNormalizationWithStatistics(graphOf(grouped, known));
    expect(namesOf(lowered)).not.toContain('GroupNormalization');
    const given = givenOf(lowered);
    expect(relativeDistance(await computed(lowered, given), expected(grouped, given))).toBeLessThan(1e-6);
  });
});

function normalized(graph: GraphBuilder, y: Tensor, name: string): Tensor {
  const of = (part: string): Tensor => parameter(graph, `${name}.${part}`, [4]);
  const statistics = { scale: of('scale'), shift: of('shift'), mean: of('mean'), variance: of('variance') };
  return batchNormalization(graph, y, statistics, 1e-5);
}

function convolved(graph: GraphBuilder, x: Tensor, name: string, bias: Tensor | undefined = undefined): Tensor {
  const kernel = parameter(graph, `${name}.kernel`, [4, 3, 3, 3]);
  return convolve(graph, x, kernel, bias, { stride: 2, padding: 1, groups: 2 });
}

describe('a lowered batch norm with recorded statistics', () => {
  const alone = (graph: GraphBuilder, shape: Shape): Tensor =>
    relu(graph, normalized(graph, convolved(graph, input(graph, 'x', 'float32', shape), 'one'), 'one'));

  it('goes into the kernel of the convolution before it, and the result is the same', async () => {
    const graph = graphOf(alone, known);
    const { graph: lowered, standsFor } = lowerFrozenBatchNormalization(graph);
    expect(namesOf(lowered)).not.toContain('BatchNormalization');
    expect(namesOf(lowered).filter((name) => name === 'Conv')).toHaveLength(1);
    expect(namesOf(graph)).toEqual(['Conv', 'BatchNormalization', 'Relu']);
    expect([...lowered.parameters.keys()]).toEqual([...graph.parameters.keys()]);
    const shown = graph.outputs.get('y');
    expect(shown && standsFor(shown)).toBe(lowered.outputs.get('y'));
    const given = givenOf(graph);
    expect(relativeDistance(await computed(lowered, given), expected(alone, given))).toBeLessThan(1e-6);
  });

  it('stays where the convolution is used elsewhere or has a bias of its own', async () => {
    const shared = (graph: GraphBuilder, shape: Shape): Tensor => {
      const y = convolved(graph, input(graph, 'x', 'float32', shape), 'one');
      return add(graph, y, normalized(graph, y, 'one'));
    };
    const biased = (graph: GraphBuilder, shape: Shape): Tensor => {
      const x = input(graph, 'x', 'float32', shape);
      return normalized(graph, convolved(graph, x, 'one', parameter(graph, 'bias', [4])), 'one');
    };
    for (const build of [shared, biased]) {
      const { graph } = lowerFrozenBatchNormalization(graphOf(build, known));
      expect(namesOf(graph).filter((name) => name === 'BatchNormalization')).toHaveLength(1);
      const given = givenOf(graph);
      expect(relativeDistance(await computed(graph, given), expected(build, given))).toBeLessThan(1e-6);
    }
  });
});
