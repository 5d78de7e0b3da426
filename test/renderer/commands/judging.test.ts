import { expect, it } from 'vitest';
import { runCommand } from '../../../src/renderer/commands.ts';
import { box, fakeStudio, proposal } from '../support/fakeStudio.ts';
import { annotationsOf, openDesk, selectionOf, until } from '../support/openDesk.ts';

it('a digit accepts the selected proposal in that class and goes on to the next one; the class it has is no edit', async () => {
  const studio = fakeStudio();
  studio.put(1, proposal(2, 0.9), proposal(3, 0.8), proposal(4, 0.7), box(5));
  const { desk } = await openDesk(studio);
  runCommand(desk, 'boxes.next');
  runCommand(desk, 'classes.choose-2');
  expect(annotationsOf(desk).get(2)).toMatchObject({ categoryId: 2, origin: { kind: 'edited', score: 0.9 } });
  expect(selectionOf(desk)).toEqual([3]);
  runCommand(desk, 'classes.choose-1');
  expect(annotationsOf(desk).get(3)).toMatchObject({ categoryId: 1, origin: { kind: 'accepted' } });
  expect(desk.document.store.getState().undo).toEqual({ kind: 'accept', count: 1, name: 'platelet' });
  runCommand(desk, 'classes.choose-3');
  expect(selectionOf(desk)).toEqual([]);
  runCommand(desk, 'edit.undo');
  expect(annotationsOf(desk).get(4)).toMatchObject({ categoryId: 1, origin: { kind: 'proposed' } });
});

it("a human's box that gets another class stays selected", async () => {
  const studio = fakeStudio();
  studio.put(1, proposal(2, 0.9), box(5));
  const { desk } = await openDesk(studio);
  desk.document.select([5]);
  runCommand(desk, 'classes.choose-2');
  expect(annotationsOf(desk).get(5)?.categoryId).toBe(2);
  expect(selectionOf(desk)).toEqual([5]);
});

it('one key marks the picture done and shows the next one with its surest proposal selected', async () => {
  const studio = fakeStudio();
  studio.put(1, box(1));
  studio.put(2, proposal(20, 0.6), proposal(21, 0.95), proposal(22, 0.1));
  const { desk } = await openDesk(studio);
  runCommand(desk, 'pictures.done-next');
  await until(() => selectionOf(desk).length > 0);
  expect(desk.images.store.getState().current).toBe(2);
  expect(selectionOf(desk)).toEqual([21]);
  await desk.document.settled();
  expect([...studio.verdicts.keys()]).toEqual([1]);
});

it('Enter on a done picture goes to the next one with its first proposal selected too', async () => {
  const studio = fakeStudio();
  studio.verdicts.set(1, [{ verdict: 'done' }]);
  studio.put(2, proposal(20, 0.6));
  const { desk } = await openDesk(studio);
  runCommand(desk, 'boxes.accept');
  await until(() => selectionOf(desk)[0] === 20);
  expect(desk.images.store.getState().current).toBe(2);
});
