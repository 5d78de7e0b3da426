import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noChange } from '../../../src/common/annotation/change.ts';
import * as edits from '../../../src/common/annotation/edits.ts';
import { apply, type Change } from '../../../src/common/annotation/change.ts';
import { stamped } from '../../../src/common/annotation/stamps.ts';
import type { BoxDeed } from '../../../src/common/grid.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange, storedAnnotations } from '../../../src/main/database/annotations.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { lastWholeEdit } from '../../../src/main/database/editRecords.ts';
import { imageSummary } from '../../../src/main/database/images.ts';
import { adding, box, by, makeFixture, type Fixture } from './projectFixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await makeFixture();
  reserveIds(fixture.database, 100);
  applyChange(
    fixture.database,
    1,
    adding(
      box(1, 0, 0),
      box(2, 100, 0, 50, { origin: by('proposed', 0.9), note: 'blurred' }),
      box(3, 200, 0, 50, { origin: by('rejected') }),
    ),
  );
  applyChange(
    fixture.database,
    2,
    adding(
      box(4, 0, 0, 50, { origin: by('accepted') }),
      box(5, 100, 0, 50, { origin: by('edited'), categoryId: 2 }),
      box(6, 200, 0, 50, { origin: by('proposed') }),
    ),
  );
  fixture.database.run('UPDATE annotations SET extra = \'{"segmentation":[]}\', source = 70 WHERE id = 1');
  fixture.database.run('UPDATE annotations SET changed = 5');
});
afterEach(() => {
  fixture.remove();
});

const all = [1, 2, 3, 4, 5, 6];

function does(deed: BoxDeed, boxes: readonly number[] = all, asOf = Date.now()) {
  return editCategories(fixture.database, { kind: 'boxes', deed, boxes, asOf }, 'Ada');
}
const undo = (edit: number) => editCategories(fixture.database, { kind: 'undo', edit });

/** Everything that a step may change, but when it was changed. */
const everything = () =>
  [1, 2].map((image) => [storedAnnotations(fixture.database, [image])(image), imageSummary(fixture.database, image)]);
const boxOf = (id: number) =>
  [1, 2].flatMap((image) => annotationsOf(fixture.database, image)).find((one) => one.id === id);

const deeds: readonly BoxDeed[] = [{ kind: 'accept' }, { kind: 'discard' }, { kind: 'relabel', to: 2 }];

/** What the same edit on the canvas would leave. */
function onCanvas(image: number, deed: BoxDeed): unknown {
  const before = new Map(annotationsOf(fixture.database, image).map((one) => [one.id, one]));
  const change: Change =
    deed.kind === 'accept'
      ? edits.accept(before, all)
      : deed.kind === 'discard'
        ? edits.discard(before, all)
        : edits.relabel(before, all, deed.to);
  const after = apply(before, stamped(change, { by: 'Ada', at: 0 }));
  return [...after.values()].sort((a, b) => a.id - b.id);
}

describe('a step over boxes of many pictures', () => {
  it.each(deeds)('means what it means on the canvas: $kind', (deed) => {
    const wanted = [1, 2].map((image) => onCanvas(image, deed));
    does(deed);
    const now = [1, 2].map((image) => annotationsOf(fixture.database, image));
    // Whatever the clock said.
    const timeless = now.map((list) =>
      list.map(({ made, changed, ...rest }) => ({
        ...rest,
        ...(made && { made: { ...made, at: 0 } }),
        ...(changed && { changed: { ...changed, at: 0 } }),
      })),
    );
    expect(timeless).toEqual(wanted);
  });

  it('concerns the chosen boxes alone, and says how many they were', () => {
    const reply = does({ kind: 'accept' }, [2, 4, 99]);
    expect(reply).toMatchObject({ boxes: 1, images: 1, changedImages: [1] });
    expect(boxOf(2)?.origin.kind).toBe('accepted');
    expect(boxOf(6)?.origin.kind).toBe('proposed');
    expect(imageSummary(fixture.database, 1)).toMatchObject({ boxes: 2, proposals: 0 });
  });

  it.each(deeds)('is taken back exactly, and that too, and that again: $kind', (deed) => {
    const before = everything();
    const first = does(deed);
    const after = everything();
    expect(after).not.toEqual(before);
    const back = undo(first.edit);
    expect(everything()).toEqual(before);
    expect(back.boxes).toBe(first.boxes);
    const again = undo(back.edit);
    expect(everything()).toEqual(after);
    undo(again.edit);
    expect(everything()).toEqual(before);
  });

  it('leaves a box that was changed after it was shown', () => {
    const { database } = fixture;
    database.run('UPDATE annotations SET changed = 900 WHERE id = 6');
    expect(does({ kind: 'accept' }, all, 800).boxes).toBe(2);
    expect(boxOf(6)?.origin.kind).toBe('proposed');
  });

  it('leaves by its undo what somebody did to the boxes since', () => {
    const { database } = fixture;
    const { edit } = does({ kind: 'relabel', to: 2 });
    const moved = boxOf(1)!;
    database.run('UPDATE annotations SET changed = changed - 1');
    database.run('UPDATE category_edits SET made = made - 1');
    applyChange(database, 1, { ...noChange, updated: [[moved, { ...moved, box: { x1: 1, y1: 1, x2: 9, y2: 9 } }]] });
    applyChange(database, 2, { ...noChange, removed: [boxOf(6)!] });
    undo(edit);
    expect(boxOf(1)).toMatchObject({ categoryId: 2, box: { x1: 1 } });
    expect(boxOf(6)).toBeUndefined();
    expect(boxOf(2)).toMatchObject({ categoryId: 1, origin: { kind: 'proposed' } });
  });

  it('brings no box back into a class that is gone', () => {
    const { database } = fixture;
    const { edit } = does({ kind: 'discard' }, [5, 1]);
    editCategories(database, { kind: 'delete', id: 2 });
    expect(undo(edit).boxes).toBe(1);
    expect(boxOf(1)?.categoryId).toBe(1);
    expect(boxOf(5)).toBeUndefined();
  });

  it('that gave another class is refused for a class that is gone, and nothing is changed', () => {
    const before = everything();
    expect(() => does({ kind: 'relabel', to: 77 })).toThrow();
    expect(everything()).toEqual(before);
    expect(lastWholeEdit(fixture.database)).toBeUndefined();
  });

  it('is the last step on all pictures, in words', () => {
    const said = (deed: BoxDeed, boxes: readonly number[]) => {
      does(deed, boxes);
      return lastWholeEdit(fixture.database)?.said;
    };
    expect(said({ kind: 'accept' }, [2, 6])).toBe('Accepted 2 boxes of 2 pictures');
    expect(said({ kind: 'relabel', to: 2 }, [2])).toBe('Relabelled 1 box of 1 picture to plate');
    expect(said({ kind: 'discard' }, [6])).toBe('Rejected 1 box of 1 picture');
    expect(said({ kind: 'discard' }, [4, 5, 1])).toBe('Rejected 1 and deleted 2 boxes of 2 pictures');
    undo(lastWholeEdit(fixture.database)!.edit);
    expect(lastWholeEdit(fixture.database)?.said).toBe('Rejected 1 box of 1 picture');
  });
});
