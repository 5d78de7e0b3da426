// A worker as the others see it: a row that says that it lives, and the leases that it holds, beaten in the background.
import { randomUUID } from 'node:crypto';
import os from 'node:os';
import type { Batch } from './batches.ts';
import type { QueueConnection } from './connection.ts';
import { beat, callBack } from './ranges.ts';

/** Beats in one lease: two may fail before the range is called back. */
const beatsInLease = 4;

/** From `enter` to `leave`. */
export class Presence {
  readonly worker = randomUUID();
  readonly #connection: QueueConnection;
  readonly #batch: Batch;
  /** By lease id: what to do when it is lost. */
  readonly #held = new Map<string, () => void>();
  readonly #broken = new AbortController();
  #provider: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> = Promise.resolve();

  private constructor(connection: QueueConnection, batch: Batch) {
    this.#connection = connection;
    this.#batch = batch;
  }

  static async enter(connection: QueueConnection, batch: Batch): Promise<Presence> {
    const presence = new Presence(connection, batch);
    await connection.transaction(({ query }) =>
      query(
        'INSERT INTO boxwright.worker (id, batch, host, process) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING',
        [presence.worker, batch.id, os.hostname(), process.pid],
      ),
    );
    presence.#next();
    return presence;
  }

  /** Aborted, with the failure as its reason, when the database stays away. */
  get broken(): AbortSignal {
    return this.#broken.signal;
  }

  hold(lease: string, onLost: () => void): void {
    this.#held.set(lease, onLost);
  }

  release(lease: string): void {
    this.#held.delete(lease);
  }

  noticeProvider(provider: string): void {
    this.#provider = provider;
  }

  /** Stops the beats and says that the worker has ended; a database that is away is not waited for. */
  async leave(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const isBroken = this.#broken.signal.aborted;
    this.#broken.abort();
    await this.#beating;
    if (isBroken) return;
    const leaving = this.#connection.transaction(({ query }) =>
      query(
        'UPDATE boxwright.worker SET seen = now(), ended = now(), provider = coalesce($2, provider) WHERE id = $1',
        [this.worker, this.#provider ?? null],
      ),
    );
    await leaving.catch(() => undefined);
  }

  #next(): void {
    const pause = (this.#batch.leaseSeconds * 1000) / beatsInLease;
    this.#timer = setTimeout(() => {
      this.#beating = this.#beat().then(
        () => {
          if (!this.#broken.signal.aborted) this.#next();
        },
        (caught: unknown) => this.#broken.abort(caught),
      );
    }, pause);
    this.#timer.unref();
  }

  async #beat(): Promise<void> {
    const leases = [...this.#held.keys()];
    const kept = await beat(this.#connection, this.worker, leases, this.#provider);
    for (const lease of leases) {
      if (kept.has(lease)) continue;
      const lost = this.#held.get(lease);
      this.#held.delete(lease);
      lost?.();
    }
    await callBack(this.#connection, this.#batch);
  }
}
