// Attributes and notes in the real window: by key on one box and on many, a list of the project's own, and undone.
import { expect, type Page } from '@playwright/test';
import type { Annotation } from '../../src/common/annotation/types.ts';
import { drawPictures } from './drawnPictures.ts';
import { answerOpenDialog, launch, test, type Studio } from './launch.ts';
import { openDialog, shoot, shownPage } from './shoot.ts';

let studio: Studio;
let page: Page;
let image = 0;

test.describe.configure({ mode: 'serial', timeout: 480_000 });

test.beforeAll(async () => {
  const drawn = await drawPictures(1, 3);
  studio = await launch();
  ({ page } = studio);
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.getByRole('button', { name: 'Open a folder of pictures' }).click();
  await expect(page.getByText('cells_1.jpg').first()).toBeVisible({ timeout: 120_000 });
  await page.keyboard.press('Shift+P');
  const boxes = page.getByRole('region', { name: 'Boxes of this picture' });
  await expect(boxes.getByRole('listitem').first()).toBeVisible({ timeout: 120_000 });
  const images = await page.evaluate(() => window.studio.ask('images/list', {}));
  image = images.ok ? (images.value[0]?.id ?? 0) : 0;
});
test.afterAll(async () => {
  await studio.close();
});

async function stored(): Promise<readonly Annotation[]> {
  const reply = await page.evaluate((id) => window.studio.ask('image/annotations', { image: id }), image);
  if (!reply.ok) throw new Error(reply.failure.message);
  return reply.value;
}

const saying = async (name: string): Promise<number> =>
  (await stored()).filter(({ attributes }) => attributes?.[name] !== undefined).length;

const canvas = () => page.locator('.annotation-canvas');
const panel = () => page.getByRole('region', { name: 'Attributes' });

test('a key sets a flag on the selected box, again clears it, and it is undone', async () => {
  await canvas().click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Tab');
  await expect(panel().getByRole('checkbox', { name: 'occluded' })).not.toBeChecked();
  await page.keyboard.press('Alt+2');
  await expect(panel().getByRole('checkbox', { name: 'occluded' })).toBeChecked();
  await expect.poll(() => saying('occluded')).toBe(1);
  expect((await stored()).find(({ attributes }) => attributes !== undefined)?.origin.kind).toBe('edited');
  await page.keyboard.press('Control+z');
  await expect.poll(() => saying('occluded')).toBe(0);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => saying('occluded')).toBe(1);
});

test('the project has a list of its own, checked while it is written', async () => {
  await panel().getByRole('button', { name: 'Attributes of boxes…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add an attribute' }).click();
  await expect(dialog.getByRole('status')).toContainText('has no name');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Name' }).last().fill('stain');
  await dialog.getByRole('combobox', { name: 'Kind of stain' }).selectOption('choice');
  await expect(dialog.getByRole('status')).toContainText('has no choices');
  await dialog.getByRole('textbox', { name: 'Choices of stain, one a line' }).fill('weak\ngood\nstrong');
  await shoot(studio, 'attributes-dialog', openDialog);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(panel().getByRole('combobox', { name: 'stain' })).toBeVisible();
});

test('many boxes are told at once, and where they differ that is said', async () => {
  await canvas().click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+a');
  // What lies below the threshold is not selected.
  const all = parseInt((await page.getByText(/^\d+ boxes selected of/).textContent()) ?? '', 10);
  expect(all).toBeGreaterThan(5);
  const occluded = panel().getByRole('checkbox', { name: 'occluded' });
  await expect.poll(() => occluded.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true);
  await panel().getByRole('combobox', { name: 'stain' }).selectOption('good');
  await expect.poll(() => saying('stain')).toBe(all);
  await expect(panel().getByRole('textbox', { name: 'Note on the box' })).toHaveCount(0);
});

test('a box and a picture have notes', async () => {
  await canvas().click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Tab');
  await panel().getByRole('textbox', { name: 'Note on the box' }).fill('two cells that touch');
  const note = page.getByRole('textbox', { name: 'Note on the picture' });
  await note.fill('out of focus on the left');
  await note.press('Control+Enter');
  await expect.poll(async () => (await stored()).map((one) => one.note ?? '').join('')).toBe('two cells that touch');
  await expect
    .poll(async () => {
      const images = await page.evaluate(() => window.studio.ask('images/list', {}));
      return images.ok ? images.value[0]?.note : undefined;
    })
    .toBe('out of focus on the left');
  await shoot(studio, 'attributes-panel', shownPage);
});
