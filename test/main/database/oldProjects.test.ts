// Project files as every earlier version left them: each opens with the program of today and has all that it had, also when
// the program was killed while it brought the file up.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { annotationsOf } from '../../../src/main/database/annotations.ts';
import { openDatabase, type Database } from '../../../src/main/database/driver.ts';
import { listImages } from '../../../src/main/database/images.ts';
import { migrate, migrations, schemaVersion } from '../../../src/main/database/migrate.ts';
import { closeProject, openProject, projectFileName } from '../../../src/main/project/project.ts';
import { buildEntries } from '../../detector/builtDetector.ts';
import { amount } from '../../support/nightly.ts';
import { makeOldProject } from '../../support/oldProject.ts';
import { seeded } from '../../support/seeded.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'boxwright-old-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const versions = migrations.map((_, index) => index + 1);

function fixture(version: number): string {
  const packed = readFileSync(path.join(import.meta.dirname, 'fixtures', `v${version}.boxwright.gz`));
  const file = path.join(folder, `v${version}.boxwright`);
  writeFileSync(file, gunzipSync(packed));
  return file;
}

async function opened<T>(file: string, work: (database: Database) => T): Promise<T> {
  const database = await openDatabase(file, { access: 'write', missing: 'create', journal: 'delete' });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

function schemaOf(database: Database): unknown {
  return database.rows('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name');
}

type Tables = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;

function tablesOf(database: Database): Tables {
  const names = database.rows<readonly [string]>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  return new Map(names.map(([name]) => [name, database.all(`SELECT * FROM ${name} ORDER BY 1, 2`)]));
}

/** What a migration moved elsewhere: not looked for in its old place. Everything else has to be there unchanged. */
const moved: ReadonlySet<string> = new Set(['images.done']);

/** Every value of `before` that is not there in `after`, as "table[row].column". */
function lost(before: Tables, after: Tables): string[] {
  return [...before].flatMap(([table, rows]) => {
    const now = after.get(table) ?? [];
    const missing =
      now.length < rows.length ? [`${table}: ${rows.length} rows were there, ${now.length} are left`] : [];
    return rows.reduce<string[]>((found, row, index) => {
      for (const [column, value] of Object.entries(row)) {
        if (moved.has(`${table}.${column}`) || JSON.stringify(now[index]?.[column]) === JSON.stringify(value)) continue;
        if (value instanceof Uint8Array && Buffer.compare(value, now[index]?.[column] as Uint8Array) === 0) continue;
        found.push(`${table}[${index}].${column}`);
      }
      return found;
    }, missing);
  });
}

describe('a project of an earlier program', () => {
  it.each(versions)(
    'of version %i has everything after it was brought up, and the schema of a new one',
    async (version) => {
      const file = fixture(version);
      const before = await opened(file, (database) => {
        expect(schemaVersion(database)).toBe(version);
        return tablesOf(database);
      });
      const whole = await opened(path.join(folder, `new-${version}.boxwright`), (database) => {
        migrate(database);
        return schemaOf(database);
      });
      await opened(file, (database) => {
        migrate(database);
        expect(schemaVersion(database)).toBe(migrations.length);
        expect(lost(before, tablesOf(database))).toEqual([]);
        expect(schemaOf(database)).toEqual(whole);
        expect(database.get('PRAGMA integrity_check')).toMatchObject({ integrity_check: 'ok' });
        expect(database.rows('PRAGMA foreign_key_check')).toEqual([]);
      });
    },
  );

  it.each(versions)('of version %i is opened as a project, with its boxes, verdicts and counts', async (version) => {
    const place = mkdtempSync(path.join(folder, 'project-'));
    copyFileSync(fixture(version), path.join(place, projectFileName));
    const project = await openProject(place, { access: 'write' });
    try {
      const images = await listImages(project.database);
      expect(images).toHaveLength(24);
      const done = images.filter(({ verdict }) => verdict !== undefined).map(({ id }) => id);
      expect([...done].sort((a, b) => a - b)).toEqual([1, 4, 7, 10, 13, 16, 19, 22]);
      const [first] = annotationsOf(project.database, 1);
      expect(first).toMatchObject({ id: 1, categoryId: 9, origin: { kind: 'imported' }, crowd: false });
      const sum = (kind: 'boxes' | 'proposals'): number => images.reduce((all, image) => all + image[kind], 0);
      expect([sum('boxes'), sum('proposals')]).toEqual([103, 26]);
    } finally {
      closeProject(project);
    }
  });
});

describe('a project whose program is killed while it brings the file up', () => {
  const kills = amount(4, 40);
  let built: Awaited<ReturnType<typeof buildEntries>>;
  beforeAll(async () => {
    built = await buildEntries({ migrator: 'test/main/database/migratorProcess.ts' });
  });
  afterAll(() => built.remove());

  function migrateAndKill(file: string, delay: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [path.join(built.folder, 'migrator.js'), file], { stdio: 'pipe' });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        if (said === '') setTimeout(() => child.kill('SIGKILL'), delay);
        said += chunk;
      });
      child.on('error', reject);
      child.on('close', () => resolve(said.includes('end')));
    });
  }

  it(`${kills} times has everything, in the old form or the new one, and opens`, async () => {
    const random = seeded(20261127);
    const old = path.join(folder, 'large.boxwright');
    await makeOldProject(old, 1, { pictures: 1500, boxes: 8 });
    const before = await opened(old, tablesOf);
    const started = performance.now();
    copyFileSync(old, path.join(folder, 'timed.boxwright'));
    await opened(path.join(folder, 'timed.boxwright'), (database) => migrate(database));
    const takes = performance.now() - started;
    const cutAt: number[] = [];
    for (let round = 0; round < kills; round += 1) {
      const file = path.join(folder, `killed-${round}.boxwright`);
      copyFileSync(old, file);
      const ended = await migrateAndKill(file, random() * takes);
      await opened(file, (database) => {
        expect(database.get('PRAGMA integrity_check')).toMatchObject({ integrity_check: 'ok' });
        if (!ended) cutAt.push(schemaVersion(database));
        migrate(database);
        expect(lost(before, tablesOf(database))).toEqual([]);
      });
      rmSync(file);
    }
    console.log(`${kills} kills, ${cutAt.length} of them in the middle, at the versions ${cutAt.join(', ')}`);
    expect(cutAt.length).toBeGreaterThan(0);
  });
});
