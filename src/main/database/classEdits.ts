// Edits of one class: a name, a colour, a place in the list, a merge, a deletion, and the way back of each. Which of them is made, and
// what is kept of it, is in categoryEdits.ts.
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import { boxColumns } from './boxEdits.ts';
import { categoryById, listCategories } from './categories.ts';
import type { Database } from './driver.ts';
import type { CategoryRow, EditRecord } from './editRecords.ts';

export interface Performed {
  readonly record: EditRecord;
  readonly images: readonly ImageId[];
  /** Of a step over chosen boxes: how many it changed. */
  readonly boxes?: number;
  /** The pictures that were put into another split. */
  readonly splits?: readonly ImageId[];
}

export function rename(database: Database, id: CategoryId, after: string): Performed {
  const { name: before } = categoryById(database, id);
  database.run('UPDATE categories SET name = :after WHERE id = :id', { id, after });
  return { record: { kind: 'rename', id, before, after }, images: [] };
}

export function recolour(database: Database, id: CategoryId, after: string): Performed {
  const { colour: before } = categoryById(database, id);
  database.run('UPDATE categories SET colour = :after WHERE id = :id', { id, after });
  return { record: { kind: 'recolour', id, before, after }, images: [] };
}

export function move(database: Database, id: CategoryId, position: number): Performed {
  categoryById(database, id);
  const before = listCategories(database).map((category) => category.id);
  const after = before.filter((other) => other !== id);
  after.splice(Math.min(Math.max(0, Math.trunc(position)), after.length), 0, id);
  return order(database, before, after);
}

/** Puts the categories in the order of `after`; those that it does not name come last, in their old order. */
export function order(database: Database, before: readonly CategoryId[], after: readonly CategoryId[]): Performed {
  const present = listCategories(database).map(({ id }) => id);
  const named = after.filter((id) => present.includes(id));
  [...named, ...present.filter((id) => !named.includes(id))].forEach((id, position) => {
    database.run('UPDATE categories SET position = :position WHERE id = :id', { id, position });
  });
  return { record: { kind: 'order', before, after }, images: [] };
}

export function merge(database: Database, from: CategoryId, into: CategoryId, edit: number): Performed {
  if (from === into) fail('invalid', t('A class cannot be merged into itself.'));
  categoryById(database, into);
  const row = categoryRow(database, from);
  const images = imagesOf(database, from);
  database.run(
    'INSERT INTO category_edit_moves (edit, annotation) SELECT :edit, id FROM annotations WHERE category = :from',
    { edit, from },
  );
  database.run('UPDATE annotations SET category = :into, changed = :now WHERE category = :from', {
    from,
    into,
    now: Date.now(),
  });
  database.run('DELETE FROM categories WHERE id = :from', { from });
  return { record: { kind: 'merge', from: row, into }, images };
}

export function remove(database: Database, id: CategoryId, edit: number): Performed {
  const row = categoryRow(database, id);
  const images = imagesOf(database, id);
  database.run(
    `INSERT INTO category_edit_boxes (edit, ${boxColumns}) SELECT :edit, ${boxColumns} FROM annotations WHERE category = :id`,
    { edit, id },
  );
  database.run('DELETE FROM annotations WHERE category = :id', { id });
  database.run('DELETE FROM categories WHERE id = :id', { id });
  return { record: { kind: 'delete', row }, images };
}

/** The boxes that moved go back, save those that were given a third class since. */
export function unmerge(database: Database, edit: number, row: CategoryRow, into: CategoryId): Performed {
  putBack(database, row);
  const moved = 'id IN (SELECT annotation FROM category_edit_moves WHERE edit = :edit) AND category = :into';
  const images = ids(
    database.rows(`SELECT DISTINCT image FROM annotations WHERE ${moved} ORDER BY image`, { edit, into }),
  );
  database.run(`UPDATE annotations SET category = :back, changed = :now WHERE ${moved}`, {
    edit,
    into,
    back: row.id,
    now: Date.now(),
  });
  return { record: { kind: 'restore', id: row.id, mergedInto: into }, images };
}

export function restore(database: Database, edit: number, row: CategoryRow): Performed {
  putBack(database, row);
  database.run(
    `INSERT INTO annotations (category, changed, ${boxColumns})
     SELECT :category, :now, ${boxColumns} FROM category_edit_boxes WHERE edit = :edit AND id NOT IN (SELECT id FROM annotations)`,
    { category: row.id, edit, now: Date.now() },
  );
  const images = ids(
    database.rows('SELECT DISTINCT image FROM category_edit_boxes WHERE edit = :edit ORDER BY image', { edit }),
  );
  return { record: { kind: 'restore', id: row.id }, images };
}

/** A category is back at its old place in the list, under its old name, whatever came meanwhile. */
export function putBack(database: Database, { id, name, colour, position, extra }: CategoryRow): void {
  database.run('UPDATE categories SET position = position + 1 WHERE position >= :position', { position });
  database.run(
    'INSERT INTO categories (id, name, colour, position, extra) VALUES (:id, :name, :colour, :position, :extra)',
    { id, name, colour, position, extra },
  );
}

export function hasCategory(database: Database, id: CategoryId): boolean {
  return listCategories(database).some((category) => category.id === id);
}

export function categoryRow(database: Database, id: CategoryId): CategoryRow {
  const category = categoryById(database, id);
  const extra =
    database.get<{ extra: string | null }>('SELECT extra FROM categories WHERE id = :id', { id })?.extra ?? null;
  return { ...category, extra };
}

function imagesOf(database: Database, category: CategoryId): ImageId[] {
  return ids(
    database.rows('SELECT DISTINCT image FROM annotations WHERE category = :category ORDER BY image', { category }),
  );
}

function ids(rows: readonly (readonly unknown[])[]): number[] {
  return rows.map(([id]) => Number(id));
}

/** The name without space around it, when no other category has it. */
export function freeName(database: Database, wanted: string, own?: CategoryId): string {
  const name = wanted.trim();
  if (name === '') fail('invalid', t('A class needs a name.'));
  if (name.length > 5000) fail('invalid', t('The name of a class may have at most 5,000 characters.'));
  const other = listCategories(database).find((category) => category.name === name && category.id !== own);
  if (other !== undefined)
    fail('invalid', t('There is a class named "{name}" already; merge the two instead.', { name }));
  return name;
}

export function checkColour(colour: string): string {
  if (!/^#[0-9a-f]{6}$/i.test(colour))
    fail('invalid', t('"{colour}" is no colour like "#0072b2".', { colour: colour.slice(0, 40) }));
  return colour.toLowerCase();
}
