// The content of a project at a moment as one number: SHA-256 over its pinned rows in a form of their own, which no change to a format
// that is exported touches. Equal content has equal hashes, whenever and in whatever order it was made.
import { createHash, type Hash } from 'node:crypto';
import type { Database } from './driver.ts';
import type { SqlValue } from './engine.ts';
import { pinnedColumns, pinnedRows, pinnedTables, type Moment, type PinnedTable } from './pinned.ts';
import { snapshotFrame, type SnapshotFrame } from './snapshots.ts';
import { storedJson } from './storedJson.ts';

/** What says when and from which file a row came is no content. */
const uncounted: ReadonlySet<string> = new Set(['created', 'source', 'coco_imported', 'missed_by']);

const rowsAtOnce = 5000;

/**
 * The hash of a snapshot, 64 hex digits. Rows are read in pages; `afterPage` is called with the rows done so far and can end it by
 * throwing. Fails with not-found.
 */
export function hashSnapshot(database: Database, id: number, afterPage: (done: number) => void): string {
  return hashRows(database, id, snapshotFrame(database, id), afterPage);
}

function hashRows(
  database: Database,
  at: Moment,
  { dataset, attributes }: SnapshotFrame,
  afterPage: (done: number) => void,
): string {
  const hash = createHash('sha256');
  hash.update(`boxwright snapshot 1\n${JSON.stringify([storedJson(dataset, 'snapshots.dataset'), attributes])}\n`);
  let done = 0;
  for (const table of pinnedTables) {
    hash.update(`${table}\n`);
    for (const count of addTable(hash, database, table, at)) {
      done += count;
      afterPage(done);
    }
  }
  return hash.digest('hex');
}

function* addTable(hash: Hash, database: Database, table: PinnedTable, at: Moment): Generator<number> {
  const counted = pinnedColumns[table].filter((column) => !uncounted.has(column));
  const sql = `SELECT ${counted.join(', ')} FROM ${pinnedRows(table, at)} WHERE id > :after ORDER BY id LIMIT ${rowsAtOnce}`;
  let after = -1;
  for (;;) {
    const rows = database.rows<readonly SqlValue[]>(sql, { after });
    let text = '';
    for (const row of rows) text += `${JSON.stringify(row)}\n`;
    hash.update(text);
    yield rows.length;
    if (rows.length < rowsAtOnce) return;
    after = Number(rows.at(-1)?.[0] ?? after);
  }
}
