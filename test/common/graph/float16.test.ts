// Half precision against its definition: every half there and back, rounding to even, the edges of the range.
import { describe, expect, it } from 'vitest';
import { fromHalf, largestHalf, toHalf } from '../../../src/common/graph/float16.ts';

describe('half precision', () => {
  it('gives every half back', () => {
    for (let half = 0; half < 65_536; half++) {
      const value = fromHalf(half);
      if (Number.isNaN(value)) expect(fromHalf(toHalf(value))).toBeNaN();
      else if (toHalf(value) !== half) expect.fail(`${half} → ${value} → ${toHalf(value)}`);
    }
  });

  it('rounds what lies between two halves to the nearer, and from the middle to the even one', () => {
    for (let half = 0; half < 0x7bff; half++) {
      const [low, high] = [fromHalf(half), fromHalf(half + 1)];
      const even = half % 2 === 0 ? half : half + 1;
      const found = [low + (high - low) * 0.49, (low + high) / 2, low + (high - low) * 0.51].map(toHalf);
      if (found.join() !== [half, even, half + 1].join()) expect.fail(`between ${low} and ${high}: ${found.join()}`);
    }
  });

  it('knows its largest value and what lies beyond', () => {
    expect(fromHalf(0x7bff)).toBe(largestHalf);
    expect(fromHalf(toHalf(65_519))).toBe(largestHalf);
    expect(fromHalf(toHalf(-65_520))).toBe(-Infinity);
    expect(fromHalf(toHalf(1e-9))).toBe(0);
    expect(fromHalf(1)).toBe(2 ** -24);
  });
});
