// Puts the placed boxes of a reading (importPlaces.ts) into the project: ids, rows, counts, and what it takes to take it all back.
// Inside of one transaction.
import type { AnnotationId } from '../../common/annotation/types.ts';
import { claimIds } from './annotationIds.ts';
import { boxColumns, type Step } from './boxEdits.ts';
import type { Database } from './driver.ts';
import { countOf } from './importPlaces.ts';

/** From so many boxes on it is faster to build the indexes anew than to keep them. */
const manyBoxes = 5000;
const boxesAtOnce = 5000;

/** Between two portions; throws where the work is to stop. */
export type Pause = (done: number, total: number) => Promise<void>;

export interface BoxesIn {
  readonly boxes: number;
  readonly renumbered: number;
}

/** Removes the boxes that give way, for the step to bring back. */
export function giveWay(database: Database, { number: edit }: Step): number {
  const gone = 'a.id IN (SELECT id FROM giving_way)';
  database.run(
    `INSERT INTO box_edits (edit, box, origin_before, category_before, stamps_before)
     SELECT :edit, a.id, a.origin, a.category, json_array(a.made_by, a.made_at, a.changed_by, a.changed_at)
     FROM annotations a WHERE ${gone}`,
    { edit },
  );
  database.run(
    `INSERT INTO category_edit_boxes (edit, category, ${boxColumns})
     SELECT :edit, category, ${boxColumns} FROM annotations a WHERE ${gone}`,
    { edit },
  );
  database.exec(`INSERT OR REPLACE INTO removed_annotations (id, image, extra, source, created)
    SELECT id, image, extra, source, created FROM annotations a WHERE ${gone}`);
  return database.run('DELETE FROM annotations WHERE id IN (SELECT id FROM giving_way)').changes;
}

/** Inserts what is placed and not there yet. */
export async function insertPlaced(database: Database, step: Step, pause: Pause): Promise<BoxesIn> {
  const renumbered = numberFresh(database);
  const boxes = countOf(database, 'fresh');
  const isBulk = boxes >= manyBoxes && boxes * 2 >= countOf(database, 'annotations');
  const insert = () => insertFresh(database, step, boxes, pause);
  await (isBulk ? withoutIndexes(database, insert) : insert());
  database.run(
    `INSERT INTO box_edits (edit, box, origin_after, category_after, stamps_after)
     SELECT :edit, f.id, 'imported', p.category,
       iif(coalesce(b.made_by, b.made_at, b.changed_by, b.changed_at) IS NULL, NULL,
         json_array(b.made_by, b.made_at, b.changed_by, b.changed_at))
     FROM fresh f JOIN placed p ON p.box = f.box JOIN staged_boxes b ON b.box = f.box ORDER BY f.id`,
    { edit: step.number },
  );
  return { boxes, renumbered };
}

/** Makes the table `fresh`: the boxes that come, by the ids that they get. Says how many are not those of the file. */
function numberFresh(database: Database): number {
  const rows = database.rows<readonly [number, AnnotationId]>(
    'SELECT box, id FROM placed WHERE box NOT IN (SELECT box FROM same) ORDER BY box',
  );
  const ids = claimIds(
    database,
    rows.map(([, id]) => id),
  );
  database.exec('CREATE TEMP TABLE fresh (id INTEGER PRIMARY KEY, box INTEGER NOT NULL)');
  database.runEach(
    'INSERT INTO fresh (id, box) VALUES (?, ?)',
    rows.map(([box], index) => [ids[index] ?? 0, box] as const),
  );
  return rows.reduce((sum, [, id], index) => sum + (ids[index] === id ? 0 : 1), 0);
}

/** In the order of ids, so that the table grows at its end. */
async function insertFresh(database: Database, { made }: Step, total: number, pause: Pause): Promise<void> {
  let after = -1;
  for (let done = 0; done < total; done += boxesAtOnce) {
    await pause(done, total);
    const last = database.get<{ id: number }>(
      `SELECT max(id) AS id FROM (SELECT id FROM fresh WHERE id > :after ORDER BY id LIMIT ${boxesAtOnce})`,
      { after },
    );
    const upTo = last?.id ?? after;
    database.run(
      `INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, crowd, attributes, note,
         made_by, made_at, changed_by, changed_at, extra, source, created, changed)
       SELECT f.id, p.image, p.category, p.x1, p.y1, p.x2, p.y2, 'imported', b.crowd, b.attributes, b.note,
         b.made_by, b.made_at, b.changed_by, b.changed_at, coalesce(r.extra, b.extra), b.id, :now, :now
       FROM fresh f CROSS JOIN placed p ON p.box = f.box CROSS JOIN staged_boxes b ON b.box = f.box
         LEFT JOIN recut r ON r.box = f.box
       WHERE f.id > :after AND f.id <= :upTo ORDER BY f.id`,
      { after, upTo, now: made.at },
    );
    after = upTo;
  }
  await pause(total, total);
}

/**
 * The indexes and triggers of annotations are taken away and made again as they were; pictures are counted by one statement.
 * Indexes of a few rows only (WHERE) stay: to make one anew the whole table is read.
 */
async function withoutIndexes(database: Database, work: () => Promise<void>): Promise<void> {
  const parts = database.rows<readonly [string, string, string]>(
    `SELECT type, name, sql FROM sqlite_schema
     WHERE tbl_name = 'annotations' AND (type = 'trigger' OR type = 'index' AND sql NOT LIKE '% WHERE %') ORDER BY rowid`,
  );
  for (const [type, name] of parts) database.exec(`DROP ${type.toUpperCase()} "${name}"`);
  await work();
  for (const [, , sql] of parts) database.exec(sql);
  database.exec(`UPDATE images SET human = human + came.boxes
    FROM (SELECT p.image, count(*) AS boxes FROM fresh f JOIN placed p ON p.box = f.box GROUP BY p.image) came
    WHERE came.image = images.id`);
}
