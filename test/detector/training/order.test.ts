import { describe, expect, it } from 'vitest';
import { pictureOrder, randomOf } from '../../../src/detector/training/order.ts';

const take = (pictures: number, seed: number, from: number, count: number): number[] => {
  const order = pictureOrder(pictures, seed);
  return Array.from({ length: count }, (_, i) => order(from + i));
};

describe('the order of pictures', () => {
  it.each([1, 2, 7, 40])('has each of %i pictures once in each pass', (pictures) => {
    for (const pass of [0, 1, 5]) {
      const seen = take(pictures, 3, pass * pictures, pictures);
      expect([...seen].sort((a, b) => a - b)).toEqual([...Array(pictures).keys()]);
    }
  });

  it('follows from the seed alone, wherever a run begins to ask', () => {
    const whole = take(20, 3, 0, 100);
    expect(take(20, 3, 0, 100)).toEqual(whole);
    expect(take(20, 3, 57, 43)).toEqual(whole.slice(57));
    expect(take(20, 4, 0, 100)).not.toEqual(whole);
    // One pass is not like the one before.
    expect(whole.slice(0, 20)).not.toEqual(whole.slice(20, 40));
    const order = pictureOrder(20, 3);
    expect([45, 3, 99, 45].map(order)).toEqual([45, 3, 99, 45].map((at) => whole[at]));
  });

  it('gives each place random numbers of its own', () => {
    const first = (seed: number, place: number): number => randomOf(seed, place)();
    const seen = new Set<number>();
    for (let seed = 0; seed < 30; seed++) for (let place = -2; place < 30; place++) seen.add(first(seed, place));
    expect(seen.size).toBeGreaterThan(30 * 32 - 3);
    expect(first(5, 6)).toBe(first(5, 6));
  });

  it('puts every picture at every place about as often as any other', () => {
    const counts = new Array<number>(5).fill(0);
    for (let seed = 0; seed < 500; seed++) counts[take(5, seed, 0, 1)[0] as number]! += 1;
    for (const count of counts) {
      expect(count).toBeGreaterThan(60);
      expect(count).toBeLessThan(140);
    }
  });
});
