import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/common/result.ts';
import { editCategories, isLongEdit } from '../../../src/main/database/categoryEdits.ts';
import { lastWholeEdit } from '../../../src/main/database/editRecords.ts';
import { imageSummary } from '../../../src/main/database/images.ts';
import { makeFixture, type Fixture } from './projectFixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await makeFixture(6);
  fixture.database.run("UPDATE images SET split = 'val' WHERE id IN (2, 3)");
});
afterEach(() => {
  fixture.remove();
});

const splits = () => [1, 2, 3, 4, 5, 6].map((id) => imageSummary(fixture.database, id).split ?? '-').join(' ');
const put = (images: readonly number[], to: string | null) =>
  editCategories(fixture.database, { kind: 'split', images, to });
const undo = (edit: number) => editCategories(fixture.database, { kind: 'undo', edit });

describe('pictures put into a split by hand', () => {
  it('are one step, said in words, and one undo brings each back to where it was', () => {
    const reply = put([5, 1, 2, 3, 99], 'train');
    expect(splits()).toBe('train train train - train -');
    expect(reply).toMatchObject({ images: 0, changedImages: [], changedSplits: [1, 2, 3, 5] });
    expect(lastWholeEdit(fixture.database)).toEqual({
      edit: reply.edit,
      said: 'Put 4 pictures into the split train',
    });
    const back = undo(reply.edit);
    expect(splits()).toBe('- val val - - -');
    expect(back.changedSplits).toEqual([1, 2, 3, 5]);
    expect(lastWholeEdit(fixture.database)).toBeUndefined();
    undo(back.edit);
    expect(splits()).toBe('train train train - train -');
  });

  it('come out of every split again', () => {
    const reply = put([1, 2, 3, 4], null);
    expect(splits()).toBe('- - - - - -');
    expect(lastWholeEdit(fixture.database)?.said).toBe('Took 2 pictures out of the splits');
    undo(reply.edit);
    expect(splits()).toBe('- val val - - -');
  });

  it('stay where a later step put them when an earlier one is taken back', () => {
    const first = put([1, 2], 'train');
    put([2], 'test');
    undo(first.edit);
    expect(splits()).toBe('- test val - - -');
  });

  it('are refused when none would change', () => {
    expect(() => put([2, 3], 'val')).toThrow(FailureError);
    expect(() => put([], 'val')).toThrow(/in this split already/);
    expect(lastWholeEdit(fixture.database)).toBeUndefined();
  });

  it('are no work for the main process when they are many, nor is the way back', () => {
    const { database } = fixture;
    const ids = Array.from({ length: 3000 }, (_, index) => index + 1);
    database.exec(`WITH RECURSIVE n (i) AS (SELECT 7 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
      INSERT INTO images (id, folder, name, position, coco_id) SELECT i, 1, i || '.jpg', i, i FROM n`);
    expect(isLongEdit(database, { kind: 'split', images: [1, 2], to: 'val' })).toBe(false);
    expect(isLongEdit(database, { kind: 'split', images: ids, to: 'val' })).toBe(true);
    const { edit, changedSplits } = put(ids, 'val');
    expect(changedSplits).toHaveLength(2998);
    expect(isLongEdit(database, { kind: 'undo', edit })).toBe(true);
    const record = database.get<{ record: string }>('SELECT record FROM category_edits WHERE id = :edit', { edit });
    expect(record?.record.length).toBeLessThan(200);
  });
});
