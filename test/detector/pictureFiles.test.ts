import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PictureFacts } from '../../src/common/pictureFacts.ts';
import { defaultPixelLimit } from '../../src/common/protocol.ts';
import { failureOf } from '../../src/common/result.ts';
import type { Result } from '../../src/common/result.ts';
import { drawThumbnail, drawUpright, probe } from '../../src/detector/pictures.ts';
import { describeWithShared } from '../support/shared.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-pictures-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function resultOf<T>(work: Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work };
  } catch (caught) {
    return { ok: false, failure: failureOf(caught) };
  }
}

const probed = (file: string): Promise<Result<PictureFacts>> => resultOf(probe(file, defaultPixelLimit));

/** The upright copy's pixels, [height, width, 3]. */
async function upright(file: string): Promise<{ data: Buffer; width: number; height: number }> {
  const output = path.join(folder, 'upright.png');
  await drawUpright(file, output, defaultPixelLimit);
  const { data, info } = await sharp(output).raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(3);
  return { data, width: info.width, height: info.height };
}

function pixel(picture: { data: Buffer; width: number }, x: number, y: number): number[] {
  return [...picture.data.subarray((y * picture.width + x) * 3, (y * picture.width + x) * 3 + 3)];
}

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const full = path.join(folder, name);
  await writeFile(full, bytes);
  return full;
}

/** A noisy picture, so that its file has some length. */
function noise(width: number, height: number): Sharp {
  const data = Uint8Array.from(
    { length: width * height * 3 },
    (_, index) => (index * 7919 + (index >> 5) * 104729) & 255,
  );
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** The size that a weird file's description states or that ok.jpg has. */
function expectedSize(name: string): { width: number; height: number } {
  const stated = /(\d+)x(\d+)$/.exec(name.replace(/\.\w+$/, ''));
  if (name === 'subsampled_420_odd.jpg') return { width: 119, height: 79 };
  if (stated !== null) return { width: Number(stated[1]), height: Number(stated[2]) };
  return { width: 120, height: 80 };
}

describeWithShared('every nasty picture', (shared) => {
  const weird = path.join(shared, 'data/weird');
  const rows = (
    JSON.parse(execFileSync('cat', [path.join(weird, 'manifest.json')], { encoding: 'utf8' })) as {
      file: string;
      what: string;
      expect: string;
    }[]
  ).filter(
    ({ file: name }) => /^(images|exif|names)\//.test(name) && !name.endsWith('.json') && !name.includes('readme'),
  );

  it.each(rows)('is taken as the manifest expects: $file', async ({ file: name, expect: expected }) => {
    const full = path.join(weird, name);
    const result = await probed(full);
    const thumbnail = path.join(folder, 'thumbnail.webp');
    await rm(thumbnail, { force: true });
    const drawn = await resultOf(drawThumbnail(full, 64, thumbnail, defaultPixelLimit));
    expect(drawn.ok).toBe(result.ok);
    if (!result.ok) {
      expect(expected).toMatch(/reject/);
      expect(result.failure.kind).toMatch(/^(unreadable|unsupported|too-large)$/);
      expect(result.failure.message).toMatch(/^[^\n]+\.$/);
      expect(result.failure.message).not.toContain(weird);
      if (expected.includes('reject by size')) expect(result.failure.kind).toBe('too-large');
      expect(await readdir(folder)).not.toContain('thumbnail.webp');
      return;
    }
    expect(expected).toMatch(/accept|warn|first|treat as 1|one stated rule/);
    if (/warn/.test(expected)) expect(result.value.warning).toBeDefined();
    else expect(result.value.warning).toBeUndefined();
    if (/warn/.test(expected)) expect(result.value.displayable).toBe(false);
    expect(result.value).toMatchObject(expectedSize(path.basename(name)));
    const metadata = await sharp(await readFile(thumbnail)).metadata();
    expect(metadata.format).toBe('webp');
    expect(Math.max(metadata.width, metadata.height)).toBeLessThanOrEqual(64);
    expect((await upright(full)).width).toBe(result.value.width);
  });

  it('is never a folder', async () => {
    expect(await probed(path.join(weird, 'images/not_an_image.jpg'))).toMatchObject({
      ok: false,
      failure: { kind: 'unsupported' },
    });
  });

  it('shows the same picture for all eight orientations', async () => {
    const first = await upright(path.join(weird, 'exif/orientation_1.jpg'));
    expect(pixel(first, 30, 20)[0]).toBeGreaterThan(180);
    const names = [2, 3, 4, 5, 6, 7, 8].map((orientation) => `orientation_${orientation}.jpg`);
    for (const name of [...names, 'orientation_6.png', 'orientation_6.webp']) {
      const orientation = Number(/\d/.exec(name)?.[0]);
      const displayable = name.endsWith('.jpg');
      expect(await probed(path.join(weird, 'exif', name))).toMatchObject({
        ok: true,
        value: { orientation, width: 120, height: 80, displayable },
      });
      const picture = await upright(path.join(weird, 'exif', name));
      const difference = picture.data.reduce(
        (sum, value, index) => sum + Math.abs(value - (first.data[index] ?? 0)),
        0,
      );
      expect(difference / first.data.length, name).toBeLessThan(4);
    }
  });

  it('takes 16 bits scaled and not clipped, CMYK and grey near the plain picture', async () => {
    const plain = await upright(path.join(weird, 'images/ok.png'));
    const close = (name: string, x: number, y: number, within: number): Promise<void> =>
      upright(path.join(weird, 'images', name)).then((picture) => {
        pixel(picture, x, y).forEach((value, channel) =>
          expect(Math.abs(value - (pixel(plain, x, y)[channel] ?? 0))).toBeLessThanOrEqual(within),
        );
      });
    await close('rgb16.png', 30, 20, 2);
    await close('rgb16.png', 100, 70, 2);
    await close('cmyk.jpg', 100, 70, 20);
    await close('cmyk.jpg', 30, 20, 20);
    const grey = await upright(path.join(weird, 'images/gray.jpg'));
    const grey16 = await upright(path.join(weird, 'images/gray16.png'));
    expect(Math.abs((pixel(grey, 30, 20)[0] ?? 0) - (pixel(grey16, 30, 20)[0] ?? 0))).toBeLessThanOrEqual(3);
    const greyTiff = await upright(path.join(weird, 'images/gray16.tiff'));
    expect(pixel(greyTiff, 30, 20)).toEqual(pixel(grey16, 30, 20));
  });
});

describe('a picture file', () => {
  it('is laid over white where it is transparent', async () => {
    const clear = await sharp({
      create: { width: 4, height: 4, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect(pixel(await upright(await file('clear.png', clear)), 1, 1)).toEqual([255, 255, 255]);
  });

  it('is read as AVIF, as TIFF with orientation, and as a CMYK-free WebP', async () => {
    expect(await probed(await file('a.avif', await noise(70, 50).avif({ effort: 0 }).toBuffer()))).toMatchObject({
      value: { format: 'avif', width: 70, height: 50 },
    });
    const tiff = await noise(70, 50).withMetadata({ orientation: 6 }).tiff().toBuffer();
    expect(await probed(await file('a.tiff', tiff))).toMatchObject({
      value: { format: 'tiff', width: 50, height: 70, orientation: 6, displayable: false },
    });
    expect((await upright(path.join(folder, 'a.tiff'))).width).toBe(50);
  });

  it('that is large and cut, or ends in a film, is told apart without decoding', async () => {
    const jpeg = await noise(600, 600).jpeg({ quality: 95 }).toBuffer();
    const film = Buffer.alloc(200_000, 0x41);
    const cases: [string, Uint8Array, boolean][] = [
      ['whole.jpg', jpeg, false],
      ['film.jpg', Buffer.concat([jpeg, film]), false],
      ['cut.jpg', jpeg.subarray(0, jpeg.length >> 1), true],
    ];
    const png = await noise(700, 700).png({ compressionLevel: 0 }).toBuffer();
    cases.push(['whole.png', png, false], ['cut.png', png.subarray(0, png.length - 200), true]);
    const flipped = Buffer.from(await noise(500, 500).png({ compressionLevel: 0 }).toBuffer());
    flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 255;
    cases.push(['flipped.png', flipped, true]);
    const webp = await noise(600, 600).webp().toBuffer();
    cases.push(['cut.webp', webp.subarray(0, webp.length - 100), true]);
    for (const [name, bytes, damaged] of cases) {
      const result = await probed(await file(name, bytes));
      expect(!result.ok || result.value.warning !== undefined, name).toBe(damaged);
    }
  });

  it('that is a pipe is refused at once', async () => {
    if (process.platform === 'win32') return;
    const pipe = path.join(folder, 'pipe.jpg');
    execFileSync('mkfifo', [pipe]);
    expect(await probed(pipe)).toMatchObject({ ok: false, failure: { kind: 'unsupported' } });
  });

  it('that is gone says so', async () => {
    expect(await probed(path.join(folder, 'nowhere.jpg'))).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
  });

  it('over the limit is refused before it is decoded, by the limit that was given', async () => {
    const name = await file('limit.png', await noise(40, 30).png().toBuffer());
    expect(await resultOf(probe(name, 1199))).toMatchObject({ failure: { kind: 'too-large' } });
    expect(await resultOf(probe(name, 1200))).toMatchObject({ ok: true });
  });

  it('leaves no temporary file behind when its thumbnail cannot be written', async () => {
    const name = await file('good.png', await noise(20, 20).png().toBuffer());
    const result = await resultOf(drawThumbnail(name, 16, path.join(name, 'inside-a-file.webp'), defaultPixelLimit));
    expect(result).toMatchObject({ ok: false, failure: { kind: 'disk' } });
    expect((await readdir(folder)).filter((one) => one.includes('.part'))).toEqual([]);
  });
});
