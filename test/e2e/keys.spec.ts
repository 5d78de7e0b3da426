// Keys in the real window: a settings file with faults, other keys, a conflict, the keys in force wherever they are shown, a
// key map out and in again, and the palette.
import { expect, type Page } from '@playwright/test';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, answerSaveDialog, launch, temporaryFolder, test, type Studio } from './launch.ts';
import { openDialog, shoot, shownPage } from './shoot.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;
let home: string;
let out: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  drawn = await drawPictures(3, 5);
  home = temporaryFolder('home');
  out = temporaryFolder('keys');
  mkdirSync(home, { recursive: true });
  const keys = { 'view.fit': ['j', 'hyper+q'], 'edit.undoo': ['u'] };
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ settings: { theme: 'blue', keys } }));
  studio = await launch({ home });
  page = studio.page;
});

test.afterAll(async () => {
  await studio.close();
  for (const folder of [drawn.folder, home, out]) rmSync(folder, { recursive: true, force: true });
});

const row = (command: string) => page.locator(`.key-row[data-command="${command}"]`);
const entries = () => page.getByRole('dialog', { name: 'Command palette' }).getByRole('option');
const search = () => page.getByRole('searchbox', { name: 'Search the keys by action or key' });

/** What the menu of the program shows beside an entry. */
function menuKey(title: string): Promise<string | undefined> {
  return studio.app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
    return items.find(({ label }) => label === wanted)?.accelerator?.toString();
  }, title);
}

const cursor = () => page.evaluate(() => document.querySelector<HTMLElement>('[role="application"]')?.style.cursor);

test('a settings file with faults says them, and the rest of it counts', async () => {
  const notice = page.getByText('3 lines of the settings file could not be taken.');
  await expect(notice).toBeVisible();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings file' });
  for (const where of ['settings.theme', 'settings.keys."view.fit"[1]', 'settings.keys."edit.undoo"'])
    await expect(dialog.getByText(where, { exact: true })).toBeVisible();
  await shoot(studio, 'keys-settings-file', openDialog);
  await page.keyboard.press('Escape');
  await expect.poll(() => menuKey('Fit picture')).toBe('J');
});

test('a key is set by pressing it, and the one of another action is taken on demand', async () => {
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('application')).toBeVisible();
  await page.keyboard.press('Control+,');
  await search().fill('undo');
  await page.getByRole('button', { name: 'Change Ctrl+Z of Undo', exact: true }).click();
  await expect(page.getByRole('button', { name: /Press the key for Undo/ })).toBeFocused();
  await page.keyboard.press('Control+u');
  await expect(page.getByRole('button', { name: 'Change Ctrl+U of Undo', exact: true })).toBeVisible();
  await search().fill('fit picture');
  await page.getByRole('button', { name: 'Add a key for Fit picture' }).click();
  await page.keyboard.press('d');
  await expect(row('view.fit').getByRole('alert')).toContainText('is the key of “Next picture” already.');
  await shoot(studio, 'keys-conflict', shownPage);
  await page.getByRole('button', { name: 'Take it from there' }).press('Enter');
  await search().fill('next picture');
  await expect(page.getByRole('button', { name: 'Change → of Next picture' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change D of Next picture' })).toHaveCount(0);
});

test('Escape leaves a key as it is, Delete clears it, and the arrows go through the table', async () => {
  await search().fill('crosshair');
  await page.getByRole('button', { name: 'Change X of Crosshair on or off' }).press('Enter');
  await page.keyboard.press('Escape');
  const chip = page.getByRole('button', { name: 'Change X of Crosshair on or off' });
  await expect(chip).toBeVisible();
  await chip.press('Delete');
  await expect(chip).toHaveCount(0);
  await page.getByRole('button', { name: /Back to X: Crosshair/ }).click();
  await expect(chip).toBeVisible();
  await search().fill('zoom');
  await page.getByRole('button', { name: 'Change + of Zoom in' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Change − of Zoom out' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator('.key-row :focus')).toHaveCount(0);
});

test('a key that is held can be another one', async () => {
  await search().fill('pan while held');
  await page.getByRole('button', { name: 'Change Space of Pan while held' }).click();
  await page.keyboard.press('w');
  await expect(page.getByRole('button', { name: 'Change W of Pan while held' })).toBeVisible();
  await page.keyboard.press('Control+1');
  await expect(page.getByRole('application')).toBeVisible();
  await page.getByRole('application').focus();
  await page.keyboard.down('w');
  await expect.poll(cursor).toBe('grab');
  await page.keyboard.up('w');
  await expect.poll(cursor).toBe('default');
});

test('tooltips, menu, the sheet and the palette show the keys in force', async () => {
  await expect.poll(() => menuKey('Undo')).toBe('CmdOrCtrl+U');
  await page.keyboard.press('Shift+?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet.getByRole('listitem').filter({ hasText: /^Undo(?! the)/ })).toHaveText('UndoCtrlU');
  await expect(sheet.getByRole('listitem').filter({ hasText: 'Pan while held' })).toContainText('W');
  await shoot(studio, 'keys-sheet', openDialog);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  const entry = entries().filter({ hasText: /^Undo(?! the)/ });
  await expect(entry).toContainText('Nothing to undo on this picture');
  await expect(entry).toHaveAttribute('aria-disabled', 'true');
  await expect(entry).toContainText('CtrlU');
});

test('the palette finds by a few letters, and has what was chosen last in front', async () => {
  await page.keyboard.type('fitpc');
  await expect(entries().first()).toContainText('Fit picture');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(entries().first()).toContainText('Fit picture');
  await expect(page.getByText('Recent', { exact: true })).toBeVisible();
  await shoot(studio, 'keys-palette', { frame: 'dialog[open]', body: '.palette-list' });
  await page.keyboard.press('Escape');
});

test('a key map goes out as a file and comes in again, and outlives the program', async () => {
  const file = join(out, 'my keys.json');
  await answerSaveDialog(studio.app, file);
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Export…', exact: true }).click();
  await expect(page.getByText(`The keys were written to ${file}.`)).toBeVisible();
  const written = JSON.parse(readFileSync(file, 'utf8')) as { keys: Record<string, string[]> };
  expect(written.keys['edit.undo']).toEqual(['$mod+u']);
  await page.getByRole('button', { name: 'Reset all' }).click();
  await search().fill('undo');
  await expect(page.getByRole('button', { name: 'Change Ctrl+Z of Undo', exact: true })).toBeVisible();
  await expect.poll(() => menuKey('Undo')).toBe('CmdOrCtrl+Z');
  await answerOpenDialog(studio.app, [file]);
  await page.getByRole('button', { name: 'Import…' }).click();
  await expect(page.getByRole('dialog', { name: 'Import keys' })).toContainText('edit.undoo');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Change Ctrl+U of Undo', exact: true })).toBeVisible();
  await studio.close();
  studio = await launch({ home });
  page = studio.page;
  await page.keyboard.press('Control+,');
  await search().fill('undo');
  await expect(page.getByRole('button', { name: 'Change Ctrl+U of Undo', exact: true })).toBeVisible();
});
