// Where a run stands at this moment: phase, share of the budget, time left, speed. Drawn anew at most twice a second.
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
    <section className="run-now" aria-label="Where it stands">
      <div className="run-progress">
        <span>{nowWords(run)}</span>
        <span className="grow" />
        <span className="muted">{`${Math.floor(share * 100)} % of the time`}</span>
      </div>
      <ProgressBar done={Math.round(share * 1000)} total={1000} label="Share of the time that is used" />
      <dl className="run-figures">
        <Fact name={run.state === 'paused' ? 'left, when continued' : 'left'}>
          {progress ? clock(progress.secondsLeft) : '–'}
        </Fact>
        <Fact name="best AP50">{figure(best?.AP50)}</Fact>
        <Fact name="passes">{progress ? progress.epoch.toFixed(1) : '–'}</Fact>
        <Fact name="updates">{progress ? progress.step.toLocaleString('en') : '–'}</Fact>
        <Fact name="pictures">
          {run.state === 'running' && progress ? rate(progress.picturesPerSecond) || '–' : '–'}
        </Fact>
        <Fact name="learning rate">{progress ? learningRateWords(progress.learningRate) : '–'}</Fact>
      </dl>
    </section>
  );
}

function nowWords({ state, phase }: RunSummary): string {
  if (state === 'stopping') return phase === 'exporting' ? phaseWords.exporting : 'Stopping; the best weights are kept';
  if (state === 'paused') return 'Paused; the machine is yours';
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
