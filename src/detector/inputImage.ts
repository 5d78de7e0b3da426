// The numbers that a model is shown: pixels resized by sampling where they are not at their size yet, normalised and padded, in the
// layout and the kind of number that the model takes.
import type { PictureInput, Placement } from '../common/foreign/input.ts';
import { toHalf } from '../common/graph/float16.ts';
import type { Pixels } from './jpegDecoder.ts';

/** Halves are kept as their 16 bits. */
export type ImageValues = Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** One channel of an image: where it begins, and from one pixel to the next. */
interface Channel {
  readonly image: ImageValues;
  readonly start: number;
  readonly step: number;
}

/**
 * [3, paddedHeight, paddedWidth], or channels last. `spare`: of an image that nobody reads any more, written over where it has the
 * right length; new memory costs as much as filling it.
 */
export function fill(pixels: Pixels, place: Placement, input: PictureInput, spare?: ArrayBuffer): ImageValues {
  const plane = place.paddedWidth * place.paddedHeight;
  const image = emptyImage(input.element, plane * 3, spare);
  const [channelStep, step] = input.layout === 'nchw' ? [plane, 1] : [1, 3];
  const channels = [0, 1, 2].map((index) => ({ image, start: index * channelStep, step }));
  const normal = [0, 1, 2].map((index) => normalising(input, index));
  channels.forEach((channel, index) => {
    pad(channel, place, input.padding === undefined ? 0 : (normal[index]?.(input.padding) ?? 0));
  });
  if (pixels.width === place.width && pixels.height === place.height) {
    const values = Float64Array.from({ length: 768 }, (_, at) => normal[at >> 8]?.(at & 255) ?? 0);
    copyPixels(pixels, input.order === 'rgb' ? [0, 1, 2] : [2, 1, 0], values, place, image, channelStep, step);
  } else {
    channels.forEach((channel, index) => {
      const from = input.order === 'rgb' ? index : 2 - index;
      sampleChannel(pixels, from, normal[index] ?? Number, place, channel);
    });
  }
  return image;
}

/** Grey value of a channel of the image → the number that is written. */
function normalising({ element, scale, mean, deviation }: PictureInput, channel: number): (value: number) => number {
  const divisor = deviation[channel] ?? 1;
  const factor = scale / 255 / divisor;
  const offset = -(mean[channel] ?? 0) / divisor;
  return (value) => stored(element, value * factor + offset);
}

function emptyImage(element: PictureInput['element'], length: number, spare: ArrayBuffer | undefined): ImageValues {
  const kind = { float32: Float32Array, float16: Uint16Array, uint8: Uint8Array }[element];
  return spare?.byteLength === length * kind.BYTES_PER_ELEMENT ? new kind(spare) : new kind(length);
}

/** What is written for a normalised value. */
function stored(element: PictureInput['element'], value: number): number {
  switch (element) {
    case 'float32':
      return value;
    case 'float16':
      return toHalf(Math.fround(value));
    case 'uint8':
      return Math.round(Math.fround(value));
  }
}

/** Everything beside the picture. */
function pad(channel: Channel, place: Placement, value: number): void {
  const { paddedWidth, paddedHeight, left, top, width, height } = place;
  padRun(channel, 0, top * paddedWidth, value);
  for (let y = top; y < top + height; y++) {
    padRun(channel, y * paddedWidth, y * paddedWidth + left, value);
    padRun(channel, y * paddedWidth + left + width, (y + 1) * paddedWidth, value);
  }
  padRun(channel, (top + height) * paddedWidth, paddedHeight * paddedWidth, value);
}

function padRun({ image, start, step }: Channel, from: number, to: number, value: number): void {
  if (step === 1) image.fill(value, start + from, start + to);
  else for (let at = from; at < to; at++) image[start + at * step] = value;
}

/** `order`: which channel of the pixels each of the image's is. `values`: [3, 256], what is written for each. */
function copyPixels(
  { data }: Pixels,
  [a, b, c]: readonly [number, number, number],
  values: Float64Array,
  place: Placement,
  image: ImageValues,
  channelStep: number,
  step: number,
): void {
  for (let y = 0; y < place.height; y++) {
    let from = y * place.width * 3;
    let to = ((place.top + y) * place.paddedWidth + place.left) * step;
    for (const end = from + place.width * 3; from < end; from += 3, to += step) {
      image[to] = values[data[from + a] as number] as number;
      image[to + channelStep] = values[(data[from + b] as number) | 256] as number;
      image[to + 2 * channelStep] = values[(data[from + c] as number) | 512] as number;
    }
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

function sampleChannel(
  pixels: Pixels,
  channel: number,
  toStored: (value: number) => number,
  place: Placement,
  { image, start, step }: Channel,
): void {
  const { data, width } = pixels;
  const across = taps(width, place.width);
  const down = taps(pixels.height, place.height);
  for (let y = 0; y < place.height; y++) {
    const row = start + ((place.top + y) * place.paddedWidth + place.left) * step;
    const above = (down.low[y] as number) * width;
    const below = (down.high[y] as number) * width;
    const lower = down.share[y] as number;
    for (let x = 0; x < place.width; x++) {
      const left = across.low[x] as number;
      const right = across.high[x] as number;
      const share = across.share[x] as number;
      const first = at(data, above + left, channel) * (1 - share) + at(data, above + right, channel) * share;
      const second = at(data, below + left, channel) * (1 - share) + at(data, below + right, channel) * share;
      image[row + x * step] = toStored(first * (1 - lower) + second * lower);
    }
  }
}

function at(data: Uint8Array, pixel: number, channel: number): number {
  return data[pixel * 3 + channel] as number;
}
