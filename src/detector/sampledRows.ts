// Pixels at another size by plain interpolation between neighbours: torch's interpolate(mode="bilinear", align_corners=False) on the
// real ratio of the two sizes.
import type { Pixels } from './jpegDecoder.ts';

interface Taps {
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Share of `high`. */
  readonly share: Float64Array;
}

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

/** Row y of the result, [width, 3] grey values with fractions, one after the other from the top; the next one is written over it. */
export function sampledRows(pixels: Pixels, width: number, height: number): (y: number) => Float64Array {
  const across = taps(pixels.width, width);
  const down = taps(pixels.height, height);
  const result = new Float64Array(width * 3);
  // Rows of the pixels that are sampled across already: the two that were used last.
  const kept = [0, 1].map(() => ({ row: -1, values: new Float64Array(width * 3) })) as [Kept, Kept];
  const sampled = (row: number): Float64Array => {
    const [even, odd] = kept;
    const one = row % 2 === 0 ? even : odd;
    if (one.row !== row) sampleRow(pixels, row, across, one.values);
    one.row = row;
    return one.values;
  };
  return (y) => {
    const [above, below] = [sampled(down.low[y] as number), sampled(down.high[y] as number)];
    const share = down.share[y] as number;
    for (let at = 0; at < result.length; at++)
      result[at] = (above[at] as number) * (1 - share) + (below[at] as number) * share;
    return result;
  };
}

interface Kept {
  row: number;
  readonly values: Float64Array;
}

function sampleRow({ data, width }: Pixels, row: number, { low, high, share }: Taps, target: Float64Array): void {
  const start = row * width * 3;
  for (let x = 0, to = 0; x < low.length; x++, to += 3) {
    const left = start + (low[x] as number) * 3;
    const right = start + (high[x] as number) * 3;
    const late = share[x] as number;
    const early = 1 - late;
    target[to] = (data[left] as number) * early + (data[right] as number) * late;
    target[to + 1] = (data[left + 1] as number) * early + (data[right + 1] as number) * late;
    target[to + 2] = (data[left + 2] as number) * early + (data[right + 2] as number) * late;
  }
}
