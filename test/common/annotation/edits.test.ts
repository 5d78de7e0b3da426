import { describe, expect, it } from 'vitest';
import { apply, isEmpty, type Annotations } from '../../../src/common/annotation/change.ts';
import {
  accept,
  discard,
  draw,
  duplicate,
  growSide,
  move,
  nudge,
  paste,
  reject,
  relabel,
  remove,
  resize,
  setBox,
  setCrowd,
  shrinkSide,
} from '../../../src/common/annotation/edits.ts';
import type { Annotation, Origin } from '../../../src/common/annotation/types.ts';
import { visible } from '../../../src/common/annotation/visible.ts';

const size = { width: 200, height: 100 };
const proposed: Origin = { kind: 'proposed', model: 'm', score: 0.82 };

function annotation(id: number, origin: Origin, x = 10): Annotation {
  return { id, categoryId: 1, box: { x1: x, y1: 20, x2: x + 30, y2: 50 }, origin, crowd: false };
}

function boxes(...all: Annotation[]): Annotations {
  return new Map(all.map((one) => [one.id, one]));
}

const start = boxes(
  annotation(1, { kind: 'drawn' }),
  annotation(2, proposed, 60),
  annotation(3, { kind: 'imported' }, 100),
);
const ids = (first: number) => () => first++;

describe('an edit', () => {
  it('draws a box inside the picture', () => {
    const [added] = draw(9, { x1: 190, y1: 90, x2: 240, y2: 80 }, 4, size).added;
    expect(added).toEqual({
      id: 9,
      categoryId: 4,
      box: { x1: 190, y1: 80, x2: 200, y2: 90 },
      origin: { kind: 'drawn' },
      crowd: false,
    });
    expect(isEmpty(draw(9, { x1: NaN, y1: 0, x2: 1, y2: 1 }, 4, size))).toBe(true);
  });

  it('moves a group as one, up to the border', () => {
    const change = move(start, [1, 2], -25, 5, size);
    expect(change.updated.map(([, to]) => to.box.x1)).toEqual([0, 50]);
    expect(change.updated.map(([, to]) => to.box.y1)).toEqual([25, 25]);
  });

  it('makes a moved or relabelled proposal edited and keeps its model and score', () => {
    for (const change of [
      nudge(start, [2], 'left', 1, size),
      relabel(start, [2], 7),
      setBox(start, 2, { x1: 0, y1: 0, x2: 5, y2: 5 }, size),
      resize(start, 2, 'se', 3, 3, size),
    ]) {
      expect(change.updated[0]?.[1].origin).toEqual({ kind: 'edited', model: 'm', score: 0.82 });
    }
  });

  it('leaves a drawn box drawn and an imported one imported', () => {
    const change = nudge(start, [1, 3], 'down', 10, size);
    expect(change.updated.map(([, to]) => to.origin.kind)).toEqual(['drawn', 'imported']);
  });

  it('changes nothing when nothing would change', () => {
    expect(isEmpty(relabel(start, [1], 1))).toBe(true);
    expect(isEmpty(move(start, [1], 0, 0, size))).toBe(true);
    expect(isEmpty(nudge(start, [99], 'up', 1, size))).toBe(true);
    expect(isEmpty(setBox(start, 1, { x1: 0, y1: 0, x2: Infinity, y2: 5 }, size))).toBe(true);
    expect(isEmpty(setCrowd(start, [1], 'single'))).toBe(true);
  });

  it('grows and shrinks one side', () => {
    expect(growSide(start, [1], 'left', 1, size).updated[0]?.[1].box.x1).toBe(9);
    expect(shrinkSide(start, [1], 'left', 1, size).updated[0]?.[1].box.x1).toBe(11);
    expect(shrinkSide(start, [1], 'down', 10, size).updated[0]?.[1].box.y2).toBe(40);
  });

  it('duplicates aside and pastes in place, as drawn boxes with ids of their own', () => {
    const copies = duplicate(start, [1, 2], ids(50), size).added;
    expect(copies.map((one) => one.id)).toEqual([50, 51]);
    expect(copies.map((one) => one.origin.kind)).toEqual(['drawn', 'drawn']);
    expect(copies[0]?.box).toEqual({ x1: 18, y1: 28, x2: 48, y2: 58 });
    const pasted = paste([annotation(1, proposed, 500)], ids(60), size).added;
    expect(pasted[0]?.box).toEqual({ x1: 170, y1: 20, x2: 200, y2: 50 });
  });

  it('accepts, rejects, and takes a rejection back', () => {
    const accepted = apply(start, accept(start, [1, 2]));
    expect(accepted.get(2)?.origin).toEqual({ kind: 'accepted', model: 'm', score: 0.82 });
    expect(accepted.get(1)?.origin.kind).toBe('drawn');
    const rejected = apply(start, reject(start, [1, 2, 3]));
    expect([...rejected.values()].map((one) => one.origin.kind)).toEqual(['drawn', 'rejected', 'imported']);
    expect(apply(rejected, accept(rejected, [2])).get(2)?.origin.kind).toBe('accepted');
  });

  it('deletes a human box and rejects a model box', () => {
    const all = boxes(
      annotation(1, { kind: 'drawn' }),
      annotation(2, proposed),
      annotation(3, { ...proposed, kind: 'accepted' }),
      annotation(4, { ...proposed, kind: 'edited' }),
      annotation(5, { ...proposed, kind: 'rejected' }),
    );
    const after = apply(all, discard(all, [1, 2, 3, 4, 5]));
    expect([...after.values()].map((one) => [one.id, one.origin.kind])).toEqual([
      [2, 'rejected'],
      [3, 'rejected'],
      [5, 'rejected'],
    ]);
    expect(remove(all, [2, 2, 77]).removed.map((one) => one.id)).toEqual([2]);
  });
});

describe('what is shown', () => {
  it('is a human box always, a proposal from the threshold on, a rejected one on demand', () => {
    expect(visible(annotation(1, { kind: 'drawn' }), 1, 'hidden')).toBe(true);
    expect(visible(annotation(1, proposed), 0.82, 'hidden')).toBe(true);
    expect(visible(annotation(1, proposed), 0.83, 'shown')).toBe(false);
    expect(visible(annotation(1, { ...proposed, kind: 'rejected' }), 0.1, 'hidden')).toBe(false);
    expect(visible(annotation(1, { ...proposed, kind: 'rejected' }), 0.1, 'shown')).toBe(true);
  });
});
