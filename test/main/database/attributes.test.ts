import { afterEach, beforeEach, expect, it } from 'vitest';
import { usualAttributes } from '../../../src/common/annotation/attributes.ts';
import { noChange } from '../../../src/common/annotation/change.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange, storedAnnotations } from '../../../src/main/database/annotations.ts';
import { attributeDefinitions, setAttributeDefinitions, setImageNote } from '../../../src/main/database/attributes.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { imageSummary, listImages } from '../../../src/main/database/images.ts';
import { adding, box, makeFixture, type Fixture } from './projectFixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await makeFixture();
  reserveIds(fixture.database, 1000);
});
afterEach(() => fixture.remove());

const said = { attributes: { occluded: true, pose: 'left', depth: 1.5 }, note: 'half a cell' };

it('a new project asks for the usual three, and its own list takes their place', () => {
  const { database } = fixture;
  expect(attributeDefinitions(database)).toEqual(usualAttributes);
  const own = [
    { name: 'pose', kind: 'choice', choices: ['left', 'right'], categories: [2] },
    { name: 'depth', kind: 'number', choices: [], categories: 'all' },
  ] as const;
  expect(setAttributeDefinitions(database, own)).toEqual(own);
  expect(() => setAttributeDefinitions(database, [own[0], own[0]])).toThrow('Two attributes');
  expect(attributeDefinitions(database)).toEqual(own);
});

it('what is said of a box is kept, changed, taken away, and comes back with an undo', () => {
  const { database } = fixture;
  const first = box(1, 10, 20, 50, said);
  applyChange(database, 1, adding(first));
  expect(annotationsOf(database, 1)).toEqual([first]);
  expect(storedAnnotations(database, [1])(1)).toEqual([first]);
  const bare = box(1, 10, 20);
  applyChange(database, 1, { ...noChange, updated: [[first, bare]] });
  expect(annotationsOf(database, 1)).toEqual([bare]);
  applyChange(database, 1, { ...noChange, removed: [bare] });
  applyChange(database, 1, adding(first));
  expect(annotationsOf(database, 1)).toEqual([first]);
});

it('it survives the deletion of its class and the undo of that', () => {
  const { database } = fixture;
  const first = box(1, 10, 20, 50, said);
  applyChange(database, 1, adding(first));
  const { edit } = editCategories(database, { kind: 'delete', id: first.categoryId });
  expect(annotationsOf(database, 1)).toEqual([]);
  editCategories(database, { kind: 'undo', edit });
  expect(annotationsOf(database, 1)).toEqual([first]);
});

it('refuses what is no value, by the place', () => {
  const { database } = fixture;
  const wrong = { ...box(1, 10, 20), attributes: { occluded: { deep: 1 } } } as never;
  expect(() => applyChange(database, 1, adding(wrong))).toThrow('attributes');
  expect(annotationsOf(database, 1)).toEqual([]);
});

it('a picture has a note, in its summary and in the list', async () => {
  const { database } = fixture;
  expect(setImageNote(database, 2, ' out of focus ')).toMatchObject({ id: 2, note: 'out of focus' });
  expect((await listImages(database)).map(({ note }) => note)).toEqual([undefined, 'out of focus', undefined]);
  setImageNote(database, 2, '');
  expect(imageSummary(database, 2)).not.toHaveProperty('note');
  expect(() => setImageNote(database, 99, 'nobody')).toThrow();
});
