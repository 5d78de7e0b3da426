import { describe, expect, it } from 'vitest';
import { emptyHistory, record } from '../../../src/common/annotation/history.ts';
import { draw } from '../../../src/common/annotation/edits.ts';
import { createHistories } from '../../../src/renderer/state/histories.ts';
import { box, fakeStudio, proposal } from '../support/fakeStudio.ts';
import { annotationsOf, openDesk, until } from '../support/openDesk.ts';
import { commandOf } from '../../../src/renderer/commands.ts';
import { deed } from '../../../src/common/annotation/deed.ts';

const size = { width: 100, height: 100 };
const steps = (count: number) =>
  Array.from({ length: count }).reduce(
    (history: typeof emptyHistory, _, id) =>
      record(history, draw(id + 1, { x1: 0, y1: 0, x2: 5, y2: 5 }, 1, size), deed('draw'), id),
    emptyHistory,
  );

describe('the histories of all pictures', () => {
  it('are kept until they are too much, and then the one that was left longest ago goes first', () => {
    const histories = createHistories(25);
    for (const image of [1, 2]) histories.keep(image, steps(10));
    histories.keep(1, steps(11));
    expect([1, 2].map((image) => histories.of(image).entries.length)).toEqual([11, 10]);
    histories.keep(3, steps(10));
    expect([1, 2, 3].map((image) => histories.of(image).entries.length)).toEqual([11, 0, 10]);
    expect([1, 2].map(histories.wasLetGo)).toEqual([false, true]);
  });

  it('never lose the picture that is worked on', () => {
    const histories = createHistories(5);
    histories.keep(1, steps(50));
    expect(histories.of(1).entries.length).toBe(50);
  });
});

describe('the history of the picture on screen', () => {
  it('is jumped in, and saved as one change', async () => {
    const studio = fakeStudio();
    studio.put(1, box(1));
    const { desk } = await openDesk(studio);
    desk.document.select([1]);
    for (let step = 0; step < 5; step += 1) await commandOf('boxes.nudge-right').run(desk);
    await desk.document.settled();
    const sent = studio.asked.filter(({ name }) => name === 'image/apply').length;
    desk.document.goTo(1);
    expect(annotationsOf(desk).get(1)?.box.x1).toBe(2);
    await desk.document.settled();
    expect(studio.asked.filter(({ name }) => name === 'image/apply').length).toBe(sent + 1);
    expect(studio.boxes.get(1)?.get(1)?.box.x1).toBe(2);
    desk.document.goTo(5);
    expect(annotationsOf(desk).get(1)?.box.x1).toBe(6);
  });

  it('shows what a job did, and says so when a step beyond it is undone', async () => {
    const studio = fakeStudio();
    studio.put(1, box(1), proposal(2, 0.9));
    const { desk } = await openDesk(studio);
    desk.document.select([1]);
    await commandOf('boxes.nudge-right').run(desk);
    await desk.document.settled();
    studio.put(1, ...(studio.boxes.get(1)?.values() ?? []), proposal(3, 0.8));
    studio.send('annotations/changed', { images: [1], by: 'prelabel' });
    studio.send('annotations/changed', { images: [1], by: 'prelabel' });
    await until(() => annotationsOf(desk).has(3));
    expect(desk.document.store.getState().steps.map((entry) => entry.deed)).toEqual([deed('move'), deed('prelabel')]);
    desk.document.undo();
    expect(annotationsOf(desk).get(1)?.box.x1).toBe(1);
    expect(annotationsOf(desk).has(3)).toBe(true);
    expect(desk.notices.store.getState().notices.at(-1)?.text).toContain('“Pre-labelled”');
  });
});
