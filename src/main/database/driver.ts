// A small typed layer over SQLite: statements bound by checked names, transactions, SQLite's errors as Failures. No schema here.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { t } from '../../common/messages/t.ts';
import { FailureError, fail } from '../../common/result.ts';
import {
  sqliteEngine,
  type ArrayStatement,
  type Engine,
  type Parameters,
  type RawDatabase,
  type RawStatement,
  type SqlValue,
} from './engine.ts';
import { failureOfSqlite } from './sqliteFailure.ts';

interface Prepared {
  readonly statement: ArrayStatement;
  readonly names: readonly string[];
}

/** The names bound in a statement, without their colon. Text in quotes and comments are not looked at. */
export function parameterNames(sql: string): readonly string[] {
  const bare = sql.replace(/'(?:[^']|'')*'|--[^\n]*/g, ' ');
  return [...new Set(Array.from(bare.matchAll(/(?<![:\w]):([A-Za-z_]\w*)/g), (match) => match[1] ?? ''))];
}

/** An open SQLite file. Keep it referenced as long as it is used; close() folds the write-ahead log into the file. */
export class Database {
  readonly file: string;
  readonly access: 'write' | 'read';
  readonly engine: Engine['name'];
  readonly #raw: RawDatabase;
  readonly #objects = new Map<string, Prepared>();
  readonly #arrays = new Map<string, Prepared>();
  #depth = 0;
  #open = true;

  constructor(raw: RawDatabase, file: string, access: 'write' | 'read', { name }: Engine) {
    this.#raw = raw;
    this.file = file;
    this.access = access;
    this.engine = name;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Runs a statement that returns no rows; `changes` counts the rows it touched. */
  run(sql: string, parameters: Parameters = {}): { readonly changes: number; readonly lastId: number } {
    return this.#guard(() => {
      const result = this.#prepared(this.#objects, sql, parameters).run(parameters);
      return { changes: Number(result.changes), lastId: Number(result.lastInsertRowid) };
    });
  }

  /** Runs a statement once for each list of values, which its `?` take in order: for very many rows of a table. */
  runEach(sql: string, rows: Iterable<readonly SqlValue[]>): void {
    this.#guard(() => {
      const statement = this.#raw.prepare(sql);
      for (const values of rows) statement.run(...values);
    });
  }

  /** The first row by column name, or undefined. The caller states the row's shape; tables are STRICT. */
  get<Row>(sql: string, parameters: Parameters = {}): Row | undefined {
    return this.#guard(() => this.#prepared(this.#objects, sql, parameters).get(parameters) as Row | undefined);
  }

  /** Every row by column name. */
  all<Row>(sql: string, parameters: Parameters = {}): Row[] {
    return this.#guard(() => this.#prepared(this.#objects, sql, parameters).all(parameters) as Row[]);
  }

  /** Every row as an array of its columns: several times faster than objects for wide or long reads. */
  rows<Row extends readonly SqlValue[]>(sql: string, parameters: Parameters = {}): Row[] {
    return this.#guard(() => this.#prepared(this.#arrays, sql, parameters).all(parameters) as Row[]);
  }

  /** Several statements without parameters (schema, pragmas). */
  exec(sql: string): void {
    this.#guard(() => {
      this.#raw.exec(sql);
    });
  }

  /** All or nothing: commits what `work` did, or takes it back and rethrows. Inside another one it is a part of that. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return this.#nested(work);
    this.exec('BEGIN IMMEDIATE');
    this.#depth = 1;
    try {
      const value = work();
      this.exec('COMMIT');
      return value;
    } catch (caught) {
      this.#takeBack('ROLLBACK');
      throw caught;
    } finally {
      this.#depth = 0;
    }
  }

  /**
   * A transaction that lets the event loop in, so that it can be cancelled. Only for a connection that nobody else uses meanwhile:
   * whatever they did would be a part of it.
   */
  async longTransaction<T>(work: () => Promise<T>): Promise<T> {
    this.exec('BEGIN IMMEDIATE');
    this.#depth = 1;
    try {
      const value = await work();
      this.exec('COMMIT');
      return value;
    } catch (caught) {
      this.#takeBack('ROLLBACK');
      throw caught;
    } finally {
      this.#depth = 0;
    }
  }

  /**
   * A transaction for what can be made again (proposals, looks at files): it is not synced to the disk at once, which keeps
   * the process from waiting. A killed program loses nothing of it; a power cut may take it back, whole, unless a synced
   * one came after it.
   */
  unsyncedTransaction<T>(work: () => T): T {
    if (this.#depth > 0) return this.#nested(work);
    this.exec('PRAGMA synchronous = NORMAL');
    try {
      return this.transaction(work);
    } finally {
      this.exec('PRAGMA synchronous = FULL');
    }
  }

  /**
   * Writes everything, as of now, into another file: a new one or an empty one. Failures: those of a write to it, by the name `named`;
   * a partial file is the caller's to remove.
   */
  copyInto(file: string, named = file): void {
    this.#guard(() => {
      // A connection that was opened for reading only may write the other file.
      if (this.access === 'read') this.#raw.exec('PRAGMA query_only = OFF');
      this.#raw.prepare('VACUUM INTO :file').run({ file });
    }, named);
  }

  /** Folds the log into the file and lets it go. A second close does nothing. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#objects.clear();
    this.#arrays.clear();
    try {
      if (this.access === 'write') this.#raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // Another reader holds the log: what is in it stays valid and is folded in by the next close.
    } finally {
      this.#raw.close();
    }
  }

  #nested<T>(work: () => T): T {
    const name = `part${this.#depth}`;
    this.exec(`SAVEPOINT ${name}`);
    this.#depth += 1;
    try {
      const value = work();
      this.exec(`RELEASE ${name}`);
      return value;
    } catch (caught) {
      this.#takeBack(`ROLLBACK TO ${name}; RELEASE ${name}`);
      throw caught;
    } finally {
      this.#depth -= 1;
    }
  }

  #takeBack(sql: string): void {
    try {
      this.#raw.exec(sql);
    } catch {
      // SQLite rolls back by itself on some errors (disk full); there is nothing left to take back then.
    }
  }

  #guard<T>(work: () => T, file = this.file): T {
    if (!this.#open) throw new Error(`The database ${this.file} is closed already.`);
    try {
      return work();
    } catch (caught) {
      const known = failureOfSqlite(caught, file);
      if (known !== undefined) throw new FailureError(known);
      throw caught;
    }
  }

  #prepared(cache: Map<string, Prepared>, sql: string, parameters: Parameters): RawStatement {
    let prepared = cache.get(sql);
    if (prepared === undefined) {
      const statement = this.#raw.prepare(sql);
      if (cache === this.#arrays) statement.setReturnArrays?.(true);
      prepared = { statement, names: parameterNames(sql) };
      cache.set(sql, prepared);
    }
    checkNames(prepared.names, parameters, sql);
    return prepared.statement;
  }
}

/** SQLite takes a missing parameter as NULL without a word, so both directions are checked here. */
function checkNames(names: readonly string[], parameters: Parameters, sql: string): void {
  let count = 0;
  for (const name in parameters) {
    count += 1;
    const value = parameters[name];
    if (value === undefined || typeof value === 'boolean') {
      throw new TypeError(`Parameter :${name} is ${String(value)} in: ${sql}`);
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new TypeError(`Parameter :${name} is ${value} in: ${sql}`);
    }
  }
  if (count === names.length && names.every((name) => Object.hasOwn(parameters, name))) return;
  throw new TypeError(
    `The statement wants :${names.join(', :')} and got ${Object.keys(parameters).join(', ')}: ${sql}`,
  );
}

export interface OpenOptions {
  readonly access: 'write' | 'read';
  /** Whether the file may be made when it is not there. */
  readonly missing: 'create' | 'refuse';
  /** Default wal. */
  readonly journal?: 'wal' | 'delete';
  /** How long a statement waits for another writer before it fails with busy; default 5,000. */
  readonly busyMilliseconds?: number;
}

/** SQLite's name for a database that is nowhere but in memory. */
export const inMemory = ':memory:';

/**
 * Opens a SQLite file: WAL, synchronous=FULL, busy_timeout 5 s, foreign keys on.
 * Failures: not-found, busy, read-only, unreadable (no database, damaged), disk.
 */
export async function openDatabase(file: string, options: OpenOptions): Promise<Database> {
  const full = file === inMemory ? file : path.resolve(file);
  if (options.missing === 'refuse' && !existsSync(full))
    fail('not-found', t('There is no project file at {file}.', { file: full }));
  const chosen = await sqliteEngine();
  const wait = options.busyMilliseconds ?? 5000;
  const database = new Database(openRaw(chosen, full, options.access, wait), full, options.access, chosen);
  try {
    database.exec(`PRAGMA busy_timeout = ${wait}; PRAGMA foreign_keys = ON`);
    // A file may come from anywhere: its schema calls nothing but what is harmless, and torn pages are found when they are read.
    database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON');
    // A foreign file is refused before anything is written to it, the journal mode included.
    database.get('SELECT count(*) AS tables FROM sqlite_schema');
    if (options.access === 'write')
      database.exec(
        `PRAGMA journal_mode = ${options.journal ?? 'wal'}; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768`,
      );
    else database.exec('PRAGMA query_only = ON');
    return database;
  } catch (caught) {
    database.close();
    throw caught;
  }
}

function openRaw(chosen: Engine, file: string, access: 'write' | 'read', timeout: number): RawDatabase {
  const open = (name: string) => new chosen.DatabaseSync(name, { readOnly: access === 'read', timeout });
  try {
    if (access === 'write') return open(file);
    try {
      const raw = open(file);
      raw.exec('SELECT count(*) FROM sqlite_schema');
      return raw;
    } catch (caught) {
      // WAL wants to write beside the file even to read; where that is impossible (a full disk too), and no log is waiting, read it as
      // it lies.
      const kind = failureOfSqlite(caught, file)?.kind;
      const isLogWaiting = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
      if ((kind !== 'read-only' && kind !== 'disk') || isLogWaiting) throw caught;
      return open(`${pathToFileURL(file).href}?immutable=1`);
    }
  } catch (caught) {
    const known = failureOfSqlite(caught, file);
    if (known !== undefined) throw new FailureError(known);
    throw caught;
  }
}
