// Commands on training: start what the form says, pause, continue, stop, and take the model that came out into use.
import { t } from '../../common/messages/t.ts';
import type { RunSummary } from '../../common/training.ts';
import type { Desk } from '../state/desk.ts';
import { isFinished } from '../../common/annotation/verdicts.ts';
import { activeRun, blockOf, type Block } from '../state/trainingWish.ts';
import { prelabel } from './detector.ts';
import { command, hasProject, type Command } from './command.ts';

const onTrainPage = (desk: Desk) => hasProject(desk) && desk.view.getState().page === 'train';
const active = (desk: Desk): RunSummary | undefined =>
  hasProject(desk) ? activeRun(desk.training.store.getState().runs) : undefined;

/** What keeps a run from starting now. */
export function startBlock(desk: Desk): Block | undefined {
  const { runs, wish } = desk.training.store.getState();
  const readOnly = desk.project.getState().project?.readOnly !== false;
  return blockOf({ readOnly, runs, images: desk.images.store.getState().images, pictures: wish.pictures });
}

function canStart(desk: Desk): boolean {
  const { chosen, asking } = desk.training.store.getState();
  return onTrainPage(desk) && chosen === undefined && asking === 'nothing' && startBlock(desk) === undefined;
}

export function openForm(desk: Desk): void {
  desk.view.setState({ page: 'train' });
  desk.training.choose(undefined);
}

function pauseOrContinue(desk: Desk): Promise<void> | undefined {
  const run = active(desk);
  return run && desk.training.steer(run.id, run.state === 'paused' ? 'continue' : 'pause');
}

function stop(desk: Desk): Promise<void> | undefined {
  const run = active(desk);
  return run && desk.training.steer(run.id, 'stop');
}

/** Uses the model of a run and lets it propose boxes for every picture that is not done. */
export async function takeAndPrelabel(desk: Desk, model: string): Promise<void> {
  await desk.flow.useModel(model);
  if (desk.project.getState().project?.model !== model) return;
  const rest = desk.images.store
    .getState()
    .images.filter(({ state, problem }) => !isFinished(state) && problem === undefined)
    .map(({ id }) => id);
  if (rest.length === 0) desk.notices.say(t('The model is in use. Every picture is done already.'), { tone: 'good' });
  else await prelabel(desk, rest);
}

function steerable(desk: Desk): boolean {
  const state = active(desk)?.state;
  // Where the project can only be read, a run that goes on is another program's.
  if (desk.project.getState().project?.readOnly !== false) return false;
  return (state === 'running' || state === 'paused') && desk.training.store.getState().asking === 'nothing';
}

export const trainingCommands: readonly Command[] = [
  command('train.new', 'New training run', 'Training', [], openForm, { when: hasProject }),
  command('train.start', 'Start training', 'Training', ['$mod+Enter'], (desk) => desk.training.start(), {
    scope: 'everywhere',
    during: 'training form',
    when: canStart,
  }),
  command('train.pause', 'Pause training, or continue', 'Training', ['Alt+t'], pauseOrContinue, { when: steerable }),
  command('train.stop', 'Stop training and keep the best', 'Training', ['Alt+Shift+t'], stop, { when: steerable }),
];
