// Picture folders that change and move while the window is open, a second window on the same project, a disk that fills up.
import { expect, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawPictures } from './drawnPictures.ts';
import { answerOpenDialog, launch, screenshots, temporaryFolder, test, type Studio } from './launch.ts';

/** The look follows a change within a second or two; a busy machine takes its time. Milliseconds. */
const patience = { timeout: 30_000 };

async function open(studio: Studio, folder: string, count: number): Promise<void> {
  await answerOpenDialog(studio.app, [folder]);
  const opened = await studio.page.evaluate(() => window.studio.ask('project/open-pictures', {}));
  expect(opened.ok).toBe(true);
  await expect.poll(async () => (await names(studio.page)).length, patience).toBe(count);
}

async function names(page: Page): Promise<string[]> {
  const list = await page.evaluate(() => window.studio.ask('images/list', {}));
  return list.ok
    ? list.value.filter(({ width, problem }) => width > 0 && problem === undefined).map(({ name }) => name)
    : [];
}

/** Through the window's own tool, so that its dirty mark is the one that is looked at. */
async function drawBox(page: Page, from: readonly [number, number]): Promise<void> {
  const canvas = page.locator('canvas').first();
  const place = await canvas.boundingBox();
  if (place === null) throw new Error('There is no canvas.');
  const [x, y] = [place.x + place.width / 2 + from[0], place.y + place.height / 2 + from[1]];
  await page.keyboard.press('b');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 30, { steps: 4 });
  await page.mouse.up();
}

async function boxCount(page: Page, image: number): Promise<number> {
  const answer = await page.evaluate((id) => window.studio.ask('image/annotations', { image: id }), image);
  return answer.ok ? answer.value.length : -1;
}

const saveState = (page: Page) => page.getByRole('status', { name: 'Save state' });

test('pictures that come, change, move and go are taken up by themselves', async () => {
  test.setTimeout(4 * 60_000);
  const { folder } = await drawPictures(3, 41);
  const studio = await launch();
  const { page } = studio;
  await open(studio, folder, 3);
  await expect(page.getByText('picture 1 of 3')).toBeVisible();
  await page.evaluate(() => window.studio.ask('categories/edit', { kind: 'add', name: 'cell' }));
  await expect(page.locator('canvas').first()).toBeVisible();
  await drawBox(page, [-60, -60]);
  await expect(saveState(page)).toHaveText('saved');
  expect(await boxCount(page, 1)).toBe(1);

  copyFileSync(join(folder, 'cells_2.jpg'), join(folder, 'cells_9.jpg'));
  writeFileSync(join(folder, 'notes.txt'), 'no picture');
  await expect(page.getByText('picture 1 of 4')).toBeVisible(patience);
  await expect(page.getByText('The folders changed: 1 new.').first()).toBeVisible();

  mkdirSync(join(folder, 'sub'));
  renameSync(join(folder, 'cells_1.jpg'), join(folder, 'sub', 'renamed.jpg'));
  await expect
    .poll(() => names(page), patience)
    .toEqual(['cells_2.jpg', 'cells_3.jpg', 'cells_9.jpg', 'sub/renamed.jpg']);
  expect(await boxCount(page, 1)).toBe(1);
  await expect(page.getByText('picture 4 of 4')).toBeVisible();

  // The picture on screen is painted over: black, in another size.
  const black = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#000' } })
    .jpeg()
    .toBuffer();
  writeFileSync(join(folder, 'sub', 'renamed.jpg'), black);
  await expect(page.getByText('200 × 100 px', { exact: true })).toBeVisible(patience);
  await expect(page.getByText('1 warning', { exact: true })).toBeVisible();
  // And again, in the same size.
  writeFileSync(
    join(folder, 'sub', 'renamed.jpg'),
    await sharp({ create: { width: 200, height: 100, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer(),
  );
  const middle = () =>
    page.evaluate(() => {
      const canvas = document.querySelector('canvas');
      const pixel = canvas?.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
      return pixel?.[0] ?? -1;
    });
  await expect.poll(middle, patience).toBeGreaterThan(240);

  unlinkSync(join(folder, 'cells_9.jpg'));
  await expect.poll(() => names(page), patience).toEqual(['cells_2.jpg', 'cells_3.jpg', 'sub/renamed.jpg']);
  await studio.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a folder that goes away keeps its boxes and takes edits, and is found again at another place', async () => {
  test.setTimeout(4 * 60_000);
  const { folder } = await drawPictures(2, 42);
  const studio = await launch();
  const { page } = studio;
  await open(studio, folder, 2);
  await page.evaluate(() => window.studio.ask('categories/edit', { kind: 'add', name: 'cell' }));
  await expect(page.locator('canvas').first()).toBeVisible();
  await drawBox(page, [-60, -60]);
  await expect(saveState(page)).toHaveText('saved');

  const away = `${folder} moved`;
  renameSync(folder, away);
  await expect(page.getByText(`Its folder is not there: ${folder}`).first()).toBeVisible(patience);
  const note = await page.evaluate(() => window.studio.ask('image/set-note', { image: 1, words: 'written meanwhile' }));
  expect(note.ok).toBe(true);
  renameSync(away, folder);
  await expect.poll(() => names(page), patience).toHaveLength(2);
  await expect(page.locator('canvas').first()).toBeVisible();
  expect(await boxCount(page, 1)).toBe(1);

  renameSync(folder, away);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Data/ }).first().click();
  await expect(page.getByText('is not there; connect it or say where it is now')).toBeVisible(patience);
  await answerOpenDialog(studio.app, [away]);
  await page.getByRole('button', { name: 'It moved to…' }).click();
  await expect(page.getByText('2 pictures are there, by name and size.')).toBeVisible();
  await page.screenshot({ path: join(screenshots, 'relink.png') });
  await page.getByRole('button', { name: 'Use this folder' }).click();
  await expect(page.getByText(`The pictures are looked for in ${away} now.`)).toBeVisible();
  await expect.poll(() => names(page), patience).toHaveLength(2);
  await page.getByRole('button', { name: 'Back to where it was' }).click();
  await expect(page.getByText('is not there; connect it or say where it is now')).toBeVisible(patience);
  await studio.close();
  for (const left of [folder, away]) rmSync(left, { recursive: true, force: true });
});

test('a second window reads only, says who has the project, and may write when that one has left', async () => {
  test.setTimeout(4 * 60_000);
  const { folder } = await drawPictures(1, 43);
  const first = await launch();
  await open(first, folder, 1);
  const info = await first.page.evaluate(() => window.studio.ask('app/info', {}));
  const project = info.ok ? (info.value.project?.location ?? '') : '';
  const second = await launch({ args: [project] });
  await expect(saveState(second.page)).toHaveText('read-only', patience);
  const held = await second.page.evaluate(() => window.studio.ask('app/info', {}));
  expect(held.ok && held.value.project?.readOnlyReason).toContain(
    `process ${first.app.process().pid} on this computer`,
  );
  const refused = await second.page.evaluate(() => window.studio.ask('project/write', {}));
  expect(refused.ok ? 'taken' : refused.failure.kind).toBe('busy');
  await expect(saveState(second.page)).toHaveText('read-only');
  await first.app.close();
  await expect(second.page.getByText('The other program has left this project.')).toBeVisible(patience);
  await second.page.getByRole('button', { name: 'Open for writing' }).first().click();
  await expect(saveState(second.page)).toHaveText('saved', patience);
  const edited = await second.page.evaluate(() => window.studio.ask('categories/edit', { kind: 'add', name: 'mine' }));
  expect(edited.ok).toBe(true);
  await second.close();
  for (const left of [folder, first.home]) rmSync(left, { recursive: true, force: true });
});

test('a full disk leaves the edit marked as not saved, and it is saved when there is room', async () => {
  test.setTimeout(4 * 60_000);
  const disk = temporaryFolder('disk');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'boxwright', disk], { stdio: 'ignore' });
  } catch {
    console.log('No file system can be mounted here (it takes root): the full disk is not tested in the window.');
    test.skip();
  }
  const { folder } = await drawPictures(1, 44);
  const home = temporaryFolder('home');
  const project = join(disk, 'project');
  execFileSync(join(import.meta.dirname, '../../bin/boxwright'), ['create', project, '--images', folder], {
    stdio: 'ignore',
  });
  const studio = await launch({ home, args: [project] });
  const { page } = studio;
  try {
    await expect.poll(() => names(page), patience).toHaveLength(1);
    await page.evaluate(() => window.studio.ask('categories/edit', { kind: 'add', name: 'cell' }));
    await expect(page.locator('canvas').first()).toBeVisible();
    const filler = join(disk, 'filler');
    fill(filler);
    for (let box = 0; box < 40 && !(await saveState(page).textContent())?.includes('not saved'); box++)
      await drawBox(page, [-150 + (box % 8) * 35, -120 + Math.floor(box / 8) * 35]);
    await expect(saveState(page)).toContainText('not saved', patience);
    await page.screenshot({ path: join(screenshots, 'disk-full.png') });
    const drawn = Number(
      (
        await page
          .getByText(/^Boxes/)
          .first()
          .textContent()
      )?.replace(/\D/g, '') ?? 0,
    );
    truncateSync(filler, 0);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await expect(saveState(page)).toHaveText('saved', patience);
    expect(await boxCount(page, 1)).toBeGreaterThanOrEqual(Math.max(1, drawn));
  } finally {
    await studio.close();
    execFileSync('umount', [disk]);
  }
  for (const left of [folder, home, disk]) rmSync(left, { recursive: true, force: true });
});

/** Takes every byte that is left. */
function fill(file: string): void {
  for (const piece of [1 << 16, 1 << 12, 1]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(piece, 1), { flag: 'a' });
    } catch {
      continue;
    }
  }
  expect(statSync(file).size).toBeGreaterThan(0);
}
