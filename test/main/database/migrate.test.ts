import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/common/result.ts';
import { openDatabase, type Database } from '../../../src/main/database/driver.ts';
import { migrate, migrations, schemaVersion } from '../../../src/main/database/migrate.ts';

let folder = '';
let file = '';
const open: Database[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'boxwright-migrate-'));
  file = path.join(folder, 'project.boxwright');
});
afterEach(() => {
  for (const database of open.splice(0)) database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function opened(access: 'write' | 'read' = 'write', name = file): Promise<Database> {
  const database = await openDatabase(name, { access, missing: 'create' });
  open.push(database);
  return database;
}

function schemaOf(database: Database): unknown {
  return database.rows('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name');
}

function kindOf(work: () => unknown): string {
  try {
    work();
    return 'no failure';
  } catch (caught) {
    if (caught instanceof FailureError) return caught.failure.kind;
    throw caught;
  }
}

describe('the schema', () => {
  it('is made from an empty file, and a second time changes nothing', async () => {
    const database = await opened();
    migrate(database);
    expect(schemaVersion(database)).toBe(migrations.length);
    const schema = schemaOf(database);
    migrate(database);
    expect(schemaOf(database)).toEqual(schema);
    expect(database.get('PRAGMA integrity_check')).toMatchObject({ integrity_check: 'ok' });
  });

  it('comes out the same from every earlier version', async () => {
    const whole = await opened('write', path.join(folder, 'whole.db'));
    migrate(whole);
    for (let version = 0; version < migrations.length; version += 1) {
      const database = await opened('write', path.join(folder, `from-${version}.db`));
      migrate(database, migrations.slice(0, version));
      expect(schemaVersion(database)).toBe(version);
      migrate(database);
      expect(schemaOf(database)).toEqual(schemaOf(whole));
    }
  });

  it('keeps the rows of an older file and stops whole at a step that fails', async () => {
    const database = await opened();
    const added = 'ALTER TABLE runs ADD COLUMN note TEXT';
    migrate(database);
    database.run("INSERT INTO runs (model, started, state) VALUES ('m', 1, 'done')");
    expect(() => migrate(database, [...migrations, added, 'CREATE TABLE half (a); SELECT nonsense'])).toThrow();
    expect(schemaVersion(database)).toBe(migrations.length + 1);
    expect(database.get("SELECT 1 FROM sqlite_schema WHERE name = 'half'")).toBeUndefined();
    expect(database.rows('SELECT model, note FROM runs')).toEqual([['m', null]]);
  });

  it('of a newer program is refused and not touched', async () => {
    const database = await opened();
    migrate(database);
    database.exec('PRAGMA user_version = 4711');
    database.close();
    const before = readFileSync(file);
    for (const access of ['write', 'read'] as const) {
      const again = await opened(access);
      expect(kindOf(() => migrate(again))).toBe('unsupported');
      again.close();
    }
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('of another program is refused and not touched', async () => {
    const database = await opened();
    database.exec('CREATE TABLE theirs (a)');
    expect(kindOf(() => migrate(database))).toBe('unreadable');
    expect(schemaVersion(database)).toBe(0);
    expect(schemaOf(database)).toHaveLength(1);
  });

  it('that is older cannot be brought up by who may only read', async () => {
    const database = await opened();
    migrate(database);
    const reader = await opened('read');
    expect(kindOf(() => migrate(reader, [...migrations, 'SELECT 1']))).toBe('unsupported');
  });
});
