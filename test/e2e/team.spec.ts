// Two people in the real window: a picture is labelled, reviewed under a name, returned with a note, and the progress adds it up.
import { expect, type Page } from '@playwright/test';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation, ImageSummary } from '../../src/common/annotation/types.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, answerSaveDialog, launch, screenshots, test, type Studio } from './launch.ts';
import { openDialog, shoot, shownPage } from './shoot.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  drawn = await drawPictures(6, 8);
  studio = await launch();
  page = studio.page;
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.getByRole('button', { name: 'Open a folder of pictures' }).click();
  await expect.poll(async () => (await pictures()).filter(({ width }) => width === 640).length).toBe(6);
  await expect(page.getByRole('application')).toBeVisible();
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

async function boxes(): Promise<readonly Annotation[]> {
  const id = (await pictures())[0]?.id ?? 0;
  const answer = await page.evaluate((image) => window.studio.ask('image/annotations', { image }), id);
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}

const state = async () => (await pictures())[0]?.state;
const canvas = () => page.getByRole('application');
const look = (name: string) => page.screenshot({ path: join(screenshots, `team-${name}.png`) });

async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const place = await canvas().boundingBox();
  if (place === null) throw new Error('the canvas is not on screen');
  const at = ([x, y]: readonly [number, number]) => [place.x + place.width * x, place.y + place.height * y] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 4 });
  await page.mouse.up();
}

test('progress before any work says what comes next', async () => {
  await page.keyboard.press('Control+5');
  await expect(page.getByText('Nothing was labelled in the last seven days.')).toBeVisible();
  await expect(page.getByText('No model has proposed anything yet.')).toBeVisible();
  await expect(page.getByText('6 pictures are left to label.')).toBeVisible();
  await shoot(studio, 'team-progress-empty', shownPage);
  await page.keyboard.press('Control+1');
});

test('a name is asked for at the first review, and boxes and pictures say it', async () => {
  await page.evaluate(() => window.studio.ask('categories/edit', { kind: 'add', name: 'cell' }));
  await expect(page.getByRole('button', { name: 'Class cell' })).toBeVisible();
  await canvas().focus();
  await page.keyboard.press('Control+Enter');
  await expect.poll(state).toBe('done');
  await page.keyboard.press('Control+Shift+Enter');
  const name = page.getByRole('textbox', { name: 'Your name' });
  await expect(name).toBeFocused();
  expect(await name.inputValue()).not.toBe('');
  await shoot(studio, 'team-name', openDialog);
  await name.fill('Ada');
  await page.keyboard.press('Enter');
  await expect.poll(state).toBe('reviewed');
  expect((await pictures())[0]?.verdict).toMatchObject({ by: 'Ada' });
  await expect(page.getByRole('list', { name: 'What was said of the picture' })).toContainText('Reviewed by Ada');
  await canvas().focus();
  await page.keyboard.press('Control+Shift+Enter');
  await expect.poll(state).toBe('done');

  await page.keyboard.press('b');
  await drag([0.3, 0.3], [0.4, 0.45]);
  await expect.poll(async () => (await boxes()).length).toBe(1);
  expect((await boxes())[0]?.made).toMatchObject({ by: 'Ada' });
  expect(await state()).toBe('done');
  await page.keyboard.press('v');
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('group', { name: 'Where the box came from' })).toContainText('Drawn by Ada');
  await shoot(studio, 'team-box', { frame: '.inspector', body: '.box-maker' });
});

test('a picture is returned with a note by the keyboard alone, and the note goes when it is labelled again', async () => {
  await canvas().focus();
  await page.keyboard.press('Control+Alt+Enter');
  await expect(page.getByRole('textbox', { name: 'What has to be done' })).toBeFocused();
  await page.keyboard.type('Two cells at the left edge are missing, and the box in the middle is too wide.');
  await shoot(studio, 'team-return', openDialog);
  await page.keyboard.press('Enter');
  await expect.poll(state).toBe('returned');
  await expect(page.locator('.returned-banner')).toContainText('Two cells at the left edge are missing');
  await expect(page.locator('.returned-banner')).toContainText('Returned by Ada');
  await expect(page.getByRole('listbox', { name: 'Pictures' }).getByRole('option').first()).toContainText('Returned');
  await shoot(studio, 'team-returned', { frame: '.stage', body: '.returned-banner' });
  await page.getByRole('combobox', { name: 'Show pictures' }).selectOption({ label: 'Returned · 1' });
  await expect(page.getByRole('listbox', { name: 'Pictures' }).getByRole('option', { name: /Returned/ })).toHaveCount(
    1,
  );
  await page.getByRole('combobox', { name: 'Show pictures' }).selectOption('all');
  await canvas().focus();
  await page.keyboard.press('Control+Alt+Enter');
  await expect.poll(state).toBe('done');
  await page.keyboard.press('Control+Alt+Enter');
  await page.keyboard.press('Enter');
  await expect.poll(state).toBe('returned');
  await canvas().focus();
  await page.keyboard.press('Control+Enter');
  await expect.poll(state).toBe('done');
  await expect(page.locator('.returned-banner')).toHaveCount(0);
});

test('progress adds it up, opens the pictures of a class, and goes out as a table', async () => {
  await canvas().focus();
  await page.keyboard.press('Shift+p');
  await expect
    .poll(async () => (await pictures()).filter(({ proposals }) => proposals > 0).length, { timeout: 60_000 })
    .toBe(6);
  await canvas().focus();
  await page.keyboard.press('Shift+Enter');
  await expect
    .poll(async () => (await boxes()).filter(({ origin }) => origin.kind === 'accepted').length)
    .toBeGreaterThan(0);
  await page.keyboard.press('Control+5');
  await expect(page.getByRole('row', { name: /^This sitting/ })).toContainText('1');
  await expect(page.getByRole('region', { name: 'Proposals by model' }).getByRole('row')).toHaveCount(2);
  await shoot(studio, 'team-progress', shownPage);
  await answerSaveDialog(studio.app, join(studio.home, 'progress.csv'));
  await page.getByRole('button', { name: 'Export as CSV…' }).click();
  await expect(page.getByText(/Progress was written to/)).toBeVisible();
  expect(readFileSync(join(studio.home, 'progress.csv'), 'utf8')).toContain('class,cell,drawn,1');
  await page.getByRole('button', { name: 'cell', exact: true }).click();
  await expect(page.getByText('Pictures with cell')).toBeVisible();
  await expect(page.getByRole('listbox', { name: 'Pictures' }).getByRole('option').first()).toContainText('cells_1');
  await look('class');
});
