// All runs of the project, newest first, and the way to a new one.
import { Plus } from 'lucide-react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { RunSummary } from '../../../common/training.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { figure, moment } from '../../trainingWords.ts';
import { RunMark } from './runStates.tsx';
import { roveRow, roving } from '../../ui/rove.ts';

/** A measure's name, the same in every language. */
const measure = 'AP50';

export function RunList() {
  const { training } = useDesk();
  const { runs, chosen } = useFields(training.store, 'runs', 'chosen');
  return (
    <nav className="panel runs" data-region="list" aria-label={t('Training runs')}>
      <header className="part-head">
        <h2>
          {t('Runs')} <span className="muted">{grouped(runs.length)}</span>
        </h2>
      </header>
      <button
        type="button"
        className={chosen === undefined ? 'run-new current' : 'run-new'}
        aria-current={chosen === undefined ? 'true' : undefined}
        data-region-focus
        onClick={() => training.choose(undefined)}
      >
        <Plus size={16} strokeWidth={1.75} aria-hidden />
        {t('New run')}
      </button>
      <ul {...roving} className="run-rows" aria-label={t('Runs, newest first')}>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} current={run.id === chosen} />
        ))}
      </ul>
    </nav>
  );
}

function RunRow({ run, current }: { run: RunSummary; current: boolean }) {
  const { training } = useDesk();
  const best = run.outcome?.figures ?? run.best;
  return (
    <li {...roveRow}>
      <button
        type="button"
        className={current ? 'run-row current' : 'run-row'}
        aria-current={current ? 'true' : undefined}
        onClick={() => training.choose(run.id)}
      >
        <span className="cut run-name" title={run.name}>
          {run.name}
        </span>
        <span className="run-figure" title={t('AP50 of the best weights')}>
          {best ? figure(best.AP50) : ''}
        </span>
        <span className="small muted run-facts">
          <RunMark state={run.state} />
          <span className="cut">{moment(run.started, new Date())}</span>
        </span>
        {best && <span className="small muted run-unit">{measure}</span>}
      </button>
    </li>
  );
}
