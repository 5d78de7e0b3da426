// Answers what concerns training runs. A run that goes on is a job too, so that the status bar shows it.
import type { Handlers } from '../../common/contract.ts';
import { t } from '../../common/messages/t.ts';
import { assertNever, fail } from '../../common/result.ts';
import type { RunSummary } from '../../common/training.ts';
import { log } from '../log.ts';
import type { TrainingRun } from '../project/trainingRun.ts';
import type { Workspace } from '../workspace.ts';

type Names = Extract<keyof Handlers, `training/${string}`>;

export function trainingHandlers(workspace: Workspace): Pick<Handlers, Names> {
  return {
    'training/estimate': (wish) => workspace.training.estimate(wish),
    'training/start': async (wish) => showAsJob(workspace, await workspace.training.start(wish)),
    'training/steer': async ({ run, action }) => {
      const { training } = workspace;
      const isTakenUp = action === 'continue' && training.active?.id !== run;
      return isTakenUp ? showAsJob(workspace, await training.resume(run)) : training.steer(run, action);
    },
    'training/runs': () => workspace.training.list(),
    'training/run': ({ run }) => workspace.training.detail(run),
    'training/compare': ({ run }) => workspace.training.compare(run),
    'training/forget': async ({ run }) => {
      const { training } = workspace;
      await training.forget(run);
      return training.list();
    },
  };
}

/** A run has no number of things to do; the bar shows how much of its budget is used. */
const total = 1000;

/** Cancelling the job stops the run, which ends with its best weights as a model. */
function showAsJob(workspace: Workspace, run: TrainingRun): RunSummary {
  const { summary } = run;
  workspace.jobs.start('train', async ({ progress, problem, signal }) => {
    progress(Math.round((summary.progress?.share ?? 0) * total), total);
    run.follow((event) => {
      if (event.kind === 'progress') progress(Math.min(total, Math.round(event.share * total)), total);
      else if (event.kind === 'warning') problem({ where: summary.name, message: event.message, severity: 'warning' });
    });
    const stop = (): void => {
      run.steer('stop').catch((caught: unknown) => log('warning', `The run was not stopped: ${String(caught)}`));
    };
    signal.addEventListener('abort', stop, { once: true });
    const ended = await run.ended;
    signal.removeEventListener('abort', stop);
    return endWords(ended);
  });
  return summary;
}

function endWords({ state, name, message, outcome }: RunSummary): string {
  switch (state) {
    case 'done': {
      const figures = outcome?.figures;
      if (figures === undefined) return t('Training has ended: "{name}" is under Models.', { name });
      return t('Training has ended: "{name}" is under Models. It reaches AP50 {value} on the held-out pictures.', {
        name,
        value: figures.AP50.toFixed(3),
      });
    }
    case 'interrupted':
      return fail('cancelled', message ?? t('Training was interrupted.'));
    case 'failed':
      return fail('detector', message ?? t('Training failed.'));
    case 'running':
    case 'paused':
    case 'stopping':
      return fail('unexpected', t('The run "{name}" ended and says that it goes on.', { name }));
    default:
      return assertNever(state);
  }
}
