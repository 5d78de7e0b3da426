// What stands beside the list of runs: the form for a new one, or the chosen run, or why neither can be shown.
import { CircleAlert, RefreshCw } from 'lucide-react';
import { useEffect } from 'react';
import { t } from '../../../common/messages/t.ts';
import type { RunSummary } from '../../../common/training.ts';
import { isActive } from '../../state/trainingWish.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/Parts.tsx';
import { Comparison } from './Comparison.tsx';
import { NewRun } from './NewRun.tsx';
import { RunCharts } from './RunCharts.tsx';
import { RunEnd } from './RunEnd.tsx';
import { RunHead, RunWarnings } from './RunHead.tsx';
import { RunNow } from './RunNow.tsx';
import { RunPlan } from './RunPlan.tsx';
import { Samples } from './Samples.tsx';

export function Training() {
  const { training } = useDesk();
  const { phase, failure, runs, chosen } = useFields(training.store, 'phase', 'failure', 'runs', 'chosen');
  const run = runs.find(({ id }) => id === chosen);
  return (
    <div className="page train-main" data-region="page">
      {phase === 'loading' && runs.length === 0 ? (
        <EmptyState title={t('Reading the runs')} />
      ) : phase === 'failed' ? (
        <EmptyState
          icon={CircleAlert}
          title={t('The runs of this project could not be read')}
          actions={
            <Button icon={RefreshCw} onClick={() => void training.load()}>
              {t('Read them again')}
            </Button>
          }
        >
          <p className="selectable">{failure?.message}</p>
        </EmptyState>
      ) : run ? (
        <Run key={run.id} run={run} />
      ) : (
        <NewRun />
      )}
    </div>
  );
}

function Run({ run }: { run: RunSummary }) {
  const { live } = useDesk().training;
  const { phase, failure } = useFields(live.store, 'phase', 'failure');
  useEffect(() => void live.open(run.id), [live, run.id]);
  return (
    <article className="run" aria-label={run.name}>
      <RunHead run={run} />
      {isActive(run.state) ? <RunNow run={run} /> : <RunEnd run={run} />}
      {phase === 'loading' && <p className="muted">{t('Reading the course of the run')}</p>}
      {phase === 'failed' && (
        <div className="line" role="alert">
          <p className="bad selectable">{failure?.message}</p>
          <Button dense onClick={() => void live.reload()}>
            {t('Read it again')}
          </Button>
        </div>
      )}
      {phase === 'ready' && (
        <>
          <RunWarnings />
          <Comparison run={run} />
          <RunCharts heldOut={run.validationPictures} />
          <Samples />
        </>
      )}
      <RunPlan run={run} />
    </article>
  );
}
