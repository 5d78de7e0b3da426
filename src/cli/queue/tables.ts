// The tables of batches, beside pg-boss's own: what is asked for, what was found, who works. SQL text and the making of it.
import { fail } from '../../common/result.ts';
import type { QueueConnection } from './connection.ts';

const layoutVersion = 1;

/**
 * One row of `result` for each picture of a batch, by its primary key, whoever wrote it and however often. `lease` says who holds
 * a range of pg-boss's at the moment; without a beat for the batch's lease_seconds the range goes back.
 */
const layout = `
CREATE SCHEMA IF NOT EXISTS boxwright;
CREATE TABLE boxwright.layout (version int NOT NULL);
INSERT INTO boxwright.layout VALUES (${layoutVersion});
CREATE TABLE boxwright.batch (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  created timestamptz NOT NULL DEFAULT now(),
  model text NOT NULL,
  onnx_sha256 text NOT NULL,
  reading_sha256 text NOT NULL,
  score float8 NOT NULL,
  pictures int NOT NULL,
  pictures_sha256 text NOT NULL,
  ranges int NOT NULL,
  lease_seconds int NOT NULL
);
CREATE TABLE boxwright.picture (
  batch int NOT NULL REFERENCES boxwright.batch ON DELETE CASCADE,
  position int NOT NULL,
  name text NOT NULL,
  bytes float8,
  digest text,
  PRIMARY KEY (batch, position)
);
CREATE TABLE boxwright.worker (
  id uuid PRIMARY KEY,
  batch int NOT NULL REFERENCES boxwright.batch ON DELETE CASCADE,
  host text NOT NULL,
  process int NOT NULL,
  provider text,
  started timestamptz NOT NULL DEFAULT now(),
  seen timestamptz NOT NULL DEFAULT now(),
  ended timestamptz
);
CREATE INDEX ON boxwright.worker (batch);
CREATE TABLE boxwright.lease (
  job uuid PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  batch int NOT NULL REFERENCES boxwright.batch ON DELETE CASCADE,
  worker uuid NOT NULL,
  beat timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE boxwright.result (
  batch int NOT NULL REFERENCES boxwright.batch ON DELETE CASCADE,
  position int NOT NULL,
  worker uuid,
  made timestamptz NOT NULL DEFAULT clock_timestamp(),
  width int,
  height int,
  labels int[],
  scores float8[],
  boxes float8[],
  problem text,
  PRIMARY KEY (batch, position)
);
CREATE TABLE boxwright.failure (
  batch int NOT NULL REFERENCES boxwright.batch ON DELETE CASCADE,
  position int NOT NULL,
  lease uuid NOT NULL,
  worker uuid NOT NULL,
  reason text NOT NULL,
  made timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (batch, position, lease)
);`;

/** Any number that other programs are unlikely to lock. */
const layoutLock = 7_301_945_562;
const oldestServer = 130_000;

/** False where no batch was ever made. Fails with `unsupported` on a newer layout. */
export async function hasTables(connection: QueueConnection): Promise<boolean> {
  return connection.transaction(async ({ query }) => {
    const [found] = await query<{ is_there: boolean }>(
      "SELECT to_regclass('boxwright.layout') IS NOT NULL AND to_regclass('boxwright_jobs.version') IS NOT NULL AS is_there",
    );
    if (found?.is_there !== true) return false;
    const [row] = await query<{ version: number }>('SELECT version FROM boxwright.layout');
    if (row?.version === layoutVersion) return true;
    return fail(
      'unsupported',
      `The batches in ${connection.address.shown} have layout ${row?.version ?? 'none'}, this program knows ${layoutVersion}. Use the same version of Boxwright on every machine.`,
    );
  });
}

/** Makes what is missing. Fails with `unsupported` on a server older than PostgreSQL 13, or a newer layout. */
export async function makeTables(connection: QueueConnection): Promise<void> {
  if (await hasTables(connection)) return;
  await connection.transaction(async ({ query }) => {
    const [server] = await query<{ number: number; version: string }>(
      "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version",
    );
    if ((server?.number ?? 0) < oldestServer) {
      fail('unsupported', `The server is PostgreSQL ${server?.version}; the queue needs 13 or later.`);
    }
    await query(`SELECT pg_advisory_xact_lock(${layoutLock})`);
    // From the catalog itself: to_regclass may answer from before the lock.
    const there = await query("SELECT FROM pg_tables WHERE schemaname = 'boxwright' AND tablename = 'layout'");
    if (there.length > 0) return;
    for (const statement of layout.split(';')) if (statement.trim() !== '') await query(statement);
  });
  try {
    await connection.boss.start();
  } catch (caught) {
    throw connection.explain(caught);
  }
}
