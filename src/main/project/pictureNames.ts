// What may be a picture, by name and by first bytes, before anybody decodes it. The pictures lane has the last word.
import { constants, promises as fs } from 'node:fs';
import { sniff, sniffedBytes } from '../../common/sniff.ts';

const pictureNames = /\.(jpe?g|jpe|jfif|png|apng|webp|bmp|dib|gif|tiff?|avif)$/i;
/** Formats that people take for pictures and this program does not read: said, not passed over. */
const otherPictureNames = /\.(heic|heif|svg|jxl|jp2|j2k|psd|cr2|cr3|nef|arw|dng|raf|orf|rw2)$/i;

export function isPictureName(name: string): boolean {
  return pictureNames.test(name);
}

export function isOtherPictureName(name: string): boolean {
  return otherPictureNames.test(name);
}

/**
 * True when the file's first bytes are those of a picture format. Only for regular files; rejects when it cannot be
 * opened. It never waits: a pipe that took the file's place meanwhile is not read.
 */
export async function hasPictureBytes(file: string): Promise<boolean> {
  const handle = await fs.open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!(await handle.stat()).isFile()) return false;
    const head = Buffer.alloc(sniffedBytes);
    const { bytesRead } = await handle.read(head, 0, sniffedBytes, 0);
    return 'format' in sniff(head.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
