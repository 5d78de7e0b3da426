// Draws placed pictures into a network's input: sampled bilinearly, coloured, normalised, [3, H, W] float32. What lies where is
// decided in augment.ts.
import type { InputSpec } from '../../common/fcos/spec.ts';
import type { Placement, Size } from './augment.ts';

/** 8-bit RGB, [height, width, 3]. */
export interface Source extends Size {
  readonly data: Uint8Array;
}

/** Fills `image` [3, height, width]; what no picture covers is the mean colour, 0. */
export function drawCanvas(
  placed: readonly Placement[],
  sourceOf: (picture: number) => Source,
  canvas: Size,
  spec: InputSpec,
  image: Float32Array,
): void {
  image.fill(0);
  for (const placement of placed) drawPlacement(placement, sourceOf(placement.picture), canvas, spec, image);
}

/** Rows or columns of the canvas that a picture covers, with the two source pixels of each and the share of the second. */
interface Taps {
  readonly from: number;
  readonly to: number;
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly share: Float32Array;
}

function taps(start: number, covered: number, length: number, low: number, high: number, turned: boolean): Taps {
  const from = Math.max(low, Math.ceil(start - 0.5));
  const to = Math.max(from, Math.min(high, Math.floor(start + covered - 0.5) + 1));
  const result = {
    from,
    to,
    low: new Int32Array(to - from),
    high: new Int32Array(to - from),
    share: new Float32Array(to - from),
  };
  for (let i = from; i < to; i++) {
    const along = ((i + 0.5 - start) / covered) * length;
    const position = Math.min(Math.max((turned ? length - along : along) - 0.5, 0), length - 1);
    const first = Math.floor(position);
    result.low[i - from] = first;
    result.high[i - from] = Math.min(first + 1, length - 1);
    result.share[i - from] = position - first;
  }
  return result;
}

function drawPlacement(placement: Placement, source: Source, canvas: Size, spec: InputSpec, image: Float32Array): void {
  const { clip, gain, offset, saturation } = placement;
  const across = taps(placement.left, placement.width, source.width, clip.x1, clip.x2, placement.mirrored);
  const down = taps(placement.top, placement.height, source.height, clip.y1, clip.y2, placement.flipped);
  const plane = canvas.width * canvas.height;
  const red = spec.order === 'rgb' ? 0 : 2;
  const blue = 2 - red;
  const unit = spec.scale / 255;
  const [factorR, factorG, factorB] = [red, 1, blue].map((channel) => unit / (spec.deviation[channel] ?? 1)) as Triple;
  const [shiftR, shiftG, shiftB] = [red, 1, blue].map(
    (channel) => -(spec.mean[channel] ?? 0) / (spec.deviation[channel] ?? 1),
  ) as Triple;
  const { data, width } = source;
  for (let y = down.from; y < down.to; y++) {
    const above = (down.low[y - down.from] as number) * width;
    const below = (down.high[y - down.from] as number) * width;
    const lower = down.share[y - down.from] as number;
    const row = y * canvas.width;
    for (let x = across.from; x < across.to; x++) {
      const left = across.low[x - across.from] as number;
      const right = across.high[x - across.from] as number;
      const share = across.share[x - across.from] as number;
      const a = (above + left) * 3;
      const b = (above + right) * 3;
      const c = (below + left) * 3;
      const d = (below + right) * 3;
      const wd = share * lower;
      const wc = lower - wd;
      const wb = share - wd;
      const wa = 1 - share - wc;
      const r = wa * data[a]! + wb * data[b]! + wc * data[c]! + wd * data[d]!;
      const g = wa * data[a + 1]! + wb * data[b + 1]! + wc * data[c + 1]! + wd * data[d + 1]!;
      const bl = wa * data[a + 2]! + wb * data[b + 2]! + wc * data[c + 2]! + wd * data[d + 2]!;
      const grey = (0.299 * r + 0.587 * g + 0.114 * bl) * (1 - saturation);
      image[red * plane + row + x] = bounded((grey + saturation * r) * gain + offset) * factorR + shiftR;
      image[plane + row + x] = bounded((grey + saturation * g) * gain + offset) * factorG + shiftG;
      image[blue * plane + row + x] = bounded((grey + saturation * bl) * gain + offset) * factorB + shiftB;
    }
  }
}

type Triple = [number, number, number];

function bounded(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
