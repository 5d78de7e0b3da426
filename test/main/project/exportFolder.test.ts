// The export into a folder: whole or not at all, pictures beside, parts, earlier exports, upright copies by the real pictures lane.
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import { failureOf } from '../../../src/common/result.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { applyChange } from '../../../src/main/database/annotations.ts';
import { insertCategory } from '../../../src/main/database/categories.ts';
import { exportFolder, type FolderExportOptions } from '../../../src/main/project/exportFolder.ts';
import type { Project } from '../../../src/main/project/project.ts';
import { scanProject } from '../../../src/main/project/scan.ts';
import { withUprightCopies } from '../../../src/main/project/uprightCopies.ts';
import { adding, box, by } from '../database/projectFixture.ts';
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

const names = ['a/1.jpg', 'a/2.jpg', 'b/3.jpg', 'b/turned.jpg'];

/** Four real pictures in two folders, one of them turned by EXIF; a box on each of two classes, a proposal, one empty picture. */
async function worked(): Promise<Project> {
  const pictures = path.join(place.folder, 'pictures');
  for (const [index, name] of names.entries()) {
    mkdirSync(path.dirname(path.join(pictures, name)), { recursive: true });
    const drawn = sharp({
      create: { width: 60, height: 40, channels: 3, background: { r: 40 * index, g: 90, b: 10 } },
    });
    await (name.includes('turned') ? drawn.withMetadata({ orientation: 6 }) : drawn)
      .jpeg()
      .toFile(path.join(pictures, name));
  }
  const project = await place.project(pictures);
  await scanProject(project, lanes.pictures, { pixelLimit: defaultPixelLimit });
  const { database } = project;
  insertCategory(database, { name: 'cell' });
  insertCategory(database, { name: 'say "plate"' });
  reserveIds(database, 20);
  applyChange(database, 1, adding(box(1, 1, 2, 10), box(2, 20, 5, 10, { categoryId: 2 })));
  applyChange(database, 2, adding(box(3, 0.5, 0, 10), box(4, 3, 3, 9, { origin: by('proposed') })));
  applyChange(database, 4, adding(box(5, 10, 40, 15)));
  return project;
}

const target = (): string => path.join(place.folder, 'out');
const wish = (more: Partial<FolderExportOptions> = {}): FolderExportOptions => ({
  folder: target(),
  format: 'coco',
  pictures: 'all',
  segmentation: 'empty',
  pictureFiles: 'leave',
  split: { kind: 'none' },
  ...more,
});
const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (caught: unknown) => `${failureOf(caught).kind}: ${failureOf(caught).message}`,
  );
function tree(folder: string, below = ''): string[] {
  return readdirSync(path.join(folder, below), { withFileTypes: true })
    .flatMap((entry) => {
      const name = path.posix.join(below, entry.name);
      return entry.isDirectory() ? tree(folder, name) : [name];
    })
    .sort();
}
const hidden = (): string[] => readdirSync(place.folder).filter((name) => name.startsWith('.boxwright'));

describe('an export into a folder', () => {
  it('brings the pictures beside their labels, and says what went in', async () => {
    const project = await worked();
    const report = await exportFolder(project, wish({ pictureFiles: 'copy' }));
    expect(tree(target())).toEqual([
      'annotations/instances_default.json',
      'boxwright-export.json',
      ...names.map((name) => `images/${name}`),
    ]);
    expect(report).toMatchObject({
      location: target(),
      images: 4,
      annotations: 4,
      folder: { files: 6, parts: [], copied: 4, linked: 0, turned: 0 },
    });
    expect(readFileSync(path.join(target(), 'images/a/1.jpg'))).toEqual(
      readFileSync(path.join(place.folder, 'pictures/a/1.jpg')),
    );
    expect(report.problems.map(({ message }) => message).join()).toMatch(/1 picture is turned by an EXIF mark/);
    expect(hidden()).toEqual([]);
  });

  it('links pictures where it can, and a link is the picture', async () => {
    const project = await worked();
    const report = await exportFolder(project, wish({ format: 'yolo', pictureFiles: 'link' }));
    expect(report.folder).toMatchObject({ copied: 0, linked: 4 });
    expect(statSync(path.join(target(), 'images/a/1.jpg')).ino).toBe(
      statSync(path.join(place.folder, 'pictures/a/1.jpg')).ino,
    );
  });

  it('takes upright copies for turned pictures, under a name of their own, and the labels name them so', async () => {
    const project = await worked();
    writeFileSync(path.join(place.folder, 'keep'), '');
    const report = await withUprightCopies(
      project,
      lanes.pictures,
      { pictures: 'all', target: target(), pixelLimit: defaultPixelLimit },
      (upright) => exportFolder(project, wish({ pictureFiles: 'copy', upright })),
    );
    expect(report.folder).toMatchObject({ copied: 4, turned: 1 });
    const copy = await sharp(path.join(target(), 'images/b/turned.png')).metadata();
    expect([copy.width, copy.height, copy.orientation ?? 1]).toEqual([40, 60, 1]);
    const json = JSON.parse(readFileSync(path.join(target(), 'annotations/instances_default.json'), 'utf8')) as {
      images: { file_name: string; width: number; height: number }[];
    };
    expect(json.images.at(-1)).toMatchObject({ file_name: 'b/turned.png', width: 40, height: 60 });
    expect(report.problems).toEqual([]);
    expect(hidden()).toEqual([]);
  });

  it('keeps the parts of the project, or draws new ones that keep folders together', async () => {
    const project = await worked();
    project.database.exec(
      "UPDATE images SET split = 'val' WHERE id IN (1, 3); UPDATE images SET split = 'train' WHERE id IN (2, 4)",
    );
    const kept = await exportFolder(project, wish({ split: { kind: 'keep' }, pictureFiles: 'copy' }));
    expect(kept.folder?.parts).toEqual([
      { part: 'train', images: 2 },
      { part: 'val', images: 2 },
    ]);
    expect(kept).toMatchObject({ images: 4, annotations: 4, categories: 2 });
    expect(tree(target())).toContain('annotations/instances_val.json');
    expect(tree(target())).toContain('images/val/a/1.jpg');
    const split = {
      kind: 'random',
      shares: { train: 50, val: 50, test: 0 },
      seed: 3,
      stratify: 'by-class',
      group: 'folder',
    } as const;
    await exportFolder(project, wish({ split, pictureFiles: 'copy' }));
    const partsOf = (folder: string): Set<string | undefined> =>
      new Set(
        tree(target())
          .filter((name) => name.startsWith('images/') && name.split('/')[2] === folder)
          .map((name) => name.split('/')[1]),
      );
    expect(partsOf('a').size).toBe(1);
    expect(partsOf('b').size).toBe(1);
    expect(new Set([...partsOf('a'), ...partsOf('b')])).toEqual(new Set(['train', 'val']));
    const manifest = JSON.parse(readFileSync(path.join(target(), 'boxwright-export.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ project: project.id, format: 'coco', split });
    expect(await outcome(exportFolder(project, wish({ split: { ...split, group: 'twins' } })))).toMatch(/^invalid/);
    const twins = new Map([1, 2, 3, 4].map((id) => [id, 1]));
    const together = await exportFolder(project, wish({ split: { ...split, group: 'twins' }, twins }));
    expect(together.folder?.parts).toHaveLength(1);
  });

  it('takes the chosen classes only and counts the boxes of the others', async () => {
    const project = await worked();
    const report = await exportFolder(project, wish({ format: 'yolo', classes: [2] }));
    expect(report).toMatchObject({ images: 4, annotations: 1, categories: 1 });
    expect(report.leftOut).toContainEqual({ count: 3, reason: 'class was not chosen' });
    expect(readFileSync(path.join(target(), 'labels/a/1.txt'), 'utf8')).toMatch(/^0 /);
  });

  it('twice is the same, bit for bit, and replaces the earlier one', async () => {
    const project = await worked();
    const contents = (): string[] =>
      tree(target()).map((name) => readFileSync(path.join(target(), name)).toString('hex'));
    const split = {
      kind: 'random',
      shares: { train: 2, val: 1, test: 1 },
      seed: 1,
      stratify: 'no',
      group: 'none',
    } as const;
    await exportFolder(project, wish({ pictureFiles: 'copy', split }));
    const before = contents();
    writeFileSync(path.join(target(), 'images', 'train.cache'), 'a trainer was here');
    await exportFolder(project, wish({ pictureFiles: 'copy', split }));
    expect(contents()).toEqual(before);
    expect(hidden()).toEqual([]);
  });

  it('refuses every place where something would be lost, and leaves it as it is', async () => {
    const project = await worked();
    const to = (folder: string) => outcome(exportFolder(project, wish({ folder })));
    const full = path.join(place.folder, 'full');
    mkdirSync(full);
    writeFileSync(path.join(full, 'thesis.txt'), 'years of work');
    expect(await to(full)).toMatch(/^invalid: .*not empty/);
    copyFileSync(path.join(full, 'thesis.txt'), path.join(full, 'boxwright-export.json'));
    expect(await to(full)).toMatch(/^invalid: .*not empty/);
    writeFileSync(
      path.join(full, 'boxwright-export.json'),
      JSON.stringify({ boxwright: 1, project: 'another', files: 9 }),
    );
    expect(await to(full)).toMatch(/^invalid: .*not empty/);
    expect(await to(path.join(full, 'thesis.txt'))).toMatch(/^invalid: .*no folder/);
    expect(await to(path.join(place.folder, 'pictures', 'export'))).toMatch(/^invalid: .*among the pictures/);
    expect(await to(project.folder)).toMatch(/^invalid: .*project itself/);
    expect(await to(place.folder)).toMatch(/^invalid: .*project itself/);
    expect(await to(path.join(place.folder, 'nowhere', 'out'))).toMatch(/^not-found/);
    symlinkSync(full, path.join(place.folder, 'link'));
    expect(await to(path.join(place.folder, 'link'))).toMatch(/^invalid/);
    await exportFolder(project, wish());
    writeFileSync(path.join(target(), 'best.pt'), 'a week of training');
    expect(await to(target())).toMatch(/^invalid: .*added/);
    expect(readFileSync(path.join(target(), 'best.pt'), 'utf8')).toBe('a week of training');
    expect(readFileSync(path.join(full, 'thesis.txt'), 'utf8')).toBe('years of work');
    expect(hidden()).toEqual([]);
  });

  it('is not there at all when it was cancelled or failed, and an earlier one stays', async () => {
    const project = await worked();
    await exportFolder(project, wish({ pictureFiles: 'copy' }));
    const before = tree(target());
    const stop = new AbortController();
    const onProgress = (done: number): void => {
      if (done === 6) stop.abort();
    };
    const cancelled = exportFolder(project, wish({ pictureFiles: 'copy', signal: stop.signal, onProgress }));
    expect(await outcome(cancelled)).toMatch(/^cancelled/);
    expect(tree(target())).toEqual(before);
    // YOLO has one text for a stem: two pictures would share it.
    project.database.exec("UPDATE images SET name = 'a/1.png' WHERE id = 2");
    expect(await outcome(exportFolder(project, wish({ format: 'yolo' })))).toMatch(/^invalid: .*same label file/);
    expect(tree(target())).toEqual(before);
    expect(hidden()).toEqual([]);
  });

  it('lists a picture that is away and exports the rest', async () => {
    const project = await worked();
    project.database.exec("UPDATE images SET name = 'a/gone.jpg' WHERE id = 1");
    const report = await exportFolder(project, wish({ pictureFiles: 'copy' }));
    expect(report.folder).toMatchObject({ copied: 3 });
    expect(report.problems).toContainEqual({
      where: 'a/gone.jpg',
      message: 'The picture could not be read, so only its labels were exported.',
      severity: 'warning',
    });
    expect(report.annotations).toBe(4);
  });

  it('never follows a picture that became a link out of its folder', async () => {
    const project = await worked();
    const secret = path.join(place.folder, 'secret.jpg');
    writeFileSync(secret, 'secret');
    symlinkSync(secret, path.join(place.folder, 'pictures', 'a', 'leads-out.jpg'));
    project.database.exec("UPDATE images SET name = 'a/leads-out.jpg' WHERE id = 1");
    await exportFolder(project, wish({ pictureFiles: 'link' }));
    expect(existsSync(path.join(target(), 'images/a/leads-out.jpg'))).toBe(false);
    expect(lstatSync(secret).nlink).toBe(1);
  });
});
