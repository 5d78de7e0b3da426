// Where a run stands at this moment: phase, share of the budget, time left, speed. Drawn anew at most twice a second.
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { RunSummary } from '../../../common/training.ts';
import { bestOf } from '../../state/runHistory.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { figure, learningRateWords, phaseWords } from '../../trainingWords.ts';
import { ProgressBar } from '../../ui/Parts.tsx';
import { clock, rate } from '../../words.ts';

export function RunNow({ run }: { run: RunSummary }) {
  const { live } = useDesk().training;
  const { history } = useFields(live.store, 'history');
  const progress = history.progress.at(-1) ?? run.progress;
  const share = progress?.share ?? 0;
  const best = bestOf(history.validations)?.figures ?? run.best;
  return (
    <section className="run-now" aria-label={t('Where it stands')}>
      <div className="run-progress">
        <span>{nowWords(run)}</span>
        <span className="grow" />
        <span className="muted">{t('{percent} % of the time', { percent: Math.floor(share * 100) })}</span>
      </div>
      <ProgressBar done={Math.round(share * 1000)} total={1000} label={t('Share of the time that is used')} />
      <dl className="run-figures">
        <Fact name={run.state === 'paused' ? t('left, when continued') : t('left')}>
          {progress ? clock(progress.secondsLeft) : '–'}
        </Fact>
        <Fact name={t('best AP50')}>{figure(best?.AP50)}</Fact>
        <Fact name={t('passes')}>{progress ? progress.epoch.toFixed(1) : '–'}</Fact>
        <Fact name={t('updates')}>{progress ? grouped(progress.step) : '–'}</Fact>
        <Fact name={t('pictures')}>
          {run.state === 'running' && progress ? rate(progress.picturesPerSecond) || '–' : '–'}
        </Fact>
        <Fact name={t('learning rate')}>{progress ? learningRateWords(progress.learningRate) : '–'}</Fact>
      </dl>
    </section>
  );
}

function nowWords({ state, phase }: RunSummary): string {
  if (state === 'stopping')
    return phase === 'exporting' ? phaseWords.exporting : t('Stopping; the best weights are kept');
  if (state === 'paused') return t('Paused; the machine is yours');
  return phaseWords[phase ?? 'starting'];
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dd>{children}</dd>
      <dt className="muted small">{name}</dt>
    </div>
  );
}
