import { describe, expect, it } from 'vitest';
import {
  align,
  mergeDuplicates,
  mergeIntoFirst,
  split,
  type Alignment,
} from '../../../src/common/annotation/arrange.ts';
import { apply, type Annotations } from '../../../src/common/annotation/change.ts';
import type { Annotation, Origin } from '../../../src/common/annotation/types.ts';
import type { Box } from '../../../src/common/geometry/box.ts';

const size = { width: 400, height: 300 };
const drawn: Origin = { kind: 'drawn' };
const proposed = (score: number): Origin => ({ kind: 'proposed', model: 'm', score });
const box = (x1: number, y1: number, x2: number, y2: number): Box => ({ x1, y1, x2, y2 });

function one(id: number, at: Box, origin: Origin = drawn, categoryId = 1): Annotation {
  return { id, categoryId, box: at, origin, crowd: false };
}

function all(...list: readonly Annotation[]): Annotations {
  return new Map(list.map((annotation) => [annotation.id, annotation]));
}

describe('aligning', () => {
  const boxes = all(one(1, box(100, 100, 140, 120)), one(2, box(10, 10, 30, 50)), one(3, box(380, 280, 400, 300)));
  const placed = (how: Alignment) => [...apply(boxes, align(boxes, [1, 2], how, size)).values()].map((it) => it.box)[1];

  it('brings the others to an edge or the middle of the first selected, which stays', () => {
    expect(placed('left')).toEqual(box(100, 10, 120, 50));
    expect(placed('right')).toEqual(box(120, 10, 140, 50));
    expect(placed('top')).toEqual(box(10, 100, 30, 140));
    expect(placed('bottom')).toEqual(box(10, 80, 30, 120));
    expect(placed('across')).toEqual(box(110, 10, 130, 50));
    expect(placed('down')).toEqual(box(10, 90, 30, 130));
    const other = apply(boxes, align(boxes, [2, 1], 'left', size));
    expect(other.get(2)?.box).toEqual(box(10, 10, 30, 50));
    expect(other.get(1)?.box).toEqual(box(10, 100, 50, 120));
  });

  it('gives the same width or height, moved inside where the border is in the way', () => {
    expect(placed('width')).toEqual(box(10, 10, 50, 50));
    expect(placed('height')).toEqual(box(10, 10, 30, 30));
    const bound = apply(boxes, align(boxes, [1, 3], 'width', size));
    expect(bound.get(3)?.box).toEqual(box(360, 280, 400, 300));
  });

  it('makes a proposal that it moves edited, and leaves alone what is in line', () => {
    const mixed = all(
      one(1, box(0, 0, 10, 10)),
      one(2, box(0, 50, 10, 60), proposed(0.5)),
      one(3, box(5, 80, 9, 90), proposed(0.6)),
    );
    const change = align(mixed, [1, 2, 3], 'left', size);
    expect(change.updated.map(([, to]) => [to.id, to.origin.kind])).toEqual([[3, 'edited']]);
  });
});

describe('splitting', () => {
  it('cuts a box into two halves with a new id', () => {
    const boxes = all(one(1, box(10, 20, 31, 60)));
    const beside = apply(
      boxes,
      split(boxes, [1], 'beside', () => 9),
    );
    expect([...beside.values()].map((it) => it.box)).toEqual([box(10, 20, 20.5, 60), box(20.5, 20, 31, 60)]);
    const above = apply(
      boxes,
      split(boxes, [1], 'above', () => 9),
    );
    expect([...above.values()].map((it) => it.box)).toEqual([box(10, 20, 31, 40), box(10, 40, 31, 60)]);
  });

  it('leaves what is too small for two', () => {
    const boxes = all(one(1, box(10, 20, 11.5, 60)));
    expect(split(boxes, [1], 'beside', () => 9)).toEqual({ added: [], removed: [], updated: [] });
  });
});

describe('merging', () => {
  it('grows the first around all of them; a proposal among the others is kept as rejected', () => {
    const boxes = all(
      one(1, box(10, 10, 20, 20), drawn, 2),
      one(2, box(50, 5, 60, 15)),
      one(3, box(0, 30, 5, 40), proposed(0.4)),
    );
    const merged = apply(boxes, mergeIntoFirst(boxes, [1, 2, 3], size));
    expect(merged.get(1)).toMatchObject({ box: box(0, 5, 60, 40), categoryId: 2 });
    expect(merged.has(2)).toBe(false);
    expect(merged.get(3)?.origin.kind).toBe('rejected');
  });

  it('of one box is nothing', () => {
    const boxes = all(one(1, box(10, 10, 20, 20)));
    expect(mergeIntoFirst(boxes, [1], size)).toEqual({ added: [], removed: [], updated: [] });
  });
});

describe('merging duplicates', () => {
  const gone = (from: number, ...list: readonly Annotation[]) => {
    const change = mergeDuplicates(all(...list), list, from);
    return [...change.removed.map(({ id }) => id), ...change.updated.map(([, to]) => to.id)].sort((a, b) => a - b);
  };

  it('keeps the human box over the proposal and the surer over the less sure', () => {
    const at = box(10, 10, 50, 50);
    expect(gone(0.7, one(1, at, proposed(0.9)), one(2, at), one(3, at, proposed(0.5)))).toEqual([1, 3]);
    expect(gone(0.7, one(1, at, proposed(0.4)), one(2, at, proposed(0.8)))).toEqual([1]);
    expect(gone(0.7, one(1, at, { kind: 'accepted', model: 'm', score: 0.9 }), one(2, at))).toEqual([1]);
    expect(gone(0.7, one(5, at), one(4, at))).toEqual([5]);
  });

  it('counts an IoU of just the chosen value, and only within a class', () => {
    // 30 of 50 in common: IoU 0.6.
    const [left, right] = [box(0, 0, 40, 10), box(10, 0, 50, 10)];
    expect(gone(0.6, one(1, left), one(2, right))).toEqual([2]);
    expect(gone(0.61, one(1, left), one(2, right))).toEqual([]);
    expect(gone(0.6, one(1, left), one(2, right, drawn, 2))).toEqual([]);
    expect(gone(0.6, one(1, left), { ...one(2, right), crowd: true })).toEqual([]);
  });

  it('does not chain: what overlaps only a merged box stays', () => {
    const chain = [0, 10, 20].map((x, at) => one(at + 1, box(x, 0, x + 40, 10), proposed(0.9 - at / 10)));
    expect(gone(0.6, ...chain)).toEqual([2]);
  });
});
