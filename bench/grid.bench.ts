// How long the grid waits for its boxes in a project of a million: each order, with wide and with narrow filters, and by split. Printed, not asserted.
import { expect, it } from 'vitest';
import { boxOrders, type BoxFilter } from '../src/common/grid.ts';
import { listBoxes, usualPage } from '../src/main/database/boxList.ts';
import type { Database } from '../src/main/database/driver.ts';
import { makeFixture } from '../test/main/database/projectFixture.ts';
import { machineLine } from './machine.ts';

const boxes = 1_000_000;
const perPicture = 100;

const everything: BoxFilter = {
  classes: 'all',
  sources: ['proposed', 'human', 'rejected'],
  score: { from: 0, to: 1 },
  side: { from: 0 },
};
const proposed: BoxFilter = { ...everything, sources: ['proposed'] };
const filters: readonly (readonly [string, BoxFilter])[] = [
  ['everything', everything],
  ['proposed, 0.3 to 0.6', { ...proposed, score: { from: 0.3, to: 0.6 } }],
  ['proposed, a class of 2 %', { ...proposed, classes: [2] }],
  ['proposed, 20 to 60 px', { ...proposed, side: { from: 20, to: 60 } }],
  ['split train, 70 %', { ...everything, split: 'train' }],
  ['split val, 15 %', { ...everything, split: 'val' }],
  ['split test, 10 %', { ...everything, split: 'test' }],
  ['no split, 5 %', { ...everything, split: null }],
];

/**
 * Scores and sizes in no order, a picture's boxes beside each other, as pre-labelling writes them. The indexes are made when the
 * boxes are there, which takes minutes less.
 */
function fill(database: Database): void {
  const indexes = database.all<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name LIKE 'annotations_by_%'",
  );
  for (const { name } of indexes) database.exec(`DROP INDEX ${name}`);
  database.exec(`
    WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < ${boxes / perPicture + 9})
    INSERT INTO images (folder, name, position, coco_id, width, height, split)
      SELECT 1, 'p' || i || '.jpg', i, i, 640, 480,
        CASE WHEN i * 7 % 20 < 14 THEN 'train' WHEN i * 7 % 20 < 17 THEN 'val' WHEN i * 7 % 20 < 19 THEN 'test' END FROM n;
    DROP TRIGGER count_added;
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${boxes - 1})
    INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, model, score, created, changed)
    SELECT i + 1000, 4 + i / ${perPicture}, 1 + (i % 50 = 0), 0, 0, 5 + (i * 31) % 200, 9 + (i * 17) % 90,
      CASE WHEN i % 10 < 7 THEN 'proposed' WHEN i % 10 < 9 THEN 'accepted' ELSE 'rejected' END, 'm',
      ((i * 7919) % 10007) / 10007.0, 1, 1 FROM n;
    -- what the trigger would have counted
    UPDATE images SET human = told.human, proposed = told.proposed, rejected = told.rejected FROM (
      SELECT image, sum(origin NOT IN ('proposed', 'rejected')) AS human, sum(origin = 'proposed') AS proposed,
        sum(origin = 'rejected') AS rejected
      FROM annotations GROUP BY image) AS told
    WHERE told.image = images.id`);
  for (const { sql } of indexes) database.exec(sql);
}

function timed<T>(work: () => T): { readonly value: T; readonly ms: string } {
  const began = performance.now();
  const value = work();
  return { value, ms: `${(performance.now() - began).toFixed(0)} ms` };
}

it('a million boxes', async () => {
  const fixture = await makeFixture();
  try {
    const filling = timed(() => fill(fixture.database));
    console.log(`${machineLine()}\n${boxes.toLocaleString('en')} boxes written in ${filling.ms}`);
    for (const [words, filter] of filters) {
      for (const order of boxOrders) {
        const first = timed(() => listBoxes(fixture.database, filter, order));
        const { after, ids, total = 0 } = first.value;
        const next = after === undefined ? undefined : timed(() => listBoxes(fixture.database, filter, order, after));
        console.log(
          `${words}, ${order}: ${total.toLocaleString('en')}; first page and count ${first.ms}, next page ${next?.ms ?? 'none'}`,
        );
        expect(ids.length).toBe(Math.min(usualPage, total));
      }
    }
  } finally {
    fixture.remove();
  }
});
