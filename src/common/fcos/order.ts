// Sorting by score without a comparison function, which is several times as fast for a few thousand scores.

const single = new Float32Array(1);
const word = new Uint32Array(single.buffer);

/** Positions from the highest score to the lowest, ties in rising position. Up to 2²¹ scores, none of them NaN. */
export function descendingOrder(scores: Float32Array): Uint32Array {
  const count = scores.length;
  // The float's bits, made to rise with its value, above the position counted backwards: 32 + 21 bits are exact in a double.
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    // Adding 0 makes −0 equal to 0.
    single[0] = (scores[i] as number) + 0;
    const bits = word[0] as number;
    const rising = bits >= 0x80000000 ? 0xffffffff - bits : bits + 0x80000000;
    keys[i] = rising * 2 ** 21 + (count - 1 - i);
  }
  keys.sort();
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = count - 1 - ((keys[count - 1 - i] as number) % 2 ** 21);
  return order;
}
