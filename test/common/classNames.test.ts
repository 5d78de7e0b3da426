import { expect, it } from 'vitest';
import { matchNames } from '../../src/common/classNames.ts';

it('finds the same name in another list of classes, whatever its case and the space around it', () => {
  expect(matchNames(['RBC', ' wbc', 'Mast cell'], ['WBC', 'rbc '])).toEqual([1, 0, undefined]);
});

it('prefers the very same name to one that differs in case', () => {
  expect(matchNames(['Cat', 'cat', 'CAT'], ['cat', 'Cat'])).toEqual([1, 0, 1]);
});
