// What edits of the classes and steps over all pictures are kept as, and what they are called in the window.
import type { Category, CategoryId, Stamp } from '../../common/annotation/types.ts';
import type { BoxDeed } from '../../common/grid.ts';
import type { WholeEdit } from '../../common/records.ts';
import { assertNever } from '../../common/result.ts';
import { counted } from '../../common/words.ts';
import type { Touched } from './boxEdits.ts';
import { listCategories } from './categories.ts';
import type { Database } from './driver.ts';

export interface CategoryRow extends Category {
  readonly extra: string | null;
}

/** What was done, with what its inverse needs. Boxes that moved or went lie in tables of their own, by edit. */
export type EditRecord =
  | { readonly kind: 'add'; readonly id: CategoryId }
  | { readonly kind: 'rename'; readonly id: CategoryId; readonly before: string; readonly after: string }
  | { readonly kind: 'recolour'; readonly id: CategoryId; readonly before: string; readonly after: string }
  | { readonly kind: 'order'; readonly before: readonly CategoryId[]; readonly after: readonly CategoryId[] }
  | { readonly kind: 'merge'; readonly from: CategoryRow; readonly into: CategoryId }
  | { readonly kind: 'delete'; readonly row: CategoryRow }
  /** Undid a merge or a delete: the category is back. */
  | { readonly kind: 'restore'; readonly id: CategoryId; readonly mergedInto?: CategoryId }
  /** `of`: the edit that holds which boxes they are, when it is not this one. */
  | { readonly kind: 'accept-all'; readonly boxes: number; readonly of?: number; readonly made?: Stamp }
  /** `made`: who accepted them then; before version 5 of the file nobody said. */
  | { readonly kind: 'unaccept'; readonly of: number; readonly made?: Stamp }
  /** `said` once and for all: the class may have another name later, or be gone. */
  | { readonly kind: 'boxes'; readonly said: string };

/** A record as it is stored; `undoes` tells an undo from an edit that somebody made. */
type StoredRecord = EditRecord & { readonly undoes?: number };

/** Edits that are looked at for one that can be taken back; those of colours and order lie between. */
const lookedAt = 100;

/** The newest edit over all pictures that stands, also from before the program was started. */
export function lastWholeEdit(database: Database): WholeEdit | undefined {
  const rows = database.rows<readonly [number, string]>(
    `SELECT id, record FROM category_edits WHERE undone = 0 ORDER BY id DESC LIMIT ${lookedAt}`,
  );
  for (const [edit, text] of rows) {
    const record = JSON.parse(text) as StoredRecord;
    const said = record.undoes === undefined ? wholeEditWords(database, record) : undefined;
    if (said !== undefined) return { edit, said };
  }
  return undefined;
}

function wholeEditWords(database: Database, record: EditRecord): string | undefined {
  switch (record.kind) {
    case 'rename':
      return `Renamed ${record.before} to ${record.after}`;
    case 'merge':
      return `Merged ${record.from.name} into ${nameNow(database, record.into)}`;
    case 'delete':
      return `Deleted the class ${record.row.name}`;
    case 'accept-all':
      return `Accepted ${counted(record.boxes, 'proposal')}`;
    case 'boxes':
      return record.said;
    default:
      return undefined;
  }
}

function nameNow(database: Database, id: CategoryId): string {
  return listCategories(database).find((category) => category.id === id)?.name ?? 'another class';
}

/** "Accepted 212 boxes of 57 pictures". */
export function deedWords(database: Database, deed: BoxDeed, { images, boxes, removed }: Touched): string {
  const of = `of ${counted(images.length, 'picture')}`;
  const all = counted(boxes, 'box', 'boxes');
  switch (deed.kind) {
    case 'accept':
      return `Accepted ${all} ${of}`;
    case 'relabel':
      return `Relabelled ${all} ${of} to ${nameNow(database, deed.to)}`;
    case 'discard': {
      if (removed === 0) return `Rejected ${all} ${of}`;
      const rest = boxes - removed;
      const deleted = counted(removed, 'box', 'boxes');
      return rest === 0
        ? `Deleted ${deleted} ${of}`
        : `Rejected ${rest.toLocaleString('en')} and deleted ${deleted} ${of}`;
    }
    default:
      return assertNever(deed);
  }
}
