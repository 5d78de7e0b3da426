import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../../src/common/result.ts';
import type { RunSummary, TrainingWish } from '../../../src/common/training.ts';
import { findModel } from '../../../src/main/project/models.ts';
import { closeProject, openProject } from '../../../src/main/project/project.ts';
import type { TrainingRuns } from '../../../src/main/project/trainingRuns.ts';
import { inRuns, makeSetting, runFolderOf, until, wish, type Setting } from './trainingFixture.ts';

let setting: Setting;
let runs: TrainingRuns;
beforeEach(async () => {
  setting = await makeSetting();
  runs = setting.open();
});
afterEach(async () => {
  await setting.close();
});

const named = (name: string): TrainingWish => ({ ...wish, name });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (caught: unknown) => failureOf(caught),
  );
function record(id: string): RunSummary {
  return JSON.parse(readFileSync(path.join(runFolderOf(setting.project, id), 'run.json'), 'utf8')) as RunSummary;
}
const states = (): string[] =>
  setting.told.summaries.map(({ state }) => state).filter((state, index, all) => state !== all[index - 1]);
const hasProgress = (): boolean => setting.told.events.some(({ kind }) => kind === 'progress');

describe('a training run', () => {
  it('trains, tells what the trainer says, and ends with a model among the models of the user', async () => {
    const run = await runs.start(named('First model'));
    expect(run.summary).toMatchObject({ state: 'running', phase: 'starting', pictures: 8, validationPictures: 2 });
    const ended = await run.ended;
    expect(ended).toMatchObject({ state: 'done', best: { AP50: 0.8 }, progress: { step: 20 } });
    expect(ended.phase).toBeUndefined();
    expect(states()).toEqual(['running', 'done']);
    expect(setting.told.summaries.map(({ phase }) => phase)).toEqual(['starting', 'training', 'exporting', undefined]);
    expect(setting.told.events.filter(({ kind }) => kind === 'progress')).toHaveLength(20);
    const model = await findModel(setting.store, 'first_model');
    expect(model).toMatchObject({ origin: 'trained', card: { name: 'First model' }, files: ended.outcome?.model });
    expect(model.files.onnxPath.startsWith(setting.store.own)).toBe(true);
    expect(record(run.id)).toMatchObject({ state: 'done', outcome: { end: 'finished' } });
    expect(await runs.list()).toEqual([ended]);
    expect(setting.trainers[0]?.pid).toBeUndefined();
  });

  it('is alone: another one and its continuation have to wait', async () => {
    const run = await runs.start(named('slow'));
    expect(await refusal(runs.start(wish))).toMatchObject({ kind: 'busy' });
    expect(await refusal(runs.resume(run.id))).toMatchObject({ kind: 'busy' });
    const both = setting.open();
    await runs.close();
    const [one, two] = await Promise.allSettled([both.start(wish), both.start(wish)]);
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('waits and goes on when it is told, and stops with a model', async () => {
    const run = await runs.start(named('slow'));
    await until(hasProgress);
    expect(await runs.steer(run.id, 'pause')).toMatchObject({ state: 'paused' });
    await until(() => run.summary.phase === 'paused');
    const at = setting.told.events.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(setting.told.events).toHaveLength(at);
    expect(await runs.steer(run.id, 'continue')).toMatchObject({ state: 'running' });
    await until(() => setting.told.events.length > at + 2);
    expect(await runs.steer(run.id, 'stop')).toMatchObject({ state: 'stopping' });
    expect(await refusal(runs.steer(run.id, 'pause'))).toMatchObject({ kind: 'busy' });
    expect(await run.ended).toMatchObject({ state: 'done', outcome: { end: 'stopped' } });
    expect(states()).toEqual(['running', 'paused', 'running', 'stopping', 'done']);
    expect(await refusal(runs.steer(run.id, 'stop'))).toMatchObject({ kind: 'invalid' });
  });

  it('that is paused before its process can hear is told then', async () => {
    const run = await runs.start(named('slow'));
    expect(await runs.steer(run.id, 'pause')).toMatchObject({ state: 'paused' });
    await until(() => run.summary.phase === 'paused');
    expect(record(run.id)).toMatchObject({ state: 'paused' });
  });

  it('keeps its state when the trainer does not listen', async () => {
    const run = await runs.start(named('slow stubborn'));
    await until(hasProgress);
    expect(await refusal(runs.steer(run.id, 'pause'))).toMatchObject({ message: 'It does not listen.' });
    expect(run.summary.state).toBe('running');
  });

  it('whose process is killed goes on by itself from its checkpoint', async () => {
    const run = await runs.start(named('dies once'));
    expect(await run.ended).toMatchObject({ state: 'done' });
    expect(setting.told.events).toContainEqual({
      kind: 'warning',
      message: expect.stringContaining('started again') as string,
    });
    const steps = setting.told.events.flatMap((event) => (event.kind === 'progress' ? [event.step] : []));
    // The checkpoint was at 5, the death at 7.
    expect(steps.slice(5, 9)).toEqual([6, 7, 6, 7]);
    expect(setting.forks()).toBe(2);
    expect(setting.told.notes.join(' ')).toContain('SIGKILL');
    const { history } = await runs.detail(run.id);
    expect(history.filter(({ kind }) => kind === 'progress')).toHaveLength(20);
  });

  it('that is paused stays so when its process is killed', async () => {
    const run = await runs.start(named('slow'));
    await until(hasProgress);
    await runs.steer(run.id, 'pause');
    await until(() => run.summary.phase === 'paused');
    process.kill(setting.trainers[0]?.pid ?? 0, 'SIGKILL');
    await until(() => run.summary.phase === 'starting');
    await until(() => run.summary.phase === 'paused');
    expect(run.summary.state).toBe('paused');
  });

  it('whose process dies twice is interrupted, and goes on when it is told', async () => {
    const run = await runs.start(named('dies always'));
    const ended = await run.ended;
    expect(ended).toMatchObject({ state: 'interrupted', message: expect.stringContaining('Continue') as string });
    expect(record(run.id)).toMatchObject({ state: 'interrupted', progress: { step: 7 } });
    expect(await runs.list()).toEqual([ended]);
    const plan = path.join(runFolderOf(setting.project, run.id), 'plan.json');
    writeFileSync(plan, readFileSync(plan, 'utf8').replace('dies always', 'lives now'));
    const again = await runs.resume(run.id);
    expect(again.summary).toMatchObject({ state: 'running', progress: { step: 7 } });
    expect(again.summary.message).toBeUndefined();
    expect(await again.ended).toMatchObject({ state: 'done' });
    expect(await refusal(runs.resume(run.id))).toMatchObject({ kind: 'invalid' });
  });

  it('fails with the reason of the trainer, and cannot go on then', async () => {
    const run = await runs.start(named('fails'));
    expect(await run.ended).toMatchObject({ state: 'failed', message: 'The losses exploded from the start.' });
    expect(await refusal(runs.resume(run.id))).toMatchObject({ kind: 'invalid' });
    const none = await runs.start(named('no model'));
    expect(await none.ended).toMatchObject({ state: 'failed', message: expect.stringContaining('model') as string });
    expect(existsSync(setting.store.own)).toBe(false);
  });

  it('that met a full disk can go on when there is room', async () => {
    const run = await runs.start(named('disk'));
    expect(await run.ended).toMatchObject({
      state: 'interrupted',
      message: expect.stringMatching(/^The disk is full\. Continue/) as string,
    });
    expect(await (await runs.resume(run.id)).ended).toMatchObject({ state: 'done' });
  });
});

describe('the model of a run', () => {
  it('that cannot be kept is kept when the run is continued, without training again', async () => {
    writeFileSync(setting.store.own, 'a file where the folder should be');
    const run = await runs.start(named('Kept'));
    expect(await run.ended).toMatchObject({
      state: 'interrupted',
      message: expect.stringContaining('could not be kept') as string,
    });
    rmSync(setting.store.own);
    const before = setting.told.events.length;
    expect(await (await runs.resume(run.id)).ended).toMatchObject({
      state: 'done',
      outcome: { model: { id: 'kept' } },
    });
    expect(setting.told.events).toHaveLength(before);
  });

  it('gets another id when its own was taken meanwhile, and is not published twice', async () => {
    const run = await runs.start(named('slow one'));
    await until(hasProgress);
    mkdirSync(setting.store.own);
    writeFileSync(path.join(setting.store.own, 'slow_one.onnx'), 'of somebody else');
    await runs.steer(run.id, 'stop');
    const ended = await run.ended;
    expect(ended).toMatchObject({ state: 'done', outcome: { model: { id: 'slow_one_2' } } });
    expect((await findModel(setting.store, 'slow_one_2')).card.id).toBe('slow_one_2');
    // The program was killed between the publication and its note.
    const file = path.join(runFolderOf(setting.project, run.id), 'run.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"state":"done"', '"state":"running"'));
    expect(await runs.list()).toMatchObject([{ state: 'interrupted' }]);
    const again = await (await runs.resume(run.id)).ended;
    expect(again.outcome?.model).toEqual(ended.outcome?.model);
  });
});

describe('the runs of a project', () => {
  it('are ended with their checkpoint when it is closed, and go on after it is opened again', async () => {
    const run = await runs.start(named('slow'));
    await until(() => (run.summary.progress?.step ?? 0) > 5);
    await runs.close();
    expect(await run.ended).toMatchObject({
      state: 'interrupted',
      message: expect.stringContaining('closed') as string,
    });
    expect(await refusal(runs.start(wish))).toMatchObject({ kind: 'cancelled' });
    closeProject(setting.project);
    const reopened = await openProject(setting.project.folder, { access: 'write' });
    const later = setting.open(reopened);
    expect(await later.list()).toMatchObject([{ id: run.id, state: 'interrupted' }]);
    const again = await later.resume(run.id);
    await until(() => (again.summary.progress?.step ?? 0) > 7);
    await later.steer(run.id, 'stop');
    expect(await again.ended).toMatchObject({ state: 'done' });
    closeProject(reopened);
  });

  it('are closed also when the trainer does not listen', async () => {
    const run = await runs.start(named('slow deaf'));
    await until(hasProgress);
    await runs.close();
    expect(await run.ended).toMatchObject({ state: 'interrupted' });
  });

  it('that say that they go on and that nobody runs were cut off, and show how far they came', async () => {
    const run = await runs.start(named('dies always'));
    await run.ended;
    const file = path.join(runFolderOf(setting.project, run.id), 'run.json');
    const cut = { ...record(run.id), state: 'paused', progress: undefined, message: undefined };
    writeFileSync(file, JSON.stringify(cut));
    expect(await setting.open().list()).toMatchObject([
      { state: 'interrupted', progress: { step: 7 }, message: expect.stringContaining('Continue') as string },
    ]);
    // Somebody else has the project and may be running it.
    const reader = await openProject(setting.project.folder, { access: 'read' });
    const watched = setting.open(reader);
    expect(await watched.list()).toMatchObject([{ state: 'paused' }]);
    expect(await refusal(watched.start(wish))).toMatchObject({ kind: 'read-only' });
    expect(await refusal(watched.forget(run.id))).toMatchObject({ kind: 'read-only' });
    closeProject(reader);
  });

  it('are listed newest first; what is broken is left out with a word in the log', async () => {
    expect(await runs.list()).toEqual([]);
    const first = await (await runs.start(named('one'))).ended;
    const second = await (await runs.start(named('two'))).ended;
    expect((await runs.list()).map(({ id }) => id)).toEqual([second.id, first.id]);
    const broken = runFolderOf(setting.project, 'broken');
    mkdirSync(broken);
    mkdirSync(runFolderOf(setting.project, '.half-made'));
    writeFileSync(runFolderOf(setting.project, 'a-file'), 'no folder');
    expect(await runs.list()).toHaveLength(2);
    for (const text of ['no JSON', '{}', JSON.stringify({ ...first, format: 1, state: 'asleep' })]) {
      writeFileSync(path.join(broken, 'run.json'), text);
      expect(await runs.list()).toHaveLength(2);
    }
    expect(setting.told.notes.filter((note) => note.includes('left out'))).toHaveLength(4);
    expect(await refusal(runs.detail('broken'))).toMatchObject({ kind: 'invalid' });
    expect(await refusal(runs.detail('../../secrets'))).toMatchObject({ kind: 'not-found' });
  });

  it('show their course, and pictures with their truth: those that the trainer shows first', async () => {
    const run = await runs.start(named('one'));
    await run.ended;
    appendFileSync(path.join(runFolderOf(setting.project, run.id), 'history.jsonl'), '{"kind":"progr');
    const { summary, history, classes, samples } = await runs.detail(run.id);
    expect(summary).toMatchObject({ id: run.id, state: 'done' });
    expect(classes).toEqual(['cell', 'plate']);
    const shown = history.flatMap((event) => (event.kind === 'validation' ? event.samples.map(({ id }) => id) : []));
    expect(samples.map(({ image }) => image).sort()).toEqual([...shown].sort());
    expect(samples[0]?.truth[0]).toEqual({ box: { x1: 10, y1: 20, x2: 40, y2: 50 }, label: 0 });
    rmSync(path.join(runFolderOf(setting.project, run.id), 'data.json'));
    expect(await refusal(runs.detail(run.id))).toMatchObject({ kind: 'not-found' });
  });

  it('are forgotten whole, their models stay; one that goes on is not', async () => {
    const run = await runs.start(named('slow'));
    expect(await refusal(runs.forget(run.id))).toMatchObject({ kind: 'busy' });
    await until(hasProgress);
    await runs.steer(run.id, 'stop');
    await run.ended;
    await runs.forget(run.id);
    expect(await runs.list()).toEqual([]);
    expect(inRuns(setting.project)).toEqual([]);
    expect((await findModel(setting.store, 'slow')).origin).toBe('trained');
    expect(await refusal(runs.forget(run.id))).toMatchObject({ kind: 'not-found' });
  });

  it('leave nothing of a run that a killed program was just making', async () => {
    const half = runFolderOf(setting.project, '.20260101-000000');
    mkdirSync(half, { recursive: true });
    writeFileSync(path.join(half, 'data.json'), '{');
    await (
      await runs.start(wish)
    ).ended;
    expect(existsSync(half)).toBe(false);
    expect(inRuns(setting.project)).toHaveLength(1);
  });
});
