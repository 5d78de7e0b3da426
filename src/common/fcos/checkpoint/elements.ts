// Element types of stored tensors and their reading into float32. Little-endian only; knows no file format.
import { fail } from '../../result.ts';
import { fromHalf } from '../../graph/float16.ts';

export const elementSizes = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
} as const;

export type ElementName = keyof typeof elementSizes;

/** Where a tensor's values lie among the elements of `bytes`; offset and strides in elements. */
export interface Layout {
  readonly type: ElementName;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((all, size) => all * size, 1);
}

/** Strides of a tensor whose values lie row by row. */
export function rowByRow(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= Math.max(1, shape[axis] ?? 1);
  }
  return strides;
}

/** Throws a Failure unless the layout stays inside `available` elements and claims no more values than there are. */
export function checkLayout(layout: Layout, available: number, name: string): void {
  const { shape, strides, offset } = layout;
  const whole = [...shape, ...strides, offset].every((n) => Number.isSafeInteger(n) && n >= 0);
  if (!whole || shape.length !== strides.length || shape.length > 16) {
    fail(
      'invalid',
      `The checkpoint is damaged: ${name} has the impossible layout [${shape.join()}] by [${strides.join()}] at ${offset}.`,
    );
  }
  const count = elementCount(shape);
  if (count === 0) return;
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * (strides[axis] as number), offset);
  if (!(last < available) || count > available) {
    fail(
      'invalid',
      `The checkpoint is damaged: ${name} [${shape.join()}] claims more values than the ${available} that its storage holds.`,
    );
  }
}

const littleEndianHost = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * The values row by row as float32 (float64 and large integers are rounded). Where they lie so already, the result is a view
 * of `bytes`, not a copy. The layout must have passed checkLayout.
 */
export function readValues(bytes: Uint8Array, layout: Layout): Float32Array {
  const { type, offset, shape, strides } = layout;
  const count = elementCount(shape);
  const plain = rowByRow(shape).every((step, axis) => shape[axis] === 1 || step === strides[axis]);
  const start = bytes.byteOffset + offset * elementSizes[type];
  if (plain && type === 'float32' && littleEndianHost) {
    const end = start + 4 * count;
    // The older format does not align its storages; a copy of the bytes is a hundred times as fast as reading each value.
    return start % 4 === 0
      ? new Float32Array(bytes.buffer, start, count)
      : new Float32Array(bytes.buffer.slice(start, end));
  }
  return plain ? readRowByRow(bytes, layout, count) : readStrided(bytes, layout, count);
}

function readRowByRow(bytes: Uint8Array, { type, offset }: Layout, count: number): Float32Array {
  const values = new Float32Array(count);
  const read = readers[type];
  const size = elementSizes[type];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let n = 0; n < count; n++) values[n] = read(view, (offset + n) * size);
  return values;
}

function readStrided(bytes: Uint8Array, { type, offset, shape, strides }: Layout, count: number): Float32Array {
  const values = new Float32Array(count);
  const read = readers[type];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = elementSizes[type];
  const position = new Array<number>(shape.length).fill(0);
  let element = offset;
  for (let n = 0; n < count; n++) {
    values[n] = read(view, element * size);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const step = strides[axis] as number;
      element += step;
      position[axis] = (position[axis] as number) + 1;
      if ((position[axis] as number) < (shape[axis] as number)) break;
      element -= step * (shape[axis] as number);
      position[axis] = 0;
    }
  }
  return values;
}

const readers: Record<ElementName, (view: DataView, at: number) => number> = {
  float64: (view, at) => view.getFloat64(at, true),
  float32: (view, at) => view.getFloat32(at, true),
  float16: (view, at) => fromHalf(view.getUint16(at, true)),
  bfloat16: (view, at) => bfloat16(view.getUint16(at, true)),
  int64: (view, at) => Number(view.getBigInt64(at, true)),
  int32: (view, at) => view.getInt32(at, true),
  int16: (view, at) => view.getInt16(at, true),
  int8: (view, at) => view.getInt8(at),
  uint8: (view, at) => view.getUint8(at),
  bool: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
};

const word = new Uint32Array(1);
const single = new Float32Array(word.buffer);

/** The upper half of a float32. */
function bfloat16(bits: number): number {
  word[0] = bits << 16;
  return single[0] as number;
}
