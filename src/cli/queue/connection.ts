// The connection to the queue's database: transactions that outlive a restart of the server, pg-boss inside of them, and what goes
// wrong in words. Knows no table.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import PgBoss from 'pg-boss';
import { FailureError, fail } from '../../common/result.ts';
import type { QueueAddress } from './address.ts';
import { isPassing, wordsFor } from './databaseErrors.ts';

/** pg-boss keeps its tables in a schema of our own: another program's pg-boss may be of another version. */
export const jobsSchema = 'boxwright_jobs';

/** One transaction under way. */
export interface Step {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Its calls are part of the transaction. */
  readonly boss: PgBoss;
}

export interface ConnectionOptions {
  /** How long the database may be away before the work fails. */
  readonly waitSeconds: number;
}

const longestPause = 10_000;
/** Whoever mistypes an address should not wait for minutes. */
const firstContactSeconds = 10;

/** Pooled connections to one database. `close` it. */
export class QueueConnection {
  readonly address: QueueAddress;
  readonly #pool: pg.Pool;
  readonly #waitSeconds: number;
  #wasReached = false;

  constructor(address: QueueAddress, { waitSeconds }: ConnectionOptions) {
    this.address = address;
    this.#waitSeconds = waitSeconds;
    this.#pool = new pg.Pool({
      connectionString: address.connection,
      application_name: 'boxwright',
      max: 4,
      connectionTimeoutMillis: 10_000,
      // A server that was cut off without a word must not be waited for.
      query_timeout: 120_000,
      keepAlive: true,
    });
    // An idle connection that breaks is replaced at the next transaction.
    this.#pool.on('error', () => undefined);
  }

  /**
   * Runs `work` in a transaction; again from its beginning after a failure that passes (a restart, a broken connection, a
   * deadlock), with growing pauses, so `work` must bear being committed twice. Failures: not-found (the database cannot be
   * reached), invalid (it refuses), disk, cancelled, and those of `work`.
   */
  async transaction<Value>(work: (step: Step) => Promise<Value>, signal?: AbortSignal): Promise<Value> {
    const start = performance.now();
    for (let pause = 250; ; pause = Math.min(pause * 2, longestPause)) {
      try {
        const value = await this.#once(work);
        this.#wasReached = true;
        return value;
      } catch (caught) {
        if (caught instanceof FailureError) throw caught;
        if (!isPassing(caught)) throw this.#explained(caught);
        const seconds = (performance.now() - start) / 1000;
        const most = this.#wasReached ? this.#waitSeconds : Math.min(this.#waitSeconds, firstContactSeconds);
        if (seconds + pause / 1000 > most) throw this.#explained(caught, seconds);
        // Workers that lost the server at one time should not all come back at one time.
        await sleep(pause * (0.5 + Math.random() / 2), undefined, signal === undefined ? {} : { signal }).catch(() =>
          fail('cancelled', 'It was cancelled while the database of the queue was away.'),
        );
      }
    }
  }

  /** pg-boss outside of a transaction of ours: what brings a transaction of its own. */
  get boss(): PgBoss {
    return bossOver(async (text, values) => this.#pool.query(text, values), { migrate: true });
  }

  /** For what `boss` throws; a failure stays as it is. */
  explain(caught: unknown): FailureError {
    return caught instanceof FailureError ? caught : this.#explained(caught);
  }

  async close(): Promise<void> {
    await this.#pool.end().catch(() => undefined);
  }

  async #once<Value>(work: (step: Step) => Promise<Value>): Promise<Value> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    const noticed = (error: Error): void => void (broken ??= error);
    client.on('error', noticed);
    try {
      await client.query('BEGIN');
      const value = await this.#inside(client, work);
      await client.query('COMMIT');
      return value;
    } catch (caught) {
      // What failed in the database itself leaves a connection that can be used again.
      const isClean = await client.query('ROLLBACK').then(
        () => true,
        () => false,
      );
      if (!isClean) broken ??= caught instanceof Error ? caught : new Error(String(caught));
      throw caught;
    } finally {
      client.off('error', noticed);
      client.release(broken ?? false);
    }
  }

  async #inside<Value>(client: pg.PoolClient, work: (step: Step) => Promise<Value>): Promise<Value> {
    let swallowed: unknown;
    const execute = async (text: string, values?: readonly unknown[]): Promise<{ rows: object[] }> => {
      try {
        return await client.query<object>(text, values === undefined ? [] : [...values]);
      } catch (caught) {
        swallowed ??= caught;
        throw caught;
      }
    };
    const value = await work({
      query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
        (await execute(text, values)).rows as Row[],
      boss: bossOver(execute, { migrate: false }),
    });
    // pg-boss's `fetch` takes any failure for an empty queue, and COMMIT of a failed transaction is no error.
    if (swallowed !== undefined) throw swallowed;
    return value;
  }

  #explained(caught: unknown, seconds?: number): FailureError {
    return new FailureError(wordsFor(caught, this.address, seconds));
  }
}

type Execute = (text: string, values?: unknown[]) => Promise<{ rows: object[] }>;

function bossOver(execute: Execute, { migrate }: { readonly migrate: boolean }): PgBoss {
  // Nothing runs by itself: every worker looks after its batch (see upkeep), and the batch's rows are ours.
  const boss = new PgBoss({
    db: { executeSql: execute },
    schema: jobsSchema,
    supervise: false,
    schedule: false,
    migrate,
  });
  boss.on('error', () => undefined);
  return boss;
}
