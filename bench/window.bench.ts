// What an annotator waits for: the next 12-megapixel picture on the canvas, and the program to be usable after its start.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { drawSamplePicture } from '../src/common/sample/picture.ts';
import { chooseElectron, launch, softwareFlags, temporaryFolder } from '../test/e2e/launch.ts';
import { machineLine, median } from './machine.ts';
import { manyPictures, openPictures } from './studio.ts';

const count = 14;

/** Pictures of 4000 × 3000 with camera-like noise: about 4 MB of JPEG each. */
async function largePictures(): Promise<string> {
  const folder = temporaryFolder('bench-large');
  for (let index = 0; index < count; index++) {
    const { width, height, rgb } = drawSamplePicture(3, index);
    const jpeg = await sharp(rgb, { raw: { width, height, channels: 3 } })
      .resize(4000, 3000, { kernel: 'cubic' })
      .composite([
        {
          input: {
            create: {
              width: 4000,
              height: 3000,
              channels: 3,
              noise: { type: 'gaussian', mean: 128, sigma: 12 },
              background: '#000',
            },
          },
          blend: 'soft-light',
        },
      ])
      .jpeg({ quality: 90 })
      .toBuffer();
    writeFileSync(join(folder, `large_${String(index + 1).padStart(2, '0')}.jpg`), jpeg);
  }
  return folder;
}

/** Milliseconds from an act in the window until the canvas has painted picture `id` and a frame was shown. */
async function timePaint(page: Page, id: number, act: 'next' | 'click'): Promise<number> {
  return page.evaluate(
    ({ wanted, how }) =>
      new Promise<number>((done, failed) => {
        const canvas = document.querySelector<HTMLElement>('[role="application"]');
        const row = document.querySelector<HTMLElement>(
          `[role="option"][title^="large_${String(wanted).padStart(2, '0')}"]`,
        );
        if (canvas === null || (how === 'click' && row === null)) {
          failed(new Error('the picture is not in sight'));
          return;
        }
        const start = performance.now();
        const watch = (): void => {
          const current = document.querySelector<HTMLElement>('[role="application"]');
          if (current?.dataset['painted'] === String(wanted))
            requestAnimationFrame(() => {
              done(performance.now() - start);
            });
          else requestAnimationFrame(watch);
        };
        if (how === 'click') row?.click();
        else canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'd', code: 'KeyD', bubbles: true }));
        watch();
      }),
    { wanted: id, how: act },
  );
}

/** Milliseconds to fetch and decode the file alone, in the same window. */
async function timeDecode(page: Page, id: number): Promise<number> {
  return page.evaluate(async (image) => {
    const start = performance.now();
    const response = await fetch(`boxwright-image://picture/${image}/full`);
    const bitmap = await createImageBitmap(await response.blob());
    bitmap.close();
    return performance.now() - start;
  }, id);
}

it('paints the next 12-megapixel picture at once when it was decoded ahead', async () => {
  const folder = await largePictures();
  const studio = await launch();
  const { page } = studio;
  await openPictures(studio, folder, count);
  await page.getByRole('application').waitFor();
  const ahead: number[] = [];
  for (let id = 2; id <= 6; id++) {
    await page.waitForTimeout(4000); // the neighbours are decoded meanwhile
    ahead.push(await timePaint(page, id, 'next'));
  }
  const cold: number[] = [];
  const alone: number[] = [];
  for (const id of [12, 2, 9, 14, 5]) {
    await page.waitForTimeout(4000);
    await page.locator(`[role="option"][title^="large_${String(id).padStart(2, '0')}"]`).scrollIntoViewIfNeeded();
    cold.push(await timePaint(page, id, 'click'));
    await page.waitForTimeout(3000);
    alone.push(await timeDecode(page, id));
  }
  console.log(`12 MP picture on the canvas, decoded ahead: median ${median(ahead).toFixed(0)} ms (goal under 60)`);
  console.log(
    `12 MP picture on the canvas, not ahead: median ${median(cold).toFixed(0)} ms (goal under 250), ` +
      `${(median(cold) / median(alone)).toFixed(2)} × fetching and decoding alone (${median(alone).toFixed(0)} ms)`,
  );
  console.log(machineLine());
  await studio.close();
  rmSync(folder, { recursive: true, force: true });
  expect(ahead.length + cold.length).toBe(10);
});

/** Milliseconds from starting a program that only opens an empty window until that window is there. */
async function timeEmptyWindow(folder: string): Promise<number> {
  chooseElectron();
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const start = performance.now();
  const app = await _electron.launch({ args: [folder, ...softwareFlags, ...root] });
  const page = await app.firstWindow();
  await page.locator('h1').waitFor();
  const time = performance.now() - start;
  await app.close();
  return time;
}

it('is usable soon after its start', async () => {
  const empty = temporaryFolder('bench-empty');
  mkdirSync(empty, { recursive: true });
  writeFileSync(join(empty, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.js' }));
  writeFileSync(
    join(empty, 'main.js'),
    "const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => new BrowserWindow().loadURL('data:text/html,<h1>empty</h1>'));",
  );
  const bare: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < 5; round++) {
    bare.push(await timeEmptyWindow(empty));
    const start = performance.now();
    const studio = await launch();
    await studio.page.getByRole('button', { name: 'Open a folder of pictures' }).waitFor();
    whole.push(performance.now() - start);
    await studio.close();
  }
  console.log(
    `start to usable window: median ${median(whole).toFixed(0)} ms (goal under 2000), an empty Electron window ${median(bare).toFixed(0)} ms, ratio ${(median(whole) / median(bare)).toFixed(2)}`,
  );
  console.log(machineLine());
  rmSync(empty, { recursive: true, force: true });
  expect(whole).toHaveLength(5);
});

/** Milliseconds from a key that selects the next box to the end of the frame in which the canvas has painted it. */
async function timeKeys(page: Page, times: number): Promise<readonly number[]> {
  return page.evaluate(async (wanted) => {
    const canvas = document.querySelector('[role="application"]');
    const measured: number[] = [];
    for (let turn = 0; turn < wanted; turn++) {
      // Not in step with the frames of the screen.
      await new Promise((resolve) => setTimeout(resolve, 120 + (turn % 16)));
      const start = performance.now();
      canvas?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', code: 'Tab', bubbles: true, cancelable: true }));
      await new Promise<void>((done) =>
        requestAnimationFrame(() => {
          const afterPaint = new MessageChannel();
          afterPaint.port1.onmessage = () => done();
          afterPaint.port2.postMessage('');
        }),
      );
      measured.push(performance.now() - start);
    }
    return measured;
  }, times);
}

it('paints what a key selects within two frames', async () => {
  const folder = manyPictures(1);
  const studio = await launch({ size: { width: 1920, height: 1080 } });
  const { page } = studio;
  await openPictures(studio, folder, 1);
  await page.getByRole('application').waitFor();
  await page.evaluate(() => window.studio.ask('prelabel/start', {}));
  const boxes = page.getByRole('list', { name: 'Boxes' });
  await boxes.getByRole('listitem').nth(3).waitFor({ timeout: 120_000 });
  await page.getByRole('application').focus();
  const keys = await timeKeys(page, 60);
  expect(await boxes.locator('[aria-pressed="true"]').count()).toBe(1);
  const late = keys.filter((one) => one > 33).length;
  console.log(
    `key to paint: median ${median(keys).toFixed(1)} ms, longest ${Math.max(...keys).toFixed(0)} ms, ${late} of ${keys.length} over the goal of 33`,
  );
  console.log(machineLine());
  await studio.close();
  rmSync(folder, { recursive: true, force: true });
});
