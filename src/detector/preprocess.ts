// From a picture file to the model's input: upright RGB, resized as the model wants it, normalised, padded.
// The only place where letterboxing exists.
import type { Sharp } from 'sharp';
import { placement } from '../common/foreign/input.ts';
import type { PictureInput, Placement } from '../common/foreign/input.ts';
import { toHalf } from '../common/graph/float16.ts';
import { fail } from '../common/result.ts';
import { decodeJpeg } from './jpegDecoder.ts';
import type { Pixels } from './jpegDecoder.ts';
import { PixelBudget } from './pixelBudget.ts';
import { openPicture, withPixels } from './picture.ts';
import type { Picture } from './picture.ts';
import { shrink } from './shrink.ts';

export interface Prepared {
  /** [3, paddedHeight, paddedWidth], or channels last, in the model's channel order, normalised and padded. */
  readonly image: ImageValues;
  readonly geometry: Placement;
}

/** Halves are kept as their 16 bits. */
export type ImageValues = Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** Over this many values (1.6 GB as float32) a model's input is refused: a strip of 1 × 30,000 pixels can ask for it. */
const largestInput = 4e8;

/** 64 megapixels are 192 MB as 8-bit RGB. */
const decoding = new PixelBudget(64e6);

/** Pictures up to this many pixels are held whole, 48 MB as RGB; libvips shrinks larger ones as it decodes. */
const decodedHere = 16e6;

/** Fails like `openPicture`, and with `unreadable` when nothing can be decoded. */
export async function prepare(path: string, pixelLimit: number, input: PictureInput): Promise<Prepared> {
  const picture = await openPicture(path, pixelLimit, 'decode');
  const geometry = placement(picture.width, picture.height, input.size);
  if (geometry.paddedWidth * geometry.paddedHeight * 3 > largestInput) {
    fail(
      'too-large',
      `The model would see the picture at ${geometry.width} × ${geometry.height} pixels, which is too large.`,
    );
  }
  const pixels = await decoding.spend(picture.width * picture.height, () =>
    inputPixels(picture, geometry, input.filter),
  );
  return { image: fill(pixels, geometry, input), geometry };
}

/**
 * Whole where `fill` samples them as the model wants it; else at the place's size, with PIL's filter. libvips' own is a hair beside
 * PIL's, and far from it where one side grows while the other shrinks; only pictures too large to be held whole are left to it.
 */
async function inputPixels(picture: Picture, place: Placement, filter: PictureInput['filter']): Promise<Pixels> {
  const { width, height } = picture;
  const shrinks = filter === 'antialias' && (place.width < width || place.height < height);
  const isLarge = width * height > decodedHere;
  if (shrinks && isLarge && place.width <= width && place.height <= height) {
    return (await withPixels(picture, 'stored', (pixels) => rawPixels(pixels, place))).value;
  }
  const whole =
    (await plainPixels(picture)) ?? (await withPixels(picture, 'stored', (pixels) => rawPixels(pixels))).value;
  return shrinks ? shrink(whole, place.width, place.height) : whole;
}

/** Undefined for what is no plain JPEG or has a fault, which libvips names and reads around. */
async function plainPixels({ plain, source, width, height }: Picture): Promise<Pixels | undefined> {
  if (plain === undefined || typeof source === 'string' || width * height > decodedHere) return undefined;
  return decodeJpeg(source, plain).catch(() => undefined);
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

/** Resizes (when the pixels are not at the place's size yet), normalises and pads, in the layout and numbers that the model takes. */
export function fill(pixels: Pixels, place: Placement, input: PictureInput): ImageValues {
  const plane = place.paddedWidth * place.paddedHeight;
  const image = new Float32Array(plane * 3);
  for (let channel = 0; channel < 3; channel++) {
    const from = input.order === 'rgb' ? channel : 2 - channel;
    const deviation = input.deviation[channel] ?? 1;
    const factor = input.scale / 255 / deviation;
    const offset = -(input.mean[channel] ?? 0) / deviation;
    const target = image.subarray(channel * plane, (channel + 1) * plane);
    if (input.padding !== undefined) target.fill(input.padding * factor + offset);
    if (pixels.width === place.width && pixels.height === place.height)
      copyPlane(pixels, from, factor, offset, place, target);
    else samplePlane(pixels, from, factor, offset, place, target);
  }
  return inElements(input.layout === 'nchw' ? image : channelsLast(image, plane), input.element);
}

/** [3, plane] → [plane, 3]. */
function channelsLast(image: Float32Array, plane: number): Float32Array<ArrayBuffer> {
  const turned = new Float32Array(image.length);
  for (let at = 0, to = 0; at < plane; at++) {
    turned[to++] = image[at] as number;
    turned[to++] = image[plane + at] as number;
    turned[to++] = image[2 * plane + at] as number;
  }
  return turned;
}

function inElements(image: Float32Array<ArrayBuffer>, element: PictureInput['element']): ImageValues {
  switch (element) {
    case 'float32':
      return image;
    case 'float16':
      return Uint16Array.from(image, toHalf);
    case 'uint8':
      return Uint8Array.from(image, Math.round);
  }
}

function copyPlane(
  pixels: Pixels,
  channel: number,
  factor: number,
  offset: number,
  place: Placement,
  target: Float32Array,
): void {
  const { data } = pixels;
  for (let y = 0; y < place.height; y++) {
    let from = y * place.width * 3 + channel;
    const row = (place.top + y) * place.paddedWidth + place.left;
    for (let x = 0; x < place.width; x++, from += 3) target[row + x] = (data[from] as number) * factor + offset;
  }
}

interface Taps {
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Share of `high`. */
  readonly share: Float64Array;
}

/** torch's interpolate(mode="bilinear", align_corners=False) on the real ratio of the two sizes. */
function taps(from: number, to: number): Taps {
  const low = new Int32Array(to);
  const high = new Int32Array(to);
  const share = new Float64Array(to);
  for (let index = 0; index < to; index++) {
    const position = Math.max(0, (index + 0.5) * (from / to) - 0.5);
    low[index] = Math.min(Math.floor(position), from - 1);
    high[index] = Math.min((low[index] as number) + 1, from - 1);
    share[index] = position - (low[index] as number);
  }
  return { low, high, share };
}

function samplePlane(
  pixels: Pixels,
  channel: number,
  factor: number,
  offset: number,
  place: Placement,
  target: Float32Array,
): void {
  const { data, width } = pixels;
  const across = taps(width, place.width);
  const down = taps(pixels.height, place.height);
  for (let y = 0; y < place.height; y++) {
    const row = (place.top + y) * place.paddedWidth + place.left;
    const above = (down.low[y] as number) * width;
    const below = (down.high[y] as number) * width;
    const lower = down.share[y] as number;
    for (let x = 0; x < place.width; x++) {
      const left = across.low[x] as number;
      const right = across.high[x] as number;
      const share = across.share[x] as number;
      const first = at(data, above + left, channel) * (1 - share) + at(data, above + right, channel) * share;
      const second = at(data, below + left, channel) * (1 - share) + at(data, below + right, channel) * share;
      target[row + x] = (first * (1 - lower) + second * lower) * factor + offset;
    }
  }
}

function at(data: Uint8Array, pixel: number, channel: number): number {
  return data[pixel * 3 + channel] as number;
}
