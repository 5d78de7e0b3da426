import { describe, expect, it } from 'vitest';
import { fit, zoomAt, screenPoint } from '../../../src/common/geometry/viewport.ts';
import { answered, firstCamera, fitted, free, stretched, turned } from '../../../src/renderer/canvas/camera.ts';

const image = { width: 640, height: 480 };
const view = { width: 800, height: 600 };
const start = fitted(firstCamera, image, view);
const close = free(start, zoomAt(start.viewport, screenPoint(300, 200), 5, image, view));

describe('how a picture is looked at', () => {
  it('is fitted at first, and as it was left when one comes back to it', () => {
    const second = turned(close, 1, 2, image, view);
    expect(second.viewport).toEqual(fit(image, view));
    expect(second.state).toBe('fitted');
    const back = turned(second, 2, 1, image, view);
    expect(back.viewport).toEqual(close.viewport);
    expect(turned(turned(start, 1, 2, image, view), 2, 1, image, view).state).toBe('fitted');
  });

  it('stays fitted in a canvas that changes its size, until it was zoomed', () => {
    const small = { width: 500, height: 400 };
    expect(stretched(start, view, small, image).viewport).toEqual(fit(image, small));
    expect(stretched(close, view, small, image).viewport.scale).toBe(close.viewport.scale);
  });

  it('remembers two hundred pictures and no more', () => {
    let camera = close;
    for (let id = 1; id <= 300; id += 1) camera = free(turned(camera, id, id + 1, image, view), close.viewport);
    expect(camera.remembered.size).toBe(200);
    expect(camera.remembered.has(300)).toBe(true);
    expect(camera.remembered.has(1)).toBe(false);
  });

  it('answers what the host asks for', () => {
    const ask = (kind: 'fit' | 'one-to-one' | 'zoom-in' | 'zoom-out') =>
      answered(close, { kind, nonce: 1 }, image, view);
    expect(ask('fit')).toMatchObject({ viewport: fit(image, view), state: 'fitted' });
    expect(ask('one-to-one').viewport.scale).toBeCloseTo(1, 12);
    expect(ask('zoom-in').viewport.scale).toBeCloseTo(close.viewport.scale * 1.25, 9);
    expect(ask('zoom-out').viewport.scale).toBeCloseTo(close.viewport.scale / 1.25, 9);
    const box = { x1: 10, y1: 10, x2: 20, y2: 20 };
    expect(answered(start, { kind: 'show-box', box, nonce: 1 }, image, view).viewport.scale).toBe(30);
    expect(answered(start, { kind: 'show-box', nonce: 1 }, image, view)).toBe(start);
  });
});
