import { describe, expect, it } from 'vitest';
import { cropPixels, cropSize, cropSquare, placeOfBox, placeOfPixels } from '../../../src/common/geometry/crop.ts';
import { seeded } from '../../support/seeded.ts';

const picture = { width: 640, height: 480 };

describe('the square around a box', () => {
  it('has the box in its middle, with the context of its longer side at each side', () => {
    expect(cropSquare({ x1: 100, y1: 200, x2: 140, y2: 220 }, 0)).toEqual({ x: 100, y: 190, side: 40 });
    expect(cropSquare({ x1: 100, y1: 200, x2: 140, y2: 220 }, 0.25)).toEqual({ x: 90, y: 180, side: 60 });
  });

  it('is never so narrow that nothing can be made out', () => {
    expect(cropSquare({ x1: 10, y1: 10, x2: 12, y2: 12 }, 0.1)).toEqual({ x: 5, y: 5, side: 12 });
  });

  it('is cut to the pixels of the picture, whole ones', () => {
    expect(cropPixels({ x: 10.4, y: 20.6, side: 30 }, picture)).toEqual({ left: 10, top: 20, width: 31, height: 31 });
    expect(cropPixels({ x: -15, y: 470, side: 40 }, picture)).toEqual({ left: 0, top: 470, width: 25, height: 10 });
    expect(cropPixels({ x: 630, y: -5, side: 40 }, picture)).toEqual({ left: 630, top: 0, width: 10, height: 35 });
  });

  it('is made smaller for a small cell and never larger than it is', () => {
    const square = { x: 0, y: 0, side: 400 };
    expect(cropSize(square, { left: 0, top: 0, width: 400, height: 200 }, 100)).toEqual({ width: 100, height: 50 });
    expect(cropSize(square, { left: 0, top: 0, width: 400, height: 200 }, 512)).toEqual({ width: 400, height: 200 });
    expect(cropSize(square, { left: 0, top: 0, width: 400, height: 1 }, 64)).toEqual({ width: 64, height: 1 });
  });

  it('holds its box and its pixels at the same scale, wherever the box lies', () => {
    const random = seeded(3);
    for (let round = 0; round < 500; round += 1) {
      const x1 = random() * 600;
      const y1 = random() * 440;
      const box = { x1, y1, x2: Math.min(640, x1 + 1 + random() * 200), y2: Math.min(480, y1 + 1 + random() * 200) };
      const square = cropSquare(box, random() / 2);
      const cut = cropPixels(square, picture);
      expect(Math.min(cut.left, cut.top, cut.width - 1, cut.height - 1)).toBeGreaterThanOrEqual(0);
      expect(cut.left + cut.width).toBeLessThanOrEqual(640);
      expect(cut.top + cut.height).toBeLessThanOrEqual(480);
      // Back from the page to the picture: the box's corner, seen from the corner of the pixels that are shown.
      const [pixels, inside] = [placeOfPixels(square, cut), placeOfBox(square, box)];
      expect(cut.left + ((inside.left - pixels.left) / pixels.width) * cut.width).toBeCloseTo(x1, 6);
      expect(cut.top + ((inside.top - pixels.top) / pixels.height) * cut.height).toBeCloseTo(y1, 6);
      // All of the box is among the pixels.
      expect(cut.left).toBeLessThanOrEqual(x1);
      expect(cut.left + cut.width).toBeGreaterThanOrEqual(box.x2 - 1e-6);
    }
  });
});
