// What the model saw on a few held-out pictures, validation by validation: a walk back through its learning.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { t } from '../../../common/messages/t.ts';
import { confusionScore, type SamplePrediction } from '../../../common/training.ts';
import type { Validation } from '../../state/runHistory.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { figure } from '../../trainingWords.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Range } from '../../ui/Parts.tsx';
import { SamplePicture } from './SamplePicture.tsx';
import { useClassColours } from './useClassColours.ts';

const mostShown = 6;

export function Samples() {
  const { live } = useDesk().training;
  const { history, samples, classes } = useFields(live.store, 'history', 'samples', 'classes');
  const { validations } = history;
  // undefined follows the newest.
  const [chosen, setChosen] = useState<number>();
  const colours = useClassColours(classes);
  const last = validations.length - 1;
  const place = Math.min(chosen ?? last, last);
  const validation = validations[place];
  const byPicture = useMemo(() => new Map(validation?.samples.map((one) => [one.id, one])), [validation]);
  if (samples.length === 0) return null;
  // Before the first look the trainer has not said which pictures it will show.
  const looked = samples.filter(({ image }) => byPicture.has(image));
  const shown = looked.length > 0 ? looked : samples;
  return (
    <section aria-label={t('What the model sees')} className="samples">
      <header className="page-head">
        <h2>{t('What the model sees')}</h2>
        <Legend />
        <span className="grow" />
        {validation && last > 0 && (
          <Walk place={place} last={last} onWalk={(wanted) => setChosen(wanted === last ? undefined : wanted)} />
        )}
      </header>
      <p className="muted">
        {validation ? wordsOf(validation, place, last) : t('The first look comes with the first measurement.')}
      </p>
      <ul className="sample-grid">
        {shown.slice(0, mostShown).map(({ image, truth }) => (
          <SamplePicture
            key={image}
            image={image}
            truth={truth}
            detections={sure(byPicture.get(image))}
            colours={colours}
          />
        ))}
      </ul>
    </section>
  );
}

const none: SamplePrediction['detections'] = [];

function sure(sample: SamplePrediction | undefined): SamplePrediction['detections'] {
  return sample?.detections.filter(({ score }) => score >= confusionScore) ?? none;
}

function wordsOf({ epoch, step, figures, isBest }: Validation, place: number, last: number): string {
  return t(
    'After pass {pass}, {steps, plural, one {# update} other {# updates}}: AP50 {figure}{best, select, yes {, the best so far} other {}}.{newest, select, yes { This is the newest.} other {}}',
    {
      pass: epoch.toFixed(1),
      steps: step,
      figure: figure(figures.AP50),
      best: isBest ? 'yes' : 'no',
      newest: place === last ? 'yes' : 'no',
    },
  );
}

function Legend() {
  return (
    <span className="sample-legend small muted">
      <span className="sample-key truth" aria-hidden /> {t('truth')}
      <span className="sample-key found" aria-hidden />
      {t('found, from score {score}', { score: confusionScore.toFixed(2) })}
    </span>
  );
}

interface WalkProps {
  readonly place: number;
  readonly last: number;
  readonly onWalk: (place: number) => void;
}

function Walk({ place, last, onWalk }: WalkProps) {
  const words = t('{place, number} of {count, number}', { place: place + 1, count: last + 1 });
  return (
    <div className="walk" role="group" aria-label={t('Measurement that is shown')}>
      <IconButton
        small
        icon={ChevronLeft}
        label={t('Earlier measurement')}
        disabled={place === 0}
        onClick={() => onWalk(place - 1)}
      />
      <Range label={t('Measurement')} value={place} least={0} most={last} step={1} words={words} onChange={onWalk} />
      <IconButton
        small
        icon={ChevronRight}
        label={t('Later measurement')}
        disabled={place === last}
        onClick={() => onWalk(place + 1)}
      />
      <output className="small muted walk-place">{words}</output>
    </div>
  );
}
