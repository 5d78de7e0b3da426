// Reads parts of a picture whose decoded pixels lie in a file, one row after another, as large as it may be. Any thread of the process
// can: an open file is a number. Blocks while it reads, which is mostly from the system's memory.
import { readSync } from 'node:fs';
import type { Size } from '../../common/geometry/box.ts';
import type { Region } from '../../common/tiles/plan.ts';
import { upright } from '../jpegDecoder.ts';
import type { Pixels } from '../jpegDecoder.ts';
import { withoutInks } from '../picture.ts';
import { shrinkRows } from '../shrink.ts';

/** Pixels as they lie in the file; plain data, so that it can be sent to a thread. */
export interface RawPixels {
  /** An open file. */
  readonly file: number;
  /** Where its first pixel lies, bytes. */
  readonly start: number;
  /** Pixels in a row, and rows. */
  readonly width: number;
  readonly height: number;
  /** 8-bit RGB, or four inks. */
  readonly channels: 3 | 4;
  /** EXIF, 1–8: how the pixels have to be turned to be upright. */
  readonly orientation: number;
}

/** Pixels of the upright picture. The region lies inside it. Throws when the file ends before. */
export function readRegion(raw: RawPixels, region: Region): Pixels {
  const lying = lyingRegion(raw, region);
  return upright({ data: readLying(raw, lying), width: lying.width, height: lying.height }, raw.orientation);
}

/** The whole upright picture at this size. Holds a few rows at a time, and lets others run between them. */
export async function readShrunk(raw: RawPixels, width: number, height: number): Promise<Pixels> {
  const isTurned = raw.orientation >= 5;
  const rows = (top: number, count: number): Uint8Array =>
    readLying(raw, { left: 0, top, width: raw.width, height: count });
  const shrunk = await shrinkRows(
    { width: raw.width, height: raw.height, rows },
    isTurned ? [height, width] : [width, height],
  );
  return upright(shrunk, raw.orientation);
}

/** Of the upright picture. */
export function uprightSize({ width, height, orientation }: RawPixels): Size {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** Where an upright region lies in the file. */
function lyingRegion({ width, height, orientation }: RawPixels, region: Region): Region {
  const isTurned = orientation >= 5;
  const { left, top } = region;
  const [across, down] = isTurned ? [region.height, region.width] : [region.width, region.height];
  const [column, row] = isTurned ? [top, left] : [left, top];
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  return {
    left: fromRight ? width - column - across : column,
    top: fromBottom ? height - row - down : row,
    width: across,
    height: down,
  };
}

function readLying(raw: RawPixels, { left, top, width, height }: Region): Uint8Array {
  const { channels } = raw;
  const bytes = new Uint8Array(width * height * channels);
  const row = width * channels;
  // Rows that follow each other without a gap are read at once.
  const lines = width === raw.width ? height : 1;
  for (let y = 0; y < height; y += lines) {
    const position = raw.start + ((top + y) * raw.width + left) * channels;
    readFully(raw.file, bytes.subarray(y * row, (y + lines) * row), position);
  }
  return channels === 3 ? bytes : withoutInks(bytes);
}

function readFully(file: number, into: Uint8Array, position: number): void {
  for (let done = 0; done < into.length;) {
    const count = readSync(file, into, done, into.length - done, position + done);
    if (count === 0) throw new Error('The temporary file of the picture ends too early.');
    done += count;
  }
}
