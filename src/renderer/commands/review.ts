// Passes over all pictures: proposals one by one with a key for each answer, or the pictures for one class. Only while one goes on.
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { openDialog } from '../state/view.ts';
import { summaryOf } from '../passWords.ts';
import { choosingOrder } from './classes.ts';
import { canEdit, command, hasProject, hasSelection, onLabelPage, type Command } from './command.ts';

const passOn = (desk: Desk) => (onLabelPage(desk) ? desk.review.pass() : undefined);
const isOver = (desk: Desk) => desk.review.store.getState().isOver;

export const isChecking = (desk: Desk) => passOn(desk)?.kind === 'check' && !isOver(desk);
const isDrawing = (desk: Desk) => passOn(desk)?.kind === 'draw' && !isOver(desk);

const checking = { during: 'check pass', when: isChecking } as const;

/** What was answered is said, unless the bar said it already. */
function leave(desk: Desk): void {
  const pass = desk.review.pass();
  if (pass?.kind === 'check' && pass.answers.length > 0 && !isOver(desk))
    desk.notices.say(t('{summary}.', { summary: summaryOf(pass) }));
  desk.review.end();
}

/** The way back among the pictures of the list; those that were passed stay so. */
function previousPicture(desk: Desk): void {
  desk.review.previousPicture();
}

const classes = choosingOrder.map((digit, place) =>
  command(
    `review.class-${digit}`,
    { message: 'Pass: it is of class {place}', values: { place: place + 1 } },
    'Review',
    [`Digit${digit}`, `Numpad${digit}`],
    (desk) => {
      const category = desk.categories.store.getState().list[place];
      if (category) desk.review.judge({ as: category.id });
    },
    {
      during: 'check pass',
      when: (desk) => isChecking(desk) && desk.categories.store.getState().list.length > place,
    },
  ),
);

export const reviewCommands: readonly Command[] = [
  command(
    'review.start',
    'Check proposals, or draw a class, on all pictures…',
    'Review',
    ['Shift+r'],
    (desk) => openDialog(desk.view, { kind: 'review' }),
    { when: (desk) => hasProject(desk) && desk.project.getState().project?.readOnly === false },
  ),
  command(
    'review.yes',
    'Pass: the proposal is right',
    'Review',
    ['Enter', 'y'],
    (desk) => desk.review.judge('yes'),
    checking,
  ),
  command(
    'review.no',
    'Pass: the proposal is wrong',
    'Review',
    ['Backspace', 'Delete', 'n'],
    (desk) => desk.review.judge('no'),
    checking,
  ),
  ...classes,
  command(
    'review.later',
    'Pass: leave the proposal for later',
    'Review',
    ['Tab'],
    (desk) => desk.review.judge('later'),
    {
      ...checking,
      scope: 'canvas',
    },
  ),
  command('review.back', 'Pass: take the last answer back', 'Review', ['u', '$mod+z'], (desk) => desk.review.back(), {
    during: 'check pass',
    when: (desk) => passOn(desk)?.kind === 'check',
  }),
  command(
    'review.next-picture',
    'Pass: this picture is through',
    'Review',
    ['Enter'],
    (desk) => desk.review.nextPicture(),
    {
      during: 'draw pass',
      scope: 'canvas',
      when: (desk) => isDrawing(desk) && canEdit(desk),
    },
  ),
  command('review.previous-picture', 'Pass: back to the picture before', 'Review', ['u'], previousPicture, {
    during: 'draw pass',
    when: isDrawing,
  }),
  command('review.leave', 'Leave the pass', 'Review', ['Escape'], leave, {
    during: 'pass',
    scope: 'canvas',
    // While drawing, Escape lets go of a selection first.
    when: (desk) => passOn(desk) !== undefined && !(isDrawing(desk) && hasSelection(desk)),
  }),
];
