// Ranges and results against a real PostgreSQL, without a detector: who holds a range, who lost it, and one result a picture.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAddress } from '../../../src/cli/queue/address.ts';
import { clearBatch, listBatches, makeBatch, retryProblems } from '../../../src/cli/queue/batches.ts';
import type { Batch } from '../../../src/cli/queue/batches.ts';
import { QueueConnection } from '../../../src/cli/queue/connection.ts';
import { progressOf } from '../../../src/cli/queue/progress.ts';
import { beat, callBack, finishRange, giveBack, hasEnded, settle, takeRange } from '../../../src/cli/queue/ranges.ts';
import type { Lease } from '../../../src/cli/queue/ranges.ts';
import { readResults } from '../../../src/cli/queue/results.ts';
import { makeTables } from '../../../src/cli/queue/tables.ts';
import type { PictureDetections } from '../../../src/common/protocol.ts';
import { seeded } from '../../support/seeded.ts';
import { describeWithPostgres, makePostgres } from '../../support/postgres.ts';
import type { PostgresServer } from '../../support/postgres.ts';

const never = new AbortController().signal;

describeWithPostgres('a batch in the database', (programs) => {
  let server: PostgresServer;
  let connection: QueueConnection;
  const open = (): QueueConnection => new QueueConnection(readAddress(server.address), { waitSeconds: 30 });
  beforeAll(async () => {
    server = await makePostgres(programs);
    connection = open();
  });
  afterAll(async () => {
    await connection.close();
    await server.remove();
  });

  const wanted = (name: string, pictures: number, rangeSize: number) => ({
    ...{ name, rangeSize, model: 'm', onnxSha256: 'a', readingSha256: 'b', score: 0.1 + 0.2, leaseSeconds: 4 },
    pictures: Array.from({ length: pictures }, (_, index) => ({
      name: `${index}.png`,
      fingerprint: { bytes: index, digest: 'd' },
    })),
  });
  const make = async (name: string, pictures: number, rangeSize: number): Promise<Batch> =>
    (await makeBatch(connection, wanted(name, pictures, rangeSize))).batch;
  const take = async (batch: Batch, worker: string): Promise<Lease> => {
    for (;;) {
      const lease = await takeRange(connection, batch, worker, never);
      if (lease !== undefined) return lease;
      // Between two tries pg-boss makes a pause.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const found = (position: number, score: number): PictureDetections => ({
    ...{ id: position, width: 10, height: 20, milliseconds: { prepare: 0, run: 0, finish: 0 } },
    result: { ok: true, value: [{ box: { x1: 1, y1: 2, x2: 3, y2: 4 }, label: 0, score }] },
  });
  const foundIn = (lease: Lease, score = 0.5) => lease.pictures.map(({ position }) => found(position, score));
  const scores = async (batch: Batch): Promise<(number | string | undefined)[]> =>
    (await readResults(connection, batch, 7, never)).map((one) => (one.ok ? one.detections[0]?.score : one.problem));
  /** As if the worker's last word were long ago. */
  const silence = (lease: Lease) =>
    server.query("UPDATE boxwright.lease SET beat = now() - interval '1 hour' WHERE id = $1", [lease.id]);
  const serverIsOld = async (): Promise<void> => {
    for (;;) {
      const [row] = await server.query<{ is_old: boolean }>(
        "SELECT pg_postmaster_start_time() < now() - interval '4 seconds' AS is_old",
      );
      if (row?.is_old === true) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  it('is made once by many machines that begin at the same moment, tables included', async () => {
    const machines = Array.from({ length: 6 }, open);
    const made = await Promise.all(
      machines.map(async (machine) => {
        await makeTables(machine);
        return makeBatch(machine, wanted('shared', 10, 4));
      }),
    );
    await Promise.all(machines.map((machine) => machine.close()));
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(made.map(({ batch }) => batch.id)).size).toBe(1);
    expect(made[0]?.batch).toMatchObject({ pictures: 10, ranges: 3, score: 0.1 + 0.2 });
  });

  it('hands its ranges out in the order of the pictures, each to one worker', async () => {
    const batch = await make('order', 10, 3);
    const leases = await Promise.all(Array.from({ length: 4 }, () => take(batch, randomUUID())));
    const positions = leases.map(({ pictures }) => pictures.map(({ position }) => position));
    expect(positions.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual([[0, 1, 2], [3, 4, 5], [6, 7, 8], [9]]);
    expect(await takeRange(connection, batch, randomUUID(), never)).toBeUndefined();
    const [first] = (await Promise.all([take(await make('first', 9, 3), randomUUID())])).map(({ data }) => data);
    expect(first).toEqual({ positions: [0, 1, 2] });
  });

  it('keeps every digit of what was found', async () => {
    const random = seeded(5);
    const numbers = [0, 1e-300, 5e-324, 0.1 + 0.2, Math.fround(0.3), 1e21, 2 ** 53 - 1, -1.5, Number.MAX_VALUE];
    while (numbers.length < 400) numbers.push(random() * 1000, Math.fround(random() * 640));
    const batch = await make('digits', 1, 1);
    const lease = await take(batch, randomUUID());
    const value = numbers.map((x1, index) => {
      return { box: { x1, y1: random(), x2: Math.fround(random()), y2: -x1 }, label: index % 7, score: random() };
    });
    const item: PictureDetections = { ...found(0, 0), result: { ok: true, value } };
    await finishRange(connection, batch, randomUUID(), lease, [item], []);
    const [stored] = await readResults(connection, batch, 7, never);
    expect(stored?.ok === true && JSON.stringify(stored.detections) === JSON.stringify(value)).toBe(true);
  });

  it('has one result a picture when a range was done twice: the first', async () => {
    await serverIsOld();
    const batch = await make('twice', 4, 4);
    const slow = await take(batch, randomUUID());
    await silence(slow);
    await callBack(connection, batch);
    const quick = await take(batch, randomUUID());
    expect(quick.job).toBe(slow.job);
    expect(await beat(connection, randomUUID(), [slow.id, quick.id], undefined)).toEqual(new Set([quick.id]));
    expect(await finishRange(connection, batch, randomUUID(), quick, foundIn(quick, 0.5), [])).toBe(true);
    expect(await finishRange(connection, batch, randomUUID(), slow, foundIn(slow, 0.25), [])).toBe(false);
    expect(await scores(batch)).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(await hasEnded(connection, batch, never)).toBe(true);
  });

  it('does not end a range for the worker that lost it, and keeps what that one found', async () => {
    await serverIsOld();
    const batch = await make('lost', 2, 2);
    const lost = await take(batch, randomUUID());
    await silence(lost);
    await callBack(connection, batch);
    const holder = await take(batch, randomUUID());
    expect(await finishRange(connection, batch, randomUUID(), lost, [found(0, 0.25)], [])).toBe(false);
    await giveBack(connection, batch, randomUUID(), lost, [], []);
    expect(await beat(connection, randomUUID(), [holder.id], undefined)).toEqual(new Set([holder.id]));
    expect(await hasEnded(connection, batch, never)).toBe(false);
    await finishRange(connection, batch, randomUUID(), holder, foundIn(holder, 0.5), []);
    expect(await scores(batch)).toEqual([0.25, 0.5]);
  });

  it('is asked only for the pictures that have no result yet', async () => {
    const batch = await make('rest', 4, 4);
    const first = await take(batch, randomUUID());
    await giveBack(connection, batch, randomUUID(), first, [found(0, 0.5), found(2, 0.5)], []);
    const second = await take(batch, randomUUID());
    expect(second.pictures.map(({ position }) => position)).toEqual([1, 3]);
    expect(second.retriesLeft).toBe(first.retriesLeft);
  });

  it('leaves a range with its worker as long as that is heard of', async () => {
    await serverIsOld();
    const batch = await make('heard', 1, 1);
    const lease = await take(batch, randomUUID());
    await callBack(connection, batch);
    expect(await beat(connection, randomUUID(), [lease.id], undefined)).toEqual(new Set([lease.id]));
  });

  it('lists a picture after three failed tries, with the last reason, and the rest of its range is not done again', async () => {
    const batch = await make('tries', 2, 2);
    const failed = (reason: string) => [{ position: 1, reason }];
    await finishRange(connection, batch, randomUUID(), await take(batch, randomUUID()), [found(0, 0.5)], failed('one'));
    expect(await hasEnded(connection, batch, never)).toBe(false);
    const second = await take(batch, randomUUID());
    expect(second.pictures.map(({ position }) => position)).toEqual([1]);
    await finishRange(connection, batch, randomUUID(), second, [], failed('two'));
    await finishRange(connection, batch, randomUUID(), await take(batch, randomUUID()), [], failed('a\0three'));
    expect(await hasEnded(connection, batch, never)).toBe(true);
    expect(await scores(batch)).toEqual([0.5, 'a?three']);
    expect(await progressOf(connection, batch)).toMatchObject({ done: 2, problems: 1, ranges: { done: 1, failed: 0 } });
  });

  it('gives up a range that was lost too often, and says so of each picture without a result', async () => {
    await serverIsOld();
    const batch = await make('cursed', 3, 2);
    const other = await take(batch, randomUUID());
    await finishRange(connection, batch, randomUUID(), other, foundIn(other), []);
    // As after the last retry.
    await server.query('UPDATE boxwright_jobs.job SET retry_limit = 0 WHERE name = $1', [`prelabel-${batch.id}`]);
    await silence(await take(batch, randomUUID()));
    await callBack(connection, batch);
    expect(await hasEnded(connection, batch, never)).toBe(true);
    expect(await progressOf(connection, batch)).toMatchObject({ ranges: { done: 1, failed: 1 } });
    await settle(connection, batch);
    expect(await scores(batch)).toEqual([0.5, 0.5, expect.stringContaining('was lost')]);

    // Tried again by hand, it is as if nothing had been.
    expect(await retryProblems(connection, batch)).toBe(1);
    const again = await take(batch, randomUUID());
    expect(again.pictures.map(({ position }) => position)).toEqual([2]);
    await finishRange(connection, batch, randomUUID(), again, foundIn(again), []);
    expect(await scores(batch)).toEqual([0.5, 0.5, 0.5]);
    const now = (await listBatches(connection)).find(({ name }) => name === 'cursed') ?? batch;
    expect(await progressOf(connection, now)).toMatchObject({
      problems: 0,
      ranges: { done: 2, failed: 0, waiting: 0 },
    });
  });

  it('does not take results for real that no worker writes', async () => {
    for (const [index, change] of [
      'labels = ARRAY[7]',
      'boxes = ARRAY[1, 2]',
      'width = 0',
      'scores = NULL',
    ].entries()) {
      const batch = await make(`odd-${index}`, 1, 1);
      const lease = await take(batch, randomUUID());
      await finishRange(connection, batch, randomUUID(), lease, foundIn(lease), []);
      expect(await scores(batch)).toEqual([0.5]);
      await server.query(`UPDATE boxwright.result SET ${change} WHERE batch = $1`, [batch.id]);
      await expect(scores(batch)).rejects.toThrow(/picture 0 in batch odd-\d is none that a worker writes/);
    }
  });

  it('says to who is at it that it was cleared', async () => {
    const batch = await make('cleared', 2, 1);
    const lease = await take(batch, randomUUID());
    await clearBatch(connection, batch);
    await expect(hasEnded(connection, batch, never)).rejects.toThrow('The batch cleared was cleared');
    await expect(finishRange(connection, batch, randomUUID(), lease, foundIn(lease), [])).rejects.toThrow('cleared');
    const [rows] = await server.query('SELECT count(*)::int AS count FROM boxwright.result WHERE batch = $1', [
      batch.id,
    ]);
    expect(rows).toEqual({ count: 0 });
  });

  it('survives that its connections are cut in the middle of a transaction', async () => {
    const batch = await make('cut', 1, 1);
    let runs = 0;
    const value = await connection.transaction(async ({ query }) => {
      const [row] = await query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      if (++runs === 1) await server.query('SELECT pg_terminate_backend($1)', [row?.pid]);
      await query('SELECT FROM boxwright.batch WHERE id = $1', [batch.id]);
      return 'done';
    });
    expect([value, runs]).toEqual(['done', 2]);
  });

  it('fails in words for a wrong database, and for a transaction that pg-boss took for an empty queue', async () => {
    const away = new QueueConnection(readAddress(server.address.replace(/postgres$/, 'nowhere')), { waitSeconds: 30 });
    await expect(makeTables(away)).rejects.toThrow(/has no such database/);
    await away.close();
    const broken = connection.transaction(async ({ query, boss }) => {
      await query('SELECT 1 / 0').catch(() => undefined);
      return boss.fetch('prelabel-1');
    });
    await expect(broken).rejects.toThrow(/division by zero/);
  });
});
