// Judging proposals in the real window: which are shown, how they are coloured, one by one on a picture.
import { expect, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import type { Annotation, ImageSummary } from '../../src/common/annotation/types.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, launch, test, type Studio } from './launch.ts';
import { openDialog, shoot } from './shoot.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;

test.describe.configure({ mode: 'serial', timeout: 480_000 });

test.beforeAll(async () => {
  drawn = await drawPictures(4, 11);
  studio = await launch();
  ({ page } = studio);
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.getByRole('button', { name: 'Open a folder of pictures' }).click();
  await expect(page.getByRole('application')).toBeVisible({ timeout: 120_000 });
  await expect.poll(async () => (await pictures()).filter(({ width }) => width === 640).length).toBe(4);
  await page.keyboard.press('Shift+P');
  await expect
    .poll(async () => (await pictures()).filter(({ proposals }) => proposals > 0).length, { timeout: 240_000 })
    .toBe(4);
  await expect(page.locator('.box-row').first()).toBeVisible();
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

const ofKind = async (place: number, kind: Annotation['origin']['kind']) =>
  (await stored(place)).filter(({ origin }) => origin.kind === kind);
const proposedRows = () => page.locator('.box-row .swatch.hollow');

test('only proposals between two scores are shown, by slider, keys and numbers', async () => {
  const low = page.getByRole('slider', { name: 'Proposal threshold' });
  const high = page.getByRole('slider', { name: 'Highest score of proposals' });
  await high.focus();
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowLeft');
  await expect(high).toHaveValue('0.95');
  await low.focus();
  await page.keyboard.press('Home');
  await page.getByRole('application').focus();
  await page.keyboard.press('{');
  await expect(high).toHaveValue('0.9');
  await page.keyboard.press('Shift+S');
  const panel = page.getByRole('dialog', { name: 'Scores of proposals' });
  await expect(panel).toBeVisible();
  await panel.getByRole('textbox', { name: 'Highest score' }).fill('0,6');
  await page.keyboard.press('Enter');
  await expect(high).toHaveValue('0.6');
  await expect(page.getByText(/not shown by score/)).toBeVisible();
  const number = panel.getByRole('textbox', { name: /Least score of .* in numbers/ }).first();
  await number.fill('0.7');
  await number.press('ArrowUp');
  await expect(number).toHaveValue('0.71');
  await shoot(studio, 'review-scores', { frame: '.scores-panel', body: '.scores-panel' });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /Least score of .*: 0.71/ })).toBeVisible();
  await shoot(studio, 'review-scores-shown', { frame: '.toolbar', body: '.toolbar' });
  await page.keyboard.press('Shift+S');
  await panel.getByRole('button', { name: /scores that the model suggests/ }).click();
  await expect(high).toHaveValue('1');
  await page.keyboard.press('Escape');
});

test('boxes are coloured by confidence and by origin, and the canvas says what the colours mean', async () => {
  await page.getByRole('application').focus();
  await page.keyboard.press('c');
  await expect(page.getByRole('button', { name: /Score 0/ })).toBeVisible();
  await shoot(studio, 'review-confidence', { frame: '.colour-legend', body: '.colour-legend' });
  await page.keyboard.press('c');
  await expect(page.getByRole('button', { name: /Proposed$/ })).toBeVisible();
  await shoot(studio, 'review-origin', { frame: '.colour-legend', body: '.colour-legend' });
  await page.keyboard.press('c');
  await expect(page.locator('.colour-legend')).toHaveCount(0);
});

test('one key for each proposal: right, wrong, another class; then one key to the next picture', async () => {
  await page.keyboard.press('Shift+Z');
  await page.keyboard.press('Tab');
  const before = await proposedRows().count();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await ofKind(0, 'accepted')).length).toBe(1);
  await page.keyboard.press('Backspace');
  await expect.poll(async () => (await ofKind(0, 'rejected')).length).toBe(1);
  const selected = page.locator('.box-row.selected');
  await expect(selected).toHaveCount(1);
  await page.keyboard.press('2');
  await expect(proposedRows()).toHaveCount(before - 3);
  await expect(selected).toHaveCount(1);
  await shoot(studio, 'review-one-by-one', { frame: '.inspector', body: '.inspector' });
  await page.keyboard.press('k');
  await expect.poll(async () => (await pictures())[0]?.state).toBe('done');
  await expect(page.getByRole('application', { name: /cells_2/ })).toBeVisible();
  await expect(selected).toHaveCount(1);
  await page.keyboard.press('Shift+Z');
});

test('a pass brings each proposal of all pictures before the eyes; yes, no, another class, and back', async () => {
  await page.keyboard.press('Shift+R');
  const dialog = page.getByRole('dialog', { name: 'Pass over all pictures' });
  const primary = dialog.getByRole('button', { name: /^Check \d+ proposals$/ });
  await expect(primary).toBeEnabled();
  await expect(primary).toBeFocused();
  await dialog.getByRole('radio', { name: /Least sure first/ }).check();
  const platelets = dialog.getByRole('combobox', { name: 'Class of the pass' });
  const option = platelets.locator('option', { hasText: /^Platelets \(\d+\)$/ });
  await platelets.selectOption((await option.getAttribute('value')) ?? '');
  await shoot(studio, 'review-dialog', openDialog);
  await dialog.getByRole('button', { name: /^Check \d+ proposals?$/ }).click();
  const bar = page.getByRole('region', { name: 'Pass over all pictures' });
  await expect(bar).toContainText(/0 of \d+/);
  const selected = page.locator('.box-row.selected');
  const answer = async (key: string, said: RegExp) => {
    await expect(selected).toHaveCount(1);
    await page.keyboard.press(key);
    await expect(bar.getByRole('status')).toHaveText(said);
  };
  await answer('Enter', /^1 of \d+/);
  await answer('n', /^2 of \d+ · 1 rejected/);
  await answer('1', /^3 of \d+ · 1 rejected · 1 of another class/);
  await expect(selected).toHaveCount(1);
  await shoot(studio, 'review-pass', { frame: '.review-bar', body: '.review-line' });
  await answer('u', /^2 of \d+ · 1 rejected$/);
  await answer('Control+z', /^1 of \d+$/);
  await expect(selected).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(page.getByText('1 checked: 1 accepted.')).toBeVisible();
});

test('a pass goes on to its end and says what came of it', async () => {
  await page.keyboard.press('Shift+R');
  const dialog = page.getByRole('dialog', { name: 'Pass over all pictures' });
  const classes = dialog.getByRole('combobox', { name: 'Class of the pass' });
  const option = classes.locator('option', { hasText: /^WBC \(\d+\)$/ });
  await classes.selectOption((await option.getAttribute('value')) ?? '');
  const start = dialog.getByRole('button', { name: /^Check \d+ proposals?$/ });
  const total = Number(/\d+/.exec((await start.textContent()) ?? '')?.[0]);
  await start.click();
  const bar = page.getByRole('region', { name: 'Pass over all pictures' });
  for (let done = 0; done < total; done++) {
    await expect(bar).toContainText(`${done} of ${total}`);
    await expect(page.locator('.box-row.selected')).toHaveCount(1);
    await page.keyboard.press('y');
  }
  await expect(bar).toContainText(`${total} checked: ${total} accepted`);
  await shoot(studio, 'review-over', { frame: '.review-bar', body: '.review-line' });
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
});

test('a pass draws one class on every picture', async () => {
  await page.keyboard.press('Shift+R');
  const dialog = page.getByRole('dialog', { name: 'Pass over all pictures' });
  await dialog.getByRole('radio', { name: /Draw one class/ }).check();
  await dialog.getByRole('combobox', { name: 'Class of the pass' }).selectOption({ label: 'RBC' });
  await dialog.getByRole('button', { name: 'Pass through 4 pictures' }).click();
  const bar = page.getByRole('region', { name: 'Pass over all pictures' });
  await expect(bar).toContainText('0 of 4 pictures through');
  const canvas = await page.getByRole('application').boundingBox();
  if (canvas === null) throw new Error('the canvas is not on screen');
  const drawnBefore = (await Promise.all([0, 1, 2, 3].map((place) => ofKind(place, 'drawn')))).flat().length;
  await page.mouse.move(canvas.x + canvas.width / 2 - 60, canvas.y + canvas.height / 2 - 60);
  await page.mouse.down();
  await page.mouse.move(canvas.x + canvas.width / 2 + 60, canvas.y + canvas.height / 2 + 40, { steps: 4 });
  await page.mouse.up();
  await expect
    .poll(async () => (await Promise.all([0, 1, 2, 3].map((place) => ofKind(place, 'drawn')))).flat().length)
    .toBe(drawnBefore + 1);
  await page.getByRole('application').focus();
  await page.keyboard.press('Escape');
  for (let through = 1; through <= 3; through++) {
    await page.keyboard.press('Enter');
    await expect(bar).toContainText(`${through} of 4 pictures through`);
    await expect(page.locator('.box-row').first()).toBeVisible();
  }
  await shoot(studio, 'review-draw', { frame: '.review-bar', body: '.review-line' });
  await page.keyboard.press('Enter');
  await expect(bar).toContainText('All 4 pictures are through');
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
});
