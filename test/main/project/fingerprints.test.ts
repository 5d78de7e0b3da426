// Fingerprints by the real pictures lane: of copies, scaled and saved anew; kept until a file changes; made again after a cancel.
import { copyFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawSamplePicture } from '../../../src/common/sample/picture.ts';
import { nearDuplicateGroups, withoutFingerprint } from '../../../src/main/database/fingerprints.ts';
import { makeFingerprints } from '../../../src/main/project/fingerprints.ts';
import { checkProject } from '../../../src/main/project/health.ts';
import type { Project } from '../../../src/main/project/project.ts';
import { scanProject } from '../../../src/main/project/scan.ts';
import { makePlace, openLanes, type Lanes, type Place } from './lanes.ts';

let lanes: Lanes;
let place: Place;
let project: Project;
let folder = '';
const pixelLimit = 1e8;

beforeAll(async () => {
  lanes = await openLanes();
  place = makePlace();
  folder = path.join(place.folder, 'pictures');
  mkdirSync(folder);
  for (let index = 0; index < 6; index += 1) {
    const { rgb, width, height } = drawSamplePicture(9, index);
    const picture = sharp(rgb, { raw: { width, height, channels: 3 } });
    await picture
      .clone()
      .jpeg({ quality: 95 })
      .toFile(path.join(folder, `${index}.jpg`));
    if (index === 0) {
      await picture.clone().resize(400).jpeg({ quality: 60 }).toFile(path.join(folder, '0-small.jpg'));
      await picture.clone().png().toFile(path.join(folder, '0-again.png'));
      await picture.clone().modulate({ brightness: 1.1 }).webp().toFile(path.join(folder, '0-lighter.webp'));
    }
  }
  writeFileSync(path.join(folder, 'broken.jpg'), 'no picture');
  project = await place.project(folder);
  await scanProject(project, lanes.pictures, { pixelLimit });
}, 60_000);

afterAll(async () => {
  place.remove();
  await lanes.close();
});

function groupNames(): string[][] {
  const groups = new Map<number, string[]>();
  for (const [image, group] of nearDuplicateGroups(project.database)) {
    const name = project.database.get<{ name: string }>('SELECT name FROM images WHERE id = :image', { image })?.name;
    groups.set(group, [...(groups.get(group) ?? []), name ?? ''].sort());
  }
  return [...groups.values()];
}

test('a cancel keeps nothing half, and the next time makes what is left', async () => {
  const stop = AbortSignal.abort();
  await expect(makeFingerprints(project, lanes.pictures, { pixelLimit, signal: stop })).rejects.toMatchObject({
    failure: { kind: 'cancelled' },
  });
  const told: number[] = [];
  const report = await makeFingerprints(project, lanes.pictures, { pixelLimit, onProgress: (done) => told.push(done) });
  expect(report).toEqual({ made: 9, failed: 0 });
  expect(told).toEqual([0, 9]);
  expect(withoutFingerprint(project.database)).toEqual([]);
});

test('scaled, saved anew and made lighter it is the same picture; another smear is not', async () => {
  expect(groupNames()).toEqual([['0-again.png', '0-lighter.webp', '0-small.jpg', '0.jpg']]);
  const lists = await checkProject(project);
  expect(lists['near-duplicates'].count).toBe(4);
  expect(lists['twins-across-splits'].count).toBe(0);
  expect(lists.unreadable.count).toBe(1);
  project.database.run("UPDATE images SET split = CASE name WHEN '0.jpg' THEN 'val' ELSE 'train' END");
  expect((await checkProject(project))['twins-across-splits'].count).toBe(4);
});

test('a file that was replaced is looked at again, and until then belongs to no group', async () => {
  const file = path.join(folder, '0-small.jpg');
  copyFileSync(path.join(folder, '3.jpg'), file);
  utimesSync(file, new Date(), new Date(Date.now() + 5000));
  await scanProject(project, lanes.pictures, { pixelLimit });
  expect(withoutFingerprint(project.database).map(({ name }) => name)).toEqual(['0-small.jpg']);
  expect(groupNames()).toEqual([['0-again.png', '0-lighter.webp', '0.jpg']]);
  await makeFingerprints(project, lanes.pictures, { pixelLimit });
  expect(groupNames()).toContainEqual(['0-small.jpg', '3.jpg']);
});
