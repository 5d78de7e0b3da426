import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import { failureOf } from '../../../src/common/result.ts';
import { annotationsOf } from '../../../src/main/database/annotations.ts';
import { insertCategory, listCategories } from '../../../src/main/database/categories.ts';
import { setClassRules } from '../../../src/main/database/modelClasses.ts';
import { replacedBoxes } from '../../../src/main/database/replacedProposals.ts';
import { ask } from '../../../src/main/project/detectorCaller.ts';
import { findBoxes } from '../../../src/main/project/findBoxes.ts';
import { findModel, knownAs } from '../../../src/main/project/models.ts';
import { prelabel } from '../../../src/main/project/prelabel.ts';
import type { Project } from '../../../src/main/project/project.ts';
import { scanProject } from '../../../src/main/project/scan.ts';
import { makePlace, models, openLanes, type Lanes, type Place } from './lanes.ts';

let lanes: Lanes;
let place: Place;
let project: Project;
let sample = '';

beforeAll(async () => {
  lanes = await openLanes();
  sample = mkdtempSync(path.join(tmpdir(), 'boxwright-sample-'));
  await ask(lanes.pictures, 'drawSample', { folder: sample, count: 1, seed: 3 });
  place = makePlace();
  project = await place.project(sample);
  await scanProject(project, lanes.pictures, { pixelLimit: defaultPixelLimit });
});
afterAll(async () => {
  await lanes.close();
  place.remove();
  rmSync(sample, { recursive: true, force: true });
});

function find(model: string, signal = new AbortController().signal) {
  return findBoxes(project, lanes.detector, {
    models: { embedded: models, own: '/nowhere' },
    model,
    image: 1,
    pixelLimit: defaultPixelLimit,
    tiles: { side: 'off' },
    signal,
  });
}

it('a model is looked through a picture without anything being written', async () => {
  insertCategory(project.database, { name: 'RBC' });
  const { model, boxes } = await find('fcos_r10_bccd');
  expect(model).toBe('fcos_r10_bccd');
  expect(boxes.length).toBeGreaterThan(3);
  expect(boxes.find(({ name }) => name === 'RBC')?.category).toBe(1);
  expect(boxes.some(({ name, category }) => name !== 'RBC' && category === undefined)).toBe(true);
  expect(boxes.every(({ box }) => box.x1 >= 0 && box.y1 >= 0 && box.x2 > box.x1 && box.y2 > box.y1)).toBe(true);
  expect(annotationsOf(project.database, 1)).toEqual([]);
  expect(listCategories(project.database)).toHaveLength(1);
});

it('what the project says of the classes of a model holds there too', async () => {
  setClassRules(project.database, 'fcos_r10_bccd', [{ name: 'RBC', to: 'ignore' }]);
  const { boxes } = await find('fcos_r10_bccd');
  expect(boxes.some(({ name }) => name === 'RBC')).toBe(false);
});

it('a model that is not there is refused by name, and what is not wanted any more ends', async () => {
  await expect(find('gone')).rejects.toThrow(/There is no model "gone"/);
  const stop = new AbortController();
  const asked = find('starter', stop.signal).catch(failureOf);
  stop.abort();
  expect(await asked).toMatchObject({ kind: 'cancelled' });
});

it('what one model proposed is kept by its name when another one pre-labels', async () => {
  for (const id of ['starter', 'fcos_r10_bccd']) {
    const { files, card } = await findModel({ embedded: models, own: '/nowhere' }, id);
    await prelabel(project, lanes.detector, {
      model: files,
      classes: card.classes,
      known: knownAs(card),
      scoreThreshold: 0.5,
      newClassesFrom: 0.5,
      pixelLimit: defaultPixelLimit,
    });
  }
  const kept = replacedBoxes(project.database, 1);
  expect(kept).toMatchObject({
    before: { model: 'starter', name: expect.stringMatching(/^Starter/) as string },
    now: { model: 'fcos_r10_bccd', name: expect.stringMatching(/^Blood cells/) as string },
  });
  expect(kept?.boxes.length).toBeGreaterThan(3);
  const proposed = annotationsOf(project.database, 1).map(({ id }) => id);
  expect([proposed[0], proposed.at(-1)]).toEqual([kept?.ids.first, kept?.ids.last]);
});
