// What a run was asked to do: the settings it was started with, as they were then.
import { Trash2 } from 'lucide-react';
import { t } from '../../../common/messages/t.ts';
import type { RunSummary } from '../../../common/training.ts';
import { isActive } from '../../state/trainingWish.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { sizeWords } from '../../trainingWords.ts';
import { Button } from '../../ui/Button.tsx';
import { RunData, SameDataAgain } from './RunData.tsx';
import { UseAgain } from './UseAgain.tsx';

export function RunPlan({ run }: { run: RunSummary }) {
  const { models, training } = useDesk();
  const { models: all } = useFields(models.store, 'models');
  const { classes } = useFields(training.live.store, 'classes');
  const { wish } = run;
  const from = wish.from === null ? undefined : (all.find(({ id }) => id === wish.from)?.name ?? wish.from);
  return (
    <section aria-label={t('Settings of the run')} className="run-plan">
      <header className="page-head">
        <h2>{t('Settings of the run')}</h2>
        <span className="grow" />
        {!isActive(run.state) && <Afterwards run={run} />}
      </header>
      <dl className="pairs">
        <dt>{t('Learnt from')}</dt>
        <dd>{learntFrom(run)}</dd>
        <RunData run={run} />
        <dt>{t('Classes')}</dt>
        <dd className="selectable">{classes.join(', ')}</dd>
        <dt>{t('Started from')}</dt>
        <dd>{from ?? t('nothing, {size}', { size: sizeWords[wish.size].name })}</dd>
        <dt>{t('Picture size')}</dt>
        <dd>{t('{count} px', { count: wish.pixels })}</dd>
        <dt>{t('Time')}</dt>
        <dd>{t('{count, plural, one {# minute} other {# minutes}}', { count: wish.minutes })}</dd>
        <dt>{t('Seed')}</dt>
        <dd>{wish.seed}</dd>
      </dl>
    </section>
  );
}

function learntFrom({ pictures, validationPictures, wish }: RunSummary): string {
  return t(
    '{count, plural, one {# picture} other {# pictures}} {choice, select, done {marked labelled or reviewed} reviewed {marked reviewed} other {with labels}}, {heldOut, plural, =0 {none held out} other {# more held out}}',
    { count: pictures - validationPictures, choice: wish.pictures, heldOut: validationPictures },
  );
}

/** Its removal cannot be undone, so the button names it. */
function Afterwards({ run }: { run: RunSummary }) {
  const { training, project } = useDesk();
  const { asking } = useFields(training.store, 'asking');
  const { project: open } = useFields(project, 'project');
  if (open?.readOnly !== false) return null;
  return (
    <div className="run-actions">
      <SameDataAgain run={run} />
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
  if (outcome) return t('Forget this run; its model stays');
  return state === 'interrupted' ? t('Forget this run and what it learnt') : t('Forget this run');
}
