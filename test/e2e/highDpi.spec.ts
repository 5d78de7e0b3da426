// Screens with two device pixels for a CSS pixel, and with one and a quarter: the canvas has every pixel, boxes lie where the pointer was,
// and their lines are painted there.
import { expect, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Box } from '../../src/common/geometry/box.ts';
import { drawPictures } from './drawnPictures.ts';
import { answerOpenDialog, launch, screenshots, test } from './launch.ts';

/** Both canvases as they are in memory and on screen, and the picture's place in CSS pixels of the canvas. */
function measured(page: Page) {
  return page.evaluate(() => {
    const canvases = [...document.querySelectorAll('canvas')].filter((one) => one.closest('.annotation-canvas'));
    return {
      ratio: window.devicePixelRatio,
      canvases: canvases.slice(0, 2).map((canvas) => ({
        memory: [canvas.width, canvas.height],
        screen: [canvas.getBoundingClientRect().width, canvas.getBoundingClientRect().height],
      })),
    };
  });
}

async function storedBox(page: Page): Promise<Box | undefined> {
  return page.evaluate(async () => {
    const list = await window.studio.ask('images/list', {});
    if (!list.ok) throw new Error(list.failure.message);
    const answer = await window.studio.ask('image/annotations', { image: list.value[0]?.id ?? 0 });
    if (!answer.ok) throw new Error(answer.failure.message);
    return answer.value[0]?.box;
  });
}

/** True when the colour of the first class is in a square of five device pixels around a point, given in CSS pixels of the canvas. */
function isLineAt(page: Page, x: number, y: number): Promise<boolean> {
  return page.evaluate(
    ([left, top]) => {
      const ratio = window.devicePixelRatio;
      const [column, row] = [Math.round(left * ratio) - 2, Math.round(top * ratio) - 2];
      const canvases = [...document.querySelectorAll<HTMLCanvasElement>('.annotation-canvas canvas')].slice(0, 2);
      return canvases.some((canvas) => {
        const data = canvas.getContext('2d')?.getImageData(column, row, 5, 5).data ?? new Uint8ClampedArray();
        return Array.from({ length: data.length / 4 }, (_, place) => place * 4).some(
          // #e69f00
          (at) => Math.abs(data[at]! - 230) < 12 && Math.abs(data[at + 1]! - 159) < 12 && data[at + 2]! < 24,
        );
      });
    },
    [x, y] as const,
  );
}

for (const ratio of [2, 1.25])
  test(`${ratio} device pixels for a CSS pixel`, async () => {
    const { folder } = await drawPictures(1, 8);
    const studio = await launch({ args: [`--force-device-scale-factor=${ratio}`] });
    const { page } = studio;
    await answerOpenDialog(studio.app, [folder]);
    await page.getByRole('button', { name: 'Open a folder of pictures' }).click();
    await expect(page.locator('.annotation-canvas')).not.toHaveAttribute('data-painted', '');
    await page.evaluate(() => window.studio.ask('categories/edit', { kind: 'add', name: 'cell' }));
    await expect(page.getByRole('button', { name: 'Class cell' })).toBeVisible();

    const { ratio: own, canvases } = await measured(page);
    expect(own).toBe(ratio);
    expect(canvases).toHaveLength(2);
    for (const { memory, screen } of canvases)
      for (const side of [0, 1]) expect(Math.abs((memory[side] ?? 0) - (screen[side] ?? 0) * ratio)).toBeLessThan(1);

    const canvas = await page.getByRole('application').boundingBox();
    if (canvas === null) throw new Error('the canvas is not on screen');
    const scale = Math.min((canvas.width - 48) / 640, (canvas.height - 48) / 480);
    const at = (x: number, y: number) => ({
      x: canvas.width / 2 + (x - 320) * scale,
      y: canvas.height / 2 + (y - 240) * scale,
    });
    await page.keyboard.press('b');
    const [from, to] = [at(100, 100), at(300, 220)];
    await page.mouse.move(canvas.x + from.x, canvas.y + from.y);
    await page.mouse.down();
    await page.mouse.move(canvas.x + to.x - 20, canvas.y + to.y - 20);
    await page.mouse.move(canvas.x + to.x, canvas.y + to.y);
    // With Ctrl the box keeps its own edges.
    await page.keyboard.down('Control');
    await page.mouse.up();
    await page.keyboard.up('Control');
    await expect(page.getByRole('status', { name: 'Save state' })).toHaveText('saved');
    await expect.poll(() => storedBox(page)).toBeDefined();
    const box = await storedBox(page);
    for (const [value, wanted] of [
      [box?.x1, 100],
      [box?.y1, 100],
      [box?.x2, 300],
      [box?.y2, 220],
    ] as const)
      expect(Math.abs((value ?? 0) - wanted)).toBeLessThan(1 / scale);

    // In the middle of its left and lower edges there is a line, and half way in there is none.
    for (const [x, y, isLine] of [
      [100, 160, true],
      [200, 220, true],
      [150, 160, false],
    ] as const) {
      const point = at(x, y);
      await expect.poll(() => isLineAt(page, point.x, point.y)).toBe(isLine);
    }
    await page.screenshot({ path: join(screenshots, `high-dpi-${ratio}.png`) });
    await studio.close();
    rmSync(folder, { recursive: true, force: true });
  });
