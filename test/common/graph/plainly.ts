// Computes a graph in double precision, every operation as one plain loop. Slow, and independent of ONNX Runtime: what its answers
// and differences are held against.
import { knownShape } from '../../../src/common/graph/graph.ts';
import type { AttributeValue, Graph, Operation, OperationName, Tensor } from '../../../src/common/graph/graph.ts';

type Numbers = Float64Array;

interface Value {
  readonly shape: readonly number[];
  readonly data: Numbers;
}

export type Values = ReadonlyMap<Tensor, Numbers>;

/**
 * Values of every tensor of a graph whose shapes are known; `given` has its inputs and parameters by name. After an earlier answer,
 * `given` has only what changed, and only what depends on it is computed.
 */
export function plainly(graph: Graph, given: ReadonlyMap<string, ArrayLike<number>>, earlier?: Values): Values {
  const values = new Map(earlier);
  const changed = new Set<Tensor | undefined>();
  const set = (tensor: Tensor, data: Numbers): void => {
    values.set(tensor, data);
    changed.add(tensor);
  };
  for (const tensor of [...graph.inputs, ...graph.parameters.values()]) {
    const data = given.get(tensor.name);
    if (data !== undefined) set(tensor, Float64Array.from(data));
  }
  if (earlier === undefined) {
    for (const { tensor, values: data } of graph.constants) set(tensor, Float64Array.from(data, Number));
  }
  for (const operation of graph.operations) {
    if (!operation.inputs.some((tensor) => changed.has(tensor))) continue;
    const [first] = operation.outputs as [Tensor];
    const compute = kernels[operation.name];
    if (compute === undefined) throw new Error(`${operation.name} is not computed plainly.`);
    const inputs = operation.inputs.map((tensor): Value => {
      const data = tensor === undefined ? new Float64Array() : values.get(tensor);
      if (data === undefined) throw new Error(`${tensor?.name} has no values.`);
      return { shape: tensor === undefined ? [] : tensor.shape.map(Number), data };
    });
    set(first, compute(inputs, knownShape(first), operation));
  }
  return values;
}

type Kernel = (inputs: readonly Value[], shape: readonly number[], operation: Operation) => Numbers;

const sizeOf = (shape: readonly number[]): number => shape.reduce((all, one) => all * one, 1);

function attribute(operation: Operation, name: string): AttributeValue {
  const value = operation.attributes[name];
  if (value === undefined) throw new Error(`${operation.name} has no ${name}.`);
  return value;
}

function whole(operation: Operation, name: string): number {
  const one = attribute(operation, name);
  return one.kind === 'int' || one.kind === 'float' ? one.value : NaN;
}

function list(operation: Operation, name: string): readonly number[] {
  const one = attribute(operation, name);
  return one.kind === 'ints' ? one.value : [];
}

const one =
  (of: (x: number) => number): Kernel =>
  ([x]) =>
    (x as Value).data.map(of);

/** Distance in memory between neighbours along each axis of `shape`, 0 where the axis is repeated. */
function strides(value: Value, shape: readonly number[]): number[] {
  const padded = [...Array<number>(shape.length - value.shape.length).fill(1), ...value.shape];
  return padded.map((size, axis) => (size === 1 ? 0 : sizeOf(padded.slice(axis + 1))));
}

/** Calls `visit` for every place of `shape` with its position and where the strides lead. */
function each(
  shape: readonly number[],
  steps: readonly (readonly number[])[],
  visit: (at: number, ...from: number[]) => void,
): void {
  const place = shape.map(() => 0);
  const count = sizeOf(shape);
  const from = steps.map(() => 0);
  for (let at = 0; at < count; at++) {
    visit(at, ...from);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place[axis]! += 1;
      steps.forEach((step, i) => (from[i]! += step[axis] as number));
      if ((place[axis] as number) < (shape[axis] as number)) break;
      steps.forEach((step, i) => (from[i]! -= (step[axis] as number) * (shape[axis] as number)));
      place[axis] = 0;
    }
  }
}

const two =
  (of: (a: number, b: number) => number): Kernel =>
  ([a, b], shape) => {
    const result = new Float64Array(sizeOf(shape));
    const [left, right] = [a as Value, b as Value];
    if (left.data.length === result.length && right.data.length === result.length)
      return left.data.map((value, at) => of(value, right.data[at] as number));
    each(shape, [strides(left, shape), strides(right, shape)], (at, i, j) => {
      result[at] = of(left.data[i as number] as number, right.data[j as number] as number);
    });
    return result;
  };

/** For every window of x: the positions that lie on the picture, with those in the kernel. */
function convolution(inputs: readonly Value[], shape: readonly number[], operation: Operation): Numbers {
  const [x, kernel, bias] = inputs as [Value, Value, Value?];
  const [, channels = 0, height = 0, width = 0] = x.shape;
  const [, inner = 0, size = 0] = kernel.shape;
  const [pictures = 0, outer = 0, rows = 0, columns = 0] = shape;
  const stride = list(operation, 'strides')[0] as number;
  const padding = list(operation, 'pads')[0] as number;
  const perGroup = outer / whole(operation, 'group');
  const values = x.data;
  const result = new Float64Array(sizeOf(shape));
  for (let picture = 0; picture < pictures; picture++) {
    for (let to = 0; to < outer; to++) {
      const plane = (picture * outer + to) * rows * columns;
      result.fill(bias?.data[to] ?? 0, plane, plane + rows * columns);
      for (let k = 0; k < inner * size * size; k++) {
        const from = Math.floor(to / perGroup) * inner + Math.floor(k / (size * size));
        const [dy, dx] = [Math.floor(k / size) % size, k % size];
        const weight = kernel.data[to * inner * size * size + k] as number;
        const source = (picture * channels + from) * height * width;
        // Columns whose window reaches from the picture's first value on, up to its last.
        const low = Math.max(0, Math.ceil((padding - dx) / stride));
        const high = Math.min(columns, Math.floor((width - 1 + padding - dx) / stride) + 1);
        for (let row = 0; row < rows; row++) {
          const y = row * stride + dy - padding;
          if (y < 0 || y >= height) continue;
          let at = source + y * width + low * stride + dx - padding;
          const line = plane + row * columns;
          for (let column = low; column < high; column++, at += stride) {
            result[line + column] = (result[line + column] as number) + weight * (values[at] as number);
          }
        }
      }
    }
  }
  return result;
}

function maximumPool(inputs: readonly Value[], shape: readonly number[], operation: Operation): Numbers {
  const [x] = inputs as [Value];
  const [, , height = 0, width = 0] = x.shape;
  const [rows = 0, columns = 0] = shape.slice(2);
  const [size = 0] = list(operation, 'kernel_shape');
  const [stride = 0] = list(operation, 'strides');
  const [padding = 0] = list(operation, 'pads');
  return new Float64Array(sizeOf(shape)).map((_, at) => {
    const plane = Math.floor(at / (rows * columns)) * height * width;
    const [row, column] = [Math.floor(at / columns) % rows, at % columns];
    let largest = -Infinity;
    for (let k = 0; k < size * size; k++) {
      const y = row * stride + Math.floor(k / size) - padding;
      const x1 = column * stride + (k % size) - padding;
      if (y < 0 || y >= height || x1 < 0 || x1 >= width) continue;
      largest = Math.max(largest, x.data[plane + y * width + x1] as number);
    }
    return largest;
  });
}

/** Over stretches of `length` values: zero mean, deviation one. */
function normalized(data: Numbers, length: number, epsilon: number): Numbers {
  const result = new Float64Array(data.length);
  for (let from = 0; from < data.length; from += length) {
    const part = data.subarray(from, from + length);
    const mean = part.reduce((all, value) => all + value, 0) / length;
    const variance = part.reduce((all, value) => all + (value - mean) ** 2, 0) / length;
    for (let i = 0; i < length; i++) result[from + i] = ((part[i] as number) - mean) / Math.sqrt(variance + epsilon);
  }
  return result;
}

function groupNormalization(inputs: readonly Value[], shape: readonly number[], operation: Operation): Numbers {
  const [x, scale, shift] = inputs as [Value, Value, Value];
  const [, channels = 0] = shape;
  const plane = sizeOf(shape.slice(2));
  const length = (channels / whole(operation, 'num_groups')) * plane;
  return normalized(x.data, length, whole(operation, 'epsilon')).map((value, at) => {
    const channel = Math.floor(at / plane) % channels;
    return value * (scale.data[channel] as number) + (shift.data[channel] as number);
  });
}

function batchNormalization(inputs: readonly Value[], shape: readonly number[], operation: Operation): Numbers {
  const [x, scale, shift, mean, variance] = inputs as [Value, Value, Value, Value, Value];
  const [, channels = 0] = shape;
  const plane = sizeOf(shape.slice(2));
  return x.data.map((value, at) => {
    const channel = Math.floor(at / plane) % channels;
    const deviation = Math.sqrt((variance.data[channel] as number) + whole(operation, 'epsilon'));
    const normal = (value - (mean.data[channel] as number)) / deviation;
    return normal * (scale.data[channel] as number) + (shift.data[channel] as number);
  });
}

function concatenated(inputs: readonly Value[], shape: readonly number[], operation: Operation): Numbers {
  const axis = whole(operation, 'axis');
  const result = new Float64Array(sizeOf(shape));
  const row = sizeOf(shape.slice(axis));
  let start = 0;
  for (const { data, shape: own } of inputs) {
    const length = sizeOf(own.slice(axis));
    for (let i = 0; i < data.length / length; i++)
      result.set(data.subarray(i * length, (i + 1) * length), i * row + start);
    start += length;
  }
  return result;
}

function transposed([x]: readonly Value[], shape: readonly number[], operation: Operation): Numbers {
  const value = x as Value;
  const own = strides({ ...value, shape: value.shape }, value.shape);
  const result = new Float64Array(value.data.length);
  const order = list(operation, 'perm').map((axis) => own[axis] as number);
  each(shape, [order], (at, from) => void (result[at] = value.data[from as number] as number));
  return result;
}

/** With a step of one. */
function sliced(inputs: readonly Value[], shape: readonly number[]): Numbers {
  const [x, starts, , axes] = inputs as [Value, Value, Value, Value];
  const steps = strides(x, x.shape);
  const first = axes.data.reduce((all, axis, i) => all + (starts.data[i] as number) * (steps[axis] as number), 0);
  const result = new Float64Array(sizeOf(shape));
  each(shape, [steps], (at, from) => void (result[at] = x.data[first + (from as number)] as number));
  return result;
}

/** Zeros around; nothing is cropped. */
function padded(inputs: readonly Value[], shape: readonly number[]): Numbers {
  const [x, counts] = inputs as [Value, Value];
  const result = new Float64Array(sizeOf(shape));
  const steps = strides({ shape, data: result }, shape);
  const first = steps.reduce((all, step, axis) => all + step * (counts.data[axis] as number), 0);
  each(x.shape, [steps], (at, to) => void (result[first + (to as number)] = x.data[at] as number));
  return result;
}

/** Into the axes that stay, whether or not those that went are kept with size one. */
function summed(inputs: readonly Value[], shape: readonly number[]): Numbers {
  const [x, axes] = inputs as [Value, Value];
  const kept = x.shape.map((size, axis) => (axes.data.includes(axis) ? 1 : size));
  const result = new Float64Array(sizeOf(shape));
  each(x.shape, [strides({ shape: kept, data: result }, x.shape)], (at, to) => {
    result[to as number]! += x.data[at] as number;
  });
  return result;
}

function doubled([x]: readonly Value[], shape: readonly number[]): Numbers {
  const { data } = x as Value;
  const [height = 0, width = 0] = shape.slice(2);
  return new Float64Array(sizeOf(shape)).map((_, at) => {
    const [plane, y, column] = [Math.floor(at / (height * width)), Math.floor(at / width) % height, at % width];
    return data[
      ((plane * height) / 2) * (width / 2) + Math.floor(y / 2) * (width / 2) + Math.floor(column / 2)
    ] as number;
  });
}

const kernels: Partial<Record<OperationName, Kernel>> = {
  Add: two((a, b) => a + b),
  BatchNormalization: batchNormalization,
  Concat: concatenated,
  Conv: convolution,
  Div: two((a, b) => a / b),
  Exp: one(Math.exp),
  GroupNormalization: groupNormalization,
  Log: one(Math.log),
  Max: two(Math.max),
  MaxPool: maximumPool,
  Min: two(Math.min),
  Mul: two((a, b) => a * b),
  Neg: one((x) => -x),
  Pad: padded,
  Pow: two((a, b) => a ** b),
  ReduceSum: summed,
  Relu: one((x) => Math.max(0, x)),
  Reshape: ([x]) => (x as Value).data,
  Resize: doubled,
  Sigmoid: one((x) => 1 / (1 + Math.exp(-x))),
  Slice: sliced,
  Softplus: one((x) => (x > 30 ? x : Math.log1p(Math.exp(x)))),
  Sqrt: one(Math.sqrt),
  Sub: two((a, b) => a - b),
  Transpose: transposed,
};
