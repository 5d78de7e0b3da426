// What may be a picture, by name and by first bytes, before anybody decodes it. The pictures lane has the last word.
import { constants, promises as fs } from 'node:fs';

const pictureNames = /\.(jpe?g|jpe|jfif|png|apng|webp|bmp|dib|gif|tiff?|avif)$/i;
/** Formats that people take for pictures and this program does not read: said, not passed over. */
const otherPictureNames = /\.(heic|heif|svg|jxl|jp2|j2k|psd|cr2|cr3|nef|arw|dng|raf|orf|rw2)$/i;

export function isPictureName(name: string): boolean {
  return pictureNames.test(name);
}

export function isOtherPictureName(name: string): boolean {
  return otherPictureNames.test(name);
}

const headBytes = 32;

/**
 * True when the file's first bytes are those of a picture format. Only for regular files; rejects when it cannot be
 * opened. It never waits: a pipe that took the file's place meanwhile is not read.
 */
export async function hasPictureBytes(file: string): Promise<boolean> {
  const handle = await fs.open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!(await handle.stat()).isFile()) return false;
    const head = Buffer.alloc(headBytes);
    const { bytesRead } = await handle.read(head, 0, headBytes, 0);
    return isPictureHead(head.subarray(0, bytesRead).toString('latin1'));
  } finally {
    await handle.close();
  }
}

/** `head`: the first bytes, each one a character. */
export function isPictureHead(head: string): boolean {
  if (/^(\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|II[*+]\0|MM\0[*+])/.test(head)) return true;
  if (/^RIFF[^]{4}WEBP/.test(head)) return true;
  if (/^BM[^]{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0/.test(head)) return true;
  return /^[^]{4}ftyp([^]{4})*?avi[fs]/.test(head);
}
