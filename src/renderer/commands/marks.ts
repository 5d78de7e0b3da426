// Commands that set boxes aside: lock them, hide them or their class, look at some alone, and bring everything back.
import type { AnnotationId, CategoryId } from '../../common/annotation/types.ts';
import { boxes } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { toggled } from '../state/marks.ts';
import { drawingClass } from './classes.ts';
import { command, hasSelection, idsOf, onPicture, sceneOf, type Command } from './command.ts';

/** Locks these boxes, or unlocks them when all are locked. */
export function toggleLock(desk: Desk, ids: readonly AnnotationId[]): void {
  const locked = toggled(desk.marks.getState().locked, ids);
  desk.marks.setState({ locked });
  const said = { boxes: boxes(ids.length) };
  desk.notices.announce(locked.has(ids[0] ?? 0) ? t('Locked {boxes}.', said) : t('Unlocked {boxes}.', said));
}

/** Hidden boxes are not selected any more, for what cannot be seen must not be moved. */
export function hide(desk: Desk, ids: readonly AnnotationId[]): void {
  desk.marks.setState(({ hidden }) => ({ hidden: new Set([...hidden, ...ids]) }));
  leaveUnseen(desk);
  desk.notices.announce(t('Hidden {boxes}. Shift+Q shows all.', { boxes: boxes(ids.length) }));
}

export function toggleClass(desk: Desk, id: CategoryId): void {
  desk.marks.setState(({ hiddenClasses }) => ({ hiddenClasses: toggled(hiddenClasses, [id]) }));
  leaveUnseen(desk);
  const name = desk.categories.store.getState().byId.get(id)?.name ?? t('the class');
  const isHidden = desk.marks.getState().hiddenClasses.has(id);
  desk.notices.announce(isHidden ? t('Hidden: {name}', { name }) : t('Shown: {name}', { name }));
}

/** Everything but this class fades; once more brings the others back. */
export function toggleClassAlone(desk: Desk, id: CategoryId): void {
  desk.marks.setState(({ alone, hiddenClasses }) => ({
    alone: alone?.kind === 'class' && alone.id === id ? undefined : { kind: 'class', id },
    hiddenClasses: new Set([...hiddenClasses].filter((one) => one !== id)),
  }));
  leaveUnseen(desk);
}

function toggleAlone(desk: Desk): void {
  const { selection } = desk.document.store.getState();
  desk.marks.setState(({ alone }) => ({
    alone: alone || selection.size === 0 ? undefined : { kind: 'boxes', ids: selection },
  }));
}

function showAll(desk: Desk): void {
  desk.marks.setState({ hidden: new Set(), hiddenClasses: new Set(), alone: undefined });
  desk.notices.announce(t('All boxes are shown.'));
}

function leaveUnseen(desk: Desk): void {
  const unseen = new Set(idsOf(sceneOf(desk)?.groups.hidden ?? []));
  const { selection } = desk.document.store.getState();
  if ([...selection].some((id) => unseen.has(id))) desk.document.select([...selection].filter((id) => !unseen.has(id)));
}

/** The class of the first selected box, or the one for drawing. */
function classInHand(desk: Desk): CategoryId | undefined {
  return sceneOf(desk)?.selected[0]?.categoryId ?? drawingClass(desk);
}

const ofSelection = (run: (desk: Desk, ids: readonly AnnotationId[]) => void) => (desk: Desk) =>
  run(desk, idsOf(sceneOf(desk)?.selected ?? []));
const ofClass = (run: (desk: Desk, id: CategoryId) => void) => (desk: Desk) => {
  const id = classInHand(desk);
  if (id !== undefined) run(desk, id);
};
const withSelection = { during: 'selection', when: (desk: Desk) => onPicture(desk) && hasSelection(desk) } as const;

function isAnythingUnseen(desk: Desk): boolean {
  const { hidden, hiddenClasses, alone } = desk.marks.getState();
  return onPicture(desk) && (alone !== undefined || hidden.size + hiddenClasses.size > 0);
}

export const markCommands: readonly Command[] = [
  command('marks.lock', 'Lock boxes, or unlock them', 'Boxes', ['Alt+l'], ofSelection(toggleLock), withSelection),
  command(
    'marks.unlock-all',
    'Unlock all boxes',
    'Boxes',
    ['Alt+Shift+l'],
    (desk) => desk.marks.setState({ locked: new Set() }),
    { when: (desk) => onPicture(desk) && desk.marks.getState().locked.size > 0 },
  ),
  command('marks.hide', 'Hide selected boxes', 'Boxes', ['Alt+q'], ofSelection(hide), withSelection),
  command('marks.hide-class', 'Hide this class, or show it', 'Boxes', ['Alt+Shift+q'], ofClass(toggleClass), {
    when: onPicture,
  }),
  command('marks.alone', 'Look at the selection alone, or at all', 'Boxes', ['Alt+i'], toggleAlone, {
    when: (desk) => onPicture(desk) && (hasSelection(desk) || desk.marks.getState().alone !== undefined),
  }),
  command(
    'marks.class-alone',
    'Look at this class alone, or at all',
    'Boxes',
    ['Alt+Shift+i'],
    ofClass(toggleClassAlone),
    {
      when: onPicture,
    },
  ),
  command('marks.show-all', 'Show all hidden boxes', 'Boxes', ['Shift+q'], showAll, { when: isAnythingUnseen }),
];
