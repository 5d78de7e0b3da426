import { describe, expect, it } from 'vitest';
import { fit, imagePoint, screenPoint, toImage, zoomAt } from '../../../src/common/geometry/viewport.ts';
import {
  answered,
  firstCamera,
  fitted,
  free,
  stretched,
  turned,
  centredOn,
  type Camera,
} from '../../../src/renderer/canvas/camera.ts';

const image = { width: 640, height: 480 };
const view = { width: 800, height: 600 };
const turn = (camera: Camera, from: number, to: number, between: 'each' | 'keep' = 'each', next = image) =>
  turned(camera, { from, to, before: image, image: next, between }, view);
const start = fitted(firstCamera, image, view);
const close = free(start, zoomAt(start.viewport, screenPoint(300, 200), 5, image, view));

describe('how a picture is looked at', () => {
  it('is fitted at first, and as it was left when one comes back to it', () => {
    const second = turn(close, 1, 2);
    expect(second.viewport).toEqual(fit(image, view));
    expect(second.state).toBe('fitted');
    const back = turn(second, 2, 1);
    expect(back.viewport).toEqual(close.viewport);
    expect(turn(turn(start, 1, 2), 2, 1).state).toBe('fitted');
  });

  it('keeps zoom and place for the next picture by choice, at the same share of one of another size', () => {
    const same = turn(close, 1, 2, 'keep').viewport;
    expect(same.scale).toBe(close.viewport.scale);
    expect(same.offsetX).toBeCloseTo(close.viewport.offsetX, 6);
    expect(same.offsetY).toBeCloseTo(close.viewport.offsetY, 6);
    const larger = { width: 1280, height: 960 };
    const there = turn(close, 1, 2, 'keep', larger);
    expect(there.viewport.scale).toBe(close.viewport.scale);
    const middleOf = (camera: Camera) => toImage(screenPoint(400, 300), camera.viewport);
    expect(middleOf(there).x).toBeCloseTo(2 * middleOf(close).x, 9);
    expect(middleOf(there).y).toBeCloseTo(2 * middleOf(close).y, 9);
    expect(turn(start, 1, 2, 'keep', larger)).toMatchObject({ viewport: fit(larger, view), state: 'fitted' });
  });

  it('puts a point into the middle, and moves by a quarter of the view', () => {
    const there = centredOn(close, imagePoint(320, 240), image, view);
    expect(toImage(screenPoint(400, 300), there.viewport)).toMatchObject({ x: 320, y: 240 });
    expect(answered(there, { kind: 'look-right', nonce: 1 }, image, view).viewport.offsetX).toBe(
      there.viewport.offsetX - 200,
    );
    expect(answered(there, { kind: 'look-up', nonce: 1 }, image, view).viewport.offsetY).toBe(
      there.viewport.offsetY + 150,
    );
  });

  it('stays fitted in a canvas that changes its size, until it was zoomed', () => {
    const small = { width: 500, height: 400 };
    expect(stretched(start, view, small, image).viewport).toEqual(fit(image, small));
    expect(stretched(close, view, small, image).viewport.scale).toBe(close.viewport.scale);
  });

  it('remembers two hundred pictures and no more', () => {
    let camera = close;
    for (let id = 1; id <= 300; id += 1) camera = free(turn(camera, id, id + 1), close.viewport);
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
