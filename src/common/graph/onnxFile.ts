// What an ONNX file of unknown origin says of itself: inputs, outputs, operators, where its weights lie. It is read, not run; nothing
// in it is believed that its bytes do not bear out.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { fail } from '../result.ts';
import { checkedCount, externalOf, storedTensors } from './onnxTensors.ts';
import type { ExternalData } from './onnxTensors.ts';
import { ModelProtoSchema, TensorProto_DataLocation, TensorProto_DataType as DataType } from './protobuf/onnx_pb.ts';
import type { ModelProto, TensorProto, ValueInfoProto } from './protobuf/onnx_pb.ts';

export interface DeclaredTensor {
  readonly name: string;
  /** As ONNX Runtime calls it: float32, float16, uint8, int64 …; "other" for sequences and the like. */
  readonly type: string;
  /** A name, or −1, where the length is free. */
  readonly dims: readonly (number | string)[];
}

export interface OnnxFile {
  readonly producer: string;
  readonly opset: number;
  /** Without the weights that old files list among them. */
  readonly inputs: readonly DeclaredTensor[];
  readonly outputs: readonly DeclaredTensor[];
  /** Numbers stored, over all weights and constants. */
  readonly parameters: number;
  /** How most of its numbers are stored; anything but halves counts as float32. */
  readonly precision: 'float32' | 'float16';
  /** Operators by name, such as "Conv", or "domain.Name" outside of ONNX's own. */
  readonly operators: readonly string[];
  /** In the order in which the file has them; the same tensor name may come twice. */
  readonly external: readonly ExternalData[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** Protobuf's own limit for a message. */
export const largestModelBytes = 2 ** 31 - 1;

/** Throws a Failure when the bytes are no ONNX model, or claim more than they hold. */
export function describeOnnx(bytes: Uint8Array): OnnxFile {
  const model = parsed(bytes);
  const graph = model.graph ?? fail('unreadable', 'The file holds no network: it is not ONNX, or it is incomplete.');
  const opset = Number(model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 0n);
  if (graph.node.length === 0 || graph.output.length === 0 || opset <= 0) {
    fail('unreadable', 'The file holds no network: it is not ONNX, or it is incomplete.');
  }
  const weights = new Set(graph.initializer.map(({ name }) => name));
  const tensors = storedTensors(model);
  const count = (of: readonly TensorProto[]): number => of.reduce((sum, tensor) => sum + checkedCount(tensor), 0);
  const parameters = count(tensors);
  const halves = count(tensors.filter(({ dataType }) => dataType === DataType.FLOAT16));
  return {
    producer: [model.producerName, model.producerVersion]
      .filter((text) => text !== '')
      .join(' ')
      .slice(0, 100),
    opset,
    inputs: graph.input.filter(({ name }) => !weights.has(name)).map(declared),
    outputs: graph.output.map(declared),
    parameters,
    precision: 2 * halves > parameters ? 'float16' : 'float32',
    operators: [
      ...new Set(graph.node.map(({ domain, opType }) => (domain === '' ? opType : `${domain}.${opType}`))),
    ].sort(),
    external: tensors.flatMap((tensor) => externalOf(tensor) ?? []),
    metadata: new Map(model.metadataProps.map(({ key, value }) => [key, value])),
  };
}

/** The same model with the data of its external tensors in it. `data`: the bytes of each, in the order of `external`. */
export function withData(bytes: Uint8Array, data: readonly Uint8Array[]): Uint8Array {
  const model = parsed(bytes);
  const outside = storedTensors(model).filter((tensor) => externalOf(tensor) !== undefined);
  for (const [index, tensor] of outside.entries()) {
    tensor.rawData = data[index] ?? new Uint8Array(0);
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
