import { describe, expect, it } from 'vitest';
import { mostListed } from '../../src/common/review.ts';
import { checkWords, drawWords, summaryOf } from '../../src/renderer/passWords.ts';
import {
  answered,
  currentItem,
  nextPicture,
  pace,
  refreshed,
  startedCheck,
  startedDraw,
  takenBack,
  withoutCurrent,
  type CheckPass,
  type Verdict,
} from '../../src/renderer/state/reviewPass.ts';
import { proposal } from './support/fakeStudio.ts';

const item = (id: number) => ({ id, image: Math.ceil(id / 2) });
const list = (...ids: number[]) => ({ items: ids.map(item), total: ids.length });
const begun = (...ids: number[]) => startedCheck('project', { category: 'all', order: 'picture' }, list(...ids));

function say(pass: CheckPass, verdict: Verdict, at: number): CheckPass {
  const now = currentItem(pass)!;
  return answered(pass, { item: now, verdict, before: proposal(now.id, 0.5), at });
}

describe('a pass', () => {
  it('keeps its place when an item is gone, and counts it no more', () => {
    const pass = withoutCurrent(say(begun(1, 2, 3), 'accepted', 0));
    expect([currentItem(pass)?.id, pass.total]).toEqual([3, 2]);
    expect(withoutCurrent(say(pass, 'rejected', 0)).total).toBe(2);
  });

  it('takes a new list in the place of what was left, without what was answered or skipped', () => {
    const pass = refreshed(say(say(begun(1, 2, 3), 'skipped', 0), 'accepted', 0), list(1, 7, 8));
    expect(pass.items.map(({ id }) => id)).toEqual([1, 2, 7, 8]);
    expect([currentItem(pass)?.id, pass.total]).toEqual([7, 4]);
    const many = { items: Array.from({ length: mostListed }, (_, at) => item(at + 10)), total: mostListed + 500 };
    expect(refreshed(pass, many).total).toBe(mostListed + 502);
  });

  it('says how far it is, and what was answered', () => {
    const pass = [1000, 3000, 6000, 10_000].reduce(
      (now, at) => say(now, at === 3000 ? 'rejected' : 'accepted', at),
      begun(1, 2, 3, 4, 5),
    );
    expect(checkWords(pass)).toEqual(['4 of 5', '1 rejected', '20 a minute']);
    expect(checkWords(takenBack(pass))).toEqual(['3 of 5', '1 rejected']);
    expect(summaryOf(say(pass, 'relabelled', 11_000))).toBe('5 checked: 3 accepted, 1 rejected, 1 of another class');
    expect(summaryOf(begun())).toBe('Nothing was left to check');
  });

  it('does not count a break as slow work', () => {
    const times = [0, 2000, 4000, 4000 + 3_600_000, 4000 + 3_602_000];
    const pass = times.reduce((now, at) => say(now, 'accepted', at), begun(1, 2, 3, 4, 5));
    expect(pace(pass.answers)).toBeCloseTo((4 * 60_000) / 36_000, 6);
  });

  it('to draw goes to the next picture that is not through, round and round', () => {
    const pass = startedDraw('project', 1, [4, 5, 6]);
    expect(nextPicture(pass, 6)).toBe(4);
    expect(nextPicture({ ...pass, passed: new Set([5]) }, 4)).toBe(6);
    expect(nextPicture({ ...pass, passed: new Set([4, 5, 6]) }, 4)).toBeUndefined();
    expect(drawWords({ ...pass, passed: new Set([5]) })).toBe('1 of 3 pictures through');
  });
});
