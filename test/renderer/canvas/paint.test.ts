import { describe, expect, it } from 'vitest';
import type { Origin } from '../../../src/common/annotation/types.ts';
import { screenPoint } from '../../../src/common/geometry/viewport.ts';
import { paintBoxes, type PaintBoxesOptions } from '../../../src/renderer/canvas/paintBoxes.ts';
import { chipPlace } from '../../../src/renderer/canvas/paintChips.ts';
import { paintOverlay } from '../../../src/renderer/canvas/paintOverlay.ts';
import { paintPicture } from '../../../src/renderer/canvas/paintPicture.ts';
import { paletteOf } from '../../../src/renderer/canvas/palette.ts';
import { shownAnnotations, type Scene } from '../../../src/renderer/canvas/scene.ts';
import { annotation, box, proposed, sceneOf } from './hand.ts';
import { recorder } from './recorder.ts';

const plain: PaintBoxesOptions = { without: new Set(), handles: 'shown' };
const colour = '#e69f00';
const { accent, halo, good } = paletteOf('dark');
const rejected: Origin = { kind: 'rejected', model: 'm', score: 0.9 };

function painted(scene: Scene, options = plain) {
  const paint = recorder();
  paintBoxes(paint.context, scene, 1, options);
  return paint;
}

describe('a box on the canvas', () => {
  it('of a human is a solid line of two pixels with a dark halo of one on each side', () => {
    const lines = painted(sceneOf([annotation(1, box(50, 50, 150, 150))])).only('strokeRect');
    expect(lines.map(({ strokeStyle, lineWidth, dash }) => [strokeStyle, lineWidth, dash])).toEqual([
      [halo, 4, []],
      [colour, 2, []],
    ]);
    expect(lines[0]?.numbers).toEqual([50, 50, 100, 100]);
  });

  it('of the model is dashed, thinner, and says its score', () => {
    const paint = painted(sceneOf([annotation(1, box(50, 50, 150, 150), proposed)]));
    const line = paint.only('strokeRect').find((one) => one.strokeStyle === colour);
    expect(line).toMatchObject({ lineWidth: 1.5, dash: [6, 4] });
    expect(paint.only('fillText').map((one) => one.text)).toEqual(['platelet 0.82']);
  });

  it('keeps its line width at every zoom', () => {
    for (const scale of [0.5, 1, 12]) {
      const paint = painted(
        sceneOf([annotation(1, box(20, 20, 60, 40))], { viewport: { scale, offsetX: 0, offsetY: 0 } }),
      );
      expect(paint.only('strokeRect').map((one) => one.lineWidth)).toEqual([4, 2]);
    }
  });

  it('edited after a proposal is solid and has a corner tick', () => {
    const edited = painted(sceneOf([annotation(1, box(50, 50, 150, 150), { kind: 'edited', model: 'm', score: 0.5 })]));
    const drawn = painted(sceneOf([annotation(1, box(50, 50, 150, 150))]));
    expect(edited.only('strokeRect').every((one) => one.dash.length === 0)).toBe(true);
    expect(edited.only('closePath')).toHaveLength(1);
    expect(drawn.only('closePath')).toHaveLength(0);
    expect(edited.only('fillText')[0]?.text).toBe('platelet');
  });

  it('just accepted carries a green check', () => {
    const scene = sceneOf([annotation(1, box(50, 50, 150, 150), { kind: 'accepted', model: 'm', score: 0.5 })]);
    const checks = (paint: ReturnType<typeof recorder>) => paint.only('fill').filter((one) => one.fillStyle === good);
    expect(checks(painted({ ...scene, justAccepted: new Set([1]) }))).toHaveLength(1);
    expect(checks(painted(scene))).toHaveLength(0);
  });

  it('rejected is struck through, and only on demand', () => {
    const scene = sceneOf([annotation(1, box(50, 50, 150, 150), rejected)]);
    expect(painted(scene).painted).toEqual([]);
    const shown = painted({ ...scene, shown: shownAnnotations(scene.annotations, 0, 'shown', 'none') });
    expect(shown.only('lineTo')[0]?.numbers).toEqual([150, 50]);
    expect(shown.only('strokeRect').every((one) => one.lineWidth <= 3)).toBe(true);
  });

  it('selected has an accent halo, eight handles and its size beside it', () => {
    const paint = painted(sceneOf([annotation(1, box(50, 50, 150, 150))], { selection: new Set([1]) }));
    expect(paint.only('strokeRect').find((one) => one.strokeStyle === accent && one.lineWidth === 7)).toBeDefined();
    expect(paint.only('fillRect').filter((one) => one.numbers[2] === 8)).toHaveLength(8);
    expect(paint.only('fillText').map((one) => one.text)).toContain('100 × 100');
  });

  it('hides its handles while it is dragged, and the base leaves it out', () => {
    const scene = sceneOf([annotation(1, box(50, 50, 150, 150)), annotation(2, box(5, 5, 30, 30))], {
      selection: new Set([1]),
    });
    const paint = painted(scene, { without: new Set([1]), handles: 'hidden' });
    expect(paint.only('fillRect')).toEqual([]);
    expect(paint.only('strokeRect').every((one) => one.numbers[0] === 5)).toBe(true);
  });

  it('loses its name below 48 pixels of width and its dot below 16', () => {
    const of = (side: number) => painted(sceneOf([annotation(1, box(50, 50, 50 + side, 90))]));
    expect(of(48).only('fillText')).toHaveLength(1);
    expect(of(47).only('fillText')).toHaveLength(0);
    expect(of(47).only('arc')).toHaveLength(2);
    expect(of(16).only('arc')).toHaveLength(2);
    expect(of(15).only('arc')).toHaveLength(0);
    expect(of(15).only('strokeRect')).toHaveLength(2);
  });

  it('out of view is not painted, of ten thousand', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      annotation(index + 1, box(index % 390, 0, (index % 390) + 10, 10)),
    );
    const viewport = { scale: 8, offsetX: -3000, offsetY: -1000 };
    expect(painted(sceneOf(many, { viewport })).painted).toEqual([]);
  });

  it('as a speck is a dot, not a line', () => {
    const paint = painted(
      sceneOf([annotation(1, box(50, 50, 60, 60))], { viewport: { scale: 0.1, offsetX: 0, offsetY: 0 } }),
    );
    expect(paint.only('strokeRect')).toEqual([]);
    expect(paint.only('fillRect')).toHaveLength(1);
  });
});

describe('boxes in their thousands', () => {
  const many = Array.from({ length: 2000 }, (_, index) =>
    annotation(index + 1, box(index % 300, index % 200, (index % 300) + 60, (index % 200) + 60), ...of(index)),
  );

  function of(index: number): Origin[] {
    return index % 4 === 0 ? [proposed] : [];
  }

  it('are one thin line each, drawn together by colour and by who stands behind them', () => {
    const paint = painted(sceneOf(many));
    expect(paint.only('stroke').map(({ strokeStyle, lineWidth, dash }) => [strokeStyle, lineWidth, dash])).toEqual([
      [colour, 1, []],
      [colour, 1, []],
    ]);
    expect(paint.only('rect')).toHaveLength(2000);
    expect(paint.only('rect').at(0)?.numbers).toEqual([1.5, 1.5, 59, 59]);
    expect(paint.only('fillText')).toEqual([]);
  });

  it('leave their name to the selected one', () => {
    const paint = painted(sceneOf(many, { selection: new Set([7]) }));
    expect(paint.only('fillText').map(({ text }) => text)).toEqual(['platelet', '60 × 60']);
  });

  it('are dots where they are specks', () => {
    const paint = painted(sceneOf(many, { viewport: { scale: 0.02, offsetX: 0, offsetY: 0 } }));
    expect(paint.only('fillRect')).toHaveLength(2000);
    expect(paint.only('rect')).toEqual([]);
  });
});

describe('a chip', () => {
  const view = { width: 800, height: 600 };

  it('stands above its box, and inside it at the upper edge of the view', () => {
    expect(chipPlace(box(100, 100, 200, 200), 60, view)).toEqual({ x: 98, y: 80, width: 60 });
    expect(chipPlace(box(100, 8, 200, 200), 60, view)).toEqual({ x: 103, y: 11, width: 60 });
    expect(chipPlace(box(-300, -300, 900, 900), 60, view)).toEqual({ x: 2, y: 2, width: 60 });
  });

  it('never leaves the view to the right', () => {
    expect(chipPlace(box(780, 100, 799, 200), 60, view).x).toBe(740);
  });

  it('gives way to one that is there: to the right corner, then inside, at the border of the view downwards', () => {
    const first = chipPlace(box(100, 100, 250, 200), 60, view);
    const second = chipPlace(box(100, 100, 250, 200), 60, view, [first]);
    const third = chipPlace(box(100, 100, 250, 200), 60, view, [first, second]);
    expect([second, third]).toEqual([
      { x: 192, y: 80, width: 60 },
      { x: 103, y: 103, width: 60 },
    ]);
    const around = box(-300, -300, 900, 900);
    expect(chipPlace(around, 60, view, [chipPlace(around, 60, view)])).toEqual({ x: 2, y: 21, width: 60 });
  });
});

describe('the picture', () => {
  const picture = { bitmap: { width: 400, height: 300 } as ImageBitmap, width: 400, height: 300 };
  const at = (scale: number) => {
    const paint = recorder();
    paintPicture(paint.context, sceneOf([], { viewport: { scale, offsetX: 0, offsetY: 0 } }), picture, 1);
    return paint;
  };

  it('is smooth below 400 %, in squares from there, with a grid from 800 %', () => {
    expect(at(3.9).only('drawImage')[0]?.smoothing).toBe(true);
    expect(at(4).only('drawImage')[0]?.smoothing).toBe(false);
    expect(at(7.9).only('stroke')).toHaveLength(0);
    expect(at(8).only('stroke')).toHaveLength(1);
  });

  it('is drawn only where it is in view', () => {
    expect(at(8).only('drawImage')[0]?.numbers).toEqual([0, 0, 100, 75, 0, 0, 800, 600]);
  });

  it('is stretched from a thumbnail while it loads, and is left out when its bitmap was closed', () => {
    const paint = recorder();
    paintPicture(
      paint.context,
      sceneOf([]),
      { state: 'loading', thumbnail: { width: 40, height: 30 } as ImageBitmap },
      1,
    );
    expect(paint.only('drawImage')[0]?.numbers).toEqual([0, 0, 40, 30, 0, 0, 400, 300]);
    const closed = recorder();
    paintPicture(
      closed.context,
      sceneOf([]),
      { bitmap: { width: 0, height: 0 } as ImageBitmap, width: 400, height: 300 },
      1,
    );
    expect(closed.only('drawImage')).toEqual([]);
  });
});

describe('the overlay', () => {
  const nothing = { draft: undefined, hover: undefined, pointer: undefined };

  it('draws the crosshair across the picture only while drawing on it', () => {
    const lines = (scene: Scene, x: number) => {
      const paint = recorder();
      paintOverlay(paint.context, scene, { ...nothing, pointer: screenPoint(x, 40) }, 1);
      return paint.only('stroke').length;
    };
    expect(lines(sceneOf([], { tool: 'draw' }), 50)).toBe(2);
    expect(lines(sceneOf([], { tool: 'draw' }), 500)).toBe(0);
    expect(lines(sceneOf([], { tool: 'select' }), 50)).toBe(0);
    expect(lines(sceneOf([], { tool: 'draw', crosshair: false }), 50)).toBe(0);
  });

  it('shows a box being drawn with its size', () => {
    const paint = recorder();
    paintOverlay(
      paint.context,
      sceneOf([]),
      { ...nothing, draft: { kind: 'new', box: box(10, 20, 40.5, 60), categoryId: 1 } },
      1,
    );
    expect(paint.only('strokeRect').map((one) => one.strokeStyle)).toEqual([halo, colour]);
    expect(paint.only('fillText').map((one) => one.text)).toEqual(['platelet', '30.5 × 40']);
  });

  it('names the box under the pointer however small it is', () => {
    const paint = recorder();
    paintOverlay(paint.context, sceneOf([annotation(1, box(50, 50, 58, 58), proposed)]), { ...nothing, hover: 1 }, 1);
    expect(paint.only('fillText')[0]?.text).toBe('platelet 0.82');
  });
});

describe('a box just beside the view', () => {
  it('leaves no chip at the border', () => {
    const beside = annotation(1, box(202, 50, 260, 90));
    const viewport = { scale: 4, offsetX: -3, offsetY: 0 };
    expect(painted(sceneOf([beside], { viewport })).only('fillText')).toEqual([]);
    expect(painted(sceneOf([{ ...beside, box: box(199, 50, 260, 90) }], { viewport })).only('fillText')).toHaveLength(
      1,
    );
  });
});
