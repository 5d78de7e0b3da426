// A computation as data: tensors, parameters by name, and operations in the order in which they run. It computes nothing;
// onnx.ts writes it down, passes (fold, lower) rewrite it, and gradient/ walks it backwards.

export type ElementType = 'float32' | 'int64' | 'bool';

/** A known size, or a name for one that is known only when the model runs ('?' where it has no name). */
export type Dimension = number | string;
export type Shape = readonly Dimension[];

export interface Tensor {
  /** Unique in its graph; for a parameter the name in the reference's state dict. */
  readonly name: string;
  readonly type: ElementType;
  readonly shape: Shape;
}

/** The operations that a graph may hold: ONNX operators of opset 17, plus GroupNormalization (opset 21), which lower.ts rewrites. */
export type OperationName =
  | 'Add'
  | 'AveragePool'
  | 'BatchNormalization'
  | 'Cast'
  | 'Concat'
  | 'Conv'
  | 'ConvTranspose'
  | 'Div'
  | 'Equal'
  | 'Exp'
  | 'Expand'
  | 'Greater'
  | 'GroupNormalization'
  | 'InstanceNormalization'
  | 'LayerNormalization'
  | 'Log'
  | 'MatMul'
  | 'Max'
  | 'MaxPool'
  | 'Min'
  | 'Mul'
  | 'Neg'
  | 'Pad'
  | 'Pow'
  | 'ReduceSum'
  | 'Relu'
  | 'Reshape'
  | 'Resize'
  | 'Shape'
  | 'Sigmoid'
  | 'Slice'
  | 'Softplus'
  | 'Sqrt'
  | 'Sub'
  | 'Transpose';

export type AttributeValue =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string };

export interface Operation {
  readonly name: OperationName;
  /** undefined where an optional input is left out. */
  readonly inputs: readonly (Tensor | undefined)[];
  readonly outputs: readonly Tensor[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

export interface Constant {
  readonly tensor: Tensor;
  readonly values: Float32Array | BigInt64Array;
}

export interface Graph {
  readonly inputs: readonly Tensor[];
  readonly parameters: ReadonlyMap<string, Tensor>;
  readonly constants: readonly Constant[];
  readonly operations: readonly Operation[];
  /** Name of an output → the tensor that it shows. */
  readonly outputs: ReadonlyMap<string, Tensor>;
}

/** A graph under construction: it only grows. A Graph to everyone who reads it. */
export interface GraphBuilder extends Graph {
  readonly inputs: Tensor[];
  readonly parameters: Map<string, Tensor>;
  readonly constants: Constant[];
  readonly operations: Operation[];
  readonly outputs: Map<string, Tensor>;
}

export function emptyGraph(): GraphBuilder {
  return { inputs: [], parameters: new Map(), constants: [], operations: [], outputs: new Map() };
}

/** A graph that starts as a copy of another; the original does not change. */
export function continued(graph: Graph): GraphBuilder {
  return {
    inputs: [...graph.inputs],
    parameters: new Map(graph.parameters),
    constants: [...graph.constants],
    operations: [...graph.operations],
    outputs: new Map(graph.outputs),
  };
}

export function input(graph: GraphBuilder, name: string, type: ElementType, shape: Shape): Tensor {
  const tensor: Tensor = { name, type, shape };
  graph.inputs.push(tensor);
  return tensor;
}

/** A trained value. Asking twice for one name gives the same tensor (shared layers) and throws when the shapes differ. */
export function parameter(graph: GraphBuilder, name: string, shape: readonly number[]): Tensor {
  const known = graph.parameters.get(name);
  if (known === undefined) {
    const tensor: Tensor = { name, type: 'float32', shape };
    graph.parameters.set(name, tensor);
    return tensor;
  }
  if (known.shape.join() !== shape.join()) {
    throw new Error(`Parameter ${name} was described as [${known.shape.join()}] and as [${shape.join()}].`);
  }
  return known;
}

export function constant(graph: GraphBuilder, values: Float32Array | BigInt64Array, shape: readonly number[]): Tensor {
  const type: ElementType = values instanceof Float32Array ? 'float32' : 'int64';
  const tensor: Tensor = { name: `constant_${graph.constants.length}`, type, shape };
  graph.constants.push({ tensor, values });
  return tensor;
}

/** Appends an operation with one output of the given shape, float32 unless said otherwise. */
export function operation(
  graph: GraphBuilder,
  name: OperationName,
  inputs: readonly (Tensor | undefined)[],
  attributes: Readonly<Record<string, AttributeValue>>,
  shape: Shape,
  type: ElementType = 'float32',
): Tensor {
  const tensor: Tensor = { name: `${name}_${graph.operations.length}`, type, shape };
  graph.operations.push({ name, inputs, outputs: [tensor], attributes });
  return tensor;
}

/** Appends an operation with several float32 outputs, one for each shape. */
export function operationOf(
  graph: GraphBuilder,
  name: OperationName,
  inputs: readonly (Tensor | undefined)[],
  attributes: Readonly<Record<string, AttributeValue>>,
  shapes: readonly Shape[],
): readonly Tensor[] {
  const place = `${name}_${graph.operations.length}`;
  const outputs = shapes.map((shape, i): Tensor => ({
    name: i === 0 ? place : `${place}_${i}`,
    type: 'float32',
    shape,
  }));
  graph.operations.push({ name, inputs, outputs, attributes });
  return outputs;
}

export function output(graph: GraphBuilder, name: string, tensor: Tensor): void {
  graph.outputs.set(name, tensor);
}

/** A dimension that has to be known while the graph is built, such as a channel count. */
export function knownSize(tensor: Tensor, axis: number): number {
  const size = tensor.shape[axis];
  if (typeof size !== 'number') {
    throw new Error(`Axis ${axis} of ${tensor.name} [${tensor.shape.join()}] has to be known.`);
  }
  return size;
}

/** The shape of a tensor of which every dimension is known while the graph is built. */
export function knownShape(tensor: Tensor): readonly number[] {
  return tensor.shape.map((_, axis) => knownSize(tensor, axis));
}

export function int(value: number): AttributeValue {
  return { kind: 'int', value };
}

export function ints(...value: readonly number[]): AttributeValue {
  return { kind: 'ints', value };
}

export function float(value: number): AttributeValue {
  return { kind: 'float', value };
}

export function text(value: string): AttributeValue {
  return { kind: 'string', value };
}
