// Every format that can be written, one line each.
import { cocoWriter } from './coco/write.ts';
import { csvWriter } from './csv/write.ts';
import { openImagesWriter } from './csv/writeOpenImages.ts';
import { cvatWriter } from './cvat/write.ts';
import { kittiWriter } from './kitti/write.ts';
import { vocWriter } from './voc/write.ts';
import { createmlWriter } from './createml/write.ts';
import { fiftyoneWriter } from './fiftyone/write.ts';
import type { FormatId, FormatWriter } from './format.ts';
import { labelmeWriter } from './labelme/write.ts';
import { labelStudioWriter } from './labelStudio/write.ts';
import { superviselyWriter } from './supervisely/write.ts';
import { viaWriter } from './via/write.ts';
import { vottWriter } from './vott/write.ts';
import { yoloWriter } from './yolo/write.ts';

const writers: readonly FormatWriter[] = [
  cocoWriter,
  yoloWriter,
  vocWriter,
  cvatWriter,
  labelmeWriter,
  createmlWriter,
  labelStudioWriter,
  vottWriter,
  viaWriter,
  superviselyWriter,
  fiftyoneWriter,
  kittiWriter,
  csvWriter,
  openImagesWriter,
];

/** In the order in which they are offered. */
export const writtenFormats: readonly FormatId[] = writers.map(({ id }) => id);

/** undefined for a format that is read only. */
export function writerOf(format: FormatId): FormatWriter | undefined {
  return writers.find(({ id }) => id === format);
}
