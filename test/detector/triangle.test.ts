import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { compiledKernel } from '../../scripts/kernel.mjs';
import { placement } from '../../src/common/foreign/input.ts';
import type { PictureInput } from '../../src/common/foreign/input.ts';
import { seededRandom } from '../../src/common/random.ts';
import { fill } from '../../src/detector/inputImage.ts';
import type { Pixels } from '../../src/detector/jpegDecoder.ts';
import { reduce } from '../../src/detector/triangle/triangle.ts';

const folder = path.join(import.meta.dirname, '../../src/detector/triangle');

it('the compiled code is that of the source beside it', async () => {
  expect(readFileSync(path.join(folder, 'kernelCode.ts'), 'utf8')).toBe(await compiledKernel());
});

function noise(width: number, height: number, seed: number): Pixels {
  const random = seededRandom(seed);
  // Whole patches of black and white, too: sums must be cut at both ends.
  const value = (): number => {
    const kind = random();
    return kind < 0.2 ? 0 : kind < 0.4 ? 255 : Math.floor(random() * 256);
  };
  return { data: Uint8Array.from({ length: width * height * 3 }, value), width, height };
}

/** Pillow's Resample.c in one dimension, as it is written there: `at(index)` is one channel of pixel `index`. */
function pillow(at: (index: number) => number, size: number, to: number, target: number): number {
  const scale = size / to;
  const support = Math.max(1, scale);
  const centre = (target + 0.5) * scale;
  const from = Math.max(0, Math.trunc(centre - support + 0.5));
  const end = Math.min(size, Math.trunc(centre + support + 0.5));
  const weights = Array.from({ length: end - from }, (_, index) =>
    Math.max(0, 1 - Math.abs((index + from - centre + 0.5) / support)),
  );
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const whole = weights.reduce(
    (all, weight, index) => all + at(from + index) * Math.round((weight / sum) * 2 ** 22),
    2 ** 21,
  );
  return Math.min(255, Math.floor(whole / 2 ** 22));
}

function plainly({ data, width, height }: Pixels, to: { readonly width: number; readonly height: number }): Uint8Array {
  const narrow = new Uint8Array(to.width * height * 3);
  const result = new Uint8Array(to.width * to.height * 3);
  for (let channel = 0; channel < 3; channel++) {
    for (let x = 0; x < to.width; x++) {
      for (let y = 0; y < height; y++) {
        const at = (index: number): number => data[(y * width + index) * 3 + channel] ?? NaN;
        narrow[(y * to.width + x) * 3 + channel] = pillow(at, width, to.width, x);
      }
      for (let y = 0; y < to.height; y++) {
        const at = (index: number): number => narrow[(index * to.width + x) * 3 + channel] ?? NaN;
        result[(y * to.width + x) * 3 + channel] = pillow(at, height, to.height, y);
      }
    }
  }
  return result;
}

it.each([
  ['both sides smaller', 61, 47, 40, 31],
  ['just smaller', 33, 21, 32, 20],
  ['one side as it is', 40, 30, 40, 17],
  ['both as they are', 19, 23, 19, 23],
  ['one grows, one shrinks', 30, 64, 45, 32],
  ['much smaller', 190, 150, 20, 11],
  ['to one pixel', 90, 50, 1, 1],
  ['of one pixel', 1, 1, 5, 3],
  ['a lying strip', 2000, 1, 700, 1],
  ['a standing strip', 1, 2000, 1, 640],
  ['rows that are wider than a strip of memory', 50_000, 3, 20_000, 2],
  ['more rows than one strip of memory holds', 200, 700, 130, 460],
])('reduces as Pillow does, to the bit: %s', (_, width, height, toWidth, toHeight) => {
  const pixels = noise(width, height, width * 31 + height);
  const reduced = reduce(pixels, pixels, toWidth, toHeight);
  expect({ width: reduced.width, height: reduced.height }).toEqual({ width: toWidth, height: toHeight });
  const differing = plainly(pixels, reduced).findIndex((value, index) => value !== reduced.data[index]);
  expect(differing).toBe(-1);
});

const letterbox: PictureInput = {
  order: 'rgb',
  scale: 1,
  mean: [0.5, 0.4, 0.3],
  deviation: [0.2, 0.3, 0.4],
  filter: 'antialias',
  size: { kind: 'letterbox', width: 32, height: 32, align: 'centre' },
  padding: 114,
  layout: 'nchw',
  element: 'float32',
};

it.each(['nchw', 'nhwc'] as const)('an image that is written over holds nothing of what it was: %s', (layout) => {
  for (const element of ['float32', 'float16', 'uint8'] as const) {
    const input = { ...letterbox, layout, element };
    const place = placement(20, 10, input.size);
    const pixels = noise(place.width, place.height, 7);
    const fresh = fill(pixels, place, input);
    const spare = new Uint8Array(fresh.byteLength).fill(0xab).buffer;
    const again = fill(pixels, place, input, spare);
    expect(again.buffer).toBe(spare);
    expect(again).toEqual(fresh);
    // Of another length it is left alone.
    expect(fill(pixels, place, input, new ArrayBuffer(8))).toEqual(fresh);
  }
});
