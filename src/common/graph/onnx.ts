// Writes a graph as an ONNX model (opset 17). Parameters with values become initialisers, those without become inputs.
import { create, toBinary } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { AttributeValue, Dimension, Graph, Operation, Tensor } from './graph.ts';
import { largestHalf, toHalf } from './float16.ts';
import {
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProtoSchema,
  TensorProto_DataType as DataType,
  ValueInfoProtoSchema,
} from './protobuf/onnx_pb.ts';
import type { AttributeProto, NodeProto, TensorProto, ValueInfoProto } from './protobuf/onnx_pb.ts';

export interface OnnxOptions {
  readonly name: string;
  /** How kernels (two axes and more) are stored; one-dimensional parameters always stay float32. */
  readonly precision: 'float32' | 'float16';
}

/** Values of parameters by name; each as long as the product of its shape. */
export type ParameterValues = ReadonlyMap<string, Float32Array>;

/** The model's bytes; the same graph, values and options give the same bytes. Throws when a value's length is wrong. */
export function onnxModel(graph: Graph, values: ParameterValues, options: OnnxOptions): Uint8Array {
  return joined(onnxPieces(graph, values, options));
}

/**
 * The same bytes as pieces in a row, among them views of the values: a large network goes to the disk without a copy of its weights.
 * Fields stand in the order of their numbers, as protobuf's own writer has them.
 */
export function onnxPieces(graph: Graph, values: ParameterValues, options: OnnxOptions): readonly Uint8Array[] {
  const { shown, copies } = outputNames(graph);
  const nodes: NodeProto[] = [];
  const initializers: Initializer[] = [];
  const inputs = [...graph.inputs];
  for (const tensor of graph.parameters.values()) {
    const data = values.get(tensor.name);
    if (data === undefined) inputs.push(tensor);
    else store(tensor, data, options.precision, initializers, nodes);
  }
  for (const { tensor, values: data } of graph.constants) initializers.push(rawTensor(tensor.name, tensor, data));
  graph.operations.forEach((operation, index) => nodes.push(node(operation, index, shown)));
  nodes.push(...copies);
  const body = [
    toBinary(GraphProtoSchema, create(GraphProtoSchema, { name: options.name, node: nodes })),
    ...initializers.flatMap(initializerPieces),
    toBinary(
      GraphProtoSchema,
      create(GraphProtoSchema, {
        input: inputs.map((tensor) => valueInfo(tensor.name, tensor)),
        output: [...graph.outputs].map(([name, tensor]) => valueInfo(name, tensor)),
      }),
    ),
  ];
  const before = create(ModelProtoSchema, { irVersion: 8n, producerName: 'boxwright' });
  const after = create(ModelProtoSchema, { opsetImport: [{ domain: '', version: 17n }] });
  return [
    toBinary(ModelProtoSchema, before),
    fieldStart(ModelProtoSchema.field.graph.number, lengthOf(body)),
    ...body,
    toBinary(ModelProtoSchema, after),
  ];
}

/** A tensor without its values, and its values as ONNX wants them. */
interface Initializer {
  readonly tensor: TensorProto;
  readonly raw: Uint8Array;
}

function initializerPieces({ tensor, raw }: Initializer): readonly Uint8Array[] {
  const whole = [
    toBinary(TensorProtoSchema, tensor),
    // Every field that is set has a smaller number.
    ...(raw.length === 0 ? [] : [fieldStart(TensorProtoSchema.field.rawData.number, raw.length), raw]),
  ];
  return [fieldStart(GraphProtoSchema.field.initializer.number, lengthOf(whole)), ...whole];
}

/** What stands before a field of so many bytes. */
function fieldStart(field: number, length: number): Uint8Array {
  return new BinaryWriter().tag(field, WireType.LengthDelimited).uint32(length).finish();
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/**
 * What an operation makes and the graph shows is called as it is shown. A tensor that is shown twice, or that no operation makes, is
 * copied: ONNX gives each output a maker of its own.
 */
function outputNames(graph: Graph): {
  readonly shown: ReadonlyMap<string, string>;
  readonly copies: readonly NodeProto[];
} {
  const made = new Set(graph.operations.flatMap(({ outputs }) => outputs.map((tensor) => tensor.name)));
  const shown = new Map<string, string>();
  const copies: NodeProto[] = [];
  for (const [name, tensor] of graph.outputs) {
    if (made.has(tensor.name) && !shown.has(tensor.name)) shown.set(tensor.name, name);
    else {
      const from = shown.get(tensor.name) ?? tensor.name;
      copies.push(create(NodeProtoSchema, { name: `copy_${name}`, opType: 'Identity', input: [from], output: [name] }));
    }
  }
  return { shown, copies };
}

/** An initialiser; as halves with a Cast behind it where that loses no range (the runtime folds the Cast when it loads). */
function store(
  tensor: Tensor,
  data: Float32Array,
  precision: OnnxOptions['precision'],
  initializers: Initializer[],
  nodes: NodeProto[],
): void {
  const halves = precision === 'float16' && tensor.shape.length > 1 ? halvesOf(data) : undefined;
  if (halves === undefined) {
    initializers.push(rawTensor(tensor.name, tensor, data));
    return;
  }
  const stored = `${tensor.name}.half`;
  initializers.push(rawTensor(stored, tensor, halves));
  nodes.push(
    create(NodeProtoSchema, {
      name: `${tensor.name}.cast`,
      opType: 'Cast',
      input: [stored],
      output: [tensor.name],
      attribute: [create(AttributeProtoSchema, { name: 'to', type: AttributeType.INT, i: BigInt(DataType.FLOAT) })],
    }),
  );
}

/** undefined when a value is too large for a half. A plain loop: `from` with a function takes seconds for a large network. */
function halvesOf(data: Float32Array): Uint16Array | undefined {
  const halves = new Uint16Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (!(Math.abs(value) <= largestHalf)) return undefined;
    halves[i] = toHalf(value);
  }
  return halves;
}

function rawTensor(name: string, { shape }: Tensor, data: Float32Array | BigInt64Array | Uint16Array): Initializer {
  const count = shape.reduce<number>((all, size) => all * Number(size), 1);
  if (data.length !== count) throw new Error(`${name} [${shape.join()}] was given ${data.length} values.`);
  const dataType =
    data instanceof Float32Array ? DataType.FLOAT : data instanceof Uint16Array ? DataType.FLOAT16 : DataType.INT64;
  const tensor = create(TensorProtoSchema, { name, dims: shape.map((size) => BigInt(size)), dataType });
  return { tensor, raw: littleEndian(data) };
}

/** The bytes as ONNX wants them, on a machine of either endianness. */
function littleEndian(data: Float32Array | BigInt64Array | Uint16Array): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] === 1) return bytes;
  const swapped = new Uint8Array(bytes.length);
  const size = data.BYTES_PER_ELEMENT;
  for (let i = 0; i < bytes.length; i++) swapped[i - (i % size) + (size - 1 - (i % size))] = bytes[i] as number;
  return swapped;
}

function node(operation: Operation, index: number, shown: ReadonlyMap<string, string>): NodeProto {
  const nameOf = (tensor: Tensor | undefined): string =>
    tensor === undefined ? '' : (shown.get(tensor.name) ?? tensor.name);
  return create(NodeProtoSchema, {
    name: `${operation.name}_${index}`,
    opType: operation.name,
    input: operation.inputs.map(nameOf),
    output: operation.outputs.map(nameOf),
    attribute: Object.entries(operation.attributes).map(([name, value]) => attribute(name, value)),
  });
}

function attribute(name: string, value: AttributeValue): AttributeProto {
  switch (value.kind) {
    case 'int':
      return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value.value) });
    case 'ints':
      return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: value.value.map(BigInt) });
    case 'float':
      return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value.value });
    case 'string':
      return create(AttributeProtoSchema, { name, type: AttributeType.STRING, s: asciiBytes(value.value) });
  }
}

function asciiBytes(value: string): Uint8Array {
  return Uint8Array.from(value, (character) => character.charCodeAt(0));
}

const elementTypes = { float32: DataType.FLOAT, int64: DataType.INT64, bool: DataType.BOOL } as const;

function valueInfo(name: string, { type, shape }: Tensor): ValueInfoProto {
  return create(ValueInfoProtoSchema, {
    name,
    type: {
      value: {
        case: 'tensorType',
        value: {
          elemType: elementTypes[type],
          shape: { dim: shape.map((size) => ({ value: dimension(size) })) },
        },
      },
    },
  });
}

function dimension(
  size: Dimension,
): { case: 'dimValue'; value: bigint } | { case: 'dimParam'; value: string } | { case: undefined } {
  if (typeof size === 'number') return { case: 'dimValue', value: BigInt(size) };
  return size === '?' ? { case: undefined } : { case: 'dimParam', value: size };
}
