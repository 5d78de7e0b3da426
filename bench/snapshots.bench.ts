// What snapshots cost: making and hashing one, edits of the annotator and bulk steps with one and without, the growth of the file, a
// comparison and a restore. BOXWRIGHT_BENCH_PICTURES and _BOXES (in all) set the size; ratios are the point.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { noChange } from '../src/common/annotation/change.ts';
import { annotationsOf, applyChange } from '../src/main/database/annotations.ts';
import { snapshotDifference } from '../src/main/database/snapshotDiff.ts';
import { hashSnapshot } from '../src/main/database/snapshotHash.ts';
import { restoreSnapshot } from '../src/main/database/snapshotRestore.ts';
import { makeSnapshot } from '../src/main/database/snapshots.ts';
import { closeProject, createProject } from '../src/main/project/project.ts';

const pictures = Number(process.env['BOXWRIGHT_BENCH_PICTURES'] ?? 118_287);
const boxes = Number(process.env['BOXWRIGHT_BENCH_BOXES'] ?? 860_001);

function timed<T>(name: string, work: () => T): number {
  const start = performance.now();
  work();
  const milliseconds = performance.now() - start;
  console.log(`${name.padEnd(44)} ${milliseconds.toFixed(1)} ms`);
  return milliseconds;
}

it('costs what it costs', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'boxwright-snapshots-'));
  const project = await createProject(path.join(folder, 'project'), { name: 'Bench', model: 'm' });
  const { database } = project;
  database.exec(`
    INSERT INTO folders (path, added) VALUES ('/pictures', '2026-11-27');
    INSERT INTO categories (id, name, colour, position) VALUES (1, 'a', '#000000', 0), (2, 'b', '#000000', 1);
    BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${pictures})
      INSERT INTO images (id, folder, name, position, coco_id, width, height) SELECT i, 1, printf('%012d.jpg', i), i, i, 640, 480 FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${boxes})
      INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, extra, created, changed)
      SELECT i, 1 + i % ${pictures}, 1, 1.5, 2.5, 100.25 + i % 50, 90, 'imported', '{"area":100,"segmentation":[[1,2,3,4,5,6,7,8]]}', 1, 1 FROM n;
    UPDATE project SET next_annotation = ${boxes + 1_000_000};
    COMMIT;`);
  const file = database.file;
  const size = (): number => {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return statSync(file).size;
  };
  const move = (dx: number): void => {
    for (let image = 1; image <= 1000; image += 1) {
      const [box] = annotationsOf(database, image);
      if (box === undefined) continue;
      applyChange(database, image, { ...noChange, updated: [[box, { ...box, box: { ...box.box, x1: dx } }]] });
    }
  };
  const relabel = (to: number): void => {
    database.run(`UPDATE annotations SET category = :to WHERE image <= ${Math.min(10_000, pictures)}`, { to });
  };
  move(3);
  const plainEdits = timed('1,000 edits without a snapshot', () => move(4));
  const plainBulk = timed('a class for the boxes of 10,000 pictures', () => relabel(2));
  timed('make a snapshot', () => makeSnapshot(database, { reason: 'hand', folders: [] }));
  const before = size();
  const firstEdits = timed('1,000 edits, the first of these boxes since', () => move(5));
  console.log(`the file grew by ${((size() - before) / 1000).toFixed(0)} kB of ${(before / 1e6).toFixed(0)} MB`);
  const laterEdits = timed('1,000 edits, of the same boxes again', () => move(6));
  const firstBulk = timed('a class for the boxes of 10,000 pictures', () => relabel(1));
  timed('what changed since', () => snapshotDifference(database, 1, 'now'));
  timed('hash', () => hashSnapshot(database, 1, () => undefined));
  timed('restore', () => restoreSnapshot(database, 1, { folders: [] }));
  console.log(
    `edits × ${(firstEdits / plainEdits).toFixed(2)} the first time, × ${(laterEdits / plainEdits).toFixed(2)} after; bulk × ${(firstBulk / plainBulk).toFixed(2)}`,
  );
  expect(snapshotDifference(database, 1, 'now').counts.boxesRelabelled).toBe(0);
  closeProject(project);
  rmSync(folder, { recursive: true });
});
