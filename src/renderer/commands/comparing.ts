// Commands on a comparison over the picture: what changed since the last model, two models side by side, and what is done with a
// difference. While one is shown its keys come before all others.
import { deed } from '../../common/annotation/deed.ts';
import * as edits from '../../common/annotation/edits.ts';
import { isHuman } from '../../common/annotation/types.ts';
import { iou } from '../../common/geometry/box.ts';
import { t } from '../../common/messages/t.ts';
import { countWords, emptyWords, failureWords, walkWords } from '../comparisonWords.ts';
import type { ComparisonKind, ComparisonView } from '../state/comparisonView.ts';
import type { ComparedBox } from '../state/differences.ts';
import type { Desk } from '../state/desk.ts';
import { added, classNamed, sameFrom, standing } from './asking.ts';
import { canEdit, command, enoughIds, onLabelPage, onPicture, sceneOf, type Command } from './command.ts';

export const isComparing = (desk: Desk) => onLabelPage(desk) && desk.comparing.store.getState().kind !== undefined;

function start(desk: Desk, kind: ComparisonKind): void {
  if (desk.comparing.store.getState().kind === kind) return desk.comparing.end();
  desk.asking.clear();
  desk.document.select([]);
  desk.comparing.start(kind);
}

/** Said once for each comparison and picture, when it is there. */
export function announceComparison(desk: Desk, view: ComparisonView): void {
  const said = failureWords(view) ?? emptyWords(view) ?? (view.is === 'ready' ? countWords(view) : undefined);
  if (said !== undefined) desk.notices.announce(said);
}

function step(desk: Desk, direction: 1 | -1): void {
  desk.comparing.step(direction);
  const view = desk.comparing.view();
  const said = view && (walkWords(view) ?? emptyWords(view));
  if (said !== undefined) desk.notices.announce(said);
}

/** The box of now where the walk stands; what keeps from having one is said. */
function walkedNow(desk: Desk): ComparedBox | undefined {
  const view = desk.comparing.view();
  const difference = view?.walk[view.place];
  if (difference?.now !== undefined) return difference.now;
  desk.notices.announce(
    difference === undefined
      ? t('Go to a difference first')
      : view?.kind === 'changes'
        ? t('This box was there only before')
        : t('Only the first model has this box'),
  );
  return undefined;
}

/** The proposal of the picture that a compared box is. */
function proposalOf(desk: Desk, box: ComparedBox) {
  const scene = sceneOf(desk);
  if (scene === undefined) return undefined;
  if (box.id !== undefined) return scene.annotations.get(box.id);
  const there = box.category === undefined ? undefined : standing(scene, box, box.category);
  return there && scene.annotations.get(there.id);
}

async function take(desk: Desk): Promise<void> {
  const box = walkedNow(desk);
  const model = desk.comparing.view()?.sides.now.model;
  if (box === undefined || model === undefined || !enoughIds(desk, 1)) return;
  const image = desk.document.store.getState().image;
  const categoryId = box.category ?? (await classNamed(desk, box.name));
  const scene = sceneOf(desk);
  // Another picture came while the class was made.
  if (scene === undefined || scene.image.id !== image || categoryId === undefined) return;
  const own = [...scene.annotations.values()].some(
    (one) => isHuman(one) && one.categoryId === categoryId && iou(one.box, box.box) >= sameFrom,
  );
  if (own) desk.notices.announce(t('This box is among yours already'));
  else {
    const { change } =
      box.id === undefined
        ? (standing(scene, box, categoryId) ?? added(desk, scene, { model, answer: box, categoryId }))
        : { change: edits.accept(scene.annotations, [box.id]) };
    desk.document.edit(change, deed('accept'));
  }
  step(desk, 1);
}

function reject(desk: Desk): void {
  const box = walkedNow(desk);
  const there = box && proposalOf(desk, box);
  if (box === undefined) return;
  if (there?.origin.kind !== 'proposed') {
    desk.notices.announce(t('This box is no proposal of the picture'));
    return;
  }
  desk.document.edit(edits.discard(desk.document.store.getState().annotations, [there.id]), deed('reject'));
  step(desk, 1);
}

const whileOn = { during: 'comparing', when: isComparing } as const;
const onCanvas = { ...whileOn, scope: 'canvas' } as const;
const editing = { ...onCanvas, when: (desk: Desk) => isComparing(desk) && canEdit(desk) } as const;

/** What the picture's proposals replaced is known, and there is something. */
function hasChanges(desk: Desk): boolean {
  const { replaced } = desk.comparing.store.getState();
  return replaced?.boxes !== undefined && replaced.image === desk.document.store.getState().image;
}

export const comparingCommands: readonly Command[] = [
  command(
    'compare.changes',
    'Show what changed since the last model',
    'Detector',
    ['Shift+c'],
    (desk) => start(desk, 'changes'),
    { when: (desk) => onPicture(desk) && hasChanges(desk) },
  ),
  command(
    'compare.models',
    'Compare two models on this picture…',
    'Detector',
    ['Alt+c'],
    (desk) => start(desk, 'models'),
    { when: (desk) => onPicture(desk) && desk.models.store.getState().models.length > 1 },
  ),
  command('compare.next', 'Comparison: next difference', 'Detector', ['Tab'], (desk) => step(desk, 1), onCanvas),
  command(
    'compare.previous',
    'Comparison: previous difference',
    'Detector',
    ['Shift+Tab'],
    (desk) => step(desk, -1),
    onCanvas,
  ),
  command('compare.take', 'Comparison: take the box of now', 'Detector', ['Enter'], take, editing),
  command('compare.reject', 'Comparison: reject the proposal', 'Detector', ['Backspace', 'Delete'], reject, editing),
  command('compare.leave', 'Leave the comparison', 'Detector', ['Escape'], (desk) => desk.comparing.end(), onCanvas),
];
