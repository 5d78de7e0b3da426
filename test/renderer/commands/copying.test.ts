import { expect, it } from 'vitest';
import { runCommand } from '../../../src/renderer/commands.ts';
import type { Desk } from '../../../src/renderer/state/desk.ts';
import { box, fakeStudio, proposal } from '../support/fakeStudio.ts';
import { annotationsOf, openDesk, selectionOf, until } from '../support/openDesk.ts';

const notice = (desk: Desk) => desk.notices.store.getState().notices.at(-1)?.text;

async function propagated(desk: Desk, image: number): Promise<void> {
  runCommand(desk, 'edit.propagate');
  await until(() => desk.images.store.getState().current === image && desk.document.store.getState().phase === 'ready');
  await until(() => notice(desk)?.includes('came from') === true);
}

it('the selection goes to the next picture, without what is there already, in one step that can be undone', async () => {
  const studio = fakeStudio();
  studio.put(1, box(1), box(60), box(120), box(200));
  // The same place, another class at the same place, and too little overlap.
  studio.put(
    2,
    box(501, { box: box(1).box }),
    box(502, { categoryId: 2, box: box(60).box }),
    box(503, { box: { x1: 125, y1: 10, x2: 145, y2: 30 } }),
  );
  const { desk } = await openDesk(studio);
  desk.document.select([1, 60, 120]);
  await propagated(desk, 2);
  expect(notice(desk)).toBe('2 boxes came from smear 1.png. 1 was there already.');
  expect(annotationsOf(desk).size).toBe(5);
  expect(selectionOf(desk).map((id) => annotationsOf(desk).get(id)?.box.x1)).toEqual([60, 120]);
  expect(annotationsOf(desk).get(501)).toEqual(box(501, { box: box(1).box }));
  runCommand(desk, 'edit.undo');
  expect([...annotationsOf(desk).keys()]).toEqual([501, 502, 503]);
  expect(desk.document.store.getState().undo).toBeUndefined();
});

it('without a selection all human boxes go, and proposals there count as there', async () => {
  const studio = fakeStudio();
  studio.put(1, box(1), box(60), proposal(120, 0.9));
  studio.put(2, proposal(501, 0.8, { box: box(1).box }), proposal(502, 0.1, { box: box(60).box }));
  const { desk } = await openDesk(studio);
  await propagated(desk, 2);
  expect(notice(desk)).toBe('1 box came from smear 1.png. 1 was there already.');
  expect(annotationsOf(desk).get(selectionOf(desk)[0] ?? 0)).toMatchObject({
    box: box(60).box,
    origin: { kind: 'drawn' },
  });
});

it('says that the last picture has no next one, and that there is nothing to copy', async () => {
  const studio = fakeStudio({ pictures: 1 });
  studio.put(1, box(1));
  const { desk } = await openDesk(studio);
  runCommand(desk, 'edit.propagate');
  expect(notice(desk)).toBe('This is the last picture; there is none to copy to.');
  const { desk: bare } = await openDesk();
  runCommand(bare, 'edit.propagate');
  expect(notice(bare)).toContain('There is no box to copy');
  expect(bare.images.store.getState().current).toBe(1);
});

it('merging duplicates says how many, is one step, and takes the chosen overlap', async () => {
  const studio = fakeStudio();
  studio.put(1, box(1), proposal(2, 0.9), proposal(3, 0.8, { box: { x1: 4, y1: 10, x2: 24, y2: 30 } }), box(100));
  const { desk } = await openDesk(studio);
  runCommand(desk, 'arrange.merge-duplicates');
  expect(notice(desk)).toContain('2 duplicates were merged');
  expect([2, 3].map((id) => annotationsOf(desk).get(id)?.origin.kind)).toEqual(['rejected', 'rejected']);
  runCommand(desk, 'edit.undo');
  expect([2, 3].map((id) => annotationsOf(desk).get(id)?.origin.kind)).toEqual(['proposed', 'proposed']);
  desk.settings.set({ duplicatesFrom: 0.99 });
  runCommand(desk, 'arrange.merge-duplicates');
  expect(notice(desk)).toBe('No two boxes of a class overlap by 0.99 or more.');
});
