import { describe, expect, it } from 'vitest';
import { commandOf, runCommand } from '../../../src/renderer/commands.ts';
import { goOn, returnWith } from '../../../src/renderer/commands/verdicts.ts';
import { whyNot } from '../../../src/renderer/commands/why.ts';
import { box, fakeStudio, proposal } from '../support/fakeStudio.ts';
import { annotationsOf, openDesk } from '../support/openDesk.ts';

async function opened() {
  const studio = fakeStudio();
  studio.put(1, box(1), proposal(2, 0.9));
  const { desk } = await openDesk(studio);
  const state = async () => {
    await desk.document.settled();
    return desk.images.get(1)?.state;
  };
  return { studio, desk, state };
}

describe('verdicts', () => {
  it('are said and taken back by the same key', async () => {
    const { desk, state } = await opened();
    desk.settings.set({ annotator: 'Ada' });
    runCommand(desk, 'pictures.toggle-done');
    expect(await state()).toBe('done');
    runCommand(desk, 'pictures.toggle-reviewed');
    expect(await state()).toBe('reviewed');
    expect(desk.images.get(1)?.verdict).toMatchObject({ by: 'Ada' });
    runCommand(desk, 'pictures.toggle-reviewed');
    expect(await state()).toBe('done');
    runCommand(desk, 'pictures.toggle-done');
    expect(await state()).toBe('in-work');
  });

  it('ask for the name once, before the first review, and do then what was meant', async () => {
    const { desk, state } = await opened();
    runCommand(desk, 'pictures.toggle-reviewed');
    expect(desk.view.getState().dialog).toEqual({ kind: 'name', then: 'review' });
    expect(await state()).toBe('in-work');
    desk.settings.set({ annotator: '' });
    goOn(desk, 'review');
    expect([await state(), desk.view.getState().dialog]).toEqual(['reviewed', undefined]);
    runCommand(desk, 'pictures.return');
    expect(desk.view.getState().dialog).toEqual({ kind: 'return' });
    returnWith(desk, '  one is missing ');
    expect(await state()).toBe('returned');
    expect(desk.images.get(1)?.verdict).toMatchObject({ note: 'one is missing' });
    runCommand(desk, 'pictures.return');
    expect(await state()).toBe('reviewed');
  });

  it('lead from one picture to review to the next, and say when there is none', async () => {
    const { studio, desk } = await opened();
    const next = commandOf('pictures.next-to-review');
    expect(whyNot(desk, next)).toBe('No labelled picture waits for a review');
    studio.verdicts.set(3, [{ verdict: 'done' }]);
    desk.images.update([studio.summary(3)]);
    runCommand(desk, next.id);
    expect(desk.images.store.getState().current).toBe(3);
  });
});

describe('the stamp of an edit', () => {
  it('is the name of the settings, and undo brings back the one before', async () => {
    const { desk } = await opened();
    desk.settings.set({ annotator: 'Ada' });
    desk.document.select([2]);
    runCommand(desk, 'boxes.accept');
    const made = annotationsOf(desk).get(2)?.made;
    expect(made).toMatchObject({ by: 'Ada' });
    desk.settings.set({ annotator: 'Bo' });
    desk.document.select([2]);
    runCommand(desk, 'boxes.nudge-left');
    expect(annotationsOf(desk).get(2)).toMatchObject({ made, changed: { by: 'Bo' } });
    desk.document.undo();
    expect(annotationsOf(desk).get(2)).not.toHaveProperty('changed');
  });
});
