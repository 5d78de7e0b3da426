// Where the boxes of a reading would lie in the project, which of them are there already, and which stand against boxes of a human.
// SQL over the reading's tables (importStage.ts) and the project's, in whichever connection has both; results are temporary tables.
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import { bboxOf, leastSide } from '../../common/dataset/bbox.ts';
import type { AnnotationExtra } from '../../common/dataset/entries.ts';
import { outlineInPixels } from '../../common/dataset/fractions.ts';
import type { Database } from './driver.ts';

/** From which IoU on a box of the file and one of a human, of the same class, are said to be of one thing. */
const sameThing = 0.5;

/** Sides no further apart than this are the same, pixels: what formats lose that write fractions with six decimals. */
const sameSide = 0.01;

export const humanOrigins = "('drawn', 'imported', 'accepted', 'edited')";

/** The box in pixels, and how much of it lies in its picture. As `cut` and `isInside` of common/dataset/bbox.ts. */
const pixels = (side: string, length: string): string => `b.${side} * iif(b.fractions = 1, i.${length}, 1)`;

/**
 * Makes the tables `matched` (picture of the file, image), `mapped` (class of the file, category), `placed` (the boxes that lie
 * in a picture of the project, cut at its edge) and `recut` (what cut boxes, and outlines in fractions, keep of the file).
 */
export function placeBoxes(
  database: Database,
  images: ReadonlyMap<number, ImageId>,
  categories: Iterable<readonly [number, CategoryId]>,
): void {
  database.exec(`
    CREATE TEMP TABLE matched (picture INTEGER PRIMARY KEY, image INTEGER NOT NULL);
    CREATE TEMP TABLE mapped (class INTEGER PRIMARY KEY, category INTEGER NOT NULL);
    CREATE TEMP TABLE placed (
      box INTEGER PRIMARY KEY, id INTEGER NOT NULL, image INTEGER NOT NULL, category INTEGER NOT NULL,
      x1 REAL NOT NULL, y1 REAL NOT NULL, x2 REAL NOT NULL, y2 REAL NOT NULL, is_cut INTEGER NOT NULL
    );
    CREATE TEMP TABLE recut (box INTEGER PRIMARY KEY, bbox TEXT, extra TEXT NOT NULL)`);
  database.runEach('INSERT INTO matched VALUES (?, ?)', images);
  database.runEach('INSERT INTO mapped VALUES (?, ?)', categories);
  database.exec(`
    INSERT INTO placed
    SELECT box, id, image, category, max(0, x1), max(0, y1), min(width, x2), min(height, y2),
      NOT (x1 >= -1e-6 AND y1 >= -1e-6 AND x2 <= width + 1e-6 AND y2 <= height + 1e-6)
    FROM (
      SELECT b.box, b.id, m.image, c.category, i.width, i.height, ${pixels('x1', 'width')} AS x1,
        ${pixels('y1', 'height')} AS y1, ${pixels('x2', 'width')} AS x2, ${pixels('y2', 'height')} AS y2
      FROM staged_boxes b CROSS JOIN matched m ON m.picture = b.picture CROSS JOIN mapped c ON c.class = b.class
        CROSS JOIN images i ON i.id = m.image
      WHERE i.width > 0
    )
    WHERE min(width, x2) - max(0, x1) >= ${leastSide / 2} AND min(height, y2) - max(0, y1) >= ${leastSide / 2}
    ORDER BY box`);
  keepOfCut(database);
}

/**
 * What the file says of a box holds for the part that is left, but for its numbers: they are those of the part. An outline in
 * fractions becomes pixels, with the bbox by which an export knows that it is still the outline of this box.
 */
function keepOfCut(database: Database): void {
  const rows = database.rows<readonly [number, number, number, number, number, number, number, number, string]>(
    `SELECT p.box, p.x1, p.y1, p.x2, p.y2, b.fractions, i.width, i.height, b.extra
     FROM placed p JOIN staged_boxes b ON b.box = p.box JOIN images i ON i.id = p.image
     WHERE p.is_cut OR (b.fractions = 1 AND b.extra LIKE '%"segmentation"%')`,
  );
  const recut = rows.map(([box, x1, y1, x2, y2, fractions, width, height, text]) => {
    const { area: _, bbox: __, ...others } = JSON.parse(text) as AnnotationExtra;
    const bbox = bboxOf({ x1, y1, x2, y2 });
    const kept = fractions === 1 ? { ...others, ...outlineInPixels(others, { width, height }) } : others;
    return [box, JSON.stringify(bbox), JSON.stringify({ bbox, ...kept })] as const;
  });
  database.runEach('INSERT INTO recut VALUES (?, ?, ?)', recut);
}

/**
 * Makes the table `same`: boxes that are in the project already. Brought by an earlier import of this very row, whatever became of
 * the box since; or at the same place in the same class, and a human stands behind it.
 */
export function findSame(database: Database): void {
  // `extra` begins with the bbox as it was in the file (importStage.ts), so that it need not be parsed a million times.
  database.exec(`
    CREATE TEMP TABLE same (box INTEGER PRIMARY KEY, annotation INTEGER NOT NULL);
    INSERT OR IGNORE INTO same
    SELECT p.box, a.id FROM placed p JOIN staged_boxes b ON b.box = p.box LEFT JOIN recut r ON r.box = p.box
      CROSS JOIN annotations a ON a.image = p.image
    WHERE a.source = p.id AND substr(a.extra, 9, length(coalesce(r.bbox, b.bbox))) = coalesce(r.bbox, b.bbox);
    INSERT OR IGNORE INTO same
    SELECT p.box, a.id FROM placed p CROSS JOIN annotations a ON a.image = p.image
    WHERE p.category = a.category AND a.origin IN ${humanOrigins}
      AND abs(a.x1 - p.x1) <= ${sameSide} AND abs(a.y1 - p.y1) <= ${sameSide}
      AND abs(a.x2 - p.x2) <= ${sameSide} AND abs(a.y2 - p.y2) <= ${sameSide}`);
}

/** By class of the file: boxes that are placed, and of these the same as ones of the project. */
export function placesByClass(
  database: Database,
): ReadonlyMap<number, { readonly matched: number; readonly known: number }> {
  const rows = database.rows<readonly [number, number, number]>(
    `SELECT b.class, count(*), count(s.box) FROM placed p JOIN staged_boxes b ON b.box = p.box LEFT JOIN same s ON s.box = p.box
     GROUP BY b.class`,
  );
  return new Map(rows.map(([id, matched, known]) => [id, { matched, known }]));
}

/** Takes out of `placed` what overlaps a box of a human, of the same class; says how many. */
export function leaveToMine(database: Database): number {
  const w = 'max(0, min(a.x2, placed.x2) - max(a.x1, placed.x1))';
  const h = 'max(0, min(a.y2, placed.y2) - max(a.y1, placed.y1))';
  const areas = '(a.x2 - a.x1) * (a.y2 - a.y1) + (placed.x2 - placed.x1) * (placed.y2 - placed.y1)';
  return database.run(
    `DELETE FROM placed WHERE box NOT IN (SELECT box FROM same) AND EXISTS (
       SELECT 1 FROM annotations a WHERE a.image = placed.image AND a.category = placed.category
         AND a.origin IN ${humanOrigins} AND ${w} * ${h} >= ${sameThing} * (${areas} - ${w} * ${h}))`,
  ).changes;
}

/** Makes the table `giving_way`: boxes of a human on pictures that boxes of the file come to, but for those that both have. */
export function findGivingWay(database: Database): void {
  database.exec(`
    CREATE TEMP TABLE giving_way (id INTEGER PRIMARY KEY);
    INSERT INTO giving_way SELECT a.id FROM annotations a
    WHERE a.image IN (SELECT image FROM placed) AND a.origin IN ${humanOrigins} AND a.id NOT IN (SELECT annotation FROM same)`);
}

export function dropPlaces(database: Database): void {
  for (const table of ['matched', 'mapped', 'placed', 'recut', 'same', 'giving_way', 'fresh'])
    database.exec(`DROP TABLE IF EXISTS temp.${table}`);
}

export function countOf(database: Database, sql: string): number {
  return database.get<{ count: number }>(`SELECT count(*) AS count FROM ${sql}`)?.count ?? 0;
}
