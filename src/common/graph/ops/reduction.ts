// Operations that make one value of many.
import { ints, operation } from '../graph.ts';
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
