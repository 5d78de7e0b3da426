// The whole job in the real window: open a folder, pre-label, accept, draw, undo, relabel, export, and look at the file.
import { expect, type Page } from '@playwright/test';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation, ImageSummary } from '../../src/common/annotation/types.ts';
import { iou } from '../../src/common/geometry/box.ts';
import { sampleClasses } from '../../src/common/sample/cells.ts';
import { cocoBreaches } from '../support/cocoRules.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import {
  answerOpenDialog,
  answerSaveDialog,
  launch,
  screenshots,
  shownFrom,
  temporaryFolder,
  test,
  type Studio,
} from './launch.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;
let out: string;
const count = 12;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  drawn = await drawPictures(count, 5);
  out = temporaryFolder('export');
  studio = await launch();
  page = studio.page;
});

test.afterAll(async () => {
  await studio.close();
  for (const folder of [drawn.folder, out]) rmSync(folder, { recursive: true, force: true });
});

let shot = 0;
async function look(name: string): Promise<void> {
  shot += 1;
  await page.screenshot({ path: join(screenshots, `first-light-${String(shot).padStart(2, '0')}-${name}.png`) });
}

/** The boxes of a picture as the database has them. */
async function stored(image: number): Promise<readonly Annotation[]> {
  const answer = await page.evaluate((id) => window.studio.ask('image/annotations', { image: id }), image);
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}

async function pictures(): Promise<readonly ImageSummary[]> {
  const answer = await page.evaluate(() => window.studio.ask('images/list', {}));
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}

/** How many boxes of each origin a picture has. */
async function origins(image: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { origin } of await stored(image)) counts[origin.kind] = (counts[origin.kind] ?? 0) + 1;
  return counts;
}

const isSaved = () => expect(page.getByRole('status', { name: 'Save state' })).toHaveText('saved');

/** The picture on screen, by the selected row of the list. */
async function current(): Promise<number> {
  const name = await page
    .getByRole('listbox', { name: 'Pictures' })
    .getByRole('option', { selected: true })
    .innerText();
  const found = (await pictures()).find((picture) => name.includes(picture.name));
  if (found === undefined) throw new Error(`no picture fits "${name}"`);
  return found.id;
}

test('a folder of pictures becomes a project', async () => {
  await expect(page.getByRole('button', { name: 'Open a folder of pictures' })).toBeVisible();
  await look('welcome');
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.getByRole('button', { name: 'Open a folder of pictures' }).click();
  await expect.poll(async () => (await pictures()).filter(({ width }) => width === 640).length).toBe(count);
  const names = (await pictures()).map(({ name }) => name);
  expect(names.slice(0, 3)).toEqual(['cells_1.jpg', 'cells_2.jpg', 'cells_3.jpg']);
  expect(names.at(-1)).toBe('cells_12.jpg');
  await expect(page.getByRole('application')).toBeVisible();
  await look('opened');
});

test('pre-labelling proposes boxes that fit the cells', async () => {
  await page.keyboard.press('Shift+P');
  await expect.poll(async () => (await pictures()).filter(({ state }) => state === 'proposed').length).toBe(count);
  await expect(page.getByRole('status', { name: 'Jobs' }).or(page.getByRole('button', { name: 'Jobs' }))).toContainText(
    'pre-labelled',
  );
  const categories = await page.evaluate(() => window.studio.ask('categories/list', {}));
  const nameOf = new Map((categories.ok ? categories.value : []).map(({ id, name }) => [id, name]));
  const threshold = await shownFrom(page);
  let found = 0;
  let cells = 0;
  for (const { id, name } of await pictures()) {
    const boxes = (await stored(id)).filter(({ origin }) => origin.kind === 'proposed' && origin.score >= threshold);
    const truth = drawn.truth.get(name) ?? [];
    cells += truth.length;
    found += truth.filter((cell) =>
      boxes.some(
        ({ box, categoryId }) => nameOf.get(categoryId) === sampleClasses[cell.label] && iou(box, cell.box) >= 0.5,
      ),
    ).length;
  }
  console.log(`${found} of ${cells} drawn cells found, class and place (IoU 0.5, score ${threshold})`);
  expect(cells).toBeGreaterThan(100);
  expect(found / cells).toBeGreaterThan(0.8);
  await look('proposed');
});

test('Tab and Enter accept one proposal, Shift+Enter all that are shown', async () => {
  const image = await current();
  await page.getByRole('application').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await isSaved();
  expect(await origins(image)).toMatchObject({ accepted: 1 });
  await look('accepted-one');
  const threshold = await shownFrom(page);
  const left = (await stored(image)).filter(({ origin }) => origin.kind === 'proposed');
  const shown = left.filter(({ origin }) => origin.kind === 'proposed' && origin.score >= threshold).length;
  await page.keyboard.press('Shift+Enter');
  await isSaved();
  expect(await origins(image)).toMatchObject({ accepted: shown + 1 });
  await look('accepted-all');
});

test('a box is drawn, undone, redone, relabelled and nudged', async () => {
  const image = await current();
  const canvas = await page.getByRole('application').boundingBox();
  if (canvas === null) throw new Error('the canvas is not on screen');
  const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
  await page.keyboard.press('b');
  await page.mouse.move(middle.x - 40, middle.y - 30);
  await page.mouse.down();
  await page.mouse.move(middle.x + 20, middle.y + 10, { steps: 4 });
  await look('drawing');
  await page.mouse.move(middle.x + 60, middle.y + 50, { steps: 4 });
  // With Ctrl the box stays as it was drawn: else the detector's edges may be a step of their own.
  await page.keyboard.down('Control');
  await page.mouse.up();
  await page.keyboard.up('Control');
  await isSaved();
  expect(await origins(image)).toMatchObject({ drawn: 1 });
  await look('drawn');
  await page.keyboard.press('Control+z');
  await isSaved();
  expect((await origins(image))['drawn']).toBeUndefined();
  await page.keyboard.press('Control+Shift+z');
  await isSaved();
  const own = (await stored(image)).find(({ origin }) => origin.kind === 'drawn');
  expect(own).toBeDefined();
  // The box that came back is selected again or is picked by hand: v selects, a click in its middle picks it.
  await page.keyboard.press('v');
  await page.mouse.click(middle.x + 10, middle.y + 10);
  const categories = await page.evaluate(() => window.studio.ask('categories/list', {}));
  const second = categories.ok ? categories.value[1]?.id : undefined;
  await page.keyboard.press('2');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await isSaved();
  const moved = (await stored(image)).find(({ id }) => id === own?.id);
  expect(moved?.categoryId).toBe(second);
  expect((moved?.box.x1 ?? 0) - (own?.box.x1 ?? 0)).toBeCloseTo(1, 5);
  expect((moved?.box.y1 ?? 0) - (own?.box.y1 ?? 0)).toBeCloseTo(10, 5);
  await look('relabelled');
});

test('running again replaces proposals and leaves what a human did', async () => {
  const image = await current();
  const before = (await stored(image)).filter(({ origin }) => !['proposed', 'rejected'].includes(origin.kind));
  await page.keyboard.press('p');
  await expect
    .poll(async () => {
      const jobs = await page.evaluate(() => window.studio.ask('jobs/list', {}));
      return jobs.ok ? jobs.value.filter(({ kind, state }) => kind === 'prelabel' && state === 'done').length : 0;
    })
    .toBe(2);
  const after = (await stored(image)).filter(({ origin }) => !['proposed', 'rejected'].includes(origin.kind));
  expect(after).toEqual(before);
});

test('the export is a COCO file that its readers take', async () => {
  const file = join(out, 'instances.json');
  await answerSaveDialog(studio.app, file);
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export', exact: true });
  await expect(dialog).toBeVisible();
  await look('export');
  await dialog.getByRole('button', { name: 'Choose the file…' }).click();
  await expect
    .poll(() => {
      try {
        return (JSON.parse(readFileSync(file, 'utf8')) as { images: unknown[] }).images.length;
      } catch {
        return 0;
      }
    })
    .toBe(count);
  await expect(page.getByRole('dialog')).toContainText('instances.json');
  await look('exported');
  const document = JSON.parse(readFileSync(file, 'utf8')) as {
    annotations: { bbox: number[]; id: number; category_id: number }[];
  };
  expect(cocoBreaches(document)).toEqual([]);
  const human = (await Promise.all((await pictures()).map(({ id }) => stored(id))))
    .flat()
    .filter(({ origin }) => !['proposed', 'rejected'].includes(origin.kind));
  expect(document.annotations.length).toBe(human.length);
  for (const { id, box, categoryId } of human) {
    const written = document.annotations.find((annotation) => annotation.id === id);
    expect(written?.category_id).toBe(categoryId);
    const [x = NaN, y = NaN, w = NaN, h = NaN] = written?.bbox ?? [];
    expect([x, y, x + w, y + h].map((value) => Math.round(value * 1000))).toEqual(
      [box.x1, box.y1, box.x2, box.y2].map((value) => Math.round(value * 1000)),
    );
  }
  await page.keyboard.press('Escape');
});

test('the project opens again with every box', async () => {
  const before = new Map<number, readonly Annotation[]>();
  for (const { id } of await pictures()) before.set(id, await stored(id));
  const { home } = studio;
  await studio.app.close();
  studio = await launch({ home });
  page = studio.page;
  await page
    .getByText(/^boxwright-pictures-/)
    .first()
    .click();
  await expect.poll(async () => (await pictures().catch(() => [])).length).toBe(count);
  for (const [id, boxes] of before) expect(await stored(id)).toEqual(boxes);
  await look('again');
});
