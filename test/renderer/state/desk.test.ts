import { describe, expect, it } from 'vitest';
import { createIds } from '../../../src/renderer/state/ids.ts';
import { diskFull, fakeStudio, proposal, settings } from '../support/fakeStudio.ts';
import { setThreshold, thresholdOf } from '../../../src/renderer/state/threshold.ts';
import { annotationsOf, openDesk, saveOf, until } from '../support/openDesk.ts';
import * as edits from '../../../src/common/annotation/edits.ts';
import { deed } from '../../../src/common/annotation/deed.ts';

const job = { id: 1, kind: 'prelabel', state: 'running', done: 0, total: 3, rate: 0, problems: 0 } as const;

describe('the desk', () => {
  it('opens the project that main has open, at the picture that was open last', async () => {
    const { desk } = await openDesk(fakeStudio({ pictures: 5, project: { lastImage: 4 } }));
    expect(desk.project.getState().phase).toBe('open');
    expect(desk.images.store.getState().current).toBe(4);
  });

  it('shows the welcome when no project is open, and comes back to it from a dialog that was cancelled', async () => {
    const { desk } = await openDesk(fakeStudio({ project: null }));
    expect(desk.project.getState().phase).toBe('none');
    await desk.flow.open('project/open-pictures');
    expect(desk.project.getState().phase).toBe('none');
    await desk.flow.open('project/sample');
    expect(desk.project.getState().phase).toBe('open');
  });

  it('shows the proposals of another model from where that model is right most often', async () => {
    const { desk } = await openDesk(fakeStudio());
    const model = { id: 'mine', name: 'Mine', classes: ['cell'], parameters: 1, input: '', origin: 'trained' } as const;
    desk.models.store.setState({ models: [{ ...model, shownFrom: 0.41, scoreFloor: 0.2, trainable: true }] });
    const before = desk.project.getState().project?.model ?? '';
    setThreshold(desk, 0.7);
    expect(thresholdOf(desk)).toBe(0.7);
    await desk.flow.useModel('mine');
    expect(thresholdOf(desk)).toBe(0.41);
    setThreshold(desk, 0.1);
    // Below it there is nothing.
    expect(thresholdOf(desk)).toBe(0.2);
    await desk.flow.useModel(before);
    expect(thresholdOf(desk)).toBe(0.7);
  });

  it('opens the first picture as soon as the scan has found one', async () => {
    const studio = fakeStudio({ pictures: 0 });
    const { desk } = await openDesk(studio);
    expect(desk.images.store.getState().current).toBeUndefined();
    const found = fakeStudio({ pictures: 2 });
    const listed = found.summary(1);
    desk.images.setList([listed]);
    desk.images.setList([]);
    studio.ask = found.ask;
    await desk.flow.reloadList();
    expect(desk.images.store.getState().current).toBe(1);
  });

  it('takes changed summaries into the list and the counts', async () => {
    const studio = fakeStudio();
    const { desk } = await openDesk(studio);
    studio.send('images/changed', { images: [{ ...studio.summary(2), state: 'proposed', proposals: 7 }] });
    expect(desk.images.get(2)?.proposals).toBe(7);
    expect(desk.images.store.getState().counts.proposed).toBe(1);
  });

  it('announces the end of a job once, with a way to what it could not do', async () => {
    const studio = fakeStudio();
    const { desk } = await openDesk(studio);
    studio.send('job/progress', { ...job, done: 1 });
    const message = '2 pictures pre-labelled, 1 could not be read.';
    const end = { ...job, state: 'done', done: 3, problems: 1, message } as const;
    studio.send('job/progress', end);
    studio.send('job/progress', end);
    expect(desk.notices.store.getState().announcement).toEqual({ text: message, nonce: 1 });
    const notice = desk.notices.store.getState().notices.find(({ text }) => text === message);
    notice?.action?.run();
    expect(desk.view.getState().dialog).toEqual({ kind: 'job-problems', job: 1 });
  });

  it('runs the command that the menu chose, and lets an unknown one be', async () => {
    const studio = fakeStudio();
    const { desk } = await openDesk(studio);
    studio.send('command', { id: 'view.palette' });
    expect(desk.view.getState().dialog?.kind).toBe('palette');
    studio.send('command', { id: 'no.such-command' });
  });

  it('does not let a project be closed over edits that cannot be saved', async () => {
    const studio = fakeStudio();
    const { desk } = await openDesk(studio);
    studio.failNext('image/apply', ...Array.from({ length: 10_000 }, () => diskFull));
    desk.document.edit(
      edits.draw(desk.ids.next(), { x1: 1, y1: 1, x2: 9, y2: 9 }, 1, { width: 320, height: 240 }),
      deed('draw'),
    );
    await desk.flow.close();
    expect(desk.project.getState().phase).toBe('open');
    expect(saveOf(desk).pending).toBe(1);
    expect(studio.asked.some(({ name }) => name === 'project/close')).toBe(false);
    desk.document.close();
  });

  it('keeps a setting at once and sends what rested, once', async () => {
    const studio = fakeStudio();
    const { desk } = await openDesk(studio);
    for (const listWidth of [250, 255, 260]) desk.settings.set({ listWidth });
    desk.settings.set({ filmstrip: true });
    expect(desk.settings.store.getState()).toMatchObject({ listWidth: 260, filmstrip: true });
    await until(() => studio.asked.some(({ name }) => name === 'settings/set'));
    expect(studio.asked.filter(({ name }) => name === 'settings/set').map(({ request }) => request)).toEqual([
      { listWidth: 260, filmstrip: true },
    ]);
    expect(desk.settings.store.getState().theme).toBe(settings.theme);
  });

  it('turns a call that breaks into a notice', async () => {
    const studio = fakeStudio();
    const { desk } = await openDesk(studio);
    studio.ask = () => Promise.reject(new Error('main is gone'));
    const reply = await desk.studio.ask('jobs/list', {});
    expect(reply.ok).toBe(false);
    await desk.flow.rescan();
    expect(desk.notices.store.getState().notices.at(-1)).toMatchObject({ tone: 'bad' });
  });

  it('offers to take the merge of two classes back', async () => {
    const studio = fakeStudio();
    const { desk } = await openDesk(studio);
    await desk.categories.edit({ kind: 'merge', from: 2, into: 1 });
    expect(desk.categories.store.getState().list.map(({ name }) => name)).toEqual(['platelet', 'wbc']);
    expect(desk.categories.standingFor(2)).toBe(1);
    const notice = desk.notices.store.getState().notices.at(-1);
    expect(notice).toMatchObject({ text: 'Merged rbc into platelet.', action: { label: 'Undo' } });
    notice?.action?.run();
    await until(() => desk.categories.store.getState().list.length === 3);
    expect(desk.categories.standingFor(2)).toBe(2);
  });

  it('reads the boxes of the picture on screen again when main changed them, and of no other', async () => {
    const studio = fakeStudio();
    const { desk } = await openDesk(studio);
    const read = () => studio.asked.filter(({ name }) => name === 'image/annotations').length;
    const before = read();
    studio.put(1, proposal(7, 0.8));
    studio.send('annotations/changed', { images: [2, 3], by: 'prelabel' });
    expect(read()).toBe(before);
    studio.send('annotations/changed', { images: [1, 2], by: 'prelabel' });
    await until(() => annotationsOf(desk).has(7));
  });
});

describe('the ids of new boxes', () => {
  it('come out of the block in order, and the next block is there before the first one ends', async () => {
    let asked = 0;
    const ids = createIds(async () => ({ first: 5000 + 1000 * asked++, last: 5999 + 1000 * (asked - 1) }));
    ids.reset({ first: 1, last: 600 });
    const given = new Set<number>();
    for (let taken = 0; taken < 3000; taken++) {
      given.add(ids.next());
      if (taken % 50 === 0) await Promise.resolve();
    }
    expect(given.size).toBe(3000);
    expect(Math.max(...given)).toBeGreaterThan(5000);
  });

  it('are never given twice, not even when main cannot reserve more: then it says so', async () => {
    const ids = createIds(async () => undefined);
    ids.reset({ first: 1, last: 3 });
    expect([ids.next(), ids.next(), ids.next()]).toEqual([1, 2, 3]);
    expect(ids.left()).toBe(0);
    expect(() => ids.next()).toThrow(/run out of ids/);
  });

  it('of a project that was closed are not used in the next one', async () => {
    let answer: (block: { first: number; last: number }) => void = () => {};
    const ids = createIds(() => new Promise((resolve) => (answer = resolve)));
    ids.reset({ first: 1, last: 10 });
    const late = answer;
    ids.reset({ first: 100, last: 800 });
    late({ first: 11, last: 20 });
    await Promise.resolve();
    expect(ids.left()).toBe(701);
  });
});
