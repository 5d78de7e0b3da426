import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countProposals } from '../../../src/main/database/acceptAll.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { lastWholeEdit } from '../../../src/main/database/editRecords.ts';
import { imageSummary } from '../../../src/main/database/images.ts';
import { noChange } from '../../../src/common/annotation/change.ts';
import { adding, box, makeFixture, type Fixture } from './projectFixture.ts';

let fixture: Fixture;
const proposed = (score: number) => ({ origin: { kind: 'proposed', model: 'm', score } }) as const;

beforeEach(async () => {
  fixture = await makeFixture();
  reserveIds(fixture.database, 100);
  applyChange(fixture.database, 1, adding(box(1, 0, 0), box(2, 100, 0, 50, proposed(0.9))));
  applyChange(fixture.database, 2, adding(box(3, 0, 0, 50, proposed(0.4)), box(4, 100, 0, 50, proposed(0.6))));
});
afterEach(() => {
  fixture.remove();
});

const originOf = (image: number, id: number) =>
  annotationsOf(fixture.database, image).find((one) => one.id === id)?.origin.kind;
const everything = () =>
  [1, 2].map((image) => [annotationsOf(fixture.database, image), imageSummary(fixture.database, image)]);

describe('accepting all proposals of all pictures', () => {
  it('is counted before, and takes those from the score on and no other', () => {
    const { database } = fixture;
    expect(countProposals(database, 0.5)).toEqual({ boxes: 2, images: 2 });
    const { images } = editCategories(database, { kind: 'accept-all', from: 0.5 });
    expect(images).toBe(2);
    expect([originOf(1, 2), originOf(2, 3), originOf(2, 4)]).toEqual(['accepted', 'proposed', 'accepted']);
    expect(imageSummary(database, 1)).toMatchObject({ boxes: 2, proposals: 0 });
  });

  it('is taken back exactly, and that too', () => {
    const { database } = fixture;
    const before = everything();
    const { edit } = editCategories(database, { kind: 'accept-all', from: 0.5 });
    const after = everything();
    const back = editCategories(database, { kind: 'undo', edit });
    expect(everything()).toEqual(before);
    editCategories(database, { kind: 'undo', edit: back.edit });
    expect(everything()).toEqual(after);
  });

  it('leaves by its undo what somebody did to the boxes since', () => {
    const { database } = fixture;
    const { edit } = editCategories(database, { kind: 'accept-all', from: 0.5 });
    const now = annotationsOf(database, 1).find(({ id }) => id === 2)!;
    const edited = { ...now, origin: { kind: 'edited', model: 'm', score: 0.9 } } as const;
    applyChange(database, 1, { ...noChange, updated: [[now, edited]] });
    editCategories(database, { kind: 'undo', edit });
    expect([originOf(1, 2), originOf(2, 4)]).toEqual(['edited', 'proposed']);
  });
});

describe('the last step on all pictures', () => {
  it('is there after a restart, in words, until it was taken back; then comes the one before', () => {
    const { database } = fixture;
    expect(lastWholeEdit(database)).toBeUndefined();
    editCategories(database, { kind: 'rename', id: 1, name: 'blood cell' });
    editCategories(database, { kind: 'accept-all', from: 0.5 });
    editCategories(database, { kind: 'recolour', id: 1, colour: '#123456' });
    const last = lastWholeEdit(database)!;
    expect(last.said).toBe('Accepted 2 proposals');
    editCategories(database, { kind: 'undo', edit: last.edit });
    expect(lastWholeEdit(database)?.said).toBe('Renamed cell to blood cell');
    editCategories(database, { kind: 'undo', edit: lastWholeEdit(database)!.edit });
    expect(lastWholeEdit(database)).toBeUndefined();
  });
});
