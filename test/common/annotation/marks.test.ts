import { describe, expect, it } from 'vitest';
import { admitting, noMarks, presence, withoutLocked } from '../../../src/common/annotation/marks.ts';
import type { Annotation, Origin } from '../../../src/common/annotation/types.ts';

function one(id: number, categoryId = 1, origin: Origin = { kind: 'drawn' }): Annotation {
  return { id, categoryId, box: { x1: 0, y1: 0, x2: 10, y2: 10 }, origin, crowd: false };
}

describe('presence', () => {
  it('hides a box or a class, and fades what is not looked at alone', () => {
    expect(presence(one(1), noMarks)).toBe('shown');
    expect(presence(one(1), { ...noMarks, hidden: new Set([1]) })).toBe('hidden');
    expect(presence(one(1, 2), { ...noMarks, hiddenClasses: new Set([2]) })).toBe('hidden');
    const boxes = { ...noMarks, alone: { kind: 'boxes', ids: new Set([1]) } } as const;
    expect([presence(one(1), boxes), presence(one(2), boxes)]).toEqual(['shown', 'faded']);
    const category = { ...noMarks, alone: { kind: 'class', id: 2 } } as const;
    expect([presence(one(1, 2), category), presence(one(2, 1), category)]).toEqual(['shown', 'faded']);
    expect(presence(one(1), { ...boxes, hidden: new Set([1]) })).toBe('hidden');
  });

  it('shows what was just made', () => {
    const marks = { ...noMarks, hiddenClasses: new Set([1, 2]), alone: { kind: 'boxes', ids: new Set([5]) } } as const;
    const after = admitting(marks, [one(7, 2)]);
    expect(presence(one(7, 2), after)).toBe('shown');
    expect(presence(one(8, 1), after)).toBe('hidden');
    expect(admitting(noMarks, [one(7)])).toBe(noMarks);
  });
});

describe('a locked box', () => {
  const locked = new Set([1]);
  const proposal = one(1, 1, { kind: 'proposed', model: 'm', score: 0.5 });
  const rejected = one(1, 1, { kind: 'rejected', model: 'm', score: 0.5 });
  const accepted = one(1, 1, { kind: 'accepted', model: 'm', score: 0.5 });

  it('is neither moved, relabelled, removed nor rejected', () => {
    const moved = { ...one(1), box: { x1: 1, y1: 0, x2: 11, y2: 10 } };
    for (const [from, to] of [
      [one(1), moved],
      [one(1), one(1, 2)],
      [proposal, rejected],
    ] as const)
      expect(withoutLocked({ added: [], removed: [], updated: [[from, to]] }, locked)).toEqual({
        change: { added: [], removed: [], updated: [] },
        spared: 1,
      });
    expect(withoutLocked({ added: [], removed: [one(1), one(2)], updated: [] }, locked).change.removed).toEqual([
      one(2),
    ]);
  });

  it('may be accepted, and other boxes go on', () => {
    const change = { added: [one(9)], removed: [one(3)], updated: [[proposal, accepted]] } as const;
    expect(withoutLocked(change, locked)).toEqual({ change, spared: 0 });
  });
});
