// Commands that ask the detector for proposals, and the threshold that filters them.
import type { ImageId } from '../../common/annotation/types.ts';
import type { Desk } from '../state/desk.ts';
import { cancellable } from '../state/jobs.ts';
import { scoreFloor } from '../state/models.ts';
import { setThreshold, thresholdOf } from '../state/threshold.ts';
import { openDialog } from '../state/view.ts';
import { canEdit, command, hasProject, onPicture, type Command } from './command.ts';

/** Asks for proposals; `images` undefined: all pictures. */
export async function prelabel(desk: Desk, images: readonly ImageId[] | undefined): Promise<void> {
  if (!(await desk.flow.settle())) return;
  const result = await desk.studio.ask('prelabel/start', images === undefined ? {} : { images });
  if (!result.ok) desk.notices.report(result.failure);
}

/** Moves the threshold by hundredths, between what the model in use leaves behind and 1. */
function moveThreshold(desk: Desk, hundredths: number): void {
  const { models } = desk.models.store.getState();
  const least = Math.round(scoreFloor(models, desk.project.getState().project?.model) * 100);
  const now = Math.round(thresholdOf(desk) * 100);
  const threshold = Math.min(100, Math.max(least, now + hundredths)) / 100;
  setThreshold(desk, threshold);
  desk.notices.announce(`Proposals from ${threshold.toFixed(2)}`);
}

const writable = (desk: Desk) => hasProject(desk) && desk.project.getState().project?.readOnly === false;

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
  command('proposals.threshold-down', 'Proposal threshold down', 'Detector', ['['], (desk) => moveThreshold(desk, -5), {
    when: onPicture,
  }),
  command('proposals.threshold-up', 'Proposal threshold up', 'Detector', [']'], (desk) => moveThreshold(desk, 5), {
    when: onPicture,
  }),
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
