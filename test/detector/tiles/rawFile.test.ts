import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCard } from '../../../src/common/model/card.ts';
import type { Region } from '../../../src/common/tiles/plan.ts';
import { openPicture, withPixels } from '../../../src/detector/picture.ts';
import { shrink } from '../../../src/detector/shrink.ts';
import { RawFile } from '../../../src/detector/tiles/rawFile.ts';
import { readRegion, readShrunk } from '../../../src/detector/tiles/rawPixels.ts';
import { planPicture } from '../../../src/detector/tiles/tiledPicture.ts';
import { scratchFile, sweepScratch } from '../../../src/detector/tiles/scratch.ts';
import { seeded } from '../../support/seeded.ts';

let folder = '';
let scratch = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-tiles-'));
  scratch = path.join(folder, 'scratch');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const size = { width: 733, height: 521 };

/** Waves in each colour with noise: no two places look alike. */
function scene(channels: 3 | 4 = 3): Sharp {
  const random = seeded(11);
  const data = Uint8Array.from({ length: size.width * size.height * channels }, (_, index) => {
    const pixel = Math.floor(index / channels);
    const [x, y] = [pixel % size.width, Math.floor(pixel / size.width)];
    return 128 + 90 * Math.sin(x / (17 + (index % channels) * 5)) * Math.cos(y / 23) + 30 * random();
  });
  return sharp(data, { raw: { ...size, channels } });
}

const files: Readonly<Record<string, (file: string) => Promise<unknown>>> = {
  'striped.tif': (file) => scene().tiff({ compression: 'none' }).toFile(file),
  'striped-lzw.tif': (file) => scene().tiff({ compression: 'lzw' }).toFile(file),
  'tiled-deflate.tif': (file) =>
    scene().tiff({ compression: 'deflate', tile: true, tileWidth: 64, tileHeight: 64 }).toFile(file),
  'tiled-jpeg.tif': (file) =>
    scene().tiff({ compression: 'jpeg', tile: true, tileWidth: 128, tileHeight: 128 }).toFile(file),
  'baseline.jpg': (file) => scene().jpeg().toFile(file),
  'progressive.jpg': (file) => scene().jpeg({ progressive: true }).toFile(file),
  'inks.jpg': (file) => scene().toColourspace('cmyk').jpeg().toFile(file),
  'plain.png': (file) => scene().png({ compressionLevel: 1 }).toFile(file),
  'transparent.png': (file) => scene(4).png({ compressionLevel: 1 }).toFile(file),
  'deep.png': (file) => scene().toColourspace('rgb16').png({ compressionLevel: 1 }).toFile(file),
  'grey.png': (file) => scene().greyscale().png({ compressionLevel: 1 }).toFile(file),
  'picture.webp': (file) => scene().webp().toFile(file),
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => [
      `turned-${orientation}.jpg`,
      (file: string) => scene().withMetadata({ orientation }).jpeg().toFile(file),
    ]),
  ),
};

async function wholePixels(file: string): Promise<{ data: Uint8Array; width: number; height: number }> {
  const { value } = await withPixels(await openPicture(file, 1e9, 'decode'), 'stored', (pixels) =>
    pixels.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true }),
  );
  return { data: value.data, width: value.info.width, height: value.info.height };
}

/** How many values differ from the same place of the whole picture. */
function differences(data: Uint8Array, whole: Awaited<ReturnType<typeof wholePixels>>, region: Region): number {
  let count = 0;
  for (let y = 0, at = 0; y < region.height; y++) {
    const from = ((region.top + y) * whole.width + region.left) * 3;
    for (let x = 0; x < region.width * 3; x++, at++) if (data[at] !== whole.data[from + x]) count++;
  }
  return count;
}

const read = readCard(
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../models/fcos_r10_bccd.json'), 'utf8')),
);
if (!read.ok) throw new Error(read.failure.message);
const card = read.value;

describe('a picture in a temporary file', () => {
  it.each(Object.entries(files))(
    '%s has the same pixels in every part as when it is read whole',
    async (name, write) => {
      const file = path.join(folder, name);
      await write(file);
      const whole = await wholePixels(file);
      const raw = await RawFile.decode(await openPicture(file, 1e9, 'look'), scratch);
      try {
        const random = seeded(3);
        for (let count = 0; count < 12; count++) {
          const width = 1 + Math.floor(random() * whole.width);
          const height = 1 + Math.floor(random() * whole.height);
          const left = Math.floor(random() * (whole.width - width + 1));
          const top = Math.floor(random() * (whole.height - height + 1));
          const region = { left, top, width, height };
          const part = readRegion(raw.pixels, region);
          expect([part.width, part.height]).toEqual([width, height]);
          expect(differences(part.data, whole, region)).toBe(0);
        }
        for (const [width, height] of [
          [96, 70],
          [300, 200],
          [whole.width, whole.height],
        ] as const) {
          const small = await readShrunk(raw.pixels, width, height);
          const expected = shrink(whole, width, height);
          // Averages begin at the file's first corner, which is another one of the upright picture where it is turned.
          const most = name.startsWith('turned') && !name.includes('-1') ? 12 : 0;
          const largest = small.data.reduce(
            (worst, value, at) => Math.max(worst, Math.abs(value - (expected.data[at] ?? 0))),
            0,
          );
          expect([small.width, small.height]).toEqual([width, height]);
          expect(largest).toBeLessThanOrEqual(most);
        }
      } finally {
        await raw.close();
      }
    },
  );

  it('leaves none behind, neither while it is open nor when the picture is broken', async () => {
    const file = path.join(folder, 'whole.png');
    await scene().png().toFile(file);
    const raw = await RawFile.decode(await openPicture(file, 1e9, 'look'), scratch);
    if (process.platform !== 'win32') expect(await readdir(scratch)).toEqual([]);
    expect(readRegion(raw.pixels, { left: 5, top: 6, width: 7, height: 8 }).data).toHaveLength(7 * 8 * 3);
    await raw.close();
    expect(await readdir(scratch)).toEqual([]);
    const broken = path.join(folder, 'broken.png');
    const bytes = await sharp(file).png().toBuffer();
    bytes.fill(0, 33, bytes.length);
    await writeFile(broken, bytes);
    await expect(
      openPicture(broken, 1e9, 'look').then((picture) => RawFile.decode(picture, scratch)),
    ).rejects.toThrow();
    expect(await readdir(scratch)).toEqual([]);
  });

  it('is refused when it can only be decoded whole and is over the limit for that', async () => {
    for (const name of ['progressive.jpg', 'picture.webp']) {
      const file = path.join(folder, name);
      await files[name]?.(file);
      await expect(planPicture(file, card, { side: 300 }, 10_000)).rejects.toThrow('can only be decoded whole');
    }
    const file = path.join(folder, 'striped.tif');
    await files['striped.tif']?.(file);
    expect(await planPicture(file, card, { side: 300 }, 10_000)).toMatchObject({ picture: size });
  });
});

describe('the folder of temporary files', () => {
  it('is swept of what a process left that is gone, and of nothing else', async () => {
    const own = path.join(folder, 'swept');
    const mine = await scratchFile(10, own);
    await writeFile(mine, 'mine');
    const gone = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
    await writeFile(path.join(own, `${gone}-0123456789abcdef.v`), 'left');
    await writeFile(path.join(own, 'notes.txt'), 'somebody else');
    await sweepScratch(own);
    expect((await readdir(own)).sort()).toEqual([path.basename(mine), 'notes.txt'].sort());
  });

  it('is not swept of anything when it is not there', async () => {
    await expect(sweepScratch(path.join(folder, 'absent'))).resolves.toBeUndefined();
  });

  it('says how much room is missing before anything is decoded', async () => {
    await expect(scratchFile(1e18, scratch)).rejects.toThrow(/needs 1000000000\.0 GB .* are free/);
  });

  it.skipIf(process.platform === 'win32')('is not used when somebody put something else in its place', async () => {
    const elsewhere = path.join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await symlink(elsewhere, path.join(folder, 'link'));
    await expect(scratchFile(10, path.join(folder, 'link'))).rejects.toThrow('cannot be used');
  });
});
