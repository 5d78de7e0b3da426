// Cuts many boxes out of one picture, which is decoded once for all of them: upright, in its own pixels, each made as small as
// it is shown. A large picture is never held whole, nor two large cuts at a time.
import type { CropPixels } from '../common/geometry/crop.ts';
import type { CropWish, MadeCrop } from '../common/pictureFacts.ts';
import { checkCancelled } from './calls.ts';
import { withJpeg } from './jpegDecoder.ts';
import type { Pixels } from './jpegDecoder.ts';
import { openPicture, withPixels } from './picture.ts';
import type { Picture } from './picture.ts';
import { pngOf } from './pngFile.ts';
import { shrink, shrinkRows } from './shrink.ts';
import { RawFile } from './tiles/rawFile.ts';
import { readRegion } from './tiles/rawPixels.ts';

/** Pictures up to this many pixels are held in memory while they are cut; 200 MB. */
const heldPixels = 64e6;

interface Cut {
  readonly id: number;
  readonly pixels: Pixels;
}

/** Sends each crop as it is made. Fails as `openPicture` and with `cancelled`; the crops that were sent are whole. */
export async function cutCrops(
  path: string,
  wishes: readonly CropWish[],
  pixelLimit: number,
  { signal, send }: { readonly signal: AbortSignal; send(crop: MadeCrop): void },
  held = heldPixels,
): Promise<{ readonly crops: number }> {
  const picture = await openPicture(path, pixelLimit, 'decode');
  let crops = 0;
  const make = ({ id, pixels }: Cut): void => {
    checkCancelled(signal);
    send({ id, bytes: pngOf(pixels) });
    crops += 1;
  };
  if (picture.width * picture.height <= held || !picture.comesInRows) {
    for (const cut of await cutsOf(picture, wishes)) make(cut);
  } else await eachFromFile(picture, wishes, make);
  return { crops };
}

async function cutsOf(picture: Picture, wishes: readonly CropWish[]): Promise<readonly Cut[]> {
  const cutAll = (pixels: Pixels): Cut[] => wishes.map((wish) => ({ id: wish.id, pixels: cutOut(pixels, wish) }));
  const { plain, source } = picture;
  if (plain !== undefined && typeof source !== 'string') {
    try {
      return await withJpeg(source, plain, cutAll);
    } catch {
      // A fault: libvips shows what can be decoded.
    }
  }
  const { value } = await withPixels(picture, 'shown', (pixels) =>
    pixels.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true }),
  );
  return cutAll({ data: value.data, width: value.info.width, height: value.info.height });
}

/** The part of the pixels at the size that was asked for. */
function cutOut(pixels: Pixels, { cut, width, height }: CropWish): Pixels {
  const part = copyPart(pixels, cut);
  if (width >= cut.width && height >= cut.height) return part;
  const small = shrink(part, width, height);
  return { ...small, data: small.data.slice() };
}

function copyPart({ data, width: across }: Pixels, { left, top, width, height }: CropPixels): Pixels {
  const part = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const from = ((top + y) * across + left) * 3;
    part.set(data.subarray(from, from + width * 3), y * width * 3);
  }
  return { data: part, width, height };
}

/** Cut after cut from the picture's decoded file. */
async function eachFromFile(picture: Picture, wishes: readonly CropWish[], use: (cut: Cut) => void): Promise<void> {
  const raw = await RawFile.decode(picture);
  try {
    for (const { id, cut, width, height } of wishes) {
      const rows = (top: number, count: number) =>
        readRegion(raw.pixels, { left: cut.left, top: cut.top + top, width: cut.width, height: count }).data;
      const pixels =
        width < cut.width || height < cut.height
          ? await shrinkRows({ width: cut.width, height: cut.height, rows }, [width, height])
          : { data: rows(0, cut.height), width: cut.width, height: cut.height };
      use({ id, pixels });
    }
  } finally {
    await raw.close();
  }
}
