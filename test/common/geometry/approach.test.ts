import { describe, expect, it } from 'vitest';
import { approach, boxToScreen, fit, maxScale } from '../../../src/common/geometry/viewport.ts';
import type { Box } from '../../../src/common/geometry/box.ts';

const image = { width: 4000, height: 3000 };
const view = { width: 800, height: 600 };
const whole = fit(image, view);
const square = (x: number, y: number, side: number): Box => ({ x1: x, y1: y, x2: x + side, y2: y + side });

describe('a view that goes to each box', () => {
  it('does not move for a box that is well in view', () => {
    expect(approach(whole, square(1000, 1000, 600), image, view)).toBe(whole);
  });

  it('goes near a small one so that it can be judged, with its surroundings, and stays for its neighbour of the same size', () => {
    const near = approach(whole, square(1000, 1000, 20), image, view);
    const on = boxToScreen(square(1000, 1000, 20), near);
    expect(on.x2 - on.x1).toBeGreaterThanOrEqual(64);
    expect(on.x2 - on.x1).toBeLessThan(view.height / 2);
    expect((on.x1 + on.x2) / 2).toBeCloseTo(400, 6);
    expect(approach(near, square(1030, 1010, 20), image, view)).toBe(near);
  });

  it('keeps its zoom for one of the same size far away, and goes back for one that is too large for it', () => {
    const near = approach(whole, square(1000, 1000, 20), image, view);
    const far = approach(near, square(3000, 200, 20), image, view);
    expect(far.scale).toBe(near.scale);
    expect(far).not.toEqual(near);
    const back = approach(near, square(200, 200, 2500), image, view);
    const on = boxToScreen(square(200, 200, 2500), back);
    expect(Math.min(on.x1, on.y1)).toBeGreaterThan(0);
    expect(on.y2).toBeLessThan(view.height);
  });

  it('never goes nearer than the largest zoom, and gives numbers for a box without extent', () => {
    expect(approach(whole, square(10, 10, 0.01), image, view).scale).toBe(maxScale);
    const point = approach(whole, square(10, 10, 0), image, view);
    expect(Object.values(point).every(Number.isFinite)).toBe(true);
  });
});
