import { describe, expect, it } from 'vitest';
import type { Desk } from '../../../src/renderer/state/desk.ts';
import { diskFull, fakeStudio, proposal, type FakeStudio } from '../support/fakeStudio.ts';
import { openDesk, until } from '../support/openDesk.ts';
import { deed } from '../../../src/common/annotation/deed.ts';

/** A desk on the grid, over three pictures with two proposals each: ids 11, 12, 21, 22, 31, 32. */
async function opened(): Promise<{ desk: Desk; studio: FakeStudio }> {
  const studio = fakeStudio();
  for (const image of [1, 2, 3]) studio.put(image, proposal(10 * image + 1, 0.9), proposal(10 * image + 2, 0.6));
  const { desk } = await openDesk(studio);
  desk.view.setState({ page: 'grid' });
  await desk.grid.refresh();
  return { desk, studio };
}

const stateOf = (desk: Desk) => desk.grid.store.getState();
const picked = (desk: Desk) => [...stateOf(desk).picked.selected];
const kindOf = (studio: FakeStudio, image: number, id: number) => studio.boxes.get(image)?.get(id)?.origin.kind;
const sent = (studio: FakeStudio) =>
  studio.asked.filter(({ name }) => name === 'categories/edit').map(({ request }) => request);

describe('the grid of crops', () => {
  it('does one thing with all that is selected, in one step, and goes on to the next', async () => {
    const { desk, studio } = await opened();
    desk.grid.goTo(1, 'only');
    desk.grid.goTo(2, 'extend');
    await desk.grid.act({ kind: 'accept' });
    expect(sent(studio)).toMatchObject([{ kind: 'boxes', deed: { kind: 'accept' }, boxes: [12, 21] }]);
    expect([kindOf(studio, 1, 12), kindOf(studio, 2, 21), kindOf(studio, 2, 22)]).toEqual([
      'accepted',
      'accepted',
      'proposed',
    ]);
    expect(stateOf(desk)).toMatchObject({ ids: [11, 22, 31, 32], total: 4, picked: { cursor: 1 } });
    expect(picked(desk)).toEqual([22]);
  });

  it('takes keys that are pressed quickly one after another, each for the box that is next', async () => {
    const { desk, studio } = await opened();
    desk.grid.goTo(0, 'only');
    await Promise.all([1, 2, 3].map(() => desk.grid.act({ kind: 'discard' })));
    expect(sent(studio).map((request) => (request as { boxes: number[] }).boxes)).toEqual([[11], [12], [21]]);
    expect(picked(desk)).toEqual([22]);
  });

  it('takes a step back', async () => {
    const { desk, studio } = await opened();
    await desk.grid.selectAll();
    await desk.grid.act({ kind: 'relabel', to: 2 });
    expect(stateOf(desk)).toMatchObject({ ids: [], picked: { cursor: -1 } });
    await desk.grid.undo();
    expect(stateOf(desk).ids).toEqual([11, 12, 21, 22, 31, 32]);
    expect(studio.boxes.get(1)?.get(11)).toMatchObject({ categoryId: 1, origin: { kind: 'proposed' } });
  });

  it('leaves what is decided in its place where that is wanted, and shows it as it is now', async () => {
    const { desk } = await opened();
    desk.settings.set({ gridDecided: 'stay' });
    desk.grid.show([11, 12]);
    await until(() => stateOf(desk).facts.size === 2);
    desk.grid.goTo(0, 'only');
    await desk.grid.act({ kind: 'accept' });
    expect(stateOf(desk).ids).toEqual([11, 12, 21, 22, 31, 32]);
    expect(picked(desk)).toEqual([12]);
    desk.grid.show([11, 12]);
    const accepted = () => {
      const found = stateOf(desk).facts.get(11);
      return found !== undefined && found !== 'gone' && found.annotation.origin.kind === 'accepted';
    };
    await until(accepted);
  });

  it('changes nothing when the step fails, and says why', async () => {
    const { desk, studio } = await opened();
    desk.grid.goTo(0, 'only');
    studio.failNext('categories/edit', diskFull);
    await desk.grid.act({ kind: 'accept' });
    expect(picked(desk)).toEqual([11]);
    expect(stateOf(desk).ids).toHaveLength(6);
    expect(desk.notices.store.getState().notices.at(-1)?.text).toBe(diskFull.message);
  });

  it('says that the list could not be read, and reads it when it is tried again', async () => {
    const { desk, studio } = await opened();
    studio.failNext('boxes/list', diskFull);
    desk.grid.setFilter({ sources: ['rejected'] });
    await until(() => stateOf(desk).phase === 'failed');
    expect(stateOf(desk).failure).toEqual(diskFull);
    await desk.grid.refresh();
    expect(stateOf(desk)).toMatchObject({ phase: 'ready', ids: [] });
  });

  it('saves the edits of the picture on screen before it reads and before it acts', async () => {
    const { desk, studio } = await opened();
    desk.view.setState({ page: 'label' });
    desk.document.edit({ added: [], removed: [proposal(11, 0.9)], updated: [] }, deed('delete'));
    desk.view.setState({ page: 'grid' });
    studio.asked.length = 0;
    await desk.grid.refresh();
    const names = studio.asked.map(({ name }) => name);
    expect(names.indexOf('boxes/list')).toBeGreaterThan(names.indexOf('image/apply'));
    expect(stateOf(desk).ids).toEqual([12, 21, 22, 31, 32]);
  });

  it('reads the list again when boxes were changed by others, and what is selected stays so', async () => {
    const { desk, studio } = await opened();
    desk.grid.goTo(3, 'only');
    studio.put(1, proposal(15, 0.7));
    studio.send('annotations/changed', { images: [1], by: 'prelabel' });
    await until(() => stateOf(desk).ids.includes(15));
    expect(stateOf(desk)).toMatchObject({ ids: [15, 21, 22, 31, 32], picked: { cursor: 2 } });
    expect(picked(desk)).toEqual([22]);
  });

  it('is forgotten with the project', async () => {
    const { desk } = await opened();
    desk.grid.goTo(0, 'only');
    await desk.flow.close();
    expect(stateOf(desk)).toMatchObject({ phase: 'none', ids: [], picked: { cursor: -1 } });
  });
});
