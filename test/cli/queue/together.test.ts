// Pre-labelling by several processes through a real PostgreSQL: whatever happens to them, the file is the one machine's, to the byte.
import { appendFile, cp, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithPostgres } from '../../support/postgres.ts';
import { makeQueueBench, untilThere } from '../../support/queueBench.ts';
import type { QueueBench, Started } from '../../support/queueBench.ts';

const patient = 300_000;

interface HeldRange {
  readonly process: number;
  readonly worker: string;
  readonly job: string;
  readonly done: number;
  readonly size: number;
}

describeWithPostgres('pre-labelling together', (programs) => {
  let bench: QueueBench;
  let queue: readonly string[] = [];
  /** The one-machine command's file over the folder "pictures". */
  let alone = '';

  beforeAll(async () => {
    bench = await makeQueueBench(programs);
    queue = ['--queue', bench.server.address, '--lease', '4'];
    await bench.draw('pictures', 72);
    await bench.draw('few', 12);
    const { code, error } = await bench.run('prelabel', 'pictures', '--out', 'alone.json');
    expect([code, error]).toEqual([0, expect.stringContaining('72 pictures pre-labelled')]);
    alone = await bench.bytes('alone.json');
  }, patient);
  afterAll(() => bench.remove());

  const query = <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    bench.server.query<Row>(text, values);

  function work(batch: string, folder = 'pictures', ...more: string[]): Started {
    return bench.start('prelabel', folder, '--queue', bench.server.address, '--worker', '--batch', batch, ...more);
  }

  /** Ranges under a worker's lease, with how many of their pictures have a result. Empty before the first batch. */
  async function heldRanges(batch: string): Promise<HeldRange[]> {
    return query<HeldRange>(
      `SELECT worker.process, worker.id AS worker, lease.job, jsonb_array_length(job.data -> 'positions') AS size,
         (SELECT count(*)::int FROM boxwright.result WHERE result.batch = batch.id
            AND job.data -> 'positions' @> to_jsonb(result.position)) AS done
       FROM boxwright.batch JOIN boxwright.lease ON lease.batch = batch.id JOIN boxwright.worker ON worker.id = lease.worker
         JOIN boxwright_jobs.job ON job.id = lease.job
       WHERE batch.name = $1`,
      [batch],
    ).catch(() => []);
  }

  const batchIsThere = (batch: string): Promise<true> =>
    untilThere(async () => {
      const rows = await query('SELECT FROM boxwright.batch WHERE name = $1', [batch]).catch(() => []);
      return rows.length > 0 ? true : undefined;
    });

  /** Each picture of the batch with the number of its results. */
  const resultCounts = async (batch: string): Promise<{ pictures: number; results: number; once: number }> => {
    const [row] = await query<{ pictures: number; results: number; once: number }>(
      `SELECT batch.pictures, count(*)::int AS results, count(DISTINCT position)::int AS once
       FROM boxwright.batch JOIN boxwright.result ON result.batch = batch.id WHERE name = $1 GROUP BY batch.id`,
      [batch],
    );
    return row ?? { pictures: -1, results: -1, once: -1 };
  };

  it(
    'loses and doubles nothing when one of three workers is killed in the middle of a range',
    async () => {
      // Another mount: its own path, its own times.
      await cp(path.join(bench.folder, 'pictures'), path.join(bench.folder, 'mount'), { recursive: true });
      await utimes(path.join(bench.folder, 'mount/7.png'), 1, 1);
      const args = ['--batch', 'killed', '--range', '24', '--no-work'];
      const waiting = bench.start('prelabel', 'pictures', ...queue, '--out', 'killed.json', ...args);
      await batchIsThere('killed');
      const workers = [work('killed'), work('killed', 'mount'), work('killed')];
      const victim = await untilThere(async () => {
        const range = (await heldRanges('killed')).find(({ done, size }) => done > 0 && done < size);
        const worker = workers.find(({ child }) => child.pid === range?.process);
        if (range === undefined || worker === undefined) return undefined;
        // Held still, then looked at again: it must not have ended its range meanwhile.
        worker.child.kill('SIGSTOP');
        const [still] = (await heldRanges('killed')).filter(({ job }) => job === range.job);
        if (still !== undefined && still.worker === range.worker && still.done < still.size) return { worker, still };
        worker.child.kill('SIGCONT');
        return undefined;
      });
      victim.worker.child.kill('SIGKILL');

      const { code, error } = await waiting.ended;
      expect(error).toContain('72 pictures pre-labelled with starter on cpu');
      expect(code).toBe(0);
      expect((await bench.bytes('killed.json')) === alone).toBe(true);
      expect(await resultCounts('killed')).toEqual({ pictures: 72, results: 72, once: 72 });
      const [job] = await query<{ retry_count: number; state: string }>(
        'SELECT retry_count, state::text FROM boxwright_jobs.job WHERE id = $1',
        [victim.still.job],
      );
      expect(job).toMatchObject({ state: 'completed' });
      expect(job?.retry_count).toBeGreaterThan(0);
      // What the killed worker had written stayed; the others did the rest of its range.
      const rows = await query<{ worker: string }>('SELECT DISTINCT worker FROM boxwright.result WHERE worker = $1', [
        victim.still.worker,
      ]);
      expect(rows).toHaveLength(1);
      for (const worker of workers.filter((one) => one !== victim.worker)) {
        const ended = await worker.ended;
        expect([ended.code, ended.error]).toEqual([0, expect.stringContaining('has ended')]);
      }
      expect((await victim.worker.ended).code).toBe(null);
    },
    patient,
  );

  it(
    'is one batch for two machines that give the same command, and done at once for a third',
    async () => {
      const both = ['a.json', 'b.json'].map((out) =>
        bench.run('prelabel', 'few', ...queue, '--range', '2', '--out', out, '--json'),
      );
      const ended = await Promise.all(both);
      const reports = ended.map(({ out }) => JSON.parse(out) as { batch: string; pictures: number });
      expect(reports.map(({ pictures }) => pictures)).toEqual([12, 12]);
      expect(reports[0]?.batch).toMatch(/^few-[0-9a-f]{8}$/);
      expect(reports[1]?.batch).toBe(reports[0]?.batch);
      expect(ended.filter(({ error }) => error.startsWith('Joined batch'))).toHaveLength(1);
      await bench.run('prelabel', 'few', '--out', 'few-alone.json', '--format', 'results');
      const third = await bench.run('prelabel', 'few', ...queue, '--out', 'c.json', '--format', 'results', '--no-work');
      expect(third.error).toContain('Joined batch');
      expect(await bench.bytes('a.json')).toBe(await bench.bytes('b.json'));
      expect(await bench.bytes('c.json')).toBe(await bench.bytes('few-alone.json'));
      expect((await resultCounts(reports[0]?.batch ?? '')).results).toBe(12);
    },
    patient,
  );

  it(
    'gives a range back at once on Ctrl-C, without a lost picture and without counting a retry',
    async () => {
      const args = ['--batch', 'stopped', '--range', '24', '--no-work', '--lease', '3600'];
      const waiting = bench.start('prelabel', 'pictures', ...queue, ...args, '--out', 'stopped.json');
      await batchIsThere('stopped');
      const worker = work('stopped');
      // One runs, and the next one is here already, so that the model does not wait for it.
      await untilThere(async () => ((await heldRanges('stopped')).length === 2 ? true : undefined));
      worker.child.kill('SIGINT');
      const ended = await worker.ended;
      expect(ended.error).toContain('cancelled; its ranges went back');
      expect(ended.code).toBe(130);
      // With a lease of an hour, only giving back can have freed them.
      expect(await heldRanges('stopped')).toEqual([]);
      const jobs = await query<{ state: string; retry_count: number }>(
        `SELECT job.state::text, retry_count FROM boxwright_jobs.job
         JOIN boxwright.batch ON job.name = 'prelabel-' || batch.id WHERE batch.name = 'stopped'`,
      );
      expect(jobs).toHaveLength(3);
      expect(jobs.filter(({ state, retry_count: retries }) => state === 'active' || retries > 0)).toEqual([]);
      // The waiting command is stopped as well; the same command goes on with the batch.
      waiting.child.kill('SIGINT');
      expect((await waiting.ended).error).toContain('The batch stopped stays');
      const again = ['--batch', 'stopped', '--out', 'stopped.json'];
      const { code, error } = await bench.run('prelabel', 'pictures', ...queue, ...again);
      expect([code, error]).toEqual([0, expect.stringContaining('Joined batch stopped')]);
      expect((await bench.bytes('stopped.json')) === alone).toBe(true);
    },
    patient,
  );

  it(
    'goes on after the database was restarted in the middle',
    async () => {
      const args = ['--batch', 'restarted', '--range', '12', '--out', 'restarted.json'];
      const waiting = bench.start('prelabel', 'pictures', ...queue, ...args);
      await batchIsThere('restarted');
      const worker = work('restarted');
      await untilThere(async () => (await heldRanges('restarted')).find(({ done }) => done > 0));
      await bench.server.stop();
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await bench.server.start();
      expect((await waiting.ended).error).toContain('72 pictures pre-labelled');
      expect((await worker.ended).code).toBe(0);
      expect((await bench.bytes('restarted.json')) === alone).toBe(true);
      expect(await resultCounts('restarted')).toEqual({ pictures: 72, results: 72, once: 72 });
    },
    patient,
  );

  it(
    'tries a picture that fails again, then lists it with the reason that one machine gives',
    async () => {
      await bench.draw('broken', 5);
      await writeFile(path.join(bench.folder, 'broken/3.png'), 'no picture');
      const machine = await bench.run('prelabel', 'broken', '--out', 'broken-alone.json', '--json');
      const args = ['--batch', 'broken', '--range', '2', '--out', 'broken.json', '--json'];
      const { code, out } = await bench.run('prelabel', 'broken', ...queue, ...args);
      expect(code).toBe(0);
      const { problems } = JSON.parse(out) as { problems: { where: string }[] };
      expect(problems).toMatchObject([{ where: '3.png', severity: 'error' }]);
      expect(problems).toEqual((JSON.parse(machine.out) as { problems: unknown }).problems);
      expect(await bench.bytes('broken.json')).toBe(await bench.bytes('broken-alone.json'));
      const tries = await query(
        `SELECT failure.position FROM boxwright.failure JOIN boxwright.batch ON batch.id = failure.batch
         WHERE batch.name = 'broken'`,
      );
      expect(tries).toEqual([{ position: 3 }, { position: 3 }, { position: 3 }]);
    },
    patient,
  );

  it(
    'refuses a worker with another model, other pictures, or one picture that differs',
    async () => {
      await cp(path.join(bench.folder, 'few'), path.join(bench.folder, 'theirs'), { recursive: true });
      await appendFile(path.join(bench.folder, 'theirs/3.png'), 'x');
      await bench.draw('others', 1);
      const models = path.join(bench.folder, 'models');
      await cp(path.resolve(import.meta.dirname, '../../../models'), models, { recursive: true });
      const card = await readFile(path.join(models, 'starter.json'), 'utf8');
      await writeFile(path.join(models, 'starter.json'), card.replace('"RBC"', '"Erythrocyte"'));

      const args = ['--batch', 'ours', '--range', '12', '--no-work', '--lease', '3600', '--out', 'ours.json'];
      const waiting = bench.start('prelabel', 'few', ...queue, ...args);
      await batchIsThere('ours');
      const refused = async (said: RegExp, folder: string, ...more: string[]): Promise<void> => {
        const { code, error } = await work('ours', folder, ...more).ended;
        expect(error).toMatch(said);
        expect(code).toBe(1);
      };
      await refused(/fcos_r10_bccd\.onnx is not the model of batch ours/, 'few', '--model', 'fcos_r10_bccd');
      await refused(/classes or how it is read differ/, 'few', '--model', path.join(models, 'starter.json'));
      await refused(/others does not hold the pictures of batch ours: .* It is not in this folder/, 'others');
      await refused(/3\.png: It has \d+ bytes here and \d+ in the batch\. This worker stops/, 'theirs');
      expect(await heldRanges('ours')).toEqual([]);
      const status = await bench.run('queue', 'status', 'ours', '--queue', bench.server.address, '--json');
      expect(JSON.parse(status.out)).toMatchObject({
        batches: [
          { name: 'ours', pictures: { all: 12, done: 0 }, ranges: { waiting: 1, active: 0, failed: 0, done: 0 } },
        ],
      });
      waiting.child.kill('SIGINT');
      await waiting.ended;

      // The same name for something else is refused, and a cleared name is free again.
      const taken = await bench.run('prelabel', 'theirs', ...queue, '--batch', 'ours', '--out', 'ours.json');
      expect([taken.code, taken.error]).toEqual([1, expect.stringMatching(/1 picture changed \(such as 3\.png\)/)]);
      const cleared = await bench.run('queue', 'clear', 'ours', '--queue', bench.server.address);
      expect([cleared.code, cleared.error]).toEqual([0, expect.stringContaining('Batch ours was taken out')]);
      const gone = await work('ours', 'few').ended;
      expect([gone.code, gone.error]).toEqual([1, expect.stringContaining('There is no batch ours')]);
    },
    patient,
  );

  it(
    'fails in clear words when the database stays away, and never says the password',
    async () => {
      const args = ['--batch', 'away', '--range', '4', '--database-wait', '2', '--out', 'away.json'];
      const waiting = bench.start('prelabel', 'pictures', ...queue, ...args);
      await untilThere(async () => (await heldRanges('away'))[0]);
      await bench.server.stop();
      const { code, error } = await waiting.ended;
      await bench.server.start();
      expect(error).toMatch(
        /boxwright: The queue's database postgres:\/\/boxwright@127\.0\.0\.1:\d+\/postgres cannot be/,
      );
      expect(error).toContain('start the same command again');
      expect(error).not.toMatch(/seCret/);
      expect(code).toBe(1);
      const again = await bench.run('prelabel', 'pictures', ...queue, '--batch', 'away', '--out', 'away.json');
      expect([again.code, again.error]).toEqual([0, expect.stringContaining('Joined batch away')]);
      expect((await bench.bytes('away.json')) === alone).toBe(true);
    },
    patient,
  );
});
