// How a run ended, in words, and what can be done with what came out.
import { Check, Play, Scale, Sparkles } from 'lucide-react';
import { t } from '../../../common/messages/t.ts';
import { takeAndPrelabel } from '../../commands/training.ts';
import type { RunSummary } from '../../../common/training.ts';
import { activeRun } from '../../state/trainingWish.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { figure, outcomeWords } from '../../trainingWords.ts';
import { Button } from '../../ui/Button.tsx';
import { clock } from '../../words.ts';
import { UseAgain } from './UseAgain.tsx';

export function RunEnd({ run }: { run: RunSummary }) {
  if (run.state === 'failed') return <Failed run={run} />;
  if (run.state === 'interrupted') return <Interrupted run={run} />;
  const figures = run.outcome?.figures;
  return (
    <section className="run-end" aria-label={t('How it ended')}>
      {figures && (
        <dl className="figures">
          <Figure name="AP50" value={figure(figures.AP50)} />
          <Figure name="AP" value={figure(figures.AP)} />
        </dl>
      )}
      <div className="run-end-words">
        <p>{outcomeWords(run)}</p>
        <p className="muted">
          {figures
            ? t(
                'Measured on {count, plural, one {# held-out picture} other {# held-out pictures}}; these weights were the best and became the model.',
                { count: run.validationPictures },
              )
            : t('Nothing was held out, so nothing was measured; the last weights became the model.')}
        </p>
        {run.outcome && <Deeds run={run} model={run.outcome.model.id} />}
      </div>
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dd>{value}</dd>
      <dt className="muted">{name}</dt>
    </div>
  );
}

function Deeds({ run, model }: { run: RunSummary; model: string }) {
  const desk = useDesk();
  const { project } = useFields(desk.project, 'project');
  const { comparisons } = useFields(desk.training.store, 'comparisons');
  const question = comparisons.get(run.id);
  const inUse = project?.model === model;
  const compared = question?.answer?.current?.model;
  // Another model may have come into use since.
  const isOld = question?.phase === 'ready' && !inUse && compared !== undefined && compared !== project?.model;
  const comparable = question === undefined || question.phase === 'failed' || isOld;
  const writable = project?.readOnly === false;
  return (
    <div className="run-deeds">
      {inUse ? (
        <>
          <span className="good state">
            <Check size={14} strokeWidth={2} aria-hidden />
            {t('in use')}
          </span>
          {writable && (
            <Button dense icon={Sparkles} onClick={() => void takeAndPrelabel(desk, model)}>
              {t('Pre-label the rest')}
            </Button>
          )}
        </>
      ) : (
        writable && (
          <>
            <Button dense look="primary" icon={Sparkles} onClick={() => void takeAndPrelabel(desk, model)}>
              {t('Use it and pre-label the rest')}
            </Button>
            <Button dense icon={Check} onClick={() => void desk.flow.useModel(model)}>
              {t('Use this model')}
            </Button>
          </>
        )
      )}
      {run.validationPictures > 0 && comparable && (
        <Button dense icon={Scale} onClick={() => void desk.training.compare(run.id)}>
          {inUse ? t('Measure it class by class') : t('Compare with the model in use')}
        </Button>
      )}
    </div>
  );
}

function Failed({ run }: { run: RunSummary }) {
  return (
    <section className="run-end" aria-label={t('How it ended')}>
      <div className="run-end-words">
        <p className="bad selectable">{run.message ?? t('The run failed, and did not say why.')}</p>
        <p className="muted">
          {t(
            'Nothing of your labels is lost. Set right what is said above, then use these settings again; with smaller pictures or a smaller network a run needs less memory.',
          )}
        </p>
        <div className="run-deeds">
          <UseAgain run={run} look="plain" />
        </div>
      </div>
    </section>
  );
}

function Interrupted({ run }: { run: RunSummary }) {
  const desk = useDesk();
  const { history } = useFields(desk.training.live.store, 'history');
  const { asking, runs } = useFields(desk.training.store, 'asking', 'runs');
  const { project } = useFields(desk.project, 'project');
  const progress = history.progress.at(-1) ?? run.progress;
  return (
    <section className="run-end" aria-label={t('How it ended')}>
      <div className="run-end-words">
        <p className="selectable">{run.message ?? t('The program was closed while this run was learning.')}</p>
        <p className="muted">
          {progress
            ? t('It stands at {percent} % of its time; {left} are left. It goes on from its last checkpoint.', {
                percent: Math.floor(progress.share * 100),
                left: clock(progress.secondsLeft),
              })
            : t('It goes on from its last checkpoint.')}
        </p>
        {project?.readOnly === false && (
          <div className="run-deeds">
            <Button
              dense
              look="primary"
              icon={Play}
              disabled={asking !== 'nothing' || activeRun(runs) !== undefined}
              onClick={() => void desk.training.steer(run.id, 'continue')}
            >
              {t('Continue')}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
