// The options of the commands that use a queue, and what opens one with them.
import { fail } from '../../common/result.ts';
import { readAddress } from './address.ts';
import { QueueConnection } from './connection.ts';

export interface QueueOptions {
  /** postgres://… */
  readonly queue: string;
  /** How long the database may be away, in seconds. */
  readonly databaseWait: number;
  readonly batch: string;
  /** Pictures in a range. */
  readonly range: number;
  /** Seconds without a word from a worker after which its range goes back. */
  readonly lease: number;
  /** False: this process only waits and merges. */
  readonly work: boolean;
}

export const queueDefaults = { databaseWait: 120, range: 64, lease: 60, work: true } as const;

/** A name that fits a command line, a log and a table. Fails with `invalid`. */
export function checkBatchName(name: string): string {
  if (/^[a-z0-9][a-z0-9._-]{0,79}$/i.test(name)) return name;
  return fail(
    'invalid',
    `"${name}" is no name for a batch: up to 80 letters, digits, ".", "_" and "-", beginning with a letter or digit.`,
  );
}

/** Runs `work` with a connection to the queue and closes it whatever happens. */
export async function withQueue<Value>(
  { queue, databaseWait = queueDefaults.databaseWait }: Pick<QueueOptions, 'queue'> & Partial<QueueOptions>,
  work: (connection: QueueConnection) => Promise<Value>,
): Promise<Value> {
  const connection = new QueueConnection(readAddress(queue), { waitSeconds: databaseWait });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}
