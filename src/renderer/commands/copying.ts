// Commands that make boxes out of boxes: copy, cut, paste, duplicate, and on to the next picture.
import * as edits from '../../common/annotation/edits.ts';
import type { Annotation } from '../../common/annotation/types.ts';
import { boxes as counted } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { neighbour } from '../state/imageOrder.ts';
import { openImage, whenRead } from '../state/openImage.ts';
import { canEdit, command, enoughIds, hasSelection, idsOf, onPicture, sceneOf, type Command } from './command.ts';
import { deed } from '../../common/annotation/deed.ts';

/** On the next picture a box of the same class counts as the same from this IoU on. */
const sameFrom = 0.9;

function copy(desk: Desk): void {
  const scene = sceneOf(desk);
  if (scene === undefined || scene.selected.length === 0) return;
  desk.clipboard.write(scene.selected);
  desk.notices.announce(t('Copied {boxes}.', { boxes: counted(scene.selected.length) }));
}

function cut(desk: Desk): void {
  const scene = sceneOf(desk);
  if (scene === undefined) return;
  copy(desk);
  desk.document.edit(edits.discard(scene.annotations, idsOf(scene.selected)), deed('cut', scene.selected.length));
  desk.document.select([]);
}

/** The boxes in the classes of now; says how many have none any more. */
function living(desk: Desk, copied: readonly Annotation[]): readonly Annotation[] {
  const boxes = copied.flatMap((box) => {
    const categoryId = desk.categories.standingFor(box.categoryId);
    return categoryId === undefined ? [] : [{ ...box, categoryId }];
  });
  const lost = copied.length - boxes.length;
  const words = '{count, plural, one {# box} other {# boxes}} of a deleted class could not be pasted.';
  if (lost > 0) desk.notices.say(t(words, { count: lost }), { tone: 'warn' });
  return boxes;
}

function paste(desk: Desk): void {
  const scene = sceneOf(desk);
  if (scene === undefined) return;
  const boxes = living(desk, desk.clipboard.read());
  if (boxes.length === 0 || !enoughIds(desk, boxes.length)) return;
  const change = edits.paste(boxes, desk.ids.next, scene.image);
  desk.document.edit(change, deed('paste', change.added.length));
  desk.document.select(idsOf(change.added));
}

function duplicate(desk: Desk): void {
  const scene = sceneOf(desk);
  if (scene === undefined || !enoughIds(desk, scene.selected.length)) return;
  const change = edits.duplicate(scene.annotations, idsOf(scene.selected), desk.ids.next, scene.image);
  desk.document.edit(change, deed('duplicate', change.added.length));
  desk.document.select(idsOf(change.added));
}

/** Opens the next picture and puts the selection there (or all boxes a human stands behind), except what is there already. */
async function propagate(desk: Desk): Promise<void> {
  const scene = sceneOf(desk);
  const { images, shown, current } = desk.images.store.getState();
  if (scene === undefined) return;
  const copied = scene.selected.length > 0 ? scene.selected : scene.groups.human;
  if (copied.length === 0)
    return void desk.notices.say(t('There is no box to copy: select proposals, or accept them first.'));
  const next = neighbour(images, shown, current, 1);
  if (next === undefined) return void desk.notices.say(t('This is the last picture; there is none to copy to.'));
  if (!enoughIds(desk, copied.length)) return;
  openImage(desk, next);
  if (await whenRead(desk.document, next)) bringTo(desk, copied, scene.image.name);
}

function bringTo(desk: Desk, copied: readonly Annotation[], from: string): void {
  const scene = sceneOf(desk);
  if (scene === undefined || scene.image.problem !== undefined || scene.image.width === 0)
    return void desk.notices.say(t('Nothing was copied: this picture could not be read.'), { tone: 'warn' });
  const there = [...scene.groups.human, ...scene.groups.proposals, ...scene.groups.hidden];
  const { change, already } = edits.bring(there, living(desk, copied), desk.ids.next, scene.image, sameFrom);
  const came = change.added.length;
  desk.document.edit(change, deed('copy', came, { name: from }));
  desk.document.select(idsOf(change.added));
  desk.notices.say(
    t(
      '{came, plural, =0 {No box} one {# box} other {# boxes}} came from {name}.{already, plural, =0 {} one { # was there already.} other { # were there already.}}',
      { came, name: from, already },
    ),
  );
}

const withSelection = { during: 'selection', when: (desk: Desk) => canEdit(desk) && hasSelection(desk) } as const;

export const copyingCommands: readonly Command[] = [
  command('edit.copy', 'Copy boxes', 'Boxes', ['$mod+c'], copy, {
    during: 'selection',
    when: (desk) => onPicture(desk) && hasSelection(desk),
  }),
  command('edit.cut', 'Cut boxes', 'Boxes', ['$mod+x'], cut, withSelection),
  command('edit.paste', 'Paste boxes', 'Boxes', ['$mod+v'], paste, {
    during: 'labelling',
    when: (desk) => canEdit(desk) && desk.clipboard.read().length > 0,
  }),
  command('edit.duplicate', 'Duplicate boxes', 'Boxes', ['$mod+d'], duplicate, withSelection),
  command('edit.propagate', 'Copy boxes to the next picture', 'Boxes', ['$mod+Shift+d'], propagate, {
    during: 'labelling',
    when: canEdit,
  }),
];
