// The classes of an imported file, however many: what is asked of the database for them grows with them and no faster.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { categoriesForClasses, listCategories } from '../../../src/main/database/categories.ts';
import { importCategories } from '../../../src/main/database/importLists.ts';
import { makeFixture, type Fixture } from './projectFixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await makeFixture();
});
afterEach(() => {
  fixture.remove();
});

/** How often the whole list of classes is read while `work` is done. */
function listings(work: () => void): number {
  const asked = vi.spyOn(fixture.database, 'rows');
  try {
    fixture.database.transaction(work);
    return asked.mock.calls.filter(([sql]) => /FROM categories\b(?!.*\bWHERE\b)/s.test(sql)).length;
  } finally {
    asked.mockRestore();
  }
}

const classes = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: from + index, name: `class ${from + index}`, supercategory: '' }));

describe('the classes of a file', () => {
  it('are made without reading the list for each', () => {
    const { database } = fixture;
    const few = listings(() => void importCategories(database, classes(100, 2), new Map(), []));
    const many = listings(() => void importCategories(database, classes(200, 300), new Map(), []));
    expect(few).toBeGreaterThan(0);
    expect(many).toBe(few);
    const list = listCategories(database);
    expect(list.map(({ position }) => position)).toEqual(list.map((_, index) => index));
    expect(new Set(list.map(({ colour }) => colour)).size).toBe(304);
    expect(list.slice(4).map(({ id, name }) => [id, name])).toEqual(
      classes(200, 300).map(({ id, name }) => [id, name]),
    );
  });

  it('of a model neither', () => {
    const names = (from: number, count: number): string[] => classes(from, count).map(({ name }) => name);
    const few = listings(() => void categoriesForClasses(fixture.database, names(100, 2)));
    expect(few).toBeGreaterThan(0);
    expect(listings(() => void categoriesForClasses(fixture.database, names(200, 300)))).toBe(few);
    expect(listCategories(fixture.database)).toHaveLength(304);
  });
});
