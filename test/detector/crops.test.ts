import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cropPixels, cropSize, cropSquare } from '../../src/common/geometry/crop.ts';
import type { Box } from '../../src/common/geometry/box.ts';
import type { CropWish, MadeCrop } from '../../src/common/pictureFacts.ts';
import { defaultPixelLimit } from '../../src/common/protocol.ts';
import { drawSamplePicture } from '../../src/common/sample/picture.ts';
import { cutCrops } from '../../src/detector/crops.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'boxwright-crops-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string) => path.join(folder, name);
const drawn = drawSamplePicture(4, 1);
const size = { width: drawn.width, height: drawn.height };

beforeAll(async () => {
  const picture = () => sharp(drawn.rgb, { raw: { ...size, channels: 3 } });
  await picture().jpeg({ quality: 95 }).toFile(file('plain.jpg'));
  await picture().png().toFile(file('plain.png'));
  await picture().jpeg({ quality: 95, progressive: true }).toFile(file('progressive.jpg'));
  // Lies on its side in the file and is stood up by its EXIF.
  for (const orientation of [3, 6, 8])
    await picture()
      .jpeg({ quality: 95 })
      .withMetadata({ orientation })
      .toFile(file(`turned-${orientation}.jpg`));
});

function wish(id: number, box: Box, within: { width: number; height: number }, context = 0.2, side = 128): CropWish {
  const square = cropSquare(box, context);
  const cut = cropPixels(square, within);
  return { id, cut, ...cropSize(square, cut, side) };
}

async function cut(name: string, wishes: readonly CropWish[], signal = new AbortController().signal, held?: number) {
  const made = new Map<number, Uint8Array>();
  const line = { signal, send: ({ id, bytes }: MadeCrop) => made.set(id, bytes) };
  await cutCrops(file(name), wishes, defaultPixelLimit, line, held);
  return made;
}

async function pixelsOf(image: Sharp) {
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Mean distance of two pictures of one size, in 256ths of the light. */
function distance(a: { data: Uint8Array }, b: { data: Uint8Array }): number {
  expect(a.data.length).toBe(b.data.length);
  return a.data.reduce((sum, value, index) => sum + Math.abs(value - (b.data[index] ?? 0)), 0) / a.data.length;
}

/** The same part, or one beside it, cut by sharp alone. */
async function direct(name: string, { cut: region, width, height }: CropWish, beside = 0) {
  const left = region.left >= beside ? region.left - beside : region.left + beside;
  const upright = await sharp(file(name)).autoOrient().png({ compressionLevel: 1 }).toBuffer();
  return pixelsOf(
    sharp(upright)
      .extract({ ...region, left })
      .resize(width, height, { kernel: 'linear', fit: 'fill' }),
  );
}

/** What the picture shows nearly exactly, and by far not what lies twelve pixels beside it. */
async function expectSame(name: string, wishes: readonly CropWish[], held?: number): Promise<void> {
  const made = await cut(name, wishes, undefined, held);
  for (const one of wishes) {
    const own = await pixelsOf(sharp(made.get(one.id)));
    expect([own.width, own.height]).toEqual([one.width, one.height]);
    const right = distance(own, await direct(name, one));
    const beside = distance(own, await direct(name, one, 12));
    expect([name, one.id, right < 3, beside > 2 * right]).toEqual([name, one.id, true, true]);
  }
}

const cells = drawn.truth.slice(0, 4).map(({ box }) => box);

describe('boxes cut out of a picture', () => {
  it.each(['plain.jpg', 'plain.png', 'progressive.jpg'])('are its own pixels: %s', async (name) => {
    await expectSame(
      name,
      cells.map((box, id) => wish(id, box, size, 0.3, 96)),
    );
  });

  it('are not made larger than they are, so that small ones are sharp', async () => {
    const small = wish(1, { x1: 200, y1: 150, x2: 220, y2: 170 }, size, 0, 256);
    expect([small.width, small.height]).toEqual([20, 20]);
    await expectSame('plain.png', [small]);
    const own = await pixelsOf(sharp((await cut('plain.png', [small])).get(1)));
    expect(distance(own, await direct('plain.png', small))).toBe(0);
  });

  it.each([3, 6, 8])('are upright as the picture is shown: EXIF %i', async (orientation) => {
    const upright = orientation === 3 ? size : { width: size.height, height: size.width };
    const box = { x1: 50, y1: 300, x2: 160, y2: 420 };
    await expectSame(`turned-${orientation}.jpg`, [wish(1, box, upright, 0.1, 96)]);
  });

  it('end at the border of the picture', async () => {
    const corner = wish(1, { x1: 0, y1: 0, x2: 60, y2: 40 }, size, 0.5);
    expect(corner.cut).toMatchObject({ left: 0, top: 0 });
    const { width, height } = size;
    const other = wish(2, { x1: width - 50, y1: height - 70, x2: width, y2: height }, size, 0.5);
    expect(other.cut.left + other.cut.width).toBe(width);
    expect(other.cut.top + other.cut.height).toBe(height);
    await expectSame('plain.jpg', [corner, other]);
    await expectSame('plain.png', [corner, other]);
  });

  it.each(['plain.jpg', 'plain.png', 'turned-6.jpg'])(
    'of a picture that is too large to be held come from it row by row, and are the same: %s',
    async (name) => {
      const within = name.startsWith('turned') ? { width: size.height, height: size.width } : size;
      const wishes = [
        wish(1, { x1: 90, y1: 100, x2: 330, y2: 320 }, within, 0.2, 96),
        wish(2, { x1: within.width - 40, y1: within.height - 60, x2: within.width, y2: within.height }, within, 0.5),
      ];
      await expectSame(name, wishes, 1);
    },
  );

  it('stop when nobody wants them any more', async () => {
    const stop = new AbortController();
    stop.abort();
    const wishes = cells.map((box, id) => wish(id, box, size));
    await expect(cut('plain.jpg', wishes, stop.signal)).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  });

  it('fail as the picture does', async () => {
    await expect(cut('gone.jpg', [])).rejects.toMatchObject({ failure: { kind: 'not-found' } });
  });
});
