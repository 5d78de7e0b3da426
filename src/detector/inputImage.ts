// The numbers that a model is shown: pixels resized by sampling where they are not at their size yet, normalised and padded, in the
// layout and the kind of number that the model takes.
import type { PictureInput, Placement } from '../common/foreign/input.ts';
import { toHalf } from '../common/graph/float16.ts';
import type { Pixels } from './jpegDecoder.ts';
import { sampledRows } from './sampledRows.ts';

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
  const lines = [0, 1, 2].map((index) => normalising(input, index));
  channels.forEach((channel, index) => {
    const { factor, offset } = lines[index] as Line;
    pad(channel, place, input.padding === undefined ? 0 : stored(input.element, input.padding * factor + offset));
  });
  const isAtSize = pixels.width === place.width && pixels.height === place.height;
  if (isAtSize) {
    const values = Float64Array.from({ length: 768 }, (_, at) => {
      const { factor, offset } = lines[at >> 8] as Line;
      return stored(input.element, (at & 255) * factor + offset);
    });
    copyPixels(pixels, input.order === 'rgb' ? [0, 1, 2] : [2, 1, 0], values, place, image, channelStep, step);
    return image;
  }
  const row = sampledRows(pixels, place.width, place.height);
  for (let y = 0; y < place.height; y++) {
    const values = row(y);
    const to = ((place.top + y) * place.paddedWidth + place.left) * step;
    lines.forEach((line, index) => {
      const from = input.order === 'rgb' ? index : 2 - index;
      writeRow(values, from, line, input.element, { image, start: to + index * channelStep, step });
    });
  }
  return image;
}

/** Grey value → normalised value. */
interface Line {
  readonly factor: number;
  readonly offset: number;
}

function normalising({ scale, mean, deviation }: PictureInput, channel: number): Line {
  const divisor = deviation[channel] ?? 1;
  return { factor: scale / 255 / divisor, offset: -(mean[channel] ?? 0) / divisor };
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

/** One channel of a sampled row, [width, 3]. */
function writeRow(
  values: Float64Array,
  from: number,
  { factor, offset }: Line,
  element: PictureInput['element'],
  { image, start, step }: Channel,
): void {
  let to = start;
  if (element === 'float32') {
    for (let at = from; at < values.length; at += 3, to += step) image[to] = (values[at] as number) * factor + offset;
  } else {
    for (let at = from; at < values.length; at += 3, to += step)
      image[to] = stored(element, (values[at] as number) * factor + offset);
  }
}
