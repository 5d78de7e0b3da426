import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/common/result.ts';
import { openDatabase, parameterNames, type Database } from '../../../src/main/database/driver.ts';
import { failureOfSqlite } from '../../../src/main/database/sqliteFailure.ts';

let folder = '';
let file = '';
const open: Database[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'boxwright-driver-'));
  file = path.join(folder, 'some.db');
});
afterEach(() => {
  for (const database of open.splice(0)) database.close();
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

async function opened(options: Partial<Parameters<typeof openDatabase>[1]> = {}): Promise<Database> {
  const database = await openDatabase(file, { access: 'write', missing: 'create', ...options });
  open.push(database);
  return database;
}

async function table(): Promise<Database> {
  const database = await opened();
  database.exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL, c REAL) STRICT');
  return database;
}

function kindOf(work: () => unknown): string {
  try {
    work();
  } catch (caught) {
    if (caught instanceof FailureError) return caught.failure.kind;
    throw caught;
  }
  return 'no failure';
}

describe('a database', () => {
  it('is opened with a write-ahead log, full syncing, foreign keys and a wait for other writers', async () => {
    const database = await opened();
    expect(database.get('PRAGMA journal_mode')).toMatchObject({ journal_mode: 'wal' });
    expect(database.get('PRAGMA synchronous')).toMatchObject({ synchronous: 2 });
    expect(database.get('PRAGMA foreign_keys')).toMatchObject({ foreign_keys: 1 });
    expect(database.get('PRAGMA busy_timeout')).toMatchObject({ timeout: 5000 });
  });

  it('runs on the SQLite of Node where that has one that serves, else on the package', async () => {
    const major = Number(process.versions.node.split('.')[0]);
    expect((await opened()).engine).toBe(major >= 24 ? 'node:sqlite' : '@photostructure/sqlite');
  });

  it('gives rows as objects and as arrays', async () => {
    const database = await table();
    expect(database.run('INSERT INTO t VALUES (:a, :b, :c)', { a: 7, b: 'x', c: 1.5 })).toEqual({
      changes: 1,
      lastId: 7,
    });
    expect({ ...database.get<object>('SELECT * FROM t') }).toEqual({ a: 7, b: 'x', c: 1.5 });
    expect(database.rows('SELECT a, c FROM t')).toEqual([[7, 1.5]]);
    expect(database.get('SELECT * FROM t WHERE a = :a', { a: 8 })).toBeUndefined();
  });

  it('refuses a parameter that is missing, unknown, undefined, a boolean or not finite', async () => {
    const database = await table();
    const insert = 'INSERT INTO t VALUES (:a, :b, :c)';
    expect(() => database.run(insert, { a: 1, b: 'x' })).toThrow(/wants :a, :b, :c and got a, b/);
    expect(() => database.run(insert, { a: 1, b: 'x', c: 1, d: 1 })).toThrow(/wants/);
    expect(() => database.run(insert, { a: 1, b: 'x', d: 1 })).toThrow(/wants/);
    expect(() => database.run(insert, { a: 1, b: 'x', c: undefined } as never)).toThrow(/:c is undefined/);
    expect(() => database.run(insert, { a: 1, b: 'x', c: true } as never)).toThrow(/:c is true/);
    expect(() => database.run(insert, { a: 1, b: 'x', c: NaN })).toThrow(/:c is NaN/);
    expect(database.rows('SELECT * FROM t')).toEqual([]);
  });

  it('finds parameter names outside of quotes and comments only', () => {
    expect(parameterNames("SELECT ':no', :a -- :no\n, :b, :a, x::text")).toEqual(['a', 'b']);
  });

  it('takes a failed transaction back whole', async () => {
    const database = await table();
    const insert = (a: number) => database.run("INSERT INTO t VALUES (:a, 'x', 0)", { a });
    expect(() =>
      database.transaction(() => {
        insert(1);
        insert(2);
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(database.rows('SELECT a FROM t')).toEqual([]);
    database.transaction(() => insert(3));
    expect(database.rows('SELECT a FROM t')).toEqual([[3]]);
  });

  it('takes only the inner part back when an inner transaction fails and the outer one goes on', async () => {
    const database = await table();
    const insert = (a: number) => database.run("INSERT INTO t VALUES (:a, 'x', 0)", { a });
    database.transaction(() => {
      insert(1);
      expect(() =>
        database.transaction(() => {
          insert(2);
          throw new Error('stop');
        }),
      ).toThrow('stop');
      database.transaction(() => insert(3));
    });
    expect(database.rows('SELECT a FROM t ORDER BY a')).toEqual([[1], [3]]);
  });

  it('syncs each transaction but those that say otherwise, also after one of them failed', async () => {
    const database = await table();
    const synchronous = () => database.get<{ synchronous: number }>('PRAGMA synchronous')?.synchronous;
    expect(database.transaction(synchronous)).toBe(2);
    expect(database.unsyncedTransaction(synchronous)).toBe(1);
    expect(() =>
      database.unsyncedTransaction(() => {
        database.run("INSERT INTO t VALUES (1, 'x', 0)");
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(synchronous()).toBe(2);
    expect(database.transaction(() => database.unsyncedTransaction(synchronous))).toBe(2);
    expect(database.rows('SELECT a FROM t')).toEqual([]);
  });

  it('says a broken constraint as a bug, not as a failure of the user', async () => {
    const database = await table();
    expect(() => database.run('INSERT INTO t VALUES (1, NULL, 0)')).toThrow(/NOT NULL/);
    expect(() => database.run('INSERT INTO t VALUES (1, NULL, 0)')).not.toThrow(FailureError);
  });

  it('leaves no log behind when it is closed', async () => {
    const database = await table();
    database.close();
    database.close();
    expect(() => readFileSync(`${file}-wal`)).toThrow(/ENOENT/);
    expect(() => database.rows('SELECT * FROM t')).toThrow(/closed already/);
  });
});

describe('what can be wrong with a database', () => {
  it('is absent', async () => {
    await expect(opened({ missing: 'refuse' })).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  });

  it('is held by another writer', async () => {
    const first = await table();
    const second = await opened({ busyMilliseconds: 50 });
    first.exec('BEGIN IMMEDIATE');
    expect(kindOf(() => second.transaction(() => 1))).toBe('busy');
    expect(second.rows('SELECT * FROM t')).toEqual([]);
    first.exec('ROLLBACK');
    expect(second.transaction(() => 1)).toBe(1);
  });

  it('is opened for reading only', async () => {
    const writer = await table();
    const reader = await opened({ access: 'read' });
    expect(kindOf(() => reader.run("INSERT INTO t VALUES (1, 'x', 0)"))).toBe('read-only');
    writer.run("INSERT INTO t VALUES (1, 'x', 0)");
    expect(reader.rows('SELECT a FROM t')).toEqual([[1]]);
  });

  it('is another kind of file, which stays as it was', async () => {
    const text = 'this is a text and no database. '.repeat(200);
    writeFileSync(file, text);
    await expect(opened()).rejects.toMatchObject({ failure: { kind: 'unreadable' } });
    await expect(opened({ access: 'read' })).rejects.toMatchObject({ failure: { kind: 'unreadable' } });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('is damaged in the middle', async () => {
    const database = await table();
    database.transaction(() => {
      for (let a = 1; a < 3000; a += 1) database.run('INSERT INTO t VALUES (:a, :b, 0)', { a, b: 'x'.repeat(100) });
    });
    database.close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096 * 2, bytes.length - 4096);
    writeFileSync(file, bytes);
    const again = await opened();
    expect(kindOf(() => again.rows('SELECT * FROM t'))).toBe('unreadable');
  });

  it('is a folder', async () => {
    mkdirSync(file);
    await expect(opened()).rejects.toBeInstanceOf(FailureError);
  });

  it('fills the disk', async () => {
    const database = await table();
    database.exec('PRAGMA max_page_count = 10');
    const fill = () => {
      database.transaction(() => {
        for (let a = 1; a < 1000; a += 1) database.run('INSERT INTO t VALUES (:a, :b, 0)', { a, b: 'x'.repeat(200) });
      });
    };
    expect(kindOf(fill)).toBe('disk');
    expect(database.rows('SELECT * FROM t')).toEqual([]);
  });

  it('is told by code, and an unknown code is a bug', () => {
    const error = (errcode: number) => Object.assign(new Error('x'), { errcode });
    expect(failureOfSqlite(error(5), file)?.kind).toBe('busy');
    expect(failureOfSqlite(error(261), file)?.kind).toBe('busy');
    expect(failureOfSqlite(error(1032), file)?.kind).toBe('read-only');
    expect(failureOfSqlite(error(778), file)).toMatchObject({
      kind: 'disk',
      message: expect.stringContaining('Check the disk') as string,
    });
    // SQLITE_IOERR_SHMSIZE: no room for the index of the log.
    for (const code of [13, 4874])
      expect(failureOfSqlite(error(code), file)).toMatchObject({
        kind: 'disk',
        message: expect.stringContaining('is full') as string,
      });
    expect(failureOfSqlite(error(267), file)?.kind).toBe('unreadable');
    expect(failureOfSqlite(error(1), file)).toBeUndefined();
    expect(failureOfSqlite(new Error('x'), file)).toBeUndefined();
  });
});
