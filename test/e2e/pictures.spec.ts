// Pictures as the window shows them: upright whatever EXIF says, in every format, and a word for what cannot be shown.
import { expect } from '@playwright/test';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ImageSummary } from '../../src/common/annotation/types.ts';
import { answerOpenDialog, launch, root, screenshots, test, type Studio } from './launch.ts';

const weird = resolve(root, '../shared/data/weird');
const isAbsent = !existsSync(weird);
if (isAbsent)
  console.log('skipped: "pictures in the window" needs the folder ../shared, which is not beside this checkout');
test.skip(isAbsent, 'needs the folder ../shared');

let studio: Studio;
test.beforeEach(async () => {
  studio = await launch();
});
test.afterEach(async () => {
  await studio.close();
});

async function open(folder: string): Promise<readonly ImageSummary[]> {
  await answerOpenDialog(studio.app, [join(weird, folder)]);
  await studio.page.getByRole('button', { name: 'Open a folder of pictures' }).click();
  await expect
    .poll(async () => {
      const jobs = await studio.page.evaluate(() => window.studio.ask('jobs/list', {}));
      return jobs.ok && jobs.value.some(({ kind, state }) => kind === 'scan' && state === 'done');
    })
    .toBe(true);
  const list = await studio.page.evaluate(() => window.studio.ask('images/list', {}));
  if (!list.ok) throw new Error(list.failure.message);
  return list.value;
}

/** Size and some pixels of a picture, decoded by the window as the canvas decodes it. */
async function decoded(
  image: number,
): Promise<{ width: number; height: number; inside: number[]; outside: number[] } | string> {
  return studio.page.evaluate(async (id) => {
    const response = await fetch(`boxwright-image://picture/${id}/full`);
    if (!response.ok) return ((await response.json()) as { message: string }).message;
    const bitmap = await createImageBitmap(await response.blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (context === null) return 'no canvas';
    context.drawImage(bitmap, 0, 0);
    const pixel = (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data].slice(0, 3);
    return { width: bitmap.width, height: bitmap.height, inside: pixel(30, 20), outside: pixel(70, 70) };
  }, image);
}

test('all EXIF orientations show the same upright picture', async () => {
  const list = await open('exif');
  const oriented = list.filter(({ name }) => /^orientation_[1-8]\./.test(name));
  expect(oriented).toHaveLength(10);
  for (const { id, name, width, height } of oriented) {
    expect([name, width, height]).toEqual([name, 120, 80]);
    const shown = await decoded(id);
    if (typeof shown === 'string') throw new Error(`${name}: ${shown}`);
    expect([name, shown.width, shown.height]).toEqual([name, 120, 80]);
    // The red box lies at x 15 … 45, y 10 … 30 in every one.
    const [red = 0, green = 255, blue = 255] = shown.inside;
    expect([name, red > 150 && green < 110 && blue < 110]).toEqual([name, true]);
  }
});

test('every picture that the list takes can be shown at its stated size', async () => {
  const list = await open('images');
  const taken = list.filter(({ width, problem }) => width > 0 && problem === undefined);
  expect(taken.length).toBeGreaterThan(20);
  const wrong: string[] = [];
  for (const { id, name, width, height } of taken) {
    const shown = await decoded(id);
    if (typeof shown === 'string') wrong.push(`${name}: ${shown}`);
    else if (shown.width !== width || shown.height !== height)
      wrong.push(`${name}: ${shown.width} × ${shown.height}, listed ${width} × ${height}`);
  }
  expect(wrong).toEqual([]);
  await studio.page.screenshot({ path: join(screenshots, 'pictures-weird.png') });
});

test('strange names are listed and shown under these very names', async () => {
  const list = await open('names');
  expect(list).toHaveLength(25);
  for (const { id, name } of list) {
    const shown = await decoded(id);
    expect([name, typeof shown]).toEqual([name, 'object']);
  }
  expect(await studio.page.evaluate(() => (globalThis as { pwned?: unknown }).pwned)).toBeUndefined();
  await studio.page.screenshot({ path: join(screenshots, 'pictures-names.png') });
});
