// What edits of the classes and steps over all pictures are kept as, and what they are called in the window.
import type { Category, CategoryId, Stamp } from '../../common/annotation/types.ts';
import type { BoxDeed } from '../../common/grid.ts';
import { boxes, grouped, pictures, proposals } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { WholeEdit } from '../../common/records.ts';
import { assertNever } from '../../common/result.ts';
import type { Touched } from './boxEdits.ts';
import { listCategories } from './categories.ts';
import type { Database } from './driver.ts';
import { countMoved, type SplitMove } from './splitEdits.ts';
import { storedJson } from './storedJson.ts';

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
  /** Label files came in; `classes` were made for them. */
  | { readonly kind: 'import'; readonly did: DoneImport; readonly classes: readonly CategoryId[] }
  /** Undid one: `classes` went with it. */
  | { readonly kind: 'unimport'; readonly did: DoneImport; readonly classes: readonly CategoryRow[] }
  /** Pictures were put into a split; of an undo, into those that they came from. */
  | { readonly kind: 'split'; readonly moves: readonly SplitMove[] }
  /** `said`: in English, of a program that did not keep what it `did`. */
  | { readonly kind: 'boxes'; readonly did?: DoneDeed; readonly said?: string };

/** What a step over many boxes did. `to` once and for all: the class may have another name later, or be gone. */
export interface DoneDeed {
  readonly kind: BoxDeed['kind'];
  readonly images: number;
  readonly boxes: number;
  readonly removed: number;
  readonly to?: string;
}

/** `removed`: boxes that gave way. */
export interface DoneImport {
  readonly file: string;
  readonly images: number;
  readonly boxes: number;
  readonly removed: number;
}

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
    const record = storedJson<StoredRecord>(text, `category_edits[${edit}]`);
    const said = record.undoes === undefined ? wholeEditWords(database, record) : undefined;
    if (said !== undefined) return { edit, said };
  }
  return undefined;
}

function wholeEditWords(database: Database, record: EditRecord): string | undefined {
  switch (record.kind) {
    case 'rename':
      return t('Renamed {before} to {after}', { before: record.before, after: record.after });
    case 'merge':
      return t('Merged {from} into {into}', { from: record.from.name, into: nameNow(database, record.into) });
    case 'delete':
      return t('Deleted the class {name}', { name: record.row.name });
    case 'accept-all':
      return t('Accepted {proposals}', { proposals: proposals(record.boxes) });
    case 'import':
      return t('Imported {boxes} of {pictures} from {file}', {
        boxes: boxes(record.did.boxes),
        pictures: pictures(record.did.images),
        file: record.did.file,
      });
    case 'split':
      return splitWords(record.moves);
    case 'boxes':
      return record.did === undefined ? record.said : deedWords(record.did);
    default:
      return undefined;
  }
}

function splitWords(moves: readonly SplitMove[]): string {
  const moved = pictures(countMoved(moves));
  const to = moves[0]?.to ?? null;
  return to === null
    ? t('Took {pictures} out of the splits', { pictures: moved })
    : t('Put {pictures} into the split {name}', { pictures: moved, name: to });
}

function nameNow(database: Database, id: CategoryId): string {
  return listCategories(database).find((category) => category.id === id)?.name ?? t('a deleted class');
}

/** As it is kept. */
export function doneDeed(database: Database, deed: BoxDeed, { images, boxes: count, removed }: Touched): DoneDeed {
  const did = { kind: deed.kind, images: images.length, boxes: count, removed };
  return deed.kind === 'relabel' ? { ...did, to: nameNow(database, deed.to) } : did;
}

/** "Accepted 212 boxes of 57 pictures". */
function deedWords(did: DoneDeed): string {
  const all = { boxes: boxes(did.boxes), pictures: pictures(did.images) };
  switch (did.kind) {
    case 'accept':
      return t('Accepted {boxes} of {pictures}', all);
    case 'relabel':
      return t('Relabelled {boxes} of {pictures} to {name}', { ...all, name: did.to ?? t('a deleted class') });
    case 'discard':
      return discardWords(did, all);
    default:
      return assertNever(did.kind);
  }
}

function discardWords(did: DoneDeed, all: { readonly boxes: string; readonly pictures: string }): string {
  if (did.removed === 0) return t('Rejected {boxes} of {pictures}', all);
  const rejected = did.boxes - did.removed;
  if (rejected === 0) return t('Deleted {boxes} of {pictures}', all);
  return t('Rejected {rejected} and deleted {boxes} of {pictures}', {
    rejected: grouped(rejected),
    boxes: boxes(did.removed),
    pictures: all.pictures,
  });
}
