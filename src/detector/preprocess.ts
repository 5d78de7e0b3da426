// From a picture file to the model's input: upright RGB, resized as the spec says, normalised, padded, [3, H, W] float32.
// The only place where letterboxing exists.
import type { Sharp } from 'sharp';
import { inputSize } from '../common/fcos/inputSize.ts';
import type { InputSize } from '../common/fcos/inputSize.ts';
import type { InputSpec } from '../common/fcos/spec.ts';
import type { Geometry } from '../common/fcos/detect.ts';
import { fail } from '../common/result.ts';
import { decodeJpeg } from './jpegDecoder.ts';
import type { Pixels } from './jpegDecoder.ts';
import { PixelBudget } from './pixelBudget.ts';
import { openPicture, withPixels } from './picture.ts';
import type { Picture } from './picture.ts';
import { shrink } from './shrink.ts';

export interface Prepared {
  /** [3, paddedHeight, paddedWidth] in the model's channel order, normalised, zero where padded. */
  readonly image: Float32Array<ArrayBuffer>;
  readonly geometry: Geometry;
}

/** Over this many values (1.6 GB as float32) a model's input is refused: a strip of 1 × 30,000 pixels can ask for it. */
const largestInput = 4e8;

/** 64 megapixels are 192 MB as 8-bit RGB. */
const decoding = new PixelBudget(64e6);

/** Plain JPEG files up to this many pixels are decoded in this thread, 48 MB as RGB; libvips shrinks larger ones as it decodes. */
const decodedHere = 16e6;

/** Fails like `openPicture`, and with `unreadable` when nothing can be decoded. */
export async function prepare(
  path: string,
  pixelLimit: number,
  card: { readonly spec: { readonly input: InputSpec } },
): Promise<Prepared> {
  const spec = card.spec.input;
  const picture = await openPicture(path, pixelLimit, 'decode');
  const size = inputSize(picture.width, picture.height, spec);
  if (size.paddedWidth * size.paddedHeight * 3 > largestInput) {
    fail('too-large', `The model would see the picture at ${size.width} × ${size.height} pixels, which is too large.`);
  }
  const pixels = await decoding.spend(picture.width * picture.height, () => inputPixels(picture, size, spec));
  const geometry = { ...size, imageWidth: picture.width, imageHeight: picture.height };
  return { image: fill(pixels, size, spec), geometry };
}

/** Whole, or at the input's size already where the spec wants another filter than `fill` has. */
async function inputPixels(picture: Picture, size: InputSize, spec: InputSpec): Promise<Pixels> {
  const shrinks = spec.filter === 'antialias' && (size.width < picture.width || size.height < picture.height);
  const whole = await plainPixels(picture);
  if (whole !== undefined) return shrinks ? shrink(whole, size.width, size.height) : whole;
  const { value } = await withPixels(picture, (pixels) => resizedPixels(pixels, shrinks ? size : undefined));
  return value;
}

/** Undefined for what is no plain JPEG or has a fault, which libvips names and reads around. */
async function plainPixels({ plain, source, width, height }: Picture): Promise<Pixels | undefined> {
  if (plain === undefined || typeof source === 'string' || width * height > decodedHere) return undefined;
  return decodeJpeg(source, plain).catch(() => undefined);
}

/**
 * Shrinking to `size` is libvips' work, in its own threads. Without it the pixels come whole, because `fill` samples them as
 * torchvision does; when a picture grows, PIL's filter is the same.
 */
async function resizedPixels(pixels: Sharp, size: InputSize | undefined): Promise<Pixels> {
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

/** Resizes (when the pixels are not at `size` yet), normalises and pads in one pass. */
export function fill(pixels: Pixels, size: InputSize, spec: InputSpec): Float32Array<ArrayBuffer> {
  const plane = size.paddedWidth * size.paddedHeight;
  const image = new Float32Array(plane * 3);
  for (let channel = 0; channel < 3; channel++) {
    const from = spec.order === 'rgb' ? channel : 2 - channel;
    const deviation = spec.deviation[channel] ?? 1;
    const factor = spec.scale / 255 / deviation;
    const offset = -(spec.mean[channel] ?? 0) / deviation;
    const target = image.subarray(channel * plane, (channel + 1) * plane);
    if (pixels.width === size.width && pixels.height === size.height)
      copyPlane(pixels, from, factor, offset, size, target);
    else samplePlane(pixels, from, factor, offset, size, target);
  }
  return image;
}

function copyPlane(
  pixels: Pixels,
  channel: number,
  factor: number,
  offset: number,
  size: InputSize,
  target: Float32Array,
): void {
  const { data } = pixels;
  for (let y = 0; y < size.height; y++) {
    let from = y * size.width * 3 + channel;
    const row = y * size.paddedWidth;
    for (let x = 0; x < size.width; x++, from += 3) target[row + x] = (data[from] as number) * factor + offset;
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
  size: InputSize,
  target: Float32Array,
): void {
  const { data, width } = pixels;
  const across = taps(width, size.width);
  const down = taps(pixels.height, size.height);
  for (let y = 0; y < size.height; y++) {
    const above = (down.low[y] as number) * width;
    const below = (down.high[y] as number) * width;
    const lower = down.share[y] as number;
    for (let x = 0; x < size.width; x++) {
      const left = across.low[x] as number;
      const right = across.high[x] as number;
      const share = across.share[x] as number;
      const first = at(data, above + left, channel) * (1 - share) + at(data, above + right, channel) * share;
      const second = at(data, below + left, channel) * (1 - share) + at(data, below + right, channel) * share;
      target[y * size.paddedWidth + x] = (first * (1 - lower) + second * lower) * factor + offset;
    }
  }
}

function at(data: Uint8Array, pixel: number, channel: number): number {
  return data[pixel * 3 + channel] as number;
}
