// Holds a gradient against central differences, both computed by ONNX Runtime. Used by the tests of every rule.
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { gradients } from '../../../../src/common/graph/gradient/gradient.ts';
import { constant, emptyGraph, input, knownShape, output } from '../../../../src/common/graph/graph.ts';
import type { Graph, GraphBuilder, Tensor } from '../../../../src/common/graph/graph.ts';
import {
  lowerFrozenBatchNormalization,
  lowerGroupNormalizationWithStatistics,
} from '../../../../src/common/graph/lower.ts';
import { onnxModel } from '../../../../src/common/graph/onnx.ts';
import { multiply } from '../../../../src/common/graph/ops/elementwise.ts';
import { reshape } from '../../../../src/common/graph/ops/movement.ts';
import { sum } from '../../../../src/common/graph/ops/reduction.ts';
import { seededRandom } from '../../../../src/common/random.ts';

export interface Operand {
  readonly shape: readonly number[];
  /** Range of its random values; −1 … 1 when left out. */
  readonly range?: readonly [number, number];
  /** Values that are used as they are. */
  readonly values?: readonly number[];
}

/** Half the distance of the two values that a difference is taken of. */
const step = 1e-2;

/**
 * Builds `of(operands)`, weighs its values at random, and compares the gradient of the sum with central differences. Returns the
 * relative L2 distance for each operand.
 */
export async function gradientErrors(
  operands: readonly Operand[],
  of: (graph: GraphBuilder, tensors: readonly Tensor[]) => Tensor,
  seed = 1,
): Promise<readonly number[]> {
  const random = seededRandom(seed);
  const values = operands.map(({ shape, range: [low, high] = [-1, 1], values: given }) =>
    Float32Array.from({ length: count(shape) }, (_, i) => given?.[i] ?? low + (high - low) * random()),
  );
  const graph = lossGraph(operands, of, random);
  const run = await runner(graph, operands);
  const outputs = await run(values);
  const errors: number[] = [];
  for (const [index, operand] of values.entries()) {
    const expected = new Float64Array(operand.length);
    for (let i = 0; i < operand.length; i++) {
      const loss = async (shift: number): Promise<number> => {
        const moved = values.map((one, other) => (other === index ? Float32Array.from(one) : one));
        (moved[index] as Float32Array)[i] = (operand[i] as number) + shift;
        return ((await run(moved))['loss'] as Float32Array)[0] as number;
      };
      expected[i] = ((await loss(step)) - (await loss(-step))) / (2 * step);
    }
    errors.push(relativeDistance(outputs[`gradient_${index}`] ?? new Float32Array(operand.length), expected));
  }
  return errors;
}

function lossGraph(
  operands: readonly Operand[],
  of: (graph: GraphBuilder, tensors: readonly Tensor[]) => Tensor,
  random: () => number,
): Graph {
  const first = emptyGraph();
  const inputs = operands.map(({ shape }, index) => input(first, `operand_${index}`, 'float32', shape));
  output(first, 'value', of(first, inputs));
  // As in training: frozen norms go before the gradient is taken, group norms after.
  const graph = lowerFrozenBatchNormalization(first).graph;
  const value = graph.outputs.get('value') as Tensor;
  graph.outputs.delete('value');
  const shape = knownShape(value);
  const weights = Float32Array.from({ length: count(shape) }, () => 2 * random() - 1);
  const flat = reshape(graph, multiply(graph, value, constant(graph, weights, shape)), [count(shape)]);
  const loss = sum(graph, flat, [0], 'keep');
  output(graph, 'loss', loss);
  const found = gradients(graph, loss, inputs);
  inputs.forEach((tensor, index) => {
    const gradient = found.get(tensor);
    if (gradient !== undefined) output(graph, `gradient_${index}`, gradient);
  });
  return lowerGroupNormalizationWithStatistics(graph);
}

type Run = (values: readonly Float32Array[]) => Promise<Record<string, Float32Array>>;

async function runner(graph: Graph, operands: readonly Operand[]): Promise<Run> {
  const model = onnxModel(graph, new Map(), { name: 'gradient', precision: 'float32' });
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  return async (values) => {
    const feeds = Object.fromEntries(
      values.map((data, i) => [`operand_${i}`, new OrtTensor('float32', data, operands[i]?.shape ?? [])]),
    );
    const outputs = await session.run(feeds);
    return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]));
  };
}

export function relativeDistance(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) throw new Error(`${ours.length} values against ${theirs.length}`);
  let distance = 0;
  let size = 0;
  for (let i = 0; i < ours.length; i++) {
    distance += ((ours[i] as number) - (theirs[i] as number)) ** 2;
    size += (theirs[i] as number) ** 2;
  }
  return size === 0 ? Math.sqrt(distance) : Math.sqrt(distance / size);
}

function count(shape: readonly number[]): number {
  return shape.reduce((all, one) => all * one, 1);
}
