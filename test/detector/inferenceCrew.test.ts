import { describe, expect, it } from 'vitest';
import { layoutFor } from '../../src/detector/inferenceCrew.ts';

describe('the layout of a model’s threads', () => {
  it('gives a small network threads beside each other, and never more than there are processors', () => {
    for (const processors of [1, 2, 3, 4, 8, 16, 128]) {
      const { hands, threads } = layoutFor(4e6, processors);
      expect(hands * threads).toBeLessThanOrEqual(processors);
      expect(Math.min(hands, threads)).toBeGreaterThanOrEqual(1);
      expect(hands * threads).toBeLessThanOrEqual(16);
    }
    expect(layoutFor(4e6, 2)).toEqual({ hands: 2, threads: 1 });
  });

  it('lets one picture of a large network have every processor, up to eight', () => {
    expect(layoutFor(130e6, 2)).toEqual({ hands: 2, threads: 2 });
    expect(layoutFor(130e6, 1)).toEqual({ hands: 1, threads: 1 });
    expect(layoutFor(130e6, 64)).toEqual({ hands: 2, threads: 8 });
  });
});
