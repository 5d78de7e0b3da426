// The page that looks at the data, in the real window over real proposals: its plots, their tables, and what a bar leads to.
import { expect, type Page } from '@playwright/test';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { barriers } from './axe.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, answerSaveDialog, launch, temporaryFolder, test, type Studio } from './launch.ts';
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

test('findings lead to their boxes in the picture, and back to the list at its place', async () => {
  await page.evaluate(async () => {
    const list = await window.studio.ask('images/list', {});
    const categories = await window.studio.ask('categories/list', {});
    const ids = await window.studio.ask('ids/reserve', {});
    if (!list.ok || !categories.ok || !ids.ok) throw new Error('The project does not answer.');
    const corners = [
      [10, 10, 60, 60],
      [10, 10, 60, 61],
      [100, 100, 102, 140],
      [0, 0, 640, 478],
    ] as const;
    const added = corners.map(([x1, y1, x2, y2], place) => ({
      id: ids.value.first + place,
      categoryId: categories.value[0]?.id ?? 1,
      box: { x1, y1, x2, y2 },
      origin: { kind: 'drawn' } as const,
      crowd: false,
    }));
    const image = list.value[3]?.id ?? 0;
    const answer = await window.studio.ask('image/apply', { image, change: { added, removed: [], updated: [] } });
    if (!answer.ok) throw new Error(answer.failure.message);
  });
  await page.getByRole('button', { name: /^Findings/ }).click();
  const finding = (words: string) =>
    main().getByRole('navigation', { name: 'Findings' }).getByRole('button', { name: words });
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+6');
  await expect(finding('1 box is there twice')).toBeVisible();
  await expect(finding('1 box is tiny')).toBeVisible();
  await expect(finding('1 box covers its picture')).toBeVisible();
  await finding('1 box is there twice').click();
  const rows = page.getByRole('option');
  await expect(rows).toHaveCount(1);
  await expect(rows.locator('.crop-image')).toHaveCount(2);
  await expect
    .poll(() =>
      rows.locator('.crop-image').evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth > 0)),
    )
    .toBe(true);
  await page.mouse.move(0, 0);
  await shoot(studio, 'look-findings', shownPage);
  await page.getByRole('listbox').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('application')).toHaveAccessibleName(/cells_4\.jpg/);
  await expect(page.getByText('2 selected').first()).toBeVisible();
  await page.keyboard.press('Shift+L');
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole('listbox')).toBeFocused();
  await finding('are not labelled yet').click();
  await expect(rows.first()).toContainText('cells_1.jpg');
});

test('near-duplicates are found by a job, stand side by side, and the export dialog says what to look at first', async () => {
  const original = join(drawn.folder, 'cells_2.jpg');
  await sharp(original).resize(500).png().toFile(join(drawn.folder, 'copy.png'));
  await page.keyboard.press('F5');
  await expect(page.getByText('1 of them new').first()).toBeVisible();
  await page.getByRole('button', { name: 'Find near-duplicate pictures' }).click();
  const finding = main()
    .getByRole('navigation', { name: 'Findings' })
    .getByRole('button', { name: '2 pictures look like others' });
  await expect(finding).toBeVisible({ timeout: 60_000 });
  await finding.click();
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(page.getByRole('option')).toContainText('cells_2.jpg');
  await expect(page.getByRole('option')).toContainText('copy.png');
  await page.mouse.move(0, 0);
  await shoot(studio, 'look-twins', shownPage);
  await page.locator('[data-image]').nth(1).click();
  await expect(page.getByRole('application')).toHaveAccessibleName(/copy\.png/);
  await page.keyboard.press('Control+e');
  await expect(page.getByRole('dialog')).toContainText('2 things to look at first: 1 box is there twice');
  await page.getByRole('dialog').getByRole('button', { name: 'Look' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('listbox', { name: '1 box is there twice' })).toBeVisible();
});

test('the crops of a class stand side by side, and each opens in its picture', async () => {
  await page.getByRole('button', { name: 'Crops', exact: true }).click();
  await page.getByRole('button', { name: 'Proposals' }).click();
  const mosaic = main().getByRole('region', { name: 'RBC' });
  const crops = mosaic.getByRole('button', { name: /^RBC, proposed/ });
  await expect(crops.nth(5)).toBeVisible();
  await expect
    .poll(() =>
      mosaic
        .locator('.crop-image')
        .evaluateAll((all) => all.length > 5 && all.every((one) => (one as HTMLImageElement).naturalWidth > 0)),
    )
    .toBe(true);
  await page.mouse.move(0, 0);
  await shoot(studio, 'look-crops', shownPage);
  await crops.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(crops.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 selected').first()).toBeVisible();
  await page.keyboard.press('Control+6');
  await expect(crops.first()).toBeVisible();
});

test('a plot is saved as a picture and as a table', async () => {
  await page.getByRole('button', { name: /^Figures/ }).click();
  const menu = page.getByRole('button', { name: 'Menu of the plot: Sizes of pictures' });
  const folder = temporaryFolder('plots');
  const [png, csv] = [join(folder, 'plot.png'), join(folder, 'plot.csv')];
  await answerSaveDialog(studio.app, png);
  await menu.click();
  await page.getByRole('menuitem', { name: /PNG/ }).click();
  await expect(page.getByText('Saved as').first()).toBeVisible();
  const { width = 0, height = 0, format } = await sharp(png).metadata();
  expect([format, width > 300, height > 200]).toEqual(['png', true, true]);
  await answerSaveDialog(studio.app, csv);
  await menu.click();
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  await expect.poll(() => existsSync(csv)).toBe(true);
  expect(readFileSync(csv, 'utf8')).toBe('width x height,pictures\r\n640 × 480,8\r\n500 × 375,1\r\n');
  rmSync(folder, { recursive: true, force: true });
});

test('pictures are put into a split by hand, are found by it everywhere, and one step takes it back', async () => {
  await page.keyboard.press('Control+1');
  const rows = page.getByRole('listbox', { name: 'Pictures' }).getByRole('option');
  const filter = page.getByRole('search', { name: 'Filter pictures' }).getByLabel('Split', { exact: true });
  // The finding that was opened last left the list cut down to its pictures; one more had come for the near-duplicates.
  await page.getByRole('button', { name: 'Show all', exact: true }).click();
  await expect(rows).toHaveCount(9);
  await expect(filter).toHaveCount(0);
  for (const row of [1, 3]) await rows.nth(row).click({ modifiers: ['Control'] });
  // At the list's usual width nothing of it is cut off.
  const marked = page.getByText('2 pictures marked', { exact: true });
  expect(await marked.evaluate((words) => words.scrollWidth - words.clientWidth)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'Split…', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Put pictures into a split' });
  await expect(dialog.getByRole('radio', { name: 'The marked ones · 2' })).toBeChecked();
  await dialog.getByLabel('Split', { exact: true }).selectOption({ label: 'val' });
  await shoot(studio, 'split-dialog', shownPage);
  await dialog.getByRole('button', { name: 'Put them there' }).click();
  await expect(page.getByText('Put 2 pictures into the split val.').first()).toBeVisible();
  await filter.selectOption({ label: 'val · 2' });
  await expect(rows).toHaveCount(2);
  await shoot(studio, 'split-list', shownPage);

  await page.keyboard.press('Control+k');
  await page.keyboard.insertText('Put pictures into a split');
  await page.keyboard.press('Enter');
  await dialog.getByRole('radio', { name: 'All that the list shows · 2' }).check();
  await dialog.getByLabel('Split', { exact: true }).selectOption({ label: 'Another name' });
  await dialog.getByLabel('Name of the split').fill('extra');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No picture matches')).toBeVisible();
  await page.keyboard.press('Control+Alt+z');
  await expect(rows).toHaveCount(2);

  const list = await page.evaluate(() => window.studio.ask('images/list', {}));
  const ofVal = list.ok ? list.value.filter(({ split }) => split === 'val') : [];
  expect(ofVal).toHaveLength(2);
  const proposals = ofVal.reduce((sum, image) => sum + image.proposals, 0);
  await page.keyboard.press('Control+6');
  await page.getByRole('button', { name: 'Proposals' }).click();
  await page.getByRole('toolbar', { name: 'Look at the data' }).getByLabel('Split').selectOption({ label: 'val · 2' });
  await expect(main().getByRole('status')).toContainText(`2 pictures · ${proposals} box`);
  await page.keyboard.press('Shift+G');
  const crops = page.getByRole('status', { name: 'Number of crops' });
  await page.getByRole('search', { name: 'Filter boxes' }).getByLabel('Split').selectOption({ label: 'val · 2' });
  await expect(crops).toHaveText(String(proposals));
  await shoot(studio, 'split-grid', shownPage);
  await page.getByRole('search', { name: 'Filter boxes' }).getByLabel('Split').selectOption({ label: 'All splits' });
  await expect(crops).not.toHaveText(String(proposals));
  await page.keyboard.press('Control+6');
  await page
    .getByRole('toolbar', { name: 'Look at the data' })
    .getByLabel('Split')
    .selectOption({ label: 'All splits' });
});

test('nothing of it is a barrier, dark or light', async () => {
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((wanted) => document.documentElement.setAttribute('data-theme', wanted), theme);
    for (const tab of [/^Figures/, /^Crops$/, /^Findings/]) {
      await page.getByRole('button', { name: tab }).click();
      await page.waitForTimeout(250);
      expect([theme, String(tab), ...(await barriers(page))]).toEqual([theme, String(tab)]);
    }
  }
});
