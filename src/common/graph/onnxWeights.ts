// Reads the float weights back out of a model that onnx.ts wrote. Bytes of unknown origin: what does not fit is a Failure.
import { fromBinary } from '@bufbuild/protobuf';
import { fail } from '../result.ts';
import { fromHalf } from './float16.ts';
import { ModelProtoSchema, TensorProto_DataType as DataType } from './protobuf/onnx_pb.ts';
import type { ModelProto, TensorProto } from './protobuf/onnx_pb.ts';

export interface Weights {
  readonly shape: readonly number[];
  /** Row by row; a copy. */
  readonly values: Float32Array;
}

/** Protobuf's own limit for a message. */
const largestModel = 2 ** 31 - 1;
const mostInitializers = 100_000;
const mostAxes = 16;

/** Float initialisers by name, constants of the graph among them; halves widened and without the `.half`. Throws a Failure. */
export function onnxWeights(bytes: Uint8Array): ReadonlyMap<string, Weights> {
  const initializers = parsed(bytes).graph?.initializer ?? [];
  if (initializers.length > mostInitializers) {
    fail(
      'too-large',
      `The model was refused: it has ${initializers.length} weights, and ${mostInitializers} is the limit.`,
    );
  }
  const weights = new Map<string, Weights>();
  for (const tensor of initializers) {
    const half = tensor.dataType === DataType.FLOAT16;
    if (!half && tensor.dataType !== DataType.FLOAT) continue;
    const name = half ? tensor.name.replace(/\.half$/, '') : tensor.name;
    if (weights.has(name)) fail('invalid', `The model is damaged: it holds the weights ${name} twice.`);
    weights.set(name, { shape: shapeOf(tensor, half ? 2 : 4), values: half ? halves(tensor) : floats(tensor) });
  }
  return weights;
}

function parsed(bytes: Uint8Array): ModelProto {
  if (bytes.length > largestModel) {
    fail('too-large', `The model was refused: it has ${bytes.length} bytes, and ${largestModel} is the limit.`);
  }
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (caught) {
    return fail('unreadable', 'The model is damaged or incomplete: it is not ONNX.', String(caught));
  }
}

/** The shape, which its bytes have to fill exactly: so no claim asks for more memory than the file has. */
function shapeOf({ name, dims, rawData }: TensorProto, size: number): readonly number[] {
  const shape = dims.slice(0, mostAxes + 1).map(Number);
  const isWhole = shape.length <= mostAxes && shape.every((axis) => Number.isSafeInteger(axis) && axis >= 0);
  if (!isWhole || shape.reduce((all, axis) => all * axis, size) !== rawData.length) {
    fail('invalid', `The model is damaged: its weights ${name} [${shape.join()}] do not fill ${rawData.length} bytes.`);
  }
  return shape;
}

function floats({ rawData }: TensorProto): Float32Array {
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
  const values = new Float32Array(rawData.length / 4);
  for (let i = 0; i < values.length; i++) values[i] = view.getFloat32(4 * i, true);
  return values;
}

function halves({ rawData }: TensorProto): Float32Array {
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
  const values = new Float32Array(rawData.length / 2);
  for (let i = 0; i < values.length; i++) values[i] = fromHalf(view.getUint16(2 * i, true));
  return values;
}
