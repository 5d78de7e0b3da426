import { describe, expect, it } from 'vitest';
import { annotation, box, hand, sceneOf } from '../hand.ts';

const one = annotation(1, box(50, 50, 150, 150));

describe('drawing', () => {
  it('makes one box of the active class on release, selects it and says it is done', () => {
    const at = hand('draw', sceneOf([one], { activeCategory: 2 }));
    at.press(200, 100);
    at.move(260, 180);
    expect(at.last().draft).toEqual({ kind: 'new', box: box(200, 100, 260, 180), categoryId: 2 });
    expect(at.changes).toEqual([]);
    at.release(261, 181);
    expect(at.changes).toHaveLength(1);
    expect(at.changes[0]?.label).toBe('Draw box');
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

  it('becomes a selection by a mere click', () => {
    const at = hand('draw', sceneOf([one]));
    at.click(100, 100);
    expect(at.selected()).toEqual([1]);
    expect(at.changes).toEqual([]);
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
