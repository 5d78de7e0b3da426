// The history of a picture in the real window: read, jumped in by click and keys, across a pre-labelling; and a step on all
// pictures that is taken back after a restart.
import { expect, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, launch, temporaryFolder, test, type Studio } from './launch.ts';
import { openDialog, shoot } from './shoot.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;
let home: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  drawn = await drawPictures(3, 5);
  home = temporaryFolder('home');
  studio = await launch({ home });
  page = studio.page;
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('application')).toBeVisible();
});

test.afterAll(async () => {
  await studio.close();
  for (const folder of [drawn.folder, home]) rmSync(folder, { recursive: true, force: true });
});

const steps = () => page.getByRole('listbox', { name: 'Steps' });
const step = (name: string) => steps().getByRole('option').filter({ hasText: name });

async function boxes(): Promise<{ x1: number; kind: string }[]> {
  const answer = await page.evaluate(() => window.studio.ask('image/annotations', { image: 1 }));
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value.map(({ box, origin }) => ({ x1: Math.round(box.x1), kind: origin.kind }));
}

test('steps are read with their words, and a click or a key goes to one', async () => {
  await page.keyboard.press('n');
  await page.keyboard.type('platelet');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('application').focus();
  await page.keyboard.press('b');
  const frame = await page.getByRole('application').boundingBox();
  if (frame === null) throw new Error('The canvas is not there.');
  const [x, y] = [frame.x + frame.width / 2, frame.y + frame.height / 2];
  await page.mouse.move(x - 40, y - 40);
  await page.mouse.down();
  await page.mouse.move(x + 40, y + 40, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.press('v');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await boxes()).length).toBe(1);
  const [moved] = await boxes();
  await page.keyboard.press('Shift+H');
  await expect(steps()).toBeFocused();
  await expect(steps().getByRole('option')).toHaveCount(4);
  await expect(step('Moved platelet').last()).toHaveAttribute('aria-selected', 'true');
  await step('Drew platelet').click();
  await expect.poll(async () => (await boxes())[0]?.x1).toBe((moved?.x1 ?? 0) - 11);
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await boxes())[0]?.x1).toBe((moved?.x1 ?? 0) - 10);
  await page.keyboard.press('Home');
  await expect.poll(async () => (await boxes()).length).toBe(0);
  await page.keyboard.press('End');
  await expect.poll(async () => (await boxes())[0]?.x1).toBe(moved?.x1);
});

test('a pre-labelling stands in the history, and undo goes past it and leaves what it brought', async () => {
  await page.getByRole('application').focus();
  await page.keyboard.press('p');
  await expect(step('Pre-labelled')).toBeVisible();
  await expect.poll(async () => (await boxes()).filter(({ kind }) => kind === 'proposed').length).toBeGreaterThan(0);
  const proposed = (await boxes()).filter(({ kind }) => kind === 'proposed').length;
  const before = (await boxes()).find(({ kind }) => kind === 'drawn');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('This step lies beyond “Pre-labelled”.')).toBeVisible();
  await expect.poll(async () => (await boxes()).find(({ kind }) => kind === 'drawn')?.x1).toBe((before?.x1 ?? 0) - 10);
  expect((await boxes()).filter(({ kind }) => kind === 'proposed').length).toBe(proposed);
  await shoot(studio, 'history', { frame: '.history', body: '.history' });
});

test('accepting on all pictures says how many, and is taken back after a restart', async () => {
  await page.getByRole('application').focus();
  const proposed = (await boxes()).filter(({ kind }) => kind === 'proposed').length;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('accept proposals on all');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Accept on all pictures' });
  await dialog.getByLabel('Least score of the proposals').fill('0');
  await expect(dialog.getByRole('status')).toHaveText(`${proposed} proposals on 1 picture will be accepted.`);
  await shoot(studio, 'accept-all', openDialog);
  await dialog.getByRole('button', { name: `Accept ${proposed} proposals` }).click();
  await expect(page.getByText(`Accepted ${proposed} proposals on 1 picture.`)).toBeVisible();
  await expect.poll(async () => (await boxes()).filter(({ kind }) => kind === 'accepted').length).toBe(proposed);
  await studio.close();
  studio = await launch({ home });
  page = studio.page;
  await page
    .getByRole('button', { name: /boxwright-pictures/ })
    .first()
    .click();
  await expect(page.getByRole('application')).toBeVisible();
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+Alt+z');
  await expect(page.getByText(`Taken back: Accepted ${proposed} proposals.`)).toBeVisible();
  await expect.poll(async () => (await boxes()).filter(({ kind }) => kind === 'proposed').length).toBe(proposed);
});
