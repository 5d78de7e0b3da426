// Looking at a data set of train2017's counts: how long the clerk's passes over 118,287 pictures and 860,001 boxes take.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../src/main/database/driver.ts';
import { insertCategory } from '../src/main/database/categories.ts';
import { closeProject, createProject, type Project } from '../src/main/project/project.ts';
import { checkProject } from '../src/main/project/health.ts';
import { readStatistics } from '../src/main/project/statistics.ts';
import { nearGroups } from '../src/common/insight/fingerprint.ts';
import { seededRandom } from '../src/common/random.ts';

const pictures = 118_287;
const boxes = 860_001;

let folder = '';
let project: Project;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'boxwright-insight-'));
  project = await createProject(path.join(folder, 'project'), { model: 'none' });
  fill(project.database);
}, 600_000);

afterAll(() => {
  closeProject(project);
  rmSync(folder, { recursive: true, force: true });
});

function fill(database: Database): void {
  const random = seededRandom(7);
  database.run("INSERT INTO folders (path, added) VALUES ('/nowhere', '2026-11-27')");
  database.transaction(() => {
    for (let category = 1; category <= 80; category += 1) insertCategory(database, { name: `class ${category}` });
    for (let id = 1; id <= pictures; id += 1)
      database.run(
        `INSERT INTO images (id, folder, name, position, coco_id, width, height, format)
         VALUES (:id, 1, :name, :id, :id, 640, 480, 'jpeg')`,
        { id, name: `${String(id).padStart(12, '0')}.jpg` },
      );
    for (let id = 1; id <= boxes; id += 1) {
      const side = 4 + random() ** 3 * 300;
      const x1 = random() * (640 - side);
      const y1 = random() * Math.max(0, 480 - side);
      database.run(
        `INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, created, changed)
         VALUES (:id, :image, :category, :x1, :y1, :x2, :y2, 'imported', 1, 1)`,
        {
          id,
          image: 1 + Math.floor(((id - 1) * pictures) / boxes),
          category: 1 + Math.floor(random() ** 2 * 80),
          ...{ x1, y1, x2: x1 + side, y2: y1 + side * (0.5 + random()) },
        },
      );
    }
  });
}

async function timed<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
  const began = performance.now();
  const value = await work();
  console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(2)} s, ${memory()} MB resident`);
  return value;
}

const memory = () => (process.memoryUsage().rss / 1e6).toFixed(0);

test('the health check and near-duplicates', async () => {
  const lists = await timed('health check', () => checkProject(project));
  expect(lists.unlabelled.count).toBe(0);
  const random = seededRandom(11);
  const digit = () => Math.floor(random() * 16).toString(16);
  const fingerprints = Array.from({ length: pictures }, () => Array.from({ length: 16 }, digit).join(''));
  const groups = await timed(`groups of ${pictures} fingerprints`, () => Promise.resolve(nearGroups(fingerprints)));
  expect(groups).toHaveLength(pictures);
}, 600_000);

test('statistics', async () => {
  const all = await timed('statistics of all', () => readStatistics(project.database, { boxes: 'human' }));
  expect(all.boxes).toBe(boxes);
  const one = await timed('statistics of one class', () =>
    readStatistics(project.database, { boxes: 'human', category: 80 }),
  );
  expect(one.boxes).toBeGreaterThan(0);
}, 600_000);
