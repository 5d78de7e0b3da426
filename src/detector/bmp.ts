// Reads Windows bitmaps, which libvips does not: uncompressed, bit fields, RLE4 and RLE8, 1 to 32 bits. Not a writer.
import { fail } from '../common/result.ts';

export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  readonly compression: 'none' | 'rle8' | 'rle4' | 'fields';
  /** Byte offset of the pixels. */
  readonly pixels: number;
  /** Red, green, blue, blue of entry 0, then of entry 1 …; empty without a palette. */
  readonly palette: Uint8Array;
  /** Bit masks of red, green, blue, alpha; alpha 0 when there is none. */
  readonly masks: readonly [number, number, number, number];
}

/** Headers with the longest palette end before this. */
export const bmpHeaderBytes = 4096;

const compressions: Readonly<Record<number, BmpHeader['compression']>> = {
  0: 'none',
  1: 'rle8',
  2: 'rle4',
  3: 'fields',
  6: 'fields',
};

/** `bytes`: at least the first `bmpHeaderBytes` of the file, or all of it. Fails with kind `unreadable`. */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  const view = viewOf(bytes);
  if (bytes.length < 26) fail('unreadable', 'The bitmap ends inside its header.');
  const headerSize = view.getUint32(14, true);
  if (headerSize > 124 || bytes.length < 14 + headerSize) fail('unreadable', 'The bitmap ends inside its header.');
  const old = headerSize === 12;
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = old ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(old ? 24 : 28, true);
  const compression = compressions[old ? 0 : view.getUint32(30, true)];
  if (compression === undefined)
    fail('unsupported', 'The bitmap is packed in a way that cannot be read; save it as PNG.');
  if (width < 1 || signedHeight === 0) fail('unreadable', `The bitmap's size is ${width} × ${Math.abs(signedHeight)}.`);
  const fits = { none: [1, 4, 8, 16, 24, 32], rle8: [8], rle4: [4], fields: [16, 32] }[compression];
  if (!fits.includes(bits))
    fail('unreadable', `The bitmap's header says ${bits} bits a pixel, which does not fit its kind.`);
  const masks = readMasks(view, headerSize, bits, compression);
  const maskBytes = compression === 'fields' && headerSize === 40 ? 12 : 0;
  const palette = bits > 8 ? new Uint8Array() : readPalette(bytes, view, headerSize, 14 + headerSize + maskBytes, bits);
  const pixels = view.getUint32(10, true);
  if (pixels < 14 + headerSize) fail('unreadable', 'The bitmap places its pixels inside its header.');
  return {
    width,
    height: Math.abs(signedHeight),
    topDown: signedHeight < 0,
    bits,
    compression,
    pixels,
    palette,
    masks,
  };
}

function readMasks(view: DataView, headerSize: number, bits: number, compression: string): BmpHeader['masks'] {
  if (compression !== 'fields') return bits === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : [0xff0000, 0xff00, 0xff, 0];
  if (view.byteLength < 70) fail('unreadable', 'The bitmap ends inside its header.');
  const mask = (at: number) => view.getUint32(at, true);
  return [mask(54), mask(58), mask(62), headerSize >= 56 ? mask(66) : 0];
}

function readPalette(bytes: Uint8Array, view: DataView, headerSize: number, start: number, bits: number): Uint8Array {
  const entry = headerSize === 12 ? 3 : 4;
  const stated = headerSize === 12 ? 0 : view.getUint32(46, true);
  const entries = stated === 0 ? 1 << bits : Math.min(stated, 1 << bits);
  if (start + entries * entry > bytes.length) fail('unreadable', 'The bitmap ends inside its palette.');
  // Always the full length, so that an index beyond the stated colours is black and not outside.
  const palette = new Uint8Array((1 << bits) * 3);
  for (let index = 0; index < entries; index++) {
    for (let channel = 0; channel < 3; channel++) {
      palette[index * 3 + channel] = bytes[start + index * entry + 2 - channel] ?? 0;
    }
  }
  return palette;
}

/** Bytes of one row, padded to 4. Meaningless for RLE. */
function rowBytes(header: BmpHeader): number {
  return Math.ceil((header.width * header.bits) / 32) * 4;
}

/** True when a file of `size` bytes cannot hold every row. RLE says its end itself. */
export function bmpIsShort(header: BmpHeader, size: number): boolean {
  if (header.compression === 'rle4' || header.compression === 'rle8') return false;
  return header.pixels + rowBytes(header) * (header.height - 1) + Math.ceil((header.width * header.bits) / 8) > size;
}

/**
 * The whole file → rgb bytes [height, width, 3], top row first, alpha laid over white. Rows that are missing stay white.
 * The caller has checked width × height against its limit.
 */
export function decodeBmp(bytes: Uint8Array, header: BmpHeader): Uint8Array {
  const rgb = new Uint8Array(header.width * header.height * 3).fill(255);
  if (header.compression === 'rle4' || header.compression === 'rle8') decodeRuns(bytes, header, rgb);
  else if (header.bits <= 8) decodeIndexed(bytes, header, rgb);
  else if (header.bits === 24) decode24(bytes, header, rgb);
  else decodeMasked(bytes, header, rgb);
  return rgb;
}

function eachRow(bytes: Uint8Array, header: BmpHeader, row: (from: number, to: number) => void): void {
  const length = rowBytes(header);
  for (let line = 0; line < header.height; line++) {
    const from = header.pixels + line * length;
    if (from + Math.ceil((header.width * header.bits) / 8) > bytes.length) return;
    row(from, (header.topDown ? line : header.height - 1 - line) * header.width * 3);
  }
}

function decodeIndexed(bytes: Uint8Array, header: BmpHeader, rgb: Uint8Array): void {
  const { bits, width, palette } = header;
  const mask = (1 << bits) - 1;
  eachRow(bytes, header, (from, to) => {
    for (let x = 0; x < width; x++) {
      const bit = x * bits;
      const index = ((bytes[from + (bit >> 3)] ?? 0) >> (8 - bits - (bit & 7))) & mask;
      for (let channel = 0; channel < 3; channel++) rgb[to + x * 3 + channel] = palette[index * 3 + channel] ?? 0;
    }
  });
}

function decode24(bytes: Uint8Array, header: BmpHeader, rgb: Uint8Array): void {
  eachRow(bytes, header, (from, to) => {
    for (let at = 0; at < header.width * 3; at += 3) {
      rgb[to + at] = bytes[from + at + 2] ?? 0;
      rgb[to + at + 1] = bytes[from + at + 1] ?? 0;
      rgb[to + at + 2] = bytes[from + at] ?? 0;
    }
  });
}

function decodeMasked(bytes: Uint8Array, header: BmpHeader, rgb: Uint8Array): void {
  const view = viewOf(bytes);
  const fields = header.masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    return { mask, shift, top: mask === 0 ? 0 : mask >>> shift };
  });
  const value = (pixel: number, at: number): number => {
    const field = fields[at];
    return field === undefined || field.top === 0 ? 0 : ((pixel & field.mask) >>> field.shift) / field.top;
  };
  const hasAlpha = header.masks[3] !== 0;
  eachRow(bytes, header, (from, to) => {
    for (let x = 0; x < header.width; x++) {
      const pixel = header.bits === 16 ? view.getUint16(from + x * 2, true) : view.getUint32(from + x * 4, true);
      const alpha = hasAlpha ? value(pixel, 3) : 1;
      for (let channel = 0; channel < 3; channel++) {
        rgb[to + x * 3 + channel] = Math.round(255 * (value(pixel, channel) * alpha + 1 - alpha));
      }
    }
  });
}

function decodeRuns(bytes: Uint8Array, header: BmpHeader, rgb: Uint8Array): void {
  const nibbles = header.compression === 'rle4';
  let [x, line, at] = [0, 0, header.pixels];
  const put = (index: number): void => {
    if (x < header.width && line < header.height) {
      const to = ((header.topDown ? line : header.height - 1 - line) * header.width + x) * 3;
      for (let channel = 0; channel < 3; channel++) rgb[to + channel] = header.palette[index * 3 + channel] ?? 0;
    }
    x++;
  };
  const indexAt = (start: number, number: number): number => {
    if (!nibbles) return bytes[start + number] ?? 0;
    const pair = bytes[start + (number >> 1)] ?? 0;
    return number & 1 ? pair & 15 : pair >> 4;
  };
  while (at + 1 < bytes.length && line < header.height) {
    const count = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    at += 2;
    if (count > 0) {
      const pair = nibbles ? [second >> 4, second & 15] : [second, second];
      for (let number = 0; number < count; number++) put(pair[number & 1] ?? 0);
    } else if (second === 0) {
      x = 0;
      line++;
    } else if (second === 1) return;
    else if (second === 2) {
      x += bytes[at] ?? 0;
      line += bytes[at + 1] ?? 0;
      at += 2;
    } else {
      for (let number = 0; number < second; number++) put(indexAt(at, number));
      at += Math.ceil((nibbles ? Math.ceil(second / 2) : second) / 2) * 2;
    }
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
