import { describe, expect, it } from 'vitest';
import { sizeSpec } from '../../../src/common/fcos/sizes.ts';
import type { InputSpec } from '../../../src/common/fcos/spec.ts';
import { seededRandom } from '../../../src/common/random.ts';
import { fcosInput, placement } from '../../../src/common/foreign/input.ts';
import { fill } from '../../../src/detector/inputImage.ts';
import type { Placement } from '../../../src/detector/training/augment.ts';
import { drawCanvas } from '../../../src/detector/training/canvas.ts';
import type { Source } from '../../../src/detector/training/canvas.ts';

const spec = sizeSpec('nano', 1, 64).input;
const canvas = { width: 48, height: 40 };
const random = seededRandom(9);
const source: Source = {
  width: 48,
  height: 40,
  data: Uint8Array.from({ length: 48 * 40 * 3 }, () => Math.floor(random() * 256)),
};
const whole: Placement = {
  picture: 0,
  left: 0,
  top: 0,
  width: 48,
  height: 40,
  mirrored: false,
  flipped: false,
  clip: { x1: 0, y1: 0, x2: 48, y2: 40 },
  gain: 1,
  offset: 0,
  saturation: 1,
};

function drawn(placed: readonly Placement[], input: InputSpec = spec, from: Source = source): Float32Array {
  const image = new Float32Array(canvas.width * canvas.height * 3).fill(5);
  drawCanvas(placed, () => from, canvas, input, image);
  return image;
}

function largest(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0);
}

/** As inference would see a picture that needs no resizing. */
const expected = (input: InputSpec, pixels: Source = source): Float32Array =>
  Float32Array.from(fill(pixels, placement(48, 40, { kind: 'stretch', width: 48, height: 40 }), fcosInput(input)));

describe('a canvas', () => {
  it('with a whole picture is what inference would see, in either order of the channels', () => {
    expect(largest(drawn([whole]), expected(spec))).toBeLessThan(1e-6);
    const original: InputSpec = { ...spec, order: 'bgr', scale: 255, mean: [103, 116, 123], deviation: [1, 2, 3] };
    expect(largest(drawn([whole], original), expected(original))).toBeLessThan(1e-4);
  });

  it('shows a turned picture pixel for pixel', () => {
    const turned = (mirrored: boolean, flipped: boolean): Source => {
      const data = new Uint8Array(source.data.length);
      for (let y = 0; y < 40; y++) {
        for (let x = 0; x < 48; x++) {
          const from = ((flipped ? 39 - y : y) * 48 + (mirrored ? 47 - x : x)) * 3;
          data.set(source.data.subarray(from, from + 3), (y * 48 + x) * 3);
        }
      }
      return { ...source, data };
    };
    for (const [mirrored, flipped] of [
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      const image = drawn([{ ...whole, mirrored, flipped }]);
      expect(largest(image, expected(spec, turned(mirrored, flipped)))).toBeLessThan(1e-5);
    }
  });

  it('is the mean colour where no picture lies, and a picture ends where it is cut', () => {
    const clip = { x1: 10, y1: 8, x2: 30, y2: 20 };
    const image = drawn([{ ...whole, clip }]);
    const all = expected(spec);
    image.forEach((value, at) => {
      const [x, y] = [at % 48, Math.floor(at / 48) % 40];
      const inside = x >= clip.x1 && x < clip.x2 && y >= clip.y1 && y < clip.y2;
      expect(Math.abs(value - (inside ? (all[at] as number) : 0))).toBeLessThan(1e-6);
    });
    expect(drawn([]).every((value) => value === 0)).toBe(true);
  });

  it('samples an enlarged picture between its pixels, never beyond them', () => {
    const data = Uint8Array.of(0, 0, 0, 200, 200, 200);
    const two: Source = { width: 2, height: 1, data };
    const plain: InputSpec = { ...spec, scale: 255, mean: [0, 0, 0], deviation: [1, 1, 1] };
    const row = [...drawn([whole], plain, two).subarray(0, 48)];
    expect(row[0]).toBe(0);
    expect(row[47]).toBe(200);
    expect(row).toEqual([...row].sort((a, b) => a - b));
    expect(row[23]).toBeCloseTo(200 * ((23.5 / 48) * 2 - 0.5), 3);
    const upright = drawn([whole], plain, { width: 1, height: 2, data });
    const column = Array.from({ length: 40 }, (_, y) => upright[y * 48] as number);
    expect(column).toEqual([...column].sort((a, b) => a - b));
    expect(column[19]).toBeCloseTo(200 * ((19.5 / 40) * 2 - 0.5), 3);
  });

  it('changes colours as asked and stays within white and black', () => {
    const plain: InputSpec = { ...spec, scale: 255, mean: [0, 0, 0], deviation: [1, 1, 1] };
    const one: Source = { width: 1, height: 1, data: Uint8Array.of(200, 100, 0) };
    const colour = (changes: Partial<Placement>): number[] => {
      const image = drawn([{ ...whole, ...changes }], plain, one);
      return [0, 1, 2].map((channel) => image[channel * 48 * 40] as number);
    };
    expect(colour({})).toEqual([200, 100, 0]);
    expect(colour({ gain: 0.5, offset: 10 })).toEqual([110, 60, 10]);
    expect(colour({ gain: 2, offset: -50 })).toEqual([255, 150, 0]);
    const grey = 0.299 * 200 + 0.587 * 100;
    for (const value of colour({ saturation: 0 })) expect(value).toBeCloseTo(grey, 4);
    const [red = 0, green = 0] = colour({ saturation: 0.5 });
    expect(red).toBeCloseTo((grey + 200) / 2, 4);
    expect(green).toBeCloseTo((grey + 100) / 2, 4);
  });
});
