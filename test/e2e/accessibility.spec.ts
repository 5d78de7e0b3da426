// Every page, panel and dialog against WCAG 2.2 AA by axe-core in the real window, dark and light; the names that a screen reader
// says; the focus that a keyboard brings is seen everywhere.
import { expect, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { barriers } from './axe.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { cellsOf, cocoText, writeFiles } from './labelFiles.ts';
import { answerOpenDialog, launch, temporaryFolder, test, type Studio } from './launch.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;

test.describe.configure({ mode: 'serial', timeout: 480_000 });

test.beforeAll(async () => {
  drawn = await drawPictures(3, 3);
  studio = await launch();
  ({ page } = studio);
});
test.afterAll(async () => {
  await studio.close();
  rmSync(drawn.folder, { recursive: true, force: true });
});

async function setTheme(theme: 'dark' | 'light'): Promise<void> {
  await page.evaluate((wanted) => window.studio.ask('settings/set', { theme: wanted }), theme);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

async function expectNone(where: string): Promise<void> {
  // What fades in has its colours only then.
  await page.waitForTimeout(250);
  expect([where, ...(await barriers(page))]).toEqual([where]);
}

test('the first screen has no barriers', async () => {
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(theme);
    await expect(page.getByRole('button', { name: 'Open a folder of pictures' })).toBeVisible();
    await expectNone(`welcome, ${theme}`);
  }
});

test('the label page has none, with proposals, a selection, the history and the panel of the picture', async () => {
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.getByRole('button', { name: 'Open a folder of pictures' }).click();
  await expect(page.getByRole('application')).toBeVisible();
  await page.keyboard.press('Shift+P');
  await expect(page.getByRole('button', { name: 'Jobs' })).toContainText('3 pictures pre-labelled', {
    timeout: 120_000,
  });
  await page.getByRole('application').focus();
  await page.keyboard.press('Shift+Enter');
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(theme);
    await expect(page.getByRole('application')).toBeVisible();
    await page.getByRole('application').focus();
    await expectNone(`label, ${theme}`);
    await page.keyboard.press('Tab');
    await expectNone(`label with a box selected, ${theme}`);
    await page.keyboard.press('Control+a');
    await expectNone(`label with all selected, ${theme}`);
    await page.keyboard.press('Shift+h');
    await expectNone(`label with the history, ${theme}`);
    await page.keyboard.press('Shift+h');
  }
});

test('the other pages have none', async () => {
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(theme);
    for (const name of ['Train', 'Data', 'Look at the data', 'Models', 'Settings'] as const) {
      await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
      await expect(page.getByRole('main', { name })).toBeVisible();
      await expectNone(`${name}, ${theme}`);
    }
    await page.getByRole('button', { name: /^Label/ }).click();
  }
});

test('dialogs have none', async () => {
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(theme);
    await expect(page.getByRole('application')).toBeVisible();
    for (const [name, key] of [
      ['Command palette', 'Control+k'],
      ['Keys', '?'],
      ['Export', 'Control+e'],
      ['Import labels', 'Control+i'],
    ] as const) {
      await page.getByRole('application').focus();
      await page.keyboard.press(key);
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNone(`${name}, ${theme}`);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  }
});

test('the stages of a label import have none', async () => {
  const cells = cellsOf(drawn, [...drawn.truth.keys()], 3);
  const more = { lines: [[1, 1]], note: 'seen twice' };
  const labels = writeFiles(temporaryFolder('labels'), {
    'broken.json': '{"images": [',
    'cells.json': cocoText(
      [...cells, ['elsewhere.jpg', [{ name: 'RBC', box: { x1: 9, y1: 9, x2: 4, y2: 20 } }]]],
      more,
    ),
  });
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(theme);
    await expect(page.getByRole('application')).toBeVisible();
    await page.getByRole('application').focus();
    await page.keyboard.press('Control+i');
    const choose = page.getByRole('button', { name: 'Choose a file…' });
    await answerOpenDialog(studio.app, [join(labels, 'broken.json')]);
    await choose.click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expectNone(`a label file that cannot be read, ${theme}`);
    await answerOpenDialog(studio.app, [join(labels, 'cells.json')]);
    await choose.click();
    await expect(page.getByRole('list', { name: 'Classes of the file' })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Problems of the file' })).toBeVisible();
    await expectNone(`what a label file holds, ${theme}`);
    if (theme === 'light') {
      await page.getByRole('button', { name: /^Import [\d,]+ box/ }).click();
      await expect(page.getByRole('button', { name: 'Take it back', exact: true })).toBeVisible();
      await expectNone(`what was imported, ${theme}`);
      await page.getByRole('button', { name: 'Take it back', exact: true }).click();
    } else await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  rmSync(labels, { recursive: true, force: true });
});

test('a screen reader hears which box is selected, of how many, its class and its score', async () => {
  await page.getByRole('application').focus();
  await page.keyboard.press('d');
  await expect(page.getByRole('application')).toHaveAccessibleName(/proposed$/);
  await page.keyboard.press('Tab');
  await expect(
    page.getByText(/^Box \d+ of \d+, [\w ]+, proposed 0\.\d\d, \d+ by \d+ pixels at \d+, \d+$/),
  ).toBeAttached();
  for (const name of ['Boxes of this picture', 'Selected box', 'Attributes', 'Classes', 'Picture facts'])
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Picture list' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
  await expect(page.getByRole('toolbar', { name: 'Tools' })).toBeVisible();
});

test('a list is one stop of Tab, and the arrows go through its rows', async () => {
  for (const name of ['Boxes', 'Classes'] as const) {
    const list =
      name === 'Boxes' ? page.getByRole('list', { name }) : page.getByRole('region', { name }).getByRole('list');
    await expect(list.getByRole('listitem').nth(1)).toBeVisible();
    expect(await list.locator('button, input').count()).toBeGreaterThan(3);
    await expect.poll(() => list.locator(':is(button, input):not([tabindex="-1"])').count()).toBe(1);
    const stop = list.locator(':is(button, input):not([tabindex="-1"])');
    const row = () =>
      list.evaluate((element) =>
        [...element.querySelectorAll('[data-rove-row]')].findIndex((one) => one.contains(document.activeElement)),
      );
    await stop.focus();
    await page.keyboard.press('Home');
    await expect.poll(row).toBe(0);
    await page.keyboard.press('ArrowDown');
    await expect.poll(row).toBe(1);
    await page.keyboard.press('ArrowRight');
    await expect.poll(row).toBe(1);
    await expect.poll(() => stop.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowUp');
    await expect.poll(row).toBe(0);
  }
});

test('F6 goes through the parts of the window, and what has the focus shows it', async () => {
  const seen: string[] = [];
  for (let step = 0; step < 8; step++) {
    await page.keyboard.press('F6');
    const part = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const ring = element.dataset['ring'] === 'shown' || boxShadow !== 'none';
      const shows = ring || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1);
      const region = element.closest<HTMLElement>('[data-region]')?.dataset['region'] ?? element.tagName;
      return `${region}: ${shows ? 'shown' : 'not shown'}`;
    });
    seen.push(part);
  }
  expect(seen.filter((one) => one.endsWith('not shown'))).toEqual([]);
  expect(new Set(seen).size).toBeGreaterThanOrEqual(5);
});
