// Tensor data that came as JSON, flat or nested, → typed arrays. For servers that send no binary tensors.
import { fail } from '../../common/result.ts';
import { datatypeOf, elementCount } from './datatypes.ts';
import type { DatatypeName, Elements } from './datatypes.ts';

const ranges: Readonly<Partial<Record<DatatypeName, readonly [number, number]>>> = {
  UINT8: [0, 255],
  INT32: [-(2 ** 31), 2 ** 31 - 1],
  INT64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** Row-major values of `shape`. Fails, `whose` first, on another count, another nesting and values that the type cannot hold. */
export function flatten(
  values: readonly unknown[],
  shape: readonly number[],
  datatype: DatatypeName,
  whose: string,
): Elements {
  if (datatype === 'FP16') fail('unsupported', `${whose}: FP16 can only be read as a binary tensor.`);
  const count = elementCount(shape);
  const flat: unknown[] = [];
  gather(values, shape.length, flat, count);
  if (flat.length !== count) fail('detector', `${whose}: not the ${count} values that its shape says.`);
  const [least, most] = ranges[datatype] ?? [-Infinity, Infinity];
  const { bytes, over } = datatypeOf(datatype);
  const elements = over(new ArrayBuffer(count * bytes));
  for (let at = 0; at < count; at++) {
    const value = flat[at];
    const isWhole = datatype === 'FP32' || Number.isInteger(value);
    if (typeof value !== 'number' || !isWhole || value < least || value > most) {
      return fail('detector', `${whose}: value ${at} is no ${datatype}.`);
    }
    if (elements instanceof BigInt64Array) elements[at] = BigInt(value);
    else elements[at] = value;
  }
  return elements;
}

/** Stops at the first value too many. */
function gather(values: readonly unknown[], depth: number, flat: unknown[], count: number): void {
  for (const value of values) {
    if (flat.length > count) return;
    if (Array.isArray(value) && depth > 1) gather(value, depth - 1, flat, count);
    else flat.push(value);
  }
}
