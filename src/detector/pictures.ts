// What the pictures lane does: probe a file, draw its thumbnail, write its upright copy. Detection lives in detect.ts.
import { open } from 'node:fs/promises';
import type { PictureFacts } from '../common/pictureFacts.ts';
import { contentOf } from './content.ts';
import { findDamage } from './integrity.ts';
import { openPicture, withPixels } from './picture.ts';
import type { Picture } from './picture.ts';
import { writeWhole, writeWith } from './wholeFile.ts';

/** Pictures up to this many pixels are decoded when probed: it costs a millisecond and finds every fault. */
const decodedWhenProbed = 256 * 256;

/**
 * Header, limits and cheap signs of damage. Large pictures are not decoded here (100,000 of them would take an hour): a
 * fault in the middle of one shows when it is first drawn or detected. Throws a Failure for what cannot be used.
 */
export async function probe(path: string, pixelLimit: number): Promise<PictureFacts> {
  const picture = await openPicture(path, pixelLimit, 'look');
  const { format, width, height, orientation } = picture;
  const warning = await findWarning(picture);
  // Chromium refuses some damaged files that libvips still reads in part.
  const displayable = warning === undefined && showsUpright(picture);
  const content = await contentOf(path, picture.size);
  const facts = { format, width, height, orientation, displayable, ...(content !== undefined && { content }) };
  return warning === undefined ? facts : { ...facts, warning };
}

/** Chromium honours orientation in JPEG as libvips does; for other formats the two may differ, so a copy is made. */
function showsUpright(picture: Picture): boolean {
  return picture.format !== 'tiff' && (picture.orientation === 1 || picture.format === 'jpeg');
}

async function findWarning(picture: Picture): Promise<string | undefined> {
  const handle = await open(picture.path, 'r');
  try {
    const damage = await findDamage(handle, picture.size, picture.format);
    if (picture.width * picture.height > decodedWhenProbed) return damage;
    const { fault } = await withPixels(picture, 'shown', (pixels) => pixels.raw({ depth: 'uchar' }).toBuffer());
    return (
      damage ??
      (fault === undefined ? undefined : 'The file is damaged; a part of the picture may be missing or wrong.')
    );
  } finally {
    await handle.close();
  }
}

/** Writes a WebP of at most `size` pixels a side, never enlarged, to `output`. Returns its size in pixels. */
export async function drawThumbnail(
  path: string,
  size: number,
  output: string,
  pixelLimit: number,
): Promise<{ width: number; height: number }> {
  const picture = await openPicture(path, pixelLimit, 'decode');
  const { value } = await withPixels(picture, 'shown', (pixels) =>
    pixels
      .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80, effort: 2 })
      .toBuffer({ resolveWithObject: true }),
  );
  await writeWhole(output, value.data, 'cache');
  return { width: value.info.width, height: value.info.height };
}

/** Writes the whole picture as an upright 8-bit PNG to `output`. Returns its size in pixels. */
export async function drawUpright(
  path: string,
  output: string,
  pixelLimit: number,
): Promise<{ width: number; height: number }> {
  const picture = await openPicture(path, pixelLimit, 'decode');
  await writeWith(output, 'cache', async (temporary) => {
    await withPixels(picture, 'shown', (pixels) => pixels.png({ compressionLevel: 3 }).toFile(temporary));
  });
  return { width: picture.width, height: picture.height };
}
