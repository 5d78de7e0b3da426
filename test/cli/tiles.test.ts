import { describe, expect, it } from 'vitest';
import { tileMisuse, tileWish } from '../../src/cli/tiles.ts';

describe('the options about tiles', () => {
  it('say nothing where every picture is looked at whole', () => {
    expect(tileWish({ whole: true }, 'needed')).toBeUndefined();
    expect(tileWish({ tiles: 'off' }, 'needed')).toBeUndefined();
    expect(tileMisuse({ whole: true })).toBeUndefined();
  });

  it('become a wish, percent as a part', () => {
    expect(tileWish({ tiles: 640, overlap: 25, whole: false }, 'needed')).toEqual({
      side: 640,
      overlap: 0.25,
      whole: 'never',
    });
    expect(tileWish({ tiles: 'auto', objectSize: 40, whole: true }, 'needed')).toEqual({
      side: 'auto',
      objectSide: 40,
    });
    expect(tileWish({ tiles: 'auto' }, 'known')).toEqual({ side: 'auto' });
  });

  it('are refused where they have no meaning', () => {
    expect(() => tileWish({ tiles: 'auto' }, 'needed')).toThrow('--object-size');
    expect(tileMisuse({ overlap: 10 })).toContain('go with --tiles');
    expect(tileMisuse({ tiles: 640, objectSize: 40 })).toContain('goes with --tiles auto');
    expect(tileMisuse({ tiles: 640, queue: 'postgres://somewhere' })).toContain('--queue');
  });
});
