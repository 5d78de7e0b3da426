// What the header of a plain JPEG says: size and orientation. Plain is what every decoder takes alike; whatever is unusual in a
// file (inks, arithmetic coding, odd EXIF) is left to libvips. Decodes nothing.

export interface PlainJpeg {
  /** Stored pixels, before the orientation. */
  readonly width: number;
  readonly height: number;
  /** EXIF, 1–8; anything else in the file counts as 1. */
  readonly orientation: number;
  /** Nothing of it is known before the whole file is read. */
  readonly isProgressive: boolean;
}

/** Baseline, extended and progressive, Huffman coded. */
const plainFrames: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
const frames: ReadonlySet<number> = new Set([
  ...plainFrames,
  ...[0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf],
]);

const markers = { progressive: 0xc2, scan: 0xda, exif: 0xe1 } as const;

/** A whole file's header; undefined where the file is not plain or not sound up to its first scan. */
export function readPlainJpeg(bytes: Buffer): PlainJpeg | undefined {
  let size: Omit<PlainJpeg, 'orientation'> | undefined;
  let orientation: number | undefined;
  for (const { marker, from, to } of segments(bytes)) {
    if (marker === markers.scan) return size === undefined ? undefined : { ...size, orientation: orientation ?? 1 };
    if (marker === markers.exif && startsWith(bytes, from, to, 'Exif\0')) {
      const read = exifOrientation(bytes.subarray(from + 6, to));
      // Two of them, or one that is not sound: whose reading counts is not decided here.
      if (read === undefined || orientation !== undefined) return undefined;
      orientation = read;
    } else if (frames.has(marker)) {
      const found = size === undefined && plainFrames.has(marker) ? frameSize(bytes.subarray(from, to)) : undefined;
      if (found === undefined) return undefined;
      size = { ...found, isProgressive: marker === markers.progressive };
    }
  }
  return undefined;
}

interface Segment {
  readonly marker: number;
  /** Of its content, in the file. */
  readonly from: number;
  readonly to: number;
}

/** Up to the first scan; ends early where the file does or is not made of segments. */
function* segments(bytes: Buffer): Generator<Segment> {
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return;
    const marker = bytes[at + 1] as number;
    // 0xff may be repeated as filling.
    if (marker === 0xff) {
      at++;
      continue;
    }
    const to = at + 2 + bytes.readUInt16BE(at + 2);
    if (to > bytes.length || to < at + 4) return;
    yield { marker, from: at + 4, to };
    if (marker === markers.scan) return;
    at = to;
  }
}

function startsWith(bytes: Buffer, from: number, to: number, text: string): boolean {
  return from + text.length <= to && bytes.toString('latin1', from, from + text.length) === text;
}

/** Of eight bits, grey or with three channels; undefined for anything else. */
function frameSize(frame: Buffer): { width: number; height: number } | undefined {
  if (frame.length < 6 || frame[0] !== 8 || (frame[5] !== 1 && frame[5] !== 3)) return undefined;
  const [height, width] = [frame.readUInt16BE(1), frame.readUInt16BE(3)];
  return width > 0 && height > 0 ? { width, height } : undefined;
}

const orientationTag = 0x0112;
const shortType = 3;

/** From the first directory of a TIFF structure; 1 where it has none, undefined where the structure is not sound. */
function exifOrientation(tiff: Buffer): number | undefined {
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return undefined;
  const short = (at: number): number => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (order === 'II' ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  if (short(2) !== 42 || directory < 8 || directory + 2 > tiff.length) return undefined;
  const entries = short(directory);
  if (directory + 2 + entries * 12 > tiff.length) return undefined;
  for (let index = 0; index < entries; index++) {
    const at = directory + 2 + index * 12;
    if (short(at) !== orientationTag) continue;
    if (short(at + 2) !== shortType || long(at + 4) !== 1) return undefined;
    const stated = short(at + 8);
    return stated >= 1 && stated <= 8 ? stated : 1;
  }
  return 1;
}
