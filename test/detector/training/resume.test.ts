// Runs that are left, killed and taken up again come to the same model as one that nobody disturbed.
import { truncate } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ModelFiles } from '../../../src/common/protocol.ts';
import type { TrainingEvent, TrainingPlan } from '../../../src/common/training.ts';
import { runFiles } from '../../../src/common/training.ts';
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
  workplace,
} from './trainerProcess.ts';
import type { Workplace } from './trainerProcess.ts';

/** One share, so that a run needs one thread; six updates a pass. */
const recipe = { shares: 1, pictures: 2 };
const [epochs, steps] = [50, 300];
const isValidation = ({ kind }: TrainingEvent): boolean => kind === 'validation';

vi.setConfig({ testTimeout: patience, hookTimeout: patience });

let place: Workplace;
let client: DetectorClient;
let from: ModelFiles;
let undisturbed: Buffer;
beforeAll(async () => {
  place = await workplace();
  const { values: _, ...files } = await microModel(path.join(place.folder, 'micro'), classes);
  from = files;
  client = await place.open(recipe);
  const folder = await newRun();
  const { outcome, events } = await finish(client, folder);
  expect(outcome).toMatchObject({ end: 'finished', steps });
  expect(events.filter(isValidation).length).toBeGreaterThan(5);
  undisturbed = await modelBytes(folder);
});
afterAll(() => place.close());

function newRun(changes: Partial<TrainingPlan> = {}): Promise<string> {
  return place.run({ from, budget: { epochs }, ...changes });
}

describe('a run', () => {
  it('that is left keeps its checkpoint, writes no model, and goes on to the same model, twice left', async () => {
    const folder = await newRun();
    const first = start(client, folder);
    // Left at once, in its first updates.
    await first.next(isPhase('training'));
    first.leave();
    expect(await first.reply).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
    expect(hasModel(folder)).toBe(false);
    const one = await savedStep(folder);
    expect(one).toBeLessThan(steps);

    // Left again while it is paused, after a validation.
    const second = start(client, folder);
    await second.next(isValidation);
    await client.call('steerTraining', { action: 'pause' });
    await second.next(isPhase('paused'));
    second.leave();
    expect(await second.reply).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
    expect(hasModel(folder)).toBe(false);
    const two = await savedStep(folder);
    expect(two).toBeGreaterThan(one);
    expect(two).toBeLessThan(steps);

    const { outcome, events } = await finish(client, folder);
    expect(outcome).toMatchObject({ end: 'finished', steps });
    expect(Math.min(...events.filter(isProgress).map(({ step }) => step))).toBeGreaterThan(two);
    expect((await modelBytes(folder)).equals(undisturbed)).toBe(true);
  });

  it('whose process is killed loses only what came after its checkpoint, and goes on to the same model', async () => {
    const folder = await newRun();
    const running = start(client, folder);
    await running.next(isPhase('training'));
    await client.call('steerTraining', { action: 'pause' });
    await running.next(isPhase('paused'));
    const saved = await savedStep(folder);
    await client.call('steerTraining', { action: 'continue' });
    await running.next(isValidation);
    process.kill(client.pid as number, 'SIGKILL');
    expect(await running.reply).toMatchObject({ ok: false, failure: { kind: 'detector' } });
    expect(hasModel(folder)).toBe(false);
    expect(await savedStep(folder)).toBeGreaterThanOrEqual(saved);

    // The client starts the next process by itself, with the recipe of before.
    const next = await place.open(recipe);
    const { outcome, events } = await finish(next, folder);
    expect(outcome).toMatchObject({ end: 'finished', steps });
    expect(events.filter(isProgress).every(({ step }) => step > saved)).toBe(true);
    expect((await modelBytes(folder)).equals(undisturbed)).toBe(true);
    await client.close();
    client = next;
  });

  it('that is asked for again after its end writes the same model, and fails with a reason once its checkpoint is damaged', async () => {
    const folder = await newRun({ budget: { epochs: 1 } });
    const { outcome } = await finish(client, folder);
    const model = await modelBytes(folder);
    const again = await finish(client, folder);
    expect(again.outcome.steps).toBe(outcome.steps);
    expect(again.events.some(isProgress)).toBe(false);
    expect((await modelBytes(folder)).equals(model)).toBe(true);
    await truncate(path.join(folder, runFiles.last), 5000);
    const result = await start(client, folder).reply;
    expect(result).toMatchObject({ ok: false, failure: { kind: 'unreadable' } });
    expect(!result.ok && result.failure.message).toContain(runFiles.last);
  });
});
