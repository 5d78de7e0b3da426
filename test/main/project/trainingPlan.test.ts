import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../../src/common/result.ts';
import { insertCategory } from '../../../src/main/database/categories.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { listSnapshots } from '../../../src/main/database/snapshots.ts';
import { markVanished } from '../../../src/main/database/images.ts';
import { readHeldOut } from '../../../src/main/project/trainingDataFile.ts';
import { planRun } from '../../../src/main/project/trainingPlan.ts';
import { by, judge } from '../database/projectFixture.ts';
import { inRuns, label, makeSetting, readData, readPlan, runFolderOf, wish, type Setting } from './trainingFixture.ts';

let setting: Setting;
beforeEach(async () => {
  setting = await makeSetting();
});
afterEach(async () => {
  await setting.close();
});

const plan = (changes: Partial<typeof wish> = {}, signal = new AbortController().signal) =>
  planRun(setting.project, { ...wish, ...changes }, { models: setting.store, pixelLimit: 1_000_000, signal });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (caught: unknown) => failureOf(caught),
  );

describe('the snapshot of a run', () => {
  it('has the pictures that are done, each once, with the boxes that a human stands behind', async () => {
    const { project } = setting;
    label(project, 1, 2, { origin: by('proposed') });
    label(project, 1, 2, { origin: by('rejected') });
    label(project, 1, 2, { origin: by('accepted'), box: { x1: 100, y1: 100, x2: 150.5, y2: 170 } });
    label(project, 1, 1, { crowd: true, box: { x1: 300, y1: 300, x2: 400, y2: 400 } });
    label(project, 9, 1);
    judge(project.database, 10, 'done');
    const { id } = await plan({ validationShare: 0 });
    const data = readData(project, id);
    expect(data).toMatchObject({ format: 1, classes: ['cell', 'plate'], categoryIds: [1, 2], origin: project.id });
    expect(data.train.map((picture) => picture.id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 10]);
    expect(data.validation).toEqual([]);
    expect(data.train[0]).toEqual({
      id: 1,
      path: path.join(setting.place.folder, 'pictures', '1.jpg'),
      boxes: [
        { box: { x1: 10, y1: 20, x2: 40, y2: 50 }, label: 0 },
        { box: { x1: 100, y1: 100, x2: 150.5, y2: 170 }, label: 1 },
        { box: { x1: 300, y1: 300, x2: 400, y2: 400 }, label: 0, crowd: true },
      ],
    });
    // Done, and nothing on it: it says what is no object.
    expect(data.train.at(-1)?.boxes).toEqual([]);
  });

  it('has every labelled picture when that is wished, and never one that is away or cannot be read', async () => {
    const { project } = setting;
    label(project, 9, 1);
    label(project, 11, 1, { origin: by('proposed') });
    markVanished(project.database, 2, 'It is gone.');
    project.database.run("UPDATE images SET problem = 'no picture' WHERE id = 3");
    project.database.run('UPDATE images SET width = 0 WHERE id = 4');
    const { id, record } = await plan({ pictures: 'labelled' });
    const { train, validation } = readData(project, id);
    expect([...train, ...validation].map((picture) => picture.id).sort((a, b) => a - b)).toEqual([1, 5, 6, 7, 8, 9]);
    expect(record).toMatchObject({ pictures: 6, validationPictures: validation.length, state: 'running' });
    expect(validation.length).toBeGreaterThan(0);
  });

  it('names the classes in the order of the list; two of one name are one class', async () => {
    const { project } = setting;
    const twin = insertCategory(project.database, { name: 'cell' });
    const empty = insertCategory(project.database, { name: 'fleck' });
    editCategories(project.database, { kind: 'move', id: 2, position: 0 });
    label(project, 1, twin.id);
    const { id } = await plan();
    const { classes, categoryIds, train, validation } = readData(project, id);
    expect(classes).toEqual(['plate', 'cell', 'fleck']);
    expect(categoryIds).toEqual([2, 1, empty.id]);
    const first = [...train, ...validation].find((picture) => picture.id === 1);
    expect(first?.boxes.map((one) => one.label)).toEqual([1, 1]);
  });

  it('is the same for the same seed, is identified by its hash, and is read back a picture at a time', async () => {
    const { project } = setting;
    const [one, two, other] = [await plan(), await plan(), await plan({ seed: 8 })];
    const bytes = (id: string) => readFileSync(path.join(runFolderOf(project, id), 'data.json'));
    expect(bytes(one.id).equals(bytes(two.id))).toBe(true);
    expect(bytes(one.id).equals(bytes(other.id))).toBe(false);
    expect(readPlan(project, one.id).dataSha256).toBe(createHash('sha256').update(bytes(one.id)).digest('hex'));
    const { classes, validation } = readData(project, one.id);
    expect(await readHeldOut(one.folder)).toEqual({ classes, validation });
    expect(validation).toHaveLength(2);
  });

  it('does not change when the project does', async () => {
    const { project } = setting;
    const { id } = await plan();
    const before = readData(project, id);
    label(project, 1, 2);
    editCategories(project.database, { kind: 'rename', id: 1, name: 'blob' });
    expect(readData(project, id)).toEqual(before);
  });
});

describe('what a run is pinned in', () => {
  it('is a snapshot that the record and the plan name, and from which the same data comes again whatever changed', async () => {
    const { project } = setting;
    const first = await plan({ name: 'First' });
    const [made] = listSnapshots(project.database);
    expect(made).toMatchObject({ id: 1, reason: 'training', name: 'First', boxes: 12 });
    expect(first.record.snapshot).toEqual({ number: 1, hash: made?.hash });
    expect(readPlan(project, first.id).snapshot).toEqual(first.record.snapshot);
    label(project, 1, 2);
    label(project, 9, 1);
    judge(project.database, 9, 'done');
    editCategories(project.database, { kind: 'rename', id: 1, name: 'blob' });
    const again = await plan({ snapshot: 1 });
    expect(readData(project, again.id)).toEqual(readData(project, first.id));
    expect(readPlan(project, again.id).dataSha256).toBe(readPlan(project, first.id).dataSha256);
    const labelled = await plan({ snapshot: 1, pictures: 'labelled' });
    expect(readData(project, labelled.id)).toEqual(readData(project, first.id));
    expect(listSnapshots(project.database)).toHaveLength(1);
    const now = await plan();
    expect(now.record).toMatchObject({ pictures: 9, snapshot: { number: 2 } });
    expect(await refusal(plan({ snapshot: 7 }))).toMatchObject({ kind: 'not-found' });
  });

  it('has val held out and never a picture of test where the project has parts, unless they are ignored', async () => {
    const { project } = setting;
    const part = (name: string, ...images: number[]) => {
      for (const image of images)
        project.database.run('UPDATE images SET split = :name WHERE id = :image', { name, image });
    };
    part('train', 1, 2, 3);
    part('valid', 4, 5);
    part('test2017', 6, 7);
    const { id, record } = await plan();
    const { train, validation } = readData(project, id);
    expect(train.map((one) => one.id)).toEqual([1, 2, 3, 8]);
    expect(validation.map((one) => one.id).sort()).toEqual([4, 5]);
    expect(record).toMatchObject({ pictures: 6, validationPictures: 2, unseen: 2 });
    const ignoring = await plan({ parts: 'ignored' });
    expect(ignoring.record).toMatchObject({ pictures: 8, validationPictures: 2 });
    expect(ignoring.record.unseen).toBeUndefined();
    part('val', 1, 2, 3, 8);
    expect(await refusal(plan())).toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/split val or test/) as string,
    });
  });
});

describe('the plan of a run', () => {
  it('says what was wished, with a free name and id for the model', async () => {
    const { project, store } = setting;
    const { id } = await plan({ pixels: 640, minutes: 2.5, size: 'small' });
    expect(readPlan(project, id)).toEqual({
      format: 1,
      name: 'project-1 1',
      id: 'project-1_1',
      size: 'small',
      pixels: 640,
      budget: { minutes: 2.5 },
      seed: 7,
      pixelLimit: 1_000_000,
      dataSha256: expect.any(String) as string,
      snapshot: { number: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    });
    const from = await plan({ from: 'fcos_r10_bccd', name: 'My model' });
    expect(readPlan(project, from.id)).toMatchObject({
      name: 'My model',
      id: 'my_model',
      from: { id: 'fcos_r10_bccd', cardPath: path.join(store.embedded, 'fcos_r10_bccd.json') },
    });
    const named = (await plan()).record.name;
    expect(named).toBe('project-1 3');
  });

  it('refuses what cannot be trained, says what to do, and leaves nothing behind', async () => {
    const { project } = setting;
    expect(await refusal(plan({ pixels: 330 }))).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('Take 320.') as string,
    });
    expect(await refusal(plan({ minutes: 0 }))).toMatchObject({ kind: 'invalid' });
    expect(await refusal(plan({ validationShare: 0.7 }))).toMatchObject({ kind: 'invalid' });
    expect(await refusal(plan({ from: 'nobody' }))).toMatchObject({ kind: 'not-found' });
    for (let image = 1; image <= 8; image += 1) judge(project.database, image, 'back');
    expect(await refusal(plan())).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('Mark pictures with Enter') as string,
    });
    judge(project.database, 12, 'done');
    expect(await refusal(plan())).toMatchObject({ message: expect.stringContaining('no box to learn from') as string });
    const stop = new AbortController();
    stop.abort();
    expect(await refusal(plan({ pictures: 'labelled' }, stop.signal))).toMatchObject({ kind: 'cancelled' });
    expect(existsSync(path.join(project.folder, 'runs')) ? inRuns(project) : []).toEqual([]);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'fails clearly where the folder cannot be written',
    async () => {
      chmodSync(setting.project.folder, 0o555);
      expect(await refusal(plan())).toMatchObject({ kind: 'read-only' });
      chmodSync(setting.project.folder, 0o755);
    },
  );

  it('fails clearly where its folder is a file', async () => {
    writeFileSync(path.join(setting.project.folder, 'runs'), 'not a folder');
    expect(await refusal(plan())).toMatchObject({ kind: expect.stringMatching(/disk|not-found/) as string });
  });

  it('of 3,000 pictures never keeps the process for long', async () => {
    const { project } = setting;
    project.database.transaction(() => {
      for (let number = 0; number < 3000; number += 1) {
        project.database.run(
          `INSERT INTO images (folder, name, position, coco_id, width, height, verdict)
           VALUES (1, :name, :position, :coco, 640, 480, 'done')`,
          { name: `more-${number}.jpg`, position: 100 + number, coco: 1000 + number },
        );
      }
      for (let image = 13; image < 3013; image += 1) {
        for (let box = 0; box < 10; box += 1) {
          project.database.run(
            `INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, created, changed)
             VALUES (:id, :image, 1, 1, 1, 20, 20, 'drawn', 0, 0)`,
            { id: 5_000_000 + image * 10 + box, image },
          );
        }
      }
    });
    mkdirSync(path.join(project.folder, 'runs'), { recursive: true });
    let turns = 0;
    const start = performance.now();
    const timer = setInterval(() => turns++, 1);
    const { record } = await plan();
    clearInterval(timer);
    console.log(`${turns} turns for others in ${(performance.now() - start).toFixed(0)} ms`);
    expect(record.pictures).toBe(3008);
    // It gives way after ten milliseconds of its own, so a busy machine makes more turns, not fewer.
    expect(turns).toBeGreaterThan(10);
  });
});
