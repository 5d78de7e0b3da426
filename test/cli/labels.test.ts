import { describe, expect, it } from 'vitest';
import { isUnnamed, ownCategoryIds, truthCategoryIds } from '../../src/cli/labels.ts';

describe('the category id of a label without a truth', () => {
  it('is the card’s own where it has one', () => {
    expect(ownCategoryIds({ classes: ['a', 'b'], categoryIds: [7, 9] })).toEqual([7, 9]);
  });

  it('is the label’s index for a model without names', () => {
    expect(isUnnamed({ classes: ['0', '1'] })).toBe(true);
    expect(ownCategoryIds({ classes: ['0', '1'] })).toEqual([0, 1]);
  });

  it('counts from 1 for names, and from 0 where the first is the background', () => {
    expect(ownCategoryIds({ classes: ['cat', 'dog'] })).toEqual([1, 2]);
    expect(ownCategoryIds({ classes: ['__background__', 'person'] })).toEqual([0, 1]);
  });
});

describe('the category id of a label in a truth', () => {
  const categories = [
    { id: 3, name: 'Dog' },
    { id: 18, name: 'cat' },
  ];

  it('goes by the name, in any case, and names what is not there', () => {
    expect(truthCategoryIds({ classes: ['cat', 'dog', 'cow'] }, categories)).toEqual({
      ids: [18, 3, undefined],
      unmatched: ['cow'],
    });
  });

  it('goes by the own id when no name fits or there are none', () => {
    expect(truthCategoryIds({ classes: ['x', 'y'], categoryIds: [3, 4] }, categories)).toEqual({
      ids: [3, undefined],
      unmatched: ['y'],
    });
    const unnamed = Array.from({ length: 20 }, (_, index) => String(index));
    const { ids } = truthCategoryIds({ classes: unnamed }, categories);
    expect(ids.flatMap((id, label) => (id === undefined ? [] : [[label, id]]))).toEqual([
      [3, 3],
      [18, 18],
    ]);
  });
});
