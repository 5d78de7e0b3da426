// Numbers put into bars: whole numbers, and values whose ratio matters (sizes, shapes).

/** Values from `from` on and under `to`; of whole numbers `to` is the last one that is in it. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The map of where boxes lie has so many fields. */
export const positionsAcross = 32;
export const positionsDown = 32;

/** No plot has room for more. */
const mostWholeBars = 40;

/** How often each whole number from 0 on occurs, several to a bar where they reach far. Empty for no values. */
export function wholeBars(values: Int32Array): Bar[] {
  if (values.length === 0) return [];
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  // 0 says something of its own, so it never shares its bar.
  const step = niceStep(most / (mostWholeBars - 1));
  const counts = new Array<number>(Math.ceil(most / step) + 1).fill(0);
  for (const value of values) {
    const at = Math.ceil(value / step);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts.map((count, at) => ({ from: at === 0 ? 0 : (at - 1) * step + 1, to: at * step, count }));
}

/** The next of 1, 2, 5, 10, 20, … that is not smaller. */
function niceStep(least: number): number {
  if (least <= 1) return 1;
  const ten = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((times) => times * ten).find((step) => step >= least) ?? 10 * ten;
}

export interface Log2Bars {
  /** A value over 0. */
  add(value: number): void;
  /** From the smallest value to the largest, without holes. */
  bars(): Bar[];
}

/** Bars of equal ratio. `edge`: 1 is where a bar begins; `middle`: 1 is the middle of one, as for width over height. */
export function log2Bars({ perOctave, align }: { perOctave: number; align: 'edge' | 'middle' }): Log2Bars {
  const counts = new Map<number, number>();
  const shift = align === 'edge' ? 0 : 0.5;
  // So much as powers are inexact: 8 is where a bar begins, not the end of the one before.
  const slack = 1e-9;
  const edge = (at: number) => 2 ** ((at - shift) / perOctave);
  return {
    add(value) {
      const at = Math.floor(Math.log2(value) * perOctave + shift + slack);
      counts.set(at, (counts.get(at) ?? 0) + 1);
    },
    bars() {
      if (counts.size === 0) return [];
      const places = [...counts.keys()];
      const first = Math.min(...places);
      const last = Math.max(...places);
      return Array.from({ length: last - first + 1 }, (_, step) => {
        const at = first + step;
        return { from: edge(at), to: edge(at + 1), count: counts.get(at) ?? 0 };
      });
    },
  };
}
