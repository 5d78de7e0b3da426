// AssemblyScript: TypeScript's syntax for WebAssembly, four numbers at a time. Two sums that plain JavaScript takes four times as long
// for. Compiled by scripts/kernel.mjs into ../kernelCode.ts; who calls it lays out the memory. Nothing here checks a bound.

/** Bits behind the point of a weight; `precision` in ../weights.ts. */
const precision: i32 = 22;
const half: i32 = 1 << (precision - 1);

/** Sums to bytes, cut at 255: weights are rounded, so that a sum may be a hair over one. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function bytes(a: v128, b: v128, c: v128, d: v128): v128 {
  const low = i16x8.narrow_i32x4_s(i32x4.shr_s(a, precision), i32x4.shr_s(b, precision));
  const high = i16x8.narrow_i32x4_s(i32x4.shr_s(c, precision), i32x4.shr_s(d, precision));
  return i8x16.narrow_i16x8_u(low, high);
}

/**
 * Makes `rows` rows of RGB pixels narrower. `first`: each target's first pixel; `weights`: [to, taps], a multiple of
 * four taps. Reads `taps` pixels from there on, also where they lie behind the row and weigh nothing, and 16 bytes more; writes one byte
 * behind the target.
 */
export function across(
  source: usize,
  rowBytes: usize,
  rows: i32,
  first: usize,
  weights: usize,
  taps: i32,
  to: i32,
  target: usize,
): void {
  const zero = i32x4.splat(0);
  for (let y = 0; y < rows; y++, source += rowBytes) {
    let weight = weights;
    for (let x = 0; x < to; x++, target += 3) {
      let at = source + <usize>load<i32>(first + (<usize>x << 2)) * 3;
      let sum = i32x4.splat(half);
      for (let tap = 0; tap < taps; tap += 4, at += 12, weight += 16) {
        const pixels = v128.load(at);
        const a = v128.shuffle<u8>(pixels, zero, 0, 16, 16, 16, 1, 16, 16, 16, 2, 16, 16, 16, 16, 16, 16, 16);
        const b = v128.shuffle<u8>(pixels, zero, 3, 16, 16, 16, 4, 16, 16, 16, 5, 16, 16, 16, 16, 16, 16, 16);
        const c = v128.shuffle<u8>(pixels, zero, 6, 16, 16, 16, 7, 16, 16, 16, 8, 16, 16, 16, 16, 16, 16, 16);
        const d = v128.shuffle<u8>(pixels, zero, 9, 16, 16, 16, 10, 16, 16, 16, 11, 16, 16, 16, 16, 16, 16, 16);
        const early = i32x4.add(
          i32x4.mul(a, v128.load32_splat(weight)),
          i32x4.mul(b, v128.load32_splat(weight + 4)),
        );
        const late = i32x4.add(
          i32x4.mul(c, v128.load32_splat(weight + 8)),
          i32x4.mul(d, v128.load32_splat(weight + 12)),
        );
        sum = i32x4.add(sum, i32x4.add(early, late));
      }
      v128.store32_lane(target, bytes(sum, sum, sum, sum), 0);
    }
  }
}

/**
 * Makes a picture of `rowBytes` bytes a row lower. `first`: each target's first row; `weights`: [to, taps]. Reads `taps` rows from there
 * on, also where they lie behind the picture and weigh nothing, and 16 bytes more; writes up to 15 bytes behind the target.
 */
export function down(
  source: usize,
  rowBytes: usize,
  first: usize,
  weights: usize,
  taps: i32,
  to: i32,
  target: usize,
): void {
  for (let y = 0; y < to; y++, target += rowBytes, weights += <usize>taps << 2) {
    const row = source + <usize>load<i32>(first + (<usize>y << 2)) * rowBytes;
    for (let column: usize = 0; column < rowBytes; column += 16) {
      let a = i32x4.splat(half);
      let b = a;
      let c = a;
      let d = a;
      let at = row + column;
      for (let tap = 0; tap < taps; tap++, at += rowBytes) {
        const weight = v128.load32_splat(weights + (<usize>tap << 2));
        const pixels = v128.load(at);
        const low = i16x8.extend_low_i8x16_u(pixels);
        const high = i16x8.extend_high_i8x16_u(pixels);
        a = i32x4.add(a, i32x4.mul(i32x4.extend_low_i16x8_u(low), weight));
        b = i32x4.add(b, i32x4.mul(i32x4.extend_high_i16x8_u(low), weight));
        c = i32x4.add(c, i32x4.mul(i32x4.extend_low_i16x8_u(high), weight));
        d = i32x4.add(d, i32x4.mul(i32x4.extend_high_i16x8_u(high), weight));
      }
      v128.store(target + column, bytes(a, b, c, d));
    }
  }
}
