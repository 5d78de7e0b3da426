// Gradients of convolution in the forms that measured fastest on ONNX Runtime's processor provider, of standard operators only.
import { constant, knownShape, knownSize } from '../graph.ts';
import type { GraphBuilder, Operation, Tensor } from '../graph.ts';
import { convolve, convolveTransposed } from '../ops/convolution.ts';
import { concatenate, pad, reshape, slice, transpose } from '../ops/movement.ts';
import { matrixProduct } from '../ops/product.ts';
import { sum } from '../ops/reduction.ts';
import { intAttribute, intsAttribute } from './rule.ts';
import type { Rule } from './rule.ts';
import { windowValues } from './windows.ts';

interface Convolved {
  /** [N, C, H, W] */
  readonly x: Tensor;
  /** [D, C/groups, k, k] */
  readonly kernel: Tensor;
  /** [N, D, H', W'] */
  readonly gradient: Tensor;
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
  readonly groups: number;
}

export const convolutionRule: Rule = ({ graph, operation, gradient, input, wants }) => {
  const one = convolved(operation, input(0), input(1), gradient);
  return [
    wants(0) ? ofInput(graph, one) : undefined,
    wants(1) ? ofKernel(graph, one) : undefined,
    wants(2) ? sum(graph, gradient, [0, 2, 3], 'drop') : undefined,
  ];
};

function convolved(operation: Operation, x: Tensor, kernel: Tensor, gradient: Tensor): Convolved {
  const [stride = 1] = intsAttribute(operation, 'strides');
  const [padding = 0] = intsAttribute(operation, 'pads');
  const groups = intAttribute(operation, 'group');
  return { x, kernel, gradient, size: knownSize(kernel, 2), stride, padding, groups };
}

/** A stride of 1: a convolution with the kernel turned round; else a transposed convolution. */
function ofInput(graph: GraphBuilder, { x, kernel, gradient, size, stride, padding, groups }: Convolved): Tensor {
  const [, , height = 1, width = 1] = knownShape(x);
  if (stride > 1) return convolveTransposed(graph, gradient, kernel, { stride, padding, groups }, [height, width]);
  const turned = turnedRound(graph, kernel, groups);
  return convolve(graph, gradient, turned, undefined, { stride: 1, padding: size - 1 - padding, groups });
}

/**
 * [D, C/groups, k, k] → [C, D/groups, k, k] turned by 180°. The turning is a product with a reversed identity: slicing backwards
 * measured much slower for wide layers.
 */
function turnedRound(graph: GraphBuilder, kernel: Tensor, groups: number): Tensor {
  const [outer = 1, inner = 1, size = 1] = knownShape(kernel);
  const places = size * size;
  const flat = reshape(graph, kernel, [groups, outer / groups, inner, places]);
  const swapped = transpose(graph, flat, [0, 2, 1, 3]);
  if (places === 1) return reshape(graph, swapped, [groups * inner, outer / groups, 1, 1]);
  const reversed = new Float32Array(places * places);
  for (let place = 0; place < places; place++) reversed[place * places + places - 1 - place] = 1;
  const turned = matrixProduct(graph, swapped, constant(graph, reversed, [places, places]));
  return reshape(graph, turned, [groups * inner, outer / groups, size, size]);
}

function ofKernel(graph: GraphBuilder, one: Convolved): Tensor {
  const { size, stride, padding, groups } = one;
  return size === 3 && stride === 1 && padding === 1 && groups === 1 ? byShifts(graph, one) : byWindows(graph, one);
}

/**
 * A 3×3 kernel that keeps the size: dW[d, c, i, j] = Σ gradient[d] shifted down by i − 1 · x[c] shifted right by 1 − j. All nine places
 * are one product of three shifts with three shifts, which moves half of what nine windows would.
 */
function byShifts(graph: GraphBuilder, { x, kernel, gradient }: Convolved): Tensor {
  const [batch = 1, channels = 1, height = 1, width = 1] = knownShape(x);
  const outer = knownSize(kernel, 0);
  const shifted = (from: Tensor, axis: number, by: number): Tensor => {
    const before = [0, 0, 0, 0].map((_, one) => (one === axis ? by : 0));
    return by === 0
      ? from
      : pad(
          graph,
          from,
          before,
          before.map((count) => -count),
        );
  };
  const across = concatenate(
    graph,
    [1, 0, -1].map((by) => shifted(x, 3, by)),
    1,
  );
  const down = concatenate(
    graph,
    [-1, 0, 1].map((by) => shifted(gradient, 2, by)),
    1,
  );
  const flat = (from: Tensor, rows: number): Tensor => reshape(graph, from, [batch, rows, height * width]);
  const columnsOf = transpose(graph, flat(across, 3 * channels), [0, 2, 1]);
  const products = matrixProduct(graph, flat(down, 3 * outer), columnsOf);
  const summed = batch === 1 ? products : sum(graph, products, [0], 'drop');
  // [i, d, j, c] → [d, c, i, j]
  return transpose(graph, reshape(graph, summed, [3, outer, 3, channels]), [1, 3, 0, 2]);
}

/** dW[d, c, place] = Σ over pictures and positions of gradient[d] · (what `place` sees of c): one matrix product a picture. */
function byWindows(graph: GraphBuilder, { x, kernel, gradient, size, stride, padding, groups }: Convolved): Tensor {
  const [batch = 1, channels = 1] = knownShape(x);
  const [, outer = 1, rows = 1, columns = 1] = knownShape(gradient);
  const positions = rows * columns;
  const seen =
    size === 1
      ? [
          stride === 1
            ? x
            : slice(graph, x, [2, 3], [0, 0], [(rows - 1) * stride + 1, (columns - 1) * stride + 1], stride),
        ]
      : windowValues(graph, x, { size, stride, padding }, 0);
  const parts = seen.map((part) => reshape(graph, part, [batch, channels, 1, positions]));
  const stacked = parts.length === 1 ? (parts[0] as Tensor) : concatenate(graph, parts, 2);
  const inner = (channels / groups) * size * size;
  const columnsOf = reshape(graph, stacked, [batch, groups, inner, positions]);
  const rowsOf = reshape(graph, gradient, [batch, groups, outer / groups, positions]);
  const products = matrixProduct(graph, rowsOf, transpose(graph, columnsOf, [0, 1, 3, 2]));
  const summed = batch === 1 ? products : sum(graph, products, [0], 'drop');
  return reshape(graph, summed, knownShape(kernel));
}
