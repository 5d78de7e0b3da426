// The annotator's hands in the real window: ways of drawing, the pile under the pointer, edges, arranging, locking, hiding, numbers.
import { expect, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation, ImageSummary } from '../../src/common/annotation/types.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, launch, screenshots, test, type Studio } from './launch.ts';
import { shoot } from './shoot.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  drawn = await drawPictures(3, 8);
  studio = await launch();
  page = studio.page;
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.getByRole('button', { name: 'Open a folder of pictures' }).click();
  await expect.poll(async () => (await pictures()).filter(({ width }) => width === 640).length).toBe(3);
  await expect(page.getByRole('application')).toBeVisible();
  await page.evaluate(() => window.studio.ask('categories/edit', { kind: 'add', name: 'cell' }));
  await expect(page.getByRole('button', { name: 'Class cell' })).toBeVisible();
});

test.afterAll(async () => {
  await studio.close();
  rmSync(drawn.folder, { recursive: true, force: true });
});

async function pictures(): Promise<readonly ImageSummary[]> {
  const answer = await page.evaluate(() => window.studio.ask('images/list', {}));
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}

async function stored(place: number): Promise<readonly Annotation[]> {
  const id = (await pictures())[place]?.id ?? 0;
  const answer = await page.evaluate((image) => window.studio.ask('image/annotations', { image }), id);
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}

const isSaved = () => expect(page.getByRole('status', { name: 'Save state' })).toHaveText('saved');

/** A point of the picture on screen; the picture is fitted, with its margin. */
async function at(x: number, y: number): Promise<{ x: number; y: number }> {
  const canvas = await page.getByRole('application').boundingBox();
  if (canvas === null) throw new Error('the canvas is not on screen');
  const scale = Math.min((canvas.width - 48) / 640, (canvas.height - 48) / 480);
  return {
    x: canvas.x + canvas.width / 2 + (x - 320) * scale,
    y: canvas.y + canvas.height / 2 + (y - 240) * scale,
  };
}

async function click(x: number, y: number): Promise<void> {
  const point = await at(x, y);
  await page.mouse.click(point.x, point.y);
}

const look = (name: string) => page.screenshot({ path: join(screenshots, `editing-${name}.png`) });

test('four outermost points make a box, Backspace takes one back, and two corners inside it make another', async () => {
  await page.getByRole('button', { name: 'How boxes are drawn' }).click();
  await look('ways');
  await page.getByRole('menuitemcheckbox', { name: 'By four outermost points' }).click();
  await click(200, 100);
  await click(20, 20);
  await page.keyboard.press('Backspace');
  await click(100, 200);
  await click(300, 220);
  await look('points');
  await click(200, 320);
  await isSaved();
  const [one] = await stored(0);
  expect([one?.box.x1, one?.box.y1, one?.box.x2, one?.box.y2].map((value) => Math.round(value ?? 0))).toEqual([
    100, 100, 300, 320,
  ]);
  for (const _ of [1, 2]) await page.keyboard.press('Shift+B');
  await click(140, 140);
  const corner = await at(260, 260);
  await page.mouse.move(corner.x, corner.y);
  await look('two-corners');
  await click(260, 260);
  await isSaved();
  expect(await stored(0)).toHaveLength(2);
});

test('Tab goes through the pile under the pointer, Alt and the wheel move the nearest edge', async () => {
  await page.keyboard.press('v');
  await click(200, 200);
  const edge = await at(255, 200);
  await page.mouse.move(edge.x, edge.y);
  const before = (await stored(0))[1];
  await page.keyboard.down('Alt');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Alt');
  await isSaved();
  expect(((await stored(0))[1]?.box.x2 ?? 0) - (before?.box.x2 ?? 0)).toBeCloseTo(1, 5);
  const row = page.getByRole('list', { name: 'Boxes' }).getByRole('button', { pressed: true });
  await page.keyboard.press('Tab');
  await expect(page.getByRole('list', { name: 'Boxes' }).locator('.box-row').first()).toHaveClass(/selected/);
  await expect(row).toHaveCount(1);
});

test('boxes are aligned, locked, hidden and shown again', async () => {
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Align left edges' }).click();
  await isSaved();
  const [one, two] = await stored(0);
  expect(two?.box.x1).toBe(one?.box.x1);
  await shoot(studio, 'editing-several', { frame: '.inspector', body: '.selection-tools' });
  await page.keyboard.press('Alt+l');
  await page.getByRole('application').focus();
  await page.keyboard.press('Delete');
  await expect(page.getByText('2 locked boxes stay as before')).toBeVisible();
  expect(await stored(0)).toHaveLength(2);
  await expect(page.getByRole('button', { name: 'Locked; unlock cell, drawn' })).toHaveCount(2);
  await look('locked');
  await page.keyboard.press('Alt+Shift+l');
  await click(200, 150);
  await page.keyboard.press('Alt+q');
  await expect(page.getByRole('button', { name: '1 hidden · Show all' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Hidden; show cell, drawn' })).toBeVisible();
  await shoot(studio, 'editing-hidden', { frame: '.hidden-chip', body: '.inspector' });
  await page.getByRole('button', { name: '1 hidden · Show all' }).click();
  await expect(page.locator('.hidden-chip')).toHaveCount(0);
});

test('four pasted numbers set the box, what is no number is said, and the boxes go on to the next picture', async () => {
  await click(200, 150);
  const field = page.getByRole('textbox', { name: 'x1' });
  await field.fill('1x');
  await expect(page.getByText('“1x” is no number')).toBeVisible();
  await look('fault');
  await field.press('Escape');
  await field.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', '[10.5, 20, 110.25, 90]');
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await isSaved();
  expect((await stored(0)).map(({ box }) => box)).toContainEqual({ x1: 10.5, y1: 20, x2: 110.25, y2: 90 });
  await field.press('ArrowUp');
  await isSaved();
  expect((await stored(0)).map(({ box }) => box.x1)).toContain(11.5);
  await expect(field).toBeFocused();
  await page.getByRole('application').focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+d');
  await expect(page.getByText(/2 boxes came from cells_1/)).toBeVisible();
  await isSaved();
  expect(await stored(1)).toHaveLength(2);
  await look('propagated');
});
