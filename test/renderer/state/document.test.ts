import { describe, expect, it } from 'vitest';
import * as edits from '../../../src/common/annotation/edits.ts';
import { drawingClass } from '../../../src/renderer/commands/classes.ts';
import { openImage } from '../../../src/renderer/state/openImage.ts';
import { box, diskFull, fakeStudio, proposal } from '../support/fakeStudio.ts';
import { annotationsOf, openDesk, saveOf, selectionOf, until } from '../support/openDesk.ts';
import { deed } from '../../../src/common/annotation/deed.ts';

const size = { width: 320, height: 240 };

async function show(desk: Awaited<ReturnType<typeof openDesk>>['desk'], image: number): Promise<void> {
  openImage(desk, image);
  await until(() => desk.document.store.getState().phase === 'ready');
}

describe('the picture on screen', () => {
  it('is edited at once and saved in the order of the edits', async () => {
    const studio = fakeStudio();
    const { desk } = await openDesk(studio);
    const draw = edits.draw(desk.ids.next(), { x1: 10, y1: 10, x2: 40, y2: 50 }, 1, size);
    desk.document.edit(draw, deed('draw'));
    const id = draw.added[0]?.id ?? 0;
    desk.document.edit(edits.move(annotationsOf(desk), [id], 5, 0, size), deed('move'));
    expect(annotationsOf(desk).get(id)?.box.x1).toBe(15);
    expect(saveOf(desk).pending).toBe(2);
    await desk.document.settled();
    expect(saveOf(desk).pending).toBe(0);
    expect(studio.boxes.get(1)).toEqual(annotationsOf(desk));
    expect(desk.images.get(1)).toMatchObject({ state: 'in-work', boxes: 1 });
  });

  it('keeps a history for each picture, and undoes there and nowhere else', async () => {
    const studio = fakeStudio();
    studio.put(1, box(1));
    studio.put(2, box(2));
    const { desk } = await openDesk(studio);
    desk.document.edit(edits.move(annotationsOf(desk), [1], 7, 0, size), deed('move'));
    await show(desk, 2);
    expect(desk.document.store.getState().undo).toBeUndefined();
    desk.document.edit(edits.discard(annotationsOf(desk), [2]), deed('delete'));
    expect(annotationsOf(desk).size).toBe(0);
    await show(desk, 1);
    expect(desk.document.store.getState().undo).toEqual(deed('move'));
    desk.document.undo();
    expect(annotationsOf(desk).get(1)?.box.x1).toBe(1);
    expect(desk.document.store.getState()).toMatchObject({ undo: undefined, redo: deed('move') });
    desk.document.redo();
    await desk.document.settled();
    expect(studio.boxes.get(1)?.get(1)?.box.x1).toBe(8);
    await show(desk, 2);
    desk.document.undo();
    await desk.document.settled();
    expect(studio.boxes.get(2)?.get(2)).toEqual(box(2));
  });

  it('undoes two hundred edits to the byte, and redoes them', async () => {
    const studio = fakeStudio();
    studio.put(1, box(1), box(2), proposal(3, 0.9));
    const { desk } = await openDesk(studio);
    const before = annotationsOf(desk);
    for (let step = 0; step < 200; step++) {
      const change =
        step % 3 === 0
          ? edits.nudge(annotationsOf(desk), [1, 2], 'down', 1, size)
          : edits.relabel(annotationsOf(desk), [1, 2], (step % 2) + 1);
      desk.document.edit(change, deed('steps', step));
    }
    const after = annotationsOf(desk);
    while (desk.document.store.getState().undo !== undefined) desk.document.undo();
    expect([...annotationsOf(desk).values()]).toEqual([...before.values()]);
    while (desk.document.store.getState().redo !== undefined) desk.document.redo();
    expect(annotationsOf(desk)).toEqual(after);
    await desk.document.settled();
    expect(studio.boxes.get(1)).toEqual(after);
  });

  it('keeps the dirty mark and the edit when a save fails, says why, and saves it later', async () => {
    const studio = fakeStudio();
    const { desk } = await openDesk(studio);
    studio.failNext('image/apply', diskFull, diskFull);
    desk.document.edit(edits.draw(desk.ids.next(), { x1: 1, y1: 1, x2: 9, y2: 9 }, 1, size), deed('draw'));
    await until(() => saveOf(desk).failure !== undefined);
    expect(saveOf(desk)).toEqual({ pending: 1, failure: diskFull });
    expect(annotationsOf(desk).size).toBe(1);
    await until(() => saveOf(desk).pending === 0);
    expect(saveOf(desk).failure).toBeUndefined();
    expect(studio.boxes.get(1)?.size).toBe(1);
  });

  it('takes new proposals from main without losing an edit that is still on its way', async () => {
    const studio = fakeStudio();
    studio.put(1, box(1), proposal(2, 0.6));
    const { desk } = await openDesk(studio);
    const release = studio.hold('image/apply');
    desk.document.edit(edits.move(annotationsOf(desk), [1], 30, 0, size), deed('move'));
    studio.put(1, box(1), proposal(50, 0.8), proposal(51, 0.7));
    studio.send('annotations/changed', { images: [1], by: 'prelabel' });
    await until(() => annotationsOf(desk).has(50));
    expect(annotationsOf(desk).get(1)?.box.x1).toBe(31);
    expect(annotationsOf(desk).has(2)).toBe(false);
    release();
    await desk.document.settled();
    expect(studio.boxes.get(1)).toEqual(annotationsOf(desk));
  });

  it('keeps an edit that is made while the boxes are being read again', async () => {
    const studio = fakeStudio();
    studio.put(1, box(1));
    const { desk } = await openDesk(studio);
    const release = studio.hold('image/annotations');
    studio.send('annotations/changed', { images: [1], by: 'prelabel' });
    desk.document.edit(edits.remove(annotationsOf(desk), [1]), deed('delete'));
    await desk.document.settled();
    release();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(annotationsOf(desk).size).toBe(0);
  });

  it('does not show the boxes of a picture that was left before they came', async () => {
    const studio = fakeStudio();
    studio.put(2, box(20));
    studio.put(3, box(30));
    const { desk } = await openDesk(studio);
    const release = studio.hold('image/annotations');
    openImage(desk, 2);
    openImage(desk, 3);
    release();
    await until(() => desk.document.store.getState().phase === 'ready');
    expect([...annotationsOf(desk).keys()]).toEqual([30]);
  });

  it('forgets what is selected once it is gone', async () => {
    const studio = fakeStudio();
    studio.put(1, box(1), box(2));
    const { desk } = await openDesk(studio);
    desk.document.select([1, 2]);
    desk.document.edit(edits.remove(annotationsOf(desk), [1]), deed('delete'));
    expect(selectionOf(desk)).toEqual([2]);
  });

  it('tells a failure to read the boxes, and reads them when asked again', async () => {
    const studio = fakeStudio();
    studio.failNext('image/annotations', { kind: 'unreadable', message: 'The boxes of this picture are damaged.' });
    const { desk } = await openDesk(studio);
    expect(desk.document.store.getState()).toMatchObject({ phase: 'failed', failure: { kind: 'unreadable' } });
    await desk.document.open(1);
    expect(desk.document.store.getState().phase).toBe('ready');
  });

  it('draws no box of a class that is gone: the next takes its place, and a late edit does not hold up the saving', async () => {
    const { desk } = await openDesk();
    const draw = (categoryId: number) =>
      edits.draw(desk.ids.next(), { x1: 10, y1: 10, x2: 40, y2: 50 }, categoryId, size);
    desk.view.setState({ activeCategory: 2 });
    await desk.categories.edit({ kind: 'merge', from: 2, into: 3 });
    expect(drawingClass(desk)).toBe(3);
    desk.document.edit(draw(2), deed('draw'));
    expect([...annotationsOf(desk).values()].map(({ categoryId }) => categoryId)).toEqual([3]);
    await desk.categories.edit({ kind: 'delete', id: 3 });
    expect(drawingClass(desk)).toBe(1);
    desk.document.edit(draw(2), deed('draw'));
    expect(annotationsOf(desk).size).toBe(1);
    expect(desk.notices.store.getState().notices.at(-1)?.text).toBe('1 box of a deleted class could not be changed.');
    expect((await desk.document.settled()).pending).toBe(0);
  });

  it('brings a box of a merged class back under the class it was merged into, and leaves out one of a deleted class', async () => {
    const studio = fakeStudio();
    studio.put(1, box(1, { categoryId: 2 }), box(2, { categoryId: 3 }));
    const { desk } = await openDesk(studio);
    desk.document.edit(edits.remove(annotationsOf(desk), [1, 2]), deed('delete', 2));
    await desk.categories.edit({ kind: 'merge', from: 2, into: 1 });
    await desk.categories.edit({ kind: 'delete', id: 3 });
    desk.document.undo();
    await desk.document.settled();
    expect([...(studio.boxes.get(1)?.values() ?? [])]).toEqual([box(1, { categoryId: 1 })]);
    expect(desk.notices.store.getState().notices.at(-1)?.text).toMatch(/1 box of a deleted class/);
  });
});
