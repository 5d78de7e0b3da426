// Edits of the class list and of all pictures that the window can make, each kept with what it takes to undo it, whole. An undo is an edit too,
// so that it can itself be taken back.
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import type { CategoriesReply, CategoryEdit } from '../../common/records.ts';
import { assertNever, fail } from '../../common/result.ts';
import { acceptAgain, acceptAll, countProposals, takeBackAccepted } from './acceptAll.ts';
import { boxColumns, editBoxes, takeBackBoxes, type Step, type Touched } from './boxEdits.ts';
import { categoryById, insertCategory, listCategories } from './categories.ts';
import type { Database } from './driver.ts';
import { doneDeed, type CategoryRow, type EditRecord } from './editRecords.ts';
import { countMoved, makeMoves, movesBack, movesInto, type SplitMove } from './splitEdits.ts';
import { storedJson } from './storedJson.ts';

export interface EditOutcome extends CategoriesReply {
  /** The pictures whose boxes changed class, came or went. */
  readonly changedImages: readonly ImageId[];
  /** The pictures that were put into another split. */
  readonly changedSplits: readonly ImageId[];
}

/**
 * Makes one edit in one durable transaction; `edit` of the reply takes it back. A deleted category takes its boxes with
 * it, and its undo brings them back. Failures: not-found; invalid for a name that is empty, too long or taken, a colour
 * that is none, an edit that was undone already, a step over boxes or pictures none of which it would change. `by`: who makes it; ''
 * has no name.
 */
export function editCategories(database: Database, edit: CategoryEdit, by = ''): EditOutcome {
  return database.transaction(() => {
    const made = Date.now();
    const { lastId } = database.run("INSERT INTO category_edits (made, record) VALUES (:made, '{}')", { made });
    const {
      record,
      images,
      boxes,
      splits = [],
    } = perform(database, edit, {
      number: lastId,
      made: by === '' ? { at: made } : { by, at: made },
    });
    closeGaps(database);
    database.run('UPDATE category_edits SET record = :record WHERE id = :id', {
      id: lastId,
      record: JSON.stringify(edit.kind === 'undo' ? { ...record, undoes: edit.edit } : record),
    });
    const changed = { changedImages: images, changedSplits: splits };
    const reply = { categories: listCategories(database), edit: lastId, images: images.length, ...changed };
    return boxes === undefined ? reply : { ...reply, boxes };
  });
}

/** From so many boxes or pictures on a step is no work for a process that has a window to answer. */
const longStep = 2000;

/** True for a step over pictures, or the undo of one or of an import, that takes long. */
export function isLongEdit(database: Database, edit: CategoryEdit): boolean {
  if (edit.kind === 'split') return edit.images.length > longStep;
  if (edit.kind !== 'undo') return false;
  const row = database.get<{ record: string }>('SELECT record FROM category_edits WHERE id = :edit', {
    edit: edit.edit,
  });
  const record = row === undefined ? undefined : storedJson<EditRecord>(row.record, `category_edits[${edit.edit}]`);
  if (record?.kind === 'split') return countMoved(record.moves) > longStep;
  if (record?.kind !== 'import' && record?.kind !== 'unimport') return false;
  return record.did.boxes + record.did.removed > longStep;
}

/** Positions count from 0 without gaps: the first ten have the digit keys. */
function closeGaps(database: Database): void {
  listCategories(database).forEach(({ id, position }, index) => {
    if (position !== index) database.run('UPDATE categories SET position = :index WHERE id = :id', { id, index });
  });
}

interface Performed {
  readonly record: EditRecord;
  readonly images: readonly ImageId[];
  /** Of a step over chosen boxes: how many it changed. */
  readonly boxes?: number;
  /** The pictures that were put into another split. */
  readonly splits?: readonly ImageId[];
}

function perform(database: Database, edit: CategoryEdit, step: Step): Performed {
  const { number, made } = step;
  switch (edit.kind) {
    case 'add': {
      const name = freeName(database, edit.name);
      const colour = edit.colour === undefined ? {} : { colour: checkColour(edit.colour) };
      return { record: { kind: 'add', id: insertCategory(database, { name, ...colour }).id }, images: [] };
    }
    case 'rename':
      return rename(database, edit.id, freeName(database, edit.name, edit.id));
    case 'recolour':
      return recolour(database, edit.id, checkColour(edit.colour));
    case 'move':
      return move(database, edit.id, edit.position);
    case 'merge':
      return merge(database, edit.from, edit.into, number);
    case 'delete':
      return remove(database, edit.id, number);
    case 'accept-all': {
      const { boxes } = countProposals(database, edit.from);
      return { record: { kind: 'accept-all', boxes, made }, images: acceptAll(database, edit.from, number, made) };
    }
    case 'boxes': {
      const touched = editBoxes(database, edit.deed, edit.boxes, edit.asOf, step);
      if (touched.boxes === 0)
        fail('invalid', t('Nothing was changed: these boxes are so already, or were changed meanwhile.'));
      return overBoxes(touched, { kind: 'boxes', did: doneDeed(database, edit.deed, touched) });
    }
    case 'split': {
      const moves = movesInto(database, edit.images, edit.to);
      if (moves.length === 0) fail('invalid', t('Nothing was changed: these pictures are in this split already.'));
      return moveSplits(database, moves);
    }
    case 'undo':
      return undo(database, edit.edit, step);
    default:
      return assertNever(edit);
  }
}

function moveSplits(database: Database, moves: readonly SplitMove[]): Performed {
  return { record: { kind: 'split', moves }, images: [], splits: makeMoves(database, moves) };
}

function rename(database: Database, id: CategoryId, after: string): Performed {
  const { name: before } = categoryById(database, id);
  database.run('UPDATE categories SET name = :after WHERE id = :id', { id, after });
  return { record: { kind: 'rename', id, before, after }, images: [] };
}

function recolour(database: Database, id: CategoryId, after: string): Performed {
  const { colour: before } = categoryById(database, id);
  database.run('UPDATE categories SET colour = :after WHERE id = :id', { id, after });
  return { record: { kind: 'recolour', id, before, after }, images: [] };
}

function move(database: Database, id: CategoryId, position: number): Performed {
  categoryById(database, id);
  const before = listCategories(database).map((category) => category.id);
  const after = before.filter((other) => other !== id);
  after.splice(Math.min(Math.max(0, Math.trunc(position)), after.length), 0, id);
  return order(database, before, after);
}

/** Puts the categories in the order of `after`; those that it does not name come last, in their old order. */
function order(database: Database, before: readonly CategoryId[], after: readonly CategoryId[]): Performed {
  const present = listCategories(database).map(({ id }) => id);
  const named = after.filter((id) => present.includes(id));
  [...named, ...present.filter((id) => !named.includes(id))].forEach((id, position) => {
    database.run('UPDATE categories SET position = :position WHERE id = :id', { id, position });
  });
  return { record: { kind: 'order', before, after }, images: [] };
}

function merge(database: Database, from: CategoryId, into: CategoryId, edit: number): Performed {
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

function remove(database: Database, id: CategoryId, edit: number): Performed {
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

function overBoxes({ images, boxes }: Touched, record: EditRecord): Performed {
  return { record, images, boxes };
}

function undo(database: Database, edit: number, step: Step): Performed {
  const { number, made } = step;
  const row = database.get<{ record: string; undone: number }>(
    'SELECT record, undone FROM category_edits WHERE id = :edit',
    { edit },
  );
  if (row === undefined || edit === number)
    fail('not-found', t('There is no edit {edit} of the classes to undo.', { edit }));
  if (row.undone !== 0) fail('invalid', t('This edit of the classes was undone already.'));
  database.run('UPDATE category_edits SET undone = 1 WHERE id = :edit', { edit });
  const record = storedJson<EditRecord>(row.record, `category_edits[${edit}]`);
  switch (record.kind) {
    case 'add':
      return remove(database, record.id, number);
    case 'rename':
      return rename(database, record.id, record.before);
    case 'recolour':
      return recolour(database, record.id, record.before);
    case 'order':
      return order(database, record.after, record.before);
    case 'merge':
      return unmerge(database, edit, record.from, record.into);
    case 'delete':
      return restore(database, edit, record.row);
    case 'restore':
      return record.mergedInto === undefined
        ? remove(database, record.id, number)
        : merge(database, record.id, record.mergedInto, number);
    case 'accept-all': {
      const of = record.of ?? edit;
      return {
        record: { kind: 'unaccept', of, ...(record.made && { made: record.made }) },
        images: takeBackAccepted(database, of),
      };
    }
    case 'split':
      return moveSplits(database, movesBack(record.moves));
    case 'boxes':
      return overBoxes(takeBackBoxes(database, edit, step), record);
    case 'import':
      return unimport(database, edit, record, step);
    case 'unimport':
      for (const row of record.classes) if (!hasCategory(database, row.id)) putBack(database, row);
      return overBoxes(takeBackBoxes(database, edit, step), {
        ...record,
        kind: 'import',
        classes: record.classes.map(({ id }) => id),
      });
    case 'unaccept': {
      const before = record.made ?? made;
      return {
        record: { kind: 'accept-all', boxes: 0, of: record.of, made: before },
        images: acceptAgain(database, record.of, before),
      };
    }
    default:
      return assertNever(record);
  }
}

/** What came goes unless somebody changed it since, what gave way is back; classes made for it go when nothing is in them. */
function unimport(database: Database, edit: number, record: EditRecord & { kind: 'import' }, step: Step): Performed {
  const touched = takeBackBoxes(database, edit, step);
  const empty = listCategories(database).filter(
    ({ id }) =>
      record.classes.includes(id) &&
      database.get('SELECT 1 FROM annotations WHERE category = :id LIMIT 1', { id }) === undefined,
  );
  const classes = empty.map(({ id }) => categoryRow(database, id));
  for (const { id } of classes) database.run('DELETE FROM categories WHERE id = :id', { id });
  return overBoxes(touched, { ...record, kind: 'unimport', classes });
}

/** The boxes that moved go back, save those that were given a third class since. */
function unmerge(database: Database, edit: number, row: CategoryRow, into: CategoryId): Performed {
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

function restore(database: Database, edit: number, row: CategoryRow): Performed {
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
function putBack(database: Database, { id, name, colour, position, extra }: CategoryRow): void {
  database.run('UPDATE categories SET position = position + 1 WHERE position >= :position', { position });
  database.run(
    'INSERT INTO categories (id, name, colour, position, extra) VALUES (:id, :name, :colour, :position, :extra)',
    { id, name, colour, position, extra },
  );
}

function hasCategory(database: Database, id: CategoryId): boolean {
  return listCategories(database).some((category) => category.id === id);
}

function categoryRow(database: Database, id: CategoryId): CategoryRow {
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
function freeName(database: Database, wanted: string, own?: CategoryId): string {
  const name = wanted.trim();
  if (name === '') fail('invalid', t('A class needs a name.'));
  if (name.length > 5000) fail('invalid', t('The name of a class may have at most 5,000 characters.'));
  const other = listCategories(database).find((category) => category.name === name && category.id !== own);
  if (other !== undefined)
    fail('invalid', t('There is a class named "{name}" already; merge the two instead.', { name }));
  return name;
}

function checkColour(colour: string): string {
  if (!/^#[0-9a-f]{6}$/i.test(colour))
    fail('invalid', t('"{colour}" is no colour like "#0072b2".', { colour: colour.slice(0, 40) }));
  return colour.toLowerCase();
}
