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
  await page.evaluate(() => window.studio.ask('categories/edit', { kind: 'add', name: 'cell' }));
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
  await page.getByRole('combobox', { name: 'Commands' }).fill(words);
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
        host.dispatchEvent(new WheelEvent('wheel', { deltaX: dx, deltaY: dx, bubbles: true, cancelable: true }));
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

/** Where this point of a picture of 640 × 480 lies on the screen when it is fitted. */
async function pointOf(x: number, y: number): Promise<{ readonly x: number; readonly y: number }> {
  const frame = (await page.locator('.annotation-canvas').boundingBox())!;
  const scale = Math.min((frame.width - 48) / 640, (frame.height - 48) / 480);
  return {
    x: frame.x + (frame.width - 640 * scale) / 2 + x * scale,
    y: frame.y + (frame.height - 480 * scale) / 2 + y * scale,
  };
}

const zoom = () => page.getByLabel('Zoom', { exact: true }).innerText();

/** How many pixels of the overlay in the square of the lens at this place are painted. */
async function lensPainted(x: number, y: number): Promise<number> {
  return page.evaluate(
    ([left, top]) => {
      const canvas = document.querySelectorAll<HTMLCanvasElement>('.annotation-canvas > canvas')[1]!;
      const frame = canvas.getBoundingClientRect();
      const pixels = canvas.getContext('2d')!.getImageData(left! - frame.left, top! - frame.top, 176, 176).data;
      let count = 0;
      for (let at = 3; at < pixels.length; at += 4) if (pixels[at] === 255) count += 1;
      return count / (176 * 176);
    },
    [x, y],
  );
}

test('the magnifier lies beside the pointer while its key is held, and on the other side near the border', async () => {
  await show('cells_1');
  await page.keyboard.press('f');
  await page.keyboard.press('b');
  const at = await pointOf(200, 150);
  await page.mouse.move(at.x, at.y);
  await page.keyboard.down('m');
  await expect.poll(() => lensPainted(at.x + 28, at.y + 28)).toBeGreaterThan(0.95);
  await look('magnifier');
  const corner = await pointOf(630, 470);
  await page.mouse.move(corner.x, corner.y);
  await expect.poll(() => lensPainted(corner.x - 28 - 176, corner.y - 28 - 176)).toBeGreaterThan(0.95);
  await page.keyboard.up('m');
  await expect.poll(() => lensPainted(corner.x - 28 - 176, corner.y - 28 - 176)).toBeLessThan(0.1);
  // Switched on it stays, and 8 times shows the grid of pixels from a zoom of 100 %.
  await page.keyboard.press('Shift+M');
  await page.keyboard.press('Alt+m');
  await page.keyboard.press('Shift+Digit1');
  await page.mouse.move(at.x, at.y);
  await expect.poll(() => lensPainted(at.x + 28, at.y + 28)).toBeGreaterThan(0.95);
  await look('magnifier-8');
  await page.keyboard.press('Shift+M');
  await page.keyboard.press('v');
  await page.keyboard.press('f');
});

test('the status line says the colour of the pixel under the pointer', async () => {
  const at = await pointOf(320, 240);
  await page.mouse.move(at.x, at.y);
  const [red, green, blue] = await painted(0.5, 0.5);
  const said = (await page.locator('.status-pixel').innerText()).split(' ').map(Number);
  const off = [red! - said[0]!, green! - said[1]!, blue! - said[2]!].map(Math.abs);
  expect(Math.max(...off)).toBeLessThan(20);
});

test('the minimap comes with the zoom and moves the view', async () => {
  await byPalette('Minimap on or off');
  const map = page.locator('.annotation-canvas-minimap');
  await expect(map).toBeHidden();
  const at = await pointOf(320, 240);
  await page.mouse.move(at.x, at.y);
  for (let notch = 0; notch < 5; notch++) await page.mouse.wheel(0, -200);
  await expect(map).toBeVisible();
  await look('minimap');
  const frame = (await map.boundingBox())!;
  await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height / 2);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width * 0.25, frame.y + frame.height * 0.75, { steps: 3 });
  await page.mouse.up();
  const host = (await page.locator('.annotation-canvas').boundingBox())!;
  await page.mouse.move(host.x + host.width / 2, host.y + host.height / 2);
  await expect(page.locator('.status-pointer')).toHaveText(/^1[56]\d, 3[56]\d$/);
  // Nothing was selected or drawn below it.
  await expect(page.getByText(/ selected$/)).toHaveCount(0);
  await page.keyboard.press('f');
  await expect(map).toBeHidden();
});

test('rulers count the pixels of the picture, and pixels have a grid when they are large', async () => {
  await byPalette('Rulers on or off');
  const at = await pointOf(300, 200);
  await page.mouse.move(at.x, at.y);
  await look('rulers');
  for (let notch = 0; notch < 7; notch++) await page.mouse.wheel(0, -200);
  await expect.poll(async () => parseInt((await zoom()).replace(/\D/g, ''))).toBeGreaterThan(800);
  for (const theme of ['dark', 'light']) {
    await page.evaluate((wanted) => window.studio.ask('settings/set', { theme: wanted as 'dark' }), theme);
    await page.evaluate((wanted) => document.documentElement.setAttribute('data-theme', wanted), theme);
    await look(`rulers-large-${theme}`);
  }
  const [red, green, blue] = await painted(0.5, 0.008);
  expect(Math.max(red!, green!, blue!) - Math.min(red!, green!, blue!)).toBeLessThan(20);
  await byPalette('Rulers on or off');
  await byPalette('Minimap on or off');
  await page.keyboard.press('f');
});

test('the zoom is kept for the next picture by choice', async () => {
  await show('cells_1');
  const fitted = await zoom();
  const closer = async (than: string): Promise<string> => {
    await page.keyboard.press('+');
    await expect.poll(zoom).not.toBe(than);
    return zoom();
  };
  const close = await closer(await closer(fitted));
  await page.keyboard.press('d');
  await expect.poll(zoom).toBe(fitted);
  await page.keyboard.press('a');
  await expect.poll(zoom).toBe(close);
  await byPalette('Keep zoom and place');
  await page.keyboard.press('d');
  await expect(page.getByRole('application', { name: /cells_2/ })).toBeVisible();
  await expect.poll(zoom).toBe(close);
  const host = (await page.locator('.annotation-canvas').boundingBox())!;
  await page.mouse.move(host.x + host.width / 2, host.y + host.height / 2);
  await expect(page.locator('.status-pointer')).toHaveText(/\d/);
  const place = await page.locator('.status-pointer').innerText();
  await page.keyboard.press('Control+Alt+ArrowRight');
  await expect.poll(() => page.locator('.status-pointer').innerText()).not.toBe(place);
  await byPalette('Keep zoom and place');
  await page.keyboard.press('f');
});

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pointer events as a screen that is touched sends them, on the canvas. */
async function point(
  kind: 'down' | 'move' | 'up',
  at: Point,
  more: { readonly type?: 'touch' | 'pen'; readonly id?: number; readonly pressure?: number } = {},
): Promise<void> {
  await page.evaluate(
    ([name, x, y, type, id, pressure]) =>
      document.querySelector('.annotation-canvas')!.dispatchEvent(
        new PointerEvent(`pointer${name}`, {
          pointerId: id,
          pointerType: type,
          pressure,
          clientX: x,
          clientY: y,
          button: name === 'move' ? -1 : 0,
          buttons: name === 'up' ? 0 : 1,
          bubbles: true,
          cancelable: true,
          isPrimary: true,
        }),
      ),
    [kind, at.x, at.y, more.type ?? 'touch', more.id ?? 50, more.pressure ?? 0.5] as const,
  );
}

async function stroke(from: Point, to: Point, more: Parameters<typeof point>[2] = {}): Promise<void> {
  await point('down', from, more);
  await point('move', { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, more);
  await point('move', to, more);
  await point('up', to, more);
}

async function boxes(): Promise<number> {
  const list = await page.evaluate(() => window.studio.ask('images/list', {}));
  return list.ok ? (list.value.find(({ name }) => name === 'cells_1.jpg')?.boxes ?? -1) : -1;
}

/** The left edge of the picture on the screen, found where the ground ends in the middle line of the canvas. */
async function leftEdge(): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.annotation-canvas > canvas')!;
    const row = canvas.getContext('2d', { alpha: false })!.getImageData(0, canvas.height / 2, canvas.width, 1).data;
    for (let x = 0; x < canvas.width; x++) if (row[x * 4]! !== row[0]!) return x;
    return canvas.width;
  });
}

test('a finger draws with the draw tool, and pulls the picture about with the select tool beside boxes', async () => {
  await show('cells_1');
  await page.keyboard.press('f');
  await page.keyboard.press('b');
  await stroke(await pointOf(100, 100), await pointOf(220, 200));
  await expect.poll(boxes).toBe(1);
  // A tap is no box, however unsteady.
  const tap = await pointOf(400, 300);
  await point('down', tap);
  await point('move', { x: tap.x + 4, y: tap.y + 4 });
  await point('up', { x: tap.x + 4, y: tap.y + 4 });
  await page.keyboard.press('v');
  await stroke(await pointOf(100, 100), await pointOf(120, 130));
  const edge = await leftEdge();
  await stroke(
    { ...(await pointOf(400, 300)) },
    { x: (await pointOf(400, 300)).x + 60, y: (await pointOf(400, 300)).y },
  );
  await expect.poll(leftEdge).toBe(edge + 60);
  expect(await boxes()).toBe(1);
  await page.keyboard.press('f');
});

test('two fingers pan and pinch, and what the first began is dropped', async () => {
  await page.keyboard.press('b');
  const before = parseInt((await zoom()).replace(/\D/g, ''));
  const middle = await pointOf(320, 240);
  const left = { x: middle.x - 50, y: middle.y };
  const right = { x: middle.x + 50, y: middle.y };
  await point('down', left, { id: 61 });
  await point('move', { x: left.x - 12, y: left.y }, { id: 61 });
  await point('move', left, { id: 61 });
  await point('down', right, { id: 62 });
  await point('move', { x: right.x + 100, y: right.y }, { id: 62 });
  await point('up', { x: right.x + 100, y: right.y }, { id: 62 });
  await point('up', left, { id: 61 });
  // The number follows with the next frame.
  await expect.poll(async () => Math.abs(parseInt((await zoom()).replace(/\D/g, '')) / before - 2)).toBeLessThan(0.1);
  expect(await boxes()).toBe(1);
  await page.keyboard.press('f');
});

test('the pen draws whatever its pressure, and the hand beside it does nothing', async () => {
  await point('move', await pointOf(300, 250), { type: 'pen', id: 70, pressure: 0 });
  await point('down', await pointOf(500, 400), { id: 71 });
  await point('move', await pointOf(540, 440), { id: 71 });
  await stroke(await pointOf(300, 250), await pointOf(380, 330), { type: 'pen', id: 70, pressure: 0.03 });
  await point('up', await pointOf(540, 440), { id: 71 });
  await expect.poll(boxes).toBe(2);
  const stored = await page.evaluate(async () => {
    const list = await window.studio.ask('images/list', {});
    const image = list.ok ? (list.value.find(({ name }) => name === 'cells_1.jpg')?.id ?? 0) : 0;
    const found = await window.studio.ask('image/annotations', { image });
    return found.ok ? found.value.map(({ box }) => [box.x1, box.y1, box.x2, box.y2].map(Math.round)) : [];
  });
  expect(stored.at(-1)!.map((edge, at) => Math.abs(edge - [300, 250, 380, 330][at]!) <= 1)).not.toContain(false);
  await look('pen');
});

test('a pinch on the touchpad zooms at the pointer, and two fingers pan', async () => {
  await page.keyboard.press('f');
  const wheel = (part: object) =>
    page.evaluate(
      (init) =>
        document
          .querySelector('.annotation-canvas')!
          .dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ...init })),
      part,
    );
  const before = parseInt((await zoom()).replace(/\D/g, ''));
  const at = await pointOf(320, 240);
  for (let turn = 0; turn < 7; turn++) await wheel({ deltaY: -10.5, ctrlKey: true, clientX: at.x, clientY: at.y });
  await expect.poll(async () => parseInt((await zoom()).replace(/\D/g, '')) / before).toBeGreaterThan(1.9);
  const close = await zoom();
  await page.mouse.move(at.x, at.y);
  const place = await page.locator('.status-pointer').innerText();
  await wheel({ deltaX: 24, deltaY: 4.5 });
  await wheel({ deltaX: 0, deltaY: 120 });
  await page.mouse.move(at.x + 1, at.y);
  await expect.poll(() => page.locator('.status-pointer').innerText()).not.toBe(place);
  expect(await zoom()).toBe(close);
  await page.keyboard.press('f');
});
