// The two charts of a run: its losses, and how it does on the held-out pictures. Both count updates, under one crosshair.
import { useMemo } from 'react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import { bestOf, smoothed, thinned, totalLoss, type RunHistory } from '../../state/runHistory.ts';
import type { LiveRun } from '../../state/liveRun.ts';
import { useDesk } from '../../state/useDesk.ts';
import { Chart } from './Chart.tsx';
import type { PlotColumns, PlotSource, PlotSpec } from './plot.ts';

const height = 196;
/** How much a step back counts in the drawn losses; the raw total stands behind them. */
const past = 0.9;
/** More points than a chart has columns show nothing more. */
const mostDrawn = 1200;

const threeDigits = (value: number) => value.toFixed(3);
const oneDigit = (value: number) => (value === 0 ? '0' : value.toFixed(value < 0.1 ? 2 : 1));

/** The axis of the updates ends at the last one, and not before the tenth. */
const updatesEnd = (most: number) => Math.max(10, most);

const lossSpec: PlotSpec = {
  height,
  group: 'run',
  series: [
    { colour: 'line-strong', width: 1, opacity: 0.45 },
    { name: t('total'), colour: 'text', width: 2 },
    { name: t('class'), colour: 'accent' },
    { name: t('box'), colour: 'good', dash: [6, 3] },
    { name: t('centre-ness'), colour: 'warn', dash: [2, 2] },
  ],
  xEnd: updatesEnd,
  yEnd: (most) => (most > 0 ? most * 1.05 : 1),
  xWords: grouped,
  yWords: oneDigit,
  gaps: 'hold',
};

const figuresSpec: PlotSpec = {
  height,
  group: 'run',
  series: [
    { name: 'AP50', colour: 'accent', width: 2, points: 5 },
    { name: 'AP', colour: 'good', dash: [6, 3], points: 4 },
    { name: t('best, kept'), colour: 'text', line: 'none', points: 10 },
  ],
  xEnd: updatesEnd,
  yEnd: () => 1,
  xWords: grouped,
  yWords: oneDigit,
  gaps: 'hold',
};

export function RunCharts({ heldOut }: { heldOut: number }) {
  const { live } = useDesk().training;
  const losses = useMemo(() => sourceOf(live, lossColumns), [live]);
  const figures = useMemo(() => sourceOf(live, figureColumns), [live]);
  const place = useMemo(() => (step: number) => placeOf(live.store.getState().history, step), [live]);
  return (
    <div className="charts">
      <Chart
        title={t('Losses')}
        spec={lossSpec}
        source={losses}
        place={place}
        value={threeDigits}
        none={t('The first losses come after a few updates.')}
      />
      <Chart
        title={t('On the held-out pictures')}
        spec={figuresSpec}
        source={figures}
        place={place}
        value={threeDigits}
        none={
          heldOut > 0
            ? t('The first measurement comes after some passes over the pictures.')
            : t('No pictures were held out, so nothing is measured.')
        }
      />
    </div>
  );
}

function sourceOf({ store }: LiveRun, columns: (history: RunHistory) => PlotColumns): PlotSource {
  return {
    read: () => columns(store.getState().history),
    subscribe: (changed) =>
      store.subscribe((state, before) => {
        if (state.history !== before.history) changed();
      }),
  };
}

function lossColumns(history: RunHistory): PlotColumns {
  const progress = thinned(history.progress, mostDrawn);
  const total = progress.map(({ losses }) => totalLoss(losses));
  const of = (name: 'classification' | 'box' | 'centreness') =>
    smoothed(
      progress.map(({ losses }) => losses[name]),
      past,
    );
  return [
    progress.map(({ step }) => step),
    total,
    smoothed(total, past),
    of('classification'),
    of('box'),
    of('centreness'),
  ];
}

function figureColumns({ validations, progress }: RunHistory): PlotColumns {
  const best = bestOf(validations);
  const steps = validations.map(({ step }) => step);
  const columns: (number | null)[][] = [
    validations.map(({ figures }) => measured(figures.AP50)),
    validations.map(({ figures }) => measured(figures.AP)),
    validations.map((one) => (one === best ? measured(one.figures.AP50) : null)),
  ];
  // Without values at the newest update, so that this axis ends where the one of the losses does.
  const last = progress.at(-1)?.step ?? 0;
  if (steps.length === 0 || last <= (steps.at(-1) ?? 0)) return [steps, ...columns];
  return [[...steps, last], ...columns.map((column) => [...column, null])];
}

const measured = (figure: number) => (figure < 0 ? null : figure);

function placeOf({ progress, validations }: RunHistory, step: number): string {
  const point = validations.find((one) => one.step === step) ?? progress.find((one) => one.step >= step);
  if (point === undefined) return t('update {step, number}', { step });
  return t('update {step, number} · pass {pass}', { step, pass: point.epoch.toFixed(1) });
}
