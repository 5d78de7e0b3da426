// Version 10: snapshots. Rows that a snapshot has are copied only when they change or go: triggers see to it, whoever writes.
// project.epoch is the number of the newest snapshot. A row's `since` is the epoch in which it came to be as it is; an old form in
// a history table lasted from `since` until the end of epoch `until`. Snapshot s has what has since < s (<= until).
const tables = {
  annotations: {
    columns: `id INTEGER NOT NULL, image INTEGER NOT NULL, category INTEGER NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
  x2 REAL NOT NULL, y2 REAL NOT NULL, origin TEXT NOT NULL, model TEXT, score REAL, crowd INTEGER NOT NULL, attributes TEXT, note TEXT,
  extra TEXT, source INTEGER, made_by TEXT, made_at INTEGER, changed_by TEXT, changed_at INTEGER, missed_by TEXT,
  created INTEGER NOT NULL`,
    // What nobody stands behind is not pinned, so that a pass of a model copies nothing.
    pinned: (row: string) => `${row}.origin NOT IN ('proposed', 'rejected')`,
    index: 'CREATE INDEX annotations_history_by_picture ON annotations_history (image, id);',
  },
  images: {
    columns: `id INTEGER NOT NULL, folder INTEGER NOT NULL, name TEXT NOT NULL, coco_id INTEGER NOT NULL,
  coco_imported INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, extra TEXT, verdict TEXT, verdict_by TEXT,
  verdict_at INTEGER, verdict_note TEXT, note TEXT, split TEXT`,
    pinned: () => 'true',
    index: '',
  },
  categories: {
    columns: 'id INTEGER NOT NULL, name TEXT NOT NULL, colour TEXT NOT NULL, position INTEGER NOT NULL, extra TEXT',
    pinned: () => 'true',
    index: '',
  },
  verdicts: {
    columns:
      'id INTEGER NOT NULL, image INTEGER NOT NULL, verdict TEXT NOT NULL, made_by TEXT, made_at INTEGER, note TEXT',
    pinned: () => 'true',
    index: '',
  },
} as const;

const epoch = '(SELECT epoch FROM project)';

function pin(table: keyof typeof tables): string {
  const { columns, pinned, index } = tables[table];
  const names = columns.split(',').map((column) => column.trim().split(' ')[0] ?? '');
  const changeable = names.filter((name) => name !== 'id' && name !== 'created');
  const copy = `INSERT INTO ${table}_history (${names.join(', ')}, since, until)
    SELECT ${names.map((name) => `old.${name}`).join(', ')}, old.since, ${epoch} WHERE ${pinned('old')};`;
  return `
ALTER TABLE ${table} ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
CREATE INDEX ${table}_since ON ${table} (since) WHERE since > 0;
CREATE TABLE ${table}_history (
  ${columns},
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (id, until)
) STRICT, WITHOUT ROWID;
CREATE INDEX ${table}_history_until ON ${table}_history (until);
${index}
CREATE TRIGGER ${table}_pin_added AFTER INSERT ON ${table} WHEN ${pinned('new')} AND new.since < ${epoch} BEGIN
  UPDATE ${table} SET since = ${epoch} WHERE id = new.id;
END;
CREATE TRIGGER ${table}_pin_changed AFTER UPDATE OF ${changeable.join(', ')} ON ${table}
WHEN old.since < ${epoch} AND (${changeable.map((name) => `old.${name} IS NOT new.${name}`).join(' OR ')}) BEGIN
  ${copy}
  UPDATE ${table} SET since = ${epoch} WHERE id = new.id AND ${pinned('new')};
END;
CREATE TRIGGER ${table}_pin_removed AFTER DELETE ON ${table} WHEN old.since < ${epoch} BEGIN
  ${copy}
END;`;
}

export const snapshots = `
ALTER TABLE project ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
CREATE TABLE snapshots (
  id INTEGER PRIMARY KEY,
  made INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('hand', 'export', 'training', 'restore')),
  made_by TEXT,
  name TEXT,
  pictures INTEGER NOT NULL,
  boxes INTEGER NOT NULL,
  categories INTEGER NOT NULL,
  -- JSON: of each picture folder its id, where it lay, and what its pictures' names begin with in a label file
  folders TEXT NOT NULL,
  -- as project.dataset
  dataset TEXT NOT NULL,
  -- the definitions, as JSON
  attributes TEXT NOT NULL,
  -- SHA-256 of its rows (snapshotHash.ts); null until it was worked out
  hash TEXT
) STRICT;
${Object.keys(tables)
  .map((table) => pin(table as keyof typeof tables))
  .join('\n')}
`;
