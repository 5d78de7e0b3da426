// Kills a process that imports, at random moments of its reading and its taking: the project is as it was, or as it should be.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bigPictures, writeBigCoco } from '../../../bench/bigCoco.ts';
import { insertCategory } from '../../../src/main/database/categories.ts';
import { closeProject, createProject, openProject } from '../../../src/main/project/project.ts';
import { buildEntries } from '../../detector/builtDetector.ts';
import { amount } from '../../support/nightly.ts';
import { seeded } from '../../support/seeded.ts';

const kills = amount(6, 40);
const options = { pictures: 800, annotations: 12_000 };
const place = mkdtempSync(path.join(tmpdir(), 'boxwright-import-crash-'));
const folder = path.join(place, 'project');
const file = path.join(place, 'in.json');
let built: Awaited<ReturnType<typeof buildEntries>>;

beforeAll(async () => {
  built = await buildEntries({ importer: 'test/main/project/importerProcess.ts' });
  writeBigCoco(file, options);
  const project = await createProject(folder, { model: 'none' });
  const { database } = project;
  database.transaction(() => {
    database.run("INSERT INTO folders (path, added) VALUES (:place, '2026-11-27')", { place });
    database.runEach(
      'INSERT INTO images (folder, name, position, coco_id, width, height) VALUES (1, ?, ?, ?, ?, ?)',
      Array.from(bigPictures(options), ({ name, width, height }, index) => [name, index, index + 1, width, height]),
    );
    const { id } = insertCategory(database, { name: 'mine' });
    database.run(
      `INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, created, changed)
       VALUES (1, 1, :id, 0, 0, 9, 9, 'drawn', 1, 1)`,
      { id },
    );
  });
  closeProject(project);
});
afterAll(async () => {
  await built.remove();
  rmSync(place, { recursive: true, force: true });
});

/** Kills it so long after it said `after`; gives what it had said. */
function importAndKill(after: 'open' | 'taking', delay: number): Promise<string[]> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(built.folder, 'importer.js'), folder, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    let timer: NodeJS.Timeout | undefined;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes(after)) timer ??= setTimeout(() => child.kill('SIGKILL'), delay);
    });
    child.on('close', () => {
      clearTimeout(timer);
      resolve(text.trim().split('\n'));
    });
  });
}

async function look() {
  const project = await openProject(folder, { access: 'write' });
  const { database } = project;
  const one = (sql: string): unknown => database.rows(sql)[0]?.[0];
  const found = {
    integrity: one('PRAGMA integrity_check'),
    orphans: database.rows('PRAGMA foreign_key_check').length,
    mine: one("SELECT count(*) FROM annotations WHERE origin = 'drawn'"),
    came: one("SELECT count(*) FROM annotations WHERE origin = 'imported'"),
    counted: one('SELECT sum(human) FROM images'),
    classes: one('SELECT count(*) FROM categories'),
    steps: one('SELECT count(*) FROM category_edits'),
    schema: one("SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'annotations'"),
  };
  closeProject(project);
  return found;
}

describe('an import that is killed', () => {
  it(`${kills} times is in whole or not at all, and works the next time`, async () => {
    const before = await look();
    expect(before).toMatchObject({ integrity: 'ok', mine: 1, came: 0, counted: 1, classes: 1, steps: 0 });
    const random = seeded(20261127);
    let inTaking = 0;
    for (let round = 0; round < kills; round += 1) {
      const after = round % 3 === 0 ? 'open' : 'taking';
      const said = await importAndKill(after, Math.floor(random() * (after === 'open' ? 600 : 150)));
      if (said.includes('done')) break;
      if (said.includes('taking')) inTaking += 1;
      const found = await look();
      // The kill may have come between the commit and the word of it.
      if (found.came !== 0) break;
      expect(found).toEqual(before);
    }
    console.log(`${kills} kills wanted, ${inTaking} met the transaction under way`);
    await importAndKill('taking', 600_000);
    const whole = { integrity: 'ok', orphans: 0, mine: 0, came: options.annotations, counted: options.annotations };
    expect(await look()).toEqual({ ...whole, classes: 81, steps: expect.any(Number) as number, schema: before.schema });
  }, 180_000);
});
