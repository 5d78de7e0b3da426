// What changed from a snapshot to a later one or to now. Only rows that changed are read, so that the size of the project does not matter.
import type { ImageId } from '../../common/annotation/types.ts';
import {
  mostPictures,
  type ClassDifference,
  type PictureDifference,
  type SnapshotCounts,
  type SnapshotDifference,
} from '../../common/snapshots.ts';
import type { Database } from './driver.ts';
import { newForms, oldForms, pinnedColumns, pinnedRows, type Moment, type PinnedTable } from './pinned.ts';
import { snapshotById } from './snapshots.ts';

/**
 * SQL for pairs: a row as it was (null: it was not there) and as it is then (null: it is gone), by id. Two joins, because a full join of
 * such queries looks through all of the one for each row of the other.
 */
function pairs(table: PinnedTable, from: number, to: Moment): string {
  const [, ...columns] = pinnedColumns[table];
  const both = columns.map((column) => `a.${column} AS ${column}_before, b.${column} AS ${column}_after`).join(', ');
  const none = columns.map((column) => `NULL, ${column}`).join(', ');
  const [was, is] = [oldForms(table, from, to), newForms(table, from, to)];
  return `(SELECT a.id AS id, ${both}, a.id AS before, b.id AS after FROM ${was} a LEFT JOIN ${is} b ON a.id = b.id UNION ALL
    SELECT id, ${none}, NULL, id FROM ${is} WHERE id NOT IN (SELECT id FROM ${was}))`;
}

const differ = (columns: readonly string[]): string =>
  columns.map((column) => `${column}_before IS NOT ${column}_after`).join(' OR ');

const place = ['image', 'x1', 'y1', 'x2', 'y2'];
const said = ['origin', 'crowd', 'attributes', 'note', 'extra', 'made_by', 'made_at', 'changed_by', 'changed_at'];
const ofPicture = ['name', 'folder', 'coco_id', 'width', 'height', 'extra', 'verdict', 'verdict_by', 'verdict_at'];
const ofPictureToo = ['verdict_note', 'note', 'split'];

type BoxKind = 'added' | 'removed' | 'moved' | 'relabelled' | 'otherwise';
type PictureKind = NonNullable<PictureDifference['picture']>;

const boxKind = `CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' WHEN ${differ(place)} THEN 'moved'
  WHEN ${differ(['category'])} THEN 'relabelled' WHEN ${differ(said)} THEN 'otherwise' END`;
const pictureKind = `CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed'
  WHEN ${differ([...ofPicture, ...ofPictureToo])} THEN 'changed' END`;

/** Fails with not-found. `to` is now or a later snapshot; an earlier one is taken the other way round. */
export function snapshotDifference(database: Database, from: number, to: Moment): SnapshotDifference {
  if (to !== 'now' && to < from) return backwards(snapshotDifference(database, to, from));
  snapshotById(database, from);
  if (to !== 'now') snapshotById(database, to);
  const boxes = countBy<BoxKind>(database, `SELECT ${boxKind} AS kind FROM ${pairs('annotations', from, to)}`);
  const images = countBy(database, `SELECT ${pictureKind} AS kind FROM ${pairs('images', from, to)}`);
  const classes = classesOf(database, from, to);
  const counts: SnapshotCounts = {
    boxesAdded: boxes.get('added') ?? 0,
    boxesRemoved: boxes.get('removed') ?? 0,
    boxesMoved: boxes.get('moved') ?? 0,
    boxesRelabelled: boxes.get('relabelled') ?? 0,
    boxesOtherwise: boxes.get('otherwise') ?? 0,
    picturesAdded: images.get('added') ?? 0,
    picturesRemoved: images.get('removed') ?? 0,
    picturesChanged: images.get('changed') ?? 0,
    classesAdded: classes.filter(({ before }) => before === undefined).length,
    classesRemoved: classes.filter(({ after }) => after === undefined).length,
    classesChanged: classes.filter(({ before, after }) => before !== undefined && after !== undefined).length,
  };
  return { counts, classes, ...picturesOf(database, from, to) };
}

function countBy<Kind extends string>(database: Database, kinds: string): ReadonlyMap<Kind, number> {
  return new Map(
    database.rows<readonly [Kind, number]>(
      `SELECT kind, count(*) FROM (${kinds}) WHERE kind IS NOT NULL GROUP BY kind`,
    ),
  );
}

/** Classes that came, went, or have another name, colour, place in the list or key. */
function classesOf(database: Database, from: number, to: Moment): ClassDifference[] {
  const changed = `before IS NULL OR after IS NULL OR ${differ(['name', 'colour', 'position', 'extra'])}`;
  return database
    .rows<readonly [number, string | null, string | null]>(
      `SELECT id, name_before, name_after FROM ${pairs('categories', from, to)} WHERE ${changed} ORDER BY id`,
    )
    .map(([category, before, after]) => ({
      category,
      ...(before !== null && { before }),
      ...(after !== null && { after }),
    }));
}

/** A box that moved to another picture (no program does that) counts for the one where it is then. */
function picturesOf(
  database: Database,
  from: number,
  to: Moment,
): Pick<SnapshotDifference, 'pictures' | 'picturesInAll'> {
  const boxes = `SELECT coalesce(image_after, image_before) AS image, ${boxKind} AS kind, id AS box FROM ${pairs('annotations', from, to)}`;
  const images = `SELECT id AS image, ${pictureKind} AS kind, NULL AS box FROM ${pairs('images', from, to)}`;
  const all = `(SELECT * FROM (${boxes} UNION ALL ${images}) WHERE kind IS NOT NULL)`;
  const count = database.get<{ count: number }>(`SELECT count(DISTINCT image) AS count FROM ${all}`)?.count ?? 0;
  const rows = database.rows<readonly [image: ImageId, kind: string, box: number | null]>(
    `WITH every AS MATERIALIZED ${all}
     SELECT image, kind, box FROM every
     WHERE image IN (SELECT DISTINCT image FROM every ORDER BY image LIMIT ${mostPictures}) ORDER BY image, box`,
  );
  const found = new Map<ImageId, { picture?: PictureKind } & Record<BoxKind, number[]>>();
  for (const [image, kind, box] of rows) {
    const entry = found.get(image) ?? { added: [], removed: [], moved: [], relabelled: [], otherwise: [] };
    if (box === null) entry.picture = kind as PictureKind;
    else entry[kind as BoxKind].push(box);
    found.set(image, entry);
  }
  const nameOf = (image: ImageId): string =>
    database.get<{ name: string }>(
      `SELECT name FROM ${pinnedRows('images', to)} WHERE id = :image UNION ALL
       SELECT name FROM ${pinnedRows('images', from)} WHERE id = :image`,
      { image },
    )?.name ?? '';
  const pictures = [...found].map(([image, entry]) => ({ image, name: nameOf(image), ...entry }));
  return { pictures, picturesInAll: count };
}

function backwards({ counts, pictures, picturesInAll, classes }: SnapshotDifference): SnapshotDifference {
  const turned = { added: 'removed', removed: 'added', changed: 'changed' } as const;
  return {
    picturesInAll,
    counts: {
      ...counts,
      ...{ boxesAdded: counts.boxesRemoved, boxesRemoved: counts.boxesAdded },
      ...{ picturesAdded: counts.picturesRemoved, picturesRemoved: counts.picturesAdded },
      ...{ classesAdded: counts.classesRemoved, classesRemoved: counts.classesAdded },
    },
    pictures: pictures.map(({ picture, added, removed, ...rest }) => ({
      ...rest,
      ...(picture !== undefined && { picture: turned[picture] }),
      ...{ added: removed, removed: added },
    })),
    classes: classes.map(({ category, before, after }) => ({
      category,
      ...(after !== undefined && { before: after }),
      ...(before !== undefined && { after: before }),
    })),
  };
}
