import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inputSize } from '../../src/common/fcos/inputSize.ts';
import { torchvisionInput } from '../../src/common/fcos/spec.ts';
import type { InputSpec } from '../../src/common/fcos/spec.ts';
import { defaultPixelLimit } from '../../src/common/protocol.ts';
import { seededRandom } from '../../src/common/random.ts';
import { fcosInput } from '../../src/common/foreign/input.ts';
import { fill } from '../../src/detector/inputImage.ts';
import { prepare } from '../../src/detector/preprocess.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-preprocess-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const plain: InputSpec = {
  ...torchvisionInput,
  scale: 255,
  mean: [0, 0, 0],
  deviation: [1, 1, 1],
  shortSide: 2,
  longSide: 100,
  divisor: 1,
};

/** One row of grey values as RGB pixels, `rows` times. */
function grey(values: readonly number[], rows: number): { data: Uint8Array; width: number; height: number } {
  const row = values.flatMap((value) => [value, value, value]);
  const data = Uint8Array.from({ length: row.length * rows }, (_, index) => row[index % row.length] ?? 0);
  return { data, width: values.length, height: rows };
}

const size = (width: number, height: number) => {
  const original = { left: 0, top: 0, imageWidth: width, imageHeight: height };
  return { width, height, paddedWidth: width, paddedHeight: height, ...original };
};

it('samples as torch.nn.functional.interpolate(mode="bilinear", align_corners=False) without antialias', () => {
  // interpolate([0, 10, 20, 30, 40, 50, 60, 70], size=3): positions 0.8333, 3.5, 6.1667.
  const shrunk = fill(grey([0, 10, 20, 30, 40, 50, 60, 70], 2), size(3, 2), fcosInput(plain));
  [8.3333, 35, 61.6667].forEach((value, index) => expect(shrunk[index]).toBeCloseTo(value, 3));
  // interpolate([0, 100], size=4): 0, 25, 75, 100.
  const grown = fill(grey([0, 100], 1), size(4, 1), fcosInput(plain));
  [0, 25, 75, 100].forEach((value, index) => expect(grown[index]).toBeCloseTo(value, 4));
});

it('normalises, changes the channel order and pads with zeros on the right and below', () => {
  const pixels = { data: Uint8Array.from([255, 0, 128]), width: 1, height: 1 };
  const padded = { ...size(1, 1), paddedWidth: 2, paddedHeight: 2 };
  const rgb = fill(pixels, padded, fcosInput(torchvisionInput));
  expect(rgb[0]).toBeCloseTo((1 - 0.485) / 0.229, 5);
  expect(rgb[4]).toBeCloseTo((0 - 0.456) / 0.224, 5);
  expect(rgb[8]).toBeCloseTo((128 / 255 - 0.406) / 0.225, 5);
  expect([1, 2, 3, 5, 6, 7, 9, 10, 11].map((index) => rgb[index])).toEqual(new Array(9).fill(0));
  const caffe = fill(pixels, padded, {
    ...fcosInput(torchvisionInput),
    order: 'bgr',
    scale: 255,
    mean: [102.98, 115.95, 122.77],
    deviation: [1, 1, 1],
  });
  expect([caffe[0], caffe[4], caffe[8]].map((value) => Math.round((value ?? 0) * 100) / 100)).toEqual([
    25.02, -115.95, 132.23,
  ]);
});

/** The triangle filter of PIL's resize, widened by the reduction, in one dimension and exact numbers. */
function triangle(values: readonly number[], to: number): number[] {
  const ratio = values.length / to;
  const support = Math.max(1, ratio);
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * ratio;
    const weights = values.map((_, from) => Math.max(0, 1 - Math.abs((from + 0.5 - centre) / support)));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return values.reduce((total, value, from) => total + (value * (weights[from] ?? 0)) / sum, 0);
  });
}

it.each([
  [64, 32],
  [100, 33],
  [640, 320],
  [50, 80],
])('shrinks and grows %i pixels to %i with the widened triangle, as PIL does', async (from, wanted) => {
  const random = seededRandom(from);
  const values = Array.from({ length: from }, () => Math.floor(random() * 256));
  const pixels = grey(values, from);
  const file = path.join(folder, `row-${from}.png`);
  const png = await sharp(pixels.data, { raw: { width: from, height: from, channels: 3 } })
    .png()
    .toBuffer();
  await writeFile(file, png);
  const spec: InputSpec = { ...plain, filter: 'antialias', shortSide: wanted, longSide: wanted };
  const { image, geometry } = await prepare(file, defaultPixelLimit, fcosInput(spec));
  const to = inputSize(from, from, spec).width;
  expect(geometry).toEqual({ ...size(to, to), imageWidth: from, imageHeight: from });
  // At the two edges libvips repeats the last pixel, and PIL leaves out what is outside.
  const edge = Math.ceil(Math.max(1, to / from));
  triangle(values, to).forEach((value, index) => {
    const within = index < edge || index >= to - edge ? 40 : 1.5;
    expect(Math.abs((image[index] ?? 0) - value), `pixel ${index}`).toBeLessThanOrEqual(within);
  });
});

it('prepares a picture without a resize untouched, and a strip without dividing by zero', async () => {
  const random = seededRandom(5);
  const data = Uint8Array.from({ length: 40 * 30 * 3 }, () => Math.floor(random() * 256));
  const file = path.join(folder, 'same.png');
  await writeFile(
    file,
    await sharp(data, { raw: { width: 40, height: 30, channels: 3 } })
      .png()
      .toBuffer(),
  );
  const input = fcosInput({ ...plain, shortSide: 30, longSide: 40, divisor: 32 });
  const { image, geometry } = await prepare(file, defaultPixelLimit, input);
  expect(geometry).toEqual({
    left: 0,
    top: 0,
    width: 40,
    height: 30,
    paddedWidth: 64,
    paddedHeight: 32,
    imageWidth: 40,
    imageHeight: 30,
  });
  for (let y = 0; y < 30; y++) {
    for (let x = 0; x < 40; x++) expect(image[y * 64 + x]).toBe(data[(y * 40 + x) * 3]);
  }
  const strip = path.join(folder, 'strip.png');
  await writeFile(
    strip,
    await sharp({ create: { width: 1, height: 2000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
  );
  const thin = await prepare(strip, defaultPixelLimit, fcosInput({ ...torchvisionInput, filter: 'antialias' }));
  expect(thin.geometry).toMatchObject(inputSize(1, 2000, torchvisionInput));
});
