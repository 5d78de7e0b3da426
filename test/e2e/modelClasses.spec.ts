// What becomes of a model's classes in the project, set in the real window and kept to by the next pre-labelling.
import { expect, type Page } from '@playwright/test';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, launch, test, type Studio } from './launch.ts';
import { openDialog, shoot } from './shoot.ts';

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
  await expect(page.getByText('cells_1.jpg').first()).toBeVisible({ timeout: 120_000 });
});
test.afterAll(async () => {
  await studio.close();
});

const dialog = () => page.getByRole('dialog');

test('a class is ignored and another has a score of its own, found by searching', async () => {
  await page.getByRole('button', { name: /^Models/ }).click();
  await page.getByRole('button', { name: 'Classes…' }).click();
  await expect(dialog().getByRole('row')).not.toHaveCount(1);
  await shoot(studio, 'model-classes', openDialog);
  const search = dialog().getByRole('searchbox', { name: 'Search classes' });
  await search.fill('platelet');
  await dialog()
    .getByRole('combobox', { name: /platelets becomes/i })
    .selectOption('ignore');
  await search.fill('rbc');
  await dialog()
    .getByRole('textbox', { name: /Least score of rbc/i })
    .fill('70');
  await search.fill('nothing is called so');
  await expect(dialog()).toContainText('No class is called so.');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await expect(dialog()).toBeHidden();
});

test('it is there when the dialog opens again, and the next pre-labelling keeps to it', async () => {
  await page.getByRole('button', { name: 'Classes…' }).click();
  await expect(dialog().getByRole('combobox', { name: /platelets becomes/i })).toHaveValue('ignore');
  await expect(dialog().getByRole('textbox', { name: /Least score of rbc/i })).toHaveValue('70');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Label/ }).click();
  await page.keyboard.press('Shift+P');
  const proposals = async () => {
    const images = await page.evaluate(() => window.studio.ask('images/list', {}));
    const list = images.ok ? images.value.filter(({ state }) => state === 'proposed') : [];
    return Promise.all(
      list.map(({ id }) => page.evaluate((image) => window.studio.ask('image/annotations', { image }), id)),
    );
  };
  await expect.poll(async () => (await proposals()).length, { timeout: 240_000 }).toBe(2);
  const categories = await page.evaluate(() => window.studio.ask('categories/list', {}));
  const names = new Map((categories.ok ? categories.value : []).map(({ id, name }) => [id, name.toLowerCase()]));
  const boxes = (await proposals()).flatMap((reply) => (reply.ok ? reply.value : []));
  expect([...names.values()]).not.toContain('platelets');
  const cells = boxes.filter(({ categoryId }) => names.get(categoryId) === 'rbc');
  expect(cells.length).toBeGreaterThan(5);
  for (const { origin } of cells) expect(origin.kind === 'proposed' && origin.score).toBeGreaterThanOrEqual(0.7);
});
