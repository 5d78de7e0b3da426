// Every screen at the smallest and a large size, dark and light: nothing cut off, no error in the console, a picture for people.
import { expect, type Page } from '@playwright/test';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOpenDialog, launch, screenshots, temporaryFolder, test, type Studio } from './launch.ts';

let studio: Studio;
let page: Page;
const complaints: string[] = [];
const labels = temporaryFolder('labels');

test.beforeAll(async () => {
  studio = await launch();
  page = studio.page;
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});

test.afterAll(async () => {
  await studio.close();
  rmSync(labels, { recursive: true, force: true });
});

/** A COCO file with long names, boxes that are skipped, and a picture that the project does not have. */
async function writeLabels(): Promise<string> {
  const list = await page.evaluate(() => window.studio.ask('images/list', {}));
  if (!list.ok) throw new Error(list.failure.message);
  const names = [...list.value.slice(0, 6).map(({ name }) => name), `${'a long name of a picture '.repeat(6)}.jpg`];
  const images = names.map((file_name, index) => ({ id: index + 1, file_name, width: 640, height: 480 }));
  const kinds = [...Array(20).keys()].map((index) => `kind ${index + 1}`);
  const categories = [...kinds, 'a class with a name that is longer than its column has room for '.repeat(2)].map(
    (name, index) => ({ id: index + 1, name }),
  );
  const annotations = categories.flatMap(({ id }) =>
    images.map((image) => ({
      ...{ id: id * 100 + image.id, image_id: image.id, category_id: id, area: 400, iscrowd: 0 },
      bbox: [id * 20, image.id * 20, id % 7 === 0 ? -20 : 20, 20],
    })),
  );
  const file = join(labels, 'instances.json');
  writeFileSync(file, JSON.stringify({ images, categories, annotations }));
  return file;
}

/** Each stage of the import dialog that stays; nothing is taken. */
async function shootImport(end: string, file: string): Promise<void> {
  const broken = join(labels, 'broken.json');
  writeFileSync(broken, '{"images": [');
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+i');
  const dialog = page.getByRole('dialog');
  const choose = dialog.getByRole('button', { name: 'Choose a file…' });
  await expect(choose).toBeFocused();
  await shoot(`import-choosing-${end}`);
  await answerOpenDialog(studio.app, [broken]);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await shoot(`import-refused-${end}`);
  await answerOpenDialog(studio.app, [file]);
  await choose.click();
  await expect(dialog.getByRole('list', { name: 'Classes of the file' })).toBeVisible();
  // No name of a picture or class makes it wider than it is.
  expect(await dialog.locator('.dialog-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0);
  await shoot(`import-preview-${end}`);
  await dialog.getByRole('list', { name: 'Problems of the file' }).scrollIntoViewIfNeeded();
  await shoot(`import-problems-${end}`);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
}

async function resize(width: number, height: number): Promise<void> {
  await studio.app.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
    },
    { width, height },
  );
  // Without a window manager Chromium may keep a pixel of border for itself.
  const off = (wanted: { width: number; height: number }) =>
    Math.max(Math.abs(window.innerWidth - wanted.width), Math.abs(window.innerHeight - wanted.height));
  await expect.poll(() => page.evaluate(off, { width, height })).toBeLessThanOrEqual(2);
}

/** Elements that carry words and stick out of the window. */
async function cutOff(): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, input, select, h1, h2, h3, [role="option"]')]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && (left < -1 || right > window.innerWidth + 1) && element.checkVisibility();
      })
      .map((element) => element.textContent),
  );
}

async function shoot(name: string): Promise<void> {
  expect([name, await cutOff()]).toEqual([name, []]);
  await page.screenshot({ path: join(screenshots, `screen-${name}.png`) });
}

test('every page at 1280 × 800 and 1920 × 1080, dark and light', async () => {
  await shoot('welcome-dark');
  await page.getByRole('button', { name: 'Try the drawn sample' }).click();
  await expect(page.getByRole('option')).not.toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByRole('application')).toBeVisible();
  await page.keyboard.press('Shift+P');
  await expect(page.getByRole('button', { name: 'Jobs' })).toContainText('36 pictures pre-labelled', {
    timeout: 60_000,
  });
  await page.getByRole('application').focus();
  for (let accepted = 0; accepted < 4; accepted++) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  }
  const file = await writeLabels();
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((wanted) => window.studio.ask('settings/set', { theme: wanted }), theme);
    await page.reload();
    await expect(page.getByRole('application')).toBeVisible();
    await page.getByRole('application').focus();
    await page.keyboard.press('Tab');
    for (const [width, height] of [
      [1280, 800],
      [1920, 1080],
    ] as const) {
      await resize(width, height);
      const end = `${theme}-${width}`;
      await page.waitForTimeout(400);
      await shoot(`label-${end}`);
      await page.getByRole('button', { name: /^Train/ }).click();
      await shoot(`train-${end}`);
      await page.getByRole('button', { name: /^Data/ }).click();
      await shoot(`data-${end}`);
      await page.getByRole('button', { name: 'Look at the data', exact: true }).click();
      await expect(page.getByRole('main', { name: 'Look at the data' }).getByRole('status')).toContainText('boxes');
      await shoot(`look-${end}`);
      await page.getByRole('button', { name: /^Models/ }).click();
      await shoot(`models-${end}`);
      await page.getByRole('button', { name: /^Settings/ }).click();
      await shoot(`settings-${end}`);
      await page.getByRole('button', { name: /^Label/ }).click();
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog')).toBeVisible();
      await shoot(`palette-${end}`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
      await shoot(`keys-${end}`);
      await page.keyboard.press('Escape');
      await shootImport(end, file);
    }
  }
  expect(complaints).toEqual([]);
});
