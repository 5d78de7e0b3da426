import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { torchvisionInput } from '../../src/common/fcos/spec.ts';
import { fcosInput } from '../../src/common/foreign/input.ts';
import { defaultPixelLimit } from '../../src/common/protocol.ts';
import { seededRandom } from '../../src/common/random.ts';
import { withJpeg } from '../../src/detector/jpegDecoder.ts';
import type { Pixels } from '../../src/detector/jpegDecoder.ts';
import { readPlainJpeg } from '../../src/detector/jpegHeader.ts';
import type { PlainJpeg } from '../../src/detector/jpegHeader.ts';
import { openPicture } from '../../src/detector/picture.ts';
import { prepare } from '../../src/detector/preprocess.ts';
import { shrink } from '../../src/detector/shrink.ts';
import { describeWithShared } from '../support/shared.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-jpeg-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function decodeJpeg(bytes: Buffer, header: PlainJpeg): Promise<Pixels> {
  return withJpeg(bytes, header, ({ data, width, height }) => ({ data: data.slice(), width, height }));
}

/** Soft random patches: noise in every pixel would say nothing of how a picture is made smaller. */
function drawn(width: number, height: number, seed: number): Buffer {
  const random = seededRandom(seed);
  const coarse = Uint8Array.from({ length: 20 * 15 * 3 }, () => Math.floor(random() * 256));
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = (Math.floor((y * 15) / height) * 20 + Math.floor((x * 20) / width)) * 3;
      for (let channel = 0; channel < 3; channel++) data[(y * width + x) * 3 + channel] = coarse[cell + channel] ?? 0;
    }
  }
  return data;
}

const raw = (width: number, height: number): { raw: { width: number; height: number; channels: 3 } } => ({
  raw: { width, height, channels: 3 },
});

function largest(ours: Uint8Array, theirs: Uint8Array): number {
  expect(ours.length).toBe(theirs.length);
  return ours.reduce((most, value, index) => Math.max(most, Math.abs(value - (theirs[index] ?? NaN))), 0);
}

/** The file with an EXIF segment that says so; `withMetadata` would add a colour profile. */
function oriented(jpeg: Buffer, orientation: number): Buffer {
  const exif = Buffer.from(
    'ffe100224578696600004949 2a0008000000 0100 120103000100000000000000 00000000'.replaceAll(' ', ''),
    'hex',
  );
  exif[28] = orientation;
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}

describe('a plain JPEG', () => {
  const kinds = {
    baseline: { quality: 85 },
    progressive: { quality: 85, progressive: true },
    'without subsampling': { quality: 85, chromaSubsampling: '4:4:4' },
  };
  for (const [kind, options] of Object.entries(kinds)) {
    it(`(${kind}) has exactly libvips’ pixels in every orientation`, async () => {
      for (let orientation = 1; orientation <= 8; orientation++) {
        const stored = await sharp(drawn(121, 79, orientation), raw(121, 79))
          .jpeg(options)
          .toBuffer();
        const bytes = oriented(stored, orientation);
        const header = readPlainJpeg(bytes);
        expect(header).toMatchObject({ width: 121, height: 79, orientation });
        const ours = await decodeJpeg(bytes, header!);
        const theirs = await sharp(bytes).autoOrient().raw().toBuffer({ resolveWithObject: true });
        expect([ours.width, ours.height]).toEqual([theirs.info.width, theirs.info.height]);
        expect(largest(ours.data, theirs.data), `orientation ${orientation}`).toBe(0);
      }
    });
  }

  it('is handed over where the codec put it: a copy takes Electron longer than decoding', async () => {
    const bytes = await sharp(drawn(64, 48, 2), raw(64, 48))
      .jpeg()
      .toBuffer();
    const { own, all } = await withJpeg(bytes, readPlainJpeg(bytes)!, ({ data }) => {
      return { own: data.length, all: data.buffer.byteLength };
    });
    expect(own).toBe(64 * 48 * 3);
    expect(all).toBeGreaterThan(own);
  });

  it('of grey has three equal channels', async () => {
    const bytes = await sharp(drawn(40, 30, 9), raw(40, 30))
      .toColourspace('b-w')
      .jpeg()
      .toBuffer();
    const ours = await decodeJpeg(bytes, readPlainJpeg(bytes)!);
    expect(largest(ours.data, await sharp(bytes).toColourspace('srgb').raw().toBuffer())).toBe(0);
  });

  it('stops being plain with inks, and a fault in its data is an error, not a grey half', async () => {
    const picture = sharp(drawn(120, 80, 3), raw(120, 80));
    const profiled = await picture.clone().withIccProfile('p3').jpeg().toBuffer();
    const stored = await sharp(profiled, { ignoreIcc: true }).raw().toBuffer();
    expect(largest((await decodeJpeg(profiled, readPlainJpeg(profiled)!)).data, stored)).toBe(0);
    expect(readPlainJpeg(await picture.clone().toColourspace('cmyk').jpeg().toBuffer())).toBeUndefined();
    const whole = await picture.clone().jpeg().toBuffer();
    const header = readPlainJpeg(whole)!;
    await expect(decodeJpeg(whole.subarray(0, whole.length / 2), header)).rejects.toThrow();
    // And the next one is read as if nothing had been.
    const { data } = await decodeJpeg(whole, header);
    expect(largest(data, await sharp(whole).raw().toBuffer())).toBe(0);
  });

  it('is read from any bytes without reading beyond them', () => {
    const random = seededRandom(4);
    const start = [0xff, 0xd8, 0xff];
    for (let round = 0; round < 3000; round++) {
      const bytes = Buffer.from(
        Array.from({ length: 60 }, (_, at) => start[at] ?? (random() < 0.2 ? 0xff : random() * 256)),
      );
      bytes[3] = [0xe1, 0xc0, 0xe2, 0xda][round % 4] ?? 0;
      if (round % 4 === 0) bytes.write('Exif\0\0II*\0', 6, 'latin1');
      expect(() => readPlainJpeg(bytes)).not.toThrow();
    }
  });

  it('that is cut short is prepared from what can be decoded, as any other picture', async () => {
    const whole = await sharp(drawn(120, 80, 5), raw(120, 80))
      .jpeg()
      .toBuffer();
    const file = path.join(folder, 'cut.jpg');
    await writeFile(file, whole.subarray(0, Math.floor(whole.length * 0.7)));
    const { geometry } = await prepare(file, defaultPixelLimit, fcosInput(torchvisionInput));
    expect(geometry).toMatchObject({ imageWidth: 120, imageHeight: 80 });
  });
});

describe('a picture made smaller', () => {
  it.each([
    [320, 240],
    [416, 312],
    [500, 333],
    [64, 48],
    [640, 100],
    [33, 480],
  ])('to %i × %i differs from libvips’ by what rounding does', async (width, height) => {
    const data = drawn(640, 480, 11);
    const ours = shrink({ data, width: 640, height: 480 }, width, height);
    const theirs = await sharp(data, raw(640, 480))
      .resize({ width, height, fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false })
      .raw()
      .toBuffer();
    const differences = Float64Array.from(ours.data, (value, index) => Math.abs(value - (theirs[index] ?? NaN)));
    expect(ours.data.length).toBe(theirs.length);
    expect(differences.reduce((sum, one) => sum + one, 0) / differences.length).toBeLessThan(1);
  });

  it('keeps an even area even, whatever the sizes', () => {
    for (const [from, to] of [
      [7, 3],
      [100, 99],
      [101, 7],
      [640, 1],
      [2, 1],
    ] as const) {
      const { data } = shrink({ data: new Uint8Array(from * from * 3).fill(201), width: from, height: from }, to, to);
      expect(new Set(data), `${from} to ${to}`).toEqual(new Set([201]));
    }
  });
});

describeWithShared('JPEG files of many makings', (shared) => {
  it('are measured as libvips measures them', async () => {
    const found = await readdir(path.join(shared, 'data/weird'), { recursive: true });
    let plain = 0;
    for (const name of found.filter((one) => /\.jpe?g$/i.test(one))) {
      const file = path.join(shared, 'data/weird', name);
      const bytes = await readFile(file).catch(() => Buffer.alloc(0));
      const header = readPlainJpeg(bytes);
      if (header === undefined) continue;
      plain++;
      // "look" asks libvips, "decode" reads the header here.
      const [theirs, ours] = await Promise.all([
        openPicture(file, defaultPixelLimit, 'look').catch(() => undefined),
        openPicture(file, defaultPixelLimit, 'decode').catch(() => undefined),
      ]);
      expect([ours?.width, ours?.height, ours?.orientation], name).toEqual([
        theirs?.width,
        theirs?.height,
        theirs?.orientation,
      ]);
    }
    expect(plain).toBeGreaterThan(20);
  });
});
