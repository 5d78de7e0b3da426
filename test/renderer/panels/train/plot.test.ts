import { describe, expect, it } from 'vitest';
import { valueAt } from '../../../../src/renderer/panels/train/plot.ts';

describe('a value under the crosshair', () => {
  const column = [1, null, 3, null];

  it('holds until the next where a series is measured now and then', () => {
    expect([0, 1, 2, 3].map((at) => valueAt(column, at, 'hold'))).toEqual([1, 1, 3, 3]);
    expect(valueAt([null, 2], 0, 'hold')).toBeUndefined();
  });

  it('is none where a curve has ended', () => {
    expect([0, 1].map((at) => valueAt(column, at, 'empty'))).toEqual([1, undefined]);
  });
});
