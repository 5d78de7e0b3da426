// A uPlot in the window's own look: colours from the tokens, crosshair, values read out beside it, as wide as its place.
// It lives between createPlot and dispose, and is fed without React.
import uPlot from 'uplot';

/** A name out of styles/tokens.css, without its dashes. */
export type Token = 'text' | 'muted' | 'accent' | 'good' | 'warn' | 'bad' | 'line-strong';

export interface PlotSeries {
  /** Stands beside its value; a series without a name is only drawn. */
  readonly name?: string;
  readonly colour: Token;
  readonly width?: number;
  /** CSS pixels on and off. */
  readonly dash?: readonly number[];
  /** 0 … 1. */
  readonly opacity?: number;
  /** Points of this size, CSS pixels; none when left out. */
  readonly points?: number;
  readonly line?: 'drawn' | 'none';
}

export interface PlotSpec {
  readonly series: readonly PlotSeries[];
  readonly height: number;
  /** Plots of one group share their crosshair. */
  readonly group?: string;
  /** From the largest value to where the axis ends. */
  readonly xEnd: (most: number) => number;
  readonly yEnd: (most: number) => number;
  readonly xWords: (value: number) => string;
  readonly yWords: (value: number) => string;
  /** Where a series has no value at the crosshair, the one before it still holds, or there is none. */
  readonly gaps: 'hold' | 'empty';
}

export interface PlotSource {
  /** x first, then one column for each series; null where a series has no value. */
  read(): PlotColumns;
  /** Called when there is more to read; returns what ends it. */
  subscribe(changed: () => void): () => void;
}

export type PlotColumns = readonly (readonly (number | null)[])[];

/** Where the crosshair is; `at` undefined: nowhere, and the newest values are read out. */
export interface Reading {
  readonly columns: PlotColumns;
  readonly at: number | undefined;
}

export interface Plot {
  /** Moves the crosshair by so many points, from the newest when it is nowhere. */
  step(by: number): void;
  leave(): void;
  dispose(): void;
}

export function createPlot(host: HTMLElement, spec: PlotSpec, source: PlotSource, onRead: (r: Reading) => void): Plot {
  let columns = source.read();
  let frame = 0;
  const plot = new uPlot(
    optionsOf(host, spec, (at) => onRead({ columns, at })),
    columns as uPlot.AlignedData,
    host,
  );

  function feed(): void {
    frame = 0;
    columns = source.read();
    plot.setData(columns as uPlot.AlignedData);
    onRead({ columns, at: plot.cursor.idx ?? undefined });
  }

  // The trainer speaks at most twice a second; a frame is waited for, so that a hidden window draws nothing.
  const end = source.subscribe(() => (frame ||= requestAnimationFrame(feed)));
  const resizing = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height: spec.height }));
  resizing.observe(host);
  onRead({ columns, at: undefined });

  return {
    step(by) {
      const xs = columns[0] ?? [];
      const at = Math.max(0, Math.min(xs.length - 1, (plot.cursor.idx ?? xs.length) + by));
      const x = xs[at];
      if (typeof x === 'number') plot.setCursor({ left: plot.valToPos(x, 'x'), top: 0 });
    },
    leave: () => plot.setCursor({ left: -10, top: -10 }),
    dispose() {
      end();
      cancelAnimationFrame(frame);
      resizing.disconnect();
      plot.destroy();
    },
  };
}

/** What a column says at a place. */
export function valueAt(column: PlotColumns[number], at: number, gaps: PlotSpec['gaps']): number | undefined {
  if (gaps === 'empty') return column[at] ?? undefined;
  return column.slice(0, at + 1).findLast((value) => value !== null) ?? undefined;
}

function optionsOf(host: HTMLElement, spec: PlotSpec, onCursor: (at: number | undefined) => void): uPlot.Options {
  const style = getComputedStyle(host);
  const colour = (token: string) => style.getPropertyValue(`--${token}`).trim();
  const axis = {
    stroke: colour('muted'),
    font: `11px ${style.fontFamily}`,
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
    border: { show: false },
  };
  return {
    width: host.clientWidth,
    height: spec.height,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false, setScale: false },
      // Nothing marks a series that has no name: its values are not read out.
      points: { size: (_plot, index) => (spec.series[index - 1]?.name === undefined ? 0 : 7), width: 2 },
      ...(spec.group !== undefined && { sync: { key: spec.group, scales: ['x', null] } }),
    },
    scales: {
      x: { time: false, range: (_plot, _least, most) => [0, spec.xEnd(Math.max(0, most))] },
      y: { range: (_plot, _least, most) => [0, spec.yEnd(Math.max(0, most))] },
    },
    axes: [
      { ...axis, size: 20, gap: 4, space: 64, values: (_plot, values) => values.map(spec.xWords) },
      { ...axis, size: 40, gap: 6, space: 32, values: (_plot, values) => values.map(spec.yWords) },
    ],
    series: [{}, ...spec.series.map((series) => seriesOf(series, colour(series.colour)))],
    hooks: { setCursor: [(plot) => onCursor(plot.cursor.idx ?? undefined)] },
  };
}

function seriesOf(
  { width = 1.5, dash, opacity = 1, points, line = 'drawn' }: PlotSeries,
  stroke: string,
): uPlot.Series {
  return {
    stroke,
    width: line === 'drawn' ? width : 0,
    alpha: opacity,
    spanGaps: true,
    ...(dash && { dash: [...dash] }),
    ...(line === 'none' && { paths: () => null }),
    points: points === undefined ? { show: false } : { show: true, size: points, fill: stroke, stroke, width: 1 },
  };
}
