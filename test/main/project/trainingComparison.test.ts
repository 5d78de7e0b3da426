import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statNames } from '../../../src/common/coco/evaluation.ts';
import type { DetectorCalls } from '../../../src/common/protocol.ts';
import { failure, failureOf, success } from '../../../src/common/result.ts';
import type { Assessment } from '../../../src/common/training.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { useModel } from '../../../src/main/database/models.ts';
import type { DetectorCaller } from '../../../src/main/project/detectorCaller.ts';
import type { TrainingRuns } from '../../../src/main/project/trainingRuns.ts';
import { makeSetting, readData, runFolderOf, wish, type Setting } from './trainingFixture.ts';

let setting: Setting;
const asked: DetectorCalls['assess']['request'][] = [];
let refuses = false;
const detector: DetectorCaller = {
  call: (name, request) => {
    if (name !== 'assess' || refuses) return Promise.resolve(failure('detector', 'It stopped.'));
    asked.push(request as DetectorCalls['assess']['request']);
    return Promise.resolve(success(assessment(asked.length) as never));
  },
};

function assessment(pictures: number): Assessment {
  const stats = Object.fromEntries(statNames.map((name) => [name, 0.5])) as Assessment['stats'];
  const curve = [{ recall: 0.5, precision: 1, score: 0.9 }];
  return {
    stats,
    perClass: [{ name: 'RBC', AP: 0.5, AP50: 0.7, truth: 3, curve }],
    confusion: {
      labels: ['RBC'],
      rows: [
        [1, 0],
        [2, 0],
      ],
    },
    pictures,
    problems: [],
  };
}

beforeEach(async () => {
  setting = await makeSetting();
  asked.length = 0;
  refuses = false;
  // A class that the embedded model knows, said a little differently.
  editCategories(setting.project.database, { kind: 'rename', id: 1, name: 'rbc' });
});
afterEach(async () => {
  await setting.close();
});

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (caught: unknown) => failureOf(caught),
  );
async function trained(changes: Partial<typeof wish> = {}): Promise<{ runs: TrainingRuns; id: string }> {
  const runs = setting.open(setting.project, detector);
  const run = await runs.start({ ...wish, ...changes });
  await run.ended;
  return { runs, id: run.id };
}
const kept = (id: string): string => path.join(runFolderOf(setting.project, id), 'comparison.json');
/** The stand-in's network is the embedded one; as another one it is measured by itself. */
function makeOther(id: string): void {
  const own = path.join(setting.store.own, 'project-1_1.json');
  const other = (file: string) =>
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"onnxSha256":"[0-9a-f]{4}/, '"onnxSha256":"0000'));
  other(own);
  other(path.join(runFolderOf(setting.project, id), 'model.json'));
}

describe('the comparison of a run', () => {
  it('asks for both models on the held-out pictures, once', async () => {
    const { runs, id } = await trained();
    makeOther(id);
    const comparison = await runs.compare(id);
    expect(comparison).toEqual({
      trained: assessment(1),
      current: { model: 'fcos_r10_bccd', assessment: assessment(2) },
    });
    const { validation, classes } = readData(setting.project, id);
    expect(asked.map(({ model }) => model.id)).toEqual(['project-1_1', 'fcos_r10_bccd']);
    for (const request of asked) expect(request).toMatchObject({ truth: validation, classes, pixelLimit: 1_000_000 });
    expect(await runs.compare(id)).toEqual(comparison);
    expect(await setting.open(setting.project, detector).compare(id)).toEqual(comparison);
    expect(asked).toHaveLength(2);
  });

  it('is made anew where the kept one is damaged, and only for what is new', async () => {
    const { runs, id } = await trained();
    makeOther(id);
    await runs.compare(id);
    writeFileSync(kept(id), '{"format":1,"assessments":{"a":{"stats":{}}}}');
    await runs.compare(id);
    expect(asked).toHaveLength(4);
    useModel(setting.project.database, 'project-1_1');
    expect(await runs.compare(id)).toMatchObject({ current: { model: 'project-1_1' } });
    expect(asked).toHaveLength(4);
  });

  it('leaves the model in use out when it knows no class or is not there', async () => {
    editCategories(setting.project.database, { kind: 'rename', id: 1, name: 'cell' });
    const { runs, id } = await trained();
    expect((await runs.compare(id)).current).toBeUndefined();
    useModel(setting.project.database, 'gone');
    expect((await runs.compare(id)).current).toBeUndefined();
    expect(setting.told.notes.join()).toContain('The model in use was not compared');
    expect(asked).toHaveLength(1);
  });

  it('uses the copy of the run when the model was removed', async () => {
    const { runs, id } = await trained();
    rmSync(setting.store.own, { recursive: true });
    await runs.compare(id);
    expect(asked[0]?.model.onnxPath).toBe(path.join(runFolderOf(setting.project, id), 'model.onnx'));
  });

  it('fails clearly without a model, without held-out pictures, and with the reason of the detector', async () => {
    const { runs, id } = await trained();
    refuses = true;
    expect(await refusal(runs.compare(id))).toMatchObject({ kind: 'detector', message: 'It stopped.' });
    expect(existsSync(kept(id))).toBe(false);
    const failed = await trained({ name: 'fails' });
    expect(await refusal(failed.runs.compare(failed.id))).toMatchObject({ kind: 'invalid' });
    const blind = await trained({ validationShare: 0 });
    expect(await refusal(blind.runs.compare(blind.id))).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('held no pictures out') as string,
    });
  });
});
