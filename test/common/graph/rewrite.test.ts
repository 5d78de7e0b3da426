import { describe, expect, it } from 'vitest';
import { emptyGraph, input, operation, output, parameter } from '../../../src/common/graph/graph.ts';
import type { Graph } from '../../../src/common/graph/graph.ts';
import { onnxModel } from '../../../src/common/graph/onnx.ts';
import { add, multiply, negate, relu, scalar } from '../../../src/common/graph/ops/elementwise.ts';
import { groupNormalization } from '../../../src/common/graph/ops/normalization.ts';
import { rewrite } from '../../../src/common/graph/rewrite.ts';
import { plainly } from './plainly.ts';

/** y = relu(x) + relu(x) · w, with relu(x) shown too. */
function sample(): Graph {
  const graph = emptyGraph();
  const x = input(graph, 'x', 'float32', [3]);
  const positive = relu(graph, x);
  output(graph, 'positive', positive);
  output(graph, 'y', add(graph, positive, multiply(graph, positive, parameter(graph, 'w', [3]))));
  return graph;
}

const bytes = (graph: Graph): Uint8Array => onnxModel(graph, new Map(), { name: 'sample', precision: 'float32' });
const valueOf = (graph: Graph, name: string): number[] => {
  const tensor = graph.outputs.get(name);
  if (tensor === undefined) throw new Error(`There is no output ${name}.`);
  const given = new Map([
    ['x', [-1, 2, 3]],
    ['w', [5, 6, 7]],
  ]);
  return [...(plainly(graph, given).get(tensor) ?? [])];
};

describe('a graph that is rewritten', () => {
  it('without a rule that fits is the same model', () => {
    const graph = sample();
    const { graph: same, standsFor } = rewrite(graph, () => undefined);
    expect(Buffer.from(bytes(same)).equals(bytes(graph))).toBe(true);
    expect(same.operations[0]).not.toBe(graph.operations[0]);
    const shown = graph.outputs.get('y');
    expect(shown && standsFor(shown)).toBe(same.outputs.get('y'));
  });

  it('has what stands for an operation wherever its output was used or shown, and leaves the original alone', () => {
    const graph = sample();
    const before = bytes(graph);
    const { graph: changed, standsFor } = rewrite(graph, (result, one) => {
      if (one.name !== 'Relu') return undefined;
      const [x] = one.inputs;
      if (x === undefined) throw new Error('A relu has an input.');
      // Two operations for one, so that all later names move.
      return [negate(result, multiply(result, x, scalar(result, 10)))];
    });
    expect(Buffer.from(bytes(graph)).equals(before)).toBe(true);
    expect(changed.operations.map(({ name }) => name)).toEqual(['Mul', 'Neg', 'Mul', 'Add']);
    const names = changed.operations.flatMap(({ outputs }) => outputs.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
    expect(valueOf(changed, 'positive')).toEqual([10, -20, -30]);
    expect(valueOf(changed, 'y')).toEqual([60, -140, -240]);
    expect(valueOf(graph, 'y')).toEqual([0, 14, 24]);
    const positive = graph.outputs.get('positive');
    expect(positive && standsFor(positive)).toBe(changed.outputs.get('positive'));
  });

  it('may put an input in the place of an operation', () => {
    const { graph } = rewrite(sample(), (_, one) => (one.name === 'Relu' ? [one.inputs[0]] : undefined));
    expect(graph.operations.map(({ name }) => name)).toEqual(['Mul', 'Add']);
    expect(valueOf(graph, 'y')).toEqual([-6, 14, 24]);
  });

  it('keeps the further outputs of an operation apart', () => {
    const graph = emptyGraph();
    const x = input(graph, 'x', 'float32', [1, 2, 1, 1]);
    groupNormalization(graph, x, parameter(graph, 'scale', [2]), parameter(graph, 'shift', [2]), 1, 1e-5);
    const [norm] = graph.operations;
    output(graph, 'inverse', operation(graph, 'Neg', [norm?.outputs[2]], {}, [1, 1, 1]));
    const { graph: kept } = rewrite(graph, () => undefined);
    expect(kept.operations[0]?.outputs.map(({ name }) => name)).toEqual([
      'GroupNormalization_0',
      'GroupNormalization_0_1',
      'GroupNormalization_0_2',
    ]);
    expect(kept.operations[1]?.inputs[0]).toBe(kept.operations[0]?.outputs[2]);
  });
});
