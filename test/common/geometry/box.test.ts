import { describe, expect, it } from 'vitest';
import { clip, insideDelta, iou, settle, translateInside, union, type Box } from '../../../src/common/geometry/box.ts';
import { handlePoint, handles, moveSide, resize } from '../../../src/common/geometry/resize.ts';
import { seeded } from '../../support/seeded.ts';

const size = { width: 200, height: 100 };
const box: Box = { x1: 20, y1: 30, x2: 60, y2: 50 };

describe('a box', () => {
  it('is put in order, into the picture, and never thinner than a pixel', () => {
    expect(settle({ x1: 70, y1: 60, x2: 20, y2: 10 }, size)).toEqual({ x1: 20, y1: 10, x2: 70, y2: 60 });
    expect(settle({ x1: -50, y1: -1, x2: 500, y2: 40 }, size)).toEqual({ x1: 0, y1: 0, x2: 200, y2: 40 });
    expect(settle({ x1: 300, y1: 20, x2: 400, y2: 20.25 }, size)).toEqual({ x1: 199, y1: 20, x2: 200, y2: 21 });
  });

  it('covers the whole of a picture that is smaller than the smallest side', () => {
    expect(settle({ x1: 0.2, y1: 0.2, x2: 0.3, y2: 0.3 }, { width: 1, height: 1 })).toEqual({
      x1: 0,
      y1: 0,
      x2: 1,
      y2: 1,
    });
  });

  it('keeps its size when it is pushed against the border', () => {
    expect(translateInside(box, -500, 500, size)).toEqual({ x1: 0, y1: 80, x2: 40, y2: 100 });
    expect(insideDelta(box, 10, -10, size)).toEqual({ dx: 10, dy: -10 });
  });

  it('has an intersection over union of a third with its neighbour half over it', () => {
    expect(iou({ x1: 0, y1: 0, x2: 2, y2: 1 }, { x1: 1, y1: 0, x2: 3, y2: 1 })).toBeCloseTo(1 / 3, 12);
  });

  it('is in the union, and outside of a picture clips to its border', () => {
    expect(union([box, { x1: 0, y1: 90, x2: 10, y2: 100 }])).toEqual({ x1: 0, y1: 30, x2: 60, y2: 100 });
    expect(union([])).toBeUndefined();
    expect(clip({ x1: -9, y1: -8, x2: -1, y2: -2 }, { x1: 0, y1: 0, x2: 5, y2: 5 })).toEqual({
      x1: 0,
      y1: 0,
      x2: 0,
      y2: 0,
    });
  });
});

describe('a handle', () => {
  it('pulls its own edges and leaves the others', () => {
    expect(resize(box, 'se', 5, 7, size)).toEqual({ box: { x1: 20, y1: 30, x2: 65, y2: 57 }, handle: 'se' });
    expect(resize(box, 'n', 5, -7, size)).toEqual({ box: { x1: 20, y1: 23, x2: 60, y2: 50 }, handle: 'n' });
    expect(resize(box, 'w', -100, 0, size).box.x1).toBe(0);
  });

  it('flips over the other side', () => {
    expect(resize(box, 'nw', 50, 30, size)).toEqual({ box: { x1: 60, y1: 50, x2: 70, y2: 60 }, handle: 'se' });
    expect(resize(box, 'e', -50, 0, size)).toEqual({ box: { x1: 10, y1: 30, x2: 20, y2: 50 }, handle: 'w' });
  });

  it('stops at one pixel, and against the border takes the side that has room', () => {
    expect(resize(box, 'e', -40, 0, size).box).toEqual({ ...box, x2: 21 });
    const atBorder = { x1: 100, y1: 10, x2: 200, y2: 20 };
    expect(resize(atBorder, 'w', 500, 0, size)).toEqual({ box: { x1: 199, y1: 10, x2: 200, y2: 20 }, handle: 'w' });
  });

  it('keeps any random box ordered, inside and at least a pixel wide', () => {
    const random = seeded(7);
    for (let step = 0; step < 20_000; step += 1) {
      const start = settle({ x1: random() * 200, y1: random() * 100, x2: random() * 200, y2: random() * 100 }, size);
      const handle = handles[Math.floor(random() * 8)]!;
      const { box: after, handle: now } = resize(start, handle, (random() - 0.5) * 500, (random() - 0.5) * 300, size);
      expect(after.x1).toBeGreaterThanOrEqual(0);
      expect(after.y1).toBeGreaterThanOrEqual(0);
      expect(after.x2).toBeLessThanOrEqual(200);
      expect(after.y2).toBeLessThanOrEqual(100);
      expect(after.x2 - after.x1).toBeGreaterThan(1 - 1e-9);
      expect(after.y2 - after.y1).toBeGreaterThan(1 - 1e-9);
      expect(handles).toContain(now);
    }
  });

  it('sits in the middle of its edge or on its corner', () => {
    expect(handlePoint(box, 'n')).toEqual({ x: 40, y: 30 });
    expect(handlePoint(box, 'se')).toEqual({ x: 60, y: 50 });
  });
});

describe('a side', () => {
  it('moves out and in by steps and stops at the border and at one pixel', () => {
    expect(moveSide(box, 'left', 10, size)).toEqual({ ...box, x1: 10 });
    expect(moveSide(box, 'left', -10, size)).toEqual({ ...box, x1: 30 });
    expect(moveSide(box, 'up', 100, size)).toEqual({ ...box, y1: 0 });
    expect(moveSide(box, 'down', -100, size)).toEqual({ ...box, y2: 31 });
    expect(moveSide(box, 'right', 500, size)).toEqual({ ...box, x2: 200 });
  });
});
