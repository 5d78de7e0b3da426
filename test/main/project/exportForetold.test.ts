// What an export is said to write before it does is what it then writes; and nothing is written by saying it.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatIds } from '../../../src/common/formats/format.ts';
import { failureOf } from '../../../src/common/result.ts';
import { exportCoco } from '../../../src/main/project/export.ts';
import { exportFolder, type FolderExportOptions } from '../../../src/main/project/exportFolder.ts';
import { foretellCoco, foretellFolder } from '../../../src/main/project/exportForetold.ts';
import type { Project } from '../../../src/main/project/project.ts';
import { makeRich, richPictures } from '../../support/richProject.ts';
import { fillProject } from '../database/projectFixture.ts';
import { makePlace, type Place } from './lanes.ts';

let place: Place;
let project: Project;
beforeEach(async () => {
  place = makePlace();
  project = await place.project();
  fillProject(project.database, place.folder, richPictures);
  await makeRich(project, place.folder);
});
afterEach(() => {
  place.remove();
});

const out = (): string => path.join(place.folder, 'out');
const wish = (more: Partial<FolderExportOptions> = {}): FolderExportOptions => ({
  ...{ folder: out(), format: 'csv', pictures: 'all', pictureFiles: 'leave', segmentation: 'empty' },
  split: { kind: 'keep' },
  ...more,
});

describe('an export foretold', () => {
  it('says for every format what the export then says', async () => {
    const before = readdirSync(place.folder).sort();
    for (const format of formatIds) {
      const more = { format, folder: path.join(place.folder, format) };
      const { parts, ...told } = await foretellFolder(project, wish(more));
      expect(readdirSync(place.folder).sort()).toEqual(before);
      const { folder, snapshot, ...report } = await exportFolder(project, wish(more));
      expect(told).toEqual(report);
      expect(snapshot).toBe(1);
      expect(parts).toEqual(folder?.parts);
      before.push(format);
      before.sort();
    }
  });

  it('says of a part of it, and of a drawn split, what then comes', async () => {
    const [first] = project.database.rows<readonly [number]>('SELECT min(category) FROM annotations');
    const split = {
      kind: 'random',
      shares: { train: 1, val: 1, test: 0 },
      seed: 3,
      group: 'none',
      stratify: 'no',
    } as const;
    const more = { format: 'yolo', pictures: 'labelled', classes: [first![0]], split } as const;
    const { parts, ...told } = await foretellFolder(project, wish(more));
    const { folder, snapshot, ...report } = await exportFolder(project, wish(more));
    expect(told).toEqual(report);
    expect(snapshot).toBe(1);
    expect(parts).toEqual(folder?.parts);
    expect(report.leftOut).toContainEqual({ reason: 'class was not chosen', count: 13 });
  });

  it('says of one COCO file what then comes', async () => {
    const file = path.join(place.folder, 'out.json');
    const options = { file, pictures: 'all', segmentation: 'empty' } as const;
    const { parts, ...told } = await foretellCoco(project, options);
    expect(existsSync(file)).toBe(false);
    const { snapshot: _, ...report } = await exportCoco(project, options);
    expect(told).toEqual(report);
    expect(parts).toEqual([]);
  });

  it('fails as the export would: a wrong place, classes that become one', async () => {
    const failing = async (more: Partial<FolderExportOptions>): Promise<string> =>
      foretellFolder(project, wish(more)).then(
        () => 'none',
        (caught: unknown) => failureOf(caught).message,
      );
    writeFileSync(path.join(place.folder, 'a.txt'), '');
    expect(await failing({ folder: path.join(place.folder, 'a.txt') })).toMatch(/is no folder/);
    project.database.exec("UPDATE categories SET name = 'traffic_light' WHERE name = 'car'");
    expect(await failing({ format: 'kitti' })).toMatch(/would both be "traffic_light"/);
  });

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    const many = 4000;
    project.database.exec(`WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < ${100 + many})
      INSERT INTO images (id, folder, name, position, bytes, mtime, width, height, orientation, coco_id)
      SELECT i, 1, i || '.jpg', i, 1, 1, 640, 480, 1, i + 1000 FROM n`);
    const told = foretellFolder(project, {
      ...wish({ format: 'voc' }),
      signal: stop.signal,
      onProgress: (done) => done > 100 && stop.abort(),
    });
    await expect(told).rejects.toThrow('cancelled');
  });
});
