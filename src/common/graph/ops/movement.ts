// Operations that move values and compute none.
import { constant, int, ints, operation, text } from '../graph.ts';
import type { Dimension, GraphBuilder, Shape, Tensor } from '../graph.ts';

/** Target sizes as ONNX's Reshape has them: 0 keeps the input's size of that axis, one −1 takes what is left. */
export function reshape(graph: GraphBuilder, x: Tensor, sizes: readonly number[]): Tensor {
  const target = constant(graph, BigInt64Array.from(sizes, BigInt), [sizes.length]);
  const shape = sizes.map((size, axis): Dimension => (size > 0 ? size : size === 0 ? (x.shape[axis] ?? '?') : '?'));
  return operation(graph, 'Reshape', [x, target], {}, withRest(shape, x.shape));
}

function withRest(shape: readonly Dimension[], from: Shape): Shape {
  const rest = shape.indexOf('?');
  const others = shape.filter((_, axis) => axis !== rest);
  if (rest < 0 || [...from, ...others].some((size) => typeof size !== 'number')) return shape;
  const product = (sizes: Shape): number => sizes.reduce<number>((all, size) => all * Number(size), 1);
  return shape.map((size, axis) => (axis === rest ? product(from) / product(others) : size));
}

/** Gives x the shape that `like` has when the model runs. */
export function reshapeLike(graph: GraphBuilder, x: Tensor, like: Tensor): Tensor {
  const sizes = operation(graph, 'Shape', [like], {}, [like.shape.length], 'int64');
  return operation(graph, 'Reshape', [x, sizes], {}, like.shape);
}

/** Axis i of the result is axis order[i] of x. */
export function transpose(graph: GraphBuilder, x: Tensor, order: readonly number[]): Tensor {
  return operation(
    graph,
    'Transpose',
    [x],
    { perm: ints(...order) },
    order.map((axis) => x.shape[axis] ?? '?'),
  );
}

export function concatenate(graph: GraphBuilder, parts: readonly Tensor[], axis: number): Tensor {
  const sizes = parts.map((part) => part.shape[axis]);
  const total = sizes.every((size) => typeof size === 'number') ? sizes.reduce((a, b) => a + b, 0) : '?';
  const first = parts[0]?.shape ?? [];
  return operation(
    graph,
    'Concat',
    parts,
    { axis: int(axis) },
    first.map((size, i) => (i === axis ? total : size)),
  );
}

/** x [N, C, H, W] → [N, C, 2H, 2W], each value repeated in a 2 × 2 block. */
export function doubled(graph: GraphBuilder, x: Tensor): Tensor {
  const scales = constant(graph, Float32Array.of(1, 1, 2, 2), [4]);
  const twice = (size: Dimension | undefined): Dimension => (typeof size === 'number' ? 2 * size : '?');
  return operation(
    graph,
    'Resize',
    [x, undefined, scales],
    {
      mode: text('nearest'),
      coordinate_transformation_mode: text('asymmetric'),
      nearest_mode: text('floor'),
    },
    [x.shape[0] ?? '?', x.shape[1] ?? '?', twice(x.shape[2]), twice(x.shape[3])],
  );
}

/** The part [starts, ends) of the given axes, every `step`-th value of each. Ends may lie beyond the end. */
export function slice(
  graph: GraphBuilder,
  x: Tensor,
  axes: readonly number[],
  starts: readonly number[],
  ends: readonly number[],
  step = 1,
): Tensor {
  const list = (values: readonly number[]): Tensor =>
    constant(graph, BigInt64Array.from(values, BigInt), [values.length]);
  const inputs = [x, list(starts), list(ends), list(axes), ...(step === 1 ? [] : [list(axes.map(() => step))])];
  const shape = x.shape.map((size, axis): Dimension => {
    const at = axes.indexOf(axis);
    if (at < 0) return size;
    if (typeof size !== 'number') return '?';
    return Math.ceil((Math.min(ends[at] as number, size) - (starts[at] as number)) / step);
  });
  return operation(graph, 'Slice', inputs, {}, shape);
}

/** Zeros around x: `before` and `after` have one count for each axis; a negative count crops. */
export function pad(graph: GraphBuilder, x: Tensor, before: readonly number[], after: readonly number[]): Tensor {
  const counts = constant(graph, BigInt64Array.from([...before, ...after], BigInt), [before.length * 2]);
  const shape = x.shape.map((size, axis): Dimension =>
    typeof size === 'number' ? size + (before[axis] ?? 0) + (after[axis] ?? 0) : '?',
  );
  return operation(graph, 'Pad', [x, counts], { mode: text('constant') }, shape);
}

/** Repeats axes of size 1 until x has the shape. */
export function expand(graph: GraphBuilder, x: Tensor, shape: readonly number[]): Tensor {
  const sizes = constant(graph, BigInt64Array.from(shape, BigInt), [shape.length]);
  return operation(graph, 'Expand', [x, sizes], {}, shape);
}
