// The tensors that an ONNX model stores, wherever they are: weights, constants of operators, sub-graphs, functions. Each is held
// against the bytes that it brings; nothing is computed.
import { fail } from '../result.ts';
import { TensorProto_DataLocation, TensorProto_DataType as DataType } from './protobuf/onnx_pb.ts';
import type { AttributeProto, GraphProto, ModelProto, SparseTensorProto, TensorProto } from './protobuf/onnx_pb.ts';

/** Part of a file beside the model. */
export interface ExternalData {
  readonly tensor: string;
  /** As the file has it, relative to its own folder. */
  readonly location: string;
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

/** Sub-graphs within sub-graphs beyond this are no exporter's work. */
const deepest = 24;
const mostTensors = 200_000;

/** In a fixed order. Throws a Failure when there are too many, or they lie too deep. */
export function storedTensors(model: ModelProto): readonly TensorProto[] {
  const found: TensorProto[] = [];
  if (model.graph !== undefined) ofGraph(model.graph, found, 0);
  for (const { node, attributeProto } of model.functions) {
    for (const { attribute } of node) ofAttributes(attribute, found, 1);
    ofAttributes(attributeProto, found, 1);
  }
  for (const { initialization, algorithm } of model.trainingInfo) {
    for (const graph of [initialization, algorithm]) if (graph !== undefined) ofGraph(graph, found, 1);
  }
  return found;
}

function ofGraph(graph: GraphProto, found: TensorProto[], depth: number): void {
  if (depth > deepest) fail('invalid', `The model was refused: its sub-graphs lie more than ${deepest} deep.`);
  for (const tensor of graph.initializer) keep(tensor, found);
  for (const sparse of graph.sparseInitializer) ofSparse(sparse, found);
  for (const { attribute } of graph.node) ofAttributes(attribute, found, depth);
}

function ofAttributes(attributes: readonly AttributeProto[], found: TensorProto[], depth: number): void {
  for (const { t, tensors, g, graphs, sparseTensor, sparseTensors } of attributes) {
    if (t !== undefined) keep(t, found);
    for (const tensor of tensors) keep(tensor, found);
    if (g !== undefined) ofGraph(g, found, depth + 1);
    for (const graph of graphs) ofGraph(graph, found, depth + 1);
    if (sparseTensor !== undefined) ofSparse(sparseTensor, found);
    for (const sparse of sparseTensors) ofSparse(sparse, found);
  }
}

/** What is stored thinly is laid out whole when the model loads, so its shape is held against a limit of its own. */
function ofSparse({ values, indices, dims }: SparseTensorProto, found: TensorProto[]): void {
  const count = countOf(values?.name ?? '', dims);
  if (count > 2 ** 28) {
    fail(
      'too-large',
      `The model was refused: its sparse weights ${values?.name ?? ''} [${dims.join()}] are too large.`,
    );
  }
  if (values !== undefined) keep(values, found);
  if (indices !== undefined) keep(indices, found);
}

function keep(tensor: TensorProto, found: TensorProto[]): void {
  found.push(tensor);
  if (found.length > mostTensors) {
    fail('too-large', `The model was refused: it has more than ${mostTensors} weights and constants.`);
  }
}

/** Bits of an element, for all types that have a fixed number. 17 … 23 are the small floats and the half bytes. */
const bitsOf: Readonly<Record<number, number>> = {
  [DataType.FLOAT]: 32,
  [DataType.UINT8]: 8,
  [DataType.INT8]: 8,
  [DataType.UINT16]: 16,
  [DataType.INT16]: 16,
  [DataType.INT32]: 32,
  [DataType.INT64]: 64,
  [DataType.BOOL]: 8,
  [DataType.FLOAT16]: 16,
  [DataType.DOUBLE]: 64,
  [DataType.UINT32]: 32,
  [DataType.UINT64]: 64,
  [DataType.COMPLEX64]: 64,
  [DataType.COMPLEX128]: 128,
  [DataType.BFLOAT16]: 16,
  17: 8,
  18: 8,
  19: 8,
  20: 8,
  21: 4,
  22: 4,
  23: 4,
};

/** Number of values, which the stored bytes have to fill: no claim asks for more memory than the file has. */
export function checkedCount(tensor: TensorProto): number {
  const count = countOf(tensor.name, tensor.dims);
  if (isExternal(tensor)) return count;
  const bits = bitsOf[tensor.dataType];
  if (tensor.rawData.length > 0) {
    if (bits !== undefined && Math.ceil((count * bits) / 8) !== tensor.rawData.length) {
      fail(
        'invalid',
        `The model is damaged: its weights ${tensor.name} [${tensor.dims.join()}] do not fill ${tensor.rawData.length} bytes.`,
      );
    }
    return count;
  }
  const listed = listedCount(tensor);
  if (count > listed) {
    fail(
      'invalid',
      `The model is damaged: its weights ${tensor.name} [${tensor.dims.join()}] hold ${listed} values, ${count} are claimed.`,
    );
  }
  return count;
}

function countOf(name: string, lengths: readonly bigint[]): number {
  const dims = lengths.map(Number);
  const count = dims.reduce((all, length) => all * length, 1);
  if (!dims.every((length) => Number.isSafeInteger(length) && length >= 0) || !Number.isSafeInteger(count)) {
    fail('invalid', `The model is damaged: its weights ${name} claim the shape [${dims.join()}].`);
  }
  return count;
}

/** Values kept as lists of numbers, each type in the field that ONNX gives it; half bytes two to a number. */
function listedCount(tensor: TensorProto): number {
  switch (tensor.dataType) {
    case DataType.FLOAT:
      return tensor.floatData.length;
    case DataType.COMPLEX64:
      return tensor.floatData.length / 2;
    case DataType.DOUBLE:
      return tensor.doubleData.length;
    case DataType.COMPLEX128:
      return tensor.doubleData.length / 2;
    case DataType.INT64:
      return tensor.int64Data.length;
    case DataType.UINT32:
    case DataType.UINT64:
      return tensor.uint64Data.length;
    case DataType.STRING:
      return tensor.stringData.length;
    default:
      return tensor.int32Data.length * (bitsOf[tensor.dataType] === 4 ? 2 : 1);
  }
}

function isExternal({ dataLocation }: TensorProto): boolean {
  return dataLocation === TensorProto_DataLocation.EXTERNAL;
}

/** Where the tensor's bytes lie; undefined when they are in the model. Throws a Failure when that does not add up. */
export function externalOf(tensor: TensorProto): ExternalData | undefined {
  if (!isExternal(tensor)) return undefined;
  const entries = new Map(tensor.externalData.map(({ key, value }) => [key, value]));
  const bits = bitsOf[tensor.dataType] ?? fail('invalid', `The weights ${tensor.name} are of a type without a size.`);
  const size = Math.ceil((bits * checkedCount(tensor)) / 8);
  const offset = Number(entries.get('offset') ?? 0);
  const length = Number(entries.get('length') ?? size);
  const isSound = [offset, length].every((value) => Number.isSafeInteger(value) && value >= 0) && length === size;
  if (!isSound)
    fail(
      'invalid',
      `The model is damaged: its weights ${tensor.name} say that they lie at ${offset}, ${length} bytes long.`,
    );
  return { tensor: tensor.name, location: entries.get('location') ?? '', offset, length };
}
