// Commands on what the detector is asked: for the box at a point, and what becomes of the one it offers. And the edges that a drawn box
// takes from it.
import * as edits from '../../common/annotation/edits.ts';
import type { Annotation, CategoryId } from '../../common/annotation/types.ts';
import { equal, iou } from '../../common/geometry/box.ts';
import { imagePoint, type ImagePoint } from '../../common/geometry/viewport.ts';
import type { Message } from '../../common/messages/catalogue.ts';
import { t } from '../../common/messages/t.ts';
import type { AskedBox } from '../../common/askedBoxes.ts';
import type { DrawnBox } from '../canvas/answers.ts';
import type { AskingState } from '../state/asking.ts';
import type { Desk } from '../state/desk.ts';
import { canEdit, command, enoughIds, sceneOf, type Command, type Scene } from './command.ts';
import { deed } from '../../common/annotation/deed.ts';

type Offer = Extract<AskingState, { phase: 'offered' }>;

/** A proposal that overlaps the answer by so much is the same box of the model. */
export const sameFrom = 0.8;

/** So long a drawn box may wait for the detector's edges; an answer that comes later changes nothing. Milliseconds. */
const snapWithin = 80;

function offerOf(desk: Desk): Offer | undefined {
  const state = desk.asking.store.getState();
  return state.phase === 'offered' ? state : undefined;
}

/** True while an answer is offered or on its way. */
export function isAsked(desk: Desk): boolean {
  const { phase } = desk.asking.store.getState();
  return phase === 'asking' || phase === 'offered';
}

/** Of any class, or only of this one. */
export async function askDetectorAt(desk: Desk, at: ImagePoint, category?: CategoryId): Promise<void> {
  const wish = await desk.asking.ask(at, category);
  const state = desk.asking.store.getState();
  if (state.phase === 'refused') desk.notices.announce(state.said);
  if (state.phase !== 'offered') return;
  if (wish) return keepAnswer(desk, wish.category);
  if (desk.settings.store.getState().keepAtOnce) return keepAnswer(desk);
  announceAnswer(desk);
}

function announceAnswer(desk: Desk): void {
  const offer = offerOf(desk);
  const answer = offer?.boxes[offer.chosen];
  if (!offer || !answer) return;
  const [name, score, count] = [answer.name, answer.score.toFixed(2), offer.boxes.length];
  desk.notices.announce(
    count > 1
      ? t('The detector offers {name} {score}, {place} of {count}', { name, score, place: offer.chosen + 1, count })
      : t('The detector offers {name} {score}', { name, score }),
  );
}

/** In the class that the model gives it, or another; once it is there, where it is still on its way. */
export async function keepAnswer(desk: Desk, category?: CategoryId): Promise<void> {
  if (desk.asking.store.getState().phase === 'asking') return desk.asking.keepWhenThere({ category });
  const offer = offerOf(desk);
  const answer = offer?.boxes[offer.chosen];
  if (!offer || !answer || !enoughIds(desk, 1)) return;
  desk.asking.clear();
  const categoryId = category ?? answer.category ?? (await classNamed(desk, answer.name));
  const scene = sceneOf(desk);
  if (scene === undefined || scene.image.id !== offer.image || categoryId === undefined) return;
  const kept = standing(scene, answer, categoryId) ?? added(desk, scene, { model: offer.model, answer, categoryId });
  desk.document.edit(kept.change, deed('keep-answer'));
  desk.document.select([kept.id]);
  const name = desk.categories.store.getState().byId.get(categoryId)?.name ?? answer.name;
  desk.notices.announce(t('Kept {name}', { name }));
}

type Kept = { readonly id: Annotation['id']; readonly change: ReturnType<typeof edits.accept> };

/** A proposal that is this box already is accepted, instead of lying below its copy. */
export function standing(
  { annotations }: Scene,
  { box }: Pick<AskedBox, 'box'>,
  categoryId: CategoryId,
): Kept | undefined {
  const there = [...annotations.values()].find(
    (one) => one.origin.kind === 'proposed' && one.categoryId === categoryId && iou(one.box, box) >= sameFrom,
  );
  return there && { id: there.id, change: edits.accept(annotations, [there.id]) };
}

export function added(
  desk: Desk,
  { image }: Scene,
  { model, answer, categoryId }: { model: string; answer: AskedBox; categoryId: CategoryId },
): Kept {
  const id = desk.ids.next();
  // Where the project had no such class, the one made for it is the model's.
  const kind = categoryId === (answer.category ?? categoryId) ? 'accepted' : 'edited';
  const origin = { kind, model, score: answer.score } as const;
  return { id, change: edits.take({ id, categoryId, box: answer.box, origin }, image) };
}

/** The project's class of this name, made where there is none. */
export async function classNamed(desk: Desk, name: string): Promise<CategoryId | undefined> {
  const named = () => desk.categories.store.getState().list.find((one) => one.name === name)?.id;
  if (named() === undefined) await desk.categories.edit({ kind: 'add', name });
  return named();
}

/** At the pointer, or in the middle of the picture. */
function askAtPointer(desk: Desk): void | Promise<void> {
  const scene = sceneOf(desk);
  if (scene === undefined) return;
  const at = desk.hand.getState().pointer ?? { x: scene.image.width / 2, y: scene.image.height / 2 };
  return askDetectorAt(desk, imagePoint(at.x, at.y));
}

function stepAnswer(desk: Desk, direction: 1 | -1): void {
  desk.asking.step(direction);
  announceAnswer(desk);
}

/**
 * What was drawn takes the edges of the detector's box that it overlaps, in a step of its own: undo brings back what was drawn. The
 * class stays the drawn one's, and so does where it comes from.
 */
export async function snapDrawn(desk: Desk, { id, edges }: DrawnBox): Promise<void> {
  desk.asking.clear();
  const { image, annotations } = desk.document.store.getState();
  const drawn = annotations.get(id);
  if (edges === 'exact' || !desk.settings.store.getState().snapToDetector) return;
  if (image === undefined || drawn === undefined) return;
  const meant = await desk.asking.meant(image, drawn.box, snapWithin);
  const scene = sceneOf(desk);
  const now = scene?.annotations.get(id);
  if (!meant || !scene || !now || scene.image.id !== image || !equal(now.box, drawn.box)) return;
  const change = edits.setBox(scene.annotations, id, meant.box, scene.image);
  if (change.updated.length === 0) return;
  desk.document.edit(change, deed('snap'));
  desk.asking.showSnapped(meant.box);
  desk.notices.announce(t('Snapped to the detector. Undo brings back what you drew.'));
}

type Switch = 'clickAsks' | 'keepAtOnce' | 'snapToDetector';

function toggle(id: string, title: Message, name: Switch, words: readonly [on: string, off: string]): Command {
  const run = (desk: Desk) => {
    const value = !desk.settings.store.getState()[name];
    desk.settings.set({ [name]: value });
    desk.notices.announce(words[value ? 0 : 1]);
  };
  return command(id, title, 'Detector', [], run);
}

const onOffer = { scope: 'canvas', during: 'answer', when: isAsked } as const;

export const askingCommands: readonly Command[] = [
  command('ask.at-pointer', 'Ask the detector at the pointer, or in the middle', 'Detector', ['Alt+e'], askAtPointer, {
    when: canEdit,
  }),
  command(
    'ask.keep',
    'Keep the box that the detector offers',
    'Detector',
    ['Enter'],
    (desk) => keepAnswer(desk),
    onOffer,
  ),
  command('ask.next', 'Next answer of the detector', 'Detector', ['Tab'], (desk) => stepAnswer(desk, 1), onOffer),
  command(
    'ask.previous',
    'Previous answer of the detector',
    'Detector',
    ['Shift+Tab'],
    (desk) => stepAnswer(desk, -1),
    onOffer,
  ),
  command('ask.drop', 'Drop the question to the detector', 'Detector', ['Escape'], (desk) => desk.asking.clear(), {
    ...onOffer,
    when: (desk) => desk.asking.store.getState().phase !== 'none',
  }),
  toggle('ask.click', 'Draw tool: a click asks the detector, or not', 'clickAsks', [
    t('A click asks the detector'),
    t('A click does nothing'),
  ]),
  toggle('ask.at-once', 'Keep the detector’s answer at once, or offer it first', 'keepAtOnce', [
    t('Answers are kept at once'),
    t('Answers are offered first'),
  ]),
  toggle('ask.snap', 'Drawn boxes snap to the detector, or not', 'snapToDetector', [
    t('Drawn boxes snap to the detector'),
    t('Drawn boxes stay as they are drawn'),
  ]),
];
