import { expect, it } from 'vitest';
import { commandOf, runCommand } from '../../../src/renderer/commands.ts';
import { sceneOf } from '../../../src/renderer/commands/command.ts';
import { bringBack } from '../../../src/renderer/state/marks.ts';
import type { Desk } from '../../../src/renderer/state/desk.ts';
import { box, fakeStudio, proposal } from '../support/fakeStudio.ts';
import { annotationsOf, openDesk, selectionOf, until } from '../support/openDesk.ts';

async function opened(): Promise<Desk> {
  const studio = fakeStudio();
  studio.put(1, box(1), box(2, { categoryId: 2 }), proposal(3, 0.9), proposal(4, 0.8));
  return (await openDesk(studio)).desk;
}
const groups = (desk: Desk) => sceneOf(desk)!.groups;
const ids = (boxes: readonly { readonly id: number }[]) => boxes.map(({ id }) => id);
const notice = (desk: Desk) => desk.notices.store.getState().notices.at(-1)?.text;

it('a locked box is neither moved, relabelled nor deleted by any command, and the window says so', async () => {
  const desk = await opened();
  desk.document.select([1, 2]);
  const before = annotationsOf(desk).get(1);
  desk.document.select([1]);
  runCommand(desk, 'marks.lock');
  desk.document.select([1, 2]);
  for (const id of ['boxes.nudge-right', 'classes.choose-3', 'boxes.grow-all', 'edit.cut']) runCommand(desk, id);
  expect(annotationsOf(desk).get(1)).toEqual(before);
  expect(annotationsOf(desk).has(2)).toBe(false);
  expect(notice(desk)).toBe('1 locked box stays as before. Alt+L unlocks.');
  desk.document.select([1]);
  runCommand(desk, 'marks.lock');
  runCommand(desk, 'edit.delete');
  expect(annotationsOf(desk).has(1)).toBe(false);
});

it('a hidden box is in none of the lists but that of hidden ones, and is not accepted with all', async () => {
  const desk = await opened();
  desk.document.select([3, 1]);
  runCommand(desk, 'marks.hide');
  expect(selectionOf(desk)).toEqual([]);
  expect([ids(groups(desk).human), ids(groups(desk).proposals), ids(groups(desk).hidden)]).toEqual([[2], [4], [1, 3]]);
  runCommand(desk, 'proposals.accept-shown');
  expect(annotationsOf(desk).get(3)?.origin.kind).toBe('proposed');
  expect(annotationsOf(desk).get(4)?.origin.kind).toBe('accepted');
  bringBack(desk.marks, annotationsOf(desk).get(3)!);
  expect(ids(groups(desk).hidden)).toEqual([1]);
  runCommand(desk, 'marks.show-all');
  expect(groups(desk).hidden).toEqual([]);
  expect(commandOf('marks.show-all').when(desk)).toBe(false);
});

it('a class is hidden in every picture, boxes are looked at alone in one', async () => {
  const desk = await opened();
  desk.document.select([2]);
  runCommand(desk, 'marks.hide-class');
  desk.document.select([1]);
  runCommand(desk, 'marks.alone');
  expect(ids(groups(desk).hidden)).toEqual([2, 3, 4]);
  runCommand(desk, 'pictures.next');
  await until(() => desk.document.store.getState().phase === 'ready');
  expect(desk.marks.getState()).toMatchObject({ alone: undefined, hiddenClasses: new Set([2]) });
});

it('a class looked at alone fades the others until it is asked again', async () => {
  const desk = await opened();
  desk.document.select([2]);
  runCommand(desk, 'marks.class-alone');
  expect(ids(groups(desk).hidden)).toEqual([1, 3, 4]);
  bringBack(desk.marks, annotationsOf(desk).get(1)!);
  expect(groups(desk).hidden).toEqual([]);
});

it('a new box is seen whatever is hidden', async () => {
  const desk = await opened();
  desk.document.select([1]);
  runCommand(desk, 'marks.hide-class');
  runCommand(desk, 'draw.add');
  expect(ids(groups(desk).human)).toContain(selectionOf(desk)[0]);
});
