import { describe, expect, it } from 'vitest';
import { seeded } from '../../support/seeded.ts';
import {
  clamp,
  fit,
  imagePoint,
  maxScale,
  oneToOne,
  pan,
  resized,
  screenPoint,
  reveal,
  toImage,
  toScreen,
  zoomAt,
  zoomTo,
  boxToScreen,
} from '../../../src/common/geometry/viewport.ts';

const image = { width: 640, height: 480 };
const view = { width: 800, height: 600 };

describe('the viewport', () => {
  it('fits the whole picture with a margin, in the middle', () => {
    const fitted = fit(image, view);
    const corner = toScreen(imagePoint(0, 0), fitted);
    const far = toScreen(imagePoint(640, 480), fitted);
    expect(corner.x).toBeGreaterThanOrEqual(24);
    expect(corner.y).toBeGreaterThanOrEqual(24);
    expect(far.x).toBeCloseTo(view.width - corner.x, 9);
    expect(far.y).toBeCloseTo(view.height - corner.y, 9);
  });

  it('keeps the point under the pointer where it is while zooming', () => {
    const before = fit(image, view);
    const at = screenPoint(333, 222);
    const after = zoomAt(before, at, 3, image, view);
    expect(after.scale).toBeCloseTo(before.scale * 3, 12);
    expect(toImage(at, after).x).toBeCloseTo(toImage(at, before).x, 9);
    expect(toImage(at, after).y).toBeCloseTo(toImage(at, before).y, 9);
  });

  it('goes to one CSS pixel for each image pixel', () => {
    expect(oneToOne(fit(image, view), image, view).scale).toBeCloseTo(1, 12);
  });

  it('takes a point there and back at any zoom', () => {
    const random = seeded(3);
    let viewport = fit(image, view);
    for (let step = 0; step < 2000; step += 1) {
      viewport = zoomAt(viewport, screenPoint(random() * 800, random() * 600), 0.5 + random() * 1.5, image, view);
      const point = imagePoint(random() * 640, random() * 480);
      const back = toImage(toScreen(point, viewport), viewport);
      expect(back.x).toBeCloseTo(point.x, 7);
      expect(back.y).toBeCloseTo(point.y, 7);
    }
  });

  it('never loses the picture, whatever is dragged and zoomed', () => {
    const random = seeded(11);
    for (const size of [image, { width: 1, height: 1 }, { width: 12000, height: 9 }, { width: 3, height: 9000 }]) {
      let viewport = fit(size, view);
      for (let step = 0; step < 1000; step += 1) {
        viewport = zoomAt(viewport, screenPoint(random() * 800, random() * 600), 10 ** (random() * 4 - 2), size, view);
        viewport = pan(viewport, (random() - 0.5) * 1e5, (random() - 0.5) * 1e5, size, view);
        const on = boxToScreen({ x1: 0, y1: 0, x2: size.width, y2: size.height }, viewport);
        const seenX = Math.min(on.x2, view.width) - Math.max(on.x1, 0);
        const seenY = Math.min(on.y2, view.height) - Math.max(on.y1, 0);
        expect(seenX).toBeGreaterThanOrEqual(Math.min(96, size.width * viewport.scale) - 1e-6);
        expect(seenY).toBeGreaterThanOrEqual(Math.min(96, size.height * viewport.scale) - 1e-6);
        expect(viewport.scale).toBeLessThanOrEqual(maxScale);
        expect(viewport.scale).toBeGreaterThan(0);
      }
    }
  });

  it('recovers from numbers that are none', () => {
    const safe = clamp({ scale: 1, offsetX: NaN, offsetY: Infinity }, image, view);
    expect(Number.isFinite(safe.offsetX)).toBe(true);
    expect(Number.isFinite(safe.offsetY)).toBe(true);
    expect(zoomAt(safe, screenPoint(0, 0), NaN, image, view).scale).toBe(1);
  });

  it('keeps the middle in the middle when the canvas changes its size', () => {
    const before = zoomAt(fit(image, view), screenPoint(400, 300), 4, image, view);
    const after = resized(before, view, { width: 600, height: 500 }, image);
    expect(toImage(screenPoint(300, 250), after).x).toBeCloseTo(toImage(screenPoint(400, 300), before).x, 9);
  });

  it('reveals a box out of view without zooming, and one larger than the view by zooming out', () => {
    const fitted = fit(image, view);
    expect(reveal(fitted, { x1: 100, y1: 100, x2: 200, y2: 200 }, image, view)).toBe(fitted);
    const deep = zoomAt(fitted, screenPoint(100, 100), 20, image, view);
    const far = { x1: 300, y1: 200, x2: 310, y2: 210 };
    const shown = reveal(deep, far, image, view);
    expect(shown.scale).toBe(deep.scale);
    expect(toScreen(imagePoint(305, 205), shown).x).toBeCloseTo(400, 6);
    const large = boxToScreen(
      { x1: 10, y1: 10, x2: 600, y2: 450 },
      reveal(deep, { x1: 10, y1: 10, x2: 600, y2: 450 }, image, view),
    );
    expect(large.x1).toBeGreaterThanOrEqual(0);
    expect(large.x2).toBeLessThanOrEqual(800);
  });

  it('zooms to a box so that it fills half of the view, and never further out than the fitted picture', () => {
    const box = { x1: 300, y1: 200, x2: 340, y2: 220 };
    const on = boxToScreen(box, zoomTo(box, image, view));
    expect(on.x2 - on.x1).toBeCloseTo(400, 6);
    expect((on.x1 + on.x2) / 2).toBeCloseTo(400, 6);
    expect((on.y1 + on.y2) / 2).toBeCloseTo(300, 6);
    expect(zoomTo({ x1: 0, y1: 0, x2: 640, y2: 480 }, image, view).scale).toBeCloseTo(fit(image, view).scale, 9);
    expect(zoomTo({ x1: 5, y1: 5, x2: 5, y2: 5 }, image, view).scale).toBe(maxScale);
  });
});
