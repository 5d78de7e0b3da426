// What a gradient rule is, and what most of them need. The rules lie in files by family, as the operations do.
import { knownShape } from '../graph.ts';
import type { AttributeValue, GraphBuilder, Operation, Tensor } from '../graph.ts';
import { reshape } from '../ops/movement.ts';
import { sum } from '../ops/reduction.ts';

export interface Backward {
  readonly graph: GraphBuilder;
  readonly operation: Operation;
  /** The input of that place; throws where it was left out. */
  input(index: number): Tensor;
  /** The operation's first output. */
  readonly output: Tensor;
  /** The loss's gradient with respect to `output`, of its shape. */
  readonly gradient: Tensor;
  /** Whether anybody asks for the gradient of this input: what nobody asks for is not computed. */
  wants(index: number): boolean;
}

/**
 * Appends the operations that give the gradient of each input (undefined where none is wanted or none exists). All shapes have to
 * be known. `'none'` stands for an operation that is never differentiated.
 */
export type Rule = ((backward: Backward) => readonly (Tensor | undefined)[]) | 'none';

/** Sums what broadcasting repeated, so that the gradient has the input's shape again. */
export function unbroadcast(graph: GraphBuilder, gradient: Tensor, like: Tensor): Tensor {
  const from = knownShape(gradient);
  const to = knownShape(like);
  const extra = from.length - to.length;
  const axes = from.flatMap((size, axis) => (axis < extra || (to[axis - extra] === 1 && size !== 1) ? [axis] : []));
  if (axes.length === 0) return gradient;
  const summed = sum(graph, gradient, axes, 'drop');
  return summed.shape.join() === to.join() ? summed : reshape(graph, summed, to);
}

export function intAttribute(operation: Operation, name: string): number {
  const value = attribute(operation, name, 'int');
  return value.value;
}

export function intsAttribute(operation: Operation, name: string): readonly number[] {
  return attribute(operation, name, 'ints').value;
}

function attribute<Kind extends AttributeValue['kind']>(
  operation: Operation,
  name: string,
  kind: Kind,
): Extract<AttributeValue, { kind: Kind }> {
  const value = operation.attributes[name];
  if (value?.kind !== kind) throw new Error(`${operation.name} has no ${kind} ${name}.`);
  return value as Extract<AttributeValue, { kind: Kind }>;
}

/** The values of a constant int64 input, such as the axes of a sum. */
export function constantInts(graph: GraphBuilder, tensor: Tensor): readonly number[] {
  const found = graph.constants.find((one) => one.tensor === tensor);
  if (!(found?.values instanceof BigInt64Array)) throw new Error(`${tensor.name} is no constant of whole numbers.`);
  return Array.from(found.values, Number);
}
