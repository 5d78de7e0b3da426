// How the picture is shown, in the real window: light and contrast, levels of 16 bits, magnifier, minimap, rulers, zoom, fingers and pen.
import { expect, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, launch, screenshots, test, type Studio } from './launch.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;

test.describe.configure({ mode: 'serial' });

/** 12 bits in a file of 16, as cameras of microscopes write it: 200 at the left to 3,000 at the right. */
async function drawDeep(folder: string): Promise<void> {
  const width = 400;
  const height = 300;
  const values = Uint16Array.from({ length: width * height }, (_, at) => 200 + 7 * (at % width));
  await sharp(values, { raw: { width, height, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toFile(join(folder, 'deep.png'));
}

/** 24 megapixels, dark at the left, light at the right. */
async function drawLarge(folder: string): Promise<void> {
  const ramp = Uint8Array.from({ length: 600 * 400 * 3 }, (_, at) =>
    Math.floor((255 * (Math.floor(at / 3) % 600)) / 600),
  );
  await sharp(ramp, { raw: { width: 600, height: 400, channels: 3 } })
    .resize(6000, 4000)
    .jpeg()
    .toFile(join(folder, 'large.jpg'));
}

test.beforeAll(async () => {
  drawn = await drawPictures(2, 7);
  await drawDeep(drawn.folder);
  await drawLarge(drawn.folder);
  studio = await launch();
  page = studio.page;
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.getByRole('button', { name: 'Open a folder of pictures' }).click();
  await expect(page.getByRole('application')).toBeVisible();
  for (const name of ['cells_1', 'cells_2', 'deep', 'large'])
    await expect(page.getByRole('option', { name: new RegExp(name) })).toBeVisible();
});

test.afterAll(async () => {
  await studio.close();
  rmSync(drawn.folder, { recursive: true, force: true });
});

async function show(name: string): Promise<void> {
  await page.getByRole('option', { name: new RegExp(name) }).click();
  await expect(page.getByRole('application', { name: new RegExp(name) })).toBeVisible();
  await expect.poll(() => page.locator('.annotation-canvas').getAttribute('data-painted')).not.toBe('');
  await page.getByRole('application').focus();
}

/** The colour on the base canvas at a share of its width and height. */
async function painted(across: number, down: number): Promise<number[]> {
  return page.evaluate(
    ([x, y]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.annotation-canvas > canvas')!;
      const context = canvas.getContext('2d', { alpha: false })!;
      const at = context.getImageData(Math.floor(canvas.width * x!), Math.floor(canvas.height * y!), 1, 1);
      return [...at.data].slice(0, 3);
    },
    [across, down],
  );
}

async function look(name: string): Promise<void> {
  await page.screenshot({ path: join(screenshots, `viewing-${name}.png`) });
}

async function byPalette(words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(words);
  await page.keyboard.press('Enter');
}

test('a picture is shown inverted by a key, says so, and is itself again by another', async () => {
  await show('cells_1');
  const before = await painted(0.5, 0.5);
  await page.keyboard.press('i');
  await expect.poll(async () => (await painted(0.5, 0.5))[0]).toBe(255 - before[0]!);
  await expect(page.getByRole('button', { name: 'Shown adjusted' })).toBeVisible();
  await look('inverted');
  await page.keyboard.press('d');
  await expect(page.getByRole('application', { name: /cells_2/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Shown adjusted' })).toHaveCount(0);
  await page.keyboard.press('a');
  await page.keyboard.press('i');
  await page.keyboard.press('Shift+I');
  await expect.poll(() => painted(0.5, 0.5)).toEqual(before);
});

test('the panel changes light and contrast under the hand, and keeps them for the next picture by choice', async () => {
  await show('cells_1');
  const before = await painted(0.5, 0.5);
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await page.getByRole('slider', { name: 'Brightness' }).focus();
  for (let step = 0; step < 20; step++) await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await painted(0.5, 0.5))[0]).toBeLessThan(before[0]! - 40);
  await page.getByRole('slider', { name: 'Gamma' }).focus();
  for (let step = 0; step < 20; step++) await page.keyboard.press('ArrowRight');
  await page.getByLabel('Keep for the next picture').check();
  for (const theme of ['dark', 'light']) {
    await page.evaluate((wanted) => document.documentElement.setAttribute('data-theme', wanted), theme);
    await look(`panel-${theme}`);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('application')).toBeFocused();
  await page.keyboard.press('d');
  await expect(page.getByRole('application', { name: /cells_2/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Shown adjusted' })).toBeVisible();
  await page.getByRole('button', { name: 'Shown adjusted' }).click();
  await expect(page.getByRole('button', { name: 'Shown adjusted' })).toHaveCount(0);
});

test('16 bits a channel are shown by levels in the numbers of the file, by themselves or by hand', async () => {
  await show('deep');
  const dark = await painted(0.5, 0.5);
  expect(dark[0]).toBeLessThan(12);
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await expect(page.getByText('The picture has 200 to 2,993')).toBeVisible();
  await page.getByRole('button', { name: 'Auto' }).click();
  await expect.poll(async () => (await painted(0.5, 0.5))[0]).toBeGreaterThan(110);
  const low = Number(await page.getByLabel('Black from').last().inputValue());
  expect([low > 200, low < 230]).toEqual([true, true]);
  await look('levels');
  // The right end to the middle of the histogram: what lies to the right of it is white.
  const bars = (await page.locator('.histogram').boundingBox())!;
  await page.mouse.move(bars.x + (bars.width * 2979) / 4095, bars.y + 20);
  await page.mouse.down();
  await page.mouse.move(bars.x + (bars.width * 1600) / 4095, bars.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await painted(0.6, 0.5))[0]).toBe(255);
  await page.keyboard.press('Escape');
  // The status line has the number of the file, whatever it is shown like.
  const frame = (await page.locator('.annotation-canvas').boundingBox())!;
  await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height / 2);
  await expect(page.locator('.status-pixel')).toHaveText(/^1[56]\d\d$/);
  await page.keyboard.press('Shift+I');
  await expect.poll(() => painted(0.5, 0.5)).toEqual(dark);
});

test('24 megapixels are adjusted while the window goes on', async () => {
  await show('large');
  await expect.poll(async () => (await painted(0.7, 0.5))[0]).toBeGreaterThan(150);
  const times = await page.evaluate(async () => {
    const canvas = document.querySelector<HTMLCanvasElement>('.annotation-canvas > canvas')!;
    const host = document.querySelector<HTMLElement>('.annotation-canvas')!;
    const context = canvas.getContext('2d', { alpha: false })!;
    const light = () => context.getImageData(Math.floor(canvas.width * 0.7), canvas.height / 2, 1, 1).data[0]!;
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    async function slowest(frames: number): Promise<number> {
      let last = await frame();
      let most = 0;
      for (let count = 0; count < frames; count++) {
        const dx = count % 2 === 0 ? 9 : -9;
        host.dispatchEvent(new WheelEvent('wheel', { deltaX: dx, deltaY: 3, bubbles: true, cancelable: true }));
        const now = await frame();
        most = Math.max(most, now - last);
        last = now;
      }
      return most;
    }
    await slowest(10);
    const plain = await slowest(60);
    const before = light();
    const start = performance.now();
    host.dispatchEvent(new KeyboardEvent('keydown', { key: 'i', code: 'KeyI', bubbles: true }));
    while (light() === before && performance.now() - start < 20_000) await frame();
    const first = performance.now() - start;
    const during = await slowest(60);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const adjusted = await slowest(60);
    return { first, plain, during, adjusted, changed: light() !== before };
  });
  const said = Object.entries(times).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? Math.round(value) : String(value)}`,
  );
  console.log(`24 MP, milliseconds: ${said.join(', ')}`);
  expect(times.changed).toBe(true);
  await page.keyboard.press('Shift+I');
});
