// What an export is said to take against what it takes: the same project, counted and written, for every format and choice.
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CountWish, SplitWish } from '../../../src/common/exportWish.ts';
import { writtenFormats } from '../../../src/common/formats/writers.ts';
import type { FormatId } from '../../../src/common/formats/format.ts';
import { seededRandom } from '../../../src/common/random.ts';
import { failureOf } from '../../../src/common/result.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { applyChange } from '../../../src/main/database/annotations.ts';
import { exportCoco } from '../../../src/main/project/export.ts';
import { countExport } from '../../../src/main/project/exportCount.ts';
import { exportFolder } from '../../../src/main/project/exportFolder.ts';
import type { Project } from '../../../src/main/project/project.ts';
import { adding, box, by, fillProject, judge } from '../database/projectFixture.ts';
import { makePlace, type Place } from './lanes.ts';

let place: Place;
let project: Project;
beforeEach(async () => {
  place = makePlace();
  project = await place.project();
  const { database } = project;
  fillProject(database, place.folder, 12);
  reserveIds(database, 200);
  const random = seededRandom(5);
  for (let image = 1; image <= 9; image += 1) {
    const boxes = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, place) =>
      box(image * 10 + place, Math.floor(random() * 500), Math.floor(random() * 300), 60, {
        categoryId: random() < 0.6 ? 1 : 2,
        ...(random() < 0.3 && { attributes: { occluded: true, mood: 'calm' } }),
        ...(random() < 0.3 && { note: 'look again' }),
        crowd: random() < 0.2,
      }),
    );
    applyChange(database, image, adding(...boxes));
  }
  applyChange(database, 10, adding(box(150, 5, 5, 30, { origin: by('proposed') })));
  applyChange(database, 11, adding(box(151, 5, 5, 30, { origin: by('rejected') })));
  judge(database, 1, 'done');
  judge(database, 2, 'reviewed');
  judge(database, 12, 'reviewed');
  const extra = (x: number): string => `'{"bbox":[${x},20,30,40],"area":1200,"segmentation":[[1,2,3,4,5,6]]}'`;
  database.exec(`
    UPDATE images SET split = iif(id < 6, 'train', 'val') WHERE id < 10;
    UPDATE images SET note = 'blurred' WHERE id IN (3, 4);
    UPDATE images SET width = 0, height = 0, problem = 'broken' WHERE id = 7;
    -- as an import leaves them: one in its place, one that was moved since, one out of the picture
    INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, extra, created, changed) VALUES
      (160, 8, 1, 10, 20, 40, 60, 'imported', ${extra(10)}, 1, 1),
      (161, 8, 1, 15, 20, 45, 60, 'imported', ${extra(10)}, 1, 2),
      (162, 9, 2, 700, 20, 730, 60, 'imported', ${extra(700)}, 1, 1);`);
});
afterEach(() => {
  place.remove();
});

const random: SplitWish = {
  kind: 'random',
  shares: { train: 70, val: 30, test: 0 },
  seed: 4,
  stratify: 'by-class',
  group: 'none',
};
const byName = (rows: readonly { readonly count: number }[]): readonly unknown[] =>
  rows.map((row) => Object.values(row).join(' ')).sort();

async function holds(format: FormatId, wish: Omit<CountWish, 'format'>, folder: string): Promise<void> {
  const counts = await countExport(project, { format, ...wish });
  const report = await exportFolder(project, {
    ...wish,
    ...{ folder: path.join(place.folder, folder), format, segmentation: 'empty', pictureFiles: 'leave' },
  });
  const { images, annotations, categories } = report;
  expect(counts).toMatchObject({ images, annotations, categories });
  expect(byName(counts.leftOut)).toEqual(byName(report.leftOut));
  expect(byName(counts.losses)).toEqual(byName(report.losses));
  const named = counts.parts.filter(({ part }) => part !== undefined);
  expect(named.map(({ part, images }) => ({ part, images }))).toEqual(report.folder?.parts);
  if (counts.parts.length === 0) return;
  expect(counts.parts.reduce((sum, part) => sum + part.images, 0)).toBe(images);
  expect(counts.parts.reduce((sum, part) => sum + part.annotations, 0)).toBe(annotations);
}

describe('what an export would take', () => {
  it.each(writtenFormats)('%s: is what it takes, by the parts of the project and by drawn ones', async (format) => {
    await holds(format, { pictures: 'all', split: { kind: 'keep' } }, 'kept');
    await holds(format, { pictures: 'all', split: random, classes: [2] }, 'drawn');
  });

  it('says train, val and test first, whatever is met first, and those of none last', async () => {
    project.database.exec(
      "UPDATE images SET split = CASE WHEN id < 3 THEN 'test' WHEN id < 5 THEN 'extra' WHEN id < 7 THEN 'val' ELSE split END",
    );
    await holds('coco', { pictures: 'all', split: { kind: 'keep' } }, 'kept');
    const { parts } = await countExport(project, { format: 'coco', pictures: 'all', split: { kind: 'keep' } });
    expect(parts.map(({ part }) => part)).toEqual(['val', 'test', 'extra', undefined]);
    project.database.exec("UPDATE images SET split = 'train' WHERE id = 9");
    const more = await countExport(project, { format: 'coco', pictures: 'all', split: { kind: 'keep' } });
    expect(more.parts.map(({ part }) => part)).toEqual(['train', 'val', 'test', 'extra', undefined]);
  });

  it('is what it takes of some pictures, and without a class', async () => {
    await holds('coco', { pictures: 'done', split: { kind: 'none' } }, 'done');
    await holds('yolo', { pictures: 'reviewed', split: random }, 'reviewed');
    await holds('csv', { pictures: 'labelled', split: { kind: 'none' }, classes: [] }, 'none');
  });

  it('is right for one COCO file too, and tells classes, turned and missing pictures apart', async () => {
    project.database.exec(
      'UPDATE images SET orientation = 6 WHERE id IN (1, 2); UPDATE images SET vanished = 1 WHERE id = 2',
    );
    const counts = await countExport(project, { format: 'coco', pictures: 'all', split: { kind: 'none' } });
    const file = path.join(place.folder, 'all.json');
    const report = await exportCoco(project, { file, pictures: 'all', segmentation: 'empty' });
    expect(counts.images).toBe(11);
    expect([counts.images, counts.annotations]).toEqual([report.images, report.annotations]);
    expect(counts.leftOut).toEqual(report.leftOut);
    expect(counts.losses).toEqual(report.losses);
    expect(counts.losses).toContainEqual({ count: 2, what: 'notes on pictures' });
    expect(counts).toMatchObject({ turned: 1, away: 1, parts: [] });
    const human = project.database.rows<readonly [number, number]>(
      "SELECT category, count(*) FROM annotations WHERE origin NOT IN ('proposed', 'rejected') GROUP BY category",
    );
    expect([...counts.byClass].sort(([a], [b]) => a - b)).toEqual(human);
  });

  it('stops when it is told to, and says what the export would stumble over', async () => {
    const signal = AbortSignal.abort();
    project.database.exec(`WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 700)
      INSERT INTO images (folder, name, position, coco_id, width, height) SELECT 1, i || '.png', i, i + 1000, 10, 10 FROM n`);
    const wish = { format: 'coco', pictures: 'all', split: { kind: 'none' } } as const;
    await expect(countExport(project, wish, { signal })).rejects.toThrow(/cancelled/);
    const twins = countExport(project, { ...wish, split: { ...random, group: 'twins' } });
    expect(failureOf(await twins.catch((caught: unknown) => caught))).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('look the same') as string,
    });
  });
});
