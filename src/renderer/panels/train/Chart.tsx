// One chart with its heading and the values under the crosshair. The plot itself (plot.ts) is drawn and fed outside of React.
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { t } from '../../../common/messages/t.ts';
import { useTheme } from '../useTheme.ts';
import {
  createPlot,
  valueAt,
  type Plot,
  type PlotSeries,
  type PlotSource,
  type PlotSpec,
  type Reading,
} from './plot.ts';

interface ChartProps {
  readonly title: string;
  readonly spec: PlotSpec;
  readonly source: PlotSource;
  /** Where the values stand: "update 1,240 · pass 12.4". */
  readonly place: (x: number) => string;
  readonly value: (value: number) => string;
  /** Stands on the chart as long as there is nothing to draw. */
  readonly none: string;
  /** Stands in the place of the values away from the crosshair; left out, the newest values do. */
  readonly summary?: string;
}

/** `spec` and `source` must stay the same from one drawing to the next, else the plot is made anew. */
export function Chart({ title, spec, source, place, value, none, summary }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const section = useRef<HTMLElement>(null);
  const plot = useRef<Plot | undefined>(undefined);
  const theme = useTheme();
  useEffect(() => {
    if (!host.current) return undefined;
    const made = createPlot(host.current, spec, source, (reading) => {
      const at = reading.at ?? (summary === undefined ? (reading.columns[0] ?? []).length - 1 : -1);
      // Before there is anything to draw, there is no place either.
      const where = at < 0 ? () => summary ?? '' : place;
      if (section.current) writeReading(section.current, spec, { ...reading, at }, where, value);
    });
    plot.current = made;
    return () => made.dispose();
    // The theme is read from the tokens as the plot is made.
  }, [theme, spec, source, place, value, summary]);

  const key = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20 };
    const step = steps[event.key];
    if (event.key === 'Escape') plot.current?.leave();
    else if (step !== undefined) plot.current?.step(step);
    else return;
    event.preventDefault();
  };
  return (
    <section className="chart" ref={section} aria-label={title}>
      <header className="chart-head">
        <h3>{title}</h3>
        <span className="grow" />
        <span className="muted small chart-place" data-place />
      </header>
      <dl className="readings small">
        {spec.series.map(
          (series, index) => series.name !== undefined && <SeriesReading key={index} series={series} index={index} />,
        )}
      </dl>
      <div
        ref={host}
        className="plot"
        role="img"
        aria-label={t('{title}. The arrow keys move the crosshair.', { title })}
        tabIndex={0}
        onKeyDown={key}
        onBlur={() => plot.current?.leave()}
      >
        <p className="plot-none muted" data-none hidden>
          {none}
        </p>
      </div>
    </section>
  );
}

/** The line as it is drawn, its name, and a place for its value. */
function SeriesReading({ series, index }: { series: PlotSeries; index: number }) {
  const dash = series.dash === undefined ? 'solid' : (series.dash[0] ?? 0) > 3 ? 'dashed' : 'dotted';
  return (
    <div className="reading">
      <dt>
        <span
          className={series.line === 'none' ? 'reading-dot' : `reading-line ${dash}`}
          style={{ borderColor: `var(--${series.colour})` }}
          aria-hidden
        />
        {series.name}
      </dt>
      <dd data-series={index} />
    </div>
  );
}

/** Straight into the page: this happens with every move of the crosshair. */
function writeReading(
  section: HTMLElement,
  spec: PlotSpec,
  { columns, at }: { readonly columns: Reading['columns']; readonly at: number },
  place: ChartProps['place'],
  value: ChartProps['value'],
): void {
  const xs = columns[0] ?? [];
  put(section.querySelector('[data-place]'), place(xs[at] ?? 0));
  section.querySelector('[data-none]')?.toggleAttribute('hidden', xs.length > 0);
  for (const [index, { name }] of spec.series.entries()) {
    if (name === undefined) continue;
    const here = valueAt(columns[index + 1] ?? [], at, spec.gaps);
    put(section.querySelector(`[data-series="${index}"]`), at < 0 ? '' : here === undefined ? '–' : value(here));
  }
}

function put(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
