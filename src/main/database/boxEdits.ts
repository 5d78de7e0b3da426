// One step over many boxes of many pictures: accept, discard, give another class; and back again exactly. What it found and
// what it left is kept with the step, so that a kill loses nothing and what changed since is left alone.
import type { AnnotationId, ImageId, Stamp } from '../../common/annotation/types.ts';
import type { BoxDeed } from '../../common/grid.ts';
import { assertNever } from '../../common/result.ts';
import { categoryById } from './categories.ts';
import type { Database } from './driver.ts';

/** Every column of a box but its class and when it was changed. */
export const boxColumns = `id, image, x1, y1, x2, y2, origin, model, score, crowd, attributes, note, extra, source, created,
  made_by, made_at, changed_by, changed_at, missed_by`;

const stampsNow = 'json_array(a.made_by, a.made_at, a.changed_by, a.changed_at)';

/** The step that is being made: its number, by whom and when. */
export interface Step {
  readonly number: number;
  readonly made: Stamp;
}

export interface Touched {
  readonly images: readonly ImageId[];
  readonly boxes: number;
  /** Of `boxes`, those that were removed. */
  readonly removed: number;
}

/** As common/annotation/stamps.ts has it: whoever judges a proposal makes the box, of others it is a change. */
const stampsThen = `iif(a.origin = 'proposed',
  json_array(:by, :at, a.changed_by, a.changed_at), json_array(a.made_by, a.made_at, :by, :at))`;

/** What a deed makes of a box: SQL for its origin and its class, and which boxes it concerns. */
function meaning(deed: BoxDeed): { readonly origin: string; readonly category: string; readonly concerns: string } {
  switch (deed.kind) {
    case 'accept':
      return { origin: "'accepted'", category: 'a.category', concerns: "a.origin IN ('proposed', 'rejected')" };
    case 'discard': {
      const gone = "a.origin IN ('drawn', 'imported', 'edited')";
      return {
        origin: `iif(${gone}, NULL, 'rejected')`,
        category: `iif(${gone}, NULL, a.category)`,
        concerns: "a.origin <> 'rejected'",
      };
    }
    case 'relabel':
      return {
        origin: "iif(a.origin IN ('drawn', 'imported', 'edited'), a.origin, 'edited')",
        category: String(Math.trunc(deed.to)),
        concerns: `a.category <> ${Math.trunc(deed.to)}`,
      };
    default:
      return assertNever(deed);
  }
}

/**
 * Inside of a transaction. The deed has the meaning of `accept`, `discard` and `relabel` in common/annotation/edits.ts; a box that
 * is gone, or that was changed after `asOf`, is left alone. Fails with not-found for a class that is gone.
 */
export function editBoxes(
  database: Database,
  deed: BoxDeed,
  boxes: readonly AnnotationId[],
  asOf: number,
  step: Step,
): Touched {
  if (deed.kind === 'relabel') categoryById(database, deed.to);
  const { origin, category, concerns } = meaning(deed);
  database.run(
    `INSERT INTO box_edits (edit, box, origin_before, category_before, origin_after, category_after, stamps_before, stamps_after)
     SELECT :edit, a.id, a.origin, a.category, ${origin}, ${category}, ${stampsNow}, ${stampsThen}
     FROM annotations a WHERE a.id IN (SELECT value FROM json_each(:boxes)) AND a.changed <= :asOf AND ${concerns}`,
    { edit: step.number, boxes: JSON.stringify(boxes), asOf, by: step.made.by ?? null, at: step.made.at },
  );
  return carryOut(database, step);
}

/** Takes a step back, inside of a transaction: boxes that are not as it left them any more stay as they are. */
export function takeBackBoxes(database: Database, of: number, step: Step): Touched {
  database.run(
    `INSERT INTO box_edits (edit, box, origin_before, category_before, origin_after, category_after, stamps_before, stamps_after)
     SELECT :edit, row.box, row.origin_after, row.category_after, row.origin_before, row.category_before,
       row.stamps_after, row.stamps_before
     FROM box_edits row LEFT JOIN annotations a ON a.id = row.box
     WHERE row.edit = :of
       AND (row.origin_before IS NULL OR row.category_before IN (SELECT id FROM categories))
       AND iif(row.origin_after IS NULL, a.id IS NULL,
         a.origin = row.origin_after AND a.category = row.category_after
           AND a.changed = (SELECT made FROM category_edits WHERE id = :of))`,
    { edit: step.number, of },
  );
  database.run(
    `INSERT INTO annotations (category, changed, ${boxColumns})
     SELECT category, :made, ${boxColumns} FROM category_edit_boxes
     WHERE edit = :of AND id IN (SELECT box FROM box_edits WHERE edit = :edit AND origin_before IS NULL)`,
    { edit: step.number, of, made: step.made.at },
  );
  database.run(
    `DELETE FROM removed_annotations
     WHERE id IN (SELECT box FROM box_edits WHERE edit = :edit AND origin_before IS NULL)`,
    { edit: step.number },
  );
  return carryOut(database, step);
}

/** Makes the boxes of a step as its rows say. */
function carryOut(database: Database, { number: edit, made: { at: made } }: Step): Touched {
  const images = database
    .rows<readonly [number]>(
      'SELECT DISTINCT image FROM annotations WHERE id IN (SELECT box FROM box_edits WHERE edit = :edit) ORDER BY image',
      { edit },
    )
    .map(([image]) => image);
  const { boxes, removed } = database.get<{ boxes: number; removed: number }>(
    'SELECT count(*) AS boxes, count(*) - count(origin_after) AS removed FROM box_edits WHERE edit = :edit',
    { edit },
  ) ?? { boxes: 0, removed: 0 };
  database.run(
    `UPDATE annotations SET origin = row.origin_after, category = row.category_after, changed = :made,
       made_by = row.stamps_after ->> 0, made_at = row.stamps_after ->> 1,
       changed_by = row.stamps_after ->> 2, changed_at = row.stamps_after ->> 3
     FROM box_edits row WHERE row.edit = :edit AND row.box = annotations.id AND row.origin_after IS NOT NULL`,
    { edit, made },
  );
  if (removed > 0) removeBoxes(database, edit);
  return { images, boxes, removed };
}

function removeBoxes(database: Database, edit: number): void {
  const gone = 'id IN (SELECT box FROM box_edits WHERE edit = :edit AND origin_after IS NULL)';
  database.run(
    `INSERT INTO category_edit_boxes (edit, category, ${boxColumns})
     SELECT :edit, category, ${boxColumns} FROM annotations WHERE ${gone}`,
    { edit },
  );
  // As for a box that is removed on the canvas: should a history bring it back, it has all it had.
  database.run(
    `INSERT OR REPLACE INTO removed_annotations (id, image, extra, source, created)
     SELECT id, image, extra, source, created FROM annotations WHERE ${gone}`,
    { edit },
  );
  database.run(`DELETE FROM annotations WHERE ${gone}`, { edit });
}
