// Writes FiftyOne's COCO layout: labels.json in strict COCO, to lie beside a folder "data" with the pictures, for each part.
import { cocoChunks, keptByCoco } from '../../coco/export.ts';
import type { ExportImage, ExportInput } from '../../dataset/exported.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import { pathOf, splitFolder } from '../exportNames.ts';
import { partsOf, withoutClasses } from '../exportParts.ts';
import type { FormatWriter, OutFile } from '../format.ts';
import { partByFolder } from '../keeps.ts';

export const fiftyoneWriter: FormatWriter = {
  id: 'fiftyone',
  keeps: { ...keptByCoco, partOf: partByFolder },
  picturePath: (image: ExportImage) => pathOf(splitFolder(image), 'data', image.fileName),
  *files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
    for (const [index, { folder, part }] of partsOf(input).entries()) {
      yield {
        path: pathOf(folder, 'labels.json'),
        pieces: cocoChunks(part, index === 0 ? tally : withoutClasses(tally)),
      };
    }
  },
};
