// Brings the labels of a project back to a snapshot: classes, boxes that a human stands behind, verdicts, notes, parts, numbers of pictures.
// Only rows that differ are written. Picture files, their names and sizes stay as the folder has them.
import type { Database } from './driver.ts';
import { newForms, oldForms, pinnedColumns, pinnedRows } from './pinned.ts';
import { makeSnapshot, snapshotFrame, type SnapshotFolder } from './snapshots.ts';
import { setAttributeDefinitions } from './attributes.ts';
import type { RestoreOutcome } from '../../common/snapshots.ts';

export interface RestoreWish {
  /** Of now, for the snapshot that is made first. */
  readonly folders: readonly SnapshotFolder[];
  readonly by?: string;
}

/** All or nothing, in one transaction; a snapshot of the present is made first. Boxes keep their ids. Fails with not-found. */
export function restoreSnapshot(database: Database, id: number, wish: RestoreWish): RestoreOutcome {
  return database.transaction(() => {
    const steps = restoring(database, id, wish);
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
    }
  });
}

/**
 * The same, with `afterStep` called between the steps; when it throws, all is as it was. Only for a connection that nobody else uses
 * meanwhile.
 */
export function restoreInSteps(
  database: Database,
  id: number,
  wish: RestoreWish,
  afterStep: (done: number, total: number) => Promise<void>,
): Promise<RestoreOutcome> {
  return database.longTransaction(async () => {
    const steps = restoring(database, id, wish);
    for (let taken = 1; ; taken += 1) {
      const { done, value } = steps.next();
      if (done === true) return value;
      await afterStep(taken, stepCount);
    }
  });
}

const stepCount = 7;

function* restoring(database: Database, id: number, wish: RestoreWish): Generator<void, RestoreOutcome> {
  const frame = snapshotFrame(database, id);
  const before = makeSnapshot(database, { ...wish, reason: 'restore' });
  // References are looked at when all is in its place.
  database.exec('PRAGMA defer_foreign_keys = ON');
  yield;
  collectChanges(database, id);
  takePicturesFoundAgain(database);
  yield;
  const picturesBack = restoreImages(database, frame.folders);
  yield;
  restoreVerdicts(database);
  yield;
  restoreCategories(database);
  yield;
  restoreAnnotations(database);
  yield;
  const proposalsGone = clearClasslessBoxes(database);
  yield;
  database.run('UPDATE project SET dataset = :dataset', { dataset: frame.dataset });
  setAttributeDefinitions(database, frame.attributes);
  // What they would take back is not as they left it any more.
  database.run('UPDATE category_edits SET undone = 1 WHERE undone = 0');
  for (const table of tables) database.exec(`DROP TABLE temp.${table}_then; DROP TABLE temp.${table}_newer`);
  return { before, proposalsGone, picturesBack };
}

const tables = ['categories', 'images', 'verdicts', 'annotations'] as const;

/** What has to be written, before the writing changes it: rows to put back, and ids that are not in the snapshot. */
function collectChanges(database: Database, id: number): void {
  for (const table of tables) {
    database.exec(`
      CREATE TEMP TABLE ${table}_then AS SELECT * FROM ${oldForms(table, id, 'now')};
      CREATE TEMP TABLE ${table}_newer AS SELECT id FROM ${newForms(table, id, 'now')}
        WHERE id NOT IN (SELECT id FROM ${table}_then);`);
  }
}

/** A picture that went and was found again meanwhile has a new id: what the snapshot says of the old one is said of it. */
function takePicturesFoundAgain(database: Database): void {
  database.exec(`
    CREATE TEMP TABLE images_again AS SELECT was.id AS old, present.id AS new FROM temp.images_then was
      JOIN images present ON present.folder = was.folder AND present.name = was.name
      WHERE present.id <> was.id AND was.id NOT IN (SELECT id FROM images);
    UPDATE temp.verdicts_then SET image = again.new FROM temp.images_again again WHERE again.old = image;
    UPDATE temp.annotations_then SET image = again.new FROM temp.images_again again WHERE again.old = image;
    UPDATE temp.images_then SET id = again.new FROM temp.images_again again WHERE again.old = id;
    DELETE FROM temp.images_newer WHERE id IN (SELECT new FROM temp.images_again);
    DROP TABLE temp.images_again;`);
}

/** What a person says of a picture; the rest is the folder's. */
const restoredOfImage = ['extra', 'verdict', 'verdict_by', 'verdict_at', 'verdict_note', 'note', 'split'];

function restoreImages(database: Database, folders: readonly SnapshotFolder[]): number {
  const back = database.get<{ count: number }>(
    'SELECT count(*) AS count FROM temp.images_then WHERE id NOT IN (SELECT id FROM images)',
  );
  bringBackFolders(database, folders);
  // Numbers are unique, so all that change are moved out of the way first; one that came since gives way.
  database.exec(`
    UPDATE images SET coco_id = -id WHERE id IN (SELECT id FROM temp.images_then)
      OR coco_id IN (SELECT coco_id FROM temp.images_then);
    INSERT INTO images (${pinnedColumns.images.join(', ')}, position, vanished, problem)
      SELECT ${pinnedColumns.images.join(', ')}, id, 1, NULL FROM temp.images_then
      WHERE id NOT IN (SELECT id FROM images);
    UPDATE images SET coco_id = was.coco_id, coco_imported = was.coco_imported,
      ${restoredOfImage.map((column) => `${column} = was.${column}`).join(', ')}
      FROM temp.images_then was WHERE was.id = images.id;
    UPDATE images SET ${restoredOfImage.map((column) => `${column} = NULL`).join(', ')}
      WHERE id IN (SELECT id FROM temp.images_newer);
    UPDATE images SET coco_imported = 0, coco_id = (SELECT max(coco_id) FROM images) + numbered.place
      FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM images WHERE coco_id < 0) numbered
      WHERE numbered.id = images.id;`);
  return back?.count ?? 0;
}

/** A folder whose pictures come back is referred to again, where it lay then. */
function bringBackFolders(database: Database, folders: readonly SnapshotFolder[]): void {
  for (const { id, location } of folders)
    database.run(
      `INSERT OR IGNORE INTO folders (id, path, added) SELECT :id, :location, :added
       WHERE :id IN (SELECT folder FROM temp.images_then) AND :id NOT IN (SELECT id FROM folders)`,
      { id, location, added: new Date().toISOString() },
    );
}

function restoreVerdicts(database: Database): void {
  const all = pinnedColumns.verdicts.join(', ');
  database.exec(`
    DELETE FROM verdicts WHERE id IN (SELECT id FROM temp.verdicts_newer) OR id IN (SELECT id FROM temp.verdicts_then);
    INSERT INTO verdicts (${all}) SELECT ${all} FROM temp.verdicts_then;`);
}

function restoreCategories(database: Database): void {
  const [, ...others] = pinnedColumns.categories;
  database.exec(`
    INSERT INTO categories (id, ${others.join(', ')}) SELECT id, ${others.join(', ')} FROM temp.categories_then WHERE true
      ON CONFLICT (id) DO UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(', ')};`);
}

function restoreAnnotations(database: Database): void {
  const [, ...others] = pinnedColumns.annotations;
  const now = Date.now();
  database.exec(`
    INSERT OR REPLACE INTO removed_annotations (id, image, extra, source, created)
      SELECT id, image, extra, source, created FROM annotations WHERE id IN (SELECT id FROM temp.annotations_newer);
    DELETE FROM annotations WHERE id IN (SELECT id FROM temp.annotations_newer);
    INSERT INTO annotations (id, ${others.join(', ')}, changed)
      SELECT id, ${others.join(', ')}, ${now} FROM temp.annotations_then WHERE true
      ON CONFLICT (id) DO UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(', ')}, changed = ${now};
    DELETE FROM removed_annotations WHERE id IN (SELECT id FROM temp.annotations_then);`);
}

/** Classes that came since go, with what was proposed of them. */
function clearClasslessBoxes(database: Database): number {
  const newer = '(SELECT id FROM temp.categories_newer)';
  const { changes } = database.run(`DELETE FROM annotations WHERE category IN ${newer}`);
  database.run(`DELETE FROM categories WHERE id IN ${newer}`);
  return changes;
}

/** How many undecided or rejected boxes a restore would remove with their classes. */
export function proposalsThatGo(database: Database, id: number): number {
  return (
    database.get<{ count: number }>(
      `SELECT count(*) AS count FROM annotations WHERE origin IN ('proposed', 'rejected')
       AND category NOT IN (SELECT id FROM ${pinnedRows('categories', id)})`,
    )?.count ?? 0
  );
}
