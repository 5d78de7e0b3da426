// The loop in the real window: label a few pictures, train for two minutes, use what came out, pre-label the rest, and see whether more
// of its proposals can be accepted as they are than before. Labelling goes on meanwhile.
import { expect, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation, ImageSummary } from '../../src/common/annotation/types.ts';
import type { RequestName, Requests } from '../../src/common/contract.ts';
import { iou } from '../../src/common/geometry/box.ts';
import { sampleClasses } from '../../src/common/sample/cells.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, launch, screenshots, shownFrom, test, type Studio } from './launch.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;

const count = 36;
const labelled = 12;
/** A proposal that overlaps the truth this much is left as it is by a human in a hurry. */
const unchanged = 0.85;

test.describe.configure({ mode: 'serial', timeout: 600_000 });

test.beforeAll(async () => {
  drawn = await drawPictures(count, 11);
  studio = await launch();
  page = studio.page;
});

test.afterAll(async () => {
  await studio.close();
  rmSync(drawn.folder, { recursive: true, force: true });
});

async function ask<Name extends RequestName>(
  name: Name,
  request: Requests[Name]['request'],
): Promise<Requests[Name]['reply']> {
  const answer = await page.evaluate(([asked, what]) => window.studio.ask(asked as never, what as never), [
    name,
    request,
  ] as const);
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value as Requests[Name]['reply'];
}

const pictures = (): Promise<readonly ImageSummary[]> => ask('images/list', {});

async function prelabelAll(): Promise<void> {
  const { job } = await ask('prelabel/start', {});
  await expect
    .poll(async () => (await ask('jobs/list', {})).find(({ id }) => id === job)?.state, { timeout: 120_000 })
    .toBe('done');
}

/** Of the cells on pictures that nobody labelled, the share for which there is a proposal that needs no change. */
async function shareUnchanged(): Promise<number> {
  // What the annotator sees: proposals under the window's threshold are not shown.
  const threshold = await shownFrom(page);
  const names = new Map((await ask('categories/list', {})).map(({ id, name }) => [id, name]));
  let cells = 0;
  let good = 0;
  let proposals = 0;
  for (const { id, name } of (await pictures()).filter(({ state }) => state !== 'done')) {
    const boxes = (await ask('image/annotations', { image: id })).filter(
      ({ origin }) => origin.kind === 'proposed' && origin.score >= threshold,
    );
    const truth = drawn.truth.get(name) ?? [];
    cells += truth.length;
    proposals += boxes.length;
    good += truth.filter((cell) =>
      boxes.some(
        ({ box, categoryId }) => names.get(categoryId) === sampleClasses[cell.label] && iou(box, cell.box) >= unchanged,
      ),
    ).length;
  }
  console.log(`${good} of ${cells} cells have a proposal that needs no change; ${proposals} proposals`);
  return good / Math.max(cells, proposals);
}

/** What an annotator does: the proposals go, the true boxes come, the picture is done. */
async function label(picture: ImageSummary): Promise<void> {
  const known = new Set((await ask('categories/list', {})).map(({ name }) => name));
  for (const name of sampleClasses) if (!known.has(name)) await ask('categories/edit', { kind: 'add', name });
  const categories = await ask('categories/list', {});
  const removed = await ask('image/annotations', { image: picture.id });
  const { first } = await ask('ids/reserve', {});
  const added = (drawn.truth.get(picture.name) ?? []).map(({ label: index, box }, place): Annotation => {
    const category = categories.find(({ name }) => name === sampleClasses[index]);
    if (category === undefined) throw new Error(`There is no class ${sampleClasses[index]}.`);
    return { id: first + place, categoryId: category.id, box, origin: { kind: 'drawn' }, crowd: false };
  });
  await ask('image/apply', { image: picture.id, change: { added, removed, updated: [] } });
  await ask('image/say', { image: picture.id, verdict: 'done', at: Date.now() });
}

let before = 0;

test('twelve pictures are labelled and the others pre-labelled', async () => {
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.getByRole('button', { name: 'Open a folder of pictures' }).click();
  await expect
    .poll(async () => (await pictures()).filter(({ width }) => width === 640).length, { timeout: 60_000 })
    .toBe(count);
  await prelabelAll();
  for (const picture of (await pictures()).slice(0, labelled)) await label(picture);
  await expect.poll(async () => (await pictures()).filter(({ state }) => state === 'done').length).toBe(labelled);
  // The labels went past the window's own stores; it reads them anew.
  await page.reload();
  await expect(page.getByRole('application')).toBeVisible();
  before = await shareUnchanged();
});

test('a run of two minutes starts from the form', async () => {
  await page.getByRole('button', { name: /^Train/ }).click();
  await page.getByLabel('Start from').selectOption({ label: 'Nothing' });
  await page.getByRole('radio', { name: /nano/i }).check();
  await page
    .getByRole('textbox', { name: 'Time' })
    .or(page.getByRole('spinbutton', { name: 'Time' }))
    .fill('2');
  await page.keyboard.press('Tab');
  // Two of the twelve are held out.
  await expect(page.getByLabel('What to expect')).toContainText('10 pictures', { timeout: 60_000 });
  await page.screenshot({ path: join(screenshots, 'train-01-form.png') });
  await page.getByRole('button', { name: /^Start training/ }).click();
  await expect.poll(async () => (await ask('training/runs', {}))[0]?.phase, { timeout: 60_000 }).toBe('training');
});

/** How long main's loop stood still at most, in milliseconds, since the last call; the first one begins. */
async function longestStall(): Promise<number> {
  return studio.app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const kept = globalThis as { stalls?: ReturnType<typeof monitorEventLoopDelay> };
    if (kept.stalls === undefined) {
      kept.stalls = monitorEventLoopDelay({ resolution: 5 });
      kept.stalls.enable();
      return 0;
    }
    const most = kept.stalls.max / 1e6;
    kept.stalls.reset();
    return most;
  });
}

test('labelling goes on while it learns', async () => {
  await longestStall();
  await page.getByRole('button', { name: /^Label/ }).click();
  await expect(page.getByRole('application')).toBeVisible();
  const open = (await pictures()).find(({ state }) => state !== 'done');
  if (open === undefined) throw new Error('every picture is done');
  const slowest = await page.evaluate(async (image) => {
    let most = 0;
    for (let turn = 0; turn < 20; turn++) {
      const start = performance.now();
      await window.studio.ask('image/annotations', { image });
      most = Math.max(most, performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return most;
  }, open.id);
  console.log(`the slowest of 20 answers of main while training took ${slowest.toFixed(0)} ms`);
  const { job } = await ask('prelabel/start', { images: [open.id] });
  await expect
    .poll(async () => (await ask('jobs/list', {})).find(({ id }) => id === job)?.state, { timeout: 60_000 })
    .toBe('done');
  console.log(`main stood still for ${(await longestStall()).toFixed(0)} ms at most while labelling went on`);
  await page.getByRole('button', { name: /^Train/ }).click();
  await page.screenshot({ path: join(screenshots, 'train-02-running.png') });
  // A picture of the window is taken in main's own thread.
  await longestStall();
});

test('it ends with a model that is compared, used, and better', async () => {
  await expect.poll(async () => (await ask('training/runs', {}))[0]?.state, { timeout: 300_000 }).toBe('done');
  console.log(`main stood still for ${(await longestStall()).toFixed(0)} ms at most while the run came to its end`);
  await page.getByRole('button', { name: 'Compare with the model in use' }).click();
  await expect(page.getByRole('region', { name: 'Comparison' })).toContainText('AP50', { timeout: 120_000 });
  await page.screenshot({ path: join(screenshots, 'train-03-ended.png') });
  const earlier = new Set((await ask('jobs/list', {})).map(({ id }) => id));
  await page.getByRole('button', { name: 'Use it and pre-label the rest' }).click();
  const state = async () =>
    (await ask('jobs/list', {})).find(({ id, kind }) => kind === 'prelabel' && !earlier.has(id))?.state;
  await expect.poll(state, { timeout: 120_000 }).toBe('done');
  const after = await shareUnchanged();
  console.log(`share that needs no change: ${before.toFixed(3)} before, ${after.toFixed(3)} after`);
  expect(after).toBeGreaterThan(before);
});
