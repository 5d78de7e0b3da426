import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Handlers } from '../../../src/common/contract.ts';
import type { JobProgress } from '../../../src/common/records.ts';
import type { TrainingWish } from '../../../src/common/training.ts';
import { trainingHandlers } from '../../../src/main/handlers/training.ts';
import { Jobs } from '../../../src/main/jobs.ts';
import type { TrainingRuns } from '../../../src/main/project/trainingRuns.ts';
import { requestSchemas } from '../../../src/main/requestSchemas.ts';
import type { Workspace } from '../../../src/main/workspace.ts';
import { makeSetting, until, wish, type Setting } from '../project/trainingFixture.ts';

let setting: Setting;
let runs: TrainingRuns;
let jobs: Jobs;
let handlers: Pick<Handlers, Extract<keyof Handlers, `training/${string}`>>;
let told: JobProgress[] = [];
beforeEach(async () => {
  setting = await makeSetting();
  runs = setting.open();
  told = [];
  jobs = new Jobs((progress) => void told.push(progress));
  handlers = trainingHandlers({ training: runs, jobs } as unknown as Workspace);
});
afterEach(async () => {
  await setting.close();
});

const named = (name: string): TrainingWish => ({ ...wish, name });
const last = (): JobProgress | undefined => jobs.list().at(-1);
async function jobEnded(): Promise<JobProgress | undefined> {
  await until(() => last()?.state !== 'running' && last()?.state !== 'cancelling');
  return last();
}

describe('a training run as a job', () => {
  it('shows how much of its budget is used and what came of it', async () => {
    const summary = await handlers['training/start'](named('Good'));
    expect(summary).toMatchObject({ name: 'Good', state: 'running' });
    expect(await jobEnded()).toMatchObject({
      kind: 'train',
      state: 'done',
      done: 1000,
      total: 1000,
      message: 'Training has ended: "Good" is under Models. It reaches AP50 0.800 on the held-out pictures.',
    });
    expect(told.some(({ done }) => done > 0 && done < 1000)).toBe(true);
  });

  it('stops the run with a model when it is cancelled', async () => {
    const { id } = await handlers['training/start'](named('slow'));
    await until(() => (last()?.done ?? 0) > 0);
    jobs.cancel(last()?.id ?? 0);
    expect(await jobEnded()).toMatchObject({ state: 'cancelled' });
    expect(await handlers['training/runs']({})).toMatchObject([{ id, state: 'done', outcome: { end: 'stopped' } }]);
  });

  it('ends with the run when the project is closed, and is a new one when the run is continued', async () => {
    const { id } = await handlers['training/start'](named('slow'));
    await until(() => (runs.active?.summary.progress?.step ?? 0) > 5);
    await runs.close();
    expect(await jobEnded()).toMatchObject({
      state: 'cancelled',
      message: expect.stringContaining('closed') as string,
    });
    const later = trainingHandlers({ training: setting.open(), jobs } as unknown as Workspace);
    expect(await later['training/steer']({ run: id, action: 'continue' })).toMatchObject({ state: 'running' });
    await until(() => (last()?.done ?? 0) > 300);
    expect(await later['training/steer']({ run: id, action: 'pause' })).toMatchObject({ state: 'paused' });
    expect(await later['training/steer']({ run: id, action: 'continue' })).toMatchObject({ state: 'running' });
    expect(jobs.list()).toHaveLength(2);
    await later['training/steer']({ run: id, action: 'stop' });
    expect(await jobEnded()).toMatchObject({ state: 'done' });
    expect(await later['training/forget']({ run: id })).toEqual([]);
  });

  it('has what went wrong among its problems, and fails with the run', async () => {
    await handlers['training/start'](named('dies once, then fails'));
    expect(await jobEnded()).toMatchObject({ state: 'failed', message: 'The losses exploded from the start.' });
    expect(jobs.problems(last()?.id ?? 0)).toMatchObject([{ where: 'dies once, then fails', severity: 'warning' }]);
  });
});

describe('what the window may ask of training', () => {
  it('is a whole wish within its limits', () => {
    const schema = requestSchemas['training/start'];
    expect(schema.safeParse(wish).success).toBe(true);
    expect(schema.safeParse({ ...wish, from: 'fcos_r10_bccd', name: ' My model ' }).data).toMatchObject({
      name: 'My model',
    });
    const refused: object[] = [
      { pictures: 'all' },
      { validationShare: 0.6 },
      { validationShare: Number.NaN },
      { size: 'huge' },
      { pixels: 100_000 },
      { minutes: 0 },
      { minutes: Infinity },
      { seed: 1.5 },
      { name: '' },
      { from: undefined },
      { extra: 1 },
    ];
    for (const change of refused) expect(schema.safeParse({ ...wish, ...change }).success).toBe(false);
  });

  it('names a run by its id, never by a path', () => {
    const schema = requestSchemas['training/run'];
    expect(schema.safeParse({ run: '20261126-043127-2' }).success).toBe(true);
    for (const run of ['', '..', '../x', 'a/b', 'a\\b', '.hidden', 'x'.repeat(65)])
      expect(schema.safeParse({ run }).success).toBe(false);
  });
});
