// Exports from the dialog in the real window: what it says beforehand against what lies in the folder afterwards, read back here.
import { expect, type Page } from '@playwright/test';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { parse } from 'yaml';
import { barriers } from './axe.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, answerSaveDialog, launch, temporaryFolder, test, type Studio } from './launch.ts';
import { openDialog, shoot, shownPage } from './shoot.ts';

const count = 10;
let studio: Studio;
let page: Page;
let drawn: DrawnFolder;
let out: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  drawn = await drawPictures(count, 7);
  // One of them as a phone writes it: the pixels lie on their side, and EXIF says so.
  const side = join(drawn.folder, 'cells_4.jpg');
  writeFileSync(side, await sharp(readFileSync(side)).withMetadata({ orientation: 6 }).jpeg().toBuffer());
  out = temporaryFolder('exports');
  studio = await launch();
  page = studio.page;
  await answerOpenDialog(studio.app, [drawn.folder]);
  // Waits for the window to listen, which a key does not.
  await page.getByRole('button', { name: 'Open a folder of pictures' }).click();
  await expect(page.getByRole('application')).toBeVisible();
  await expect.poll(async () => (await pictures()).filter(({ width }) => width > 0).length).toBe(count);
  await label();
});

test.afterAll(async () => {
  await studio.close();
  for (const folder of [drawn.folder, out]) rmSync(folder, { recursive: true, force: true });
});

async function pictures() {
  const list = await page.evaluate(() => window.studio.ask('images/list', {}));
  if (!list.ok) throw new Error(list.failure.message);
  return list.value;
}

/** The truth of every picture but the last as boxes of three classes; one has an attribute and a note, another is a crowd. */
async function label(): Promise<void> {
  for (const name of ['RBC', 'WBC', 'Platelets'])
    await page.evaluate((wanted) => window.studio.ask('categories/edit', { kind: 'add', name: wanted }), name);
  const categories = await page.evaluate(() => window.studio.ask('categories/list', {}));
  if (!categories.ok) throw new Error(categories.failure.message);
  const classIds = categories.value.map(({ id }) => id);
  for (const { id, name, width, height } of (await pictures()).slice(0, -1)) {
    const cells = (drawn.truth.get(name) ?? [])
      .map(({ label: kind, box }) => ({
        kind,
        box: { ...box, x2: Math.min(box.x2, width), y2: Math.min(box.y2, height) },
      }))
      .filter(({ box }) => box.x2 - box.x1 > 4 && box.y2 - box.y1 > 4);
    const answer = await page.evaluate(
      async ({ image, boxes, ids }) => {
        const block = await window.studio.ask('ids/reserve', {});
        if (!block.ok) return block;
        const added = boxes.map(({ kind, box }, place) => ({
          id: block.value.first + place,
          categoryId: ids[kind] ?? 1,
          box,
          origin: { kind: 'drawn' } as const,
          crowd: place === 1,
          ...(place === 0 && { attributes: { occluded: true }, note: 'half of it' }),
        }));
        return window.studio.ask('image/apply', { image, change: { added, removed: [], updated: [] } });
      },
      { image: id, boxes: cells, ids: classIds },
    );
    if (!answer.ok) throw new Error(answer.failure.message);
  }
}

const dialog = () => page.getByRole('dialog', { name: 'Export', exact: true });
const report = () => page.getByRole('dialog', { name: 'Exported, read back and checked' });
const before = () => dialog().getByRole('region', { name: 'What will be written' });
const choose = (name: string, value: string) =>
  dialog().getByRole('combobox', { name, exact: true }).selectOption(value);
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

async function openExport(): Promise<void> {
  await page.keyboard.press('Control+e');
  await expect(dialog()).toBeVisible();
  await counted();
}

/** Figures belong to the form as it stands. */
async function counted(): Promise<void> {
  await page.waitForTimeout(250);
  await expect(before()).toHaveAttribute('aria-busy', 'false');
}

/** The three figures that stand in a place: pictures, boxes, classes. */
async function figures(place: ReturnType<typeof before>): Promise<number[]> {
  const said = await place.locator('dl.figures').first().locator('dd').allInnerTexts();
  return said.map((text) => Number(text.replaceAll(',', '')));
}

async function partRows(): Promise<(string | number)[][]> {
  const rows = await before().locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) => {
      const [name = '', ...numbers] = await row.locator('th, td').allInnerTexts();
      return [name, ...numbers.map((text) => Number(text.replaceAll(',', '')))];
    }),
  );
}

test('a COCO file: what it would hold is counted before, and is what it holds', async () => {
  await openExport();
  const [images, boxes, classes] = await figures(before());
  expect([images, classes]).toEqual([count, 3]);
  await expect(before()).toContainText('1 picture has no box');
  await expect(before()).not.toContainText('Lost in this format');
  await shoot(studio, 'export-file', openDialog);
  expect(await barriers(page)).toEqual([]);
  const file = join(out, 'instances.json');
  await answerSaveDialog(studio.app, file);
  await page.keyboard.press('Enter');
  await expect(report()).toBeVisible();
  const document = JSON.parse(readFileSync(file, 'utf8')) as Record<'images' | 'annotations' | 'categories', unknown[]>;
  expect([document.images.length, document.annotations.length, document.categories.length]).toEqual([
    images,
    boxes,
    classes,
  ]);
  await page.keyboard.press('Enter');
  await expect(report()).toHaveCount(0);
});

test('Ultralytics with copied pictures and a drawn split: parts, labels and pictures are those that were said', async () => {
  await openExport();
  await choose('What for', 'profile ultralytics');
  await choose('Picture files', 'copy');
  await choose('Splits', 'random');
  await dialog().getByRole('spinbutton', { name: 'train' }).fill('80');
  await dialog().getByRole('spinbutton', { name: 'val' }).fill('20');
  await dialog().getByRole('spinbutton', { name: 'test' }).fill('0');
  await dialog().getByRole('spinbutton', { name: 'Seed' }).fill('11');
  await dialog().getByRole('checkbox', { name: '1 picture that EXIF turns as an upright copy' }).check();
  await counted();
  const parts = await partRows();
  expect(parts.map(([name, images]) => [name, images])).toEqual([
    ['train', 8],
    ['val', 2],
  ]);
  const lost = before().getByRole('region', { name: 'Lost in this format' });
  await expect(lost).toContainText('attributes');
  await expect(lost).toContainText('crowd marks');
  await shoot(studio, 'export-split', openDialog);
  expect(await barriers(page)).toEqual([]);
  const folder = join(out, 'ultralytics');
  await answerSaveDialog(studio.app, folder);
  await dialog().getByRole('button', { name: 'Choose the folder…' }).click();
  await expect(report()).toBeVisible();
  await shoot(studio, 'export-done', openDialog);

  const files = filesIn(folder);
  const yaml = parse(readFileSync(join(folder, 'data.yaml'), 'utf8')) as { names: Record<string, string> };
  expect(Object.values(yaml.names)).toEqual(['RBC', 'WBC', 'Platelets']);
  for (const [part, images, boxes] of parts) {
    const brought = files.filter((name) => name.startsWith(`images/${part}/`));
    const rows = files
      .filter((name) => name.startsWith(`labels/${part}/`))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean));
    expect([part, brought.length, rows.length]).toEqual([part, images, boxes]);
    for (const row of rows) {
      const [kind = NaN, ...sides] = row.split(' ').map(Number);
      expect(kind in yaml.names && sides.length === 4 && sides.every((side) => side >= 0 && side <= 1)).toBe(true);
    }
  }
  const upright = files.find((name) => /^images\/\w+\/cells_4\.png$/.test(name)) ?? '';
  const original = await sharp(join(drawn.folder, 'cells_4.jpg')).metadata();
  const copy = await sharp(join(folder, upright)).metadata();
  expect([copy.width, copy.height, copy.orientation ?? 1]).toEqual([original.height, original.width, 1]);
  const untouched = files.find((name) => name.endsWith('cells_1.jpg')) ?? '';
  expect(readFileSync(join(folder, untouched)).equals(readFileSync(join(drawn.folder, 'cells_1.jpg')))).toBe(true);

  // The same seed draws the same again.
  await page.keyboard.press('Escape');
  await openExport();
  const again = join(out, 'again');
  await answerSaveDialog(studio.app, again);
  await page.keyboard.press('Enter');
  await expect(report()).toBeVisible();
  expect(filesIn(again)).toEqual(files);
  await page.keyboard.press('Escape');
});

test('chosen classes alone go in, and the snippet is copied', async () => {
  await openExport();
  await choose('What for', 'profile detectron2');
  await choose('Splits', 'none');
  await choose('Classes', 'some');
  const list = dialog().getByRole('group', { name: 'Classes of the export' });
  await list.getByRole('checkbox', { name: /^RBC/ }).uncheck();
  await counted();
  const [images, boxes, classes] = await figures(before());
  expect([images, classes]).toEqual([count, 2]);
  await expect(before()).toContainText('class was not chosen');
  await shoot(studio, 'export-classes', openDialog);
  const folder = join(out, 'detectron2');
  await answerSaveDialog(studio.app, folder);
  await dialog().getByRole('button', { name: 'Choose the folder…' }).click();
  await expect(report()).toBeVisible();
  const [name = ''] = filesIn(folder).filter((one) => one.startsWith('annotations/'));
  const document = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
    annotations: { category_id: number }[];
    categories: { id: number; name: string }[];
  };
  expect(document.annotations.length).toBe(boxes);
  expect(document.categories.map((one) => one.name)).toEqual(['WBC', 'Platelets']);
  await studio.app.evaluate(({ clipboard }) => clipboard.clear());
  await report().getByRole('button', { name: 'Copy', exact: true }).click();
  const text = readFileSync(join(folder, 'register_detectron2.py'), 'utf8');
  await expect.poll(() => studio.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(text);
  expect(text).toContain('NUM_CLASSES = 2');
  await shoot(studio, 'export-snippet', openDialog);
  await page.keyboard.press('Escape');
});

test('a folder with other things in it is refused by name, and stays as it was', async () => {
  const taken = join(out, 'taken');
  mkdirSync(taken);
  writeFileSync(join(taken, 'mine.txt'), 'mine');
  await openExport();
  await answerSaveDialog(studio.app, taken);
  await page.keyboard.press('Enter');
  await expect(dialog().getByRole('alert')).toContainText(`${taken} is not empty and no earlier export`);
  await shoot(studio, 'export-refused', openDialog);
  expect(filesIn(taken)).toEqual(['mine.txt']);
  // The focus is where Enter tries again, with another name.
  await expect(dialog().getByRole('button', { name: 'Choose the folder…' })).toBeFocused();
  await page.keyboard.press('Escape');
});

test('keyboard only: the reader, the classes back, the way of the pictures, and out', async () => {
  await openExport();
  const reach = async (role: 'combobox' | 'button', name: string) => {
    const wanted = dialog().getByRole(role, { name, exact: true });
    for (let presses = 0; presses < 40; presses += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${name} is not reached by Tab`);
  };
  await reach('combobox', 'What for');
  await page.keyboard.type('Pasc');
  await expect(dialog().getByRole('combobox', { name: 'What for', exact: true })).toHaveValue('format voc');
  await reach('combobox', 'Classes');
  await page.keyboard.press('Home');
  await reach('combobox', 'Picture files');
  await page.keyboard.press('End');
  await counted();
  const [images = 0, boxes = 0] = await figures(before());
  const folder = join(out, 'voc');
  await answerSaveDialog(studio.app, folder);
  await reach('button', 'Choose the folder…');
  await page.keyboard.press('Enter');
  await expect(report()).toBeVisible();
  const files = filesIn(folder);
  const xml = files.filter((name) => name.startsWith('Annotations/'));
  const objects = xml.reduce(
    (sum, name) => sum + readFileSync(join(folder, name), 'utf8').split('<object>').length - 1,
    0,
  );
  expect([xml.length, objects]).toEqual([images, boxes]);
  expect(files.some((name) => name.startsWith('JPEGImages/'))).toBe(false);
  await page.keyboard.press('Enter');
  await expect(report()).toHaveCount(0);
});

test('stopped in the middle there is nothing of it, and the form is there again', async () => {
  const many = 300;
  const small = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#a05050' } })
    .png()
    .toBuffer();
  mkdirSync(join(drawn.folder, 'many'));
  for (let index = 0; index < many; index += 1) writeFileSync(join(drawn.folder, 'many', `${index}.png`), small);
  await page.keyboard.press('F5');
  const isRead = async () => (await pictures()).filter(({ width }) => width > 0).length;
  await expect.poll(isRead, { timeout: 60_000 }).toBe(count + many);
  await openExport();
  await choose('What for', 'profile ultralytics');
  await choose('Picture files', 'copy');
  await counted();
  expect((await figures(before()))[0]).toBe(count + many);
  const folder = join(out, 'stopped');
  await answerSaveDialog(studio.app, folder);
  // By the window itself, as soon as the first picture is written: a hand through the test's line may be too late.
  await page.evaluate(() => {
    const end = window.studio.on('job/progress', ({ kind, done }) => {
      if (kind !== 'export' || done === 0) return;
      end();
      const buttons = [...document.querySelectorAll<HTMLButtonElement>('dialog[open] .dialog-foot button')];
      buttons.find(({ textContent }) => textContent === 'Stop')?.click();
    });
  });
  await dialog().getByRole('button', { name: 'Choose the folder…' }).click();
  await expect(dialog().getByRole('button', { name: 'Choose the folder…' })).toBeEnabled();
  const jobs = await page.evaluate(() => window.studio.ask('jobs/list', {}));
  const job = jobs.ok ? jobs.value.findLast(({ kind }) => kind === 'export') : undefined;
  expect(job?.state).toBe('cancelled');
  expect(job?.done).toBeGreaterThan(0);
  expect(job?.done).toBeLessThan(2 * (count + many));
  expect(existsSync(folder)).toBe(false);
  expect(readdirSync(out).filter((name) => name.startsWith('.boxwright'))).toEqual([]);
  await page.keyboard.press('Escape');
});

test('past exports stand on the Data page, also after the program started again, and say when a folder is gone', async () => {
  rmSync(join(out, 'again'), { recursive: true });
  await page.keyboard.press('Control+3');
  const past = page.getByRole('region', { name: 'Last exports' });
  await expect(past.getByRole('listitem')).toHaveCount(5);
  await expect(past.getByRole('listitem').nth(2)).toContainText('not there any more');
  await shoot(studio, 'export-past', shownPage);
  expect(await barriers(page)).toEqual([]);
  const { home } = studio;
  await studio.app.close();
  studio = await launch({ home });
  page = studio.page;
  await page
    .getByText(/^boxwright-pictures-/)
    .first()
    .click();
  await expect(page.getByRole('application')).toBeVisible();
  await page.keyboard.press('Control+3');
  const row = page.getByRole('region', { name: 'Last exports' }).getByRole('listitem').nth(1);
  await expect(row).toContainText('Detectron2');
  await row.getByRole('button', { name: /^Report of / }).click();
  await expect(report()).toContainText('register_detectron2.py');
  await expect(report()).toContainText('class was not chosen');
  await page.keyboard.press('Escape');
});
