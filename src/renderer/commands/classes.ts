// The digit keys: relabel what is selected, or set the class for drawing.
import * as edits from '../../common/annotation/edits.ts';
import type { Category, CategoryId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { usualWidths } from '../state/view.ts';
import { isAsked, keepAnswer } from './asking.ts';
import { goOnFrom } from './boxes.ts';
import { canEdit, command, idsOf, isProposal, sceneOf, type Command } from './command.ts';
import { deed } from '../../common/annotation/deed.ts';

/** The class of the next new box: the one chosen last, or what it was merged into, else the first of the list. */
export function drawingClass(desk: Desk): CategoryId | undefined {
  const { activeCategory } = desk.view.getState();
  const standing = activeCategory === undefined ? undefined : desk.categories.standingFor(activeCategory);
  return standing ?? desk.categories.store.getState().list[0]?.id;
}

/**
 * Keeps what the detector offers in this class; else relabels the selection, or sets the class for drawing when nothing is
 * selected. Proposals are accepted in that class, and the next one is selected: a wrong class costs one key.
 */
export function chooseClass(desk: Desk, category: Category): void {
  if (isAsked(desk)) return void keepAnswer(desk, category.id);
  const scene = sceneOf(desk);
  desk.view.setState({ activeCategory: category.id });
  if (scene === undefined || scene.selected.length === 0) {
    desk.notices.announce(t('Drawing {name}', { name: category.name }));
    return;
  }
  if (scene.selected.every(isProposal)) {
    const change = edits.acceptAs(scene.annotations, idsOf(scene.selected), category.id);
    desk.document.edit(change, deed('accept', scene.selected.length, { name: category.name }));
    goOnFrom(desk, scene, scene.selected, t('Accepted as {name}.', { name: category.name }));
    return;
  }
  const change = edits.relabel(scene.annotations, idsOf(scene.selected), category.id);
  desk.document.edit(change, deed('relabel', scene.selected.length, { name: category.name }));
  desk.notices.announce(
    t('{count, plural, one {Relabelled box} other {Relabelled # boxes}} as {name}', {
      count: scene.selected.length,
      name: category.name,
    }),
  );
}

/** The digit keys in the order of the classes. */
export const choosingOrder = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

/** The command that chooses the class at this place of the list, if there is one. */
export function choosingCommand(place: number): string | undefined {
  const digit = choosingOrder[place];
  return digit === undefined ? undefined : `classes.choose-${digit}`;
}

const digits = choosingOrder.map((digit, place) =>
  command(
    `classes.choose-${digit}`,
    { message: 'Class {place}: relabel, or draw with it', values: { place: place + 1 } },
    'Classes',
    [`Digit${digit}`, `Numpad${digit}`],
    (desk) => {
      const category = desk.categories.store.getState().list[place];
      if (category) chooseClass(desk, category);
    },
    { during: 'labelling', when: (desk) => canEdit(desk) && desk.categories.store.getState().list.length > place },
  ),
);

/** Opens the field for a new class, and the panel that it stands in. */
export function askForClass(desk: Desk): void {
  const { inspectorWidth } = desk.settings.store.getState();
  if (inspectorWidth === 0) desk.settings.set({ inspectorWidth: usualWidths.inspector });
  desk.view.setState({ addingClass: true });
}

const add = command('classes.add', 'Add a class', 'Classes', ['n'], askForClass, { when: canEdit });

const crowd = command(
  'classes.toggle-crowd',
  'Box stands for a group (crowd), or not',
  'Classes',
  ['g'],
  (desk) => {
    const scene = sceneOf(desk);
    if (scene === undefined || scene.selected.length === 0) return;
    const kind = scene.selected.every((one) => one.crowd) ? 'single' : 'crowd';
    desk.document.edit(
      edits.setCrowd(scene.annotations, idsOf(scene.selected), kind),
      deed(kind, scene.selected.length),
    );
  },
  { when: (desk) => canEdit(desk) && desk.document.store.getState().selection.size > 0 },
);

export const classCommands: readonly Command[] = [...digits, add, crowd];
