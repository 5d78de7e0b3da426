// The head of a run: its name and state, what can be done with it now, and in words where it stands.
import { Pause, Play, Square, TriangleAlert } from 'lucide-react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { RunSummary } from '../../../common/training.ts';
import { isActive } from '../../state/trainingWish.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { moment } from '../../trainingWords.ts';
import { CommandButton } from '../../ui/Button.tsx';
import { RunMark } from './runStates.tsx';

export function RunHead({ run }: { run: RunSummary }) {
  return (
    <header className="run-head">
      <div className="run-title">
        <h2 className="cut selectable" title={run.name}>
          {run.name}
        </h2>
        <span className="small muted run-when">
          <RunMark state={run.state} />
          {moment(run.started, new Date())}
        </span>
      </div>
      <span className="grow" />
      {isActive(run.state) && <Steering run={run} />}
    </header>
  );
}

function Steering({ run }: { run: RunSummary }) {
  const { project } = useFields(useDesk().project, 'project');
  const stopping = run.state === 'stopping';
  const paused = run.state === 'paused';
  if (project?.readOnly !== false) return null;
  return (
    <div className="run-actions">
      {!stopping && (
        <CommandButton
          command="train.pause"
          icon={paused ? Play : Pause}
          words={paused ? t('Continue') : t('Pause')}
          look={paused ? 'primary' : 'plain'}
        />
      )}
      <CommandButton
        command="train.stop"
        icon={Square}
        words={stopping ? t('Stopping…') : t('Stop and keep the best')}
        look="plain"
      />
    </div>
  );
}

/** What a human should know of the run, as the trainer said it. */
export function RunWarnings() {
  const { live } = useDesk().training;
  const { history } = useFields(live.store, 'history');
  const { warnings } = history;
  if (warnings.length === 0) return null;
  return (
    <details className="run-warnings" open={warnings.length <= 3}>
      <summary>
        {t('Warnings')} <span className="muted">{grouped(warnings.length)}</span>
      </summary>
      <ul className="warning-list">
        {warnings.map((warning) => (
          <li key={warning}>
            <TriangleAlert size={14} strokeWidth={2} className="warn" aria-hidden />
            <span className="selectable">{warning}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
