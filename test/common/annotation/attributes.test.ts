import { expect, it } from 'vitest';
import { setAttribute, setNote, toggleFlag } from '../../../src/common/annotation/attributeEdits.ts';
import { definitionsFor, definitionsOf, faultIn, usualAttributes } from '../../../src/common/annotation/attributes.ts';
import type { AttributeDefinition } from '../../../src/common/annotation/attributes.ts';
import { apply, invert } from '../../../src/common/annotation/change.ts';
import type { Annotations } from '../../../src/common/annotation/change.ts';
import type { Annotation } from '../../../src/common/annotation/types.ts';

const plain: Annotation = {
  id: 1,
  categoryId: 1,
  box: { x1: 0, y1: 0, x2: 10, y2: 10 },
  origin: { kind: 'drawn' },
  crowd: false,
};
const proposed: Annotation = { ...plain, id: 2, origin: { kind: 'proposed', model: 'm', score: 0.5 } };
const both: Annotations = new Map([plain, proposed].map((one) => [one.id, one]));

it('is set, toggled for several boxes at once, and taken away without a trace', () => {
  const some = apply(both, setAttribute(both, [1], 'occluded', true));
  expect(some.get(1)).toEqual({ ...plain, attributes: { occluded: true } });
  // One has it and one has not: both get it. Then neither has.
  const all = apply(some, toggleFlag(some, [1, 2], 'occluded'));
  expect([...all.values()].map(({ attributes }) => attributes)).toEqual([{ occluded: true }, { occluded: true }]);
  expect(apply(all, toggleFlag(all, [1, 2], 'occluded')).get(1)).toEqual(plain);
  // Empty text and a flag that is off say nothing.
  const text = apply(both, setAttribute(both, [1], 'colour', 'red'));
  expect(apply(text, setAttribute(text, [1], 'colour', '')).get(1)).toEqual(plain);
  expect(setAttribute(both, [1], 'occluded', false).updated).toEqual([]);
});

it('makes a proposal the annotator’s, and undoes to the bit', () => {
  const change = setAttribute(both, [2], 'difficult', true);
  const after = apply(both, change);
  expect(after.get(2)?.origin).toEqual({ kind: 'edited', model: 'm', score: 0.5 });
  expect(apply(after, invert(change))).toEqual(both);
});

it('a note is trimmed, goes when it is emptied, and does not accept a proposal', () => {
  const noted = apply(both, setNote(both, 2, '  look again \n'));
  expect(noted.get(2)).toEqual({ ...proposed, note: 'look again' });
  expect(apply(noted, setNote(noted, 2, ' ')).get(2)).toEqual(proposed);
  expect(setNote(noted, 2, 'look again').updated).toEqual([]);
});

const pose: AttributeDefinition = { name: 'pose', kind: 'choice', choices: ['left', 'right'], categories: [2] };

it('belongs to every class or to some', () => {
  const all = [...usualAttributes, pose];
  expect(definitionsFor(all, 1).map(({ name }) => name)).toEqual(['truncated', 'occluded', 'difficult']);
  expect(definitionsFor(all, 2).map(({ name }) => name)).toEqual(['truncated', 'occluded', 'difficult', 'pose']);
});

it.each([
  [[{ ...pose, name: ' ' }], 'no name'],
  [[{ ...pose, name: 'score' }], 'the program itself'],
  [[pose, pose], 'Two attributes'],
  [[{ ...pose, choices: [] }], 'no choices'],
  [[{ ...pose, choices: ['left', 'left'] }], 'twice'],
])('says what is wrong with a list of them (%#)', (list, words) => {
  expect(faultIn(list)).toContain(words);
  expect(faultIn([...usualAttributes, pose])).toBeUndefined();
});

it('takes the kind of undefined ones from every value that was seen', () => {
  const boxes = [{ pose: 'left', age: 3, fallen: true, mixed: 1 }, { mixed: 'one' }];
  expect(definitionsOf(boxes, [pose]).map(({ name, kind }) => [name, kind])).toEqual([
    ['age', 'number'],
    ['fallen', 'flag'],
    ['mixed', 'text'],
  ]);
});
