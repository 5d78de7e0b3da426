// Writes a COCO data set as a folder: a file of instances for each part, pictures beside. What a file holds is coco/export.ts's.
import { cocoChunks, keptByCoco } from '../../coco/export.ts';
import { splitOfName } from '../../coco/severalFiles.ts';
import type { ExportImage, ExportInput } from '../../dataset/exported.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import { pathOf, splitFolder } from '../exportNames.ts';
import { partsOf, withoutClasses } from '../exportParts.ts';
import type { FormatWriter, OutFile } from '../format.ts';

/** CVAT and Datumaro take the pictures of a part from images/PART, and a set without parts for the part "default". */
export const cocoWriter: FormatWriter = {
  id: 'coco',
  keeps: { ...keptByCoco, partOf: (part: string) => splitOfName(cocoFile(part)) },
  picturePath: (image: ExportImage) => pathOf('images', splitFolder(image), image.fileName),
  *files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
    for (const [index, { folder, part }] of partsOf(input).entries())
      yield {
        path: cocoFile(folder),
        pieces: cocoChunks(part, index === 0 ? tally : withoutClasses(tally)),
      };
  },
};

/** The file with the boxes of a part's folder, or of a set without parts (undefined or ""), below the export's folder. */
export function cocoFile(part: string | undefined): string {
  return `annotations/instances_${part === undefined || part === '' ? 'default' : part}.json`;
}
