// Why a command can do nothing now, in a few words for the palette. What a command needs is its own `when`; here stand the
// words alone, so a reason is only looked for once `when` said no.
import { t } from '../../common/messages/t.ts';
import { activeRun, type Block } from '../state/trainingWish.ts';
import type { Desk } from '../state/desk.ts';
import { canEdit, hasProject, hasSelection, onLabelPage, onPicture, type Command } from './command.ts';
import { isComparing } from './comparing.ts';
import { startBlock } from './training.ts';

const readOnly = 'The project can only be read';

const blocks: Readonly<Record<Block, string>> = {
  'read-only': readOnly,
  running: 'A training run is going on',
  'no-pictures': 'There are no pictures',
  'none-done': 'No picture is marked as labelled',
  'none-reviewed': 'No picture is marked as reviewed',
  'none-labelled': 'No picture has a box',
};

/** Asked in this order; the first whose ids fit and that finds something gives the words. */
const own: readonly (readonly [ids: RegExp, reason: (desk: Desk) => string | undefined])[] = [
  [/^review\.(?!start)/, (desk) => (onPicture(desk) ? 'No such pass goes on' : undefined)],
  [/^jobs\.cancel$/, () => 'No job is running'],
  [/^keys\.reset$/, () => 'All keys are as at first'],
  [/^ask\.(keep|next|previous|drop)$/, (desk) => (canEdit(desk) ? 'The detector was not asked' : undefined)],
  [/^compare\.changes$/, (desk) => (onPicture(desk) ? t('No other model proposed here before') : undefined)],
  [/^compare\.models$/, (desk) => (onPicture(desk) ? t('There is only one model') : undefined)],
  [/^compare\./, (desk) => (onPicture(desk) && !isComparing(desk) ? t('Nothing is compared') : undefined)],
  [/^train\.(pause|stop)$/, (desk) => steering(desk)],
  [/^train\.start$/, (desk) => starting(desk)],
  [/^edit\.undo$/, (desk) => (canEdit(desk) ? 'Nothing to undo on this picture' : undefined)],
  [/^edit\.redo$/, (desk) => (canEdit(desk) ? 'Nothing to redo on this picture' : undefined)],
  [/^grid\.undo$/, (desk) => (writable(desk) ? 'No step on all pictures is left' : undefined)],
  [/^edit\.paste$/, (desk) => (canEdit(desk) ? 'No box was copied' : undefined)],
  [/^proposals\.accept-everywhere$/, (desk) => (writable(desk) ? 'No picture has a proposal' : undefined)],
  [/^edit\.undo-everywhere$/, (desk) => (writable(desk) ? 'No step on all pictures is left' : undefined)],
  [/^proposals\.forget-scores$/, (desk) => (onPicture(desk) ? 'The model’s own scores are used' : undefined)],
  [/^proposals\.accept-shown$/, (desk) => (canEdit(desk) ? 'No proposal is shown' : undefined)],
  [/^prelabel\.marked$/, (desk) => (writable(desk) ? 'No picture is marked' : undefined)],
  [/^prelabel\.all$/, (desk) => (writable(desk) ? 'There are no pictures' : undefined)],
  [/^prelabel\.this$/, (desk) => (canEdit(desk) ? 'This picture cannot be read' : undefined)],
  [
    /^(project\.|data\.|models\.|prelabel\.|review\.start|proposals\.accept-ev|edit\.undo-ev)/,
    (desk) => (hasProject(desk) && !writable(desk) ? readOnly : undefined),
  ],
  [/^pictures\.next-to-review$/, (desk) => (onLabelPage(desk) ? 'No labelled picture waits for a review' : undefined)],
  [/^classes\.choose-/, (desk) => (canEdit(desk) ? 'There is no such class' : undefined)],
];

const writable = (desk: Desk) => hasProject(desk) && desk.project.getState().project?.readOnly === false;

function steering(desk: Desk): string | undefined {
  if (!hasProject(desk)) return undefined;
  if (activeRun(desk.training.store.getState().runs) === undefined) return 'No training run is going on';
  return writable(desk) ? 'The run is starting or ending' : readOnly;
}

function starting(desk: Desk): string | undefined {
  if (!hasProject(desk)) return undefined;
  if (desk.view.getState().page !== 'train') return 'Open the Train page first';
  const block = startBlock(desk);
  if (block !== undefined) return blocks[block];
  return desk.training.store.getState().asking === 'nothing' ? 'Open the form for a new run first' : 'It is starting';
}

function inGrid(desk: Desk): string {
  if (desk.view.getState().page !== 'grid') return 'Open the grid of crops first';
  const { picked, ids } = desk.grid.store.getState();
  if (ids.length === 0) return 'No box matches the filter';
  if (picked.selected.size === 0) return 'No crop is selected';
  return writable(desk) ? 'There is no such class' : readOnly;
}

/** A few words, or undefined when the command can do something. */
export function whyNot(desk: Desk, command: Command): string | undefined {
  if (command.when(desk)) return undefined;
  for (const [ids, reason] of own) {
    const said = ids.test(command.id) ? reason(desk) : undefined;
    if (said !== undefined) return said;
  }
  return generally(desk, command);
}

function generally(desk: Desk, { during }: Command): string {
  if (!hasProject(desk)) return 'No project is open';
  if (during === 'grid') return inGrid(desk);
  if (desk.view.getState().page !== 'label') return 'Open the Label page first';
  if (!onPicture(desk)) return 'No picture is open';
  // With the project writable only the selection can be missing; without it, the selection is what to say first.
  if (!hasSelection(desk) && (during === 'selection' || writable(desk))) return 'No box is selected';
  return readOnly;
}
