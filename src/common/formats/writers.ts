// Every format that can be written, one line each.
import { cocoWriter } from './coco/write.ts';
import type { FormatId, FormatWriter } from './format.ts';
import { yoloWriter } from './yolo/write.ts';

const writers: readonly FormatWriter[] = [cocoWriter, yoloWriter];

/** In the order in which they are offered. */
export const writtenFormats: readonly FormatId[] = writers.map(({ id }) => id);

/** undefined for a format that is read only. */
export function writerOf(format: FormatId): FormatWriter | undefined {
  return writers.find(({ id }) => id === format);
}
