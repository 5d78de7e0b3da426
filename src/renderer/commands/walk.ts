// Tab from box to box: in the order of the list, or down through the pile under the pointer.
import type { Annotation, AnnotationId } from '../../common/annotation/types.ts';
import { pickAll } from '../../common/geometry/pick.ts';
import { screenPoint } from '../../common/geometry/viewport.ts';
import { t } from '../../common/messages/t.ts';
import { stepBox } from '../state/boxes.ts';
import type { Desk } from '../state/desk.ts';
import { isProposal, sceneOf, type Scene } from './command.ts';

/** A hand that moved less than this since the last key rests, CSS pixels. */
const restReach = 4;

/** Selects a box that the keys went to. From now on the hand rests where it is: a pile under it does not catch the next Tab. */
export function selectByKey(desk: Desk, id: AnnotationId): void {
  desk.hand.setState(({ pointer }) => ({ resting: pointer?.on }));
  desk.document.select([id]);
}

/** The next (or previous) box: of those under the pointer when several lie there, else of the list. */
export function walk(desk: Desk, direction: 1 | -1): void {
  const scene = sceneOf(desk);
  if (scene === undefined) return;
  const { selection } = desk.document.store.getState();
  const pile = pileUnderHand(desk, scene);
  if (pile.length < 2) {
    const next = stepBox(scene.order, selection, direction);
    if (next) selectByKey(desk, next.id);
    return;
  }
  const next = stepBox(pile, selection, direction);
  if (next === undefined) return;
  desk.document.select([next.id]);
  desk.notices.announce(
    t('Box {place} of {count} under the pointer', { place: pile.indexOf(next) + 1, count: pile.length }),
  );
}

/** The proposal under a pointer that was moved since the keys were last used; undefined where a human's box lies above it. */
export function proposalUnderHand(desk: Desk, scene: Scene): Annotation | undefined {
  const [top] = pileUnderHand(desk, scene);
  return top !== undefined && isProposal(top) ? top : undefined;
}

/** What lies under a pointer that was moved since the keys were last used, smallest first. */
function pileUnderHand(desk: Desk, { groups }: Scene): readonly Annotation[] {
  const { pointer, resting, scale } = desk.hand.getState();
  if (pointer === undefined) return [];
  if (resting && Math.hypot(pointer.on.x - resting.x, pointer.on.y - resting.y) < restReach) return [];
  const shown = [...groups.human, ...groups.proposals, ...groups.rejected];
  return pickAll(shown, screenPoint(pointer.x * scale, pointer.y * scale), { scale, offsetX: 0, offsetY: 0 });
}
