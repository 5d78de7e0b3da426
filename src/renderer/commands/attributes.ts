// The keys of flags: Alt and a digit set or clear them on every selected box.
import { toggleFlag } from '../../common/annotation/attributeEdits.ts';
import { definitionsFor } from '../../common/annotation/attributes.ts';
import type { AttributeDefinition } from '../../common/annotation/attributes.ts';
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { openDialog } from '../state/view.ts';
import { canEdit, command, hasProject, idsOf, sceneOf, type Command } from './command.ts';
import { deed } from '../../common/annotation/deed.ts';

/** Those that every selected box has, in the project's order. */
export function definitionsOfSelection(desk: Desk): readonly AttributeDefinition[] {
  const { list } = desk.attributes.store.getState();
  const selected = sceneOf(desk)?.selected ?? [];
  if (selected.length === 0) return [];
  const classes = new Set(selected.map(({ categoryId }) => categoryId));
  return list.filter((one) => [...classes].every((category) => definitionsFor([one], category).length > 0));
}

/** Flags have the keys Alt+1 … Alt+9 by their place in the whole list, so that a key means the same for every class. */
export function flags(desk: Desk): readonly AttributeDefinition[] {
  return desk.attributes.store.getState().list.filter(({ kind }) => kind === 'flag');
}

export function toggle(desk: Desk, name: string): void {
  const scene = sceneOf(desk);
  if (scene === undefined || scene.selected.length === 0) return;
  const ids = idsOf(scene.selected);
  const change = toggleFlag(scene.annotations, ids, name);
  const isSet = change.updated.some(([, to]) => to.attributes?.[name] === true);
  desk.document.edit(change, deed(isSet ? 'mark' : 'unmark', ids.length, { name }));
  desk.notices.announce(isSet ? t('Marked as {name}', { name }) : t('Not {name} any more', { name }));
}

const places = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

const keyed = places.map((place) => {
  const flagHere = (desk: Desk): AttributeDefinition | undefined => {
    const flag = flags(desk)[place - 1];
    return definitionsOfSelection(desk).find(({ name }) => name === flag?.name);
  };
  return command(
    `attributes.toggle-${place}`,
    { message: 'Flag {place} of the box: set, or clear', values: { place } },
    'Classes',
    [`Alt+Digit${place}`],
    (desk) => {
      const flag = flagHere(desk);
      if (flag) toggle(desk, flag.name);
    },
    { during: 'selection', when: (desk) => canEdit(desk) && flagHere(desk) !== undefined },
  );
});

export const attributeCommands: readonly Command[] = [
  ...keyed,
  command(
    'attributes.define',
    'Attributes of boxes…',
    'Classes',
    [],
    (desk) => openDialog(desk.view, { kind: 'attributes' }),
    { when: (desk) => hasProject(desk) && desk.project.getState().project?.readOnly === false },
  ),
];
