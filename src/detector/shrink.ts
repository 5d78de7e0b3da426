// Makes 8-bit pictures smaller with a triangle that is widened by the reduction, as PIL's bilinear filter does to the bit: across
// first, then down, rounded to 8 bits after each. Large reductions are averaged by whole pixels first, as libvips does.
import type { Pixels } from './jpegDecoder.ts';

/** Whole pixels are averaged as long as the triangle still has this much to reduce: it hides the squares of the averages. */
const leftToTriangle = 2;

/** Bits behind the point of a weight. */
const precision = 22;

/** `pixels` at `width` × `height`; no side may grow beyond the pixels' own but by the triangle's plain interpolation. */
export function shrink(pixels: Pixels, width: number, height: number): Pixels {
  const { across, down } = averagedOver(pixels, width, height);
  const averaged = across > 1 || down > 1 ? average(pixels, across, down) : pixels;
  return reduce(averaged, { width: pixels.width / across, height: pixels.height / down }, width, height);
}

/** A picture that is read a few rows at a time, from the top. */
export interface PictureRows {
  readonly width: number;
  readonly height: number;
  /** [count, width, 3] */
  rows(top: number, count: number): Uint8Array;
}

/** Bytes that are read at once, or one row of averages. */
const rowBytes = 16e6;

/** As `shrink` to the bit, for pictures that are too large to be held. Lets others run between the rows. */
export async function shrinkRows(picture: PictureRows, [width, height]: readonly [number, number]): Promise<Pixels> {
  const { across, down } = averagedOver(picture, width, height);
  const averaged = {
    data: new Uint8Array(Math.ceil(picture.width / across) * Math.ceil(picture.height / down) * 3),
    width: Math.ceil(picture.width / across),
    height: Math.ceil(picture.height / down),
  };
  const step = down * Math.max(1, Math.floor(rowBytes / (picture.width * 3 * down)));
  for (let top = 0; top < picture.height; top += step) {
    const count = Math.min(step, picture.height - top);
    const part = { data: picture.rows(top, count), width: picture.width, height: count };
    averaged.data.set(average(part, across, down).data, (top / down) * averaged.width * 3);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return reduce(averaged, { width: picture.width / across, height: picture.height / down }, width, height);
}

/** How many whole pixels become one before the triangle. */
function averagedOver(
  picture: Pick<Pixels, 'width' | 'height'>,
  width: number,
  height: number,
): { across: number; down: number } {
  return {
    across: Math.max(1, Math.floor(picture.width / width / leftToTriangle)),
    down: Math.max(1, Math.floor(picture.height / height / leftToTriangle)),
  };
}

/** What the average left out at the end is a part of a pixel: `length` is the whole picture's. */
function reduce(averaged: Pixels, length: Pick<Pixels, 'width' | 'height'>, width: number, height: number): Pixels {
  return reduceDown(reduceAcross(averaged, width, length.width), height, length.height);
}

/** Each pixel becomes the mean of `across` × `down`; those at the end that do not fill a square are averaged among themselves. */
function average({ data, width, height }: Pixels, across: number, down: number): Pixels {
  const columns = Math.ceil(width / across);
  const rows = Math.ceil(height / down);
  const result = new Uint8Array(columns * rows * 3);
  const sums = new Uint32Array(columns * 3);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    const last = Math.min(height, (row + 1) * down);
    for (let y = row * down; y < last; y++) addRow(data, y * width * 3, width, across, sums);
    const lines = last - row * down;
    for (let column = 0; column < columns; column++) {
      const count = lines * (Math.min(width, (column + 1) * across) - column * across);
      for (let at = column * 3; at < column * 3 + 3; at++) {
        result[row * columns * 3 + at] = ((sums[at] as number) + (count >> 1)) / count;
      }
    }
  }
  return { data: result, width: columns, height: rows };
}

function addRow(data: Uint8Array, start: number, width: number, across: number, sums: Uint32Array): void {
  let from = start;
  for (let to = 0, left = width; left > 0; to += 3, left -= across) {
    const count = Math.min(across, left);
    let [first, second, third] = [0, 0, 0];
    for (let pixel = 0; pixel < count; pixel++, from += 3) {
      first += data[from] as number;
      second += data[from + 1] as number;
      third += data[from + 2] as number;
    }
    sums[to] = (sums[to] as number) + first;
    sums[to + 1] = (sums[to + 1] as number) + second;
    sums[to + 2] = (sums[to + 2] as number) + third;
  }
}

interface Weights {
  /** First pixel of each target. */
  readonly first: Int32Array;
  /** [targets, taps], scaled by 2 ** precision; zero where a target needs fewer. */
  readonly weights: Int32Array;
  /** A multiple of four. */
  readonly taps: number;
}

const known = new Map<string, Weights>();
/** Folders hold pictures of few sizes; those of one folder need the same weights again and again. */
const knownAtMost = 32;

/** `length`: of the picture in its own pixels, which may end inside the last one. */
function weightsFor(from: number, length: number, to: number): Weights {
  const key = `${from} ${length} ${to}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= knownAtMost) known.clear();
  const made = makeWeights(from, length / to, to);
  known.set(key, made);
  return made;
}

function makeWeights(from: number, scale: number, to: number): Weights {
  const support = Math.max(1, scale);
  const start = (target: number): number =>
    Math.min(from - 1, Math.max(0, Math.floor((target + 0.5) * scale - support + 0.5)));
  const end = (target: number): number =>
    Math.max(start(target) + 1, Math.min(from, Math.floor((target + 0.5) * scale + support + 0.5)));
  const first = Int32Array.from({ length: to }, (_, target) => start(target));
  const most = first.reduce((longest, begin, target) => Math.max(longest, end(target) - begin), 1);
  const taps = Math.ceil(most / 4) * 4;
  const weights = new Int32Array(to * taps);
  first.forEach((begin, target) => {
    const shares = Array.from({ length: end(target) - begin }, (_, index) =>
      Math.max(0, 1 - Math.abs((begin + index - (target + 0.5) * scale + 0.5) / support)),
    );
    const sum = shares.reduce((all, share) => all + share, 0);
    shares.forEach((share, index) => {
      weights[target * taps + index] = Math.round((sum === 0 ? 1 : share / sum) * 2 ** precision);
    });
  });
  return { first, weights, taps };
}

const half = 1 << (precision - 1);

/** Weights are rounded, so that their sum may be a hair over one. */
function clamp(value: number): number {
  const whole = value >> precision;
  return whole > 255 ? 255 : whole;
}

function reduceDown({ data, width, height }: Pixels, to: number, length: number): Pixels {
  if (to === height && length === height) return { data, width, height };
  const { first, weights, taps } = weightsFor(height, length, to);
  const row = width * 3;
  const result = new Uint8Array(row * to);
  const sums = new Int32Array(row);
  // A row beyond the last has no weight; it is read as the last.
  const start = (index: number): number => Math.min(index, height - 1) * row;
  for (let y = 0; y < to; y++) {
    sums.fill(half);
    for (let tap = 0; tap < taps; tap += 4) {
      const index = (first[y] as number) + tap;
      const rows = [start(index), start(index + 1), start(index + 2), start(index + 3)] as const;
      const shares = weights.subarray(y * taps + tap, y * taps + tap + 4);
      if (tap + 4 < taps) addRows(data, rows, shares, sums);
      else finishRows(data, rows, shares, sums, result, y * row);
    }
  }
  return { data: result, width, height: to };
}

type FourRows = readonly [number, number, number, number];

/** Adds four weighted rows to `sums`. Math.imul and `| 0` keep a sum a machine integer. */
function addRows(
  data: Uint8Array,
  [first, second, third, fourth]: FourRows,
  weights: Int32Array,
  sums: Int32Array,
): void {
  const [a = 0, b = 0, c = 0, d = 0] = weights;
  for (let at = 0; at < sums.length; at++) {
    sums[at] =
      ((sums[at] as number) +
        Math.imul(data[first + at] as number, a) +
        Math.imul(data[second + at] as number, b) +
        Math.imul(data[third + at] as number, c) +
        Math.imul(data[fourth + at] as number, d)) |
      0;
  }
}

/** As `addRows`, for the last four: the sums become pixels. */
function finishRows(
  data: Uint8Array,
  [first, second, third, fourth]: FourRows,
  weights: Int32Array,
  sums: Int32Array,
  result: Uint8Array,
  out: number,
): void {
  const [a = 0, b = 0, c = 0, d = 0] = weights;
  for (let at = 0; at < sums.length; at++) {
    result[out + at] = clamp(
      ((sums[at] as number) +
        Math.imul(data[first + at] as number, a) +
        Math.imul(data[second + at] as number, b) +
        Math.imul(data[third + at] as number, c) +
        Math.imul(data[fourth + at] as number, d)) |
        0,
    );
  }
}

function reduceAcross({ data, width, height }: Pixels, to: number, length: number): Pixels {
  if (to === width && length === width) return { data, width, height };
  const { first, weights, taps } = weightsFor(width, length, to);
  // The last row's taps without weight lie beyond the end; reading them there is slow, so it is reduced from a copy that is longer.
  const last = new Uint8Array((width + taps) * 3);
  last.set(data.subarray((height - 1) * width * 3));
  const result = new Uint8Array(to * height * 3);
  for (let y = 0; y < height - 1; y++) reduceRow(data, y * width * 3, first, weights, taps, result, y * to * 3);
  reduceRow(last, 0, first, weights, taps, result, (height - 1) * to * 3);
  return { data: result, width: to, height };
}

function reduceRow(
  data: Uint8Array,
  row: number,
  first: Int32Array,
  weights: Int32Array,
  taps: number,
  result: Uint8Array,
  start: number,
): void {
  let tap = 0;
  for (let x = 0, out = start; x < first.length; x++, out += 3) {
    let at = row + (first[x] as number) * 3;
    let red = half;
    let green = half;
    let blue = half;
    for (const stop = tap + taps; tap < stop; tap += 4, at += 12) {
      const a = weights[tap] as number;
      const b = weights[tap + 1] as number;
      const c = weights[tap + 2] as number;
      const d = weights[tap + 3] as number;
      red = (red + four(data, at, a, b, c, d)) | 0;
      green = (green + four(data, at + 1, a, b, c, d)) | 0;
      blue = (blue + four(data, at + 2, a, b, c, d)) | 0;
    }
    result[out] = clamp(red);
    result[out + 1] = clamp(green);
    result[out + 2] = clamp(blue);
  }
}

/** One channel of four neighbours, weighted. */
function four(data: Uint8Array, at: number, a: number, b: number, c: number, d: number): number {
  return (
    (Math.imul(data[at] as number, a) +
      Math.imul(data[at + 3] as number, b) +
      Math.imul(data[at + 6] as number, c) +
      Math.imul(data[at + 9] as number, d)) |
    0
  );
}
