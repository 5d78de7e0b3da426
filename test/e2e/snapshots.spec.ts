// Snapshots in the real window, over a real database: made by hand, compared, a line of the differences opened in the canvas, brought
// back and undone, exported again to the byte; a backup becomes a project of its own.
import { expect, type Page } from '@playwright/test';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, answerSaveDialog, launch, temporaryFolder, test, type Studio } from './launch.ts';
import { openDialog, shoot, shownPage } from './shoot.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;
const place = temporaryFolder('snapshots');

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  drawn = await drawPictures(3, 41);
  studio = await launch();
  page = studio.page;
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('application')).toBeVisible();
});

test.afterAll(async () => {
  await studio.close();
  rmSync(drawn.folder, { recursive: true, force: true });
  rmSync(place, { recursive: true, force: true });
});

const dialog = () => page.getByRole('dialog');
const rows = () => page.getByRole('list', { name: 'Snapshots, newest first' }).getByRole('listitem');

/** Boxes of all pictures that a human stands behind, as the database has them. */
const boxes = (): Promise<number> =>
  page.evaluate(async () => {
    const listed = await window.studio.ask('images/list', {});
    if (!listed.ok) throw new Error(listed.failure.message);
    return listed.value.reduce((sum, image) => sum + image.boxes, 0);
  });

async function toData(): Promise<void> {
  await page.getByRole('button', { name: 'Data', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Snapshots', exact: true })).toBeVisible();
}

/** With the keys on the canvas. */
async function toPicture(): Promise<void> {
  await page.getByRole('button', { name: 'Label', exact: true }).click();
  await page.getByRole('application').focus();
}

/** From the dialog that is open. */
async function exportTo(name: string): Promise<Buffer> {
  const file = join(place, name);
  await answerSaveDialog(studio.app, file);
  await again('file');
  await dialog().getByRole('button', { name: 'Choose the file…' }).click();
  await done();
  return readFileSync(file);
}

/** The same as a folder of YOLO texts. */
async function exportFolderTo(name: string): Promise<Readonly<Record<string, string>>> {
  const folder = join(place, name);
  await answerSaveDialog(studio.app, folder);
  await again('format yolo');
  await dialog().getByRole('combobox', { name: 'Picture files', exact: true }).selectOption('leave');
  await dialog().getByRole('button', { name: 'Choose the folder…' }).click();
  await done();
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.includes('.'));
  expect(files.length).toBeGreaterThan(1);
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** Of snapshot 1, whose dialog is open. */
async function again(aim: string): Promise<void> {
  await dialog().getByRole('button', { name: 'Export it again…' }).click();
  await expect(page.getByRole('dialog', { name: 'Export snapshot 1' })).toBeVisible();
  await dialog().getByRole('combobox', { name: 'What for', exact: true }).selectOption(aim);
}

/** Back to the dialog of snapshot 1, the oldest. */
async function done(): Promise<void> {
  await expect(dialog().getByRole('button', { name: 'Show in folder' })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Escape');
  await rows().last().getByRole('button').click();
}

test('one is made by a key, says what changed since, and a line of it opens the picture', async () => {
  await toData();
  await expect(page.getByText('There is none yet.', { exact: false })).toBeVisible();
  await page.keyboard.press('Shift+P');
  await expect(page.getByText(/pre-labelled, \d+/).first()).toBeVisible({ timeout: 120_000 });
  await toPicture();
  // The proposals have to be on the screen before they can be accepted.
  await expect
    .poll(async () => {
      await page.keyboard.press('Shift+Enter');
      return boxes();
    })
    .toBeGreaterThan(0);
  const before = await boxes();
  await page.keyboard.press('Alt+Shift+n');
  await page.keyboard.type('First pass');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Snapshot 1 was made.').first()).toBeVisible();
  await toData();
  await expect(rows()).toHaveCount(1);
  await expect(rows().first()).toContainText('First pass');
  await expect(page.getByText('Nothing changed since snapshot 1.')).toBeVisible();
  await expect(rows().first().locator('[title]').last()).toHaveAttribute('title', /^[0-9a-f]{64}$/, {
    timeout: 30_000,
  });

  await toPicture();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect.poll(boxes).toBe(0);
  await page.keyboard.press('Alt+Shift+s');
  await expect(dialog().getByRole('status')).toContainText(`−${before} box`);
  await shoot(studio, 'snapshot-differences', openDialog);
  await dialog().getByRole('list', { name: 'Pictures that changed' }).getByRole('button').first().click();
  await expect(page.getByRole('application')).toBeVisible();
  await expect(page.getByText(/^Since snapshot 1:/).first()).toBeVisible();
  await page.keyboard.press('Alt+Shift+d');
  await expect(dialog().getByRole('status')).toContainText(`−${before} box`);
});

test('it is exported again to the byte, brought back, and that is undone', async () => {
  const first = await exportTo('first.json');
  const { annotations } = JSON.parse(first.toString()) as { annotations: unknown[] };
  expect(annotations.length).toBeGreaterThan(0);
  const texts = await exportFolderTo('first-texts');
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(page.getByText('Snapshot 1 is back. What was there before is snapshot 2.').first()).toBeVisible({
    timeout: 30_000,
  });
  await expect.poll(boxes).toBe(annotations.length);
  await expect(rows()).toHaveCount(2);
  await shoot(studio, 'snapshots', shownPage);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(boxes, { timeout: 30_000 }).toBe(0);
  // Taking it back is a restore too, with a snapshot before it.
  await expect(rows()).toHaveCount(3);
  await rows().last().getByRole('button').click();
  expect((await exportTo('second.json')).equals(first)).toBe(true);
  expect(await exportFolderTo('second-texts')).toEqual(texts);
  await page.keyboard.press('Escape');
});

test('a backup becomes a project of its own, and the one that was open is left as it was', async () => {
  const file = join(place, 'labels.backup');
  await answerSaveDialog(studio.app, file);
  await page.keyboard.press('Control+Alt+s');
  await expect(page.getByText(/^The project was backed up to .*not in it\./).first()).toBeVisible({ timeout: 30_000 });
  const folder = join(place, 'again');
  await answerOpenDialog(studio.app, [file]);
  await answerSaveDialog(studio.app, folder);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Restore a project from a backup');
  await page.keyboard.press('Enter');
  await expect.poll(() => existsSync(join(folder, 'project.boxwright')), { timeout: 30_000 }).toBe(true);
  const location = () =>
    page.evaluate(async () => {
      const info = await window.studio.ask('app/info', {});
      return info.ok ? [info.value.project?.location, info.value.recent.length] : undefined;
    });
  await expect.poll(location, { timeout: 30_000 }).toEqual([folder, 2]);
  await expect.poll(() => page.getByRole('application').isVisible(), { timeout: 30_000 }).toBe(true);
  await toData();
  await expect(rows()).toHaveCount(3);
});
