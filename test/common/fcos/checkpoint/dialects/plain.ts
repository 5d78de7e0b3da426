// One picture's maps and the few operations of these networks, each one a plain loop in double precision: slow, and obviously right.

export interface Map3 {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly data: Float64Array;
}

export function map3(channels: number, height: number, width: number, data?: ArrayLike<number>): Map3 {
  const size = channels * height * width;
  return { channels, height, width, data: data === undefined ? new Float64Array(size) : Float64Array.from(data) };
}

/** What a layer's weights are asked for by: the name in the dialect's own words, and their shape. */
export type Weights = (name: string, shape: readonly number[]) => Float32Array;

export interface Window {
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
  readonly groups?: number;
}

export function convolve(x: Map3, to: number, name: string, weights: Weights, window: Window, hasBias: boolean): Map3 {
  const { size, stride, padding, groups = 1 } = window;
  const from = x.channels / groups;
  const kernel = weights(`${name}.weight`, [to, from, size, size]);
  const bias = hasBias ? weights(`${name}.bias`, [to]) : undefined;
  const side = (length: number): number => Math.floor((length + 2 * padding - size) / stride) + 1;
  const y = map3(to, side(x.height), side(x.width));
  for (let channel = 0; channel < to; channel++) {
    const first = Math.floor(channel / (to / groups)) * from;
    for (let row = 0; row < y.height; row++) {
      for (let column = 0; column < y.width; column++) {
        let sum = bias?.[channel] ?? 0;
        for (let c = 0; c < from; c++) {
          for (let i = 0; i < size; i++) {
            for (let j = 0; j < size; j++) {
              const r = row * stride + i - padding;
              const s = column * stride + j - padding;
              if (r < 0 || s < 0 || r >= x.height || s >= x.width) continue;
              const value = x.data[((first + c) * x.height + r) * x.width + s] ?? NaN;
              sum += value * (kernel[((channel * from + c) * size + i) * size + j] ?? NaN);
            }
          }
        }
        y.data[(channel * y.height + row) * y.width + column] = sum;
      }
    }
  }
  return y;
}

function each(x: Map3, change: (value: number, channel: number) => number): Map3 {
  const area = x.height * x.width;
  return { ...x, data: x.data.map((value, index) => change(value, Math.floor(index / area))) };
}

/** With its recorded statistics. */
export function batchNorm(x: Map3, name: string, weights: Weights): Map3 {
  const [scale, shift, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((end) =>
    weights(`${name}.${end}`, [x.channels]),
  ) as [Float32Array, Float32Array, Float32Array, Float32Array];
  return each(x, (value, c) => {
    const normal = (value - (mean[c] ?? NaN)) / Math.sqrt((variance[c] ?? NaN) + 1e-5);
    return normal * (scale[c] ?? NaN) + (shift[c] ?? NaN);
  });
}

export function groupNorm(x: Map3, groups: number, name: string, weights: Weights): Map3 {
  const scale = weights(`${name}.weight`, [x.channels]);
  const shift = weights(`${name}.bias`, [x.channels]);
  const size = x.data.length / groups;
  const statistics = Array.from({ length: groups }, (_, group) => {
    const own = x.data.subarray(group * size, (group + 1) * size);
    const mean = own.reduce((sum, value) => sum + value, 0) / size;
    return { mean, variance: own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size };
  });
  return each(x, (value, c) => {
    const { mean, variance } = statistics[Math.floor(c / (x.channels / groups))] ?? { mean: NaN, variance: NaN };
    return ((value - mean) / Math.sqrt(variance + 1e-5)) * (scale[c] ?? NaN) + (shift[c] ?? NaN);
  });
}

export const relu = (x: Map3): Map3 => each(x, (value) => Math.max(0, value));
export const relu6 = (x: Map3): Map3 => each(x, (value) => Math.min(6, Math.max(0, value)));

export function add(a: Map3, b: Map3): Map3 {
  if (a.data.length !== b.data.length) throw new Error('Maps of two sizes.');
  return { ...a, data: a.data.map((value, index) => value + (b.data[index] ?? NaN)) };
}

export function stack(parts: readonly Map3[]): Map3 {
  const [first] = parts as [Map3];
  const data = parts.flatMap((part) => [...part.data]);
  return map3(data.length / (first.height * first.width), first.height, first.width, data);
}

/** 3×3, stride 2; `cut`: windows begin at 0 and are cut at the end (torch's ceil_mode), else one pixel of padding all around. */
export function maximumPool(x: Map3, edge: 'cut' | 'padded'): Map3 {
  const from = edge === 'cut' ? 0 : -1;
  const y = map3(x.channels, Math.ceil(x.height / 2), Math.ceil(x.width / 2));
  y.data.forEach((_, index) => {
    const column = index % y.width;
    const row = Math.floor(index / y.width) % y.height;
    const channel = Math.floor(index / (y.width * y.height));
    let most = -Infinity;
    for (let r = Math.max(0, row * 2 + from); r < Math.min(x.height, row * 2 + from + 3); r++) {
      for (let s = Math.max(0, column * 2 + from); s < Math.min(x.width, column * 2 + from + 3); s++) {
        most = Math.max(most, x.data[(channel * x.height + r) * x.width + s] ?? NaN);
      }
    }
    y.data[index] = most;
  });
  return y;
}

/** Each value four times. */
export function doubled(x: Map3): Map3 {
  const y = map3(x.channels, x.height * 2, x.width * 2);
  y.data.forEach((_, index) => {
    const column = index % y.width;
    const row = Math.floor(index / y.width) % y.height;
    const channel = Math.floor(index / (y.width * y.height));
    const at = (channel * x.height + Math.floor(row / 2)) * x.width + Math.floor(column / 2);
    y.data[index] = x.data[at] ?? NaN;
  });
  return y;
}
