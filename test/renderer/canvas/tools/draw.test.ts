import { describe, expect, it } from 'vitest';
import { imagePoint } from '../../../../src/common/geometry/viewport.ts';
import { annotation, box, hand, sceneOf } from '../hand.ts';

const one = annotation(1, box(50, 50, 150, 150));

describe('drawing', () => {
  it('makes one box of the active class on release, selects it and says it is done', () => {
    const at = hand('draw', sceneOf([one], { activeCategory: 2 }));
    at.press(200, 100);
    at.move(260, 180);
    expect(at.last().draft).toEqual({ kind: 'new', box: box(200, 100, 260, 180), categoryId: 2, guides: [] });
    expect(at.changes).toEqual([]);
    at.release(261, 181);
    expect(at.changes).toHaveLength(1);
    expect(at.changes[0]?.done).toEqual({ kind: 'draw', count: 1 });
    expect(at.scene().annotations.get(100)).toEqual({
      id: 100,
      categoryId: 2,
      box: box(200, 100, 261, 181),
      origin: { kind: 'drawn' },
      crowd: false,
    });
    expect(at.selected()).toEqual([100]);
    expect(at.last().done).toBe(true);
  });

  it('goes in any direction and begins over other boxes', () => {
    const at = hand('draw', sceneOf([one]));
    at.drag([120, 120], [80, 90]);
    expect(at.boxOf(100)).toEqual(box(80, 90, 120, 120));
  });

  it('stays inside the picture', () => {
    const at = hand('draw', sceneOf([]));
    at.drag([350, 250], [700, 590]);
    expect(at.boxOf(100)).toEqual(box(350, 250, 400, 300));
  });

  it('beside the picture makes nothing', () => {
    const at = hand('draw', sceneOf([]));
    at.drag([500, 350], [600, 450]);
    expect(at.changes).toEqual([]);
  });

  it('makes a square with Shift and grows from the middle with Alt', () => {
    const square = hand('draw', sceneOf([]));
    square.drag([100, 100], [150, 120], { shift: true });
    expect(square.boxOf(100)).toEqual(box(100, 100, 150, 150));
    const middle = hand('draw', sceneOf([]));
    middle.drag([100, 100], [120, 110], { alt: true });
    expect(middle.boxOf(100)).toEqual(box(80, 90, 120, 110));
  });

  it('of a line, or of less than a pixel when zoomed far in, gives no broken box', () => {
    const line = hand('draw', sceneOf([]));
    line.drag([100, 100], [150, 100]);
    expect(line.changes).toEqual([]);
    const deep = hand('draw', sceneOf([], { viewport: { scale: 64, offsetX: 0, offsetY: 0 } }));
    deep.drag([64, 64], [80, 80]);
    expect(deep.boxOf(100)).toEqual(box(1, 1, 2, 2));
  });

  it('is dropped by Escape', () => {
    const at = hand('draw', sceneOf([]));
    at.press(100, 100);
    at.move(150, 150);
    at.escape();
    at.release(150, 150);
    expect(at.changes).toEqual([]);
    expect(at.last().draft).toBeUndefined();
  });

  it('says what is missing when there is no class, and what is not allowed when reading', () => {
    const classless = hand('draw', sceneOf([], { activeCategory: undefined }));
    classless.drag([100, 100], [150, 150]);
    expect(classless.changes).toEqual([]);
    expect(classless.messages).toEqual(['Add or choose a class first, then draw.']);
    const reading = hand('draw', sceneOf([], { access: 'read' }));
    reading.drag([100, 100], [150, 150]);
    expect(reading.changes).toEqual([]);
    expect(reading.messages[0]).toContain('reading only');
  });

  it('never selects: a mere click over a box says how to draw', () => {
    const at = hand('draw', sceneOf([one], { selection: new Set([7]) }));
    at.click(100, 100);
    expect(at.selected()).toEqual([7]);
    expect(at.changes).toEqual([]);
    expect(at.messages).toEqual(['Drag from corner to corner to draw a box. V selects boxes.']);
  });

  it('inside a larger box makes a box of its own and leaves the larger one', () => {
    const at = hand('draw', sceneOf([one]));
    at.drag([80, 80], [110, 120]);
    expect(at.boxOf(100)).toEqual(box(80, 80, 110, 120));
    expect(at.boxOf(1)).toEqual(one.box);
    expect(at.selected()).toEqual([100]);
  });

  it('says why nothing was drawn: too small on screen at this zoom, or beside the picture', () => {
    const small = hand('draw', sceneOf([]));
    small.drag([100, 100], [103, 120]);
    expect(small.changes).toEqual([]);
    expect(small.messages[0]).toBe(
      'Nothing was drawn: 3 × 20 px on screen is too small for a box. Zoom in to draw a small one.',
    );
    const near = hand('draw', sceneOf([], { viewport: { scale: 8, offsetX: -400, offsetY: -400 } }));
    near.drag([400, 400], [424, 560]);
    expect(near.boxOf(100)).toEqual(box(100, 100, 103, 120));
    const beside = hand('draw', sceneOf([]));
    beside.drag([500, 350], [600, 450]);
    expect(beside.messages).toEqual(['Nothing was drawn: that was beside the picture.']);
  });

  it('keeps a square square and a middle in the middle at the border', () => {
    const square = hand('draw', sceneOf([]));
    square.drag([350, 100], [600, 110], { shift: true });
    expect(square.boxOf(100)).toEqual(box(350, 100, 400, 150));
    const middle = hand('draw', sceneOf([]));
    middle.drag([30, 100], [90, 120], { alt: true });
    expect(middle.boxOf(100)).toEqual(box(0, 80, 60, 120));
  });
});

describe('the magnet while drawing', () => {
  it('takes edges to the border of the picture within six screen pixels, unless Ctrl is held', () => {
    const at = hand('draw', sceneOf([]));
    at.drag([5, 4], [395, 200]);
    expect(at.boxOf(100)).toEqual(box(0, 0, 400, 200));
    const far = hand('draw', sceneOf([], { viewport: { scale: 2, offsetX: 0, offsetY: 0 } }));
    far.drag([8, 8], [200, 200]);
    expect(far.boxOf(100)).toEqual(box(4, 4, 100, 100));
    const free = hand('draw', sceneOf([]));
    free.drag([5, 4], [395, 200], { control: true });
    expect(free.boxOf(100)).toEqual(box(5, 4, 395, 200));
  });

  it('takes edges to boxes near by when that is wished, and shows the line', () => {
    const off = hand('draw', sceneOf([one]));
    off.drag([200, 100], [260, 147]);
    expect(off.boxOf(100)).toEqual(box(200, 100, 260, 147));
    const on = hand('draw', sceneOf([one], { snapToBoxes: true }));
    on.press(200, 100);
    on.move(260, 147);
    expect(on.last().draft).toMatchObject({ guides: [{ axis: 'y', at: 150, low: 50, high: 150 }] });
    on.release(260, 147);
    expect(on.boxOf(100)).toEqual(box(200, 100, 260, 150));
  });

  it('leaves alone what lies far away on the other axis', () => {
    const at = hand('draw', sceneOf([annotation(1, box(50, 10, 150, 30))], { snapToBoxes: true }));
    at.drag([147, 200], [200, 250]);
    expect(at.boxOf(100)).toEqual(box(147, 200, 200, 250));
  });
});

describe('drawing by two corners', () => {
  const way = { drawing: 'two-clicks' } as const;

  it('waits for the second click, follows the pointer without a button, and may leave the canvas meanwhile', () => {
    const at = hand('draw', sceneOf([one], way));
    at.click(100, 100);
    expect(at.state().name).toBe('cornered');
    at.leave();
    at.move(180, 160);
    expect(at.last().draft).toMatchObject({ kind: 'new', box: box(100, 100, 180, 160) });
    expect(at.changes).toEqual([]);
    at.click(200, 170);
    expect(at.boxOf(100)).toEqual(box(100, 100, 200, 170));
    expect(at.state().name).toBe('idle');
  });

  it('draws by a drag as well', () => {
    const at = hand('draw', sceneOf([], way));
    at.drag([100, 100], [150, 160]);
    expect(at.boxOf(100)).toEqual(box(100, 100, 150, 160));
  });

  it('makes a square with Shift, and takes the first corner back by Escape or Backspace', () => {
    const at = hand('draw', sceneOf([], way));
    at.click(100, 100);
    at.back();
    expect(at.state().name).toBe('idle');
    at.click(100, 100);
    at.escape();
    at.click(50, 50);
    at.click(80, 60, { shift: true });
    expect(at.changes).toHaveLength(1);
    expect(at.boxOf(100)).toEqual(box(50, 50, 80, 80));
  });
});

describe('drawing by four outermost points', () => {
  const way = { drawing: 'four-points' } as const;

  it('spans the points in whatever order they come', () => {
    const at = hand('draw', sceneOf([one], way));
    at.click(150, 40);
    expect(at.messages[0]).toContain('Point 1 of 4.');
    at.click(90, 120);
    at.move(200, 200);
    expect(at.last().draft).toMatchObject({ kind: 'points', box: box(90, 40, 200, 200) });
    at.click(160, 190);
    at.click(220, 100);
    expect(at.boxOf(100)).toEqual(box(90, 40, 220, 190));
    expect(at.changes.map(({ label }) => label)).toEqual(['Draw box']);
    expect(at.selected()).toEqual([100]);
  });

  it('takes the last point back by Backspace and all of them by Escape', () => {
    const at = hand('draw', sceneOf([], way));
    at.click(150, 40);
    at.click(10, 120);
    at.back();
    expect(at.state()).toMatchObject({ name: 'extremes', points: [{ x: 150, y: 40 }] });
    at.click(90, 120);
    at.click(160, 190);
    at.click(220, 100);
    expect(at.boxOf(100)).toEqual(box(90, 40, 220, 190));
    at.click(20, 20);
    at.escape();
    expect(at.state().name).toBe('idle');
    at.click(20, 20);
    at.back();
    expect(at.state().name).toBe('idle');
  });

  it('stays inside the picture and makes no line into a box', () => {
    const at = hand('draw', sceneOf([], way));
    for (const [x, y] of [
      [380, 100],
      [500, 150],
      [390, 90],
      [385, 200],
    ] as const)
      at.click(x, y);
    expect(at.boxOf(100)).toEqual(box(380, 90, 400, 200));
    const line = hand('draw', sceneOf([], way));
    for (const x of [100, 120, 140, 160]) line.click(x, 100);
    expect(line.changes).toEqual([]);
    expect(line.messages.at(-1)).toContain('too small');
  });
});

describe('the hand', () => {
  it('pulls the picture along and changes no box', () => {
    const at = hand('pan', sceneOf([one]));
    at.press(100, 100);
    at.move(130, 90);
    expect(at.last().cursor).toBe('grabbing');
    at.release(140, 80);
    expect(at.scene().viewport).toEqual({ scale: 1, offsetX: 40, offsetY: -20 });
    expect(at.changes).toEqual([]);
  });
});

describe('a click asks the detector', () => {
  const asking = { clicks: 'ask' } as const;

  it('for the box at its point, with Shift only for the class that is drawn with, and makes nothing by itself', () => {
    const at = hand('draw', sceneOf([], { ...asking, activeCategory: undefined }));
    at.click(120, 80);
    expect(at.last().asks).toEqual({ at: imagePoint(120, 80), classes: 'all' });
    at.click(120, 80, { shift: true });
    expect(at.last().asks?.classes).toBe('active');
    expect([at.changes, at.messages]).toEqual([[], []]);
  });

  it('only inside the picture, only where boxes are drawn by a drag, and never while boxes can only be read', () => {
    const beside = hand('draw', sceneOf([], asking));
    beside.click(700, 80);
    expect(beside.last().asks).toBeUndefined();
    const corners = hand('draw', sceneOf([], { ...asking, drawing: 'two-clicks' }));
    corners.click(120, 80);
    expect([corners.last().asks, corners.state().name]).toEqual([undefined, 'cornered']);
    const reading = hand('draw', sceneOf([], { ...asking, access: 'read' }));
    reading.click(120, 80);
    expect([reading.last().asks, reading.messages.length]).toEqual([undefined, 1]);
  });

  it('and takes what is offered when it falls on it', () => {
    const offered = { kind: 'offered', box: box(100, 60, 140, 100), chip: 'cell 0.31', words: '' } as const;
    const at = hand('ask', sceneOf([], { asking: offered }));
    at.click(120, 80);
    expect([at.last().keeps, at.last().asks]).toEqual([true, undefined]);
    at.click(160, 80);
    expect([at.last().keeps, at.last().asks?.at]).toEqual([undefined, imagePoint(160, 80)]);
  });

  it('with the tool for it whatever the way of drawing is, and a drag draws', () => {
    const at = hand('ask', sceneOf([], { drawing: 'four-points' }));
    at.click(120, 80);
    expect(at.last().asks?.at).toEqual(imagePoint(120, 80));
    at.drag([50, 50], [150, 120]);
    expect(at.boxOf(100)).toEqual(box(50, 50, 150, 120));
  });
});

it('a drawn box may take other edges unless Ctrl or Alt is held at its release', () => {
  const at = hand('draw', sceneOf([]));
  at.drag([50, 50], [150, 120]);
  expect(at.last().drawn).toEqual({ id: 100, edges: 'loose' });
  at.drag([50, 50], [150, 120], { control: true });
  expect(at.last().drawn).toEqual({ id: 101, edges: 'exact' });
  at.drag([150, 100], [180, 120], { alt: true });
  expect(at.last().drawn).toEqual({ id: 102, edges: 'exact' });
});
