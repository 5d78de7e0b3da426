import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../src/renderer/commands.ts';
import { meant } from '../../../src/renderer/keyboard.ts';
import type { Desk } from '../../../src/renderer/state/desk.ts';
import type { CheckPass } from '../../../src/renderer/state/reviewPass.ts';
import { box, fakeStudio, proposal, type FakeStudio } from '../support/fakeStudio.ts';
import { press } from '../support/press.ts';
import { annotationsOf, openDesk, selectionOf, until } from '../support/openDesk.ts';

const shown = (desk: Desk) => desk.review.store.getState().shown;
const current = (desk: Desk) => desk.images.store.getState().current;
const checkPass = (desk: Desk) => desk.review.store.getState().pass as CheckPass;
const verdicts = (desk: Desk) => checkPass(desk).answers.map(({ item, verdict }) => [item.id, verdict]);

async function key(desk: Desk, stroke: string): Promise<void> {
  const [command] = meant(desk, press(stroke), 'canvas');
  await command?.run(desk);
  await until(() => shown(desk) !== undefined || desk.review.store.getState().isOver || !desk.review.pass());
}

function pictures(): FakeStudio {
  const studio = fakeStudio();
  studio.put(1, box(1), proposal(2, 0.9), proposal(3, 0.6, { categoryId: 2 }), proposal(4, 0.2));
  studio.put(2, proposal(20, 0.5), proposal(21, 0.95));
  studio.put(3, proposal(30, 0.7));
  return studio;
}

async function started(
  studio: FakeStudio,
  order: CheckPass['wish']['order'] = 'picture',
  category: number | 'all' = 'all',
) {
  const { desk } = await openDesk(studio);
  expect(await desk.review.check({ category, order })).toBe(true);
  return desk;
}

describe('a pass over proposals', () => {
  it('brings each before the eyes, over all pictures, with everything else faded, and is through at the end', async () => {
    const studio = pictures();
    const desk = await started(studio);
    const seen: unknown[] = [];
    for (const stroke of ['Enter', 'y', 'n', 'Backspace', 'Digit3']) {
      seen.push([current(desk), shown(desk), selectionOf(desk)[0]]);
      expect(desk.marks.getState().alone).toEqual({ kind: 'boxes', ids: new Set([shown(desk)]) });
      await key(desk, stroke);
    }
    expect(seen).toEqual([
      [1, 2, 2],
      [1, 3, 3],
      [2, 21, 21],
      [2, 20, 20],
      [3, 30, 30],
    ]);
    expect(desk.review.store.getState()).toMatchObject({ isOver: true, shown: undefined });
    expect(verdicts(desk)).toEqual([
      [2, 'accepted'],
      [3, 'accepted'],
      [21, 'rejected'],
      [20, 'rejected'],
      [30, 'relabelled'],
    ]);
    await desk.document.settled();
    expect(studio.boxes.get(1)?.get(2)?.origin.kind).toBe('accepted');
    expect(studio.boxes.get(1)?.get(4)?.origin.kind).toBe('proposed');
    expect(studio.boxes.get(2)?.get(21)?.origin.kind).toBe('rejected');
    expect(studio.boxes.get(3)?.get(30)).toMatchObject({ categoryId: 3, origin: { kind: 'edited' } });
    expect(desk.marks.getState().alone).toBeUndefined();
  });

  it('goes by class and score where that is wanted', async () => {
    const desk = await started(pictures(), 'unsure', 1);
    expect(checkPass(desk).items.map(({ id }) => id)).toEqual([20, 30, 2, 21]);
    expect([current(desk), shown(desk)]).toEqual([2, 20]);
  });

  it('takes answers back one after the other, also across pictures, exactly', async () => {
    const studio = pictures();
    const desk = await started(studio);
    for (const stroke of ['Enter', 'Digit1', 'n']) await key(desk, stroke);
    expect([current(desk), shown(desk)]).toEqual([2, 20]);
    await key(desk, 'u');
    expect([current(desk), shown(desk)]).toEqual([2, 21]);
    expect(annotationsOf(desk).get(21)?.origin.kind).toBe('proposed');
    await key(desk, '$mod+z');
    expect([current(desk), shown(desk)]).toEqual([1, 3]);
    expect(annotationsOf(desk).get(3)).toMatchObject({ categoryId: 2, origin: { kind: 'proposed' } });
    await key(desk, 'u');
    expect(annotationsOf(desk).get(2)?.origin.kind).toBe('proposed');
    expect(checkPass(desk).answers).toEqual([]);
    expect(desk.document.store.getState().undo).toBeUndefined();
  });

  it('takes an answer back when the picture was edited since, and leaves that edit alone', async () => {
    const desk = await started(pictures());
    await key(desk, 'n');
    desk.document.select([1]);
    runCommand(desk, 'boxes.nudge-right');
    await key(desk, 'u');
    expect(annotationsOf(desk).get(2)?.origin.kind).toBe('proposed');
    expect(annotationsOf(desk).get(1)?.box.x1).toBe(2);
  });

  it('goes on with what a new run proposed in the place of what it had listed', async () => {
    const studio = pictures();
    const desk = await started(studio);
    await key(desk, 'Enter');
    studio.put(1, box(1), proposal(50, 0.8));
    studio.put(2, proposal(51, 0.7));
    studio.send('annotations/changed', { images: [1, 2], by: 'prelabel' });
    await until(() => shown(desk) === 50);
    await key(desk, 'Enter');
    expect([current(desk), shown(desk)]).toEqual([2, 51]);
    expect(checkPass(desk)).toMatchObject({ total: 4 });
    await key(desk, 'Enter');
    await key(desk, 'Enter');
    expect(desk.review.store.getState().isOver).toBe(true);
    expect(verdicts(desk).map(([id]) => id)).toEqual([2, 50, 51, 30]);
  });

  it('judges nothing that is not before the eyes, and leads back from another picture', async () => {
    const desk = await started(pictures());
    runCommand(desk, 'pictures.last');
    await until(() => desk.document.store.getState().phase === 'ready');
    expect([current(desk), shown(desk)]).toEqual([3, undefined]);
    await key(desk, 'Enter');
    expect([current(desk), shown(desk), verdicts(desk)]).toEqual([1, 2, []]);
  });

  it('skips for later, spares a locked box, and counts a box that was put right by hand as accepted', async () => {
    const studio = pictures();
    const desk = await started(studio);
    await key(desk, 'Tab');
    expect(annotationsOf(desk).get(2)?.origin.kind).toBe('proposed');
    desk.marks.setState({ locked: new Set([3]) });
    await key(desk, 'n');
    expect(shown(desk)).toBe(3);
    desk.marks.setState({ locked: new Set() });
    runCommand(desk, 'boxes.nudge-right');
    expect(shown(desk)).toBe(3);
    await key(desk, 'y');
    await desk.document.settled();
    expect(studio.boxes.get(1)?.get(3)?.origin.kind).toBe('edited');
    expect(verdicts(desk)).toEqual([
      [2, 'skipped'],
      [3, 'accepted'],
    ]);
  });

  it('has its keys before all others, and gives them back when it is left, saying what came of it', async () => {
    const desk = await started(pictures());
    expect(meant(desk, press('n'), 'canvas').map(({ id }) => id)).toEqual(['review.no']);
    await key(desk, 'n');
    await key(desk, 'Escape');
    expect(desk.review.pass()).toBeUndefined();
    expect(desk.notices.store.getState().notices.at(-1)).toMatchObject({ text: '1 checked: 1 rejected.' });
    expect(meant(desk, press('n'), 'canvas').map(({ id }) => id)).toEqual(['classes.add']);
    expect(meant(desk, press('Enter'), 'canvas').map(({ id }) => id)).toEqual(['boxes.accept']);
  });

  it('does not begin without proposals, and ends with its project', async () => {
    const { desk } = await openDesk(fakeStudio());
    expect(await desk.review.check({ category: 'all', order: 'sure' })).toBe(false);
    expect(desk.review.pass()).toBeUndefined();
    const other = await started(pictures());
    await other.flow.close();
    expect(other.review.pass()).toBeUndefined();
  });
});

describe('a pass to draw a class', () => {
  it('shows that class alone with the tool for it, counts pictures that are through, and ends when all are', async () => {
    const { desk } = await openDesk(pictures());
    desk.review.draw(2);
    expect(desk.view.getState()).toMatchObject({ tool: 'draw', activeCategory: 2 });
    expect(desk.marks.getState().alone).toEqual({ kind: 'class', id: 2 });
    const next = async () => {
      runCommand(desk, 'review.next-picture');
      await until(() => desk.document.store.getState().phase === 'ready');
    };
    await next();
    expect(current(desk)).toBe(2);
    runCommand(desk, 'pictures.next');
    await until(() => desk.document.store.getState().phase === 'ready');
    await next();
    // The second picture was left without a word, so it comes again.
    expect(current(desk)).toBe(2);
    expect(desk.marks.getState().alone).toEqual({ kind: 'class', id: 2 });
    await next();
    expect(desk.review.store.getState().isOver).toBe(true);
    expect(desk.marks.getState().alone).toBeUndefined();
  });
});
