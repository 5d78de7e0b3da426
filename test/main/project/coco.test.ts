import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../src/common/annotation/change.ts';
import type { TakenReport } from '../../../src/common/labelImport.ts';
import type { ProblemEntry } from '../../../src/common/records.ts';
import { failureOf } from '../../../src/common/result.ts';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { listCategories } from '../../../src/main/database/categories.ts';
import { listImages } from '../../../src/main/database/images.ts';
import { exportCoco } from '../../../src/main/project/export.ts';
import { importCoco } from '../../../src/main/project/import.ts';
import { projectInfo, type Project } from '../../../src/main/project/project.ts';
import { writeWhole } from '../../../src/main/project/wholeFile.ts';
import { describeWithShared } from '../../support/shared.ts';
import { adding, box, by, fillProject } from '../database/projectFixture.ts';
import { makePlace, openLanes, type Lanes, type Place } from './lanes.ts';

let place: Place;
beforeEach(() => {
  place = makePlace();
});
afterEach(() => {
  place.remove();
});

interface Document {
  readonly info: Record<string, unknown>;
  readonly licenses: unknown[];
  readonly images: Record<string, unknown>[];
  readonly annotations: Record<string, unknown>[];
  readonly categories: Record<string, unknown>[];
  readonly [key: string]: unknown;
}

/** A project over rows 1.jpg, 2.jpg, 3.jpg of 640 × 480 without files. */
async function filled(): Promise<Project> {
  const project = await place.project();
  fillProject(project.database, place.folder, 3);
  return project;
}
function write(document: unknown, name = 'in.json'): string {
  const file = path.join(place.folder, name);
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
  return file;
}
async function exported(project: Project, options: Partial<Parameters<typeof exportCoco>[1]> = {}): Promise<Document> {
  const file = path.join(place.folder, 'out.json');
  await exportCoco(project, { file, pictures: 'all', segmentation: 'empty', ...options });
  return JSON.parse(readFileSync(file, 'utf8')) as Document;
}
const outcome = (work: () => Promise<unknown>): Promise<string> =>
  work().then(
    () => 'done',
    (caught: unknown) => failureOf(caught).kind,
  );

const polygon = [[10, 10, 30, 10, 30, 40, 10, 40]];
const dataset = {
  info: { description: 'cells', year: 2026 },
  licenses: [{ id: 3, name: 'CC0' }],
  made_by: { tool: 'other' },
  images: [
    { id: 900, file_name: '2.jpg', width: 640, height: 480, license: 3 },
    { id: 17, file_name: 'deep/down/1.jpg', width: 640, height: 480 },
    { id: 5, file_name: 'absent.jpg', width: 640, height: 480 },
  ],
  categories: [
    { id: 18, name: 'dog', supercategory: 'animal', colour: 'brown' },
    { id: 90, name: 'plate' },
  ],
  annotations: [
    {
      id: 4_000_000_000,
      image_id: 900,
      category_id: 18,
      bbox: [10, 10, 20, 30],
      area: 555.5,
      iscrowd: 0,
      segmentation: polygon,
      attributes: { occluded: true },
    },
    {
      id: 7,
      image_id: 17,
      category_id: 90,
      bbox: [0.1, 0.2, 33.3, 44.4],
      area: 1478.52,
      iscrowd: 1,
      segmentation: { size: [480, 640], counts: [1, 2, 307197] },
    },
    { id: 8, image_id: 5, category_id: 90, bbox: [0, 0, 5, 5], area: 25, iscrowd: 0 },
    { id: 9, image_id: 900, category_id: 18, bbox: [600, 400, 100, 100], area: 10000, iscrowd: 0 },
  ],
};

describe('import', () => {
  it('brings pictures, classes and boxes together, keeps ids and what the file says, and tells what it left out', async () => {
    const project = await filled();
    const report = await importCoco(project, write(dataset));
    expect(report).toMatchObject({ images: 2, annotations: 3, categories: 2, known: 0, skipped: 1, renumbered: 0 });
    expect(listCategories(project.database).map(({ id, name }) => [id, name])).toEqual([
      [1, 'cell'],
      [2, 'plate'],
      [18, 'dog'],
    ]);
    const said = report.problems.map(({ where, message }) => `${where}: ${message}`).join('\n');
    expect(said).toMatch(/absent\.jpg: It is not among/);
    expect(said).toMatch(/1 boxes of 1 pictures that are not in the project/);
    expect(said).toMatch(/"plate" has id 90 in the file and 2 in the project/);
    expect(annotationsOf(project.database, 2)).toEqual([
      {
        id: 9,
        categoryId: 18,
        box: { x1: 600, y1: 400, x2: 640, y2: 480 },
        origin: { kind: 'imported' },
        crowd: false,
      },
      {
        id: 4_000_000_000,
        categoryId: 18,
        box: { x1: 10, y1: 10, x2: 30, y2: 40 },
        origin: { kind: 'imported' },
        crowd: false,
        attributes: { occluded: true },
      },
    ]);
    expect(annotationsOf(project.database, 1)).toMatchObject([{ id: 7, crowd: true, categoryId: 2 }]);
    expect((await listImages(project.database)).map(({ state, boxes }) => [state, boxes])).toEqual([
      ['in-work', 1],
      ['in-work', 2],
      ['new', 0],
    ]);
    expect(reserveIds(project.database, 1).first).toBe(4_000_000_001);
  });

  it('comes out of the export again with its ids, masks, areas and unknown keys', async () => {
    const project = await filled();
    await importCoco(project, write(dataset));
    const out = await exported(project);
    expect(out.info).toEqual(dataset.info);
    expect(out.licenses).toEqual(dataset.licenses);
    expect(out['made_by']).toEqual({ tool: 'other' });
    expect(out.images.map(({ id, file_name }) => [id, file_name])).toEqual([
      [17, '1.jpg'],
      [900, '2.jpg'],
      [3, '3.jpg'],
    ]);
    expect(out.images[1]).toMatchObject({ license: 3 });
    expect(out.categories.find(({ id }) => id === 18)).toEqual({
      id: 18,
      name: 'dog',
      supercategory: 'animal',
      colour: 'brown',
    });
    const masked = out.annotations.find(({ id }) => id === 4_000_000_000);
    expect(masked).toMatchObject({
      image_id: 900,
      bbox: [10, 10, 20, 30],
      area: 555.5,
      segmentation: polygon,
      attributes: { occluded: true },
    });
    expect(out.annotations.find(({ id }) => id === 7)).toMatchObject({
      image_id: 17,
      bbox: [0.1, 0.2, 33.3, 44.4],
      iscrowd: 1,
      segmentation: { counts: [1, 2, 307197] },
    });
    expect(out.annotations).toHaveLength(3);
  });

  it('of the same file again doubles nothing, not even where a human moved a box since', async () => {
    const project = await filled();
    const { database } = project;
    const file = write(dataset);
    await importCoco(project, file);
    const [small] = annotationsOf(database, 1);
    if (small === undefined) throw new Error('it was imported');
    const moved = { ...small, box: { x1: 100, y1: 100, x2: 150, y2: 150 } };
    applyChange(database, 1, { added: [], removed: [], updated: [[small, moved]] });
    const before = [1, 2, 3].map((image) => annotationsOf(database, image));
    expect(await importCoco(project, file)).toMatchObject({ annotations: 0, known: 3, images: 2, skipped: 1 });
    expect([1, 2, 3].map((image) => annotationsOf(database, image))).toEqual(before);
    expect(listCategories(database)).toHaveLength(3);
    const out = await exported(project);
    expect(out.annotations.find(({ id }) => id === 7)).toMatchObject({
      bbox: [100, 100, 50, 50],
      area: 2500,
      segmentation: [],
    });
  });

  it('gives new ids where the ones of the file are in use, and says so', async () => {
    const project = await filled();
    const { database } = project;
    const { first } = reserveIds(database, 10);
    applyChange(database, 1, adding(box(first, 0, 0)));
    const report = await importCoco(project, write(dataset));
    expect(report).toMatchObject({ annotations: 3, renumbered: 2 });
    expect(report.problems.some(({ message }) => /2 boxes have other ids/.test(message))).toBe(true);
    expect(annotationsOf(database, 1).map(({ id }) => id)).toEqual([1, 4_000_000_001]);
  });

  it('while a window is open leaves the ids of the window alone', async () => {
    const project = await filled();
    const { ids } = projectInfo(project);
    const report = await importCoco(project, write({ ...dataset, annotations: dataset.annotations.slice(1) }));
    expect(report.renumbered).toBe(0);
    applyChange(project.database, 1, adding(box(ids.first, 0, 0), box(ids.last, 60, 0)));
    expect(annotationsOf(project.database, 1).map(({ id }) => id)).toEqual([7, ids.first, ids.last]);
  });

  it('is whole or not at all', async () => {
    const project = await filled();
    const { database } = project;
    database.exec(
      `CREATE TRIGGER refuse BEFORE INSERT ON annotations WHEN new.id = 7 BEGIN SELECT raise(ABORT, 'no'); END`,
    );
    await expect(importCoco(project, write(dataset))).rejects.toThrow(/no/);
    expect(database.rows('SELECT count(*) FROM annotations')).toEqual([[0]]);
    expect(listCategories(database)).toHaveLength(2);
    expect(database.rows('SELECT coco_id FROM images ORDER BY id')).toEqual([[1], [2], [3]]);
  });

  it('refuses what is no COCO file, with the reason, and changes nothing', async () => {
    const project = await filled();
    expect(await outcome(() => importCoco(project, path.join(place.folder, 'nowhere.json')))).toBe('not-found');
    expect(await outcome(() => importCoco(project, place.folder))).toBe('invalid');
    expect(await outcome(() => importCoco(project, write('{"images": [')))).toBe('unreadable');
    expect(await outcome(() => importCoco(project, write([])))).toBe('invalid');
    const stop = new AbortController();
    stop.abort();
    expect(await outcome(() => importCoco(project, write(dataset), { signal: stop.signal }))).toBe('cancelled');
    expect(await listImages(project.database)).toMatchObject([{ state: 'new' }, { state: 'new' }, { state: 'new' }]);
  });

  it('tells sizes that differ, and takes a name in other letter case for the only one that it can mean', async () => {
    const project = await filled();
    const images = [
      { id: 1, file_name: '1.jpg', width: 480, height: 640 },
      { id: 2, file_name: '2.JPG', width: 640, height: 480 },
      { id: 3, file_name: 'again/1.jpg', width: 640, height: 480 },
    ];
    const annotations = [1, 2, 3].map((id) => ({
      id,
      image_id: id,
      category_id: 1,
      bbox: [0, 0, 10, 10],
      area: 100,
      iscrowd: 0,
    }));
    const report = await importCoco(project, write({ images, annotations, categories: [{ id: 1, name: 'cell' }] }));
    expect(report).toMatchObject({ images: 2, annotations: 3, skipped: 0 });
    const said = (where: string) =>
      report.problems
        .filter((problem) => problem.where === where)
        .map(({ message }) => message)
        .join(' ');
    expect(said('1.jpg')).toMatch(/480 × 640, the picture has 640 × 480.*turned/);
    expect(said('2.JPG')).toMatch(/taken for 2\.jpg, which is spelled otherwise/);
    expect(said('again/1.jpg')).toMatch(/same picture as 1\.jpg/);
  });
});

describe('export', () => {
  const change: Change = adding(
    box(1, 10, 10, 50.25),
    box(2, 0, 0, 20, { origin: by('accepted') }),
    box(3, 100, 100, 20, { origin: by('proposed') }),
    box(4, 200, 100, 20, { origin: by('rejected') }),
    box(5, 300, 100, 20, { crowd: true, categoryId: 2 }),
  );
  async function worked(): Promise<Project> {
    const project = await filled();
    reserveIds(project.database, 10);
    applyChange(project.database, 1, change);
    return project;
  }

  it('writes what a human stands behind and says what it left out and why', async () => {
    const project = await worked();
    project.database.run("UPDATE images SET width = 0, height = 0, problem = 'It is no picture.' WHERE id = 3");
    project.database.run("UPDATE images SET vanished = 1, problem = 'gone' WHERE id = 2");
    const file = path.join(place.folder, 'out.json');
    const report = await exportCoco(project, { file, pictures: 'all', segmentation: 'empty' });
    expect(report).toMatchObject({ location: file, images: 2, annotations: 3, categories: 2 });
    expect([...report.leftOut].sort((a, b) => a.reason.localeCompare(b.reason))).toEqual([
      { count: 1, reason: 'picture cannot be read' },
      { count: 1, reason: 'proposal nobody accepted' },
      { count: 1, reason: 'rejected proposal' },
    ]);
    expect(report.problems.map(({ where }: ProblemEntry) => where)).toEqual([
      '2.jpg',
      expect.stringContaining('3.jpg'),
    ]);
    const out = JSON.parse(readFileSync(file, 'utf8')) as Document;
    expect(out.annotations.map(({ id, bbox, area, iscrowd }) => ({ id, bbox, area, iscrowd }))).toEqual([
      { id: 1, bbox: [10, 10, 50.25, 50.25], area: 50.25 ** 2, iscrowd: 0 },
      { id: 2, bbox: [0, 0, 20, 20], area: 400, iscrowd: 0 },
      { id: 5, bbox: [300, 100, 20, 20], area: 400, iscrowd: 1 },
    ]);
    expect(out.images).toHaveLength(2);
  });

  it('takes the done pictures only, and corners for boxes, when asked', async () => {
    const project = await worked();
    project.database.run("UPDATE images SET verdict = 'done' WHERE id = 1");
    const out = await exported(project, { pictures: 'done', segmentation: 'box-polygon' });
    expect(out.images.map(({ file_name }) => file_name)).toEqual(['1.jpg']);
    expect(out.annotations[1]).toMatchObject({ segmentation: [[0, 0, 20, 0, 20, 20, 0, 20]] });
  });

  it('replaces a file only when the new one is whole, and leaves nothing else behind', async () => {
    const project = await worked();
    const file = path.join(place.folder, 'out.json');
    writeFileSync(file, 'old');
    const stop = new AbortController();
    stop.abort();
    const options = { file, pictures: 'all', segmentation: 'empty' } as const;
    expect(await outcome(() => exportCoco(project, { ...options, signal: stop.signal }))).toBe('cancelled');
    expect(readFileSync(file, 'utf8')).toBe('old');
    await exportCoco(project, options);
    expect(readFileSync(file, 'utf8')).not.toBe('old');
    expect(readdirSync(place.folder).sort()).toEqual(['out.json', 'project-1']);
  });

  it('refuses a place that is a folder, a picture, the project itself, or nowhere', async () => {
    const project = await worked();
    const to = (file: string) => outcome(() => exportCoco(project, { file, pictures: 'all', segmentation: 'empty' }));
    const picture = path.join(place.folder, 'picture.jpg');
    writeFileSync(picture, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]));
    expect(await to(place.folder)).toBe('invalid');
    expect(await to(picture)).toBe('invalid');
    expect(await to(project.database.file)).toBe('invalid');
    symlinkSync(project.folder, path.join(place.folder, 'link'));
    expect(await to(path.join(place.folder, 'link', 'project.boxwright'))).toBe('invalid');
    expect(await to(path.join(place.folder, 'nowhere', 'out.json'))).toBe('not-found');
    expect(await to(path.join(picture, 'out.json'))).toBe('not-found');
    expect([...readFileSync(picture)].slice(0, 3)).toEqual([0xff, 0xd8, 0xff]);
  });

  it('sees one state of the project, though boxes are drawn while it writes', async () => {
    const project = await worked();
    const file = path.join(place.folder, 'out.json');
    let drawn = 0;
    const report = await exportCoco(project, {
      file,
      pictures: 'all',
      segmentation: 'empty',
      onProgress: () => {
        applyChange(project.database, 3, adding(box(6 + drawn, 0, 0)));
        drawn += 1;
      },
    });
    expect(drawn).toBe(3);
    expect(report.annotations).toBe(3);
    expect(annotationsOf(project.database, 3)).toHaveLength(3);
  });

  it('names pictures of several folders from the folder that holds them all', async () => {
    const project = await filled();
    project.database.run("INSERT INTO folders (path, added) VALUES (:path, 'x')", {
      path: path.join(place.folder, 'more', 'pictures'),
    });
    project.database.exec(
      "INSERT INTO images (folder, name, position, coco_id, width, height) VALUES (2, '1.jpg', 0, 4, 10, 10)",
    );
    const out = await exported(project);
    expect(out.images.map(({ file_name }) => file_name)).toEqual([
      'pictures/1.jpg',
      'pictures/2.jpg',
      'pictures/3.jpg',
      'more/pictures/1.jpg',
    ]);
    const again = await importCoco(
      project,
      write({
        ...out,
        annotations: [{ id: 1, image_id: 4, category_id: 1, bbox: [0, 0, 5, 5], area: 25, iscrowd: 0 }],
      }),
    );
    expect(again).toMatchObject({ images: 4, annotations: 1 });
    expect(annotationsOf(project.database, 4)).toHaveLength(1);
  });

  it('leaves out a picture whose name no reader could take, and says so', async () => {
    const project = await filled();
    project.database.exec(
      "UPDATE images SET name = 'a\\b.jpg' WHERE id = 1; UPDATE images SET name = 'c:d.jpg' WHERE id = 2",
    );
    const file = path.join(place.folder, 'out.json');
    const report = await exportCoco(project, { file, pictures: 'all', segmentation: 'empty' });
    expect(report.leftOut).toEqual([{ count: 2, reason: 'picture cannot be read' }]);
    expect(report.problems.map(({ where }) => where).join(' ')).toMatch(/cannot be named in a COCO file/);
  });
});

describe('a file written whole', () => {
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'says a folder that cannot be written',
    async () => {
      const closed = path.join(place.folder, 'closed');
      mkdirSync(closed);
      chmodSync(closed, 0o555);
      const pieces = (function* () {
        yield 'x';
      })();
      expect(await outcome(() => writeWhole(path.join(closed, 'a'), pieces))).toBe('read-only');
      chmodSync(closed, 0o755);
    },
  );

  it('is not there when its check or its writer fails', async () => {
    const file = path.join(place.folder, 'a.json');
    const half = function* (): Generator<string> {
      yield 'half';
      throw new Error('the writer broke');
    };
    await expect(writeWhole(file, half())).rejects.toThrow('the writer broke');
    const check = () => Promise.reject(new Error('the check broke'));
    await expect(
      writeWhole(
        file,
        (function* () {
          yield 'whole';
        })(),
        { check },
      ),
    ).rejects.toThrow('the check broke');
    expect(readdirSync(place.folder)).toEqual([]);
  });
});

describeWithShared('COCO files of all kinds', (shared) => {
  const weird = path.join(shared, 'data', 'weird');
  const files = readdirSync(path.join(weird, 'coco')).filter((name) => name.endsWith('.json'));
  let lanes: Lanes;
  beforeAll(async () => {
    lanes = await openLanes();
  });
  afterAll(() => lanes.close());

  it(`are imported or refused with a reason, all ${files.length}, and what was imported can be exported`, async () => {
    const images = path.join(place.folder, 'images');
    mkdirSync(images);
    for (const name of ['ok.jpg', 'ok.png']) copyFileSync(path.join(weird, 'images', name), path.join(images, name));
    const outcomes: Record<string, string> = {};
    for (const name of files) {
      const project = await place.project();
      const wanted = { folder: images, pictures: lanes.pictures, pixelLimit: defaultPixelLimit };
      let report: TakenReport | undefined;
      try {
        report = await importCoco(project, path.join(weird, 'coco', name), { images: wanted });
      } catch (caught) {
        const failure = failureOf(caught);
        expect(failure.kind, `${name}: ${failure.detail ?? failure.message}`).not.toBe('unexpected');
        outcomes[name] = failure.kind;
        continue;
      }
      outcomes[name] = `${report.annotations}`;
      const file = path.join(place.folder, 'out.json');
      const out = await exportCoco(project, { file, pictures: 'all', segmentation: 'empty' });
      expect(out.annotations, name).toBe(report.annotations);
    }
    expect(outcomes['valid.json']).toBe('3');
    expect(outcomes['many_boxes.json']).toBe('5000');
    expect(outcomes['truncated.json']).toBe('unreadable');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    rmSync(images, { recursive: true });
  });

  it('with folders in their names put boxes on the right one of four pictures', async () => {
    const project = await place.project();
    const report = await importCoco(project, path.join(weird, 'nested', 'instances.json'), {
      images: { folder: path.join(weird, 'nested'), pictures: lanes.pictures, pixelLimit: defaultPixelLimit },
    });
    const source = JSON.parse(readFileSync(path.join(weird, 'nested', 'instances.json'), 'utf8')) as Document;
    expect(report).toMatchObject({
      images: source.images.length,
      annotations: source.annotations.length,
      problems: [],
    });
    const out = await exported(project);
    const placed = (document: Document) =>
      document.annotations.map(({ id, image_id, bbox }) => ({
        id,
        bbox,
        file: document.images.find((image) => image['id'] === image_id)?.['file_name'],
      }));
    expect(new Set(placed(out).map((one) => JSON.stringify(one)))).toEqual(
      new Set(placed(source).map((one) => JSON.stringify(one))),
    );
  });

  it('with the upright boxes of the eight orientations fit the upright pictures', async () => {
    const project = await place.project();
    const report = await importCoco(project, path.join(weird, 'exif', 'instances.json'), {
      images: { folder: path.join(weird, 'exif'), pictures: lanes.pictures, pixelLimit: defaultPixelLimit },
    });
    expect(report.problems.filter(({ message }) => /The file says/.test(message))).toEqual([]);
    const out = await exported(project);
    expect(
      out.images
        .filter(({ file_name }) => /orientation_[1-8]\.jpg/.test(String(file_name)))
        .map(({ width, height }) => [width, height]),
    ).toEqual(Array.from({ length: 8 }, () => [120, 80]));
  });
});
