import { describe, expect, it } from 'vitest';
import { screenPoint } from '../../../../src/common/geometry/viewport.ts';
import { nearestSide, pullNearestEdge } from '../../../../src/renderer/canvas/tools/edge.ts';
import { annotation, box, sceneOf } from '../hand.ts';

const one = annotation(1, box(50, 50, 150, 100));
const selected = { selection: new Set([1]), viewport: { scale: 2, offsetX: 10, offsetY: 20 } };

describe('the wheel with Alt', () => {
  it('takes the nearest edge, from inside and from outside', () => {
    expect(nearestSide(one.box, { x: 60, y: 75 })).toBe('left');
    expect(nearestSide(one.box, { x: 145, y: 75 })).toBe('right');
    expect(nearestSide(one.box, { x: 100, y: 55 })).toBe('up');
    expect(nearestSide(one.box, { x: 100, y: 140 })).toBe('down');
    expect(nearestSide(one.box, { x: 170, y: 60 })).toBe('right');
  });

  it('moves it by image pixels, outwards or inwards, never over the other side', () => {
    const near = screenPoint(2 * 148 + 10, 2 * 75 + 20);
    const moved = (pixels: number) => pullNearestEdge(near, pixels, sceneOf([one], selected)).change?.change.updated;
    expect(moved(1)?.[0]?.[1].box).toEqual(box(50, 50, 151, 100));
    expect(moved(-10)?.[0]?.[1].box).toEqual(box(50, 50, 140, 100));
    expect(moved(-500)?.[0]?.[1].box).toEqual(box(50, 50, 51, 100));
    expect(moved(500)?.[0]?.[1].box).toEqual(box(50, 50, 400, 100));
  });

  it('says what it needs when not one box is selected, or nothing may be changed', () => {
    const none = pullNearestEdge(screenPoint(0, 0), 1, sceneOf([one]));
    expect(none.change).toBeUndefined();
    expect(none.message).toContain('Select one box');
    const reading = pullNearestEdge(screenPoint(0, 0), 1, sceneOf([one], { ...selected, access: 'read' }));
    expect(reading.message).toContain('reading only');
  });
});
