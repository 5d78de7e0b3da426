// Every format over the whole way: a project is exported, and what was written is imported into a fresh one with the same pictures.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatIds, type FormatId } from '../../../src/common/formats/format.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { listCategories } from '../../../src/main/database/categories.ts';
import { exportCoco } from '../../../src/main/project/export.ts';
import { exportFolder } from '../../../src/main/project/exportFolder.ts';
import { importLabels } from '../../../src/main/project/import.ts';
import type { Project } from '../../../src/main/project/project.ts';
import { adding, box, fillProject } from '../database/projectFixture.ts';
import { makePlace, type Place } from './lanes.ts';

let place: Place;
beforeEach(() => {
  place = makePlace();
});
afterEach(() => {
  place.remove();
});

async function filled(): Promise<Project> {
  const project = await place.project();
  fillProject(project.database, place.folder, 3);
  return project;
}

/** Whole pixels, which every format holds: some have no others. */
async function labelled(): Promise<Project> {
  const project = await filled();
  const { database } = project;
  reserveIds(database, 20);
  applyChange(database, 1, adding(box(1, 10, 20, 50), box(2, 300, 100, 80, { categoryId: 2 })));
  applyChange(database, 2, adding(box(3, 590, 430, 50)));
  applyChange(database, 3, adding(box(4, 5, 7, 31, { categoryId: 2 })));
  for (const [id, split] of ['train', 'val', 'train'].entries())
    database.run('UPDATE images SET split = :split WHERE id = :id', { id: id + 1, split });
  return project;
}

function boxesOf({ database }: Project): unknown {
  const names = new Map(listCategories(database).map(({ id, name }) => [id, name]));
  return [1, 2, 3].map((image) =>
    annotationsOf(database, image)
      .map(({ categoryId, box: { x1, y1, x2, y2 } }) => ({
        name: names.get(categoryId),
        sides: [x1, y1, x2, y2].map((side) => Math.round(side * 100) / 100),
      }))
      .sort((a, b) => (a.sides[0] ?? 0) - (b.sides[0] ?? 0)),
  );
}

const splitsOf = ({ database }: Project): unknown =>
  database.rows<readonly [string | null]>('SELECT split FROM images ORDER BY id').map(([split]) => split);

function write(name: string, text: string): void {
  const file = path.join(place.folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

describe('what is exported and imported again', () => {
  it.each(formatIds)('%s has the same boxes, classes and parts', async (format: FormatId) => {
    const project = await labelled();
    const folder = path.join(place.folder, 'out');
    await exportFolder(project, {
      folder,
      format,
      pictures: 'all',
      pictureFiles: 'leave',
      segmentation: 'empty',
      split: { kind: 'keep' },
    });
    const fresh = await filled();
    const report = await importLabels(fresh, folder, { format });
    expect(report).toMatchObject({ images: 3, annotations: 4, skipped: 0 });
    expect(boxesOf(fresh)).toEqual(boxesOf(project));
    expect(splitsOf(fresh)).toEqual(splitsOf(project));
  });
});

describe('YOLO', () => {
  it('outlines in fractions go out as polygons in pixels, and pictures keep their part', async () => {
    write('yolo/data.yaml', 'path: .\ntrain: images/train\nval: images/val\nnames:\n  0: cell\n  1: leaf\n');
    write('yolo/labels/train/1.txt', '0 0.25 0.25 0.5 0.25 0.5 0.5 0.25 0.75\n');
    write('yolo/labels/val/2.txt', '1 0.5 0.5 0.25 0.5\n');
    const project = await filled();
    expect(await importLabels(project, path.join(place.folder, 'yolo'))).toMatchObject({ annotations: 2, skipped: 0 });
    expect(splitsOf(project)).toEqual(['train', 'val', null]);
    const file = path.join(place.folder, 'out.json');
    await exportCoco(project, { file, pictures: 'all', segmentation: 'empty' });
    const { annotations } = JSON.parse(readFileSync(file, 'utf8')) as { annotations: unknown[] };
    expect(annotations).toMatchObject([
      { bbox: [160, 120, 160, 240], segmentation: [[160, 120, 320, 120, 320, 240, 160, 360]] },
      { bbox: [240, 120, 160, 240], segmentation: [] },
    ]);
  });
});

describe('Pascal VOC', () => {
  it('says where the file has another size of the picture', async () => {
    const bndbox = '<bndbox><xmin>11</xmin><ymin>21</ymin><xmax>60</xmax><ymax>70</ymax></bndbox>';
    const size = '<size><width>480</width><height>640</height><depth>3</depth></size>';
    write(
      'voc/1.xml',
      `<annotation><filename>1.jpg</filename>${size}<object><name>cell</name>${bndbox}</object></annotation>`,
    );
    const project = await filled();
    const report = await importLabels(project, path.join(place.folder, 'voc'));
    expect(report).toMatchObject({ annotations: 1 });
    expect(report.problems).toContainEqual({
      where: '1.jpg',
      message: expect.stringContaining('480 × 640, the picture has 640 × 480') as string,
      severity: 'warning',
    });
    expect(boxesOf(project)).toEqual([[{ name: 'cell', sides: [11, 21, 60, 70] }], [], []]);
  });
});
