// How long the export of a project of train2017's size takes, and how much memory: the command line in a process of its own.
// Printed, not asserted. BOXWRIGHT_BENCH_SHARE=0.1 takes a tenth of it.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import { seededRandom } from '../src/common/random.ts';
import type { Database } from '../src/main/database/driver.ts';
import { closeProject, createProject } from '../src/main/project/project.ts';
import { buildEntries } from '../test/detector/builtDetector.ts';
import { runCli } from './cliProcess.ts';
import { machineLine } from './machine.ts';

const share = Number(process.env['BOXWRIGHT_BENCH_SHARE'] ?? 1);
const pictures = Math.round(118_287 * share);
const boxes = Math.round(860_001 * share);

const place = mkdtempSync(path.join(tmpdir(), 'boxwright-export-bench-'));
const folder = path.join(place, 'project');
let built: Awaited<ReturnType<typeof buildEntries>>;

beforeAll(async () => {
  built = await buildEntries({ cli: 'src/cli/index.ts' });
  const project = await createProject(folder, { model: 'none' });
  fill(project.database);
  closeProject(project);
});
afterAll(async () => {
  await built.remove();
  rmSync(place, { recursive: true, force: true });
});

/** Rows as an import leaves them: 80 classes, a polygon of 18 to 58 numbers for each box, keys that nobody knows. */
function fill(database: Database): void {
  const random = seededRandom(7);
  const hundredths = (most: number): number => Math.round(random() * most * 100) / 100;
  database.exec(`
    INSERT INTO folders (path, added) VALUES ('/pictures', 'x');
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 80)
      INSERT INTO categories (id, name, colour, position) SELECT i, 'class ' || i, '#000000', i FROM n;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${pictures})
      INSERT INTO images (folder, name, position, coco_id, width, height, extra)
      SELECT 1, printf('%012d.jpg', i), i, i * 3, 640, 480, '{"license":3,"coco_url":"http://images.example.org/train/' || i || '.jpg","date_captured":"2013-11-14 11:18:45",'
        || '"flickr_url":"http://farm9.example.org/8186/' || i || '_z.jpg"}' FROM n;
    `);
  // Made again as they were, as an import does: a project without one of them is refused.
  const parts = database.all<{ type: string; name: string; sql: string }>(
    "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND tbl_name = 'annotations' AND sql IS NOT NULL",
  );
  for (const { type, name } of parts) database.exec(`DROP ${type.toUpperCase()} ${name}`);
  database.transaction(() => {
    for (let id = 1; id <= boxes; id += 1) {
      const [x, y, w, h] = [hundredths(500), hundredths(400), 1 + hundredths(130), 1 + hundredths(70)];
      const points = Array.from({ length: 2 * (9 + Math.floor(random() * 21)) }, () => hundredths(480));
      const extra = { bbox: [x, y, w, h], area: hundredths(9000), segmentation: [points] };
      database.run(
        `INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, extra, created, changed)
         VALUES (:id, :image, :category, :x1, :y1, :x2, :y2, 'imported', :extra, 1, 1)`,
        {
          id,
          image: 1 + Math.floor(random() * pictures),
          category: 1 + (id % 80),
          x1: x,
          y1: y,
          x2: x + w,
          y2: y + h,
          extra: JSON.stringify(extra),
        },
      );
    }
  });
  for (const { sql } of parts) database.exec(sql);
}

it('the whole of train2017 out again', async () => {
  const out = path.join(place, 'instances.json');
  const { seconds, peak } = await runCli(path.join(built.folder, 'cli.js'), ['export', folder, '--out', out]);
  const size = (statSync(out).size / 1e6).toFixed(0);
  console.log(machineLine());
  console.log(
    `${pictures.toLocaleString('en')} pictures, ${boxes.toLocaleString('en')} boxes, ${size} MB: exported, read back and checked in ${seconds.toFixed(1)} s (goal 30), at most ${peak ?? '?'} MB (goal 400)`,
  );
});
