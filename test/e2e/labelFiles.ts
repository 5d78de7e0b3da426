// Label files of several formats, as their tools write them, for the tests that import them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Box } from '../../src/common/geometry/box.ts';
import type { DrawnFolder } from './drawnPictures.ts';

export const cellNames = ['RBC', 'WBC', 'Platelets'] as const;
/** Of every drawn picture, in pixels. */
export const drawnSize = { width: 640, height: 480 };

interface Cell {
  readonly name: string;
  readonly box: Box;
}

/** The first `most` cells of each of these pictures that lie whole in it. */
export function cellsOf({ truth }: DrawnFolder, pictures: readonly string[], most: number): [string, Cell[]][] {
  return pictures.map((picture) => {
    const whole = (truth.get(picture) ?? []).filter(
      ({ box: { x1, y1, x2, y2 } }) => x1 >= 0 && y1 >= 0 && x2 <= drawnSize.width && y2 <= drawnSize.height,
    );
    return [picture, whole.slice(0, most).map(({ label, box }) => ({ name: cellNames[label] ?? '', box }))];
  });
}

/** A COCO instances file; ids of its classes have gaps. `more` goes into every annotation. */
export function cocoText(cells: readonly (readonly [string, readonly Cell[]])[], more: object = {}): string {
  const categories = cellNames.map((name, index) => ({ id: 3 + index * 4, name, supercategory: 'cell' }));
  const images = cells.map(([file_name], index) => ({ id: index + 1, file_name, ...drawnSize }));
  const annotations = cells.flatMap(([, own], index) =>
    own.map(({ name, box: { x1, y1, x2, y2 } }) => ({
      image_id: index + 1,
      category_id: categories.find((one) => one.name === name)?.id,
      bbox: [x1, y1, x2 - x1, y2 - y1],
      area: (x2 - x1) * (y2 - y1),
      iscrowd: 0,
      ...more,
    })),
  );
  return JSON.stringify({
    images,
    categories,
    annotations: annotations.map((one, index) => ({ id: index + 1, ...one })),
  });
}

export function vocText(picture: string, cells: readonly Cell[]): string {
  const objects = cells.map(
    ({ name, box: { x1, y1, x2, y2 } }) =>
      `<object><name>${name}</name><difficult>0</difficult><bndbox><xmin>${x1 + 1}</xmin><ymin>${y1 + 1}</ymin>` +
      `<xmax>${x2}</xmax><ymax>${y2}</ymax></bndbox></object>`,
  );
  const { width, height } = drawnSize;
  return (
    `<annotation><filename>${picture}</filename><size><width>${width}</width><height>${height}</height><depth>3</depth></size>` +
    `${objects.join('')}</annotation>`
  );
}

export function yoloText(cells: readonly Cell[]): string {
  const { width, height } = drawnSize;
  const rows = cells.map(({ name, box: { x1, y1, x2, y2 } }) => {
    const sides = [(x1 + x2) / 2 / width, (y1 + y2) / 2 / height, (x2 - x1) / width, (y2 - y1) / height];
    return [cellNames.indexOf(name as (typeof cellNames)[number]), ...sides.map((side) => side.toFixed(6))].join(' ');
  });
  return `${rows.join('\n')}\n`;
}

/** A file of labelme: each cell as the polygon of its corners. */
export function labelmeText(picture: string, cells: readonly Cell[], more: readonly object[] = []): string {
  const shapes = cells.map(({ name, box: { x1, y1, x2, y2 } }) => ({
    ...{ label: name, shape_type: 'polygon', group_id: null, flags: {} },
    points: [
      [x1, y1],
      [x2, y1],
      [x2, y2],
      [x1, y2],
    ],
  }));
  const { width: imageWidth, height: imageHeight } = drawnSize;
  return JSON.stringify({
    ...{ version: '5.4.1', flags: {}, shapes: [...shapes, ...more], imagePath: picture, imageData: null },
    ...{ imageHeight, imageWidth },
  });
}

/** Writes files by their paths in a folder, which is made. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, content] of Object.entries(files)) {
    const location = join(folder, path);
    mkdirSync(dirname(location), { recursive: true });
    writeFileSync(location, content);
  }
  return folder;
}
