// Writes KITTI's object labels: label_2/ beside image_2/, a folder around both for each part. What lies in space is written as
// unknown, as KITTI's own flat sets have it. It holds classes, boxes, and how truncated and occluded an object is.
import type { Attributes } from '../../annotation/types.ts';
import type { ExportCategory, ExportImage, ExportInput, PlacedBox } from '../../dataset/exported.ts';
import { exportedPictures } from '../../dataset/exportBoxes.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import { fail } from '../../result.ts';
import { labelNames, pathOf, splitFolder } from '../exportNames.ts';
import type { FormatWriter, OutFile } from '../format.ts';
import { boxesOnly, partByFolder } from '../keeps.ts';
import { attributesOfObject } from './attributes.ts';

export const kittiWriter: FormatWriter = {
  id: 'kitti',
  keeps: {
    ...boxesOnly,
    attributesOf: (said) => attributesOfObject(truncationOf(said), occlusionOf(said)) ?? {},
    partOf: partByFolder,
    className: writtenName,
  },
  picturePath,
  files,
};

function picturePath(image: ExportImage): string {
  return pathOf(partFolder(image), 'image_2', image.fileName);
}

/** KITTI's own folders are called training and testing. */
function partFolder(image: ExportImage): string | undefined {
  const split = splitFolder(image);
  return split === 'train' ? 'training' : split === 'test' ? 'testing' : split;
}

function* files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
  const classes = classNames(input.categories);
  const names = labelNames();
  for (const { image, boxes } of exportedPictures(input, tally)) {
    const path = names.claim(pathOf(partFolder(image), 'label_2'), image, 'txt');
    yield { path, pieces: [boxes.map((placed) => row(placed, classes.get(placed.annotation.categoryId)!)).join('')] };
  }
  for (const _ of input.categories) tally.count('categories');
}

/**
 * Columns are parted by spaces, so a name has "_" in their place. Throws FailureError `invalid` where two classes would become
 * one, or one would be read as a region to ignore or as a number.
 */
function classNames(categories: readonly ExportCategory[]): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const taken = new Map<string, string>();
  for (const { id, name } of categories) {
    const written = writtenName(name);
    const other = taken.get(written);
    if (other !== undefined)
      fail(
        'invalid',
        `The classes "${other}" and "${name}" would both be "${written}" in KITTI, whose names have no spaces. Rename one of them.`,
      );
    if (written === 'DontCare') fail('invalid', 'A class is called "DontCare", which in KITTI is no class. Rename it.');
    if (written === '' || Number.isFinite(Number(written)))
      fail('invalid', `The class "${name}" would be read as a number in KITTI. Rename it.`);
    taken.set(written, name);
    names.set(id, written);
  }
  return names;
}

/** Columns are parted by spaces. */
function writtenName(name: string): string {
  return name.trim().replaceAll(/\s+/g, '_');
}

function row({ annotation: { attributes = {} }, box }: PlacedBox, name: string): string {
  const columns = [name, truncationOf(attributes), occlusionOf(attributes), -10, box.x1, box.y1, box.x2, box.y2];
  return `${columns.join(' ')} -1 -1 -1 -1000 -1000 -1000 -10\n`;
}

function truncationOf({ truncated, truncation }: Attributes): number {
  if (typeof truncation === 'number' && truncation > 0 && truncation <= 1) return truncation;
  return truncated === true ? 1 : 0;
}

function occlusionOf({ occluded, occlusion }: Attributes): number {
  if (occlusion === 1 || occlusion === 2 || occlusion === 3) return occlusion;
  return occluded === true ? 1 : 0;
}
