// Commands on the boxes of the picture on screen: select, accept, reject, nudge, copy, undo.
import * as edits from '../../common/annotation/edits.ts';
import type { Side } from '../../common/geometry/resize.ts';
import type { Annotation } from '../../common/annotation/types.ts';
import { isFinished } from '../../common/annotation/verdicts.ts';
import type { Message } from '../../common/messages/catalogue.ts';
import { boxes as counted, proposals } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { goNextUnfinished } from './pictures.ts';
import { proposalUnderHand, selectByKey, walk } from './walk.ts';
import {
  canEdit,
  command,
  hasSelection,
  idsOf,
  isProposal,
  onPicture,
  sceneOf,
  type Command,
  type Scene,
} from './command.ts';
import { deed } from '../../common/annotation/deed.ts';

/** The proposal after these in the order of Tab, once they are gone from it. */
function proposalAfter(scene: Scene, gone: readonly Annotation[]): Annotation | undefined {
  const ids = new Set(idsOf(gone));
  const place = scene.groups.proposals.findLastIndex(({ id }) => ids.has(id));
  const rest = [...scene.groups.proposals.slice(place + 1), ...scene.groups.proposals.slice(0, Math.max(0, place))];
  return rest.find(({ id }) => !ids.has(id));
}

/** Selects the proposal after these, which were judged a moment ago; `said` when none is left. */
export function goOnFrom(desk: Desk, before: Scene, judged: readonly Annotation[], said: string): void {
  const next = proposalAfter(before, judged);
  if (next) selectByKey(desk, next.id);
  else {
    desk.document.select([]);
    desk.notices.announce(t('{said} No proposal is left; Enter marks the picture done.', { said }));
  }
}

/** Accepts these proposals and goes on to the next one. */
export function acceptBoxes(desk: Desk, boxes: readonly Annotation[]): void {
  const scene = sceneOf(desk);
  if (scene === undefined || boxes.length === 0) return;
  desk.document.edit(edits.accept(scene.annotations, idsOf(boxes)), deed('accept', boxes.length));
  goOnFrom(desk, scene, boxes, t('Accepted.'));
}

/** Rejects proposals and deletes human boxes among these, and goes on to the next proposal if one was rejected. */
export function discardBoxes(desk: Desk, boxes: readonly Annotation[]): void {
  const scene = sceneOf(desk);
  if (scene === undefined || boxes.length === 0) return;
  const count = boxes.length;
  const proposed = boxes.filter(isProposal).length;
  const next = proposed > 0 ? proposalAfter(scene, boxes) : undefined;
  const kind = proposed === count ? 'reject' : 'delete';
  desk.document.edit(edits.discard(scene.annotations, idsOf(boxes)), deed(kind, count));
  if (next) selectByKey(desk, next.id);
  else {
    desk.document.select([]);
    const said = { boxes: counted(count) };
    desk.notices.announce(proposed === count ? t('Rejected {boxes}.', said) : t('Deleted {boxes}.', said));
  }
}

/** With nothing selected, the proposal that the hand points at: only proposals, for a rejected one is easily brought back. */
function pointedProposal(desk: Desk): Annotation | undefined {
  const scene = sceneOf(desk);
  return scene && scene.selected.length === 0 ? proposalUnderHand(desk, scene) : undefined;
}

function deleteOrReject(desk: Desk): void {
  const pointed = pointedProposal(desk);
  if (pointed === undefined) return discardBoxes(desk, sceneOf(desk)?.selected ?? []);
  const { annotations } = desk.document.store.getState();
  desk.document.edit(edits.discard(annotations, [pointed.id]), deed('reject'));
  desk.notices.announce(t('Rejected the proposal under the pointer.'));
}

/** Enter: accept what is selected, or go to the first proposal, or mark the picture done, or go on to the next one. */
function acceptOrFinish(desk: Desk): void | Promise<void> {
  const scene = sceneOf(desk);
  if (scene === undefined) return;
  const chosen = scene.selected.filter(isProposal);
  const first = scene.groups.proposals[0];
  if (chosen.length > 0) acceptBoxes(desk, chosen);
  else if (first) selectByKey(desk, first.id);
  else if (isFinished(scene.image.state)) return goNextUnfinished(desk);
  else {
    desk.document.say({ verdict: 'done' });
    desk.notices.announce(t('Picture labelled. Enter goes to the next unfinished one.'));
  }
}

/** Accepts what the bounds show, nothing else. */
export function acceptShown(desk: Desk): void {
  const scene = sceneOf(desk);
  if (scene === undefined || scene.groups.proposals.length === 0) return;
  const number = scene.groups.proposals.length;
  desk.document.edit(edits.accept(scene.annotations, idsOf(scene.groups.proposals)), deed('accept', number));
  desk.document.select([]);
  desk.notices.announce(t('Accepted {proposals}.', { proposals: proposals(number) }));
}

const sides: readonly (readonly [side: Side, key: string])[] = [
  ['left', 'ArrowLeft'],
  ['right', 'ArrowRight'],
  ['up', 'ArrowUp'],
  ['down', 'ArrowDown'],
];

const withSelection = { during: 'selection', when: (desk: Desk) => canEdit(desk) && hasSelection(desk) } as const;
const onCanvas = { ...withSelection, scope: 'canvas' } as const;

function growAll(desk: Desk, pixels: number): void {
  const scene = sceneOf(desk);
  if (scene === undefined) return;
  const change = edits.growAll(scene.annotations, idsOf(scene.selected), pixels, scene.image);
  desk.document.edit(change, deed(pixels > 0 ? 'grow' : 'shrink', change.updated.length));
}

/** All four sides at once; the same keys with Shift do ten pixels on most layouts. */
function allSides(): Command[] {
  return (['grow', 'shrink'] as const).flatMap((id) =>
    [1, 10].map((pixels) =>
      command(
        `boxes.${id}-all${pixels === 1 ? '' : '-10'}`,
        {
          message: id === 'grow' ? 'Grow all sides by {pixels} px' : 'Shrink all sides by {pixels} px',
          values: { pixels },
        },
        'Boxes',
        [id === 'grow' ? (pixels === 1 ? '.' : '>') : pixels === 1 ? ',' : '<'],
        (desk) => growAll(desk, id === 'grow' ? pixels : -pixels),
        onCanvas,
      ),
    ),
  );
}

const arrowTitles: Readonly<Record<'nudge' | 'grow' | 'shrink', Readonly<Record<Side, Message>>>> = {
  nudge: {
    left: 'Move left by {pixels} px',
    right: 'Move right by {pixels} px',
    up: 'Move up by {pixels} px',
    down: 'Move down by {pixels} px',
  },
  grow: {
    left: 'Grow the left side by {pixels} px',
    right: 'Grow the right side by {pixels} px',
    up: 'Grow the top side by {pixels} px',
    down: 'Grow the bottom side by {pixels} px',
  },
  shrink: {
    left: 'Shrink the left side by {pixels} px',
    right: 'Shrink the right side by {pixels} px',
    up: 'Shrink the top side by {pixels} px',
    down: 'Shrink the bottom side by {pixels} px',
  },
};

/** Arrow keys with a selection: move, and with Ctrl or Alt grow or shrink that side; Shift does ten pixels. */
function arrows(): Command[] {
  const kinds = [
    { id: 'nudge', kind: 'move', modifier: '', edit: edits.nudge },
    { id: 'grow', kind: 'grow', modifier: '$mod+', edit: edits.growSide },
    { id: 'shrink', kind: 'shrink', modifier: 'Alt+', edit: edits.shrinkSide },
  ] as const;
  return kinds.flatMap(({ id, kind, modifier, edit }) =>
    sides.flatMap(([side, key]) =>
      [1, 10].map((pixels) =>
        command(
          `boxes.${id}-${side}${pixels === 1 ? '' : '-10'}`,
          { message: arrowTitles[id][side], values: { pixels } },
          'Boxes',
          [`${modifier}${pixels === 1 ? '' : 'Shift+'}${key}`],
          (desk) => {
            const scene = sceneOf(desk);
            if (scene === undefined) return;
            const change = edit(scene.annotations, idsOf(scene.selected), side, pixels, scene.image);
            desk.document.edit(change, deed(kind, scene.selected.length));
          },
          onCanvas,
        ),
      ),
    ),
  );
}

export const boxCommands: readonly Command[] = [
  command('boxes.next', 'Next proposal or box', 'Boxes', ['Tab'], (desk) => walk(desk, 1), {
    scope: 'canvas',
    when: onPicture,
  }),
  command('boxes.previous', 'Previous proposal or box', 'Boxes', ['Shift+Tab'], (desk) => walk(desk, -1), {
    scope: 'canvas',
    when: onPicture,
  }),
  command('boxes.accept', 'Accept proposal, or mark picture labelled', 'Boxes', ['Enter'], acceptOrFinish, {
    scope: 'canvas',
    during: 'labelling',
    when: canEdit,
  }),
  command('proposals.accept-shown', 'Accept all shown proposals', 'Boxes', ['Shift+Enter'], acceptShown, {
    scope: 'canvas',
    when: (desk) => canEdit(desk) && (sceneOf(desk)?.groups.proposals.length ?? 0) > 0,
  }),
  command('edit.delete', 'Reject proposal, delete box', 'Boxes', ['Delete', 'Backspace'], deleteOrReject, {
    during: 'selection',
    when: (desk) => canEdit(desk) && (hasSelection(desk) || pointedProposal(desk) !== undefined),
  }),
  command('edit.undo', 'Undo', 'Boxes', ['$mod+z'], (desk) => desk.document.undo(), {
    during: 'labelling',
    when: (desk) => canEdit(desk) && desk.document.store.getState().undo !== undefined,
  }),
  command('edit.redo', 'Redo', 'Boxes', ['$mod+Shift+z', '$mod+y'], (desk) => desk.document.redo(), {
    when: (desk) => canEdit(desk) && desk.document.store.getState().redo !== undefined,
  }),
  command(
    'edit.select-all',
    'Select all shown boxes',
    'Boxes',
    ['$mod+a'],
    (desk) => {
      const scene = sceneOf(desk);
      if (scene) desk.document.select([...idsOf(scene.groups.human), ...idsOf(scene.groups.proposals)]);
    },
    { during: 'labelling', when: onPicture },
  ),
  command('edit.select-none', 'Select nothing', 'Boxes', ['Escape'], (desk) => desk.document.select([]), {
    scope: 'canvas',
    during: 'labelling',
    when: (desk) => onPicture(desk) && hasSelection(desk),
  }),
  ...arrows(),
  ...allSides(),
];
