import { describe, expect, it } from 'vitest';
import { brushed, pick, pickAll, pickHandle, shownHandles } from '../../../src/common/geometry/pick.ts';
import { screenPoint, type Viewport } from '../../../src/common/geometry/viewport.ts';

const still: Viewport = { scale: 1, offsetX: 0, offsetY: 0 };
const outer = { name: 'outer', box: { x1: 0, y1: 0, x2: 200, y2: 200 } };
const middle = { name: 'middle', box: { x1: 50, y1: 50, x2: 150, y2: 150 } };
const inner = { name: 'inner', box: { x1: 90, y1: 90, x2: 110, y2: 110 } };
const items = [inner, outer, middle];

describe('picking', () => {
  it('takes the smallest of nested boxes first', () => {
    expect(pick(items, screenPoint(100, 100), still)).toBe(inner);
    expect(pick(items, screenPoint(60, 60), still)).toBe(middle);
    expect(pick(items, screenPoint(10, 10), still)).toBe(outer);
    expect(pick(items, screenPoint(300, 300), still)).toBeUndefined();
    expect(pickAll(items, screenPoint(100, 100), still)).toEqual([inner, middle, outer]);
  });

  it('takes the later of two equal boxes', () => {
    const twin = { name: 'twin', box: inner.box };
    expect(pick([inner, twin], screenPoint(100, 100), still)).toBe(twin);
  });

  it('reaches three screen pixels around a box, whatever the zoom', () => {
    for (const scale of [0.1, 1, 16]) {
      const viewport = { scale, offsetX: 7, offsetY: 9 };
      const edge = 150 * scale + 7;
      const y = 60 * scale + 9;
      expect(pick([middle], screenPoint(edge + 2.5, y), viewport)).toBe(middle);
      expect(pick([middle], screenPoint(edge + 3.5, y), viewport)).toBeUndefined();
    }
  });

  it('brushes what the area touches', () => {
    expect(brushed(items, { x1: 140, y1: 140, x2: 160, y2: 160 })).toEqual([outer, middle]);
  });
});

describe('a handle', () => {
  it('can be taken from twelve pixels at any zoom', () => {
    for (const scale of [0.5, 1, 8]) {
      const viewport = { scale, offsetX: -3, offsetY: 4 };
      const corner = { x: 50 * scale - 3, y: 50 * scale + 4 };
      expect(pickHandle(middle.box, screenPoint(corner.x - 5.5, corner.y + 5.5), viewport)).toBe('nw');
      expect(pickHandle(middle.box, screenPoint(corner.x - 6.5, corner.y), viewport)).toBeUndefined();
      expect(pickHandle(middle.box, screenPoint(100 * scale - 3, 50 * scale + 4 + 5.5), viewport)).toBe('n');
      expect(pickHandle(middle.box, screenPoint(150 * scale - 3, 100 * scale + 4), viewport)).toBe('e');
      expect(pickHandle(middle.box, screenPoint(150 * scale - 3, 150 * scale + 4), viewport)).toBe('se');
    }
  });

  it('leaves the middle of a box that is small on screen free to move it', () => {
    const small = { x1: 100, y1: 100, x2: 110, y2: 110 };
    expect(pickHandle(small, screenPoint(105, 105), still)).toBeUndefined();
    expect(pickHandle(small, screenPoint(97, 97), still)).toBe('nw');
    expect(shownHandles(small, still).map(({ handle }) => handle)).toEqual(['nw', 'ne', 'se', 'sw']);
    expect(shownHandles(middle.box, still)).toHaveLength(8);
  });

  it('lets an edge be taken along its length', () => {
    expect(pickHandle(middle.box, screenPoint(70, 47), still)).toBe('n');
    expect(pickHandle(middle.box, screenPoint(147, 70), still)).toBe('e');
    expect(pickHandle(middle.box, screenPoint(70, 70), still)).toBeUndefined();
  });
});
