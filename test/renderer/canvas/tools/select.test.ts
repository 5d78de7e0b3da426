import { describe, expect, it } from 'vitest';
import { annotation, box, hand, proposed, sceneOf } from '../hand.ts';

const outer = annotation(1, box(0, 0, 200, 200));
const middle = annotation(2, box(50, 50, 150, 150));
const inner = annotation(3, box(90, 90, 110, 110));
const far = annotation(4, box(300, 200, 340, 240), proposed);
const nested = [outer, middle, inner, far];

describe('a click', () => {
  it('takes the smallest of nested boxes', () => {
    const at = hand('select', sceneOf(nested));
    at.click(100, 100);
    expect(at.selected()).toEqual([3]);
    at.click(60, 60);
    expect(at.selected()).toEqual([2]);
    at.click(10, 190);
    expect(at.selected()).toEqual([1]);
  });

  it('goes on to the next larger box with Alt, and round to the smallest', () => {
    const at = hand('select', sceneOf(nested));
    const seen = [1, 2, 3, 4].map(() => {
      at.click(100, 100, { alt: true });
      return at.selected()[0];
    });
    expect(seen).toEqual([3, 2, 1, 3]);
  });

  it('adds and takes away with Shift or Ctrl', () => {
    const at = hand('select', sceneOf(nested));
    at.click(100, 100);
    at.click(320, 220, { shift: true });
    expect(at.selected()).toEqual([3, 4]);
    at.click(100, 100, { control: true });
    expect(at.selected()).toEqual([4]);
  });

  it('beside all boxes selects nothing, and with Shift keeps what is selected', () => {
    const at = hand('select', sceneOf(nested));
    at.click(100, 100);
    at.click(250, 290, { shift: true });
    expect(at.selected()).toEqual([3]);
    at.click(250, 290);
    expect(at.selected()).toEqual([]);
  });

  it('that trembles by two pixels is still a click and changes nothing', () => {
    const at = hand('select', sceneOf(nested));
    at.press(100, 100);
    at.move(102, 99);
    at.release(102, 99);
    expect(at.selected()).toEqual([3]);
    expect(at.changes).toEqual([]);
  });
});

describe('a drag of a box', () => {
  it('keeps a draft and records one change on release', () => {
    const at = hand('select', sceneOf(nested));
    at.press(320, 220);
    at.move(310, 215);
    at.move(300, 210);
    expect(at.state().name).toBe('moving');
    expect(at.changes).toEqual([]);
    expect(at.last().draft).toEqual({ kind: 'boxes', boxes: new Map([[4, box(280, 190, 320, 230)]]), guides: [] });
    at.release(300, 210);
    expect(at.changes).toHaveLength(1);
    expect(at.changes[0]?.done).toEqual({ kind: 'move', count: 1 });
    expect(at.boxOf(4)).toEqual(box(280, 190, 320, 230));
    expect(at.scene().annotations.get(4)?.origin.kind).toBe('edited');
    expect(at.selected()).toEqual([4]);
  });

  it('moves the selection together and stops as one at the border', () => {
    const at = hand('select', sceneOf(nested, { selection: new Set([3, 4]) }));
    at.drag([100, 100], [200, 100]);
    expect(at.changes[0]?.done).toEqual({ kind: 'move', count: 2 });
    expect(at.boxOf(4)).toEqual(box(360, 200, 400, 240));
    expect(at.boxOf(3)).toEqual(box(150, 90, 170, 110));
  });

  it('moves the selected box even under a smaller one', () => {
    const at = hand('select', sceneOf(nested, { selection: new Set([1]) }));
    at.drag([100, 100], [110, 100]);
    expect(at.boxOf(1)).toEqual(box(10, 0, 210, 200));
    expect(at.boxOf(3)).toEqual(inner.box);
  });

  it('keeps to one direction with Shift held after it began', () => {
    const at = hand('select', sceneOf(nested, { selection: new Set([4]) }));
    at.press(320, 220);
    at.move(310, 215);
    at.move(300, 218, { shift: true });
    at.release(300, 218, { shift: true });
    expect(at.boxOf(4)).toEqual(box(280, 200, 320, 240));
  });

  it('is dropped by Escape without a trace', () => {
    const at = hand('select', sceneOf(nested));
    at.press(320, 220);
    at.move(300, 210);
    at.escape();
    expect(at.state().name).toBe('idle');
    expect(at.last().draft).toBeUndefined();
    at.release(300, 210);
    expect(at.changes).toEqual([]);
    expect(at.boxOf(4)).toEqual(far.box);
  });

  it('counts in image pixels at any zoom', () => {
    const at = hand('select', sceneOf(nested, { viewport: { scale: 4, offsetX: -1000, offsetY: -700 } }));
    at.drag([320 * 4 - 1000, 220 * 4 - 700], [320 * 4 - 1000 + 40, 220 * 4 - 700 - 20]);
    expect(at.boxOf(4)).toEqual(box(310, 195, 350, 235));
  });

  it('ends quietly when another run of the model takes the box away', () => {
    const at = hand('select', sceneOf(nested));
    at.press(320, 220);
    at.move(310, 215);
    at.change([outer, middle, inner]);
    at.move(300, 210);
    at.release(300, 210);
    expect(at.changes).toEqual([]);
    expect(at.state().name).toBe('idle');
  });

  it('that comes back to where it began records nothing', () => {
    const at = hand('select', sceneOf(nested));
    at.press(320, 220);
    at.move(300, 210);
    at.move(320, 220);
    at.release(320, 220);
    expect(at.changes).toEqual([]);
  });
});

describe('a handle', () => {
  it('resizes the one selected box and says so', () => {
    const at = hand('select', sceneOf(nested, { selection: new Set([2]) }));
    at.drag([151, 151], [171, 161]);
    expect(at.changes[0]?.done).toEqual({ kind: 'resize', count: 1 });
    expect(at.boxOf(2)).toEqual(box(50, 50, 170, 160));
  });

  it('pulled over the other corner flips the box and the cursor', () => {
    const at = hand('select', sceneOf(nested, { selection: new Set([3]) }));
    at.press(110, 90);
    at.move(80, 90);
    expect(at.last().cursor).toBe('nwse-resize');
    at.release(80, 90);
    expect(at.boxOf(3)).toEqual(box(80, 90, 90, 110));
  });

  it('makes a resized proposal edited, with its score', () => {
    const at = hand('select', sceneOf(nested, { selection: new Set([4]) }));
    at.drag([340, 220], [350, 220]);
    expect(at.scene().annotations.get(4)?.origin).toEqual({ kind: 'edited', model: 'm', score: 0.82 });
  });

  it('is not there with several boxes selected, nor in a project open for reading', () => {
    const several = hand('select', sceneOf(nested, { selection: new Set([2, 3]) }));
    several.move(151, 151);
    expect(several.last().cursor).not.toBe('nwse-resize');
    const reading = hand('select', sceneOf(nested, { selection: new Set([2]), access: 'read' }));
    reading.drag([150, 150], [170, 160]);
    expect(reading.changes).toEqual([]);
    expect(reading.messages).toHaveLength(1);
  });
});

describe('a brush', () => {
  it('selects what it touches', () => {
    const at = hand('select', sceneOf(nested));
    at.press(250, 290);
    at.move(310, 210);
    expect(at.last().draft).toMatchObject({ kind: 'brush', box: box(250, 210, 310, 290) });
    at.release(310, 210);
    expect(at.selected()).toEqual([4]);
    expect(at.changes).toEqual([]);
  });

  it('adds to the selection with Shift, over boxes too', () => {
    const at = hand('select', sceneOf(nested, { selection: new Set([4]) }));
    at.drag([85, 85], [95, 95], { shift: true });
    expect(at.selected()).toEqual([1, 2, 3, 4]);
  });

  it('dropped by Escape leaves the selection', () => {
    const at = hand('select', sceneOf(nested, { selection: new Set([3]) }));
    at.press(250, 290);
    at.move(310, 210);
    at.escape();
    expect(at.selected()).toEqual([3]);
    at.escape();
    expect(at.selected()).toEqual([]);
  });
});

describe('the pointer alone', () => {
  it('shows the box that a click would take', () => {
    const at = hand('select', sceneOf(nested));
    at.move(100, 100);
    expect(at.last()).toMatchObject({ hover: 3, cursor: 'default' });
    at.move(250, 290);
    expect(at.last().hover).toBeUndefined();
  });
});

describe('a handle with Shift or Alt', () => {
  it('keeps a square from the opposite corner, or keeps the middle where it is', () => {
    const square = hand('select', sceneOf(nested, { selection: new Set([2]) }));
    square.drag([150, 150], [190, 160], { shift: true });
    expect(square.boxOf(2)).toEqual(box(50, 50, 190, 190));
    const middle = hand('select', sceneOf(nested, { selection: new Set([2]) }));
    middle.drag([150, 150], [160, 170], { alt: true });
    expect(middle.boxOf(2)).toEqual(box(40, 30, 160, 170));
    const side = hand('select', sceneOf(nested, { selection: new Set([2]) }));
    side.drag([150, 100], [160, 130], { alt: true });
    expect(side.boxOf(2)).toEqual(box(40, 50, 160, 150));
  });

  it('flips over the corner that stays', () => {
    const at = hand('select', sceneOf(nested, { selection: new Set([2]) }));
    at.press(150, 150);
    at.move(20, 30, { shift: true });
    expect(at.last().cursor).toBe('nwse-resize');
    at.release(20, 30, { shift: true });
    expect(at.boxOf(2)).toEqual(box(20, 20, 50, 50));
  });
});

describe('the magnet in the hand', () => {
  it('takes a moved box to the border, unless Ctrl is held', () => {
    const at = hand('select', sceneOf(nested, { selection: new Set([4]) }));
    at.drag([320, 220], [376, 276]);
    expect(at.boxOf(4)).toEqual(box(360, 260, 400, 300));
    const free = hand('select', sceneOf(nested, { selection: new Set([4]) }));
    free.press(320, 220);
    free.move(370, 220, { control: true });
    free.release(375, 220, { control: true });
    expect(free.boxOf(4)).toEqual(box(355, 200, 395, 240));
  });

  it('takes a pulled edge to the edge of a box beside it, never to its own', () => {
    const scene = { selection: new Set([3]), snapToBoxes: true };
    const at = hand('select', sceneOf(nested, scene));
    at.press(110, 100);
    at.move(147, 100);
    expect(at.last().draft).toMatchObject({ guides: [{ axis: 'x', at: 150 }] });
    at.release(147, 100);
    expect(at.boxOf(3)).toEqual(box(90, 90, 150, 110));
    const own = hand('select', sceneOf([inner], scene));
    own.drag([110, 100], [113, 100]);
    expect(own.boxOf(3)).toEqual(box(90, 90, 113, 110));
  });
});

describe('a locked box', () => {
  it('has no handles and is not dragged along with the selection', () => {
    const at = hand('select', sceneOf(nested, { selection: new Set([2]), locked: new Set([2]) }));
    at.drag([150, 150], [170, 160]);
    expect(at.boxOf(2)).toEqual(middle.box);
    const both = hand('select', sceneOf(nested, { selection: new Set([3, 4]), locked: new Set([3]) }));
    both.drag([320, 220], [330, 220]);
    expect(both.boxOf(4)).toEqual(box(310, 200, 350, 240));
    expect(both.boxOf(3)).toEqual(inner.box);
  });

  it('says that it is locked when it is dragged, and is ground to brush on when it is not selected', () => {
    const selected = hand('select', sceneOf(nested, { selection: new Set([1]), locked: new Set([1]) }));
    selected.drag([20, 180], [40, 190]);
    expect(selected.messages).toEqual(['This box is locked. Alt+L unlocks it.']);
    const ground = hand('select', sceneOf(nested, { locked: new Set([1]) }));
    ground.drag([20, 180], [70, 140]);
    expect(ground.selected()).toEqual([1, 2]);
    expect(ground.changes).toEqual([]);
  });
});
