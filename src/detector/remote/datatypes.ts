// The element types that travel: the protocol's words beside ONNX Runtime's, their sizes and arrays. Little-endian on both sides.
import type { Tensor } from 'onnxruntime-node';

/** FP16 as its 16 bits, whether or not the language has a Float16Array. */
export type Elements =
  | Float32Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>;

interface Datatype {
  readonly type: Tensor.Type;
  /** Of one element. */
  readonly bytes: number;
  /** The array over a whole buffer. */
  over(buffer: ArrayBuffer): Elements;
}

const datatypes = {
  FP32: { type: 'float32', bytes: 4, over: (buffer) => new Float32Array(buffer) },
  FP16: { type: 'float16', bytes: 2, over: (buffer) => new Uint16Array(buffer) },
  UINT8: { type: 'uint8', bytes: 1, over: (buffer) => new Uint8Array(buffer) },
  INT32: { type: 'int32', bytes: 4, over: (buffer) => new Int32Array(buffer) },
  INT64: { type: 'int64', bytes: 8, over: (buffer) => new BigInt64Array(buffer) },
} as const satisfies Readonly<Record<string, Datatype>>;

export type DatatypeName = keyof typeof datatypes;

export const datatypeNames = Object.keys(datatypes) as readonly DatatypeName[];

export function isDatatype(name: string): name is DatatypeName {
  return Object.hasOwn(datatypes, name);
}

export function datatypeOf(name: DatatypeName): Datatype {
  return datatypes[name];
}

/** Elements of a shape without variable sides; a scalar has one. Infinity where a double cannot count them. */
export function elementCount(shape: readonly number[]): number {
  const count = shape.reduce((product, side) => product * side, 1);
  return Number.isSafeInteger(count) ? count : Infinity;
}
