// Writes boxes as plain CSV, one file: the eight columns of TensorFlow's tutorials first, then the part and four flags. A picture
// without boxes has a row with its name and size alone. Other attributes and outlines have no place in it.
import type { ExportedPicture, ExportImage, ExportInput } from '../../dataset/exported.ts';
import { exportedPictures } from '../../dataset/exportBoxes.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import type { FormatWriter, OutFile } from '../format.ts';
import { attributesFrom, boxesOnly } from '../keeps.ts';
import { csvLine } from './rows.ts';

const flags = ['truncated', 'occluded', 'difficult'] as const;

export const csvWriter: FormatWriter = {
  id: 'csv',
  keeps: {
    ...boxesOnly,
    holds: new Set(['crowds']),
    attributesOf: (said) => attributesFrom(flags.map((flag) => [flag, said[flag] === true])),
  },
  picturePath: ({ fileName }: ExportImage) => fileName,
  files,
};

function* files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
  for (const _ of input.categories) tally.count('categories');
  yield { path: 'labels.csv', pieces: lines(input, tally) };
}

function* lines(input: ExportInput, tally: ExportTally): Generator<string> {
  const classes = new Map(input.categories.map(({ id, name }) => [id, name]));
  yield csvLine(['filename', 'width', 'height', 'class', 'xmin', 'ymin', 'xmax', 'ymax', 'split', 'iscrowd', ...flags]);
  for (const picture of exportedPictures(input, tally)) yield rows(picture, classes);
}

function rows({ image, boxes }: ExportedPicture, classes: ReadonlyMap<number, string>): string {
  const start = [image.fileName, image.width, image.height];
  const split = image.split ?? '';
  if (boxes.length === 0) return csvLine([...start, '', '', '', '', '', split, '', '', '', '']);
  return boxes
    .map(({ annotation, box }) => {
      const said = flags.map((flag) => Number(annotation.attributes?.[flag] === true));
      const corners = [box.x1, box.y1, box.x2, box.y2];
      return csvLine([
        ...start,
        classes.get(annotation.categoryId)!,
        ...corners,
        split,
        Number(annotation.crowd),
        ...said,
      ]);
    })
    .join('');
}
