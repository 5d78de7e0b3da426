// Writes Open Images' layout: a file of boxes for each part, the names of the classes, and a list of pictures, so that those
// without boxes are not lost. A class that came from Open Images keeps its code; others have their name as code.
import type { ExportCategory, ExportedPicture, ExportImage, ExportInput } from '../../dataset/exported.ts';
import { exportedPictures } from '../../dataset/exportBoxes.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import { decimal, labelNames, pathOf, splitFolder } from '../exportNames.ts';
import type { FormatWriter, OutFile } from '../format.ts';
import { attributesFrom, boxesOnly } from '../keeps.ts';
import { pictureStemOf } from '../paths.ts';
import { csvLine } from './rows.ts';

export const openImagesWriter: FormatWriter = {
  id: 'open-images',
  keeps: {
    ...boxesOnly,
    holds: new Set(['crowds']),
    attributesOf: (said) => attributesFrom(flags.map((flag) => [flag, said[flag] === true])),
    classKey: (key) => key === codeKey,
  },
  picturePath,
  files,
};

/** What a box may be called in the five columns of flags, besides being a group. */
const flags = ['occluded', 'truncated', 'depiction', 'inside'] as const;
/** Of a class that came from Open Images. */
const codeKey = 'LabelName';

const decimals = 10;

function picturePath(image: ExportImage): string {
  return pathOf(partOf(image), image.fileName);
}

/** Open Images says validation. */
function partOf(image: Pick<ExportImage, 'split'>): string | undefined {
  const split = splitFolder(image);
  return split === 'val' ? 'validation' : split;
}

function* files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
  for (const _ of input.categories) tally.count('categories');
  const codes = new Map(input.categories.map((category) => [category.id, codeOf(category)]));
  yield {
    path: 'class-descriptions-boxable.csv',
    pieces: input.categories.map((category) => csvLine([codeOf(category), category.name])),
  };
  const names = labelNames();
  for (const image of input.images) names.claim(partOf(image), image, 'csv');
  const parts = [...new Set(input.images.map(partOf))];
  for (const part of parts.length === 0 ? [undefined] : parts) {
    const own = { ...input, images: input.images.filter((image) => partOf(image) === part) };
    const path = pathOf('annotations', part === undefined ? 'annotations-bbox.csv' : `${part}-annotations-bbox.csv`);
    yield { path, pieces: boxLines(own, codes, tally) };
  }
  yield { path: 'image_ids_and_rotation.csv', pieces: imageLines(input.images) };
}

/** The code that an import from Open Images kept; the name where there is none. */
function codeOf({ name, extra }: ExportCategory): string {
  const code = extra?.[codeKey];
  return typeof code === 'string' && code !== '' ? code : name;
}

function* boxLines(input: ExportInput, codes: ReadonlyMap<number, string>, tally: ExportTally): Generator<string> {
  const names = ['IsOccluded', 'IsTruncated', 'IsGroupOf', 'IsDepiction', 'IsInside'];
  yield csvLine(['ImageID', 'Source', 'LabelName', 'Confidence', 'XMin', 'XMax', 'YMin', 'YMax', ...names]);
  for (const picture of exportedPictures(input, tally)) yield rows(picture, codes);
}

function rows({ image, boxes }: ExportedPicture, codes: ReadonlyMap<number, string>): string {
  const { width, height } = image;
  return boxes
    .map(({ annotation: { categoryId, attributes = {}, crowd }, box }) => {
      const sides = [box.x1 / width, box.x2 / width, box.y1 / height, box.y2 / height].map((side) =>
        decimal(side, decimals),
      );
      const said = [
        attributes['occluded'],
        attributes['truncated'],
        crowd,
        attributes['depiction'],
        attributes['inside'],
      ];
      return csvLine([
        pictureStemOf(image.fileName),
        'freeform',
        codes.get(categoryId)!,
        1,
        ...sides,
        ...said.map((flag) => Number(flag === true)),
      ]);
    })
    .join('');
}

function* imageLines(images: readonly ExportImage[]): Generator<string> {
  yield csvLine(['ImageID', 'Subset', 'Rotation']);
  for (const image of images) {
    const isLeftOut = image.problem !== undefined || !(image.width > 0) || !(image.height > 0);
    if (!isLeftOut) yield csvLine([pictureStemOf(image.fileName), partOf(image) ?? '', 0]);
  }
}
