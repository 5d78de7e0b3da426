// The real window with a folder of drawn pictures and no labels, and the hand in its import dialog; for the specs of the import.
import { expect, type Locator, type Page } from '@playwright/test';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageSummary } from '../../src/common/annotation/types.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { writeFiles } from './labelFiles.ts';
import { answerOpenDialog, launch, temporaryFolder, type Studio } from './launch.ts';

/** Pictures that the project has; two more lie in the folder of the labels, under "elsewhere". */
export const count = 6;
export const pictureNames = Array.from({ length: count }, (_, index) => `cells_${index + 1}.jpg`);
export const namesElsewhere = [`cells_${count + 1}.jpg`, `cells_${count + 2}.jpg`];

export class ImportWindow {
  readonly studio: Studio;
  readonly page: Page;
  readonly drawn: DrawnFolder;
  /** For label files. */
  readonly files: string;

  private constructor(studio: Studio, drawn: DrawnFolder, files: string) {
    this.studio = studio;
    this.page = studio.page;
    this.drawn = drawn;
    this.files = files;
  }

  static async open(): Promise<ImportWindow> {
    const drawn = await drawPictures(count + 2, 7);
    const files = temporaryFolder('labels');
    for (const name of namesElsewhere) {
      writeFiles(files, { [`elsewhere/${name}`]: readFileSync(join(drawn.folder, name)) });
      rmSync(join(drawn.folder, name));
    }
    const own = new ImportWindow(await launch(), drawn, files);
    await answerOpenDialog(own.studio.app, [drawn.folder]);
    // Waits for the window to listen, which a key does not.
    await own.page.getByRole('button', { name: 'Open a folder of pictures' }).click();
    await expect(own.canvas()).toBeVisible();
    await expect.poll(async () => (await own.pictures()).filter(({ width }) => width > 0).length).toBe(count);
    return own;
  }

  async close(): Promise<void> {
    await this.studio.close();
    for (const folder of [this.drawn.folder, this.files]) rmSync(folder, { recursive: true, force: true });
  }

  async pictures(): Promise<readonly ImageSummary[]> {
    const list = await this.page.evaluate(() => window.studio.ask('images/list', {}));
    if (!list.ok) throw new Error(list.failure.message);
    return list.value;
  }

  /** Boxes of the whole project, as its database has them. */
  async boxes(): Promise<number> {
    return (await this.pictures()).reduce((sum, { boxes }) => sum + boxes, 0);
  }

  async classNames(): Promise<readonly string[]> {
    const list = await this.page.evaluate(() => window.studio.ask('categories/list', {}));
    if (!list.ok) throw new Error(list.failure.message);
    return list.value.map(({ name }) => name);
  }

  canvas(): Locator {
    return this.page.getByRole('application');
  }

  dialog(name = 'Import labels'): Locator {
    return this.page.getByRole('dialog', { name, exact: true });
  }

  done(): Locator {
    return this.dialog('Labels imported');
  }

  /** Of the dialog that is open, whichever. */
  button(name: string | RegExp): Locator {
    return this.page.getByRole('dialog').getByRole('button', { name, exact: true });
  }

  take(): Locator {
    return this.button(/^Import [\d,]+ boxe?s?$/);
  }

  /** The choice of the class that one of the file becomes. */
  becomes(name: string): Locator {
    return this.dialog().getByRole('combobox', { name: `${name} becomes` });
  }

  /** The dialog, by its key. */
  async start(): Promise<void> {
    await this.canvas().focus();
    await this.page.keyboard.press('Control+i');
    await expect(this.button('Choose a file…')).toBeFocused();
  }

  async choose(what: 'file' | 'folder', path: string): Promise<void> {
    await answerOpenDialog(this.studio.app, [path]);
    await this.button(`Choose a ${what}…`).click();
  }

  /** The figures above the classes or of the report: number by name. */
  async figures(): Promise<Readonly<Record<string, number>>> {
    const all = this.page.getByRole('dialog').locator('dl.figures').first();
    await expect(all).toBeVisible();
    const numbers = (await all.locator('dd').allInnerTexts()).map((text) => Number(text.replaceAll(',', '')));
    const names = await all.locator('dt').allInnerTexts();
    return Object.fromEntries(names.map((name, index) => [name, numbers[index] ?? NaN]));
  }

  async finish(): Promise<void> {
    await expect(this.done()).toBeVisible();
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByRole('dialog')).toHaveCount(0);
    await expect(this.canvas()).toBeFocused();
  }

  /** Takes the last step on all pictures back, by its key. */
  async undo(): Promise<void> {
    await this.canvas().focus();
    await this.page.keyboard.press('Control+Alt+z');
  }
}
