// What the fuzz tests found, each by its name: these once ended in something else than a failure with words.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { fiftyoneReader } from '../../src/common/formats/fiftyone/read.ts';
import { drawThumbnail } from '../../src/detector/pictures.ts';
import { annotationsOf } from '../../src/main/database/annotations.ts';
import { attributeDefinitions } from '../../src/main/database/attributes.ts';
import { openDatabase, type Database } from '../../src/main/database/driver.ts';
import { lastWholeEdit } from '../../src/main/database/editRecords.ts';
import { migrations } from '../../src/main/database/migrate.ts';
import { exportInput } from '../../src/main/project/export.ts';
import { closeProject, openProject, projectFileName, type Project } from '../../src/main/project/project.ts';
import { FailureError, type Failure } from '../../src/common/result.ts';
import { memorySource } from '../support/memorySource.ts';
import { mutatePickle } from '../support/mutate/weights.ts';
import { makeOldProject } from '../support/oldProject.ts';
import { quickFolder } from '../support/quickFolder.ts';
import { seeded } from '../support/seeded.ts';

const folder = quickFolder('boxwright-found-');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function failureOf(work: () => unknown): Promise<Failure> {
  try {
    await work();
  } catch (caught) {
    if (caught instanceof FailureError) return caught.failure;
    throw caught;
  }
  throw new Error('It did not fail.');
}

const file = path.join(folder, projectFileName);

/** A project of a version, changed as another program would. */
async function damagedProject(change: string, version = migrations.length): Promise<void> {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  await makeOldProject(file, version, { pictures: 4, boxes: 3 });
  await changed(change);
}

async function changed(sql: string): Promise<void> {
  const database = await openDatabase(file, { access: 'write', missing: 'refuse', journal: 'delete' });
  database.exec(sql);
  database.close();
}

/** Puts words of the same length in each other's place, wherever they stand in the file. */
function patch(from: string, to: string): void {
  const text = readFileSync(file, 'latin1');
  expect(text).toContain(from);
  writeFileSync(file, text.replaceAll(from, to.padEnd(from.length)), 'latin1');
}

/** A project with a column that is empty and may not be, as a torn page leaves it. */
async function emptied(table: string, column: string, kind: string): Promise<void> {
  await damagedProject('');
  patch(`${column} ${kind} NOT NULL`, `${column} ${kind}`);
  await changed(`UPDATE ${table} SET ${column} = NULL`);
  patch(`${column} ${kind}`.padEnd(`${column} ${kind} NOT NULL`.length), `${column} ${kind} NOT NULL`);
}

async function withProject<T>(work: (project: Project) => T | Promise<T>): Promise<T> {
  const project = await openProject(folder, { access: 'write' });
  try {
    return await work(project);
  } finally {
    closeProject(project);
  }
}

describe('a project file', () => {
  const theirs = 'CREATE TRIGGER theirs AFTER INSERT ON annotations BEGIN DELETE FROM annotations; END';
  it.each([
    ['a trigger of somebody else', theirs, 'trigger theirs'],
    ['an index of somebody else', 'CREATE UNIQUE INDEX theirs ON annotations (image, id)', 'index theirs'],
    ['an index of ours that is gone', 'DROP INDEX images_in_order', 'index images_in_order'],
  ])('with %s is refused when it is opened', async (_, sql, place) => {
    await damagedProject(sql);
    for (const access of ['write', 'read'] as const) {
      const { kind, message } = await failureOf(() => openProject(folder, { access }));
      expect([kind, message]).toEqual(['unreadable', expect.stringContaining(`damaged: ${place}`)]);
    }
  });

  it.each([migrations.length, 7])(
    'of version %s whose schema is torn is refused before anything is done to it',
    async (version) => {
      await damagedProject('', version);
      patch('vanished', 'vanishex');
      const before = readFileSync(file);
      expect(await failureOf(() => openProject(folder, { access: 'write' }))).toMatchObject({
        kind: 'unreadable',
        message: expect.stringMatching(/damaged: (?:table|index|trigger) /) as string,
      });
      // The journal mode is all that opening may have changed: bytes 18 and 19, and the counters.
      expect(readFileSync(file).subarray(100).equals(before.subarray(100))).toBe(true);
    },
  );

  it('whose header says a schema format of the future is damaged, not a fault of the program', async () => {
    await damagedProject('');
    const bytes = readFileSync(file);
    bytes.writeUInt32BE(99, 44);
    writeFileSync(file, bytes);
    for (const access of ['write', 'read'] as const)
      expect((await failureOf(() => openProject(folder, { access }))).kind).toBe('unreadable');
  });

  it.each([
    ['categories', 'name', 'TEXT'],
    ['folders', 'path', 'TEXT'],
  ])('whose list of %s has a row without its %s is refused when it is opened', async (table, column, kind) => {
    await emptied(table, column, kind);
    expect(await failureOf(() => openProject(folder, { access: 'write' }))).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining(`damaged: ${table}`) as string,
      detail: expect.stringContaining(`NULL value in ${table}.${column}`) as string,
    });
  });

  it('with a box without a corner says which box, and takes no 0 for it', async () => {
    await emptied('annotations', 'x1', 'REAL');
    await withProject(async ({ database }) => {
      const { kind, message } = await failureOf(() => annotationsOf(database, 1));
      expect([kind, message]).toEqual(['unreadable', expect.stringMatching(/annotations\[\d+\] cannot be read/)]);
    });
  });

  it.each<readonly [what: string, sql: string, place: RegExp, read: (database: Database) => unknown]>([
    ['what a box keeps', "UPDATE annotations SET extra = '{\"area'", /annotations\[\d+\]\.extra/, readForExport],
    [
      'what a box says of itself',
      "UPDATE annotations SET attributes = '{'",
      /annotations\[\d+\]\.attributes/,
      (database) => annotationsOf(database, 1),
    ],
    [
      'what an attribute may be',
      "UPDATE attributes SET choices = ']'",
      /attributes\[.+\]\.choices/,
      attributeDefinitions,
    ],
    ['an edit of the classes', "UPDATE category_edits SET record = 'null'", /category_edits\[\d+\]/, lastWholeEdit],
    ['the keys of an imported file', "UPDATE project SET dataset = '{'", /project\.dataset/, readForExport],
  ])('in which %s is no JSON any more says the place', async (_, sql, place, read) => {
    await damagedProject(sql);
    await withProject(async ({ database }) => {
      expect(await failureOf(() => read(database))).toMatchObject({
        kind: 'unreadable',
        message: expect.stringMatching(place) as string,
      });
    });
  });
});

function readForExport(database: Database): unknown {
  const { annotationsOf: boxesOf, images } = exportInput(database, [], { pictures: 'done', segmentation: 'empty' }, []);
  return images.map(({ id }) => boxesOf(id));
}

describe('a picture', () => {
  it('of four inks whose quantization table is gone is unreadable, not a fault of the program', async () => {
    const inks = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#7a3' } })
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer();
    const from = inks.indexOf(Buffer.of(0xff, 0xdb));
    const picture = path.join(folder, 'inks.jpg');
    writeFileSync(
      picture,
      Buffer.concat([inks.subarray(0, from), inks.subarray(from + 2 + inks.readUInt16BE(from + 2))]),
    );
    const failed = await failureOf(() => drawThumbnail(picture, 16, path.join(folder, 'small.webp'), 1e6));
    expect(failed).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('cannot be decoded') as string,
    });
  });
});

describe('labels in the layout of FiftyOne', () => {
  it.each(['url', 'description'])(
    'whose %s is a list with a "toString" of its own are not signed, and no fault',
    async (key) => {
      const head = JSON.stringify({ info: { [key]: [{ toString: 1 }] }, images: [], annotations: [], categories: [] });
      expect(await fiftyoneReader.recognise(memorySource({ 'labels.json': head }))).toBeUndefined();
      const signed = head.replace('[{"toString":1}]', '"https://voxel51.com/fiftyone"');
      expect(await fiftyoneReader.recognise(memorySource({ 'labels.json': signed }))).toBeDefined();
    },
  );
});

describe('the mutator of pickles', () => {
  it.each([
    ['a name without an end', [0x80, 2, 0x63, 0x61, 0x0a, 0x62]],
    ['a length that is cut off', [0x80, 2, 0x58, 1]],
    ['a text longer than the file', [0x80, 2, 0x8d, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x61]],
  ])('comes to an end where a break before left %s', (_, bytes) => {
    for (let seed = 1; seed <= 200; seed += 1)
      expect(mutatePickle(Uint8Array.from(bytes), seeded(seed)).length).toBeLessThan(10_000);
  });
});
