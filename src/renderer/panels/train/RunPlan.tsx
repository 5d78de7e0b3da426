// What a run was asked to do: the settings it was started with, as they were then.
import { Trash2 } from 'lucide-react';
import type { RunSummary } from '../../../common/training.ts';
import { counted } from '../../../common/words.ts';
import { isActive } from '../../state/trainingWish.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { sizeWords } from '../../trainingWords.ts';
import { Button } from '../../ui/Button.tsx';
import { UseAgain } from './UseAgain.tsx';

export function RunPlan({ run }: { run: RunSummary }) {
  const { models, training } = useDesk();
  const { models: all } = useFields(models.store, 'models');
  const { classes } = useFields(training.live.store, 'classes');
  const { wish } = run;
  const from = wish.from === null ? undefined : (all.find(({ id }) => id === wish.from)?.name ?? wish.from);
  return (
    <section aria-label="Settings of the run" className="run-plan">
      <header className="page-head">
        <h2>Settings of the run</h2>
        <span className="grow" />
        {!isActive(run.state) && <Afterwards run={run} />}
      </header>
      <dl className="pairs">
        <dt>Learnt from</dt>
        <dd>
          {`${counted(run.pictures - run.validationPictures, 'picture')} ${wish.pictures === 'done' ? 'marked done' : 'with labels'}, ${heldOut(run)}`}
        </dd>
        <dt>Classes</dt>
        <dd className="selectable">{classes.join(', ')}</dd>
        <dt>Started from</dt>
        <dd>{from ?? `nothing, ${sizeWords[wish.size].name}`}</dd>
        <dt>Picture size</dt>
        <dd>{`${wish.pixels} px`}</dd>
        <dt>Time</dt>
        <dd>{counted(wish.minutes, 'minute')}</dd>
        <dt>Seed</dt>
        <dd>{wish.seed}</dd>
      </dl>
    </section>
  );
}

function heldOut({ validationPictures }: RunSummary): string {
  return validationPictures === 0 ? 'none held out' : `${counted(validationPictures, 'more', 'more')} held out`;
}

/** Its removal cannot be undone, so the button names it. */
function Afterwards({ run }: { run: RunSummary }) {
  const { training, project } = useDesk();
  const { asking } = useFields(training.store, 'asking');
  const { project: open } = useFields(project, 'project');
  if (open?.readOnly !== false) return null;
  return (
    <div className="run-actions">
      <UseAgain run={run} look="bare" />
      <Button
        dense
        look="bare"
        icon={Trash2}
        disabled={asking !== 'nothing'}
        onClick={() => void training.forget(run.id)}
      >
        {forgetWords(run)}
      </Button>
    </div>
  );
}

function forgetWords({ state, outcome }: RunSummary): string {
  if (outcome) return 'Forget this run; its model stays';
  return state === 'interrupted' ? 'Forget this run and what it learnt' : 'Forget this run';
}
