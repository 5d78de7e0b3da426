// Whether an opened project file can be worked with: its schema is the one that its version has, and its lists are whole. What was
// written by somebody else's program, or torn by a disk, is refused here with words instead of failing anywhere later.
import { openDatabase, inMemory, type Database } from './driver.ts';
import { migrate, migrations, schemaVersion } from './migrate.ts';
import { damaged } from './storedJson.ts';

/** Kind and name of a table, index, trigger or view, and its SQL. */
type Schema = ReadonlyMap<string, string>;

const schemas = new Map<number, Promise<Schema>>();

/**
 * Fails with `unreadable`. Boxes and old forms of rows are not looked through, which would take seconds in a large project: those are
 * checked as they are read.
 */
export async function checkSound(database: Database): Promise<void> {
  const version = schemaVersion(database);
  // Of a newer program, or of none: migrate has the words.
  if (version < 1 || version > migrations.length) return;
  const expected = schemas.get(version) ?? schemaOfVersion(version);
  schemas.set(version, expected);
  compare(schemaOf(database), await expected);
  for (const table of lists) {
    const exists = database.get('SELECT 1 FROM sqlite_schema WHERE name = :table', { table }) !== undefined;
    const fault = exists ? firstFault(database, table) : undefined;
    if (fault !== undefined) damaged(table, fault);
  }
}

/** Read whole when a project is opened, so looking them through costs little beside that. */
const lists = [
  ...['project', 'folders', 'folder_problems', 'categories', 'attributes', 'snapshots', 'images', 'verdicts'],
  ...['category_edits', 'runs', 'model_names', 'model_classes'],
];

function firstFault(database: Database, table: string): string | undefined {
  const [row] = database.rows<readonly [string]>(`PRAGMA quick_check(${table})`);
  return row === undefined || row[0] === 'ok' ? undefined : row[0];
}

async function schemaOfVersion(version: number): Promise<Schema> {
  const empty = await openDatabase(inMemory, { access: 'write', missing: 'create' });
  try {
    migrate(empty, migrations.slice(0, version));
    return schemaOf(empty);
  } finally {
    empty.close();
  }
}

function schemaOf(database: Database): Schema {
  const rows = database.rows<readonly [kind: string, name: string, sql: string]>(
    "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
  );
  return new Map(rows.map(([kind, name, sql]) => [`${kind} ${name}`, sql]));
}

/** Another table does no harm. A trigger, a view or an index that is not ours changes what our own statements do. */
function compare(found: Schema, expected: Schema): void {
  for (const [what, sql] of expected)
    if (found.get(what) !== sql) damaged(what, found.has(what) ? 'its SQL is another' : 'it is missing');
  for (const what of found.keys())
    if (!expected.has(what) && !what.startsWith('table ')) damaged(what, 'it is not of this program');
}
