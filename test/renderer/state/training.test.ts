import { afterEach, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../../src/renderer/commands.ts';
import { takeAndPrelabel } from '../../../src/renderer/commands/training.ts';
import { blockOf, picturesFor, startersOf, usualStart } from '../../../src/renderer/state/trainingWish.ts';
import type { ModelSummary } from '../../../src/common/modelRecords.ts';
import type { Desk } from '../../../src/renderer/state/desk.ts';
import { box, diskFull, fakeStudio, type FakeStudio } from '../support/fakeStudio.ts';
import { ended, progress, runSummary, validation } from '../support/fakeTraining.ts';
import { openDesk, until } from '../support/openDesk.ts';

afterEach(() => {
  vi.useRealTimers();
});

const stateOf = (desk: Desk) => desk.training.store.getState();
const liveOf = (desk: Desk) => desk.training.live.store.getState();
const asked = (studio: FakeStudio, name: string) => studio.asked.filter((one) => one.name === name);
const lastNotice = (desk: Desk) => desk.notices.store.getState().notices.at(-1);

/** A project with one picture done, at the form for a new run. */
async function atTheForm(studio: FakeStudio = fakeStudio()) {
  studio.verdicts.set(1, [{ verdict: 'done' }]);
  const { desk } = await openDesk(studio);
  runCommand(desk, 'page.train');
  return { desk, studio };
}

describe('the runs of a project', () => {
  it('are read with the project, and the one that goes on is looked at', async () => {
    const studio = fakeStudio();
    studio.runs.push(runSummary('run-2'), ended('run-1'));
    const { desk } = await openDesk(studio);
    expect(stateOf(desk).runs.map(({ id }) => id)).toEqual(['run-2', 'run-1']);
    expect(stateOf(desk).chosen).toBe('run-2');
    await until(() => liveOf(desk).phase === 'ready');
    expect(liveOf(desk).classes).toEqual(['platelet', 'rbc', 'wbc']);
  });

  it('say why they could not be read, and can be read again', async () => {
    const studio = fakeStudio();
    studio.failNext('training/runs', diskFull);
    const { desk } = await openDesk(studio);
    expect(stateOf(desk)).toMatchObject({ phase: 'failed', failure: diskFull });
    await desk.training.load();
    expect(stateOf(desk)).toMatchObject({ phase: 'ready', failure: undefined });
  });

  it('are forgotten with the project', async () => {
    const studio = fakeStudio();
    studio.runs.push(ended('run-1'));
    const { desk } = await openDesk(studio);
    await desk.flow.close();
    expect(stateOf(desk)).toMatchObject({ phase: 'none', runs: [] });
  });

  it('lose the one that is forgotten, and the next is looked at', async () => {
    const studio = fakeStudio();
    studio.runs.push(ended('run-2'), ended('run-1'));
    const { desk } = await openDesk(studio);
    desk.training.choose('run-2');
    await desk.training.forget('run-2');
    expect(stateOf(desk).runs.map(({ id }) => id)).toEqual(['run-1']);
    expect(stateOf(desk).chosen).toBe('run-1');
  });
});

describe('starting a run', () => {
  it('saves what was edited, sends the wish with the model in use, and looks at the run', async () => {
    const { desk, studio } = await atTheForm();
    desk.training.setWish({ minutes: 30 });
    runCommand(desk, 'train.start');
    await until(() => stateOf(desk).chosen !== undefined);
    expect(asked(studio, 'training/start').map(({ request }) => request)).toMatchObject([
      { from: 'embedded', minutes: 30, pictures: 'done', validationShare: 0.15, pixels: 320 },
    ]);
    expect(stateOf(desk).runs).toHaveLength(1);
  });

  it('is told when it fails, and can be tried again', async () => {
    const { desk, studio } = await atTheForm();
    studio.failNext('training/start', diskFull);
    await desk.training.start();
    expect(lastNotice(desk)).toMatchObject({ tone: 'bad', text: diskFull.message });
    expect(stateOf(desk)).toMatchObject({ asking: 'nothing', chosen: undefined });
  });

  it('does not happen twice at two presses of the key', async () => {
    const { desk, studio } = await atTheForm();
    await Promise.all([desk.training.start(), desk.training.start()]);
    expect(asked(studio, 'training/start')).toHaveLength(1);
  });

  it('sends a name that was given, and none that was emptied again', async () => {
    const { desk } = await atTheForm();
    desk.training.setWish({ name: '  Night run ' });
    expect(desk.training.wishOf().name).toBe('Night run');
    desk.training.setWish({ name: ' ' });
    expect('name' in desk.training.wishOf()).toBe(false);
  });

  it('starts from what the project taught, else from the starter, else from the model in use', () => {
    const model = (id: string, origin: ModelSummary['origin']): ModelSummary => {
      return {
        id,
        origin,
        name: id,
        classes: ['cell'],
        parameters: 1,
        input: '',
        shownFrom: 0.4,
        scoreFloor: 0.2,
        trainable: true,
      };
    };
    const embedded = [model('cells', 'embedded'), model('starter', 'embedded')];
    expect(usualStart([...embedded, model('mine', 'trained')], 'mine')).toBe('mine');
    expect(usualStart(embedded, 'cells')).toBe('starter');
    expect(usualStart(embedded.slice(0, 1), 'cells')).toBe('cells');
    expect(usualStart([], undefined)).toBe(null);
  });

  it('is kept from by what is missing, the most telling first', () => {
    const studio = fakeStudio();
    const given = { readOnly: false, runs: [], images: [studio.summary(1)], pictures: 'done' } as const;
    expect(blockOf(given)).toBe('none-done');
    expect(blockOf({ ...given, pictures: 'labelled' })).toBe('none-labelled');
    expect(blockOf({ ...given, images: [] })).toBe('no-pictures');
    expect(blockOf({ ...given, runs: [runSummary('a')] })).toBe('running');
    expect(blockOf({ ...given, readOnly: true })).toBe('read-only');
    studio.verdicts.set(1, [{ verdict: 'done' }]);
    expect(blockOf({ ...given, images: [studio.summary(1)] })).toBeUndefined();
    expect(blockOf({ ...given, runs: [ended('a')], images: [studio.summary(1)] })).toBeUndefined();
  });

  it('counts pictures that are done without a box, and labelled ones at the wish alone, and none that cannot be read', () => {
    const studio = fakeStudio();
    studio.verdicts.set(1, [{ verdict: 'done' }]);
    studio.put(2, box(7));
    const images = [1, 2, 3].map((id) => studio.summary(id));
    expect([picturesFor(images, 'done'), picturesFor(images, 'labelled')]).toEqual([1, 2]);
    expect(picturesFor([{ ...images[0]!, problem: 'gone' }], 'done')).toBe(0);
  });

  it('offers what comes with the program first', () => {
    const model = { classes: [], parameters: 1, input: '', shownFrom: 0.4, scoreFloor: 0.2, trainable: true };
    const models = (['trained', 'embedded', 'imported'] as const).map((origin) => ({
      ...model,
      id: origin,
      name: origin,
      origin,
    }));
    expect(startersOf(models).map(({ id }) => id)).toEqual(['embedded', 'trained', 'imported']);
  });
});

describe('the estimate', () => {
  it('is asked once when the wish rests, and only for the last wish', async () => {
    const { desk, studio } = await atTheForm();
    vi.useFakeTimers();
    const giveUp = desk.training.estimateSoon();
    expect(stateOf(desk).estimate.phase).toBe('waiting');
    giveUp();
    desk.training.setWish({ pixels: 512 });
    desk.training.estimateSoon();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked(studio, 'training/estimate').map(({ request }) => request)).toMatchObject([{ pixels: 512 }]);
    expect(stateOf(desk).estimate).toMatchObject({ phase: 'ready', answer: { boxes: 412 } });
  });

  it('waits for the question that is on its way, and drops the answer to a wish of before', async () => {
    const { desk, studio } = await atTheForm();
    vi.useFakeTimers();
    const letGo = studio.hold('training/estimate');
    desk.training.estimateSoon();
    await vi.advanceTimersByTimeAsync(1000);
    desk.training.setWish({ pixels: 512 });
    desk.training.estimateSoon();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked(studio, 'training/estimate')).toHaveLength(1);
    letGo();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked(studio, 'training/estimate')).toHaveLength(2);
    expect(stateOf(desk).estimate.phase).toBe('ready');
  });

  it('says why it failed and keeps the answer of before in sight', async () => {
    const { desk, studio } = await atTheForm();
    vi.useFakeTimers();
    desk.training.estimateSoon();
    await vi.advanceTimersByTimeAsync(1000);
    studio.failNext('training/estimate', diskFull);
    desk.training.estimateSoon();
    expect(stateOf(desk).estimate).toMatchObject({ phase: 'waiting', answer: { boxes: 412 } });
    await vi.advanceTimersByTimeAsync(1000);
    expect(stateOf(desk).estimate).toMatchObject({ phase: 'failed', failure: diskFull });
  });
});

describe('an estimate that a start gives up', () => {
  it('is nothing to tell of', async () => {
    const { desk, studio } = await atTheForm();
    vi.useFakeTimers();
    studio.failNext('training/estimate', { kind: 'cancelled', message: 'A run starts.' });
    desk.training.estimateSoon();
    await vi.advanceTimersByTimeAsync(1000);
    expect(stateOf(desk).estimate.failure).toBeUndefined();
  });
});

describe('a run that goes on', () => {
  async function running() {
    const studio = fakeStudio();
    studio.runs.push(runSummary('run-1'));
    const { desk } = await openDesk(studio);
    await until(() => liveOf(desk).phase === 'ready');
    return { desk, studio };
  }

  it('grows by what the trainer says, and by nothing of another run', async () => {
    const { desk, studio } = await running();
    studio.send('training/event', { run: 'run-1', event: progress(90) });
    studio.send('training/event', { run: 'other', event: progress(500) });
    expect(liveOf(desk).history.progress.at(-1)?.step).toBe(90);
  });

  it('loses nothing of what is said while its course is read', async () => {
    const { desk, studio } = await running();
    const letGo = studio.hold('training/run');
    const read = desk.training.live.reload();
    studio.send('training/event', { run: 'run-1', event: progress(81) });
    studio.send('training/event', { run: 'run-1', event: validation(81) });
    letGo();
    await read;
    const { history } = liveOf(desk);
    expect(history.progress.at(-1)?.step).toBe(81);
    expect(history.validations.map(({ step }) => step)).toEqual([80, 81]);
  });

  it('asks for the truth of the pictures that the trainer chose to show, once', async () => {
    const { desk, studio } = await running();
    const before = asked(studio, 'training/run').length;
    const known = validation(82, { samples: [{ id: 1, detections: [] }] });
    studio.send('training/event', { run: 'run-1', event: known });
    expect(asked(studio, 'training/run')).toHaveLength(before);
    studio.send('training/event', { run: 'run-1', event: validation(83, { samples: [{ id: 2, detections: [] }] }) });
    expect(asked(studio, 'training/run')).toHaveLength(before + 1);
    expect(liveOf(desk).history.validations.map(({ step }) => step)).toEqual([80, 82, 83]);
  });

  it("is another program's where the project can only be read, and cannot be steered", async () => {
    const studio = fakeStudio({ project: { readOnly: true } });
    studio.runs.push(runSummary('run-1'));
    const { desk } = await openDesk(studio);
    for (const command of ['train.pause', 'train.stop']) runCommand(desk, command);
    expect(asked(studio, 'training/steer')).toEqual([]);
  });

  it('is drawn by the charts without anything else being asked again', async () => {
    const { desk, studio } = await running();
    let told = 0;
    desk.training.store.subscribe(() => (told += 1));
    studio.send('training/event', { run: 'run-1', event: progress(90) });
    expect(told).toBe(0);
  });

  it('pauses, goes on and stops by commands from any page', async () => {
    const { desk, studio } = await running();
    for (const command of ['train.pause', 'train.pause', 'train.stop']) {
      runCommand(desk, command);
      await until(() => stateOf(desk).asking === 'nothing');
    }
    expect(asked(studio, 'training/steer').map(({ request }) => request)).toEqual([
      { run: 'run-1', action: 'pause' },
      { run: 'run-1', action: 'continue' },
      { run: 'run-1', action: 'stop' },
    ]);
    expect(stateOf(desk).runs[0]?.state).toBe('stopping');
  });

  it('is not thrown away by the key that cancels a job', async () => {
    const { desk, studio } = await running();
    desk.jobs.update({ id: 4, kind: 'train', state: 'running', done: 1, total: 10, rate: 0, problems: 0 });
    runCommand(desk, 'jobs.cancel');
    expect(asked(studio, 'job/cancel')).toEqual([]);
  });

  it('says its end wherever the annotator is, with the way to it, and the new model is listed', async () => {
    const { desk, studio } = await running();
    const before = asked(studio, 'models/list').length;
    studio.send('training/changed', ended('run-1', 0.912));
    expect(lastNotice(desk)).toMatchObject({ tone: 'good', action: { label: 'Show the run' } });
    expect(lastNotice(desk)?.text).toContain('AP50 0.912');
    lastNotice(desk)?.action?.run();
    expect(desk.view.getState().page).toBe('train');
    await until(() => asked(studio, 'models/list').length > before);
  });

  it('only announces its end to whoever looks at it', async () => {
    const { desk, studio } = await running();
    runCommand(desk, 'page.train');
    studio.send('training/changed', ended('run-1'));
    expect(lastNotice(desk)).toBeUndefined();
    expect(desk.notices.store.getState().announcement.text).toContain('Training ended');
  });
});

describe('a run that ended', () => {
  async function atTheEnd() {
    const studio = fakeStudio({ pictures: 3 });
    studio.verdicts.set(1, [{ verdict: 'done' }]);
    studio.runs.push(ended('run-1'));
    const { desk } = await openDesk(studio);
    desk.training.choose('run-1');
    return { desk, studio };
  }

  it('is compared once, however often it is asked meanwhile', async () => {
    const { desk, studio } = await atTheEnd();
    await Promise.all([desk.training.compare('run-1'), desk.training.compare('run-1')]);
    expect(asked(studio, 'training/compare')).toHaveLength(1);
    expect(stateOf(desk).comparisons.get('run-1')).toMatchObject({ phase: 'ready' });
  });

  it('says why it could not be compared', async () => {
    const { desk, studio } = await atTheEnd();
    studio.failNext('training/compare', diskFull);
    await desk.training.compare('run-1');
    expect(stateOf(desk).comparisons.get('run-1')).toMatchObject({ phase: 'failed', failure: diskFull });
  });

  it('gives its model into use, and proposals for every picture that is not done', async () => {
    const { desk, studio } = await atTheEnd();
    await takeAndPrelabel(desk, 'model-run-1');
    expect(desk.project.getState().project?.model).toBe('model-run-1');
    expect(asked(studio, 'prelabel/start').map(({ request }) => request)).toEqual([{ images: [2, 3] }]);
  });

  it('pre-labels nothing with a model that could not be taken into use', async () => {
    const { desk, studio } = await atTheEnd();
    studio.failNext('models/use', diskFull);
    await takeAndPrelabel(desk, 'model-run-1');
    expect(asked(studio, 'prelabel/start')).toEqual([]);
  });
});
