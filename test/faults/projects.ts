// The projects that the tests of faults begin with: labelled ones of many rows without picture files, and a small one with drawn pictures.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { bigPictures, type BigCocoOptions } from '../../bench/bigCoco.ts';
import { sampleClasses } from '../../src/common/sample/cells.ts';
import { drawSamplePicture } from '../../src/common/sample/picture.ts';
import { importLabels } from '../../src/main/project/import.ts';
import { closeProject, createProject, openProject } from '../../src/main/project/project.ts';
import { takeSnapshot } from '../../src/main/project/snapshots.ts';
import type { Program } from './program.ts';

/**
 * Three projects in `folder`: `empty`, with the pictures of a big COCO file and no box; `full`, with its boxes imported;
 * `changed`, with those pinned as snapshot 1 and every second box moved or gone since.
 */
export async function makeLabelled(folder: string, labels: string, options: BigCocoOptions): Promise<void> {
  mkdirSync(folder);
  const empty = path.join(folder, 'empty');
  const project = await createProject(empty, { model: 'none' });
  project.database.transaction(() => {
    project.database.run("INSERT INTO folders (path, added) VALUES (:folder, '2026-11-27')", { folder });
    project.database.runEach(
      'INSERT INTO images (folder, name, position, coco_id, width, height) VALUES (1, ?, ?, ?, ?, ?)',
      Array.from(bigPictures(options), ({ name, width, height }, index) => [name, index, index + 1, width, height]),
    );
  });
  closeProject(project);
  const full = path.join(folder, 'full');
  cpSync(empty, full, { recursive: true });
  const filled = await openProject(full, { access: 'write' });
  await importLabels(filled, labels, { choices: { merge: 'keep-both', classes: [] } });
  closeProject(filled);
  const changed = path.join(folder, 'changed');
  cpSync(full, changed, { recursive: true });
  const later = await openProject(changed, { access: 'write' });
  takeSnapshot(later, { reason: 'hand' });
  later.database.transaction(() => {
    later.database.exec(
      'UPDATE annotations SET x1 = x1 / 2 WHERE id % 4 = 0; DELETE FROM annotations WHERE id % 4 = 2',
    );
  });
  closeProject(later);
}

/** A project of six drawn pictures with their boxes, made by the program itself. */
export async function makeSmall(program: Program, folder: string, pictures: string): Promise<void> {
  const labels = await drawPictures(pictures);
  await program.json('create', folder, '--images', pictures);
  await program.json('import', folder, labels);
}

/** Draws six pictures into a new folder and writes their boxes beside it as COCO; gives that file. */
export async function drawPictures(pictures: string): Promise<string> {
  mkdirSync(pictures);
  const images: object[] = [];
  const annotations: object[] = [];
  for (let index = 0; index < 6; index += 1) {
    const { width, height, rgb, truth } = drawSamplePicture(3, index);
    const file_name = `${index}.png`;
    const drawn = sharp(rgb, { raw: { width, height, channels: 3 } }).png();
    writeFileSync(path.join(pictures, file_name), await drawn.toBuffer());
    images.push({ id: index + 1, file_name, width, height });
    for (const { label, box } of truth) {
      const bbox = [box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1];
      annotations.push({ id: annotations.length + 1, image_id: index + 1, category_id: label + 1, bbox, iscrowd: 0 });
    }
  }
  const categories = sampleClasses.map((name, index) => ({ id: index + 1, name }));
  const labels = `${pictures}.json`;
  writeFileSync(labels, JSON.stringify({ images, annotations, categories }));
  return labels;
}
