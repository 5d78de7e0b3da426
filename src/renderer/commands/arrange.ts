// Commands on boxes by each other: align them to the first selected, split, merge, and clear away duplicates.
import * as arrange from '../../common/annotation/arrange.ts';
import type { Message } from '../../common/messages/catalogue.ts';
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { canEdit, command, enoughIds, hasSelection, idsOf, sceneOf, type Command } from './command.ts';
import { deed } from '../../common/annotation/deed.ts';

const alignments: readonly (readonly [how: arrange.Alignment, title: Message, key: string])[] = [
  ['left', 'Align left edges', 'Alt+a'],
  ['right', 'Align right edges', 'Alt+d'],
  ['top', 'Align top edges', 'Alt+w'],
  ['bottom', 'Align bottom edges', 'Alt+s'],
  ['across', 'Align middles across', 'Alt+x'],
  ['down', 'Align middles down', 'Alt+y'],
  ['width', 'Same width as the first selected', 'Alt+Shift+w'],
  ['height', 'Same height as the first selected', 'Alt+Shift+h'],
];

function align(desk: Desk, how: arrange.Alignment): void {
  const scene = sceneOf(desk);
  if (scene === undefined) return;
  const change = arrange.align(scene.annotations, idsOf(scene.selected), how, scene.image);
  desk.document.edit(change, deed(how === 'width' || how === 'height' ? 'resize' : 'align', change.updated.length));
  desk.notices.announce(
    change.updated.length === 0 ? t('They are in line already.') : t('Aligned to the first selected.'),
  );
}

function split(desk: Desk, halves: 'beside' | 'above'): void {
  const scene = sceneOf(desk);
  if (scene === undefined || !enoughIds(desk, scene.selected.length)) return;
  const change = arrange.split(scene.annotations, idsOf(scene.selected), halves, desk.ids.next);
  if (change.added.length === 0) return void desk.notices.say(t('A box of less than 2 px cannot be split.'));
  desk.document.edit(change, deed('split', change.added.length));
  desk.document.select([...idsOf(scene.selected), ...idsOf(change.added)]);
}

function merge(desk: Desk): void {
  const scene = sceneOf(desk);
  if (scene === undefined) return;
  const { selected } = scene;
  desk.document.edit(
    arrange.mergeIntoFirst(scene.annotations, idsOf(selected), scene.image),
    deed('merge', selected.length),
  );
  desk.document.select(idsOf(selected.slice(0, 1)));
}

function mergeDuplicates(desk: Desk): void {
  const scene = sceneOf(desk);
  if (scene === undefined) return;
  const from = desk.settings.store.getState().duplicatesFrom;
  const shown = [...scene.groups.human, ...scene.groups.proposals];
  const change = arrange.mergeDuplicates(scene.annotations, shown, from);
  const gone = change.removed.length + change.updated.length;
  const overlap = from.toFixed(2);
  if (gone === 0) return void desk.notices.say(t('No two boxes of a class overlap by {overlap} or more.', { overlap }));
  desk.document.edit(change, deed('merge-duplicates', gone));
  desk.notices.say(
    t(
      '{count, plural, one {# duplicate was} other {# duplicates were}} merged: boxes of a class that overlap by {overlap} or more. Ctrl+Z takes it back.',
      { count: gone, overlap },
    ),
  );
}

/** True with so many boxes selected at least. */
const selectedAtLeast = (least: number) => ({
  during: 'selection' as const,
  when: (desk: Desk) => canEdit(desk) && hasSelection(desk) && desk.document.store.getState().selection.size >= least,
});

export const arrangeCommands: readonly Command[] = [
  ...alignments.map(([how, title, key]) =>
    command(`arrange.${how}`, title, 'Boxes', [key], (desk) => align(desk, how), selectedAtLeast(2)),
  ),
  command(
    'arrange.split-beside',
    'Split into two side by side',
    'Boxes',
    ['Alt+k'],
    (desk) => split(desk, 'beside'),
    selectedAtLeast(1),
  ),
  command(
    'arrange.split-above',
    'Split into two, one above the other',
    'Boxes',
    ['Alt+Shift+k'],
    (desk) => split(desk, 'above'),
    selectedAtLeast(1),
  ),
  command('arrange.merge', 'Merge selected boxes into one', 'Boxes', ['Alt+m'], merge, selectedAtLeast(2)),
  command('arrange.merge-duplicates', 'Merge duplicates', 'Boxes', ['Alt+Shift+m'], mergeDuplicates, {
    during: 'labelling',
    when: canEdit,
  }),
];
