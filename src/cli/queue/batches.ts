// Batches as rows: made once with their pictures and ranges, found again by name, cleared. What was found lies in results.ts.
import { z } from 'zod';
import { fail } from '../../common/result.ts';
import { counted } from '../../common/words.ts';
import { jobsSchema } from './connection.ts';
import type { QueueConnection, Step } from './connection.ts';
import type { ModelFingerprint, PictureFingerprint } from './fingerprints.ts';
import { sha256 } from './fingerprints.ts';

export interface Batch extends ModelFingerprint {
  readonly id: number;
  readonly name: string;
  /** Id of the model. */
  readonly model: string;
  readonly score: number;
  readonly pictures: number;
  readonly picturesSha256: string;
  readonly ranges: number;
  readonly leaseSeconds: number;
  /** Seconds since 1970. */
  readonly created: number;
}

/** A picture as the batch's maker saw it; without a fingerprint where it could not be read. */
export interface BatchPicture {
  readonly name: string;
  readonly fingerprint?: PictureFingerprint;
}

export interface NewBatch extends ModelFingerprint {
  readonly name: string;
  readonly model: string;
  readonly score: number;
  readonly pictures: readonly BatchPicture[];
  readonly rangeSize: number;
  readonly leaseSeconds: number;
}

/** What pg-boss carries: the positions of a range's pictures in the batch, from 0. */
export interface RangeData {
  readonly positions: readonly number[];
}

/** How often a range comes back whose worker was not heard of any more; given back by Ctrl-C it does not count. */
const rangeRetries = 10;
const tenYears = 10 * 365 * 24 * 60;
const rowsAtOnce = 5000;

const text = z.string();
const whole = z.number().int().min(0);
const batchRow = z.object({
  id: whole,
  name: text,
  created: z.number(),
  model: text,
  onnx_sha256: text,
  reading_sha256: text,
  score: z.number(),
  pictures: whole,
  pictures_sha256: text,
  ranges: whole,
  lease_seconds: z.number().int().min(1),
});
const batchColumns = `id, name, extract(epoch FROM created)::float8 AS created, model, onnx_sha256, reading_sha256, score, pictures,
  pictures_sha256, ranges, lease_seconds`;

export function queueName(batch: Pick<Batch, 'id'>): string {
  return `prelabel-${batch.id}`;
}

/** The hash of a list of pictures: names, sizes and samples, in order. */
export function listSha256(pictures: readonly BatchPicture[]): string {
  const lines = pictures.map(({ name, fingerprint }) =>
    JSON.stringify([name, fingerprint?.bytes ?? null, fingerprint?.digest ?? null]),
  );
  return sha256(lines.join('\n'));
}

export async function findBatch(connection: QueueConnection, name: string): Promise<Batch | undefined> {
  return connection.transaction((step) => selectBatch(step, name));
}

export async function listBatches(connection: QueueConnection): Promise<readonly Batch[]> {
  return connection.transaction(async ({ query }) =>
    (await query(`SELECT ${batchColumns} FROM boxwright.batch ORDER BY id`)).map(batchOf),
  );
}

/** The batch, and whether this call made it. One of that name that is there is returned as it is. */
export async function makeBatch(
  connection: QueueConnection,
  wanted: NewBatch,
): Promise<{ readonly batch: Batch; readonly isNew: boolean }> {
  return connection.transaction(async (step) => {
    const ranges = cut([...wanted.pictures.keys()], wanted.rangeSize);
    const values = [
      ...[wanted.name, wanted.model, wanted.onnxSha256, wanted.readingSha256, wanted.score],
      ...[wanted.pictures.length, listSha256(wanted.pictures), ranges.length, wanted.leaseSeconds],
    ];
    // A second maker waits here until the first has committed, and joins.
    const [made] = await step.query<{ id: number }>(
      `INSERT INTO boxwright.batch
         (name, model, onnx_sha256, reading_sha256, score, pictures, pictures_sha256, ranges, lease_seconds)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (name) DO NOTHING RETURNING id`,
      values,
    );
    if (made !== undefined) {
      await insertPictures(step, made.id, wanted.pictures);
      await makeQueue(step, queueName(made), wanted.rangeSize);
      await insertRanges(step, queueName(made), ranges);
    }
    const batch = await selectBatch(step, wanted.name);
    if (batch === undefined) return fail('busy', `The batch ${wanted.name} was cleared just now. Start again.`);
    return { batch, isNew: made !== undefined };
  });
}

/** Takes the batch with its pictures, results and ranges out of the database. */
export async function clearBatch(connection: QueueConnection, batch: Batch): Promise<void> {
  await connection.transaction(async ({ query, boss }) => {
    await query('DELETE FROM boxwright.batch WHERE id = $1', [batch.id]);
    // pg-boss deletes only an empty queue, and empties it only of what waits.
    await query(`DELETE FROM ${jobsSchema}.job WHERE name = $1`, [queueName(batch)]);
    await boss.deleteQueue(queueName(batch));
  });
}

/** Forgets the problems of a batch that has ended and sends their pictures as new ranges. → how many pictures */
export async function retryProblems(connection: QueueConnection, batch: Batch): Promise<number> {
  return connection.transaction(async (step) => {
    const rows = await step.query<{ position: number }>(
      'DELETE FROM boxwright.result WHERE batch = $1 AND problem IS NOT NULL RETURNING position',
      [batch.id],
    );
    const positions = rows.map(({ position }) => position).sort((a, b) => a - b);
    await step.query('DELETE FROM boxwright.failure WHERE batch = $1 AND position = ANY ($2::int[])', [
      batch.id,
      positions,
    ]);
    const name = queueName(batch);
    const failed = await step.query(`DELETE FROM ${jobsSchema}.job WHERE name = $1 AND state = 'failed' RETURNING id`, [
      name,
    ]);
    const ranges = cut(positions, Math.ceil(batch.pictures / batch.ranges));
    await insertRanges(step, name, ranges);
    await step.query('UPDATE boxwright.batch SET ranges = ranges + $2 WHERE id = $1', [
      batch.id,
      ranges.length - failed.length,
    ]);
    return positions.length;
  });
}

/** In what the wanted list differs from the batch's, in words; undefined where it does not. */
export async function listDifference(
  connection: QueueConnection,
  batch: Batch,
  wanted: readonly BatchPicture[],
): Promise<string | undefined> {
  if (listSha256(wanted) === batch.picturesSha256) return undefined;
  const rows = await connection.transaction(({ query }) =>
    query<{ name: string; digest: string | null }>('SELECT name, digest FROM boxwright.picture WHERE batch = $1', [
      batch.id,
    ]),
  );
  const there = new Map(rows.map(({ name, digest }) => [name, digest]));
  const here = new Set(wanted.map(({ name }) => name));
  const added = wanted.filter(({ name }) => !there.has(name)).map(({ name }) => name);
  const gone = rows.filter(({ name }) => !here.has(name)).map(({ name }) => name);
  const changed = wanted
    .filter(({ name, fingerprint }) => there.has(name) && there.get(name) !== (fingerprint?.digest ?? null))
    .map(({ name }) => name);
  const say = (names: readonly string[], what: string): string[] =>
    names.length === 0 ? [] : [`${counted(names.length, 'picture')} ${what} (such as ${names[0] ?? ''})`];
  const said = [...say(added, 'came'), ...say(gone, 'went'), ...say(changed, 'changed')];
  return said.length === 0 ? 'the pictures are in another order' : said.join(', ');
}

async function selectBatch({ query }: Step, name: string): Promise<Batch | undefined> {
  const [row] = await query(`SELECT ${batchColumns} FROM boxwright.batch WHERE name = $1`, [name]);
  return row === undefined ? undefined : batchOf(row);
}

function batchOf(row: object): Batch {
  const read = batchRow.safeParse(row);
  if (!read.success)
    fail('invalid', `A row of boxwright.batch is none that this program writes: ${read.error.message}`);
  const { onnx_sha256, reading_sha256, pictures_sha256, lease_seconds, ...rest } = read.data;
  return {
    ...rest,
    onnxSha256: onnx_sha256,
    readingSha256: reading_sha256,
    picturesSha256: pictures_sha256,
    leaseSeconds: lease_seconds,
  };
}

function cut(positions: readonly number[], size: number): number[][] {
  const ranges: number[][] = [];
  for (let from = 0; from < positions.length; from += size) ranges.push(positions.slice(from, from + size));
  return ranges;
}

async function insertPictures({ query }: Step, batch: number, pictures: readonly BatchPicture[]): Promise<void> {
  for (let from = 0; from < pictures.length; from += rowsAtOnce) {
    const part = pictures.slice(from, from + rowsAtOnce);
    await query(
      `INSERT INTO boxwright.picture (batch, position, name, bytes, digest)
       SELECT $1, * FROM unnest($2::int[], $3::text[], $4::float8[], $5::text[])`,
      [
        batch,
        part.map((_, index) => from + index),
        part.map(({ name }) => name),
        part.map(({ fingerprint }) => fingerprint?.bytes ?? null),
        part.map(({ fingerprint }) => fingerprint?.digest ?? null),
      ],
    );
  }
}

async function makeQueue({ boss }: Step, name: string, rangeSize: number): Promise<void> {
  // What gives a range back in good time is the lease; this is for a worker that lives and does nothing.
  const expireInSeconds = Math.min(23 * 3600, Math.max(3600, rangeSize * 60));
  const retries = { retryLimit: rangeRetries, retryDelay: 1, retryBackoff: true };
  await boss.createQueue(name, {
    ...{ name, policy: 'standard', expireInSeconds, retentionMinutes: tenYears },
    ...retries,
  });
}

async function insertRanges({ boss }: Step, name: string, ranges: readonly number[][]): Promise<void> {
  for (let from = 0; from < ranges.length; from += rowsAtOnce) {
    const jobs = ranges.slice(from, from + rowsAtOnce).map((positions, index) => {
      // In the order of the pictures: pg-boss serves the highest priority first.
      return { name, data: { positions } satisfies RangeData, priority: -(from + index) };
    });
    await boss.insert(jobs);
  }
}
