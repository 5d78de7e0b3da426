// Commands that say something of the whole picture: it is labelled, reviewed, or goes back with a note. The same key takes it back.
import type { Verdict } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { nextOf } from '../state/imageOrder.ts';
import { acceptShown } from './boxes.ts';
import { goNextUnfinished } from './pictures.ts';
import { openImage } from '../state/openImage.ts';
import { openDialog, type AfterName } from '../state/view.ts';
import { canEdit, command, onLabelPage, sceneOf, type Command } from './command.ts';

const words: Readonly<Record<Verdict, string>> = {
  done: t('Picture labelled.'),
  reviewed: t('Picture reviewed.'),
  returned: t('Picture returned.'),
};

/** Says it, or takes it back where it stands already. */
function toggle(desk: Desk, verdict: Verdict): void {
  const scene = sceneOf(desk);
  if (scene === undefined) return;
  const stands = scene.image.state === verdict;
  desk.document.say({ verdict: stands ? 'back' : verdict });
  desk.notices.announce(stands ? t('Taken back.') : words[verdict]);
}

/** Who reviews is asked once; what was meant is done after the answer, whatever it is. */
function named(desk: Desk, then: AfterName): void {
  if (desk.settings.store.getState().annotator === null) openDialog(desk.view, { kind: 'name', then });
  else goOn(desk, then);
}

/** What the question for the name stood before. */
export function goOn(desk: Desk, then: AfterName): void {
  if (then === 'review') toggle(desk, 'reviewed');
  openDialog(desk.view, then === 'return' ? { kind: 'return' } : undefined);
}

export function returnWith(desk: Desk, note: string): void {
  desk.document.say({ verdict: 'returned', ...(note.trim() !== '' && { note: note.trim() }) });
  desk.notices.announce(words.returned);
}

function toggleReturned(desk: Desk): void {
  if (sceneOf(desk)?.image.state === 'returned') toggle(desk, 'returned');
  else named(desk, 'return');
}

function toggleReviewed(desk: Desk): void {
  // Taking a review back needs no name.
  if (sceneOf(desk)?.image.state === 'reviewed') toggle(desk, 'reviewed');
  else named(desk, 'review');
}

function toReview(desk: Desk): number | undefined {
  const { images, shown, current } = desk.images.store.getState();
  return nextOf('done', images, shown, current);
}

function goNextToReview(desk: Desk): void {
  const next = toReview(desk);
  if (next !== undefined) openImage(desk, next);
}

function finishAndGoOn(desk: Desk): Promise<void> {
  desk.document.say({ verdict: 'done' });
  return goNextUnfinished(desk);
}

/** One key for a picture on which the detector is right. */
function acceptAndGoOn(desk: Desk): Promise<void> {
  acceptShown(desk);
  return finishAndGoOn(desk);
}

const labelling = { during: 'labelling', when: canEdit } as const;

export const verdictCommands: readonly Command[] = [
  command(
    'pictures.toggle-done',
    'Mark picture labelled, or take it back',
    'Pictures',
    ['$mod+Enter'],
    (desk) => toggle(desk, 'done'),
    labelling,
  ),
  command(
    'pictures.done-next',
    'Mark picture labelled and go to the next unfinished one',
    'Pictures',
    ['k'],
    finishAndGoOn,
    labelling,
  ),
  command(
    'pictures.accept-next',
    'Accept all shown proposals, mark picture labelled and go on',
    'Pictures',
    ['Shift+k'],
    acceptAndGoOn,
    labelling,
  ),
  command(
    'pictures.toggle-reviewed',
    'Mark picture reviewed, or take it back',
    'Pictures',
    ['$mod+Shift+Enter'],
    toggleReviewed,
    labelling,
  ),
  command(
    'pictures.return',
    'Return picture with a note, or take it back',
    'Pictures',
    ['$mod+Alt+Enter'],
    toggleReturned,
    labelling,
  ),
  command('pictures.next-to-review', 'Next picture to review', 'Pictures', ['t'], goNextToReview, {
    when: (desk) => onLabelPage(desk) && toReview(desk) !== undefined,
  }),
  command('view.name', 'Your name…', 'Project', [], (desk) => openDialog(desk.view, { kind: 'name', then: 'nothing' })),
];
