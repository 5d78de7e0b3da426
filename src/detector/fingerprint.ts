// What a picture looks like in 64 bits: its upright pixels made 9 × 8, and each value held against the one right of it.
import { fingerprintColumns, fingerprintOf, fingerprintRows } from '../common/insight/fingerprint.ts';
import type { Pixels } from './jpegDecoder.ts';
import { withJpeg } from './jpegDecoder.ts';
import { openPicture, withPixels, type Picture } from './picture.ts';
import { shrink } from './shrink.ts';

/** 16 hexadecimal digits. Fails as `openPicture`. */
export async function fingerprintFile(path: string, pixelLimit: number): Promise<string> {
  const picture = await openPicture(path, pixelLimit, 'decode');
  return (await ofJpeg(picture)) ?? ofAny(picture);
}

async function ofJpeg({ plain, source }: Picture): Promise<string | undefined> {
  if (plain === undefined || typeof source === 'string') return undefined;
  try {
    return await withJpeg(source, plain, (pixels) => ofPixels(shrink(pixels, fingerprintColumns, fingerprintRows)));
  } catch {
    // A fault: libvips shows what can be decoded.
    return undefined;
  }
}

async function ofAny(picture: Picture): Promise<string> {
  const { value } = await withPixels(picture, 'stored', (pixels) =>
    pixels
      .resize(fingerprintColumns, fingerprintRows, { fit: 'fill', kernel: 'linear' })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true }),
  );
  return ofPixels({ data: value.data, width: value.info.width, height: value.info.height });
}

/** By Rec. 601, as most do it. */
function ofPixels({ data, width, height }: Pixels): string {
  const luminance = Float64Array.from(
    { length: width * height },
    (_, at) => 0.299 * (data[at * 3] ?? 0) + 0.587 * (data[at * 3 + 1] ?? 0) + 0.114 * (data[at * 3 + 2] ?? 0),
  );
  return fingerprintOf(luminance);
}
