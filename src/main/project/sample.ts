// Makes the sample project: pictures that the program draws itself, with their truth beside them as COCO.
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sampleClasses } from '../../common/sample/cells.ts';
import type { SamplePicture } from '../../common/protocol.ts';
import { ask, type DetectorCaller } from './detectorCaller.ts';
import { addFolder } from './folders.ts';
import { closeProject, createProject } from './project.ts';
import { writeWhole } from './wholeFile.ts';

export const sampleName = 'Drawn sample';
export const sampleSeed = 1;
export const sampleCount = 36;

export interface SampleOptions {
  readonly model: string;
  readonly signal?: AbortSignal;
  /** Pictures drawn so far, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Draws the pictures into `<folder>/pictures` and makes a project over them. Failures: disk, read-only, detector, cancelled. */
export async function makeSample(folder: string, pictures: DetectorCaller, options: SampleOptions): Promise<void> {
  const { model, signal, onProgress } = options;
  const pictureFolder = join(folder, 'pictures');
  mkdirSync(pictureFolder, { recursive: true });
  const drawn: SamplePicture[] = [];
  const request = { folder: pictureFolder, count: sampleCount, seed: sampleSeed };
  onProgress?.(0, sampleCount);
  const onItem = (item: SamplePicture): void => {
    drawn.push(item);
    onProgress?.(drawn.length, sampleCount);
  };
  await ask(pictures, 'drawSample', request, { onItem, ...(signal !== undefined && { signal }) });
  await writeWhole(join(folder, 'truth.json'), truthPieces(drawn));
  const project = await createProject(folder, { name: sampleName, model });
  addFolder(project, pictureFolder);
  closeProject(project);
}

function* truthPieces(drawn: readonly SamplePicture[]): Generator<string, void> {
  yield JSON.stringify(sampleTruth(drawn));
}

/** The truth of drawn pictures as a COCO instances document, for "evaluate" and the tests. */
export function sampleTruth(drawn: readonly SamplePicture[]): object {
  const annotations = drawn.flatMap((picture, index) =>
    picture.truth.map(({ label, box }) => {
      const bbox = [box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1];
      const area = (box.x2 - box.x1) * (box.y2 - box.y1);
      return { image_id: index + 1, category_id: label + 1, bbox, area, iscrowd: 0, segmentation: [] };
    }),
  );
  return {
    info: { description: 'Drawn by Boxwright; every cell is known.' },
    licenses: [],
    images: drawn.map(({ file, width, height }, index) => ({
      id: index + 1,
      file_name: basename(file),
      width,
      height,
    })),
    categories: sampleClasses.map((name, index) => ({ id: index + 1, name, supercategory: 'cell' })),
    annotations: annotations.map((annotation, index) => ({ id: index + 1, ...annotation })),
  };
}
