import { describe, expect, it } from 'vitest';
import {
  carriedOver,
  goTo,
  nextAfter,
  nothingPicked,
  selectAll,
  selectNone,
  type Picked,
} from '../../../src/renderer/state/gridSelection.ts';

const ids = [10, 11, 12, 13, 14, 15];
const chosen = ({ selected }: Picked) => [...selected].sort((a, b) => a - b);

describe('selecting in the grid', () => {
  it('goes to one, brought into the list', () => {
    const one = goTo(ids, nothingPicked, 2, 'only');
    expect([chosen(one), one.cursor]).toEqual([[12], 2]);
    expect(goTo(ids, one, 99, 'only')).toMatchObject({ cursor: 5 });
    expect(goTo(ids, one, -3, 'only')).toMatchObject({ cursor: 0 });
    expect(goTo([], one, 0, 'only')).toEqual(nothingPicked);
  });

  it('extends from where the range began, over it and back', () => {
    let picked = goTo(ids, nothingPicked, 2, 'only');
    picked = goTo(ids, picked, 4, 'extend');
    expect(chosen(picked)).toEqual([12, 13, 14]);
    picked = goTo(ids, picked, 1, 'extend');
    expect(chosen(picked)).toEqual([11, 12]);
    expect(chosen(goTo(ids, nothingPicked, 3, 'extend'))).toEqual([13]);
  });

  it('toggles one and leaves the others, walks without selecting', () => {
    let picked = goTo(ids, nothingPicked, 1, 'only');
    picked = goTo(ids, picked, 4, 'toggle');
    expect(chosen(picked)).toEqual([11, 14]);
    picked = goTo(ids, picked, 0, 'walk');
    expect([chosen(picked), picked.cursor]).toEqual([[11, 14], 0]);
    expect(chosen(goTo(ids, picked, 1, 'toggle'))).toEqual([14]);
  });

  it('takes all and none', () => {
    const all = selectAll(ids, goTo(ids, nothingPicked, 3, 'only'));
    expect([chosen(all), all.cursor]).toEqual([ids, 3]);
    expect(selectNone(all)).toMatchObject({ cursor: 3, selected: new Set() });
    expect(selectAll([], nothingPicked).cursor).toBe(-1);
  });

  it('goes on to the first one after the cursor that is not done with, or the nearest before it', () => {
    const at = (cursor: number, ...done: number[]) => ({ selected: new Set(done), cursor, anchor: cursor });
    expect(nextAfter(ids, at(2, 12))).toBe(13);
    expect(nextAfter(ids, at(1, 11, 12, 14))).toBe(13);
    expect(nextAfter(ids, at(5, 15))).toBe(14);
    expect(nextAfter(ids, at(4, 13, 14, 15))).toBe(12);
    expect(nextAfter(ids, at(3, ...ids))).toBeUndefined();
  });

  it('holds what is still there when the list is read anew, and stays near where it was', () => {
    const picked = goTo(ids, goTo(ids, nothingPicked, 1, 'only'), 3, 'extend');
    expect(carriedOver(ids, picked, [10, 13, 14])).toMatchObject({ selected: new Set([13]), cursor: 1 });
    expect(carriedOver(ids, picked, [10, 14])).toMatchObject({ selected: new Set(), cursor: 1 });
    expect(carriedOver(ids, picked, [])).toMatchObject({ selected: new Set(), cursor: -1 });
    expect(carriedOver(ids, nothingPicked, [10])).toBe(nothingPicked);
  });

  it('of a hundred thousand is quick enough for a key', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => index + 1);
    const all = goTo(many, goTo(many, nothingPicked, 0, 'only'), 99_999, 'extend');
    expect(all.selected.size).toBe(100_000);
    expect(nextAfter(many, all)).toBeUndefined();
  });
});
