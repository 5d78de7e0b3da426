import { describe, expect, it } from 'vitest';
import { announcement } from '../../../src/renderer/canvas/announce.ts';
import { wheelMotion, wheelReader } from '../../../src/renderer/canvas/wheel.ts';
import { textOn } from '../../../src/renderer/canvas/palette.ts';
import { chipText, newlyAccepted, shownAnnotations } from '../../../src/renderer/canvas/scene.ts';
import { annotation, box, proposed, sceneOf } from './hand.ts';

describe('what is said of the selection', () => {
  const scene = sceneOf([annotation(1, box(10, 10, 50, 48)), annotation(2, box(120, 64, 160.4, 102), proposed)]);

  it('names class, origin, size, place and order', () => {
    expect(announcement(scene.shown, new Set([2]), scene.categories)).toBe(
      'Box 2 of 2, platelet, proposed 0.82, 40 by 38 pixels at 120, 64',
    );
  });

  it('counts several, and is silent about none or about what is hidden', () => {
    expect(announcement(scene.shown, new Set([1, 2]), scene.categories)).toBe('2 boxes selected of 2');
    expect(announcement(scene.shown, new Set(), scene.categories)).toBe('');
    expect(announcement(scene.shown, new Set([9]), scene.categories)).toBe('');
  });
});

describe('what a chip says', () => {
  it('is the class, the score of a proposal, and that a box stands for a group', () => {
    const { categories } = sceneOf([]);
    expect(chipText(annotation(1, box(0, 0, 9, 9)), categories)).toBe('platelet');
    expect(chipText({ ...annotation(1, box(0, 0, 9, 9), proposed), crowd: true }, categories)).toBe(
      'platelet 0.82 · group',
    );
    expect(chipText(annotation(1, box(0, 0, 9, 9), proposed, 77), categories)).toBe('class 77 0.82');
  });

  it('is dark on light class colours and light on dark ones', () => {
    expect(textOn('#f0e442')).toBe('#101216');
    expect(textOn('#332288')).toBe('#ffffff');
    expect(textOn('nonsense')).toBe('#ffffff');
  });
});

describe('the boxes shown', () => {
  it('are painted largest first, without those below the threshold, and none while hidden', () => {
    const { annotations } = sceneOf([
      annotation(1, box(0, 0, 9, 9)),
      annotation(2, box(0, 0, 99, 99)),
      annotation(3, box(0, 0, 50, 50), proposed),
    ]);
    expect(shownAnnotations(annotations, 0.5, 'hidden', 'none').map((one) => one.id)).toEqual([2, 3, 1]);
    expect(shownAnnotations(annotations, 0.9, 'hidden', 'none').map((one) => one.id)).toEqual([2, 1]);
    expect(shownAnnotations(annotations, 0, 'shown', 'all')).toEqual([]);
  });

  it('know which proposals were just accepted', () => {
    const before = sceneOf([annotation(1, box(0, 0, 9, 9), proposed), annotation(2, box(0, 0, 9, 9))]).annotations;
    const after = sceneOf([
      annotation(1, box(0, 0, 9, 9), { ...proposed, kind: 'accepted' } as never),
      annotation(2, box(0, 0, 9, 9)),
    ]).annotations;
    expect(newlyAccepted(before, after)).toEqual([1]);
    expect(newlyAccepted(after, after)).toEqual([]);
  });
});

describe('the wheel', () => {
  const still = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false };

  it('of a mouse zooms, in when it turns away', () => {
    const motion = wheelMotion({ ...still, deltaY: -100 });
    expect(motion).toMatchObject({ kind: 'zoom' });
    expect(motion.kind === 'zoom' && motion.factor).toBeGreaterThan(1);
    const back = wheelMotion({ ...still, deltaY: 100 });
    expect(motion.kind === 'zoom' && back.kind === 'zoom' && motion.factor * back.factor).toBeCloseTo(1, 12);
    expect(wheelMotion({ ...still, deltaY: 3, deltaMode: 1 }).kind).toBe('zoom');
  });

  it('of two fingers pans, with Ctrl (a pinch) zooms, with Shift goes sideways', () => {
    expect(wheelMotion({ ...still, deltaX: 4, deltaY: 7.5 })).toEqual({ kind: 'scroll', dx: -4, dy: -7.5 });
    expect(wheelMotion({ ...still, deltaY: 5, ctrlKey: true }).kind).toBe('zoom');
    expect(wheelMotion({ ...still, deltaY: 100, shiftKey: true })).toMatchObject({ kind: 'scroll', dx: -100 });
  });

  it('of two fingers stays a scroll when they flick, and a mouse wheel a moment later zooms', () => {
    const read = wheelReader();
    const kinds = [
      { deltaX: 1, deltaY: 12, timeStamp: 0 },
      { deltaX: 0, deltaY: 80, timeStamp: 16 },
      { deltaX: 0, deltaY: 90, timeStamp: 33 },
      { deltaX: 0, deltaY: 100, timeStamp: 400 },
      { deltaX: 0, deltaY: 100, timeStamp: 416 },
    ].map((part) => read({ ...still, ...part }).kind);
    expect(kinds).toEqual(['scroll', 'scroll', 'scroll', 'zoom', 'zoom']);
  });

  it('never jumps to twice the size in one step, however large a turn is reported', () => {
    for (const deltaY of [-1e9, -1e9 + 0.5]) {
      const motion = wheelMotion({ ...still, deltaY, ctrlKey: true });
      expect(motion.kind === 'zoom' && motion.factor).toBeLessThan(2);
    }
  });
});
