import { expect, it } from 'vitest';
import { runCommand } from '../../../src/renderer/commands.ts';
import { drawingClass } from '../../../src/renderer/commands/classes.ts';
import { box, fakeStudio } from '../support/fakeStudio.ts';
import { annotationsOf, openDesk, selectionOf, until } from '../support/openDesk.ts';

it('the way of drawing goes round, takes the tool up and is kept in the settings', async () => {
  const { desk, studio } = await openDesk();
  const ways = [1, 2, 3].map(() => {
    runCommand(desk, 'draw.next-way');
    return desk.settings.store.getState().drawing;
  });
  expect(ways).toEqual(['two-clicks', 'four-points', 'drag']);
  expect(desk.view.getState().tool).toBe('draw');
  runCommand(desk, 'draw.four-points');
  runCommand(desk, 'draw.snap');
  await desk.settings.flush();
  expect(studio.asked.at(-1)).toEqual({
    name: 'settings/set',
    request: { drawing: 'four-points', snapToBoxes: true },
  });
});

it('a box is added without a mouse, in the class for drawing', async () => {
  const { desk } = await openDesk();
  runCommand(desk, 'classes.choose-2');
  runCommand(desk, 'draw.add');
  const [id] = selectionOf(desk);
  expect(annotationsOf(desk).get(id ?? 0)).toMatchObject({
    categoryId: 2,
    origin: { kind: 'drawn' },
    box: { x1: 148, y1: 108, x2: 172, y2: 132 },
  });
});

it('the class for drawing stays through the pictures and through a relabelling', async () => {
  const studio = fakeStudio();
  studio.put(2, box(1));
  const { desk } = await openDesk(studio);
  runCommand(desk, 'classes.choose-3');
  runCommand(desk, 'pictures.next');
  await until(() => desk.document.store.getState().phase === 'ready');
  expect(drawingClass(desk)).toBe(3);
});

it('all sides grow and shrink together about the middle', async () => {
  const studio = fakeStudio();
  studio.put(1, box(1, { box: { x1: 100, y1: 100, x2: 130, y2: 106 } }));
  const { desk } = await openDesk(studio);
  desk.document.select([1]);
  runCommand(desk, 'boxes.grow-all');
  expect(annotationsOf(desk).get(1)?.box).toEqual({ x1: 99, y1: 99, x2: 131, y2: 107 });
  runCommand(desk, 'boxes.shrink-all-10');
  expect(annotationsOf(desk).get(1)?.box).toEqual({ x1: 109, y1: 102.5, x2: 121, y2: 103.5 });
  runCommand(desk, 'edit.undo');
  runCommand(desk, 'boxes.grow-all-10');
  expect(annotationsOf(desk).get(1)?.box).toEqual({ x1: 89, y1: 89, x2: 141, y2: 117 });
});
