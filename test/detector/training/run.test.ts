// Whole runs in a process of their own: steered, ended early, with bad pictures and bad inputs. That they can be taken up again is
// in resume.test.ts, what they leave in exportModel.test.ts.
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readSafetensors } from '../../../src/common/fcos/checkpoint/safetensors.ts';
import { onnxWeights } from '../../../src/common/graph/onnxWeights.ts';
import type { ModelFiles } from '../../../src/common/protocol.ts';
import { runFiles } from '../../../src/common/training.ts';
import type { TrainingData, TrainingPicture, TrainingPlan } from '../../../src/common/training.ts';
import type { DetectorClient } from '../../../src/main/detector/client.ts';
import { microModel } from './micro.ts';
import {
  classes,
  finish,
  hasModel,
  isPhase,
  isProgress,
  modelBytes,
  patience,
  savedStep,
  start,
  warningsOf,
  workplace,
} from './trainerProcess.ts';
import type { Workplace } from './trainerProcess.ts';

/** One share, so that a run needs one thread; six updates a pass. */
const thrifty = { shares: 1, pictures: 2 };

vi.setConfig({ testTimeout: patience, hookTimeout: patience });

let place: Workplace;
let client: DetectorClient;
let from: ModelFiles;
beforeAll(async () => {
  place = await workplace();
  const { values: _, ...files } = await microModel(path.join(place.folder, 'micro'), classes);
  from = files;
  client = await place.open(thrifty);
});
afterAll(() => place.close());

const newRun = (plan: Partial<TrainingPlan> = {}, data: Partial<TrainingData> = {}): Promise<string> =>
  place.run({ from, ...plan }, data);

describe('a run that is steered', () => {
  it('stands still while it is paused, goes on, and leaves a model when it is stopped', async () => {
    const folder = await newRun({ budget: { minutes: 60 } });
    const running = start(client, folder);
    await running.next(isPhase('training'));
    await client.call('steerTraining', { action: 'pause' });
    await running.next(isPhase('paused'));
    const step = await savedStep(folder);
    const told = running.events.length;
    // A second process would be refused, and a second run of this one is.
    const second = await client.call('train', { folder: await newRun() });
    expect(second).toMatchObject({ ok: false, failure: { kind: 'busy' } });
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(running.events).toHaveLength(told);
    expect(await savedStep(folder)).toBe(step);

    await client.call('steerTraining', { action: 'continue' });
    const progress = await running.next(isProgress);
    expect(isProgress(progress) && progress.step).toBeGreaterThan(step);
    expect(isProgress(progress) && progress.share).toBeLessThan(0.5);
    await client.call('steerTraining', { action: 'stop' });
    const result = await running.reply;
    expect(result).toMatchObject({ ok: true, value: { end: 'stopped', model: { id: 'run' } } });
    expect(hasModel(folder)).toBe(true);
    // What was stopped before its first validation is validated all the same.
    expect(running.events.some(({ kind }) => kind === 'validation')).toBe(true);
    expect(running.events.filter(isPhase('exporting'))).toHaveLength(1);
    expect(await client.call('steerTraining', { action: 'pause' })).toMatchObject({ failure: { kind: 'not-found' } });
  });

  it('is stopped out of a pause, before its first update, with the weights it started from', async () => {
    const folder = await newRun({ budget: { epochs: 1000 } });
    const running = start(client, folder);
    await client.call('steerTraining', { action: 'pause' });
    await running.next(isPhase('paused'));
    await client.call('steerTraining', { action: 'stop' });
    expect(await running.reply).toMatchObject({ ok: true, value: { end: 'stopped', steps: 0 } });
    const weights = onnxWeights(await modelBytes(folder));
    const started = onnxWeights(await readFile(from.onnxPath));
    const name = 'backbone.body.layer3.0.conv1.weight';
    expect(weights.get(name)).toEqual(started.get(name));
  });
});

describe('a run', () => {
  it('tells its progress, and remembers what it told', async () => {
    const folder = await newRun({ budget: { epochs: 4 } });
    const { outcome, events } = await finish(client, folder);
    const progress = events.filter(isProgress);
    const last = progress.at(-1);
    expect(last).toMatchObject({ step: 24, epoch: 4, share: 1, secondsLeft: 0 });
    expect(last?.picturesPerSecond).toBeGreaterThan(0);
    for (const loss of Object.values(last?.losses ?? {})) expect(loss).toBeGreaterThan(0);
    expect(outcome).toMatchObject({ end: 'finished', steps: 24, epochs: 4 });
    expect(outcome.seconds).toBeGreaterThan(0);
    const lines = (await readFile(path.join(folder, runFiles.history), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(events);
    expect(JSON.parse(await readFile(path.join(folder, runFiles.outcome), 'utf8'))).toEqual(outcome);
    const [validation] = events.filter((event) => event.kind === 'validation');
    expect(validation).toMatchObject({ step: 24, isBest: true, figures: outcome.figures });
    expect(validation?.samples.map(({ id }) => id)).toEqual(place.validation.map(({ id }) => id));
  });

  it('without validation pictures comes to the same model, and with another seed to another', async () => {
    const ended = async (plan: Partial<TrainingPlan>, data: Partial<TrainingData>): Promise<Buffer> => {
      const folder = await newRun({ budget: { epochs: 2 }, ...plan }, data);
      const { outcome, events } = await finish(client, folder);
      const isValidated = data.validation === undefined;
      expect(outcome.figures !== undefined).toBe(isValidated);
      expect(events.some(({ kind }) => kind === 'validation')).toBe(isValidated);
      return modelBytes(folder);
    };
    const model = await ended({}, {});
    expect((await ended({}, { validation: [] })).equals(model)).toBe(true);
    expect((await ended({ seed: 2 }, { validation: [] })).equals(model)).toBe(false);
  });

  it('ends when validation has not improved for as long as it may', async () => {
    // Nothing can be found on them: the first validation is the best.
    const blank = place.validation.map((picture) => ({
      ...picture,
      boxes: [{ box: { x1: 1, y1: 1, x2: 2.5, y2: 60 }, label: 1 }],
    }));
    const folder = await newRun({ budget: { epochs: 200 }, patience: 1 }, { validation: blank });
    const { outcome, events } = await finish(client, folder);
    expect(outcome.end).toBe('converged');
    expect(outcome.steps).toBeLessThan(600);
    // Not validated once more at its end.
    expect(events.filter(({ kind }) => kind === 'validation')).toHaveLength(2);
    expect(hasModel(folder)).toBe(true);
  });

  it('whose losses explode from the start takes its weights back, says so and fails', async () => {
    const wild = await place.open({ ...thrifty, peakRate: 1e6 });
    const folder = await newRun({ budget: { epochs: 50 } });
    const running = start(wild, folder);
    const result = await running.reply;
    expect(result).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect(!result.ok && result.failure.message).toContain('exploded from the start');
    const warnings = warningsOf(running.events);
    expect(warnings).toHaveLength(5);
    for (const warning of warnings) expect(warning).toMatch(/exploded at update \d+.*taken back/);
    expect(hasModel(folder)).toBe(false);
    await wild.close();
  });

  it('whose losses explode later ends with the weights of its last checkpoint', async () => {
    const folder = await newRun({ budget: { minutes: 60 } }, { validation: [] });
    const running = start(client, folder);
    await running.next(isProgress);
    running.leave();
    await running.reply;
    const saved = readSafetensors(await readFile(path.join(folder, runFiles.last))).tensors;
    const wild = await place.open({ ...thrifty, peakRate: 1e6 });
    const { outcome, events } = await finish(wild, folder);
    expect(outcome.end).toBe('stopped');
    expect(warningsOf(events)).toHaveLength(5);
    const weights = [...onnxWeights(await modelBytes(folder))].filter(([name]) => saved.has(`average/${name}`));
    expect(weights.length).toBeGreaterThan(30);
    for (const [name, { values }] of weights) expect(values).toEqual(saved.get(`average/${name}`)?.read());
    await wild.close();
  });

  it('leaves out a picture that cannot be read, with a warning, and learns from one without boxes', async () => {
    const broken = path.join(place.folder, 'broken.png');
    await writeFile(broken, 'no picture');
    const pictures: TrainingPicture[] = [
      { id: 1, path: broken, boxes: [{ box: { x1: 1, y1: 1, x2: 20, y2: 20 }, label: 0 }] },
      { ...(place.train[0] as TrainingPicture), boxes: [] },
      place.train[1] as TrainingPicture,
    ];
    const { outcome, events } = await finish(
      client,
      await newRun({ budget: { epochs: 4 } }, { train: pictures, validation: [] }),
    );
    expect(outcome.end).toBe('finished');
    expect(warningsOf(events)).toEqual([expect.stringMatching(/broken\.png is left out: .+/)]);
    for (const event of events.filter(isProgress))
      expect(Object.values(event.losses).every(Number.isFinite)).toBe(true);
  });

  it('learns from pictures none of which has a box', async () => {
    const train = place.train.map((picture) => ({ ...picture, boxes: [] }));
    const { outcome, events } = await finish(
      client,
      await newRun({ budget: { epochs: 1 } }, { train, validation: [] }),
    );
    expect(outcome.end).toBe('finished');
    expect(events.filter(isProgress).at(-1)?.losses).toMatchObject({ box: 0, centreness: 0 });
  });

  it('fails when no picture can be read', async () => {
    const train = place.train.slice(0, 2).map((picture) => ({ ...picture, path: `${picture.path}.gone` }));
    const folder = await newRun({}, { train });
    const running = start(client, folder);
    expect(await running.reply).toMatchObject({ ok: false, failure: { kind: 'unreadable' } });
    expect(warningsOf(running.events)).toHaveLength(2);
    expect(hasModel(folder)).toBe(false);
  });
});

describe('a run is refused with a reason', () => {
  const reason = async (folder: string): Promise<unknown> => {
    const result = await start(client, folder).reply;
    expect(hasModel(folder)).toBe(false);
    return result.ok ? undefined : { kind: result.failure.kind, message: result.failure.message };
  };
  const refusal = (kind: string, message: RegExp): unknown => ({ kind, message: expect.stringMatching(message) });

  it('without its plan or data, or with damaged ones', async () => {
    for (const file of [runFiles.plan, runFiles.data]) {
      const folder = await newRun();
      await rm(path.join(folder, file));
      expect(await reason(folder)).toEqual(refusal('not-found', new RegExp(file)));
    }
    const cut = await newRun();
    await writeFile(path.join(cut, runFiles.plan), '{"format":1,');
    expect(await reason(cut)).toEqual(refusal('unreadable', /plan\.json/));
    const changed = await newRun();
    await writeFile(path.join(changed, runFiles.data), '{}');
    expect(await reason(changed)).toEqual(refusal('invalid', /not what its plan was made for/));
  });

  it.each<[string, Partial<TrainingPlan>, Partial<TrainingData>, RegExp]>([
    ['pixels that are no multiple of 32', { pixels: 100 }, {}, /plan\.json: pixels/],
    ['an id that no model can have', { id: '../run' }, {}, /plan\.json: id/],
    ['a budget of nothing', { budget: { epochs: 0 } }, {}, /plan\.json: budget/],
    ['no classes', {}, { classes: [], train: [], validation: [] }, /data\.json: classes/],
    ['no pictures', {}, { train: [] }, /data\.json: train/],
    ['category ids for other classes', {}, { categoryIds: [1, 2, 3] }, /data\.json: categoryIds: must be as many/],
    ['a box of a class that is not there', {}, { classes: ['square'], categoryIds: [1] }, /has the class 1/],
  ])('with %s', async (_, plan, data, message) => {
    expect(await reason(await newRun(plan, data))).toEqual(refusal('invalid', message));
  });

  it('from a model that is gone or damaged', async () => {
    const gone = { ...from, onnxPath: `${from.onnxPath}.gone` };
    expect(await reason(await newRun({ from: gone }))).toEqual(refusal('not-found', /model micro/));
    const damaged = { ...from, onnxPath: path.join(place.folder, 'damaged.onnx') };
    await writeFile(damaged.onnxPath, (await readFile(from.onnxPath)).subarray(0, 5000));
    expect(await reason(await newRun({ from: damaged }))).toEqual(refusal('unreadable', /./));
    const strange = { ...from, cardPath: path.join(place.folder, 'strange.json') };
    await writeFile(strange.cardPath, '{}');
    expect(await reason(await newRun({ from: strange }))).toEqual(refusal('invalid', /card/));
  });
});

describe('a measurement', () => {
  it('of what an update costs counts parameters and takes some time', async () => {
    const result = await client.call('measureTraining', { size: 'nano', from, classes: 2, pixels: 64 });
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value.parameters).toBeGreaterThan(10_000);
    expect(result.value.parameters).toBeLessThan(100_000);
    expect(result.value.secondsPerStep).toBeGreaterThan(0);
    expect(result.value.picturesPerStep).toBe(4);
    expect(result.value.memoryBytes).toBeGreaterThan(1e7);
  });
});
