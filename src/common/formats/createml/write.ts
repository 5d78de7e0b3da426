// Writes CreateML's annotations: one list for each part of the data set, beside its pictures, as Roboflow and Apple lay them out.
import type { ExportedPicture, ExportImage, ExportInput } from '../../dataset/exported.ts';
import { exportedPictures } from '../../dataset/exportBoxes.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import { categoryNames } from '../categoryNames.ts';
import { pathOf, splitFolder } from '../exportNames.ts';
import { partsOf } from '../exportParts.ts';
import type { FormatWriter, OutFile } from '../format.ts';
import { piecesOf } from '../jsonFile.ts';
import { boxesOnly, partByFolder } from '../keeps.ts';

export const createmlWriter: FormatWriter = {
  id: 'createml',
  keeps: { ...boxesOnly, partOf: partByFolder },
  picturePath: (image: ExportImage) => pathOf(splitFolder(image), image.fileName),
  *files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
    const nameOf = categoryNames(input, tally);
    for (const { folder, part } of partsOf(input)) {
      const rows = rowsOf(exportedPictures(part, tally), nameOf);
      yield { path: pathOf(folder, '_annotations.createml.json'), pieces: piecesOf('[', rows, ']\n') };
    }
  },
};

/** A picture without boxes stays, with an empty list. */
function* rowsOf(pictures: Iterable<ExportedPicture>, nameOf: (id: number) => string): Generator<string> {
  for (const { image, boxes } of pictures) {
    const annotations = boxes.map(({ annotation, bbox: [x, y, width, height] }) => ({
      label: nameOf(annotation.categoryId),
      coordinates: { x: x + width / 2, y: y + height / 2, width, height },
    }));
    yield JSON.stringify({ image: image.fileName, annotations });
  }
}
