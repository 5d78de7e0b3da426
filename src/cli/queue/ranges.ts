// Ranges of a batch's pictures: taken by one worker under a lease, ended, given back, and called back from a worker that is not
// heard of any more. pg-boss keeps them and counts retries; the lease is what makes two holders impossible to mix up.
import { randomUUID } from 'node:crypto';
import type { PictureDetections } from '../../common/protocol.ts';
import { fail } from '../../common/result.ts';
import type { Batch, BatchPicture, RangeData } from './batches.ts';
import { queueName } from './batches.ts';
import type { QueueConnection, Step } from './connection.ts';
import { isPassing } from './databaseErrors.ts';
import { insertResults } from './results.ts';

export interface RangePicture extends BatchPicture {
  /** In the batch, from 0. */
  readonly position: number;
}

/** A range that this worker holds. */
export interface Lease {
  /** New at each taking. */
  readonly id: string;
  readonly job: string;
  readonly data: RangeData;
  readonly priority: number;
  readonly retriesLeft: number;
  /** Those without a result yet. */
  readonly pictures: readonly RangePicture[];
}

/** A picture that this worker could not do, and why. */
export interface FailedPicture {
  readonly position: number;
  readonly reason: string;
}

/** So many failed attempts, on whichever machines, and a picture is listed as a problem. */
const pictureTries = 3;

/** The first range that waits, or undefined where none does at the moment. */
export async function takeRange(
  connection: QueueConnection,
  batch: Batch,
  worker: string,
  signal: AbortSignal,
): Promise<Lease | undefined> {
  return connection.transaction(async ({ query, boss }) => {
    const [job] = await boss.fetch<RangeData>(queueName(batch), { includeMetadata: true });
    if (job === undefined) return undefined;
    const id = randomUUID();
    await query(
      `INSERT INTO boxwright.lease (job, id, batch, worker) VALUES ($1, $2, $3, $4)
       ON CONFLICT (job) DO UPDATE SET id = excluded.id, worker = excluded.worker, beat = now()`,
      [job.id, id, batch.id, worker],
    );
    const rows = await query<{ position: number; name: string; bytes: number | null; digest: string | null }>(
      `SELECT position, name, bytes, digest FROM boxwright.picture
       WHERE batch = $1 AND position = ANY ($2::int[]) AND NOT EXISTS
         (SELECT FROM boxwright.result WHERE result.batch = picture.batch AND result.position = picture.position)
       ORDER BY position`,
      [batch.id, job.data.positions],
    );
    const pictures = rows.map(({ position, name, bytes, digest }): RangePicture => {
      return { position, name, ...(bytes !== null && digest !== null && { fingerprint: { bytes, digest } }) };
    });
    const { data, priority, retryLimit, retryCount } = job;
    return { id, job: job.id, data, priority, retriesLeft: Math.max(0, retryLimit - retryCount), pictures };
  }, signal);
}

/**
 * Ends a range: what was found, what failed and the range's own end in one transaction. Pictures that failed come back with the
 * range after a pause, or are listed after their last try. False where the lease was lost; what was found is kept all the same.
 */
export async function finishRange(
  connection: QueueConnection,
  batch: Batch,
  worker: string,
  lease: Lease,
  items: readonly PictureDetections[],
  failed: readonly FailedPicture[],
): Promise<boolean> {
  return connection.transaction(async (step) => {
    await insertResults(step, batch, worker, items);
    if (!(await endLease(step, lease))) return false;
    const left = await recordFailures(step, batch, worker, lease, failed);
    const reasons = failed.map(({ reason }) => reason);
    if (left === 0) await step.boss.complete(queueName(batch), lease.job);
    else await step.boss.fail(queueName(batch), lease.job, { reasons: [...new Set(reasons)].slice(0, 10) });
    return true;
  });
}

/** Gives a range back at once and without counting a retry; keeps what was found. `failed`: why, if pictures are the reason. */
export async function giveBack(
  connection: QueueConnection,
  batch: Batch,
  worker: string,
  lease: Lease,
  items: readonly PictureDetections[],
  failed: readonly FailedPicture[],
): Promise<void> {
  await connection.transaction(async (step) => {
    await insertResults(step, batch, worker, items);
    if (!(await endLease(step, lease))) return;
    await recordFailures(step, batch, worker, lease, failed);
    const name = queueName(batch);
    await step.boss.deleteJob(name, lease.job);
    await step.boss.insert([{ name, data: lease.data, priority: lease.priority, retryLimit: lease.retriesLeft }]);
  });
}

/** Says that the worker lives. → the leases that are still its own. */
export async function beat(
  connection: QueueConnection,
  worker: string,
  leases: readonly string[],
  provider: string | undefined,
): Promise<ReadonlySet<string>> {
  return connection.transaction(async ({ query }) => {
    await query('UPDATE boxwright.worker SET seen = now(), provider = coalesce($2, provider) WHERE id = $1', [
      worker,
      provider ?? null,
    ]);
    const kept = await query<{ id: string }>(
      'UPDATE boxwright.lease SET beat = now() WHERE id = ANY ($1::uuid[]) RETURNING id',
      [leases],
    );
    return new Set(kept.map(({ id }) => id));
  });
}

/**
 * Calls back the ranges whose worker was not heard of for the batch's lease; any worker may do it, at any time. After a restart
 * of the server every worker gets a lease's time to be heard of again.
 */
export async function callBack(connection: QueueConnection, batch: Batch): Promise<void> {
  await connection.transaction(async ({ query, boss }) => {
    const lapsed = await query<{ job: string }>(
      `DELETE FROM boxwright.lease WHERE job IN (
         SELECT job FROM boxwright.lease
         WHERE batch = $1 AND beat < now() - make_interval(secs => $2)
           AND pg_postmaster_start_time() < now() - make_interval(secs => $2)
         FOR UPDATE SKIP LOCKED)
       RETURNING job`,
      [batch.id, batch.leaseSeconds],
    );
    for (const { job } of lapsed) await boss.fail(queueName(batch), job, { reasons: [notHeardOf] });
  });
  await connection.boss.expire().catch((caught: unknown) => {
    // Whoever comes next does it.
    if (!isPassing(caught)) throw connection.explain(caught);
  });
}

const notHeardOf = 'Its worker was not heard of any more.';

/** True when no range waits or is worked on. Fails with not-found when the batch was cleared meanwhile. */
export async function hasEnded(connection: QueueConnection, batch: Batch, signal: AbortSignal): Promise<boolean> {
  return connection.transaction(async ({ query, boss }) => {
    const rows = await query('SELECT FROM boxwright.batch WHERE id = $1', [batch.id]);
    if (rows.length === 0) fail('not-found', `The batch ${batch.name} was cleared while this ran.`);
    return (await boss.getQueueSize(queueName(batch), { before: 'completed' })) === 0;
  }, signal);
}

/** Gives every picture without a result its reason, once all ranges have ended: those of ranges that were lost too often. */
export async function settle(connection: QueueConnection, batch: Batch): Promise<void> {
  await connection.transaction(({ query }) =>
    query(
      `INSERT INTO boxwright.result (batch, position, problem)
       SELECT picture.batch, picture.position, coalesce(
         (SELECT reason FROM boxwright.failure
          WHERE failure.batch = picture.batch AND failure.position = picture.position ORDER BY made DESC LIMIT 1),
         'Every worker that had its range was lost; look at the workers'' memory.')
       FROM boxwright.picture WHERE batch = $1 AND NOT EXISTS
         (SELECT FROM boxwright.result WHERE result.batch = picture.batch AND result.position = picture.position)
       ON CONFLICT (batch, position) DO NOTHING`,
      [batch.id],
    ),
  );
}

/** Whether the lease was still this worker's. Others wait here until the transaction ends. */
async function endLease({ query }: Step, lease: Lease): Promise<boolean> {
  const rows = await query('DELETE FROM boxwright.lease WHERE id = $1 RETURNING id', [lease.id]);
  return rows.length > 0;
}

/** Writes the attempts down, and the problem of each picture that had its last. → how many of them may be tried again */
async function recordFailures(
  { query }: Step,
  batch: Batch,
  worker: string,
  lease: Lease,
  failed: readonly FailedPicture[],
): Promise<number> {
  if (failed.length === 0) return 0;
  const positions = failed.map(({ position }) => position);
  // PostgreSQL's text holds no NUL.
  const reasons = failed.map(({ reason }) => reason.replaceAll('\0', '?'));
  await query(
    `INSERT INTO boxwright.failure (batch, lease, worker, position, reason)
     SELECT $1, $2, $3, * FROM unnest($4::int[], $5::text[]) ON CONFLICT DO NOTHING`,
    [batch.id, lease.id, worker, positions, reasons],
  );
  await query(
    `INSERT INTO boxwright.result (batch, position, worker, problem)
     SELECT $1, position, $2, (array_agg(reason ORDER BY made DESC))[1] FROM boxwright.failure
     WHERE batch = $1 AND position = ANY ($3::int[]) GROUP BY position HAVING count(*) >= ${pictureTries}
     ON CONFLICT (batch, position) DO NOTHING`,
    [batch.id, worker, positions],
  );
  const [ended] = await query<{ count: number }>(
    'SELECT count(*)::int AS count FROM boxwright.result WHERE batch = $1 AND position = ANY ($2::int[])',
    [batch.id, positions],
  );
  return failed.length - (ended?.count ?? 0);
}
