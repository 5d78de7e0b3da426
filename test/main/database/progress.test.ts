import { afterEach, describe, expect, it } from 'vitest';
import { applyChange } from '../../../src/main/database/annotations.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import type { Database } from '../../../src/main/database/driver.ts';
import { imagesWithClass, readProgress } from '../../../src/main/database/progress.ts';
import { replaceProposals } from '../../../src/main/database/proposals.ts';
import { sayOf } from '../../../src/main/database/verdicts.ts';
import { adding, box, by, makeFixture, type Fixture } from './projectFixture.ts';

let fixture: Fixture;
afterEach(() => {
  fixture.remove();
});

const now = Date.UTC(2026, 10, 26, 15);
const day = 24 * 3_600_000;

describe('progress', () => {
  it('of a project where nothing happened has every class, every picture as new, and no pace', async () => {
    fixture = await makeFixture(4);
    const progress = await readProgress(fixture.database, now);
    expect(progress).toMatchObject({ states: { new: 4, done: 0 }, left: 4, models: [], people: [], unreadable: 0 });
    expect(progress.classes.map(({ name, drawn }) => [name, drawn])).toEqual([
      ['cell', 0],
      ['plate', 0],
    ]);
    expect([progress.sitting, progress.hoursLeft, progress.week.boxes]).toEqual([undefined, undefined, 0]);
  });

  it('tells what became of the proposals of each model, and which boxes it missed', async () => {
    fixture = await makeFixture(2);
    const { database } = fixture;
    const detections = [0, 100, 200, 300].map((x1) => ({
      ...{ box: { x1, y1: 0, x2: x1 + 50, y2: 50 }, label: 0, score: 0.9 },
    }));
    replaceProposals(database, 1, 'small 1', detections, [1]);
    const { first } = reserveIds(database, 3);
    const turned = (['accepted', 'edited', 'rejected'] as const).map(
      (kind, place) =>
        [
          box(1 + place, place * 100, 0, 50, { origin: { kind: 'proposed', model: 'small 1', score: 0.9 } }),
          box(1 + place, place * 100, 0, 50, {
            origin: { kind, model: 'small 1', score: 0.9 },
            made: { by: 'Ada', at: now - 1000 },
          }),
        ] as const,
    );
    applyChange(database, 1, { added: [], removed: [], updated: turned });
    applyChange(database, 1, adding(box(first, 0, 200, 50, { made: { by: 'Bo', at: now } })));
    applyChange(database, 2, adding(box(first + 1, 0, 200)));
    const { models, people, classes } = await readProgress(database, now);
    expect(models).toEqual([{ model: 'small 1', accepted: 1, edited: 1, rejected: 1, missed: 1, proposed: 1 }]);
    expect(people.map(({ by: who, boxes }) => [who, boxes])).toEqual([
      ['Ada', 3],
      ['Bo', 1],
    ]);
    expect(classes[0]).toMatchObject({ drawn: 2, accepted: 1, edited: 1, proposed: 1 });
  });

  it('counts pictures by what stands, and the pace of the last seven days alone', async () => {
    fixture = await makeFixture(30);
    const { database } = fixture;
    sayOf(database, 30, { verdict: 'done', by: 'Ada', at: now - 8 * day });
    for (let image = 1; image <= 10; image += 1)
      sayOf(database, image, { verdict: 'done', by: 'Ada', at: now - (20 - image) * 60_000 });
    sayOf(database, 10, { verdict: 'returned', by: 'Bo', at: now - 60_000 });
    sayOf(database, 9, { verdict: 'reviewed', by: 'Bo', at: now });
    const { states, left, week, sitting, hoursLeft, people } = await readProgress(database, now);
    expect(states).toMatchObject({ done: 9, returned: 1, reviewed: 1, new: 19 });
    expect(left).toBe(20);
    expect(week).toMatchObject({ labelled: 10, reviewed: 1 });
    expect(sitting?.labelled).toBe(10);
    expect(week.hours * 60).toBeCloseTo(10, 8);
    const minutes = (hoursLeft ?? []).map((hours) => hours * 60);
    expect(minutes[0]).toBeLessThan(20);
    expect(minutes[1]).toBeGreaterThan(20);
    expect(people.map(({ by: who, labelled, reviewed, returned }) => [who, labelled, reviewed, returned])).toEqual([
      ['Ada', 11, 0, 0],
      ['Bo', 0, 1, 1],
    ]);
  });

  it('finds the pictures with a class, rejected boxes left out', async () => {
    fixture = await makeFixture(3);
    const { database } = fixture;
    reserveIds(database, 10);
    applyChange(database, 1, adding(box(1, 0, 0), box(2, 60, 0)));
    applyChange(database, 2, adding(box(3, 0, 0, 50, { origin: by('rejected') })));
    applyChange(database, 3, adding(box(4, 0, 0, 50, { origin: by('proposed') }), box(5, 0, 0, 9, { categoryId: 2 })));
    expect([imagesWithClass(database, 1), imagesWithClass(database, 2)]).toEqual([[1, 3], [3]]);
  });

  it('is added up from indexes alone at 100,000 pictures and 1,000,000 boxes', { timeout: 300_000 }, async () => {
    fixture = await makeFixture(1);
    const { database } = fixture;
    fill(database);
    const started = performance.now();
    const progress = await readProgress(database, now);
    const taken = performance.now() - started;
    console.log(`progress of 100,000 pictures and 1,000,000 boxes: ${taken.toFixed(0)} ms`);
    const listed = performance.now();
    const images = imagesWithClass(database, 7);
    console.log(`pictures with one of 200 classes: ${(performance.now() - listed).toFixed(0)} ms`);
    expect(progress.classes).toHaveLength(202);
    expect(progress.classes.reduce((sum, one) => sum + one.drawn + one.accepted + one.proposed, 0)).toBe(1_000_000);
    expect(progress.models.map(({ model }) => model)).toEqual(['small 1', 'small 2']);
    expect(images.length).toBeGreaterThan(1000);
    for (const sql of [
      'SELECT category, origin, count(*) FROM annotations GROUP BY category, origin',
      'SELECT model, origin, count(*) FROM annotations WHERE model IS NOT NULL GROUP BY model, origin',
      'SELECT made_by, count(*) FROM annotations WHERE made_at IS NOT NULL GROUP BY made_by',
      "SELECT DISTINCT image FROM annotations WHERE category = 7 AND origin <> 'rejected' ORDER BY image",
    ]) {
      const plan = database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).map(({ detail }) => detail);
      expect([sql, plan.join('; ')]).toEqual([sql, expect.stringContaining('COVERING INDEX')]);
    }
  });
});

/** 200 classes, ten boxes a picture by two models and by hand, made over a hundred days by three people. */
function fill(database: Database): void {
  const numbers = (count: number) =>
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
  const spread = 100 * day;
  database.transaction(() => {
    // Counters and indexes row by row would take minutes; they are made anew at the end, as they were.
    const made = database.all<{ type: string; name: string; sql: string }>(
      "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('trigger', 'index') AND sql IS NOT NULL",
    );
    for (const { type, name } of made) database.exec(`DROP ${type} ${name}`);
    database.exec(`
      INSERT INTO categories (id, name, colour, position) ${numbers(200)} SELECT i + 2, 'class ' || i, '#0072b2', i + 2 FROM n;
      INSERT INTO images (folder, name, position, coco_id, width, height)
        ${numbers(99_999)} SELECT 1, 'p' || i || '.jpg', i, i + 1, 640, 480 FROM n;
      INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, model, score, made_by, made_at, created, changed)
        ${numbers(1_000_000)} SELECT i, (i - 1) / 10 + 1, (i * 7) % 200 + 3, 1, 1, 20, 20,
          CASE i % 3 WHEN 0 THEN 'drawn' WHEN 1 THEN 'accepted' ELSE 'proposed' END,
          CASE i % 3 WHEN 0 THEN NULL ELSE 'small ' || (1 + (i > 500000)) END, CASE i % 3 WHEN 0 THEN NULL ELSE 0.5 END,
          CASE i % 3 WHEN 2 THEN NULL ELSE 'person ' || (i % 7 % 3) END,
          CASE i % 3 WHEN 2 THEN NULL ELSE ${now - spread} + i * ${spread / 1_000_000} END, 0, 0 FROM n;
      UPDATE images SET verdict = 'done' WHERE id % 2 = 0;
      INSERT INTO verdicts (image, verdict, made_by, made_at)
        SELECT id, 'done', 'person ' || (id % 3), ${now - spread} + id * ${spread / 100_000} FROM images WHERE id % 2 = 0;`);
    for (const { sql } of made) database.exec(sql);
  });
}
