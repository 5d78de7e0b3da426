// Precision against recall at IoU 0.5, a small chart for each class, both models in it.
import { useMemo, useState } from 'react';
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
  series: [{ name: 'this run', colour: 'accent', width: 2 }],
  xEnd: () => 1,
  yEnd: () => 1.02,
  xWords: tenths,
  yWords: tenths,
  gaps: 'empty',
};
const both: PlotSpec = {
  ...alone,
  series: [...alone.series, { name: 'in use', colour: 'muted', width: 1.5, dash: [6, 3] }],
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
    <section aria-label="Precision and recall" className="curves">
      <h3>Precision against recall, boxes that overlap by half</h3>
      <div className="curve-grid">
        {shown.map((pair) => (
          <Curve key={pair.name} pair={pair} spec={compared ? both : alone} />
        ))}
      </div>
      {shown.length < measured.length && (
        <div>
          <Button
            dense
            onClick={() => setAll('all')}
          >{`Show all ${measured.length.toLocaleString('en')} classes`}</Button>
        </div>
      )}
    </section>
  );
}

const place = (recall: number) => `recall ${recall.toFixed(2)}`;
const value = (precision: number) => precision.toFixed(2);

function Curve({ pair, spec }: { pair: ClassPair; spec: PlotSpec }) {
  const { name, trained, current } = pair;
  const source = useMemo((): PlotSource => {
    const columns = [recalls, precisions(trained?.curve ?? []), precisions(current?.curve ?? [])];
    return { read: () => columns.slice(0, spec.series.length + 1), subscribe: () => () => {} };
  }, [trained, current, spec]);
  const theirs = spec === both ? `, in use ${figure(current?.AP50)}` : '';
  return (
    <Chart
      title={name}
      spec={spec}
      source={source}
      place={place}
      value={value}
      none=""
      summary={`AP50 ${figure(trained?.AP50)}${theirs}`}
    />
  );
}
