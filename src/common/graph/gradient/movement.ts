// Gradients of operations that move values: they move the gradient back.
import { knownShape } from '../graph.ts';
import { multiply, scalar } from '../ops/elementwise.ts';
import { pad, reshape, slice, transpose } from '../ops/movement.ts';
import { averageHalved } from '../ops/reduction.ts';
import { constantInts, intAttribute, intsAttribute, unbroadcast } from './rule.ts';
import type { Rule } from './rule.ts';

/** The sizes, the second input, get none. */
export const reshapeRule: Rule = ({ graph, gradient, input }) => [
  reshape(graph, gradient, knownShape(input(0))),
  undefined,
];

export const transposeRule: Rule = ({ graph, gradient, operation }) => {
  const order = intsAttribute(operation, 'perm');
  return [
    transpose(
      graph,
      gradient,
      order.map((_, axis) => order.indexOf(axis)),
    ),
  ];
};

export const concatenateRule: Rule = ({ graph, gradient, operation, input, wants }) => {
  const axis = intAttribute(operation, 'axis');
  let start = 0;
  return operation.inputs.map((_, index) => {
    const from = start;
    start += knownShape(input(index))[axis] as number;
    return wants(index) ? slice(graph, gradient, [axis], [from], [start]) : undefined;
  });
};

/** For a step of 1. */
export const sliceRule: Rule = ({ graph, gradient, operation, input }) => {
  if (operation.inputs[4] !== undefined) throw new Error('Slice is differentiated only for a step of 1.');
  const starts = constantInts(graph, input(1));
  const axes = constantInts(graph, input(3));
  const from = knownShape(input(0));
  const before = from.map((_, axis) => (axes.includes(axis) ? (starts[axes.indexOf(axis)] as number) : 0));
  const part = knownShape(gradient);
  const after = from.map((size, axis) => size - (part[axis] as number) - (before[axis] as number));
  return [pad(graph, gradient, before, after)];
};

export const padRule: Rule = ({ graph, gradient, input }) => {
  const counts = constantInts(graph, input(1)).map((count) => -count);
  return [pad(graph, gradient, counts.slice(0, counts.length / 2), counts.slice(counts.length / 2))];
};

export const expandRule: Rule = ({ graph, gradient, input }) => [unbroadcast(graph, gradient, input(0)), undefined];

/** `doubled` is the only resizing that there is: each value's gradient is the sum of its 2 × 2 block. */
export const resizeRule: Rule = ({ graph, gradient }) => [
  multiply(graph, averageHalved(graph, gradient), scalar(graph, 4)),
];
