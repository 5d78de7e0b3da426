// From a picture file to the model's input: upright RGB, resized as the model wants it, normalised, padded.
// The only place where letterboxing exists.
import type { Sharp } from 'sharp';
import { placement } from '../common/foreign/input.ts';
import type { PictureInput, Placement } from '../common/foreign/input.ts';
import { fail } from '../common/result.ts';
import { fill } from './inputImage.ts';
import type { ImageValues } from './inputImage.ts';
import { withJpeg } from './jpegDecoder.ts';
import type { Pixels } from './jpegDecoder.ts';
import { PixelBudget } from './pixelBudget.ts';
import { openPicture, openPlainJpeg, withPixels } from './picture.ts';
import type { Picture } from './picture.ts';
import { shrink } from './shrink.ts';

export interface Prepared {
  /** [3, paddedHeight, paddedWidth], or channels last, in the model's channel order, normalised and padded. */
  readonly image: ImageValues;
  readonly geometry: Placement;
}

/** Over this many values (1.6 GB as float32) a model's input is refused: a strip of 1 × 30,000 pixels can ask for it. */
const largestInput = 4e8;

/** 64 megapixels are 192 MB as 8-bit RGB. */
const decoding = new PixelBudget(64e6);

/** Pictures up to this many pixels are held whole, 48 MB as RGB; libvips shrinks larger ones as it decodes. */
const decodedHere = 16e6;

/** Fails like `openPicture`, and with `unreadable` when nothing can be decoded. */
export async function prepare(path: string, pixelLimit: number, input: PictureInput): Promise<Prepared> {
  const picture = await openPicture(path, pixelLimit, 'decode');
  const geometry = placeOf(picture, input);
  return decoding.spend(picture.width * picture.height, async () => {
    const image = (await plainImage(picture, geometry, input)) ?? (await imageOf(picture, geometry, input));
    return { image, geometry };
  });
}

/**
 * For a thread that does nothing else: a plain JPEG is read without giving way. Undefined for any other file and for one with a fault,
 * which `prepare` names and reads around. `spare` as for `fill`.
 */
export async function preparePlain(
  path: string,
  pixelLimit: number,
  input: PictureInput,
  spare: ArrayBuffer | undefined,
): Promise<Prepared | undefined> {
  const picture = openPlainJpeg(path, pixelLimit);
  if (picture === undefined) return undefined;
  const geometry = placeOf(picture, input);
  const image = await plainImage(picture, geometry, input, spare);
  return image && { image, geometry };
}

function placeOf({ width, height }: Picture, input: PictureInput): Placement {
  const geometry = placement(width, height, input.size);
  if (geometry.paddedWidth * geometry.paddedHeight * 3 > largestInput) {
    fail(
      'too-large',
      `The model would see the picture at ${geometry.width} × ${geometry.height} pixels, which is too large.`,
    );
  }
  return geometry;
}

/** Undefined for what is no plain JPEG, is too large to be held, or has a fault. */
async function plainImage(
  { plain, source, width, height }: Picture,
  place: Placement,
  input: PictureInput,
  spare?: ArrayBuffer,
): Promise<ImageValues | undefined> {
  if (plain === undefined || typeof source === 'string' || width * height > decodedHere) return undefined;
  return withJpeg(source, plain, (pixels) => wholeImage(pixels, place, input, spare)).catch(() => undefined);
}

/**
 * libvips' own filter is a hair beside PIL's, and far from it where one side grows while the other shrinks; only pictures too large to
 * be held whole are left to it.
 */
async function imageOf(picture: Picture, place: Placement, input: PictureInput): Promise<ImageValues> {
  const { width, height } = picture;
  const isLarge = width * height > decodedHere;
  const shrunkFirst = isLarge && shrinks(picture, place, input) && place.width <= width && place.height <= height;
  const { value } = await withPixels(picture, 'stored', (pixels) => rawPixels(pixels, shrunkFirst ? place : undefined));
  return wholeImage(value, place, input);
}

/** Of all pixels of a picture: made smaller with PIL's filter where the model wants it, else sampled. `spare` as for `fill`. */
export function wholeImage(pixels: Pixels, place: Placement, input: PictureInput, spare?: ArrayBuffer): ImageValues {
  return fill(shrinks(pixels, place, input) ? shrink(pixels, place.width, place.height) : pixels, place, input, spare);
}

function shrinks(pixels: Pick<Pixels, 'width' | 'height'>, place: Placement, { filter }: PictureInput): boolean {
  return filter === 'antialias' && (place.width < pixels.width || place.height < pixels.height);
}

async function rawPixels(pixels: Sharp, size?: Pick<Placement, 'width' | 'height'>): Promise<Pixels> {
  const wanted =
    size === undefined
      ? pixels
      : pixels.resize({
          width: size.width,
          height: size.height,
          fit: 'fill',
          // A triangle widened by the reduction, as PIL's bilinear. A JPEG is decoded smaller only down to twice the
          // wanted size, so that the last halving is the triangle's.
          kernel: 'linear',
          fastShrinkOnLoad: false,
        });
  const { data, info } = await wanted.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`Three channels were expected and ${info.channels} came.`);
  return { data, width: info.width, height: info.height };
}
