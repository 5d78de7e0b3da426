// Who writes a project: one holder at a time, over all programs. The lock is SQLite's own on a small file beside the
// project, so the system lets go of it by itself when its holder dies; there is no stale lock to take over.
import os from 'node:os';
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import { FailureError } from '../../common/result.ts';
import { openDatabase, type Database } from '../database/driver.ts';
import { lockFileName } from './discardProject.ts';

export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
}

export type LockOutcome =
  | { readonly held: true; readonly release: () => void }
  | { readonly held: false; readonly holder: LockHolder | undefined };

/** Takes the lock of a project folder at once or says who has it. Failures: read-only, disk. */
export async function takeLock(folder: string): Promise<LockOutcome> {
  const database = await openDatabase(path.join(folder, lockFileName), {
    access: 'write',
    missing: 'create',
    // A log beside it would keep readers from seeing the holder's name while the lock is held.
    journal: 'delete',
    busyMilliseconds: 0,
  });
  try {
    writeHolder(database);
    database.exec('BEGIN IMMEDIATE');
    return { held: true, release: () => database.close() };
  } catch (caught) {
    const holder = readHolder(database);
    database.close();
    if (caught instanceof FailureError && caught.failure.kind === 'busy') return { held: false, holder };
    throw caught;
  }
}

function writeHolder(database: Database): void {
  const holder: LockHolder = { pid: process.pid, host: os.hostname(), since: new Date().toISOString() };
  database.transaction(() => {
    database.exec(
      'CREATE TABLE IF NOT EXISTS holder (only INTEGER PRIMARY KEY CHECK (only = 1), text TEXT NOT NULL) STRICT',
    );
    database.run('INSERT OR REPLACE INTO holder VALUES (1, :text)', { text: JSON.stringify(holder) });
  });
}

function readHolder(database: Database): LockHolder | undefined {
  try {
    const row = database.get<{ text: string }>('SELECT text FROM holder');
    return row === undefined ? undefined : (JSON.parse(row.text) as LockHolder);
  } catch {
    // Its name is only a courtesy; that the lock is taken is known without it.
    return undefined;
  }
}

/** "process 4711 on this computer, since 2026-11-23 10:15" */
export function holderWords(holder: LockHolder | undefined): string {
  if (holder === undefined) return t('another program');
  return t('process {pid} on {here, select, yes {this computer} other {{host}}}, since {time} UTC', {
    pid: holder.pid,
    here: holder.host === os.hostname() ? 'yes' : 'no',
    host: holder.host,
    time: holder.since.slice(0, 16).replace('T', ' '),
  });
}
