// Commands that ask the detector for proposals, and the threshold that filters them.
import type { ImageId } from '../../common/annotation/types.ts';
import type { Message } from '../../common/messages/catalogue.ts';
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { cancellable } from '../state/jobs.ts';
import { scoreFloor } from '../state/models.ts';
import { boundsOf, forgetScores, isChosen, setHighest, setThreshold } from '../state/threshold.ts';
import { openDialog } from '../state/view.ts';
import { canEdit, command, hasProject, onPicture, type Command } from './command.ts';

/** Asks for proposals; `images` undefined: all pictures. */
export async function prelabel(desk: Desk, images: readonly ImageId[] | undefined): Promise<void> {
  if (!(await desk.flow.settle())) return;
  const result = await desk.studio.ask('prelabel/start', images === undefined ? {} : { images });
  if (!result.ok) desk.notices.report(result.failure);
}

/** Moves an end of the shown scores by hundredths, between what the model in use leaves behind and 1. */
function moveScore(desk: Desk, end: 'from' | 'to', hundredths: number): void {
  const { models } = desk.models.store.getState();
  const least = Math.round(scoreFloor(models, desk.project.getState().project?.model) * 100);
  const now = Math.round(boundsOf(desk)[end] * 100);
  const score = Math.min(100, Math.max(least, now + hundredths)) / 100;
  if (end === 'from') setThreshold(desk, score);
  else setHighest(desk, score);
  const bounds = boundsOf(desk);
  const [from, to] = [bounds.from.toFixed(2), bounds.to.toFixed(2)];
  desk.notices.announce(
    bounds.to < 1 ? t('Proposals from {from} to {to}', { from, to }) : t('Proposals from {from}', { from }),
  );
}

const writable = (desk: Desk) => hasProject(desk) && desk.project.getState().project?.readOnly === false;

const modelOf = (desk: Desk) => desk.project.getState().project?.model ?? '';

function scoreStep(id: string, title: Message, key: string, end: 'from' | 'to', hundredths: number): Command {
  return command(`proposals.${id}`, title, 'Detector', [key], (desk) => moveScore(desk, end, hundredths), {
    when: onPicture,
  });
}

export const detectorCommands: readonly Command[] = [
  command(
    'prelabel.this',
    'Pre-label this picture',
    'Detector',
    ['p'],
    (desk) => {
      const { current } = desk.images.store.getState();
      return current === undefined ? undefined : prelabel(desk, [current]);
    },
    {
      when: (desk) =>
        canEdit(desk) && desk.images.get(desk.images.store.getState().current ?? 0)?.problem === undefined,
    },
  ),
  command(
    'prelabel.marked',
    'Pre-label the marked pictures',
    'Detector',
    ['Alt+p'],
    (desk) => prelabel(desk, [...desk.view.getState().marked]),
    {
      when: (desk) => writable(desk) && desk.view.getState().marked.size > 0,
    },
  ),
  command('prelabel.all', 'Pre-label all pictures', 'Detector', ['Shift+p'], (desk) => prelabel(desk, undefined), {
    when: (desk) => writable(desk) && desk.images.store.getState().images.length > 0,
  }),
  command(
    'jobs.cancel',
    'Cancel the running job',
    'Detector',
    ['$mod+.'],
    (desk) => {
      const running = desk.jobs.store.getState().jobs.findLast(cancellable);
      return running && desk.jobs.cancel(running.id);
    },
    { when: (desk) => desk.jobs.store.getState().jobs.some(cancellable) },
  ),
  scoreStep('threshold-down', 'Proposal threshold down', '[', 'from', -5),
  scoreStep('threshold-up', 'Proposal threshold up', ']', 'from', 5),
  scoreStep('highest-down', 'Highest score of proposals down', '{', 'to', -5),
  scoreStep('highest-up', 'Highest score of proposals up', '}', 'to', 5),
  command(
    'proposals.scores',
    'Scores of proposals, in numbers and by class…',
    'Detector',
    ['Shift+s'],
    (desk) => desk.view.setState(({ scoresOpen }) => ({ scoresOpen: !scoresOpen })),
    { when: onPicture },
  ),
  command(
    'proposals.forget-scores',
    'Show proposals with the scores that the model suggests',
    'Detector',
    [],
    forgetScores,
    {
      when: (desk) => onPicture(desk) && isChosen(desk.settings.store.getState(), modelOf(desk)),
    },
  ),
  command('detector.provider', 'Show what the detector runs on', 'Detector', [], (desk) =>
    openDialog(desk.view, { kind: 'provider' }),
  ),
  command(
    'models.classes',
    'Classes of the model in use…',
    'Detector',
    [],
    (desk) => {
      const { project } = desk.project.getState();
      if (project) openDialog(desk.view, { kind: 'model-classes', model: project.model });
    },
    { when: writable },
  ),
  command('models.import', 'Import a model…', 'Detector', [], (desk) => desk.modelImport.choose()),
];
