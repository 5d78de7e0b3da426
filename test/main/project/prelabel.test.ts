import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProblemEntry } from '../../../src/common/records.ts';
import { iou } from '../../../src/common/geometry/box.ts';
import { defaultPixelLimit, type SamplePicture } from '../../../src/common/protocol.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { insertCategory, listCategories } from '../../../src/main/database/categories.ts';
import { classRules, setClassRules } from '../../../src/main/database/modelClasses.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { imageSummary, listImages } from '../../../src/main/database/images.ts';
import { listRuns } from '../../../src/main/database/runs.ts';
import type { DetectorClient } from '../../../src/main/detector/client.ts';
import { ask } from '../../../src/main/project/detectorCaller.ts';
import { findModel, type ModelEntry } from '../../../src/main/project/models.ts';
import { prelabel, type PrelabelOptions, type PrelabelProgress } from '../../../src/main/project/prelabel.ts';
import type { Project } from '../../../src/main/project/project.ts';
import { scanProject } from '../../../src/main/project/scan.ts';
import { PictureCache } from '../../../src/main/project/thumbnails.ts';
import { makePlace, models, openLanes, type Lanes, type Place } from './lanes.ts';

let lanes: Lanes;
let model: ModelEntry;
let place: Place;
const drawn: SamplePicture[] = [];
const count = 4;
let sample = '';
let folder = '';
beforeAll(async () => {
  lanes = await openLanes();
  sample = mkdtempSync(path.join(tmpdir(), 'boxwright-sample-'));
  await ask(lanes.pictures, 'drawSample', { folder: sample, count, seed: 3 }, { onItem: (item) => drawn.push(item) });
  model = await findModel({ embedded: models, own: '/nowhere' }, 'fcos_r10_bccd');
});
afterAll(async () => {
  await lanes.close();
  rmSync(sample, { recursive: true, force: true });
});
beforeEach(() => {
  place = makePlace();
  folder = path.join(place.folder, 'pictures');
  cpSync(sample, folder, { recursive: true });
});
afterEach(() => {
  place.remove();
});

async function scanned(): Promise<Project> {
  const project = await place.project(folder);
  await scanProject(project, lanes.pictures, { pixelLimit: defaultPixelLimit });
  return project;
}

function run(
  project: Project,
  options: Partial<PrelabelOptions> = {},
  detector: Pick<DetectorClient, 'call'> = lanes.detector,
) {
  return prelabel(project, detector, {
    model: model.files,
    classes: model.card.classes,
    scoreThreshold: 0.3,
    newClassesFrom: 0.3,
    pixelLimit: defaultPixelLimit,
    ...options,
  });
}

describe('pre-labelling', () => {
  it('proposes the drawn cells of every picture, in categories made from the classes of the model', async () => {
    const project = await scanned();
    const told: PrelabelProgress[] = [];
    const written: number[] = [];
    const report = await run(project, {
      onProgress: (progress) => told.push(progress),
      onWritten: (images) => written.push(...images),
    });
    expect(report).toMatchObject({
      pictures: count,
      failed: 0,
      covered: 0,
      unusable: 0,
      state: 'done',
      provider: expect.any(String) as string,
    });
    expect(listCategories(project.database).map(({ name }) => name)).toEqual(model.card.classes);
    expect(told[0]).toEqual({ done: 0, total: count });
    expect(told.at(-1)).toMatchObject({ done: count, total: count });
    expect([...written].sort()).toEqual([1, 2, 3, 4]);
    expect(listRuns(project.database)[0]).toMatchObject({
      model: 'fcos_r10_bccd',
      state: 'done',
      pictures: count,
      proposals: report.proposals,
    });
    let cells = 0;
    let found = 0;
    for (const summary of await listImages(project.database)) {
      expect(summary).toMatchObject({ state: 'proposed', boxes: 0 });
      const truth = drawn.find(({ file }) => path.basename(file) === summary.name)?.truth ?? [];
      const proposals = annotationsOf(project.database, summary.id);
      expect(
        proposals.every(
          ({ origin }) => origin.kind === 'proposed' && origin.model === 'fcos_r10_bccd' && origin.score >= 0.3,
        ),
      ).toBe(true);
      cells += truth.length;
      found += truth.filter(({ box, label }) =>
        proposals.some((one) => one.categoryId === label + 1 && iou(one.box, box) >= 0.5),
      ).length;
    }
    expect(cells).toBeGreaterThan(10);
    expect(found / cells).toBeGreaterThan(0.8);
  });

  it('a second time replaces proposals only, and proposes nothing that a human stands behind', async () => {
    const project = await scanned();
    const { database } = project;
    await run(project, { images: [1] });
    expect(imageSummary(database, 2).state).toBe('new');
    const [first, second, third] = annotationsOf(database, 1);
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('the model proposes at least three boxes');
    const { first: id } = reserveIds(database, 1);
    const drawnByHand = {
      id,
      categoryId: 1,
      box: { x1: 1, y1: 1, x2: 9, y2: 9 },
      origin: { kind: 'drawn' },
      crowd: false,
    } as const;
    const [accepted, rejected] = (['accepted', 'rejected'] as const).map((kind, index) => {
      const from = index === 0 ? first : second;
      return { ...from, origin: { ...from.origin, kind } } as typeof first;
    });
    if (accepted === undefined || rejected === undefined) throw new Error('both are made');
    applyChange(database, 1, {
      added: [drawnByHand],
      removed: [],
      updated: [
        [first, accepted],
        [second, rejected],
      ],
    });
    const before = annotationsOf(database, 1);
    const report = await run(project, { images: [1, 1] });
    expect(report).toMatchObject({ pictures: 1, covered: 2 });
    const after = annotationsOf(database, 1);
    expect(after.filter(({ origin }) => origin.kind !== 'proposed')).toEqual(
      before.filter(({ origin }) => origin.kind !== 'proposed'),
    );
    expect(after).toHaveLength(before.length);
    expect(after.some(({ id: other }) => other === third.id)).toBe(false);
  });

  it('tells what it cannot read and goes on', async () => {
    writeFileSync(path.join(folder, '0-text.jpg'), 'no picture');
    const project = await scanned();
    rmSync(path.join(folder, path.basename(drawn[2]?.file ?? '')));
    const changed = path.join(folder, path.basename(drawn[3]?.file ?? ''));
    writeFileSync(
      changed,
      await sharp({ create: { width: 33, height: 44, channels: 3, background: '#777' } })
        .png()
        .toBuffer(),
    );
    const problems: ProblemEntry[] = [];
    const report = await run(project, {
      images: (await listImages(project.database)).map(({ id }) => id),
      onProblem: (problem) => problems.push(problem),
    });
    expect(report).toMatchObject({ pictures: count - 2, failed: 3, state: 'done' });
    expect(problems).toHaveLength(3);
    expect(problems.find(({ where }) => where === path.basename(changed))?.message).toMatch(
      /file changed \(33 × 44 now/,
    );
  });

  it('is cancelled at once, also when the detector does not answer, and keeps what was written', async () => {
    const project = await scanned();
    const stop = new AbortController();
    const silent = { call: () => new Promise<never>(() => undefined) };
    const started = run(project, { signal: stop.signal }, silent);
    setTimeout(() => stop.abort(), 50);
    expect(await started).toMatchObject({ state: 'cancelled', pictures: 0 });
    expect(listRuns(project.database)[0]).toMatchObject({ state: 'cancelled' });
    expect(await run(project)).toMatchObject({ state: 'done', pictures: count });
  });

  it('cancelled while the model runs leaves whole pictures only', async () => {
    const project = await scanned();
    const stop = new AbortController();
    const report = await run(project, { signal: stop.signal, onWritten: () => stop.abort() });
    expect(['cancelled', 'done']).toContain(report.state);
    const list = await listImages(project.database);
    expect(list.filter(({ state }) => state === 'proposed')).toHaveLength(report.pictures);
  });

  it('does not bring back a class that was deleted while the model runs', async () => {
    const project = await scanned();
    const problems: ProblemEntry[] = [];
    let deleted = false;
    await run(project);
    await run(project, {
      onProblem: (problem) => problems.push(problem),
      onProgress: () => {
        if (deleted) return;
        deleted = true;
        // Called first when the categories are known and nothing is detected yet.
        const [first] = listCategories(project.database);
        if (first !== undefined) editCategories(project.database, { kind: 'delete', id: first.id });
      },
    });
    expect(listCategories(project.database)).toHaveLength(model.card.classes.length - 1);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/deleted or merged/);
  });

  it('brings a class that the project lacks only with a detection that is sure enough', async () => {
    const project = await scanned();
    expect(await run(project, { newClassesFrom: 1 })).toMatchObject({ pictures: count, proposals: 0 });
    expect(listCategories(project.database)).toEqual([]);
    editCategories(project.database, { kind: 'add', name: 'RBC' });
    const { proposals, unusable } = await run(project, { newClassesFrom: 1 });
    expect([proposals > 0, unusable > 0]).toEqual([true, true]);
    expect(listCategories(project.database).map(({ name }) => name)).toEqual(['RBC']);
  });

  it('tells once, as a warning, what the model had to do otherwise', async () => {
    const project = await scanned();
    const warning = 'It could not run 8 pictures at once; it goes on with 4 at a time.';
    const warns: Pick<DetectorClient, 'call'> = {
      call: async (name, request, options) => {
        const reply = await lanes.detector.call(name, request, options);
        return reply.ok ? { ok: true, value: { ...reply.value, warnings: [warning, warning] } } : reply;
      },
    };
    const problems: ProblemEntry[] = [];
    const report = await run(project, { onProblem: (problem) => problems.push(problem) }, warns);
    expect(report).toMatchObject({ state: 'done', pictures: count, failed: 0 });
    expect(problems).toEqual([{ where: model.files.id, message: warning, severity: 'warning' }]);
  });

  it('fails with the reason of the detector, and the run says so', async () => {
    const project = await scanned();
    const missing = { ...model.files, id: 'gone', onnxPath: path.join(folder, 'gone.onnx') };
    await expect(run(project, { model: missing })).rejects.toMatchObject({
      failure: { message: expect.stringMatching(/\S+/) as string },
    });
    expect(listRuns(project.database)[0]).toMatchObject({ state: 'failed' });
  });
});

describe('thumbnails and upright copies', () => {
  function cacheOf(project: Project): PictureCache {
    return new PictureCache(project, lanes.pictures, () => defaultPixelLimit);
  }

  it('are made once, found again, and made anew when the cache is deleted or the picture changes', async () => {
    const project = await scanned();
    const cache = cacheOf(project);
    const [one, same] = await Promise.all([cache.thumbnail(1), cache.thumbnail(1)]);
    expect(one).toBe(same);
    expect(one.startsWith(path.join(project.folder, 'cache'))).toBe(true);
    expect(await sharp(one).metadata()).toMatchObject({ format: 'webp', width: 256 });
    await Promise.all([1, 2, 3, 4].map((id) => cache.thumbnail(id)));
    rmSync(path.join(project.folder, 'cache'), { recursive: true });
    expect(await cache.thumbnail(1)).toBe(one);
    expect(existsSync(one)).toBe(true);
    const name = path.join(folder, imageSummary(project.database, 1).name);
    writeFileSync(
      name,
      await sharp({ create: { width: 64, height: 32, channels: 3, background: '#f00' } })
        .png()
        .toBuffer(),
    );
    const changed = await cache.thumbnail(1);
    expect(changed).not.toBe(one);
    expect(await sharp(changed).metadata()).toMatchObject({ width: 64, height: 32 });
    await cache.close();
  });

  it('of a picture that a window shows itself are the picture, of others an upright copy', async () => {
    writeFileSync(
      path.join(folder, 'turned.tiff'),
      await sharp({ create: { width: 40, height: 20, channels: 3, background: '#f00' } })
        .withMetadata({ orientation: 6 })
        .tiff()
        .toBuffer(),
    );
    const project = await scanned();
    const cache = cacheOf(project);
    const list = await listImages(project.database);
    const turned = list.find(({ name }) => name === 'turned.tiff');
    const plain = list.find(({ name }) => name.endsWith('.png'));
    if (turned === undefined || plain === undefined) throw new Error('both are listed');
    expect(turned).toMatchObject({ width: 20, height: 40 });
    expect(await cache.full(plain.id)).toBe(path.join(folder, plain.name));
    expect(await sharp(await cache.full(turned.id)).metadata()).toMatchObject({ format: 'png', width: 20, height: 40 });
    await cache.close();
  });

  it('fail with a reason that is remembered, and never leave the picture folder', async () => {
    const project = await scanned();
    const cache = cacheOf(project);
    await expect(cache.thumbnail(99)).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    const name = path.join(folder, imageSummary(project.database, 2).name);
    writeFileSync(name, 'now it is a text');
    let calls = 0;
    const counting = new PictureCache(
      project,
      {
        call: (...args) => {
          calls += 1;
          return lanes.pictures.call(...args);
        },
      },
      () => defaultPixelLimit,
    );
    await expect(counting.thumbnail(2)).rejects.toMatchObject({
      failure: { kind: expect.stringMatching(/unreadable|unsupported/) as string },
    });
    await expect(counting.thumbnail(2)).rejects.toMatchObject({
      failure: { message: expect.stringMatching(/\S+/) as string },
    });
    expect(calls).toBe(1);
    if (process.platform !== 'win32') {
      const { symlinkSync } = await import('node:fs');
      rmSync(name);
      symlinkSync('/etc/hostname', name);
      await expect(counting.full(2)).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    }
    await Promise.all([cache.close(), counting.close()]);
    expect(
      readdirSync(path.join(project.folder, 'cache'), { recursive: true }).some((file) =>
        String(file).endsWith('.tmp'),
      ),
    ).toBe(false);
  });

  it('asked for in numbers are made a few at a time, and closing gives up the rest', async () => {
    const project = await scanned();
    let running = 0;
    let most = 0;
    const slow: Pick<DetectorClient, 'call'> = {
      call: async (...args) => {
        running += 1;
        most = Math.max(most, running);
        const reply = await lanes.pictures.call(...args);
        running -= 1;
        return reply;
      },
    };
    const cache = new PictureCache(project, slow, () => defaultPixelLimit);
    const asked = [1, 2, 3, 4].map((id) => cache.thumbnail(id));
    await Promise.all(asked);
    expect(most).toBe(3);
    await cache.close();
    rmSync(path.join(project.folder, 'cache'), { recursive: true });
    await expect(cache.thumbnail(1)).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  });
});

describe('what a project does with the classes of a model', () => {
  it('is remembered by model: another class, nothing, or only what is sure enough', async () => {
    const project = await scanned();
    const { database } = project;
    const cell = insertCategory(database, { name: 'cell' });
    const before = await run(project);
    expect(before.proposals).toBeGreaterThan(0);
    const rules = [
      { name: 'Platelets', to: 'ignore' },
      { name: 'RBC', to: cell.id, score: 0.5 },
    ] as const;
    setClassRules(database, model.files.id, rules);
    setClassRules(database, 'another', [{ name: 'WBC', to: 'ignore' }]);
    expect(classRules(database, model.files.id)).toEqual(rules);
    await run(project);
    const boxes = (await listImages(database)).flatMap(({ id }) => annotationsOf(database, id));
    const names = new Map(listCategories(database).map(({ id, name }) => [id, name]));
    const found = new Set(boxes.map(({ categoryId }) => names.get(categoryId)));
    expect(found).toEqual(new Set(['cell', 'WBC']));
    const cells = boxes.filter(({ categoryId }) => categoryId === cell.id);
    expect(cells.length).toBeGreaterThan(10);
    for (const { origin } of cells) expect(origin.kind === 'proposed' && origin.score >= 0.5).toBe(true);
  });

  it('goes back to the class of the same name with the class that it meant', async () => {
    const project = await scanned();
    const { database } = project;
    const cell = insertCategory(database, { name: 'cell' });
    setClassRules(database, model.files.id, [{ name: 'RBC', to: cell.id }]);
    database.run('DELETE FROM categories WHERE id = :id', { id: cell.id });
    expect(classRules(database, model.files.id)).toEqual([]);
    expect(() => setClassRules(database, model.files.id, [{ name: 'RBC', to: 999 }])).toThrow('Class 999');
  });

  it('does not make a class of which nothing is wanted', async () => {
    const project = await scanned();
    const { database } = project;
    setClassRules(
      database,
      model.files.id,
      model.card.classes.map((name) => ({ name, to: 'ignore' })),
    );
    const report = await run(project);
    expect(report).toMatchObject({ pictures: count, proposals: 0 });
    expect(listCategories(database)).toEqual([]);
  });
});
