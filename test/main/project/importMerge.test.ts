// What becomes of boxes that are there when label files come in, how the import is taken back, and that nothing of it is left half.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bigPictures, writeBigCoco } from '../../../bench/bigCoco.ts';
import { cocoDigest } from '../../../bench/cocoDigest.ts';
import type { ImportChoices, ImportMerge } from '../../../src/common/labelImport.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { listCategories } from '../../../src/main/database/categories.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { lastWholeEdit } from '../../../src/main/database/editRecords.ts';
import { imageSummary } from '../../../src/main/database/images.ts';
import { exportCoco } from '../../../src/main/project/export.ts';
import { importLabels } from '../../../src/main/project/import.ts';
import { readForImport } from '../../../src/main/project/importRead.ts';
import { takeImport } from '../../../src/main/project/importTake.ts';
import { closeProject, openProject, type Project } from '../../../src/main/project/project.ts';
import { adding, box, by, fillProject } from '../database/projectFixture.ts';
import { makePlace, type Place } from './lanes.ts';

let place: Place;
let project: Project;
beforeEach(async () => {
  place = makePlace();
  project = await place.project();
  fillProject(project.database, place.folder, 3);
});
afterEach(() => {
  place.remove();
});

const annotation = (id: number, image: number, category: number, bbox: readonly number[]) => ({
  ...{ id, image_id: image, category_id: category, bbox, area: 1, iscrowd: 0 },
});

/** cell is the project's class 1; leaf is new. */
function labels(annotations: readonly unknown[], more: object = {}): string {
  const images = [1, 2, 3].map((id) => ({ id, file_name: `${id}.jpg`, width: 640, height: 480 }));
  const categories = [
    { id: 5, name: 'cell' },
    { id: 6, name: 'leaf' },
  ];
  const file = path.join(place.folder, 'in.json');
  writeFileSync(file, JSON.stringify({ images, categories, annotations, ...more }));
  return file;
}

/** On picture 1 two cells drawn and a proposal; on picture 2 one cell. */
function drawSome(): void {
  reserveIds(project.database, 100);
  applyChange(
    project.database,
    1,
    adding(box(10, 0, 0), box(11, 200, 0), box(12, 400, 0, 50, { origin: by('proposed') })),
  );
  applyChange(project.database, 2, adding(box(20, 0, 0)));
}

/** The same cell as box 10, one that overlaps box 11, one far off, and a leaf over box 11. */
const incoming = [
  annotation(1001, 1, 5, [0, 0, 50, 50]),
  annotation(1002, 1, 5, [205, 0, 50, 50]),
  annotation(1003, 1, 5, [300, 300, 50, 50]),
  annotation(1004, 1, 6, [200, 0, 50, 50]),
];

const idsOf = (image: number): number[] => annotationsOf(project.database, image).map(({ id }) => id);
const everything = (): unknown => ({
  boxes: [1, 2, 3].map((image) => annotationsOf(project.database, image)),
  counts: [1, 2, 3].map((image) => imageSummary(project.database, image)),
  classes: listCategories(project.database),
});
const take = (merge: ImportMerge, annotations: readonly unknown[] = incoming, more: Partial<ImportChoices> = {}) =>
  importLabels(project, labels(annotations), { choices: { merge, classes: [], ...more } });

describe('boxes that are there already', () => {
  it('stay beside those that come, and what is the same box is never doubled', async () => {
    drawSome();
    const report = await take('keep-both');
    expect(report).toMatchObject({ annotations: 3, known: 1, replaced: 0, leftOut: 0 });
    expect(idsOf(1)).toEqual([10, 11, 12, 1002, 1003, 1004]);
  });

  it('keep their place from boxes of the same class that overlap them by a half', async () => {
    drawSome();
    const report = await take('keep-mine');
    expect(report).toMatchObject({ annotations: 2, known: 1, leftOut: 1 });
    // The leaf is another class.
    expect(idsOf(1)).toEqual([10, 11, 12, 1003, 1004]);
  });

  it('give way on pictures that boxes come to, and nowhere else; proposals stay', async () => {
    drawSome();
    const report = await take('replace');
    expect(report).toMatchObject({ annotations: 3, known: 1, replaced: 1 });
    expect(idsOf(1)).toEqual([10, 12, 1002, 1003, 1004]);
    expect(idsOf(2)).toEqual([20]);
    expect(imageSummary(project.database, 1)).toMatchObject({ boxes: 4, proposals: 1 });
  });

  it('are not doubled by a file that this project sent out', async () => {
    drawSome();
    const file = path.join(place.folder, 'out.json');
    await exportCoco(project, { file, pictures: 'all', segmentation: 'empty' });
    const before = everything();
    expect(await importLabels(project, file)).toMatchObject({ annotations: 0, known: 3 });
    expect(everything()).toEqual(before);
    expect(lastWholeEdit(project.database)).toBeUndefined();
  });
});

describe('classes', () => {
  it('go where they are told to, or are left out with their boxes', async () => {
    const report = await take('keep-both', incoming, {
      classes: [
        { id: 5, to: 2 },
        { id: 6, to: 'left-out' },
      ],
    });
    expect(report).toMatchObject({ annotations: 3, leftOut: 1, skipped: 0 });
    expect(annotationsOf(project.database, 1).map(({ categoryId }) => categoryId)).toEqual([2, 2, 2]);
    expect(listCategories(project.database).map(({ name }) => name)).toEqual(['cell', 'plate']);
  });

  it('become new ones of another name', async () => {
    await take('keep-both', incoming, { classes: [{ id: 6, to: { name: 'needle' } }] });
    expect(listCategories(project.database).map(({ name }) => name)).toEqual(['cell', 'plate', 'needle']);
  });
});

describe('taking an import back', () => {
  it.each(['replace', 'keep-both', 'keep-mine'] as const)(
    'after %s leaves everything as it was, twice',
    async (merge) => {
      drawSome();
      const before = everything();
      const { edit = 0 } = await take(merge);
      const after = everything();
      expect(lastWholeEdit(project.database)?.said).toMatch(/^Imported .* of 1 picture from in\.json$/);
      const undone = editCategories(project.database, { kind: 'undo', edit });
      expect(everything()).toEqual(before);
      editCategories(project.database, { kind: 'undo', edit: undone.edit });
      expect(everything()).toEqual(after);
    },
  );

  it('keeps what somebody changed since, and its class', async () => {
    const { edit = 0 } = await take('keep-both');
    const leaf = annotationsOf(project.database, 1).find(({ id }) => id === 1004);
    if (leaf === undefined) throw new Error('it was imported');
    const moved = { ...leaf, box: { x1: 1, y1: 1, x2: 9, y2: 9 } };
    applyChange(project.database, 1, { added: [], removed: [], updated: [[leaf, moved]] });
    editCategories(project.database, { kind: 'undo', edit });
    expect(idsOf(1)).toEqual([1004]);
    expect(listCategories(project.database).map(({ name }) => name)).toEqual(['cell', 'plate', 'leaf']);
  });

  it('is possible after the program was started again', async () => {
    drawSome();
    const before = everything();
    await take('replace');
    const { folder } = project;
    closeProject(project);
    project = await openProject(folder, { access: 'write' });
    editCategories(project.database, { kind: 'undo', edit: lastWholeEdit(project.database)?.edit ?? 0 });
    expect(everything()).toEqual(before);
  });
});

describe('a look before taking', () => {
  it('says what is in the file, what of it is here, and changes nothing', async () => {
    drawSome();
    const before = everything();
    const { stage, preview } = await readForImport(project, {
      location: labels([...incoming, annotation(9, 7, 5, [0, 0, 5, 5])]),
    });
    expect(preview).toMatchObject({
      format: 'coco',
      otherFormats: [],
      pictures: { inFile: 3, matched: 3, missing: [], labelled: 2 },
      boxes: { inFile: 4, matched: 4, known: 1, mine: 2 },
      problemCount: 1,
      newPictures: 0,
      classes: [
        { id: 5, name: 'cell', boxes: 3, matched: 3, known: 1, category: 1 },
        { id: 6, name: 'leaf', boxes: 1, matched: 1, known: 0 },
      ],
    });
    expect(preview.classes[1]).not.toHaveProperty('category');
    expect(everything()).toEqual(before);
    expect(project.database.rows('SELECT count(*) FROM imports')).toEqual([[0]]);
    expect(await takeImport(project, stage, { merge: 'keep-both', classes: [] })).toMatchObject({ annotations: 3 });
    // It is taken once.
    await expect(takeImport(project, stage, { merge: 'keep-both', classes: [] })).rejects.toThrow(/not there any more/);
    await expect(takeImport(project, '../../project', { merge: 'keep-both', classes: [] })).rejects.toThrow(
      /not there any more/,
    );
  });

  it('leaves no stage behind when the file is refused', async () => {
    await expect(readForImport(project, { location: labels([], { images: 5 }), format: 'coco' })).rejects.toThrow(
      /in\.json: This is no COCO instances file: "images" is 5, not a list/,
    );
    const stages = path.join(project.folder, 'cache', 'imports');
    expect(existsSync(stages) ? readdirSync(stages) : []).toEqual([]);
  });
});

describe('an import of many boxes', () => {
  const options = { pictures: 600, annotations: 6000 };
  async function bigProject(): Promise<string> {
    const { database } = project;
    const file = path.join(place.folder, 'big.json');
    writeBigCoco(file, { ...options, annotationsFirst: true });
    database.exec('DELETE FROM images');
    database.runEach(
      'INSERT INTO images (folder, name, position, coco_id, width, height) VALUES (1, ?, ?, ?, ?, ?)',
      Array.from(bigPictures(options), ({ name, width, height }, index) => [name, index, index + 1, width, height]),
    );
    database.exec('DELETE FROM categories');
    return Promise.resolve(file);
  }
  const schema = () => project.database.rows('SELECT type, name, sql FROM sqlite_schema ORDER BY name');

  it('keeps every id, box, area, segmentation, crowd and unknown key on the way in and out, and every index', async () => {
    const file = await bigProject();
    const before = schema();
    const { edit = 0, ...report } = await importLabels(project, file);
    expect(report).toMatchObject({ annotations: options.annotations, renumbered: 0, skipped: 0, problems: [] });
    expect(schema()).toEqual(before);
    const out = path.join(place.folder, 'out.json');
    await exportCoco(project, { file: out, pictures: 'all', segmentation: 'empty' });
    const sent = await cocoDigest(file);
    expect(sent.annotations).toBe(options.annotations);
    expect(await cocoDigest(out)).toEqual(sent);
    const counted = 'SELECT sum(human), (SELECT count(*) FROM annotations) FROM images';
    expect(project.database.rows(counted)).toEqual([[options.annotations, options.annotations]]);
    expect(await importLabels(project, file)).toMatchObject({ annotations: 0, known: options.annotations });
    editCategories(project.database, { kind: 'undo', edit });
    expect(project.database.rows(counted)).toEqual([[0, 0]]);
    expect(listCategories(project.database)).toEqual([]);
  });

  it('that was stopped can be taken after all, from the same reading', async () => {
    const file = labels([annotation(1, 1, 5, [300, 300, 20, 20])]);
    const { stage } = await readForImport(project, { location: file });
    const choices: ImportChoices = { merge: 'keep-both', classes: [] };
    await expect(takeImport(project, stage, choices, { signal: AbortSignal.abort() })).rejects.toThrow(/cancelled/);
    expect(await takeImport(project, stage, choices)).toMatchObject({ annotations: 1 });
    await expect(takeImport(project, stage, choices)).rejects.toThrow(/not there any more/);
  });

  it('that is cancelled half way, or meets a disk that refuses, leaves the project as it was', async () => {
    const file = await bigProject();
    const before = [schema(), project.database.rows('SELECT * FROM images')];
    const stop = new AbortController();
    const onProgress = (done: number): void => {
      if (done > 1300) stop.abort();
    };
    await expect(importLabels(project, file, { signal: stop.signal, onProgress })).rejects.toThrow(/cancelled/);
    expect(stop.signal.aborted).toBe(true);
    project.database.exec('PRAGMA max_page_count = 400');
    await expect(importLabels(project, file)).rejects.toThrow(/full|disk/i);
    project.database.exec('PRAGMA max_page_count = 1000000000');
    expect([schema(), project.database.rows('SELECT * FROM images')]).toEqual(before);
    expect(project.database.rows('SELECT count(*) FROM annotations')).toEqual([[0]]);
    expect(readFileSync(file).length).toBeGreaterThan(1_000_000);
    expect(await importLabels(project, file)).toMatchObject({ annotations: options.annotations });
  });
});
