// Tells a file's format from its first bytes, never from its name. Reads no sizes and decodes nothing. The walk of a folder
// and the reader of pictures both ask here.
import type { PictureFormat } from './pictureFacts.ts';

/** How many bytes from the start `sniff` wants to see. */
export const sniffedBytes = 512;

export type Sniffed = { readonly format: PictureFormat } | { readonly refused: string };

const bmpHeaders: readonly number[] = [12, 40, 52, 56, 64, 108, 124];
const supported = 'JPEG, PNG, WebP, BMP, GIF, TIFF and AVIF can be read';

/** `head`: the first bytes of the file, up to `sniffedBytes`. */
export function sniff(head: Uint8Array): Sniffed {
  if (head.length === 0) return { refused: 'The file is empty.' };
  const format = pictureFormat(head);
  if (format !== undefined) return { format };
  const other = otherFormat(head);
  if (other !== undefined) return { refused: `The file is ${other}; ${supported}.` };
  return { refused: `The file is not a picture in a known format; ${supported}.` };
}

function pictureFormat(head: Uint8Array): PictureFormat | undefined {
  if (starts(head, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (starts(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (text(head, 0, 6) === 'GIF87a' || text(head, 0, 6) === 'GIF89a') return 'gif';
  if (text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP') return 'webp';
  if (starts(head, [0x49, 0x49, 0x2a, 0]) || starts(head, [0x4d, 0x4d, 0, 0x2a])) return 'tiff';
  if (starts(head, [0x49, 0x49, 0x2b, 0]) || starts(head, [0x4d, 0x4d, 0, 0x2b])) return 'tiff';
  // "BM" alone opens many a text; the header's own size has to be one of the known ones too.
  if (text(head, 0, 2) === 'BM' && bmpHeaders.includes(head[14] ?? 0) && text(head, 15, 18) === '\0\0\0') return 'bmp';
  if (text(head, 4, 8) === 'ftyp' && brands(head).some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
  return undefined;
}

function otherFormat(head: Uint8Array): string | undefined {
  if (text(head, 4, 8) === 'ftyp') {
    const heif = brands(head).some((brand) => /^(hei|hev|mif|msf)/.test(brand));
    return heif ? 'a HEIC or HEIF picture' : 'a film';
  }
  if (text(head, 0, 4) === '%PDF') return 'a PDF document';
  if (text(head, 0, 4) === '8BPS') return 'a Photoshop document';
  if (starts(head, [0x50, 0x4b, 3, 4])) return 'a ZIP archive';
  if (starts(head, [0xff, 0x0a]) || text(head, 4, 8) === 'JXL ') return 'a JPEG XL picture';
  if (starts(head, [0xff, 0x4f, 0xff, 0x51]) || text(head, 4, 6) === 'jP') return 'a JPEG 2000 picture';
  return textFormat(head);
}

function textFormat(head: Uint8Array): string | undefined {
  const opening = text(head, 0, head.length)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase();
  if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype svg|<svg)/.test(opening)) return 'an SVG drawing';
  if (/^<(!doctype html|html|head|body|script)/.test(opening)) return 'an HTML page';
  const readable = head.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
  return readable ? 'a text' : undefined;
}

/** The major and the compatible brands of an ISO media file. */
function brands(head: Uint8Array): string[] {
  const length = Math.min(head.length, ((head[2] ?? 0) << 8) | (head[3] ?? 0));
  const found = [text(head, 8, 12)];
  for (let at = 16; at + 4 <= length; at += 4) found.push(text(head, at, at + 4));
  return found;
}

function starts(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => head[at] === byte);
}

function text(head: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...head.subarray(from, to));
}
