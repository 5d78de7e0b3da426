// Matrix products.
import { operation } from '../graph.ts';
import type { GraphBuilder, Tensor } from '../graph.ts';
import { broadcast } from './elementwise.ts';

/** a [..., n, k] · b [..., k, m] → [..., n, m]; leading axes broadcast. */
export function matrixProduct(graph: GraphBuilder, a: Tensor, b: Tensor): Tensor {
  const leading = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return operation(graph, 'MatMul', [a, b], {}, [...leading, a.shape.at(-2) ?? '?', b.shape.at(-1) ?? '?']);
}
