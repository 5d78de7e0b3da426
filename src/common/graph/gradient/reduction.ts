// Gradients of sums, pools and matrix products.
import { constant, knownShape } from '../graph.ts';
import type { GraphBuilder, Tensor } from '../graph.ts';
import { convolveTransposed } from '../ops/convolution.ts';
import { add, equal, multiply, scalar, subtract } from '../ops/elementwise.ts';
import { concatenate, doubled, expand, reshape, transpose } from '../ops/movement.ts';
import { matrixProduct } from '../ops/product.ts';
import { intsAttribute, constantInts, unbroadcast } from './rule.ts';
import type { Rule } from './rule.ts';
import { windowValues } from './windows.ts';

export const sumRule: Rule = ({ graph, gradient, input }) => {
  const from = knownShape(input(0));
  const axes = constantInts(graph, input(1));
  const kept = from.map((size, axis) => (axes.includes(axis) ? 1 : size));
  return [expand(graph, reshape(graph, gradient, kept), from), undefined];
};

export const averagePoolRule: Rule = ({ graph, gradient }) => [
  multiply(graph, doubled(graph, gradient), scalar(graph, 0.25)),
];

export const matrixProductRule: Rule = ({ graph, gradient, input, wants }) => {
  const flipped = (x: Tensor): Tensor => {
    const axes = x.shape.map((_, axis) => axis);
    return transpose(graph, x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
  };
  return [
    wants(0) ? unbroadcast(graph, matrixProduct(graph, gradient, flipped(input(1))), input(0)) : undefined,
    wants(1) ? unbroadcast(graph, matrixProduct(graph, flipped(input(0)), gradient), input(1)) : undefined,
  ];
};

/**
 * Each window's gradient goes to its largest value, the first one where several are equal, as torch does. The windows' places are
 * brought back to the picture by a transposed convolution with one 1 for each place: no scatter, which not every provider has.
 */
export const maximumPoolRule: Rule = ({ graph, operation, gradient, input, output }) => {
  const [batch = 1, channels = 1, height = 1, width = 1] = knownShape(input(0));
  const [size = 1] = intsAttribute(operation, 'kernel_shape');
  const [stride = 1] = intsAttribute(operation, 'strides');
  const [padding = 0] = intsAttribute(operation, 'pads');
  const [, , rows = 1, columns = 1] = knownShape(output);
  let isTaken: Tensor | undefined;
  const shares = windowValues(graph, input(0), { size, stride, padding }, -Infinity).map((values) => {
    const isLargest = equal(graph, values, output);
    const first = isTaken === undefined ? isLargest : multiply(graph, isLargest, free(graph, isTaken));
    isTaken = isTaken === undefined ? first : add(graph, isTaken, first);
    return reshape(graph, multiply(graph, first, gradient), [batch * channels, 1, rows, columns]);
  });
  const places = new Float32Array(shares.length ** 2);
  for (let place = 0; place < shares.length; place++) places[place * shares.length + place] = 1;
  const kernel = constant(graph, places, [shares.length, 1, size, size]);
  const spread = convolveTransposed(graph, concatenate(graph, shares, 1), kernel, { stride, padding }, [height, width]);
  return [reshape(graph, spread, [batch, channels, height, width])];
};

function free(graph: GraphBuilder, isTaken: Tensor): Tensor {
  return subtract(graph, scalar(graph, 1), isTaken);
}
