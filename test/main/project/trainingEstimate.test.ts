import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../../src/common/result.ts';
import { insertCategory } from '../../../src/main/database/categories.ts';
import { estimateOf } from '../../../src/main/project/trainingEstimate.ts';
import type { TrainingMaterial } from '../../../src/main/project/trainingPictures.ts';
import { shareOut } from '../../../src/main/project/trainingSplit.ts';
import type { TrainingRuns } from '../../../src/main/project/trainingRuns.ts';
import { label, makeSetting, readData, until, wish, type Setting } from './trainingFixture.ts';
import { judge } from '../database/projectFixture.ts';

let setting: Setting;
let runs: TrainingRuns;
beforeEach(async () => {
  setting = await makeSetting();
  runs = setting.open();
});
afterEach(async () => {
  await setting.close();
});

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (caught: unknown) => failureOf(caught),
  );

describe('the estimate of a run', () => {
  it('counts what the run would have and says how far it would come', async () => {
    label(setting.project, 1, 1, { crowd: true });
    const estimate = await runs.estimate(wish);
    expect(estimate).toMatchObject({
      pictures: 8,
      validationPictures: 2,
      boxes: 12,
      classes: [
        { name: 'cell', boxes: 8 },
        { name: 'plate', boxes: 4 },
      ],
      parameters: 2000,
      secondsPerStep: 0.5,
      steps: 1080,
      epochs: (1080 * 4) / 6,
    });
    expect(estimate.warnings).toEqual(['"plate" has only 4 boxes, so the model will hardly know it.']);
    const run = await runs.start(wish);
    const { train, validation } = readData(setting.project, run.id);
    expect([train.length, validation.length]).toEqual([6, 2]);
    await run.ended;
  });

  it('measures a network once, in a process that ends with it', async () => {
    const first = await runs.estimate(wish);
    expect(await runs.estimate({ ...wish, minutes: 20, seed: 9, validationShare: 0 })).toMatchObject({
      memoryBytes: first.memoryBytes,
      steps: 2160,
    });
    // The size says nothing where a model brings its network.
    const from = await runs.estimate({ ...wish, from: 'fcos_r10_bccd' });
    expect(from.memoryBytes).not.toBe(first.memoryBytes);
    expect((await runs.estimate({ ...wish, from: 'fcos_r10_bccd', size: 'medium' })).memoryBytes).toBe(
      from.memoryBytes,
    );
    expect(setting.trainers).toHaveLength(2);
    expect(setting.trainers.map(({ status }) => status.state)).toEqual(['stopped', 'stopped']);
  });

  it('gives a measurement up for another network, and for a run', async () => {
    const slow = refusal(runs.estimate({ ...wish, pixels: 960 }));
    await until(() => setting.trainers.length === 1);
    expect(await runs.estimate(wish)).toMatchObject({ secondsPerStep: 0.5 });
    expect(await slow).toMatchObject({ kind: 'cancelled' });
    const again = refusal(runs.estimate({ ...wish, pixels: 960 }));
    await until(() => setting.trainers.length === 3);
    const run = await runs.start({ ...wish, name: 'slow' });
    expect(await again).toMatchObject({ kind: 'cancelled' });
    expect(await runs.estimate({ ...wish, minutes: 1 })).toMatchObject({ steps: 108 });
    expect(await refusal(runs.estimate({ ...wish, pixels: 640 }))).toMatchObject({ kind: 'busy' });
    expect(run.summary.state).toBe('running');
  });

  it('says so when the network is too much for the machine', async () => {
    expect(await refusal(runs.estimate({ ...wish, pixels: 1024 }))).toMatchObject({
      kind: 'detector',
      message: expect.stringContaining('smaller network') as string,
    });
    // It was not repeated.
    expect(setting.forks()).toBe(1);
  });

  it('refuses what no run could be made of', async () => {
    expect(await refusal(runs.estimate({ ...wish, pixels: 333 }))).toMatchObject({ kind: 'invalid' });
    expect(await refusal(runs.estimate({ ...wish, from: 'nobody' }))).toMatchObject({ kind: 'not-found' });
    expect(setting.trainers).toHaveLength(0);
  });

  it('says what to do where there is nothing to learn from, and measures nothing', async () => {
    const { database } = setting.project;
    for (let image = 1; image <= 8; image += 1) judge(database, image, 'back');
    expect(await runs.estimate(wish)).toMatchObject({
      pictures: 0,
      steps: 0,
      epochs: 0,
      warnings: [expect.stringMatching(/^No picture is marked as labelled yet\. Mark pictures with Enter/)],
    });
    database.run('DELETE FROM annotations');
    expect(await runs.estimate({ ...wish, pictures: 'labelled' })).toMatchObject({
      warnings: [expect.stringMatching(/^No picture is labelled yet/)],
    });
    judge(database, 1, 'done');
    expect((await runs.estimate(wish)).warnings).toEqual([expect.stringMatching(/^There is no box/)]);
    expect(setting.trainers).toHaveLength(0);
  });

  it('has the classes without a box among its warnings', async () => {
    insertCategory(setting.project.database, { name: 'fleck' });
    const { warnings } = await runs.estimate(wish);
    expect(warnings).toContain('"fleck" has no box, so the model will not find any.');
  });
});

describe('the warnings of an estimate', () => {
  const cost = { parameters: 1, secondsPerStep: 1, picturesPerStep: 4, memoryBytes: 8e9 };

  function warned(pictures: readonly number[], changes: Partial<typeof wish> = {}, memoryBytes = 16e9): string {
    const names = [...new Set(pictures)].map((number) => `class ${number}`);
    const candidates = pictures.map((number, index) => {
      return { id: index + 1, name: `${index}`, path: `${index}`, labels: [number], counts: [9] };
    });
    const asked = { ...wish, ...changes };
    const split = shareOut(candidates, { share: asked.validationShare, seed: 1, parts: 'used' });
    const material: TrainingMaterial = {
      at: 'now',
      classes: { names, categoryIds: [], labelOf: new Map() },
      pictures: candidates,
      split,
    };
    return estimateOf(material, asked, { cost, memoryBytes }).warnings.join('\n');
  }
  const many = Array.from({ length: 40 }, () => 0);

  it('are none where all is well', () => {
    expect(warned(many)).toBe('');
  });

  it('speak of few pictures and of none held out', () => {
    expect(warned([0])).toMatch(/There is only 1 picture\..*\nUnder 4 pictures none can be held out/);
    expect(warned([0, 0, 0, 0, 0])).toMatch(/^There are only 5 pictures\.[^\n]*$/);
    expect(warned(many, { validationShare: 0 })).toMatch(/^No picture is held out/);
    expect(warned([0, 1, 2, 3, 4, 5, 6, 7])).toMatch(/Each picture has the only boxes of a class/);
  });

  it('speak of a run that does not see every picture, and of memory that the machine does not have', () => {
    expect(warned(many, { minutes: 0.1 })).toMatch(/In 0\.1 minutes the run sees \d+ % of the pictures once/);
    expect(warned(many, {}, 4e9)).toBe(
      'It needs about 8.0 GB of memory, and this machine has 4.0 GB. Choose a smaller network or fewer pixels.',
    );
  });

  it('name a few classes and count the rest', () => {
    const names = Array.from({ length: 12 }, (_, index) => `class ${index}`);
    const picture = { id: 1, name: '1', path: '1', labels: [0], counts: [20] };
    const material: TrainingMaterial = {
      at: 'now',
      classes: { names, categoryIds: [], labelOf: new Map() },
      pictures: [picture],
      split: { train: [picture], validation: [], by: 'draw', unseen: 0 },
    };
    const { warnings } = estimateOf(material, wish, { cost, memoryBytes: 16e9 });
    expect(warnings.filter((text) => text.includes('has no box'))).toHaveLength(4);
    expect(warnings).toContain('7 more classes with under 5 boxes.');
  });
});
