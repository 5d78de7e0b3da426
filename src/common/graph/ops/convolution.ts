// Convolution over two spatial axes, N C H W. No pooling (reduction.ts) and no resizing (movement.ts).
import { int, ints, knownSize, operation } from '../graph.ts';
import type { Dimension, GraphBuilder, Tensor } from '../graph.ts';

export interface Convolution {
  readonly stride: number;
  /** Zeros on every side. */
  readonly padding: number;
  readonly groups?: number;
}

/** x [N, C, H, W], weight [D, C/groups, k, k], bias [D] or none → [N, D, H', W']. */
export function convolve(
  graph: GraphBuilder,
  x: Tensor,
  weight: Tensor,
  bias: Tensor | undefined,
  { stride, padding, groups = 1 }: Convolution,
): Tensor {
  const size = knownSize(weight, 2);
  return operation(
    graph,
    'Conv',
    bias === undefined ? [x, weight] : [x, weight, bias],
    {
      kernel_shape: ints(size, size),
      strides: ints(stride, stride),
      pads: ints(padding, padding, padding, padding),
      group: int(groups),
    },
    [
      x.shape[0] ?? '?',
      knownSize(weight, 0),
      windows(x.shape[2], size, stride, padding),
      windows(x.shape[3], size, stride, padding),
    ],
  );
}

/** Positions of a window along one axis. */
export function windows(length: Dimension | undefined, size: number, stride: number, padding: number): Dimension {
  return typeof length === 'number' ? Math.floor((length + 2 * padding - size) / stride) + 1 : '?';
}

/** The transpose of `convolve`: x [N, D, H', W'], weight [D, C/groups, k, k] → [N, C, height, width]. */
export function convolveTransposed(
  graph: GraphBuilder,
  x: Tensor,
  weight: Tensor,
  { stride, padding, groups = 1 }: Convolution,
  [height, width]: readonly [number, number],
): Tensor {
  const size = knownSize(weight, 2);
  const missing = (target: number, axis: number): number =>
    target - ((knownSize(x, axis) - 1) * stride - 2 * padding + size);
  return operation(
    graph,
    'ConvTranspose',
    [x, weight],
    {
      kernel_shape: ints(size, size),
      strides: ints(stride, stride),
      pads: ints(padding, padding, padding, padding),
      output_padding: ints(missing(height, 2), missing(width, 3)),
      group: int(groups),
    },
    [x.shape[0] ?? '?', knownSize(weight, 1) * groups, height, width],
  );
}
