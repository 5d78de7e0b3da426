// A worker's loop: takes ranges of one batch until the batch has ended, the next one while the last pictures of one run.
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../../common/result.ts';
import { Presence } from './presence.ts';
import { hasEnded, takeRange } from './ranges.ts';
import type { Lease } from './ranges.ts';
import { startRange } from './rangeRun.ts';
import type { RangeWork } from './rangeRun.ts';

export type PullWork = Omit<RangeWork, 'presence'>;

export interface Pulled {
  readonly ranges: number;
}

/** Between two looks for a range that others gave back, in milliseconds. */
const lookEvery = 500;

/**
 * Returns when no range of the batch waits or is worked on by anybody. Failures: cancelled (its ranges were given back),
 * invalid (a picture differs from the batch's), detector (the model cannot run), not-found (the batch was cleared, the database
 * stays away).
 */
export async function pullRanges(work: PullWork): Promise<Pulled> {
  const presence = await Presence.enter(work.connection, work.batch);
  try {
    return await pull(work, presence);
  } finally {
    await presence.leave();
  }
}

async function pull(work: PullWork, presence: Presence): Promise<Pulled> {
  const failed = new AbortController();
  const signal = AbortSignal.any([work.signal, presence.broken, failed.signal]);
  const run: RangeWork = { ...work, presence, signal };
  let ranges = 0;
  // Never rejects: the first failure stops the loop.
  let running: Promise<void> = Promise.resolve();
  const noticeFailure = (caught: unknown): void => failed.abort(caught);
  try {
    for (;;) {
      const lease = await nextLease(run);
      if (lease === undefined) break;
      const before = running;
      const range = startRange(run, lease);
      running = range.done.then(() => void ranges++, noticeFailure).then(() => before);
      await Promise.race([range.nearEnd, range.done.catch(() => undefined)]);
      // Two under way at most: the one that runs, and the one that comes next.
      await before;
    }
  } catch (caught) {
    noticeFailure(caught);
  }
  await running;
  if (work.signal.aborted) fail('cancelled', 'It was cancelled; its ranges went back to the queue.');
  if (presence.broken.aborted) throw presence.broken.reason;
  if (failed.signal.aborted) throw failed.signal.reason;
  return { ranges };
}

/** Waits for a range; undefined when the batch has ended or the worker is to stop. */
async function nextLease({ connection, batch, presence, signal }: RangeWork): Promise<Lease | undefined> {
  while (!signal.aborted) {
    const lease = await takeRange(connection, batch, presence.worker, signal);
    if (lease !== undefined) return lease;
    if (await hasEnded(connection, batch, signal)) return undefined;
    await sleep(lookEvery * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
