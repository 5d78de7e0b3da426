// The page that looks at the data, in the real window over real proposals: its plots, their tables, and what a bar leads to.
import { expect, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { barriers } from './axe.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, launch, test, type Studio } from './launch.ts';
import { shoot, shownPage } from './shoot.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  drawn = await drawPictures(8, 33);
  studio = await launch();
  page = studio.page;
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('application')).toBeVisible();
});

test.afterAll(async () => {
  await studio.close();
  rmSync(drawn.folder, { recursive: true, force: true });
});

const main = () => page.getByRole('main', { name: 'Look at the data' });
const plot = (name: string) => page.getByRole('region', { name, exact: true });

test('without boxes the plots say so, and pictures are counted all the same', async () => {
  await page.keyboard.press('Control+6');
  await expect(main()).toBeVisible();
  await expect(main().getByRole('status')).toHaveText('8 pictures · 0 boxes · 0 classes');
  await expect(plot('Classes')).toContainText('Nothing to count yet.');
  await expect(plot('Sizes of pictures').locator('canvas')).toBeVisible();
});

test('proposals are counted, drawn, read out by keys, and listed as a table', async () => {
  await page.keyboard.press('Shift+P');
  await expect(page.getByText(/pre-labelled, \d+/).first()).toBeVisible({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Proposals' }).click();
  const counted = main().getByRole('status');
  await expect(counted).toHaveText(/^8 pictures · [1-9]\d* boxes · \d classes$/);
  await page.mouse.move(0, 0);
  await shoot(studio, 'look-figures', shownPage);
  const classes = plot('Classes').getByRole('img');
  await classes.focus();
  await page.keyboard.press('ArrowRight');
  const first = await plot('Classes').locator('header').innerText();
  expect(first).toMatch(/on \d pictures: \d+ Boxes/);
  await plot('Classes').getByRole('button', { name: 'Menu of the plot: Classes' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'As a table' }).click();
  const sum = await plot('Classes')
    .locator('td')
    .evaluateAll((cells) => cells.reduce((total, cell) => total + Number(cell.textContent?.replaceAll(',', '')), 0));
  expect((await counted.innerText()).replaceAll(',', '')).toContain(`${sum} boxes`);
});

test('nothing of it is a barrier, dark or light', async () => {
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((wanted) => document.documentElement.setAttribute('data-theme', wanted), theme);
    await page.waitForTimeout(250);
    expect([theme, ...(await barriers(page))]).toEqual([theme]);
  }
});
