// Makes 8-bit pictures smaller with a triangle that is widened by the reduction, as PIL's bilinear filter does to the bit: across
// first, then down, rounded to 8 bits after each. Large reductions are averaged by whole pixels first, as libvips does.
import type { Pixels } from './jpegDecoder.ts';
import { reduce } from './triangle/triangle.ts';

/** Whole pixels are averaged as long as the triangle still has this much to reduce: it hides the squares of the averages. */
const leftToTriangle = 2;

/**
 * `pixels` at `width` × `height`; no side may grow beyond the pixels' own but by the triangle's plain interpolation. The result is to be
 * used at once: the next call in this thread writes over it.
 */
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
  const reduced = reduce(averaged, { width: picture.width / across, height: picture.height / down }, width, height);
  return { ...reduced, data: reduced.data.slice() };
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
