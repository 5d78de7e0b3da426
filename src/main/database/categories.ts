// The classes of a project: read, add, and map a model's classes to them. Edits that can be undone are in categoryEdits.ts.
import { freeColour } from '../../common/annotation/colours.ts';
import type { Category, CategoryId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import { largestId } from './changeCheck.ts';
import type { Database } from './driver.ts';
import { pinnedRows, type Moment } from './pinned.ts';
import { storedJson } from './storedJson.ts';

/** In list order. */
export function listCategories(database: Database): Category[] {
  return database
    .rows<readonly [number, string, string, number]>(
      'SELECT id, name, colour, position FROM categories ORDER BY position, id',
    )
    .map(([id, name, colour, position]) => ({ id, name, colour, position }));
}

/** Fails with not-found. */
export function categoryById(database: Database, id: CategoryId): Category {
  const category = database.get<Category>('SELECT id, name, colour, position FROM categories WHERE id = :id', { id });
  return category === undefined
    ? fail('not-found', t('Class {id} is not in this project (any more).', { id }))
    : { ...category };
}

/** A category with what an imported file said of it beyond its name. */
export interface StoredCategory extends Category {
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** In list order, with what import kept; for the export. */
export function storedCategories(database: Database, at: Moment = 'now'): StoredCategory[] {
  return database
    .rows<readonly [number, string, string, number, string | null]>(
      `SELECT id, name, colour, position, extra FROM ${pinnedRows('categories', at)} ORDER BY position, id`,
    )
    .map(([id, name, colour, position, extra]) => {
      const category = { id, name, colour, position };
      return extra === null
        ? category
        : { ...category, extra: storedJson<Record<string, unknown>>(extra, `categories[${id}].extra`) };
    });
}

/** How many boxes have each category, proposals and rejected ones included. */
export function countByCategory(database: Database): ReadonlyMap<CategoryId, number> {
  return new Map(
    database.rows<readonly [number, number]>('SELECT category, count(*) FROM annotations GROUP BY category'),
  );
}

export interface NewCategory {
  /** Taken when free; otherwise the next one that never was in use. */
  readonly id?: CategoryId;
  readonly name: string;
  readonly colour?: string;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** Puts a category at the end of the list. Two may have one name only when an imported file has it so. */
export function insertCategory(database: Database, wanted: NewCategory): Category {
  return database.transaction(() => categoryMaker(database)(wanted));
}

/** insertCategory for many in one transaction, in which nobody else changes the list: a file may have thousands, and it is read once. */
export function categoryMaker(database: Database): (wanted: NewCategory) => Category {
  const list = listCategories(database);
  const colours = new Set(list.map((category) => category.colour));
  let position = list.reduce((most, category) => Math.max(most, category.position + 1), 0);
  return (wanted) => {
    const next = database.get<{ next: number }>('SELECT next_category AS next FROM project')?.next ?? 1;
    const id = wanted.id !== undefined && isFreeId(database, wanted.id) ? wanted.id : next;
    const colour = (wanted.colour ?? freeColour(colours)).toLowerCase();
    const extra = wanted.extra === undefined ? null : JSON.stringify(wanted.extra);
    database.run(
      'INSERT INTO categories (id, name, colour, position, extra) VALUES (:id, :name, :colour, :position, :extra)',
      { id, name: wanted.name, colour, position, extra },
    );
    database.run('UPDATE project SET next_category = max(next_category, :next)', { next: id + 1 });
    colours.add(colour);
    position += 1;
    return { id, name: wanted.name, colour, position: position - 1 };
  };
}

/** An id of a deleted or merged category is not free: an undo brings it back. */
function isFreeId(database: Database, id: CategoryId): boolean {
  if (!(id >= 1 && id <= largestId)) return false;
  const taken = database.get(
    `SELECT 1 FROM categories WHERE id = :id UNION ALL
     SELECT 1 FROM category_edits WHERE undone = 0
       AND (json_extract(record, '$.row.id') = :id OR json_extract(record, '$.from.id') = :id)`,
    { id },
  );
  return taken === undefined;
}

/** The project's category for each class of a model, by name; undefined where there is none. */
export function knownClasses(database: Database, classes: readonly string[]): (CategoryId | undefined)[] {
  const byName = new Map<string, CategoryId>();
  for (const { id, name } of listCategories(database)) if (!byName.has(name)) byName.set(name, id);
  return classes.map((name) => byName.get(name));
}

/**
 * The project's category for each class of a model, by name, in the order of `classes`; one that is missing is made, with
 * the next free colour. A class named twice shares a category.
 */
export function categoriesForClasses(database: Database, classes: readonly string[]): CategoryId[] {
  return database.transaction(() => {
    const made = new Map<string, CategoryId>();
    const make = categoryMaker(database);
    return knownClasses(database, classes).map((known, index) => {
      const name = classes[index] as string;
      const id = known ?? made.get(name) ?? make({ name }).id;
      made.set(name, id);
      return id;
    });
  });
}
