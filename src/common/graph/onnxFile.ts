// What an ONNX file of unknown origin says of itself: inputs, outputs, operators, where its weights lie. It is read, not run; nothing
// in it is believed that its bytes do not bear out.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { fail } from '../result.ts';
import { ModelProtoSchema, TensorProto_DataLocation, TensorProto_DataType as DataType } from './protobuf/onnx_pb.ts';
import type { ModelProto, TensorProto, ValueInfoProto } from './protobuf/onnx_pb.ts';

export interface DeclaredTensor {
  readonly name: string;
  /** As ONNX Runtime calls it: float32, float16, uint8, int64 …; "other" for sequences and the like. */
  readonly type: string;
  /** A name, or −1, where the length is free. */
  readonly dims: readonly (number | string)[];
}

export interface ExternalData {
  readonly tensor: string;
  /** As the file has it, relative to its own folder. */
  readonly location: string;
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

export interface OnnxFile {
  readonly producer: string;
  readonly opset: number;
  /** Without the weights that old files list among them. */
  readonly inputs: readonly DeclaredTensor[];
  readonly outputs: readonly DeclaredTensor[];
  /** Numbers stored, over all tensors. */
  readonly parameters: number;
  /** Operators by name, such as "Conv", or "domain.Name" outside of ONNX's own. */
  readonly operators: readonly string[];
  readonly external: readonly ExternalData[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** Protobuf's own limit for a message. */
export const largestModelBytes = 2 ** 31 - 1;
const mostTensors = 200_000;

/** Throws a Failure when the bytes are no ONNX model, or claim more than they hold. */
export function describeOnnx(bytes: Uint8Array): OnnxFile {
  const model = parsed(bytes);
  const graph = model.graph ?? fail('unreadable', 'The file holds no network: it is not ONNX, or it is incomplete.');
  if (graph.initializer.length > mostTensors) {
    fail(
      'too-large',
      `The model was refused: it has ${graph.initializer.length} weights, and ${mostTensors} is the limit.`,
    );
  }
  if (graph.node.length === 0 || graph.output.length === 0) {
    fail('unreadable', 'The file holds no network: it is not ONNX, or it is incomplete.');
  }
  const weights = new Set(graph.initializer.map(({ name }) => name));
  let parameters = 0;
  for (const tensor of graph.initializer) parameters += checkedCount(tensor);
  return {
    producer: [model.producerName, model.producerVersion]
      .filter((text) => text !== '')
      .join(' ')
      .slice(0, 100),
    opset: Number(model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 0n),
    inputs: graph.input.filter(({ name }) => !weights.has(name)).map(declared),
    outputs: graph.output.map(declared),
    parameters,
    operators: [
      ...new Set(graph.node.map(({ domain, opType }) => (domain === '' ? opType : `${domain}.${opType}`))),
    ].sort(),
    external: graph.initializer.flatMap(externalOf),
    metadata: new Map(model.metadataProps.map(({ key, value }) => [key, value])),
  };
}

/** The same model with the data of its external tensors in it. `data`: the bytes of each, by the tensor's name. */
export function withData(bytes: Uint8Array, data: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const model = parsed(bytes);
  for (const tensor of model.graph?.initializer ?? []) {
    const own = data.get(tensor.name);
    if (own === undefined) continue;
    tensor.rawData = own;
    tensor.externalData = [];
    tensor.dataLocation = TensorProto_DataLocation.DEFAULT;
  }
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, model));
}

function parsed(bytes: Uint8Array): ModelProto {
  if (bytes.length > largestModelBytes) {
    fail('too-large', `The model was refused: it has ${bytes.length} bytes, and ${largestModelBytes} is the limit.`);
  }
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (caught) {
    return fail(
      'unreadable',
      'The file is neither a checkpoint that is known here nor ONNX, or it is damaged or incomplete.',
      String(caught),
    );
  }
}

const bytesOf: Readonly<Record<number, number>> = {
  [DataType.FLOAT]: 4,
  [DataType.UINT8]: 1,
  [DataType.INT8]: 1,
  [DataType.UINT16]: 2,
  [DataType.INT16]: 2,
  [DataType.INT32]: 4,
  [DataType.INT64]: 8,
  [DataType.BOOL]: 1,
  [DataType.FLOAT16]: 2,
  [DataType.DOUBLE]: 8,
  [DataType.UINT32]: 4,
  [DataType.UINT64]: 8,
  [DataType.BFLOAT16]: 2,
};

/** Number of values, which the stored bytes have to fill: no claim asks for more memory than the file has. */
function checkedCount(tensor: TensorProto): number {
  const dims = tensor.dims.map(Number);
  const count = dims.reduce((all, length) => all * length, 1);
  if (!dims.every((length) => Number.isSafeInteger(length) && length >= 0) || !Number.isSafeInteger(count)) {
    fail('invalid', `The model is damaged: its weights ${tensor.name} claim the shape [${dims.join()}].`);
  }
  const size = bytesOf[tensor.dataType];
  const isRaw = tensor.rawData.length > 0 && tensor.dataLocation !== TensorProto_DataLocation.EXTERNAL;
  if (isRaw && size !== undefined && count * size !== tensor.rawData.length) {
    fail(
      'invalid',
      `The model is damaged: its weights ${tensor.name} [${dims.join()}] do not fill ${tensor.rawData.length} bytes.`,
    );
  }
  return count;
}

function externalOf(tensor: TensorProto): readonly ExternalData[] {
  if (tensor.dataLocation !== TensorProto_DataLocation.EXTERNAL) return [];
  const entries = new Map(tensor.externalData.map(({ key, value }) => [key, value]));
  const size = (bytesOf[tensor.dataType] ?? 0) * checkedCount(tensor);
  const offset = Number(entries.get('offset') ?? 0);
  const length = Number(entries.get('length') ?? size);
  const isSound = [offset, length].every((value) => Number.isSafeInteger(value) && value >= 0) && length === size;
  if (!isSound)
    fail(
      'invalid',
      `The model is damaged: its weights ${tensor.name} say that they lie at ${offset}, ${length} bytes long.`,
    );
  return [{ tensor: tensor.name, location: entries.get('location') ?? '', offset, length }];
}

const typeNames: Readonly<Record<number, string>> = {
  [DataType.FLOAT]: 'float32',
  [DataType.UINT8]: 'uint8',
  [DataType.INT8]: 'int8',
  [DataType.INT32]: 'int32',
  [DataType.INT64]: 'int64',
  [DataType.BOOL]: 'bool',
  [DataType.FLOAT16]: 'float16',
  [DataType.DOUBLE]: 'float64',
  [DataType.STRING]: 'string',
};

function declared({ name, type }: ValueInfoProto): DeclaredTensor {
  if (type?.value.case !== 'tensorType') return { name, type: 'other', dims: [] };
  const { elemType, shape } = type.value.value;
  const dims = (shape?.dim ?? []).map(({ value }) => {
    if (value.case === 'dimValue') return Number(value.value);
    return value.case === 'dimParam' && value.value !== '' ? value.value : -1;
  });
  return { name, type: typeNames[elemType] ?? 'other', dims };
}
