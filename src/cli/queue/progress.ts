// How far batches are: pictures, ranges, workers, and how fast. Reads only.
import type { Batch } from './batches.ts';
import { queueName } from './batches.ts';
import type { QueueConnection } from './connection.ts';

export interface BatchProgress {
  /** Pictures with an end, problems included. */
  readonly done: number;
  readonly problems: number;
  /** In the last minute, or in a shorter life a minute at that rate. */
  readonly picturesPerMinute: number;
  /** Workers that were heard of within the batch's lease. */
  readonly alive: number;
  readonly workers: readonly LiveWorker[];
  readonly ranges: {
    readonly waiting: number;
    readonly active: number;
    readonly failed: number;
    readonly done: number;
  };
}

export interface LiveWorker {
  readonly host: string;
  readonly process: number;
  /** What computes there; null until its first range has ended. */
  readonly provider: string | null;
}

export async function progressOf(connection: QueueConnection, batch: Batch): Promise<BatchProgress> {
  return connection.transaction(async ({ query, boss }) => {
    const [counts] = await query<{ done: number; problems: number; minute: number; seconds: number }>(
      `SELECT count(*)::int AS done, count(problem)::int AS problems,
         (count(*) FILTER (WHERE made > now() - interval '1 minute'))::int AS minute,
         least(60, greatest(1, extract(epoch FROM now() - min(made))))::float8 AS seconds
       FROM boxwright.result WHERE batch = $1`,
      [batch.id],
    );
    const workers = await query<LiveWorker>(
      `SELECT host, process, provider FROM boxwright.worker
       WHERE batch = $1 AND ended IS NULL AND seen > now() - make_interval(secs => $2) ORDER BY started`,
      [batch.id, batch.leaseSeconds],
    );
    const before = async (state: 'active' | 'completed' | 'cancelled' | 'failed'): Promise<number> =>
      boss.getQueueSize(queueName(batch), { before: state });
    const waiting = await before('active');
    const open = await before('completed');
    const withDone = await before('cancelled');
    return {
      done: counts?.done ?? 0,
      problems: counts?.problems ?? 0,
      picturesPerMinute: Math.round(((counts?.minute ?? 0) * 60) / (counts?.seconds ?? 60)),
      alive: workers.length,
      workers,
      ranges: { waiting, active: open - waiting, done: withDone - open, failed: batch.ranges - withDone },
    };
  });
}

/** What computed the batch's results, such as "cpu" or "cpu, cuda". */
export async function providersOf(connection: QueueConnection, batch: Batch): Promise<string> {
  const rows = await connection.transaction(({ query }) =>
    query<{ provider: string }>(
      'SELECT DISTINCT provider FROM boxwright.worker WHERE batch = $1 AND provider IS NOT NULL ORDER BY provider',
      [batch.id],
    ),
  );
  return rows.length === 0 ? 'none' : rows.map(({ provider }) => provider).join(', ');
}
