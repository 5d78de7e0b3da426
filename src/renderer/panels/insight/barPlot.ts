// Bars and maps by uPlot in the window's own look. Drawn outside of React; the crosshair goes from bar to bar, or field to field.
import uPlot from 'uplot';
import { grouped } from '../../../common/messages/counts.ts';
import type { PlotOfData } from './plots.ts';

export interface BarPlot {
  /** Moves the crosshair; of a map also by rows. */
  step(across: number, down: number): void;
  leave(): void;
  /** What is drawn. */
  readonly canvas: HTMLCanvasElement;
  dispose(): void;
}

const least = 0.08;

/** `onAt`: the row under the crosshair; undefined: none. */
export function createBarPlot(host: HTMLElement, plot: PlotOfData, onAt: (row: number | undefined) => void): BarPlot {
  const look = lookOf(host);
  const { rows, map } = plot;
  let at: number | undefined;
  const options = map === undefined ? barOptions(plot, look) : mapOptions(plot, map, look);
  const made = new uPlot(
    {
      ...options,
      width: host.clientWidth,
      height: host.clientHeight,
      hooks: {
        ...options.hooks,
        setCursor: [
          (self) => {
            at = rowUnder(self, plot);
            onAt(at);
          },
        ],
      },
    },
    map === undefined
      ? [rows.map((_, place) => place), rows.map(({ count }) => count)]
      : [
          [0, 1],
          [0, 1],
        ],
    host,
  );
  const resizing = new ResizeObserver(() => made.setSize({ width: host.clientWidth, height: host.clientHeight }));
  resizing.observe(host);
  return {
    canvas: made.ctx.canvas,
    step(across, down) {
      const columns = map?.columns ?? rows.length;
      const from = at ?? (across + down > 0 ? -1 : rows.length);
      const next = Math.max(0, Math.min(rows.length - 1, from + across + down * (map === undefined ? 0 : columns)));
      const left =
        map === undefined ? made.valToPos(next, 'x') : made.valToPos(((next % columns) + 0.5) / columns, 'x');
      const top = map === undefined ? 0 : made.valToPos((Math.floor(next / columns) + 0.5) / map.rows, 'y');
      made.setCursor({ left, top });
    },
    leave: () => made.setCursor({ left: -10, top: -10 }),
    dispose() {
      resizing.disconnect();
      made.destroy();
    },
  };
}

interface Look {
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  readonly raised: string;
  readonly font: string;
}

function lookOf(host: HTMLElement): Look {
  const style = getComputedStyle(host);
  const colour = (token: string) => style.getPropertyValue(`--${token}`).trim();
  return {
    muted: colour('muted'),
    line: colour('line'),
    accent: colour('accent'),
    raised: colour('raised'),
    font: `11px ${style.fontFamily}`,
  };
}

type Rest = Omit<uPlot.Options, 'width' | 'height'>;

const cursor: uPlot.Cursor = { y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } };

function axisOf({ muted, line, font }: Look): uPlot.Axis {
  return {
    stroke: muted,
    font,
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
    border: { show: false },
  };
}

function barOptions({ rows }: PlotOfData, look: Look): Rest {
  const axis = axisOf(look);
  const bars = uPlot.paths.bars?.({ size: [0.86, 56, 1] });
  return {
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor,
    scales: {
      x: { time: false, range: () => [-0.5, Math.max(0, rows.length - 1) + 0.5] },
      y: { range: (_self, _least, most) => [0, Math.max(1, most) * 1.04] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 20,
        gap: 4,
        splits: (self) =>
          labelled(
            self,
            rows.map(({ label }) => label),
            look.font,
          ),
        values: (_self, values) => values.map((place) => short(rows[place]?.label ?? '')),
      },
      {
        ...axis,
        size: 48,
        gap: 6,
        space: 32,
        incrs: wholeSteps,
        values: (_self, values) => values.map(grouped),
      },
    ],
    series: [{}, { fill: look.accent, width: 0, points: { show: false }, ...(bars && { paths: bars }) }],
  };
}

/** Counts are whole: no line stands at a half of one. */
const wholeSteps = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();

const longest = 16;
const short = (label: string) => (label.length > longest ? `${label.slice(0, longest - 1)}…` : label);

/** Places whose labels stand beside each other without touching: each, or every second, third, … */
function labelled(self: uPlot, labels: readonly string[], font: string): number[] {
  const { ctx } = self;
  ctx.save();
  ctx.font = font;
  const wide = Math.max(1, ...labels.slice(0, 400).map((label) => ctx.measureText(short(label)).width)) + 10;
  ctx.restore();
  const room = self.bbox.width / devicePixelRatio / Math.max(1, labels.length);
  const every = Math.max(1, Math.ceil(wide / Math.max(0.001, room)));
  return labels.map((_, place) => place).filter((place) => place % every === 0);
}

function mapOptions({ rows }: PlotOfData, map: NonNullable<PlotOfData['map']>, look: Look): Rest {
  const axis = { ...axisOf(look), grid: { show: false }, values: percents };
  return {
    // The last label stands half beyond the map.
    padding: [8, 20, 0, 0],
    legend: { show: false },
    cursor: { ...cursor, y: true },
    scales: {
      x: { time: false, range: () => [0, 1] },
      // From the top, as pictures are counted.
      y: { range: () => [0, 1], dir: -1 },
    },
    axes: [
      { ...axis, size: 20, gap: 4, space: 48 },
      { ...axis, size: 48, gap: 6, space: 32 },
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: { drawClear: [(self) => paintMap(self, rows, map, look)] },
  };
}

function percents(_self: uPlot, values: number[]): string[] {
  return values.map((value) => `${Math.round(value * 100)} %`);
}

/** The fuller a field, the more of the accent; by the root, so that few boxes beside many are seen too. */
function paintMap(self: uPlot, rows: PlotOfData['rows'], map: NonNullable<PlotOfData['map']>, look: Look): void {
  const { ctx, bbox } = self;
  const most = rows.reduce((highest, { count }) => Math.max(highest, count), 0);
  ctx.save();
  ctx.fillStyle = look.raised;
  ctx.fillRect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.fillStyle = look.accent;
  rows.forEach(({ count }, at) => {
    if (count === 0) return;
    const [column, row] = [at % map.columns, Math.floor(at / map.columns)];
    const left = Math.round(bbox.left + (column * bbox.width) / map.columns);
    const right = Math.round(bbox.left + ((column + 1) * bbox.width) / map.columns);
    const top = Math.round(bbox.top + (row * bbox.height) / map.rows);
    const bottom = Math.round(bbox.top + ((row + 1) * bbox.height) / map.rows);
    ctx.globalAlpha = least + (1 - least) * Math.sqrt(count / most);
    ctx.fillRect(left, top, right - left, bottom - top);
  });
  ctx.restore();
}

function rowUnder(self: uPlot, { rows, map }: PlotOfData): number | undefined {
  const { left = -1, top = -1 } = self.cursor;
  if (left < 0 || top < 0) return undefined;
  if (map === undefined) {
    const place = Math.round(self.posToVal(left, 'x'));
    return place >= 0 && place < rows.length ? place : undefined;
  }
  const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(value * count)));
  return within(self.posToVal(top, 'y'), map.rows) * map.columns + within(self.posToVal(left, 'x'), map.columns);
}
