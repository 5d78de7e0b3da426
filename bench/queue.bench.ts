// Pre-labelling through a queue against the same command without one, in the same run; and what the database bears: a large batch
// made, its ranges taken and ended by several connections at once, its results read back.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAddress } from '../src/cli/queue/address.ts';
import { makeBatch } from '../src/cli/queue/batches.ts';
import type { Batch } from '../src/cli/queue/batches.ts';
import { QueueConnection } from '../src/cli/queue/connection.ts';
import { progressOf } from '../src/cli/queue/progress.ts';
import { finishRange, takeRange } from '../src/cli/queue/ranges.ts';
import { readResults } from '../src/cli/queue/results.ts';
import { makeTables } from '../src/cli/queue/tables.ts';
import type { PictureDetections } from '../src/common/protocol.ts';
import { describeWithPostgres } from '../test/support/postgres.ts';
import { makeQueueBench } from '../test/support/queueBench.ts';
import type { QueueBench } from '../test/support/queueBench.ts';
import { machineLine, median } from './machine.ts';

const count = 400;
const rounds = 3;
const many = 100_000;
const boxes = 20;
const machines = 8;

describeWithPostgres('the queue', (programs) => {
  let bench: QueueBench;
  beforeAll(async () => {
    bench = await makeQueueBench(programs);
    await bench.draw('pictures', count);
  });
  afterAll(() => bench.remove());

  const secondsOf = async (...args: string[]): Promise<number> => {
    const { code, out, error } = await bench.run('prelabel', 'pictures', '--json', ...args);
    if (code !== 0) throw new Error(error);
    return (JSON.parse(out) as { seconds: number }).seconds;
  };

  it('costs a single machine little', async () => {
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const alone = await secondsOf('--out', 'alone.json');
      const batch = ['--queue', bench.server.address, '--batch', `round-${round}`];
      const queued = await secondsOf('--out', 'queued.json', ...batch);
      expect((await bench.bytes('queued.json')) === (await bench.bytes('alone.json'))).toBe(true);
      ratios.push(alone / queued);
      const rate = (seconds: number): string => (count / seconds).toFixed(1);
      console.log(`round ${round + 1}: alone ${rate(alone)} pictures/s, through the queue ${rate(queued)} pictures/s`);
    }
    console.log(`one machine through the queue: median ratio ${median(ratios).toFixed(3)} of the same without it`);
    console.log(machineLine());
  });

  it('bears many machines', async () => {
    const connection = new QueueConnection(readAddress(bench.server.address), { waitSeconds: 30 });
    await makeTables(connection);
    let start = performance.now();
    const lap = (): string => {
      const seconds = (performance.now() - start) / 1000;
      start = performance.now();
      return seconds.toFixed(1);
    };
    const pictures = Array.from({ length: many }, (_, index) => {
      return { name: `a/folder/of/pictures/${index}.jpg`, fingerprint: { bytes: 200_000, digest: 'd'.repeat(32) } };
    });
    const model = { model: 'm', onnxSha256: 'a', readingSha256: 'b' };
    const { batch } = await makeBatch(connection, {
      ...{ ...model, name: 'many', pictures, score: 0.3, rangeSize: 64, leaseSeconds: 3600 },
    });
    console.log(`a batch of ${many} pictures made in ${lap()} s`);
    await Promise.all(Array.from({ length: machines }, () => endAll(bench.server.address, batch)));
    const seconds = Number(lap());
    console.log(
      `${machines} machines with no model at all ended ${batch.ranges} ranges, ${boxes} boxes a picture, in ${seconds} s: ${Math.round(many / seconds)} pictures/s is what the queue bears here`,
    );
    await progressOf(connection, batch);
    console.log(`progress counted in ${lap()} s`);
    const stored = await readResults(connection, batch, 1, new AbortController().signal);
    console.log(`${stored.length} results read back in ${lap()} s`);
    console.log(machineLine());
    expect(stored).toHaveLength(many);
    await connection.close();
  });
});

/** A worker that finds the same in every picture without looking. */
async function endAll(address: string, batch: Batch): Promise<void> {
  const connection = new QueueConnection(readAddress(address), { waitSeconds: 30 });
  const worker = randomUUID();
  const value = Array.from({ length: boxes }, (_, index) => {
    return { box: { x1: index / 3, y1: index / 7, x2: index / 3 + 9, y2: index / 7 + 9 }, label: 0, score: index / 21 };
  });
  for (;;) {
    const lease = await takeRange(connection, batch, worker, new AbortController().signal);
    if (lease === undefined) break;
    const items = lease.pictures.map(({ position }): PictureDetections => {
      const milliseconds = { prepare: 0, run: 0, finish: 0 };
      return { id: position, width: 640, height: 480, result: { ok: true, value }, milliseconds };
    });
    await finishRange(connection, batch, worker, lease, items, []);
  }
  await connection.close();
}
