// Two models over one picture in the real window: what differs, the walk, a box that is taken; and what changed since the last model.
import { expect, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import type { Annotation, ImageSummary } from '../../src/common/annotation/types.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, launch, test, type Studio } from './launch.ts';
import { shoot } from './shoot.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;

test.describe.configure({ mode: 'serial', timeout: 480_000 });

test.beforeAll(async () => {
  drawn = await drawPictures(2, 11);
  studio = await launch();
  ({ page } = studio);
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.getByRole('button', { name: 'Open a folder of pictures' }).click();
  await expect(page.getByRole('application')).toBeVisible({ timeout: 120_000 });
  await expect.poll(async () => (await pictures()).filter(({ width }) => width === 640).length).toBe(2);
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

async function stored(): Promise<readonly Annotation[]> {
  const id = (await pictures())[0]?.id ?? 0;
  const answer = await page.evaluate((image) => window.studio.ask('image/annotations', { image }), id);
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}

const ofKind = async (kind: Annotation['origin']['kind']) =>
  (await stored()).filter(({ origin }) => origin.kind === kind);
const proposedBy = async (model: string) =>
  (await ofKind('proposed')).filter(({ origin }) => 'model' in origin && origin.model === model).length;
const bar = () => page.getByRole('region', { name: 'Comparison' });
const live = () => page.locator('[aria-live="polite"], [role="status"]').filter({ hasText: /\d+ of \d+/ });
const kind = (words: string) => bar().getByRole('button', { name: new RegExp(`\\d+ ${words}$`) });
const count = async (words: string) => Number.parseInt((await kind(words).getAttribute('aria-label')) ?? '', 10);
const frame = { frame: '.comparison-bar', body: '.comparison-bar' };

/** Tab until the walk stands at a difference of this kind. */
async function walkTo(words: RegExp): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab');
    await expect(bar()).toContainText(/\d+ of \d+/);
    if (await live().filter({ hasText: words }).count()) return;
  }
  throw new Error(`The walk never came to ${String(words)}.`);
}

test('two models are compared on the picture, and the walk goes from difference to difference', async () => {
  await page.keyboard.press('p');
  await expect.poll(() => proposedBy('starter'), { timeout: 120_000 }).toBeGreaterThan(0);
  await page.getByRole('application').focus();
  await page.keyboard.press('Alt+c');
  await expect(bar()).toContainText('Starter');
  await expect(bar()).toContainText('Blood cells');
  await expect(kind('the same')).toBeVisible({ timeout: 120_000 });
  expect(
    (await count('the same')) + (await count('only the first')) + (await count('only the second')),
  ).toBeGreaterThan(3);
  await shoot(studio, 'comparing-models', frame);
  await walkTo(/only the (first|second)|another class/);
  await shoot(studio, 'comparing-walk', frame);
});

test('a box of the second model is taken by one key and given back by undo', async () => {
  // From a low score on the second model finds more than the first.
  const least = bar().getByRole('slider', { name: /Least score of Blood cells/ });
  await least.focus();
  await page.keyboard.press('Home');
  await page.getByRole('application').focus();
  await walkTo(/only the second/);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await ofKind('accepted')).length).toBe(1);
  expect((await ofKind('accepted'))[0]?.origin).toMatchObject({ model: 'fcos_r10_bccd' });
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await ofKind('accepted')).length).toBe(0);
  await kind('the same').click();
  await expect(kind('the same')).toHaveAttribute('aria-pressed', 'true');
  await shoot(studio, 'comparing-same', frame);
  await page.getByRole('button', { name: /^Second model/ }).click();
  await shoot(studio, 'comparing-list', { frame: '[role="menu"]', body: '[role="menu"]' });
  await page.keyboard.press('Escape');
  await page.getByRole('application').focus();
  await page.keyboard.press('Escape');
  await expect(bar()).toHaveCount(0);
});

test('after pre-labelling with another model it is shown what changed, and the picture’s own steps go on', async () => {
  await page.getByRole('button', { name: /^Model: / }).click();
  await page.getByRole('menuitemcheckbox', { name: /Blood cells/ }).click();
  await expect(page.getByRole('button', { name: /^Model: Blood cells/ })).toBeVisible();
  await page.getByRole('application').focus();
  await page.keyboard.press('p');
  await expect.poll(() => proposedBy('fcos_r10_bccd'), { timeout: 120_000 }).toBeGreaterThan(0);
  const line = page.getByRole('button', { name: /differs? from Starter/ });
  await expect(line).toBeVisible();
  await shoot(studio, 'comparing-line', { frame: '.inspector', body: '.inspector' });
  await page.getByRole('application').focus();
  await page.keyboard.press('Shift+C');
  await expect(kind('only before')).toBeVisible();
  // From a low score on the starter had more boxes than it showed.
  await bar()
    .getByRole('slider', { name: /Least score of Starter/ })
    .focus();
  await page.keyboard.press('Home');
  await page.getByRole('application').focus();
  await shoot(studio, 'comparing-changes', frame);
  if ((await count('only now')) + (await count('another class')) > 0) {
    await walkTo(/only now|another class/);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await ofKind('accepted')).length).toBe(1);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await ofKind('accepted')).length).toBe(0);
  }
  await page.keyboard.press('d');
  await expect(bar()).toContainText('No other model proposed on this picture before');
  await shoot(studio, 'comparing-nothing', frame);
  await page.keyboard.press('Escape');
  await expect(bar()).toHaveCount(0);
});
