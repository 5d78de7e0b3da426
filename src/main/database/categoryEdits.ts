// Edits of the class list and of all pictures that the window can make, each kept with what it takes to undo it, whole. An undo is an edit too,
// so that it can itself be taken back.
import type { ImageId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import type { CategoriesReply, CategoryEdit } from '../../common/records.ts';
import { assertNever, fail } from '../../common/result.ts';
import { acceptAgain, acceptAll, countProposals, takeBackAccepted } from './acceptAll.ts';
import { editBoxes, takeBackBoxes, type Step, type Touched } from './boxEdits.ts';
import { insertCategory, listCategories } from './categories.ts';
import {
  categoryRow,
  checkColour,
  freeName,
  hasCategory,
  merge,
  move,
  order,
  putBack,
  recolour,
  remove,
  rename,
  restore,
  unmerge,
  type Performed,
} from './classEdits.ts';
import type { Database } from './driver.ts';
import { doneDeed, type EditRecord } from './editRecords.ts';
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
