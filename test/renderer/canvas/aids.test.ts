import { describe, expect, it } from 'vitest';
import { screenPoint, toImage } from '../../../src/common/geometry/viewport.ts';
import { isWholeInView, mapSize } from '../../../src/renderer/canvas/minimap.ts';
import { lensPlace, lensScene, lensSide, paintMagnifier } from '../../../src/renderer/canvas/paintMagnifier.ts';
import { paintRulerMarks, paintRulers, ticks } from '../../../src/renderer/canvas/paintRulers.ts';
import { annotation, box, proposed, sceneOf } from './hand.ts';
import { recorder } from './recorder.ts';

const picture = { bitmap: { width: 400, height: 300 } as ImageBitmap, width: 400, height: 300 };

describe('the magnifier', () => {
  it('never lies on the pointer, and changes sides where there is no room', () => {
    const view = { width: 800, height: 600 };
    for (let x = 0; x <= view.width; x += 20)
      for (let y = 0; y <= view.height; y += 20) {
        const at = lensPlace(screenPoint(x, y), view);
        expect(x >= at.x && x <= at.x + lensSide && y >= at.y && y <= at.y + lensSide).toBe(false);
        expect([at.x >= 0, at.y >= 0, at.x + lensSide <= 800, at.y + lensSide <= 600]).not.toContain(false);
      }
    const small = { width: 200, height: 150 };
    expect(lensPlace(screenPoint(40, 140), small)).toEqual({ x: 68, y: 140 - 28 - lensSide });
  });

  it('has the point of the pointer in its middle, so many times as large', () => {
    const scene = sceneOf([], { viewport: { scale: 0.5, offsetX: 100, offsetY: 50 } });
    const lens = lensScene(scene, screenPoint(160, 90), 8);
    expect(lens.viewport.scale).toBe(4);
    expect(toImage(screenPoint(lensSide / 2, lensSide / 2), lens.viewport)).toMatchObject({ x: 120, y: 80 });
  });

  it('shows the edges of the boxes that it meets, dashed for proposals, and the box under the hand where it is now', () => {
    const paint = recorder();
    const scene = sceneOf([
      annotation(1, box(90, 90, 110, 110)),
      annotation(2, box(95, 95, 105, 105), proposed),
      annotation(3, box(300, 200, 390, 290)),
    ]);
    const draft = { kind: 'boxes' as const, boxes: new Map([[1, box(92, 90, 112, 110)]]) };
    const pointer = screenPoint(100, 100);
    paintMagnifier(paint.context, scene, { picture, pointer, draft, magnification: 4 }, 1);
    const edges = paint.only('strokeRect').filter(({ strokeStyle }) => strokeStyle === '#e69f00');
    expect(edges.map(({ dash, numbers }) => [dash, numbers])).toEqual([
      [[], [56, 48, 80, 80]],
      [
        [6, 4],
        [68, 68, 40, 40],
      ],
    ]);
    expect(paint.only('fillText').map(({ text }) => text)).toEqual(['4×']);
  });

  it('is not there beside the picture', () => {
    const paint = recorder();
    const pointer = screenPoint(700, 100);
    paintMagnifier(paint.context, sceneOf([]), { picture, pointer, draft: undefined, magnification: 4 }, 1);
    expect(paint.painted).toEqual([]);
  });
});

describe('the rulers', () => {
  const numbers = (scale: number, last = 1000) =>
    ticks(0, last, scale)
      .filter(({ kind }) => kind === 'number')
      .map(({ at }) => at);

  it('have numbers 1, 2 or 5 with zeros apart, at least sixty pixels of the screen', () => {
    expect(numbers(1).slice(0, 3)).toEqual([0, 100, 200]);
    expect(numbers(0.25, 1000)).toEqual([0, 500, 1000]);
    expect(numbers(3).slice(0, 3)).toEqual([0, 20, 40]);
    expect(numbers(64, 3)).toEqual([0, 1, 2, 3]);
    for (const scale of [0.02, 0.3, 0.97, 2.4, 7, 33]) {
      const [first = 0, second = 0] = numbers(scale, 1e5);
      expect((second - first) * scale).toBeGreaterThanOrEqual(60);
      expect((second - first) * scale).toBeLessThan(160);
    }
  });

  it('have ticks between them on whole pixels only', () => {
    const between = ticks(0, 20, 8).map(({ at }) => at);
    expect(between).toEqual(between.map(Math.round));
    expect(between.slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect(ticks(0, 3, 64).every(({ kind }) => kind === 'number')).toBe(true);
    expect(ticks(37, 61, 3).map(({ at }) => at)[0]).toBe(38);
  });

  it('say the pixels of the part in view and none beside the picture', () => {
    const paint = recorder();
    paintRulers(paint.context, sceneOf([], { viewport: { scale: 2, offsetX: 100, offsetY: 0 } }), 1);
    const said = paint.only('fillText').map(({ text }) => text);
    expect(said).toEqual([
      '0',
      '50',
      '100',
      '150',
      '200',
      '250',
      '300',
      '350',
      '0',
      '50',
      '100',
      '150',
      '200',
      '250',
      '300',
    ]);
  });

  it('mark the pointer', () => {
    const paint = recorder();
    paintRulerMarks(paint.context, sceneOf([]), screenPoint(40.2, 70), 1);
    expect(paint.only('moveTo').map((one) => one.numbers)).toEqual([
      [40.5, 0],
      [0, 70.5],
    ]);
    const without = recorder();
    paintRulerMarks(without.context, sceneOf([]), undefined, 1);
    expect(without.painted).toEqual([]);
  });
});

describe('the minimap', () => {
  it('has the shape of the picture and hides while all of it is in view', () => {
    expect(mapSize({ width: 4000, height: 2000 })).toEqual({ width: 184, height: 92 });
    expect(mapSize({ width: 1, height: 2000 })).toEqual({ width: 8, height: 140 });
    const scene = sceneOf([]);
    expect(isWholeInView(scene)).toBe(true);
    expect(isWholeInView({ ...scene, viewport: { scale: 1, offsetX: -20, offsetY: 0 } })).toBe(false);
  });
});
