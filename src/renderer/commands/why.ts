// Why a command can do nothing now, in a few words for the palette. What a command needs is its own `when`; here stand the
// words alone, so a reason is only looked for once `when` said no.
import { t } from '../../common/messages/t.ts';
import { activeRun, type Block } from '../state/trainingWish.ts';
import type { Desk } from '../state/desk.ts';
import { canEdit, hasProject, hasSelection, onLabelPage, onPicture, type Command } from './command.ts';
import { isComparing } from './comparing.ts';
import { startBlock } from './training.ts';

const readOnly = t('The project can only be read');

const blocks: Readonly<Record<Block, string>> = {
  'read-only': readOnly,
  running: t('A training run is going on'),
  'no-pictures': t('There are no pictures'),
  'none-done': t('No picture is marked as labelled'),
  'none-reviewed': t('No picture is marked as reviewed'),
  'none-labelled': t('No picture has a box'),
};

/** Asked in this order; the first whose ids fit and that finds something gives the words. */
const own: readonly (readonly [ids: RegExp, reason: (desk: Desk) => string | undefined])[] = [
  [/^review\.(?!start)/, (desk) => (onPicture(desk) ? t('No such pass goes on') : undefined)],
  [/^jobs\.cancel$/, () => t('No job is running')],
  [/^keys\.reset$/, () => t('All keys are as at first')],
  [/^ask\.(keep|next|previous|drop)$/, (desk) => (canEdit(desk) ? t('The detector was not asked') : undefined)],
  [/^compare\.changes$/, (desk) => (onPicture(desk) ? t('No other model proposed here before') : undefined)],
  [/^compare\.models$/, (desk) => (onPicture(desk) ? t('There is only one model') : undefined)],
  [/^compare\./, (desk) => (onPicture(desk) && !isComparing(desk) ? t('Nothing is compared') : undefined)],
  [/^train\.(pause|stop)$/, (desk) => steering(desk)],
  [/^train\.start$/, (desk) => starting(desk)],
  [/^edit\.undo$/, (desk) => (canEdit(desk) ? t('Nothing to undo on this picture') : undefined)],
  [/^edit\.redo$/, (desk) => (canEdit(desk) ? t('Nothing to redo on this picture') : undefined)],
  [/^grid\.undo$/, (desk) => (writable(desk) ? t('No step on all pictures is left') : undefined)],
  [/^edit\.paste$/, (desk) => (canEdit(desk) ? t('No box was copied') : undefined)],
  [/^proposals\.accept-everywhere$/, (desk) => (writable(desk) ? t('No picture has a proposal') : undefined)],
  [/^edit\.undo-everywhere$/, (desk) => (writable(desk) ? t('No step on all pictures is left') : undefined)],
  [/^proposals\.forget-scores$/, (desk) => (onPicture(desk) ? t('The model’s own scores are used') : undefined)],
  [/^proposals\.accept-shown$/, (desk) => (canEdit(desk) ? t('No proposal is shown') : undefined)],
  [/^prelabel\.marked$/, (desk) => (writable(desk) ? t('No picture is marked') : undefined)],
  [/^prelabel\.all$/, (desk) => (writable(desk) ? t('There are no pictures') : undefined)],
  [
    /^pictures\.split$/,
    (desk) => {
      if (!onLabelPage(desk)) return undefined;
      return writable(desk) ? t('There are no pictures') : readOnly;
    },
  ],
  [/^prelabel\.this$/, (desk) => (canEdit(desk) ? t('This picture cannot be read') : undefined)],
  [
    /^(project\.|data\.|models\.|prelabel\.|review\.start|proposals\.accept-ev|edit\.undo-ev)/,
    (desk) => (hasProject(desk) && !writable(desk) ? readOnly : undefined),
  ],
  [
    /^pictures\.next-to-review$/,
    (desk) => (onLabelPage(desk) ? t('No labelled picture waits for a review') : undefined),
  ],
  [/^classes\.choose-/, (desk) => (canEdit(desk) ? t('There is no such class') : undefined)],
];

const writable = (desk: Desk) => hasProject(desk) && desk.project.getState().project?.readOnly === false;

function steering(desk: Desk): string | undefined {
  if (!hasProject(desk)) return undefined;
  if (activeRun(desk.training.store.getState().runs) === undefined) return t('No training run is going on');
  return writable(desk) ? t('The run is starting or ending') : readOnly;
}

function starting(desk: Desk): string | undefined {
  if (!hasProject(desk)) return undefined;
  if (desk.view.getState().page !== 'train') return t('Open the Train page first');
  const block = startBlock(desk);
  if (block !== undefined) return blocks[block];
  return desk.training.store.getState().asking === 'nothing'
    ? t('Open the form for a new run first')
    : t('It is starting');
}

function inGrid(desk: Desk): string {
  if (desk.view.getState().page !== 'grid') return t('Open the grid of crops first');
  const { picked, ids } = desk.grid.store.getState();
  if (ids.length === 0) return t('No box matches the filter');
  if (picked.selected.size === 0) return t('No crop is selected');
  return writable(desk) ? t('There is no such class') : readOnly;
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
  if (!hasProject(desk)) return t('No project is open');
  if (during === 'grid') return inGrid(desk);
  if (desk.view.getState().page !== 'label') return t('Open the Label page first');
  if (!onPicture(desk)) return t('No picture is open');
  // With the project writable only the selection can be missing; without it, the selection is what to say first.
  if (!hasSelection(desk) && (during === 'selection' || writable(desk))) return t('No box is selected');
  return readOnly;
}
