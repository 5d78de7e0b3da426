// The formats that can be read, and which one a source is of.
import { cocoReader } from '../coco/reader.ts';
import { createmlReader } from './createml/read.ts';
import { csvReader, openImagesReader } from './csv/read.ts';
import { cvatReader } from './cvat/read.ts';
import { fiftyoneReader } from './fiftyone/read.ts';
import { kittiReader } from './kitti/read.ts';
import { labelmeReader } from './labelme/read.ts';
import { labelStudioReader } from './labelStudio/read.ts';
import { superviselyReader } from './supervisely/read.ts';
import { viaReader } from './via/read.ts';
import { vocReader } from './voc/read.ts';
import { vottReader } from './vott/read.ts';
import { yoloReader } from './yolo/read.ts';
import type { FormatReader, Source } from './format.ts';

/** FiftyOne's layout holds a COCO file, so it is asked first. */
export const readers: readonly FormatReader[] = [
  fiftyoneReader,
  cocoReader,
  yoloReader,
  vocReader,
  cvatReader,
  labelmeReader,
  createmlReader,
  labelStudioReader,
  vottReader,
  viaReader,
  superviselyReader,
  kittiReader,
  openImagesReader,
  csvReader,
];

/** The readers that recognise it, the certain ones first. */
export async function recogniseFormats(source: Source): Promise<readonly FormatReader[]> {
  const certain: FormatReader[] = [];
  const likely: FormatReader[] = [];
  for (const reader of readers) {
    const recognition = await reader.recognise(source);
    if (recognition !== undefined) (recognition === 'certain' ? certain : likely).push(reader);
  }
  return [...certain, ...likely];
}
