// The file's own numbers of a picture with 16 bits a channel: read from what main sends, counted, and drawn through a curve. Pure.
import { luma, type Levels } from './adjustments.ts';

/** Upright; `values` are [height · width · channels], 1 or 3 channels. */
export interface Samples {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly values: Uint16Array;
}

/** What the window is told of them. */
export interface SampleFacts {
  readonly channels: 1 | 3;
  /** Least and largest number in the picture, all channels together. */
  readonly least: number;
  readonly most: number;
  /** 0.5 and 99.5 percentile. */
  readonly auto: Levels;
  /** Where the histogram ends: the numbers that the picture's bits can hold, 2^n − 1. */
  readonly end: number;
  /** Samples by value, 0 … `end`, in `bins` parts of equal width. */
  readonly histogram: readonly number[];
}

const headerBytes = 16;
const bins = 128;
const tail = 0.005;

/** Of what `boxwright-image://…/samples` answers: width, height, channels and 0 as 32-bit numbers, then the samples. */
export function readSamples(bytes: ArrayBuffer): Samples {
  const [width = 0, height = 0, channels = 0] = new Uint32Array(bytes, 0, 4);
  const values = new Uint16Array(bytes, headerBytes);
  if ((channels !== 1 && channels !== 3) || values.length !== width * height * channels)
    throw new Error(`These are no samples: ${width} × ${height} × ${channels}, and ${values.length} numbers.`);
  return { width, height, channels, values };
}

export function factsOf({ channels, values }: Samples): SampleFacts {
  const counts = new Uint32Array(65_536);
  for (const value of values) counts[value]! += 1;
  const least = counts.findIndex((count) => count > 0);
  const most = counts.findLastIndex((count) => count > 0);
  const end = 2 ** Math.max(8, Math.ceil(Math.log2(most + 1))) - 1;
  const histogram = new Array<number>(bins).fill(0);
  for (let value = least; value <= most; value++)
    histogram[Math.floor((value * bins) / (end + 1))]! += counts[value] ?? 0;
  const low = percentile(counts, values.length, tail);
  return { channels, least, most, end, histogram, auto: { low, high: percentile(counts, values.length, 1 - tail) } };
}

/** The smallest value that at least this share of all samples does not exceed. */
function percentile(counts: Uint32Array, total: number, share: number): number {
  let seen = 0;
  for (let value = 0; value < counts.length; value++) {
    seen += counts[value]!;
    if (seen >= total * share && seen > 0) return value;
  }
  return counts.length - 1;
}

/** Which samples are drawn to which pixels: `rows` rows of `width` pixels from row `from` of a picture made smaller by `step`. */
export interface Piece {
  readonly width: number;
  readonly from: number;
  readonly rows: number;
  /** Samples for a pixel; the nearest one is taken. */
  readonly step: number;
}

/** Writes [rows · width, 4] RGBA bytes. */
export function drawSamples(
  samples: Samples,
  piece: Piece,
  table: Uint8ClampedArray,
  colours: 'colour' | 'gray',
  rgba: Uint8ClampedArray,
): void {
  const { channels, values } = samples;
  let to = 0;
  for (let row = piece.from; row < piece.from + piece.rows; row++) {
    const start = Math.min(samples.height - 1, Math.floor(row * piece.step)) * samples.width;
    for (let column = 0; column < piece.width; column++, to += 4) {
      const at = (start + Math.min(samples.width - 1, Math.floor(column * piece.step))) * channels;
      const red = values[at]!;
      if (channels === 1) rgba[to] = rgba[to + 1] = rgba[to + 2] = table[red]!;
      else if (colours === 'gray')
        rgba[to] = rgba[to + 1] = rgba[to + 2] = table[deepLuma(red, values[at + 1]!, values[at + 2]!)]!;
      else {
        rgba[to] = table[red]!;
        rgba[to + 1] = table[values[at + 1]!]!;
        rgba[to + 2] = table[values[at + 2]!]!;
      }
      rgba[to + 3] = 255;
    }
  }
}

/** The products of `luma` would leave 32 bits, so they are taken of the high bits and of the low ones. */
function deepLuma(red: number, green: number, blue: number): number {
  return Math.min(65_535, luma(red >> 8, green >> 8, blue >> 8) * 256 + luma(red & 255, green & 255, blue & 255));
}
