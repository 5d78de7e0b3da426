// Writes a COCO data set as a folder: a file of instances for each part, pictures beside. What a file holds is coco/export.ts's.
import { cocoTexts } from '../../coco/export.ts';
import type { ExportImage, ExportInput } from '../../dataset/exported.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import { pathOf, splitFolder } from '../exportNames.ts';
import type { FormatWriter, OutFile } from '../format.ts';

/** CVAT and Datumaro take the pictures of a part from images/PART, and a set without parts for the part "default". */
export const cocoWriter: FormatWriter = {
  id: 'coco',
  picturePath: (image: ExportImage) => pathOf('images', splitFolder(image), image.fileName),
  *files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
    const byPart = new Map<string | undefined, ExportImage[]>();
    for (const image of input.images) {
      const part = splitFolder(image);
      const images = byPart.get(part);
      if (images === undefined) byPart.set(part, [image]);
      else images.push(image);
    }
    if (byPart.size === 0) byPart.set(undefined, []);
    let counting = tally;
    for (const [part, images] of byPart) {
      yield { path: cocoFile(part), pieces: cocoTexts({ ...input, images }, counting) };
      // Each part has all classes, which are counted once.
      counting = { ...tally, count: (what) => (what === 'categories' ? undefined : tally.count(what)) };
    }
  },
};

/** The file with the boxes of a part, below the export's folder. */
export function cocoFile(part: string | undefined): string {
  return `annotations/instances_${part ?? 'default'}.json`;
}
