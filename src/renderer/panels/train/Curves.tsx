// Precision against recall at IoU 0.5, a small chart for each class, both models in it.
import { useMemo, useState } from 'react';
import { t } from '../../../common/messages/t.ts';
import { precisions, recalls, type ClassPair } from '../../state/comparison.ts';
import { figure } from '../../trainingWords.ts';
import { Button } from '../../ui/Button.tsx';
import { Chart } from './Chart.tsx';
import type { PlotSource, PlotSpec } from './plot.ts';

/** More charts than these are drawn at the user's word alone. */
const mostShown = 6;

const tenths = (value: number) => (value === 0 ? '0' : value.toFixed(1));

const alone: PlotSpec = {
  height: 150,
  group: 'curves',
  series: [{ name: t('this run'), colour: 'accent', width: 2 }],
  xEnd: () => 1,
  yEnd: () => 1.02,
  xWords: tenths,
  yWords: tenths,
  gaps: 'empty',
};
const both: PlotSpec = {
  ...alone,
  series: [...alone.series, { name: t('in use'), colour: 'muted', width: 1.5, dash: [6, 3] }],
};

interface CurvesProps {
  readonly pairs: readonly ClassPair[];
  readonly compared: boolean;
}

export function Curves({ pairs, compared }: CurvesProps) {
  const [all, setAll] = useState<'first' | 'all'>('first');
  const measured = pairs.filter(({ truth }) => truth > 0);
  const shown = all === 'all' ? measured : measured.slice(0, mostShown);
  return (
    <section aria-label={t('Precision and recall')} className="curves">
      <h3>{t('Precision against recall, boxes that overlap by half')}</h3>
      <div className="curve-grid">
        {shown.map((pair) => (
          <Curve key={pair.name} pair={pair} spec={compared ? both : alone} />
        ))}
      </div>
      {shown.length < measured.length && (
        <div>
          <Button dense onClick={() => setAll('all')}>
            {t('Show all {count, number} classes', { count: measured.length })}
          </Button>
        </div>
      )}
    </section>
  );
}

const place = (recall: number) => t('recall {value}', { value: recall.toFixed(2) });
const value = (precision: number) => precision.toFixed(2);

function Curve({ pair, spec }: { pair: ClassPair; spec: PlotSpec }) {
  const { name, trained, current } = pair;
  const source = useMemo((): PlotSource => {
    const columns = [recalls, precisions(trained?.curve ?? []), precisions(current?.curve ?? [])];
    return { read: () => columns.slice(0, spec.series.length + 1), subscribe: () => () => {} };
  }, [trained, current, spec]);
  const [ours, theirs] = [figure(trained?.AP50), figure(current?.AP50)];
  return (
    <Chart
      title={name}
      spec={spec}
      source={source}
      place={place}
      value={value}
      none=""
      summary={spec === both ? t('AP50 {ours}, in use {theirs}', { ours, theirs }) : `AP50 ${ours}`}
    />
  );
}
