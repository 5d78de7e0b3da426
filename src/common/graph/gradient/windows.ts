// What a sliding window sees, as one tensor for each of its places. Used by the gradients of convolution and pooling.
import { constant, knownShape, operation, text } from '../graph.ts';
import type { GraphBuilder, Tensor } from '../graph.ts';
import { slice } from '../ops/movement.ts';

export interface Window {
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
}

/**
 * x [N, C, H, W] → size² tensors [N, C, H', W']: what each place of the window, row by row, sees at every position; `outside` where it
 * hangs over the edge.
 */
export function windowValues(
  graph: GraphBuilder,
  x: Tensor,
  { size, stride, padding }: Window,
  outside: number,
): readonly Tensor[] {
  const [, , height = 1, width = 1] = knownShape(x);
  const rows = Math.floor((height + 2 * padding - size) / stride) + 1;
  const columns = Math.floor((width + 2 * padding - size) / stride) + 1;
  const padded = padding === 0 ? x : surrounded(graph, x, padding, outside);
  return Array.from({ length: size * size }, (_, place) => {
    const top = Math.floor(place / size);
    const left = place % size;
    const bottom = top + (rows - 1) * stride + 1;
    const right = left + (columns - 1) * stride + 1;
    return slice(graph, padded, [2, 3], [top, left], [bottom, right], stride);
  });
}

function surrounded(graph: GraphBuilder, x: Tensor, padding: number, value: number): Tensor {
  const counts = [0, 0, padding, padding, 0, 0, padding, padding];
  const inputs = [
    x,
    constant(graph, BigInt64Array.from(counts, BigInt), [8]),
    ...(value === 0 ? [] : [constant(graph, Float32Array.of(value), [])]),
  ];
  const [batch = 1, channels = 1, height = 1, width = 1] = knownShape(x);
  return operation(graph, 'Pad', inputs, { mode: text('constant') }, [
    batch,
    channels,
    height + 2 * padding,
    width + 2 * padding,
  ]);
}
