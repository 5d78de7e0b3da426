// What snapshots pin, and the rows of a project as they were at one: the live ones that did not change since, and the old forms of
// those that did. The triggers of migration 010 keep the old forms; a test holds its columns and these together.

/** The number of a snapshot, or the project as it is. */
export type Moment = number | 'now';

export const pinnedColumns = {
  categories: ['id', 'name', 'colour', 'position', 'extra'],
  images: [
    ...['id', 'folder', 'name', 'coco_id', 'coco_imported', 'width', 'height', 'extra'],
    ...['verdict', 'verdict_by', 'verdict_at', 'verdict_note', 'note', 'split'],
  ],
  verdicts: ['id', 'image', 'verdict', 'made_by', 'made_at', 'note'],
  annotations: [
    ...['id', 'image', 'category', 'x1', 'y1', 'x2', 'y2', 'origin', 'model', 'score', 'crowd', 'attributes', 'note'],
    ...['extra', 'source', 'made_by', 'made_at', 'changed_by', 'changed_at', 'missed_by', 'created'],
  ],
} as const;

export type PinnedTable = keyof typeof pinnedColumns;

/** In an order in which rows can be written: what others refer to comes first. */
export const pinnedTables = Object.keys(pinnedColumns) as PinnedTable[];

/** SQL that is true for a live row that snapshots pin. */
export function isPinned(table: PinnedTable): string {
  return table === 'annotations' ? "origin NOT IN ('proposed', 'rejected')" : 'true';
}

/** SQL to read from: the pinned rows of a table at a moment, with the pinned columns. */
export function pinnedRows(table: PinnedTable, at: Moment): string {
  const columns = pinnedColumns[table].join(', ');
  if (at === 'now') return `(SELECT ${columns} FROM ${table} WHERE ${isPinned(table)})`;
  const number = Math.trunc(at);
  return `(SELECT ${columns} FROM ${table} WHERE since < ${number} AND ${isPinned(table)} UNION ALL
    SELECT ${columns} FROM ${table}_history WHERE since < ${number} AND until >= ${number})`;
}

/**
 * SQL for the rows as they were at `from` that are not so any more at `to`: changed or gone. With `to` and `from` changed over,
 * what has come in their place or anew is `newForms`. `from` is a snapshot before `to`.
 */
export function oldForms(table: PinnedTable, from: number, to: Moment): string {
  const until = to === 'now' ? '' : ` AND until < ${Math.trunc(to)}`;
  return `(SELECT ${pinnedColumns[table].join(', ')} FROM ${table}_history
    WHERE since < ${Math.trunc(from)} AND until >= ${Math.trunc(from)}${until})`;
}

/** SQL for the rows at `to` that were not there, or not so, at `from`. */
export function newForms(table: PinnedTable, from: number, to: Moment): string {
  const columns = pinnedColumns[table].join(', ');
  const start = Math.trunc(from);
  // That since is over 0 says that the index of such rows serves.
  const live = `SELECT ${columns} FROM ${table} WHERE since > 0 AND since >= ${start} AND ${isPinned(table)}`;
  if (to === 'now') return `(${live})`;
  const end = Math.trunc(to);
  return `(${live} AND since < ${end} UNION ALL
    SELECT ${columns} FROM ${table}_history WHERE since >= ${start} AND since < ${end} AND until >= ${end})`;
}
