// What is said of boxes that were not placed, or were cut, and of pictures whose size is not the one in the file.
import { t } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import type { Database } from './driver.ts';
import { countOf } from './importPlaces.ts';

/** Of each kind so many are listed one by one. */
const mostListed = 1000;

/** After placeBoxes. Adds to `problems`; says how many boxes were left out. */
export function sayPlaces(database: Database, problems: ProblemEntry[]): number {
  sayOtherSizes(database, problems);
  const unread = sayUnread(database, problems);
  const missing = sayMissing(database, problems);
  const outside = sayOutside(database, problems);
  sayCut(database, problems);
  return unread + missing + outside;
}

function sayOtherSizes(database: Database, problems: ProblemEntry[]): void {
  const rows = database.rows<readonly [string, number, number, number, number]>(
    `SELECT p.name, p.width, p.height, i.width, i.height
     FROM staged_pictures p JOIN matched m ON m.picture = p.id JOIN images i ON i.id = m.image
     WHERE p.width > 0 AND p.height > 0 AND i.width > 0 AND (p.width <> i.width OR p.height <> i.height)
     ORDER BY p.rowid LIMIT ${mostListed}`,
  );
  for (const [where, width, height, ownWidth, ownHeight] of rows) {
    const turned = ownWidth === height && ownHeight === width ? 'yes' : 'no';
    const message = t(
      'The file says {width} × {height}, the picture has {ownWidth} × {ownHeight}; boxes were taken as they are, in pixels.{turned, select, yes { It seems to be turned: look at its boxes.} other {}}',
      { width, height, ownWidth, ownHeight, turned },
    );
    problems.push({ where, message, severity: 'warning' });
  }
}

function sayUnread(database: Database, problems: ProblemEntry[]): number {
  const rows = database.rows<readonly [string, number]>(
    `SELECT i.name, count(*) FROM staged_boxes b JOIN matched m ON m.picture = b.picture JOIN mapped c ON c.class = b.class
       JOIN images i ON i.id = m.image WHERE i.width <= 0 GROUP BY i.id ORDER BY min(b.box)`,
  );
  for (const [where, boxes] of rows.slice(0, mostListed)) {
    const message = t('The picture could not be read, so its {count} boxes were not taken.', { count: boxes });
    problems.push({ where, message, severity: 'error' });
  }
  return rows.reduce((sum, [, boxes]) => sum + boxes, 0);
}

function sayMissing(database: Database, problems: ProblemEntry[]): number {
  const { boxes, pictures } = database.get<{ boxes: number; pictures: number }>(
    `SELECT count(*) AS boxes, count(DISTINCT picture) AS pictures FROM staged_boxes
     WHERE picture NOT IN (SELECT picture FROM matched) AND class IN (SELECT class FROM mapped)`,
  ) ?? { boxes: 0, pictures: 0 };
  if (boxes === 0) return 0;
  const message = t('{boxes} boxes of {pictures} pictures that are not in the project were not taken.', {
    boxes,
    pictures,
  });
  problems.push({ where: 'annotations', message, severity: 'error' });
  return boxes;
}

function sayOutside(database: Database, problems: ProblemEntry[]): number {
  const of = `staged_boxes b JOIN matched m ON m.picture = b.picture JOIN mapped c ON c.class = b.class
    JOIN images i ON i.id = m.image WHERE i.width > 0 AND b.box NOT IN (SELECT box FROM placed)`;
  const rows = database.rows<readonly [string, number]>(
    `SELECT i.name, b.id FROM ${of} ORDER BY b.box LIMIT ${mostListed}`,
  );
  for (const [where, id] of rows) {
    const message = t('Box {id} lies outside the picture; it was not taken.', { id });
    problems.push({ where, message, severity: 'error' });
  }
  return rows.length < mostListed ? rows.length : countOf(database, of);
}

function sayCut(database: Database, problems: ProblemEntry[]): void {
  const rows = database.rows<readonly [string, number]>(
    `SELECT i.name, p.id FROM placed p JOIN images i ON i.id = p.image WHERE p.is_cut ORDER BY p.box LIMIT ${mostListed}`,
  );
  for (const [where, id] of rows) {
    const message = t("Box {id} was cut at the picture's edge.", { id });
    problems.push({ where, message, severity: 'warning' });
  }
}
