// How large the things are that a project is about: by the boxes that a human stands behind.
import type { Database } from './driver.ts';

/** Under so many boxes nothing is said. */
const fewest = 5;

/** The middle one of the sides (√(width · height), picture pixels) of all such boxes, or undefined where there are hardly any. */
export function typicalObjectSide(database: Database): number | undefined {
  const human = "FROM annotations WHERE origin IN ('drawn', 'imported', 'accepted', 'edited') AND crowd = 0";
  const count = database.get<{ count: number }>(`SELECT count(*) AS count ${human}`)?.count ?? 0;
  if (count < fewest) return undefined;
  const middle = database.get<{ area: number }>(
    `SELECT (x2 - x1) * (y2 - y1) AS area ${human} ORDER BY area LIMIT 1 OFFSET :half`,
    { half: Math.floor(count / 2) },
  );
  return middle === undefined || middle.area <= 0 ? undefined : Math.sqrt(middle.area);
}
