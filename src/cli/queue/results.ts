// What was found in a batch's pictures, as rows: one for each picture by its primary key, whoever writes it and however often.
import { z } from 'zod';
import type { Detection, PictureDetections } from '../../common/protocol.ts';
import { fail } from '../../common/result.ts';
import type { Batch } from './batches.ts';
import type { QueueConnection, Step } from './connection.ts';

/** A picture of a batch that has its end: found boxes, or why there are none. */
export type StoredPicture = StoredFinding | { readonly position: number; readonly ok: false; readonly problem: string };

export interface StoredFinding {
  /** In the batch, from 0. */
  readonly position: number;
  readonly ok: true;
  /** Upright pixels. */
  readonly width: number;
  readonly height: number;
  /** Made anew at each reading, because a million pictures' boxes are kept as numbers. */
  readonly detections: readonly Detection[];
}

const rowsAtOnce = 2000;

/**
 * Writes the found boxes of pictures that have none yet; `id` of an item is its position. Numbers are written with every digit,
 * so that what is merged is what was found. Items that failed are left out.
 */
export async function insertResults(
  { query }: Step,
  batch: Batch,
  worker: string,
  items: readonly PictureDetections[],
): Promise<void> {
  const rows = items.flatMap(({ id, width, height, result }) => {
    if (!result.ok) return [];
    const found = result.value;
    return [
      {
        ...{ position: id, width, height },
        labels: found.map(({ label }) => label),
        scores: found.map(({ score }) => score),
        boxes: found.flatMap(({ box }) => [box.x1, box.y1, box.x2, box.y2]),
      },
    ];
  });
  if (rows.length === 0) return;
  await query(
    `INSERT INTO boxwright.result (batch, worker, position, width, height, labels, scores, boxes)
     SELECT $1, $2, row.* FROM json_to_recordset($3)
       AS row (position int, width int, height int, labels int[], scores float8[], boxes float8[])
     ON CONFLICT (batch, position) DO NOTHING`,
    [batch.id, worker, JSON.stringify(rows)],
  );
}

/**
 * Every picture with an end, in the pictures' order; `classes`: how many the model has. Fails with `invalid` on a row that no
 * worker of ours writes.
 */
export async function readResults(
  connection: QueueConnection,
  batch: Batch,
  classes: number,
  signal: AbortSignal,
): Promise<readonly StoredPicture[]> {
  const stored: StoredPicture[] = [];
  for (let after = -1; ;) {
    const rows = await connection.transaction(
      ({ query }) =>
        query(
          // As JSON, which Node reads ten times faster than PostgreSQL's own text of an array; no digit is lost either way.
          `SELECT position, width, height, to_json(labels) AS labels, to_json(scores) AS scores, to_json(boxes) AS boxes,
             problem FROM boxwright.result
           WHERE batch = $1 AND position > $2 ORDER BY position LIMIT ${rowsAtOnce}`,
          [batch.id, after],
        ),
      signal,
    );
    for (const row of rows) stored.push(storedPicture(row, batch, classes));
    const last = stored.at(-1);
    if (rows.length < rowsAtOnce || last === undefined) return stored;
    after = last.position;
  }
}

const whole = z.number().int().min(0);
const side = z
  .number()
  .int()
  .min(1)
  .max(2 ** 31);
const row = z.union([
  z.object({ position: whole, problem: z.string() }),
  z.object({
    position: whole,
    problem: z.null(),
    width: side,
    height: side,
    labels: z.array(whole),
    scores: z.array(z.number()),
    boxes: z.array(z.number()),
  }),
]);

function storedPicture(value: object, batch: Batch, classes: number): StoredPicture {
  const read = row.safeParse(value);
  const { position } = value as { position?: unknown };
  if (!read.success) return strange(batch, position);
  if (read.data.problem !== null) return { position: read.data.position, ok: false, problem: read.data.problem };
  const { width, height } = read.data;
  const labels = Uint32Array.from(read.data.labels);
  const scores = Float64Array.from(read.data.scores);
  const boxes = Float64Array.from(read.data.boxes);
  if (read.data.labels.some((label) => label >= classes)) return strange(batch, position);
  if (scores.length !== labels.length || boxes.length !== labels.length * 4) return strange(batch, position);
  return {
    ...{ position: read.data.position, ok: true, width, height },
    get detections() {
      return Array.from(labels, (label, index): Detection => {
        const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = boxes.subarray(index * 4, index * 4 + 4);
        return { box: { x1, y1, x2, y2 }, label, score: scores[index] ?? 0 };
      });
    },
  };
}

function strange(batch: Batch, position: unknown): never {
  return fail(
    'invalid',
    `The result of picture ${String(position)} in batch ${batch.name} is none that a worker writes: was boxwright.result changed by hand?`,
  );
}
