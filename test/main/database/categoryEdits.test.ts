import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/common/result.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange, storedAnnotations } from '../../../src/main/database/annotations.ts';
import { countByCategory, insertCategory, listCategories } from '../../../src/main/database/categories.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { imageSummary } from '../../../src/main/database/images.ts';
import { seeded } from '../../support/seeded.ts';
import { adding, box, by, makeFixture, type Fixture } from './projectFixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await makeFixture();
  reserveIds(fixture.database, 100);
  applyChange(fixture.database, 1, adding(box(1, 0, 0), box(2, 100, 0, 50, { categoryId: 2 })));
  applyChange(fixture.database, 2, adding(box(3, 0, 0), box(4, 100, 0, 50, { origin: by('proposed') })));
});
afterEach(() => {
  fixture.remove();
});

function names(): string[] {
  return listCategories(fixture.database).map(({ name }) => name);
}
/** Everything a category edit may change. */
function everything(): unknown {
  const { database } = fixture;
  return [
    listCategories(database),
    [1, 2, 3].map((image) => [storedAnnotations(database, [image])(image), imageSummary(database, image)]),
  ];
}
function refusal(work: () => unknown): { kind: string; message: string } {
  try {
    work();
  } catch (caught) {
    if (caught instanceof FailureError) return caught.failure;
    throw caught;
  }
  return { kind: 'no failure', message: '' };
}

describe('classes', () => {
  it('are added with the next free colour, renamed, recoloured and moved', () => {
    const { database } = fixture;
    expect(editCategories(database, { kind: 'add', name: ' third ' }).categories.at(-1)).toEqual({
      id: 3,
      name: 'third',
      colour: '#009e73',
      position: 2,
    });
    editCategories(database, { kind: 'rename', id: 3, name: 'last' });
    editCategories(database, { kind: 'recolour', id: 3, colour: '#ABCDEF' });
    const { categories, images } = editCategories(database, { kind: 'move', id: 3, position: 0 });
    expect(categories[0]).toEqual({ id: 3, name: 'last', colour: '#abcdef', position: 0 });
    expect(images).toBe(0);
    expect(names()).toEqual(['last', 'cell', 'plate']);
  });

  it('are merged: the boxes get the other class and the merged one is gone', () => {
    const { database } = fixture;
    const { categories, images, changedImages } = editCategories(database, { kind: 'merge', from: 1, into: 2 });
    expect(categories.map(({ id }) => id)).toEqual([2]);
    expect([images, changedImages]).toEqual([2, [1, 2]]);
    expect([...countByCategory(database)]).toEqual([[2, 4]]);
  });

  it('are deleted with their boxes, and the counts of pictures follow', () => {
    const { database } = fixture;
    expect(editCategories(database, { kind: 'delete', id: 1 }).images).toBe(2);
    expect(annotationsOf(database, 2)).toEqual([]);
    expect(imageSummary(database, 2)).toMatchObject({ state: 'new', boxes: 0, proposals: 0 });
    expect(imageSummary(database, 1)).toMatchObject({ boxes: 1 });
  });

  it('of a deleted one never get its id again', () => {
    const { database } = fixture;
    editCategories(database, { kind: 'delete', id: 2 });
    expect(editCategories(database, { kind: 'add', name: 'new' }).categories.at(-1)?.id).toBe(3);
    expect(insertCategory(database, { id: 2, name: 'imported' }).id).toBe(4);
  });
});

describe('an edit of the classes', () => {
  it.each([
    { kind: 'add', name: 'x' },
    { kind: 'rename', id: 1, name: 'x' },
    { kind: 'recolour', id: 1, colour: '#000000' },
    { kind: 'move', id: 2, position: 0 },
    { kind: 'merge', from: 1, into: 2 },
    { kind: 'delete', id: 1 },
  ] as const)('is undone whole, redone by undoing that, and undone again: $kind', (edit) => {
    const { database } = fixture;
    database.run('UPDATE annotations SET extra = \'{"area":3}\' WHERE id = 1');
    database.run('UPDATE categories SET extra = \'{"supercategory":"s"}\' WHERE id = 1');
    const before = everything();
    const made = editCategories(database, edit);
    const after = everything();
    expect(after).not.toEqual(before);
    const undone = editCategories(database, { kind: 'undo', edit: made.edit });
    expect(everything()).toEqual(before);
    expect(database.rows('SELECT extra FROM categories WHERE id = 1')).toEqual([['{"supercategory":"s"}']]);
    const redone = editCategories(database, { kind: 'undo', edit: undone.edit });
    expect(listCategories(database).length).toBe(made.categories.length);
    editCategories(database, { kind: 'undo', edit: redone.edit });
    expect(everything()).toEqual(before);
  });

  it('merge, when undone, leaves boxes alone that got a third class since', () => {
    const { database } = fixture;
    editCategories(database, { kind: 'add', name: 'third' });
    const { edit } = editCategories(database, { kind: 'merge', from: 1, into: 2 });
    applyChange(database, 1, { added: [box(1, 0, 0, 50, { categoryId: 3 })], removed: [], updated: [] });
    const { images } = editCategories(database, { kind: 'undo', edit });
    expect(images).toBe(1);
    expect(annotationsOf(database, 1).map(({ categoryId }) => categoryId)).toEqual([3, 2]);
    expect(annotationsOf(database, 2).map(({ categoryId }) => categoryId)).toEqual([1, 1]);
  });

  it('can be undone one after the other, back to the start, over random scripts', () => {
    const { database } = fixture;
    const random = seeded(3);
    const start = everything();
    const edits: number[] = [];
    for (let step = 0; step < 60; step += 1) {
      const ids = listCategories(database).map(({ id }) => id);
      const any = () => ids[Math.floor(random() * ids.length)] ?? 0;
      const kind = Math.floor(random() * 6);
      const [from, into] = [any(), any()];
      if (kind === 0 || ids.length < 2) edits.push(editCategories(database, { kind: 'add', name: `n${step}` }).edit);
      else if (kind === 1) edits.push(editCategories(database, { kind: 'rename', id: any(), name: `r${step}` }).edit);
      else if (kind === 2)
        edits.push(
          editCategories(database, {
            kind: 'recolour',
            id: any(),
            colour: `#0000${(10 + step).toString(16).padStart(2, '0')}`,
          }).edit,
        );
      else if (kind === 3)
        edits.push(editCategories(database, { kind: 'move', id: any(), position: Math.floor(random() * 5) }).edit);
      else if (kind === 4 && from !== into) edits.push(editCategories(database, { kind: 'merge', from, into }).edit);
      else edits.push(editCategories(database, { kind: 'delete', id: any() }).edit);
    }
    for (const edit of edits.reverse()) editCategories(database, { kind: 'undo', edit });
    expect(everything()).toEqual(start);
    expect(names()).toEqual(['cell', 'plate']);
  });

  it('is refused with a reason when it makes no sense', () => {
    const { database } = fixture;
    const { edit } = editCategories(database, { kind: 'rename', id: 1, name: 'other' });
    editCategories(database, { kind: 'undo', edit });
    const before = everything();
    const wrong = [
      [{ kind: 'add', name: 'cell' }, /already/],
      [{ kind: 'add', name: '  ' }, /needs a name/],
      [{ kind: 'add', name: 'x', colour: 'red' }, /no colour/],
      [{ kind: 'rename', id: 1, name: 'plate' }, /already/],
      [{ kind: 'rename', id: 9, name: 'x' }, /not in this project/],
      [{ kind: 'recolour', id: 1, colour: '#12345' }, /no colour/],
      [{ kind: 'move', id: 9, position: 0 }, /not in this project/],
      [{ kind: 'merge', from: 1, into: 1 }, /itself/],
      [{ kind: 'merge', from: 1, into: 9 }, /not in this project/],
      [{ kind: 'delete', id: 9 }, /not in this project/],
      [{ kind: 'undo', edit }, /undone already/],
      [{ kind: 'undo', edit: 999 }, /no edit 999/],
    ] as const;
    for (const [wish, message] of wrong) expect(refusal(() => editCategories(database, wish)).message).toMatch(message);
    expect(everything()).toEqual(before);
  });
});
