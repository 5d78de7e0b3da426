// A project that has everything a project can have: imported boxes with masks, areas, ids and keys of their own, drawn and accepted
// ones with attributes, notes and stamps, proposals, judged pictures with notes and parts, classes with keys. No picture file exists.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Annotation } from '../../src/common/annotation/types.ts';
import { noChange } from '../../src/common/annotation/change.ts';
import { reserveIds } from '../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange } from '../../src/main/database/annotations.ts';
import { insertCategory, listCategories } from '../../src/main/database/categories.ts';
import { sayOf } from '../../src/main/database/verdicts.ts';
import { importLabels } from '../../src/main/project/import.ts';
import type { Project } from '../../src/main/project/project.ts';
import { adding, box, by } from '../main/database/projectFixture.ts';

/** Of 640 × 480, named 1.jpg, 2.jpg, … */
export const richPictures = 9;

const polygon = [[10.5, 20.25, 70.5, 20.25, 70.5, 90.75, 40, 95.5]];

/** COCO as other tools write it: gaps in the ids, keys that nobody knows, a polygon, a crowd's RLE, areas of their own. */
const file = {
  info: { description: 'Streets', year: 2026 },
  licenses: [{ id: 1, name: 'CC BY' }],
  videos: [],
  images: [
    { id: 101, file_name: '1.jpg', width: 640, height: 480, coco_url: 'http://example.org/1.jpg' },
    { id: 102, file_name: '2.jpg', width: 640, height: 480, flags: { blurred: true } },
    { id: 103, file_name: '3.jpg', width: 640, height: 480, file_attributes: { caption: 'a street' } },
    { id: 104, file_name: '4.jpg', width: 640, height: 480, tags: [{ name: 'weather', value: 'rain' }] },
  ],
  categories: [
    { id: 7, name: 'car', supercategory: 'vehicle' },
    { id: 20, name: 'traffic light', supercategory: '', color: '#ff0000' },
    { id: 90, name: 'a & b <c>', supercategory: '', LabelName: '/m/01' },
    { id: 91, name: 'nothing has it', supercategory: '' },
  ],
  annotations: [
    annotation(1001, 101, 7, [10.5, 20.25, 60, 75.25], { area: 3000.5, segmentation: polygon }),
    annotation(1002, 101, 20, [100, 100, 200, 100], {
      ...{ iscrowd: 1, area: 20000 },
      segmentation: { counts: [48100, 100, 259100], size: [480, 640] },
    }),
    annotation(1003, 102, 7, [0.123456789, 33.3333333333, 70.7, 80.8], { area: 12.5, segmentation: [] }),
    annotation(1004, 102, 90, [300, 200, 50, 50], { area: 2500, keypoints: [1, 2, 2], num_keypoints: 1 }),
    annotation(1005, 103, 7, [5, 5, 60.5, 40], { area: 2420, attributes: { occluded: true, nested: { a: 1 } } }),
    annotation(1006, 104, 7, [200, 200, 60, 75.25], { area: 3000.5, segmentation: polygon }),
    annotation(1007, 104, 7, [20, 200, 60, 75], {
      area: 4500,
      attributes: { source: 'accepted', score: 0.25, model: 'm' },
    }),
  ],
};

function annotation(id: number, image: number, category: number, bbox: readonly number[], more: object): object {
  return { id, image_id: image, category_id: category, bbox, iscrowd: 0, segmentation: [], ...more };
}

/** Fills a project whose pictures are there and which has nothing else. */
export async function makeRich(project: Project, folder: string): Promise<void> {
  const { database } = project;
  const source = path.join(folder, 'rich.json');
  writeFileSync(source, JSON.stringify(file));
  await importLabels(project, source);
  insertCategory(database, { name: 'drawn by hand' });
  const own = listCategories(database).find(({ name }) => name === 'drawn by hand')!.id;
  reserveIds(database, 50);
  let id = (database.get<{ next: number }>('SELECT next_annotation AS next FROM project')?.next ?? 1) - 50;
  const made = { by: 'Ada', at: 1_760_000_000_000 };
  const next = (x: number, more: Partial<Annotation>): Annotation =>
    box(id++, x, 40.5, 30.25, { categoryId: own, ...more });
  applyChange(
    database,
    5,
    adding(
      next(10, { attributes: { truncated: true, occluded: true, difficult: true }, made }),
      next(50, { attributes: { truncation: 0.5, truncated: true, occlusion: 2, occluded: true } }),
      next(90, { attributes: { truncated: 'a little', occluded: 3, pose: 'Left', depiction: true, inside: true } }),
      next(130, { attributes: { colour: 'dark red', count: 2.5, parked: true, group_id: 4, z_order: 2 } }),
      next(170, { attributes: { colour: 'true', count: '007', class: 'x', label: 'y', image: 'z', group_id: 'g' } }),
      next(210, { attributes: { colour: true, pose: 'Unspecified', occlusion: 1, z_order: 1.5, difficult: 1 } }),
      next(250, { attributes: { 'a\u0001b': 'c\u0001d', line: 'one\ntwo', number: '12' } }),
    ),
  );
  applyChange(
    database,
    6,
    adding(
      next(10, { note: 'seen twice\n"here" <b>', made, changed: { at: made.at + 1 } }),
      next(50, { origin: by('accepted', 0.75) }),
      next(90, { origin: by('edited', 0.5), attributes: { colour: 'blue' } }),
      next(130, { origin: by('proposed') }),
      next(170, { origin: by('rejected') }),
      next(210, { crowd: true }),
    ),
  );
  // Its mask is of another place now.
  const [moved] = annotationsOf(database, 4).filter(({ id: one }) => one === 1006);
  applyChange(database, 4, {
    ...noChange,
    updated: [[moved!, { ...moved!, box: { x1: 210, y1: 200, x2: 270, y2: 280 } }]],
  });
  sayOf(database, 1, { verdict: 'reviewed', by: 'Bo', at: made.at });
  sayOf(database, 2, { verdict: 'returned', at: made.at, note: 'look again' });
  sayOf(database, 7, { verdict: 'done', at: made.at });
  database.exec(`UPDATE images SET note = 'blurred by rain' WHERE id IN (2, 7);
    UPDATE images SET split = 'train' WHERE id IN (1, 2, 3, 5); UPDATE images SET split = 'val' WHERE id IN (4, 6);
    UPDATE images SET split = 'test' WHERE id = 7; UPDATE images SET split = 'fold 1' WHERE id = 8`);
}
