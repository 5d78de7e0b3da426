import { describe, expect, it } from 'vitest';
import type { ImageState, ImageSummary } from '../../../src/common/annotation/types.ts';
import {
  arrange,
  countSplits,
  countStates,
  neighbour,
  nextOf,
  type ImageQuery,
} from '../../../src/renderer/state/imageOrder.ts';

function picture(id: number, state: ImageState, extra: Partial<ImageSummary> = {}): ImageSummary {
  return { id, name: `tray ${id % 2}/smear ${id}.png`, width: 10, height: 10, state, boxes: 0, proposals: 0, ...extra };
}

const query = (part: Partial<ImageQuery> = {}): ImageQuery => ({ text: '', state: 'all', sort: 'name', ...part });
const images = [
  picture(1, 'done'),
  picture(2, 'new'),
  picture(3, 'proposed', { proposals: 4 }),
  picture(4, 'done'),
  picture(5, 'in-work', { proposals: 9 }),
  picture(6, 'new', { problem: 'The file is cut short.' }),
];
const idsOf = (shown: readonly number[]) => shown.map((index) => images[index]?.id);

describe('the order of the list', () => {
  it('finds names by all words, whatever their case and order', () => {
    expect(idsOf(arrange(images, query({ text: 'SMEAR tray 1' })))).toEqual([1, 3, 5]);
    expect(arrange(images, query({ text: 'nothing' }))).toEqual([]);
  });

  it('filters by state; unfinished leaves out what cannot be read', () => {
    expect(idsOf(arrange(images, query({ state: 'done' })))).toEqual([1, 4]);
    expect(idsOf(arrange(images, query({ state: 'unfinished' })))).toEqual([2, 3, 5]);
    expect(idsOf(arrange(images, query({ state: 'problem' })))).toEqual([6]);
  });

  it('filters by split, and counts those of each: train, val and test first, none last', () => {
    const split = ['test', 'train', undefined, 'extra', 'val', 'train'];
    const own = images.map((image, at) => ({ ...image, ...(split[at] !== undefined && { split: split[at] }) }));
    expect(idsOf(arrange(own, query({ split: 'train' })))).toEqual([2, 6]);
    expect(idsOf(arrange(own, query({ split: 'train', state: 'unfinished' })))).toEqual([2]);
    expect(idsOf(arrange(own, query({ split: null })))).toEqual([3]);
    expect(idsOf(arrange(own, query({ split: 'gone' })))).toEqual([]);
    expect(idsOf(arrange(own, query()))).toHaveLength(6);
    expect([...countSplits(own)]).toEqual([
      ['train', 2],
      ['val', 1],
      ['test', 1],
      ['extra', 1],
      [null, 1],
    ]);
  });

  it('sorts by state and by proposals, and keeps natural order among equals', () => {
    expect(idsOf(arrange(images, query({ sort: 'state' })))).toEqual([5, 3, 2, 6, 1, 4]);
    expect(idsOf(arrange(images, query({ sort: 'proposals' })))).toEqual([5, 3, 1, 2, 4, 6]);
  });

  it('counts every state', () => {
    expect(countStates(images)).toEqual({
      all: 6,
      new: 2,
      proposed: 1,
      'in-work': 1,
      done: 2,
      finished: 2,
      'has-proposals': 2,
      returned: 0,
      reviewed: 0,
      unfinished: 3,
      problem: 1,
    });
  });

  it('goes to the neighbour and stops at both ends', () => {
    const shown = arrange(images, query());
    expect(neighbour(images, shown, 3, 1)).toBe(4);
    expect(neighbour(images, shown, 1, -1)).toBeUndefined();
    expect(neighbour(images, shown, 6, 1)).toBeUndefined();
    expect(neighbour(images, shown, undefined, 1)).toBe(1);
  });

  it('finds the next unfinished one after the current, going round, and never an unreadable one', () => {
    const shown = arrange(images, query());
    expect(nextOf('unfinished', images, shown, 1)).toBe(2);
    expect(nextOf('unfinished', images, shown, 3)).toBe(5);
    expect(nextOf('unfinished', images, shown, 5)).toBe(2);
    expect(nextOf('unfinished', images, shown, undefined)).toBe(2);
  });

  it('goes on from where the current one stood when the filter hides it', () => {
    const shown = arrange(images, query({ state: 'unfinished' }));
    expect(idsOf(shown)).toEqual([2, 3, 5]);
    expect(neighbour(images, shown, 4, 1)).toBe(5);
    expect(neighbour(images, shown, 4, -1)).toBe(3);
    expect(neighbour(images, shown, 6, 1)).toBeUndefined();
    expect(neighbour(images, shown, 1, -1)).toBeUndefined();
    expect(nextOf('unfinished', images, shown, 4)).toBe(5);
    expect(nextOf('unfinished', images, shown, 6)).toBe(2);
  });

  it('has no next unfinished one when all others are done', () => {
    const all = [picture(1, 'done'), picture(2, 'in-work'), picture(3, 'done')];
    expect(nextOf('unfinished', all, [0, 1, 2], 2)).toBeUndefined();
    expect(nextOf('unfinished', all, [0, 1, 2], 3)).toBe(2);
  });

  it('arranges 100,000 pictures', () => {
    const many = Array.from({ length: 100_000 }, (_, index) =>
      picture(index + 1, index % 3 === 0 ? 'done' : 'new', { proposals: index % 17 }),
    );
    const shown = arrange(many, query({ text: 'tray 0/', state: 'done', sort: 'proposals' }));
    expect(shown).toHaveLength(16_667);
    expect(many[shown[0] ?? 0]?.proposals).toBe(16);
  });
});
