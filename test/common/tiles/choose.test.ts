import { describe, expect, it } from 'vitest';
import type { SizeRule } from '../../../src/common/foreign/input.ts';
import { planFor } from '../../../src/common/tiles/choose.ts';

const sides: SizeRule = { kind: 'sides', shortSide: 416, longSide: 416, divisor: 32 };
const wide: SizeRule = { kind: 'letterbox', width: 640, height: 384, align: 'centre' };
const large = { width: 20_000, height: 12_000 };

/** Sides of the tiles, or that there are none. */
function tileOf(...[picture, input, wish]: Parameters<typeof planFor>): string {
  const [region] = planFor(picture, input, wish)?.regions ?? [];
  return region === undefined ? 'whole' : `${region.width} × ${region.height}`;
}

describe('the tiles of a picture, chosen', () => {
  it('by hand have the side that was asked for, in the proportions of an input that has its own', () => {
    expect(tileOf(large, sides, { side: 1000 })).toBe('1000 × 1000');
    expect(tileOf(large, wide, { side: 1000 })).toBe('1000 × 600');
    expect(tileOf({ width: 900, height: 3000 }, sides, { side: 1000 })).toBe('900 × 1000');
  });

  it('are not cut from a picture that fits into one, nor when they are switched off', () => {
    expect(tileOf({ width: 900, height: 700 }, sides, { side: 1000 })).toBe('whole');
    expect(tileOf(large, sides, { side: 'off' })).toBe('whole');
  });

  it('by the size of objects show a typical one at the side that detectors see best', () => {
    expect(tileOf(large, sides, { side: 'auto', objectSide: 96 })).toBe('832 × 832');
    expect(tileOf(large, wide, { side: 'auto', objectSide: 96 })).toBe('1280 × 768');
  });

  it('by the size of objects enlarge no pixel more than twice', () => {
    expect(tileOf(large, sides, { side: 'auto', objectSide: 6 })).toBe('208 × 208');
  });

  it('are left out by themselves where objects are large, unknown, or the picture is no giant', () => {
    expect(tileOf(large, sides, { side: 'auto' })).toBe('whole');
    expect(tileOf(large, sides, { side: 'auto', objectSide: 3000 })).toBe('whole');
    expect(tileOf({ width: 1200, height: 900 }, sides, { side: 'auto', objectSide: 20 })).toBe('whole');
  });

  it('share a fifth of their side, or the part that was asked for', () => {
    expect(planFor(large, sides, { side: 1000 })?.overlap).toBe(200);
    expect(planFor(large, sides, { side: 1000, overlap: 0.35 })?.overlap).toBe(350);
  });

  it('are refused when they would be too many', () => {
    expect(() => planFor({ width: 40_000, height: 40_000 }, sides, { side: 40 })).toThrow('choose a larger side');
  });
});
