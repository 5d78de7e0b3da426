// Operations that make one value of many.
import { constant, int, ints, operation } from '../graph.ts';
import type { GraphBuilder, Tensor } from '../graph.ts';
import { windows } from './convolution.ts';

/** x [N, C, H, W] → [N, C, H', W']: the largest value in each window; padding never wins. */
export function maximumPool(
  graph: GraphBuilder,
  x: Tensor,
  { size, stride, padding }: { readonly size: number; readonly stride: number; readonly padding: number },
): Tensor {
  return operation(
    graph,
    'MaxPool',
    [x],
    {
      kernel_shape: ints(size, size),
      strides: ints(stride, stride),
      pads: ints(padding, padding, padding, padding),
    },
    [
      x.shape[0] ?? '?',
      x.shape[1] ?? '?',
      windows(x.shape[2], size, stride, padding),
      windows(x.shape[3], size, stride, padding),
    ],
  );
}

/** x [N, C, H, W] → [N, C, H/2, W/2]: the mean of each 2 × 2 block; H and W are even. */
export function averageHalved(graph: GraphBuilder, x: Tensor): Tensor {
  const half = (axis: number): number | string => windows(x.shape[axis], 2, 2, 0);
  return operation(graph, 'AveragePool', [x], { kernel_shape: ints(2, 2), strides: ints(2, 2) }, [
    x.shape[0] ?? '?',
    x.shape[1] ?? '?',
    half(2),
    half(3),
  ]);
}

/** Sums over the axes, which stay with size 1 or go. */
export function sum(graph: GraphBuilder, x: Tensor, axes: readonly number[], keep: 'keep' | 'drop'): Tensor {
  const list = constant(graph, BigInt64Array.from(axes, BigInt), [axes.length]);
  const shape =
    keep === 'keep'
      ? x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
      : x.shape.filter((_, axis) => !axes.includes(axis));
  return operation(graph, 'ReduceSum', [x, list], { keepdims: int(keep === 'keep' ? 1 : 0) }, shape);
}
