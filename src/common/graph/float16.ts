// IEEE half precision in both directions; the language's own Float16Array is not in every runtime that we support.

const scratch = new Float32Array(1);
const bits = new Uint32Array(scratch.buffer);

/** Rounds to the nearest half, ties to even; over 65,519 becomes infinity. Returns its 16 bits. */
export function toHalf(value: number): number {
  scratch[0] = value;
  const word = bits[0] as number;
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // 65,520 and more round to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude >= 0x38800000) {
    const odd = (magnitude >>> 13) & 1;
    return sign | ((magnitude - 0x38000000 + 0xfff + odd) >>> 13);
  }
  // Below 2⁻¹⁴ a half is a multiple of 2⁻²⁴; adding ½ lets float32 arithmetic do the rounding to that grid.
  scratch[0] = Math.abs(value) + 0.5;
  return sign | ((bits[0] as number) - 0x3f000000);
}

/** The value of a half given by its 16 bits. */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The largest finite half. */
export const largestHalf = 65_504;
