// React draws nothing while a hand works: commits are counted by the hook that React's own developer tools use.
import { expect, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { drawPictures } from './drawnPictures.ts';
import { closeProject, createProject } from '../../src/main/project/project.ts';
import { fillProject } from '../main/database/projectFixture.ts';
import { answerOpenDialog, launch, temporaryFolder, test, type Studio } from './launch.ts';

interface Counting {
  commits: number;
}

let studio: Studio;
let page: Page;
let folder = '';

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  ({ folder } = await drawPictures(1, 8));
  studio = await launch();
  ({ page } = studio);
  await answerOpenDialog(studio.app, [folder]);
  await page.getByRole('button', { name: 'Open a folder of pictures' }).click();
  await expect(page.getByRole('application')).toBeVisible();
  await page.keyboard.press('Shift+P');
  await expect(page.getByRole('button', { name: 'Jobs' })).toContainText('1 picture pre-labelled', {
    timeout: 120_000,
  });
  // React looks for the hook when it starts.
  await page.addInitScript(() => {
    const counting = window as unknown as Counting & Record<string, unknown>;
    counting.commits = 0;
    counting['__REACT_DEVTOOLS_GLOBAL_HOOK__'] = {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: () => void counting.commits++,
      onCommitFiberUnmount: () => undefined,
    };
  });
  await page.reload();
  await expect(page.getByRole('application')).toBeVisible();
  await expect(page.locator('.annotation-canvas')).not.toHaveAttribute('data-painted', '');
});

test.afterAll(async () => {
  await studio.close();
  rmSync(folder, { recursive: true, force: true });
});

const commits = () => page.evaluate(() => (window as unknown as Counting).commits);

/** Waits until React has nothing left to say, so that only what comes next is counted. */
async function calm(): Promise<number> {
  let before = await commits();
  await expect
    .poll(
      async () => {
        const now = await commits();
        const same = now === before;
        before = now;
        return same;
      },
      { intervals: [600] },
    )
    .toBe(true);
  return before;
}

async function middle(): Promise<{ x: number; y: number }> {
  const box = await page.getByRole('application').boundingBox();
  if (box === null) throw new Error('the canvas is not on screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('the count counts: a selection is drawn by React', async () => {
  await page.getByRole('application').focus();
  const before = await calm();
  await page.keyboard.press('Tab');
  await expect.poll(commits).toBeGreaterThan(before);
});

test('a pointer that moves over the picture costs no render, and the status line follows it', async () => {
  const { x, y } = await middle();
  await page.mouse.move(x, y);
  const before = await calm();
  const place = await page.locator('.status-pointer').innerText();
  for (let step = 1; step <= 60; step++) await page.mouse.move(x + step, y + (step % 7));
  await expect.poll(() => page.locator('.status-pointer').innerText()).not.toBe(place);
  expect((await commits()) - before).toBe(0);
});

test('a zoom and a pan cost none', async () => {
  const { x, y } = await middle();
  const zoom = page.getByRole('status', { name: 'Zoom' });
  await page.mouse.move(x, y);
  const before = await calm();
  const shown = await zoom.innerText();
  for (let notch = 0; notch < 12; notch++) await page.mouse.wheel(0, -100);
  await expect.poll(() => zoom.innerText()).not.toBe(shown);
  await page.mouse.down({ button: 'middle' });
  for (let step = 1; step <= 40; step++) await page.mouse.move(x - step * 3, y - step);
  await page.mouse.up({ button: 'middle' });
  expect((await commits()) - before).toBe(0);
});

test('a box that is dragged costs none until it is let go, and then a few', async () => {
  await page.keyboard.press('f');
  await page.keyboard.press('b');
  await expect(page.getByRole('toolbar').locator('[aria-pressed="true"]')).toHaveAccessibleName(/^Draw boxes/);
  const { x, y } = await middle();
  await page.mouse.move(x, y);
  await page.mouse.down();
  const before = await calm();
  for (let step = 1; step <= 60; step++) await page.mouse.move(x + step, y + step);
  expect((await commits()) - before).toBe(0);
  await page.mouse.up();
  await expect.poll(commits).toBeGreaterThan(before);
  expect((await calm()) - before).toBeLessThan(20);
});

test('a list of 3,000 pictures holds the rows that are in sight', async () => {
  const many = temporaryFolder('list');
  const project = await createProject(join(many, 'project'), { name: 'Many', model: 'starter' });
  fillProject(project.database, many, 3000);
  const location = project.folder;
  closeProject(project);
  const own = await launch({ args: [location] });
  const list = own.page.getByRole('listbox', { name: 'Pictures' });
  await expect(own.page.getByText('3,000 pictures').first()).toBeVisible();
  await expect(list.getByRole('option').first()).toBeVisible();
  expect(await list.getByRole('option').count()).toBeLessThan(60);
  await own.page.keyboard.press('Shift+h');
  await expect(own.page.getByRole('region', { name: 'History of this picture' })).toBeVisible();
  expect(await list.getByRole('option').count()).toBeLessThan(60);
  await own.close();
  rmSync(many, { recursive: true, force: true });
});
