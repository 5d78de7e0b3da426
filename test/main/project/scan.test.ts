import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import type { ProblemEntry } from '../../../src/common/records.ts';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import { applyChange } from '../../../src/main/database/annotations.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { insertCategory } from '../../../src/main/database/categories.ts';
import { imageRecords, listImages, type ImageRecord } from '../../../src/main/database/images.ts';
import { listProblems } from '../../../src/main/project/problems.ts';
import type { Project } from '../../../src/main/project/project.ts';
import { scanProject, type ScanOptions, type ScanReport } from '../../../src/main/project/scan.ts';
import { describeWithShared } from '../../support/shared.ts';
import { adding, box } from '../database/projectFixture.ts';
import { makePlace, openLanes, type Lanes, type Place } from './lanes.ts';

let lanes: Lanes;
let place: Place;
beforeAll(async () => {
  lanes = await openLanes();
});
afterAll(() => lanes.close());
beforeEach(() => {
  place = makePlace();
});
afterEach(() => {
  place.remove();
});

function scan(project: Project, options: Partial<ScanOptions> = {}): Promise<ScanReport> {
  return scanProject(project, lanes.pictures, { pixelLimit: defaultPixelLimit, ...options });
}

async function picture(file: string, width = 40, height = 30): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  const format = file.endsWith('.png') ? 'png' : 'jpeg';
  writeFileSync(
    file,
    await sharp({ create: { width, height, channels: 3, background: '#888' } })
      .toFormat(format)
      .toBuffer(),
  );
}

async function folderOf(...names: string[]): Promise<string> {
  const folder = path.join(place.folder, 'pictures');
  mkdirSync(folder, { recursive: true });
  for (const name of names) await picture(path.join(folder, name));
  return folder;
}

describe('a look through a folder', () => {
  it('lists pictures in natural order, folder by folder, whatever their extension says', async () => {
    const folder = await folderOf('img10.jpg', 'img2.jpg', 'b/1.png', 'B10/x.jpg', 'b/sub/9.jpg', 'a.jpg');
    copyFileSync(path.join(folder, 'a.jpg'), path.join(folder, 'no extension'));
    copyFileSync(path.join(folder, 'a.jpg'), path.join(folder, 'wrong.png'));
    copyFileSync(path.join(folder, 'a.jpg'), path.join(folder, 'label.json.txt'));
    writeFileSync(path.join(folder, 'labels.json'), '{}');
    writeFileSync(path.join(folder, 'notes.txt'), 'BM is a fine beginning');
    const project = await place.project(folder);
    expect(await scan(project)).toEqual({
      added: 9,
      changed: 0,
      changedPictures: [],
      unchanged: 0,
      vanished: 0,
      moved: 0,
      problems: 0,
      list: 'changed',
    });
    expect((await listImages(project.database)).map(({ name }) => name)).toEqual([
      'a.jpg',
      'img2.jpg',
      'img10.jpg',
      'label.json.txt',
      'no extension',
      'wrong.png',
      'b/1.png',
      'b/sub/9.jpg',
      'B10/x.jpg',
    ]);
  });

  it('says progress and looks only at what is new or changed the second time', async () => {
    const folder = await folderOf('1.jpg', '2.jpg', '3.jpg');
    const project = await place.project(folder);
    const told: [number, number][] = [];
    await scan(project, { onProgress: (done, total) => told.push([done, total]) });
    expect(told[0]).toEqual([0, 3]);
    expect(told.at(-1)).toEqual([3, 3]);
    await picture(path.join(folder, '2.jpg'), 50, 60);
    utimesSync(path.join(folder, '2.jpg'), 1, 1);
    await picture(path.join(folder, '0.jpg'));
    told.length = 0;
    expect(await scan(project, { onProgress: (done, total) => told.push([done, total]) })).toEqual({
      added: 1,
      changed: 1,
      changedPictures: [2],
      unchanged: 2,
      vanished: 0,
      moved: 0,
      problems: 1,
      list: 'changed',
    });
    expect(told.at(-1)).toEqual([2, 2]);
    expect((await listImages(project.database)).map(({ name, width }) => [name, width])).toEqual([
      ['0.jpg', 40],
      ['1.jpg', 40],
      ['2.jpg', 50],
      ['3.jpg', 40],
    ]);
    expect(listProblems(project.database)).toEqual([
      {
        where: '2.jpg',
        severity: 'warning',
        message: 'Its size changed from 40 × 30 to 50 × 60; look at its boxes again.',
      },
    ]);
  });

  it('keeps the boxes of a picture that is gone, marks it, and takes the mark away when it is back', async () => {
    const folder = await folderOf('1.jpg', '2.jpg');
    const project = await place.project(folder);
    await scan(project);
    insertCategory(project.database, { name: 'cell' });
    const { first } = reserveIds(project.database, 1);
    applyChange(project.database, 1, adding(box(first, 1, 1, 5)));
    renameSync(path.join(folder, '1.jpg'), path.join(place.folder, 'away.jpg'));
    expect(await scan(project)).toMatchObject({ vanished: 1, unchanged: 1, problems: 1 });
    expect((await listImages(project.database))[0]).toMatchObject({
      name: '1.jpg',
      boxes: 1,
      width: 40,
      problem: expect.stringMatching(/not found/) as string,
    });
    expect(await scan(project)).toMatchObject({ vanished: 1, unchanged: 1, list: 'same' });
    renameSync(path.join(place.folder, 'away.jpg'), path.join(folder, '1.jpg'));
    expect(await scan(project)).toMatchObject({ vanished: 0, unchanged: 2, problems: 0, list: 'changed' });
    expect(await scan(project)).toMatchObject({ vanished: 0, unchanged: 2, list: 'same' });
    expect((await listImages(project.database))[0]).toMatchObject({ name: '1.jpg', boxes: 1 });
  });

  it('says a folder that is away and goes on with the others', async () => {
    const folder = await folderOf('one/1.jpg', 'two/2.jpg');
    const project = await place.project(path.join(folder, 'one'), path.join(folder, 'two'));
    await scan(project);
    renameSync(path.join(folder, 'one'), path.join(folder, 'other'));
    expect(await scan(project)).toMatchObject({ vanished: 1, unchanged: 1, problems: 2 });
    expect(listProblems(project.database).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Its folder is not there/),
      expect.stringMatching(/is not there/),
    ]);
    expect(await scan(project)).toMatchObject({ vanished: 1, unchanged: 1, problems: 2, list: 'same' });
  });

  it('does not take the cache of a project for pictures', async () => {
    const folder = await folderOf('1.jpg', 'cache/2.jpg', 'some/cache/3.jpg');
    writeFileSync(path.join(folder, 'some', 'project.boxwright'), '');
    const project = await place.project(folder);
    await scan(project);
    expect((await listImages(project.database)).map(({ name }) => name)).toEqual(['1.jpg', 'cache/2.jpg']);
  });

  it('stops when it is cancelled and keeps what it had', async () => {
    const folder = await folderOf(...Array.from({ length: 150 }, (_, index) => `${index}.jpg`));
    const project = await place.project(folder);
    const stop = new AbortController();
    const options = {
      signal: stop.signal,
      onProgress: (done: number) => {
        if (done >= 70) stop.abort();
      },
    };
    await expect(scan(project, options)).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    expect(imageRecords(project.database, 1)).toHaveLength(64);
    expect(await scan(project)).toMatchObject({ added: 86, unchanged: 64 });
  });

  it('tries a picture that could not be read again, also when the file did not change', async () => {
    const folder = await folderOf('big.jpg');
    const project = await place.project(folder);
    await scan(project, { pixelLimit: 100 });
    expect((await listImages(project.database))[0]).toMatchObject({
      width: 0,
      problem: expect.stringContaining('limit') as string,
    });
    await scan(project);
    expect((await listImages(project.database))[0]).toMatchObject({ width: 40 });
    expect((await listImages(project.database))[0]).not.toHaveProperty('problem');
  });
});

interface Line {
  readonly file: string;
  readonly what: string;
  readonly expect: string;
}

describeWithShared('every nasty picture of the manifest', (shared) => {
  const weird = path.join(shared, 'data', 'weird');
  const manifest = JSON.parse(readFileSync(path.join(weird, 'manifest.json'), 'utf8')) as Line[];
  const isOther = (file: string): boolean => /\.(json|txt|gitkeep)$/.test(file);
  /** Where the manifest leaves the choice, this program takes it. */
  const taken = (line: Line): 'accept' | 'reject' | 'either' => {
    if (/^(accept|first frame|first page|treat as 1|one stated rule|four different images)/.test(line.expect))
      return 'accept';
    return /^reject/.test(line.expect) && !/ or /.test(line.expect) ? 'reject' : 'either';
  };
  const found = new Map<string, ImageRecord>();
  let problems: readonly ProblemEntry[] = [];

  beforeAll(async () => {
    const own = makePlace();
    const folders = ['images', 'exif', 'names', 'nested'];
    const project = await own.project(...folders.map((name) => path.join(weird, name)));
    await scan(project);
    folders.forEach((name, index) => {
      for (const record of imageRecords(project.database, index + 1)) found.set(`${name}/${record.name}`, record);
    });
    problems = listProblems(project.database);
    own.remove();
  });

  const lines = manifest.filter(({ file }) => /^(images|exif|names|nested)\//.test(file) && !isOther(file));
  it(`is listed or said: ${lines.length} files`, () => {
    const lost = lines.filter(
      ({ file }) => !found.has(file) && !problems.some(({ where }) => file.endsWith(`/${where}`)),
    );
    expect(lost).toEqual([]);
    expect([...found.keys()].filter((file) => !manifest.some((line) => line.file === file))).toEqual([]);
  });

  it.each(lines.map((line) => [line.file, line] as const))('%s', (file, line) => {
    const record = found.get(file);
    const isTaken = record !== undefined && record.problem === null && record.width > 0 && record.height > 0;
    const said = record?.problem ?? problems.find(({ where }) => file.endsWith(`/${where}`))?.message;
    if (taken(line) === 'accept') expect(record?.problem ?? 'accepted').toBe('accepted');
    if (taken(line) === 'reject') expect(isTaken).toBe(false);
    if (!isTaken) expect(said).toMatch(/\S+ \S+.*[.!]$/s);
  });

  it('has upright sizes after EXIF', () => {
    for (let orientation = 1; orientation <= 8; orientation += 1) {
      expect(found.get(`exif/orientation_${orientation}.jpg`)).toMatchObject({ width: 120, height: 80, orientation });
    }
    expect(found.get('exif/orientation_0.jpg')).toMatchObject({ orientation: 1 });
  });
});

describeWithShared('a hostile tree of links, pipes and names', (shared) => {
  it.skipIf(process.platform === 'win32')(
    'is walked to its end: nothing waits, nothing outside is read, every oddity is said',
    async () => {
      const tree = path.join(place.folder, 'tree');
      execFileSync(process.execPath, [path.join(shared, 'data', 'weird', 'make_tree.mjs'), tree], { stdio: 'ignore' });
      const made = JSON.parse(readFileSync(path.join(tree, 'made.json'), 'utf8')) as { what: string; done: boolean }[];
      const before = statSync(path.join(tree, 'ok.jpg')).mtimeMs;
      const project = await place.project(tree);
      await scan(project);
      const list = await listImages(project.database);
      const names = new Set(list.map(({ name }) => name));
      const problems = listProblems(project.database);
      const said = (where: string) => problems.find((problem) => problem.where === where)?.message ?? '';
      for (const wanted of [
        'ok.jpg',
        'link.jpg',
        'hard.jpg',
        'loop/in_loop.jpg',
        'dir.jpg/inside.jpg',
        'readonly_dir/x.jpg',
        'stem/x.jpg',
        'stem/x.jpeg',
        'stem/x.png',
      ]) {
        expect(names).toContain(wanted);
      }
      expect([...names].filter((name) => name.startsWith('many/'))).toHaveLength(2000);
      expect(
        list
          .filter(({ name }) => name.startsWith('many/'))
          .map(({ name }) => name)
          .slice(0, 12)
          .at(-1),
      ).toBe('many/m11.jpg');
      const hostile = made.filter(({ what, done }) => done && what.startsWith('hostile name')).length;
      expect([...names].filter((name) => name.startsWith('hostile/'))).toHaveLength(hostile);
      if (made.some(({ what, done }) => done && what.startsWith('names that differ in case'))) {
        expect([...names].filter((name) => name.startsWith('case/'))).toHaveLength(3);
      }
      if (made.some(({ what, done }) => done && what.startsWith('names that differ in Unicode'))) {
        expect(names).toContain(`unicode/${'Äé.jpg'.normalize('NFC')}`);
        expect(names).toContain(`unicode/${'Äé.jpg'.normalize('NFD')}`);
      }
      expect([...names].some((name) => name.endsWith('/deep.jpg'))).toBe(true);
      expect(said('self.jpg')).toMatch(/leads to itself/);
      expect(said('gone.jpg')).toMatch(/leads nowhere/);
      expect(said('outside.jpg')).toMatch(/out of the folder/);
      expect(said('outside_dir')).toMatch(/out of the folder/);
      expect(said('child/up')).toMatch(/leads to a folder/);
      expect(said('loop/again')).toMatch(/leads to a folder/);
      expect(said('pipe.jpg')).toMatch(/pipe/);
      if (made.some(({ what, done }) => done && what.startsWith('name that is not UTF-8'))) {
        expect(problems.find(({ where }) => where.startsWith('bytes/'))?.message).toMatch(/not UTF-8/);
      }
      if (process.getuid?.() !== 0) {
        expect(said('locked_dir')).toMatch(/no permission/);
        expect(list.find(({ name }) => name === 'locked.jpg')?.problem).toMatch(/\S/);
      }
      expect(statSync(path.join(tree, 'ok.jpg')).mtimeMs).toBe(before);
      rmSync(path.join(tree, 'pipe.jpg'));
    },
  );
});
