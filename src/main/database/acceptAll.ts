// All proposals of the project from a score on become accepted boxes, at once, and back again exactly. Which ones they were is
// kept in the database with the edit, so that a kill loses nothing.
import type { ImageId, Stamp } from '../../common/annotation/types.ts';
import type { ProposalCount } from '../../common/records.ts';
import type { Database } from './driver.ts';

const wanted = "origin = 'proposed' AND score >= :from";

/** What `acceptAll` would accept now. */
export function countProposals(database: Database, from: number): ProposalCount {
  const found = database.get<{ boxes: number; images: number }>(
    `SELECT count(*) AS boxes, count(DISTINCT image) AS images FROM annotations WHERE ${wanted}`,
    { from },
  );
  return { boxes: found?.boxes ?? 0, images: found?.images ?? 0 };
}

/** Inside of a transaction; `edit` is the number under which it can be taken back, `made` who does it and when. Returns the pictures. */
export function acceptAll(database: Database, from: number, edit: number, made: Stamp): readonly ImageId[] {
  database.run(`INSERT INTO category_edit_moves (edit, annotation) SELECT :edit, id FROM annotations WHERE ${wanted}`, {
    edit,
    from,
  });
  return turn(database, edit, ['proposed', 'accepted'], made);
}

/** Takes it back, inside of a transaction: boxes that were edited, rejected or removed since stay as they are. */
export function takeBackAccepted(database: Database, edit: number): readonly ImageId[] {
  return turn(database, edit, ['accepted', 'proposed'], undefined);
}

/** Accepts again what that edit had accepted and its undo gave back; what else is proposed by now is left alone. */
export function acceptAgain(database: Database, edit: number, made: Stamp): readonly ImageId[] {
  return turn(database, edit, ['proposed', 'accepted'], made);
}

/** A proposal was nobody's, so its stamp comes and goes with the edit. */
function turn(
  database: Database,
  edit: number,
  [before, after]: readonly [string, string],
  made: Stamp | undefined,
): readonly ImageId[] {
  const those = 'id IN (SELECT annotation FROM category_edit_moves WHERE edit = :edit) AND origin = :before';
  const images = database
    .rows<readonly [number]>(`SELECT DISTINCT image FROM annotations WHERE ${those} ORDER BY image`, { edit, before })
    .map(([image]) => image);
  database.run(`UPDATE annotations SET origin = :after, made_by = :by, made_at = :at, changed = :now WHERE ${those}`, {
    edit,
    before,
    after,
    by: made?.by ?? null,
    at: made?.at ?? null,
    now: Date.now(),
  });
  return images;
}
