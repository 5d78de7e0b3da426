// Operations that treat every value alone.
import { operation } from '../graph.ts';
import type { GraphBuilder, Tensor } from '../graph.ts';

/** a + b; b has a's shape or broadcasts to it. */
export function add(graph: GraphBuilder, a: Tensor, b: Tensor): Tensor {
  return operation(graph, 'Add', [a, b], {}, a.shape);
}

/** a · b; b has a's shape or broadcasts to it. */
export function multiply(graph: GraphBuilder, a: Tensor, b: Tensor): Tensor {
  return operation(graph, 'Mul', [a, b], {}, a.shape);
}

export function relu(graph: GraphBuilder, x: Tensor): Tensor {
  return operation(graph, 'Relu', [x], {}, x.shape);
}

export function exponential(graph: GraphBuilder, x: Tensor): Tensor {
  return operation(graph, 'Exp', [x], {}, x.shape);
}
