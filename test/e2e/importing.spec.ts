// Imports label files from the dialog in the real window: what it says beforehand against what is in the project afterwards.
import { expect, type Page } from '@playwright/test';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { barriers } from './axe.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { cellsOf, cocoText, labelmeText, vocText, writeFiles, yoloText } from './labelFiles.ts';
import { answerOpenDialog, launch, temporaryFolder, test, type Studio } from './launch.ts';
import { openDialog, shoot } from './shoot.ts';

const count = 6;
const pictureNames = Array.from({ length: count }, (_, index) => `cells_${index + 1}.jpg`);
let studio: Studio;
let page: Page;
let drawn: DrawnFolder;
let files: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  drawn = await drawPictures(count + 2, 7);
  files = temporaryFolder('labels');
  // The last two are pictures that the project does not have.
  for (const name of [`cells_${count + 1}.jpg`, `cells_${count + 2}.jpg`]) {
    writeFiles(files, { [`elsewhere/${name}`]: readFileSync(join(drawn.folder, name)) });
    rmSync(join(drawn.folder, name));
  }
  studio = await launch();
  page = studio.page;
  await answerOpenDialog(studio.app, [drawn.folder]);
  // Waits for the window to listen, which a key does not.
  await page.getByRole('button', { name: 'Open a folder of pictures' }).click();
  await expect(canvas()).toBeVisible();
  await expect.poll(async () => (await pictures()).filter(({ width }) => width > 0).length).toBe(count);
});

test.afterAll(async () => {
  await studio.close();
  for (const folder of [drawn.folder, files]) rmSync(folder, { recursive: true, force: true });
});

async function pictures() {
  const list = await page.evaluate(() => window.studio.ask('images/list', {}));
  if (!list.ok) throw new Error(list.failure.message);
  return list.value;
}

/** Boxes of the whole project, as its database has them. */
const boxesNow = async (): Promise<number> => (await pictures()).reduce((sum, { boxes }) => sum + boxes, 0);

async function classNames(): Promise<readonly string[]> {
  const list = await page.evaluate(() => window.studio.ask('categories/list', {}));
  if (!list.ok) throw new Error(list.failure.message);
  return list.value.map(({ name }) => name);
}

const canvas = () => page.getByRole('application');
const dialog = (name = 'Import labels') => page.getByRole('dialog', { name, exact: true });
const done = () => dialog('Labels imported');
const button = (name: string | RegExp) => page.getByRole('dialog').getByRole('button', { name, exact: true });
const take = () => button(/^Import [\d,]+ boxe?s?$/);
const becomes = (name: string) => dialog().getByRole('combobox', { name: `${name} becomes` });

async function open(): Promise<void> {
  await canvas().focus();
  await page.keyboard.press('Control+i');
  await expect(button('Choose a file…')).toBeFocused();
}

async function choose(what: 'file' | 'folder', path: string): Promise<void> {
  await answerOpenDialog(studio.app, [path]);
  await button(`Choose a ${what}…`).click();
}

/** The figures above the classes or of the report: number by name. */
async function figures(): Promise<Readonly<Record<string, number>>> {
  const all = page.getByRole('dialog').locator('dl.figures').first();
  await expect(all).toBeVisible();
  const numbers = (await all.locator('dd').allInnerTexts()).map((text) => Number(text.replaceAll(',', '')));
  const names = await all.locator('dt').allInnerTexts();
  return Object.fromEntries(names.map((name, index) => [name, numbers[index] ?? NaN]));
}

async function finish(): Promise<void> {
  await expect(done()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(canvas()).toBeFocused();
}

/** Takes the last step on all pictures back, by its key. */
async function undo(): Promise<void> {
  await canvas().focus();
  await page.keyboard.press('Control+Alt+z');
}

test('Escape closes it, a native dialog that is left changes nothing, and the focus goes back', async () => {
  await open();
  await shoot(studio, 'import-choosing', openDialog);
  expect(await barriers(page)).toEqual([]);
  await answerOpenDialog(studio.app, []);
  await page.keyboard.press('Enter');
  await expect(button('Choose a file…')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(canvas()).toBeFocused();
});

test('a COCO file: counted and mapped before, taken whole, and taken back from the report and by the key', async () => {
  const cells = cellsOf(drawn, pictureNames.slice(0, 4), 8);
  const broken = JSON.parse(cocoText(cells)) as { annotations: Record<string, unknown>[] };
  broken.annotations.push({ id: 900, image_id: 1, category_id: 3, bbox: [10, 10, -5, 20], area: 0, iscrowd: 0 });
  const file = join(files, 'instances_cells.json');
  writeFileSync(file, JSON.stringify(broken));
  const all = cells.flatMap(([, own]) => own);
  const platelets = all.filter(({ name }) => name === 'Platelets').length;
  expect(platelets).toBeGreaterThan(0);

  await open();
  await choose('file', file);
  await expect(take()).toBeFocused();
  expect(await figures()).toEqual({ boxes: all.length, classes: 3, pictures: 4, 'of them here': 4 });
  const problems = dialog().getByRole('list', { name: 'Problems of the file' });
  await expect(problems).toContainText(`annotations[${all.length}]`);
  await expect(becomes('RBC')).toHaveValue('new');
  await shoot(studio, 'import-coco', openDialog);
  expect(await barriers(page)).toEqual([]);
  await becomes('Platelets').selectOption('Leave out');
  await expect(take()).toHaveText(`Import ${all.length - platelets} boxes`);
  await take().click();
  await expect(done()).toBeVisible();
  expect(await figures()).toEqual({ boxes: all.length - platelets, pictures: 4, 'left out': platelets });
  expect(await boxesNow()).toBe(all.length - platelets);
  expect([...(await classNames())].sort()).toEqual(['RBC', 'WBC']);
  await shoot(studio, 'import-done', openDialog);
  expect(await barriers(page)).toEqual([]);
  await button('Take it back').click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(boxesNow).toBe(0);
  expect(await classNames()).toEqual([]);

  await open();
  await choose('file', file);
  await take().click();
  await finish();
  expect(await boxesNow()).toBe(all.length);
  await undo();
  await expect.poll(boxesNow).toBe(0);
});

test('by keys alone: a folder of Pascal VOC, a class to another, and out', async () => {
  const cells = cellsOf(drawn, pictureNames.slice(0, 3), 5);
  await page.evaluate(() => window.studio.ask('categories/edit', { kind: 'add', name: 'erythrocyte' }));
  const folder = writeFiles(
    join(files, 'voc'),
    Object.fromEntries(cells.map(([name, own]) => [`Annotations/${name.replace('.jpg', '.xml')}`, vocText(name, own)])),
  );
  const all = cells.flatMap(([, own]) => own);
  await open();
  await answerOpenDialog(studio.app, [folder]);
  await page.keyboard.press('Shift+Tab');
  await expect(button('Choose a folder…')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(take()).toBeFocused();
  await expect(dialog().getByRole('combobox', { name: 'Format' })).toHaveValue('voc');
  for (let presses = 0; presses < 30; presses += 1) {
    if (await becomes('RBC').evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(becomes('RBC')).toBeFocused();
  await page.keyboard.type('ery');
  await expect(becomes('RBC').locator('option:checked')).toHaveText('erythrocyte');
  for (let presses = 0; presses < 30; presses += 1) {
    if (await take().evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await finish();
  expect(await boxesNow()).toBe(all.length);
  const others = new Set(all.map(({ name }) => name).filter((name) => name !== 'RBC'));
  expect(new Set(await classNames())).toEqual(new Set(['erythrocyte', ...others]));
});

test('where both have boxes: mine kept, both kept, mine replaced; each undone', async () => {
  const mine = await boxesNow();
  // Fewer of the same cells, two pixels aside, so that they overlap but are not the same.
  const cells = cellsOf(drawn, pictureNames.slice(0, 3), 5).map(
    ([name, own]) =>
      [
        name,
        own.slice(0, 4).map(({ name: kind, box }) => ({
          name: kind === 'RBC' ? 'erythrocyte' : kind,
          box: { ...box, x1: box.x1 - 2, x2: box.x2 - 2 },
        })),
      ] as const,
  );
  const folder = writeFiles(
    join(files, 'again'),
    Object.fromEntries(cells.map(([name, own]) => [name.replace('.jpg', '.xml'), vocText(name, own)])),
  );
  const other = cells.flatMap(([, own]) => own).length;
  for (const [words, total, replaced] of [
    ['Keep mine; of the file only what does not overlap them', mine, 0],
    ['Keep both', mine + other, 0],
    ['Replace mine by those of the file', other, mine],
  ] as const) {
    await open();
    await choose('folder', folder);
    const group = dialog().getByRole('group', { name: '3 pictures have boxes of yours that the file does not have' });
    await expect(group.getByRole('radio').first()).toBeChecked();
    await group.getByRole('radio', { name: words }).check();
    if (words === 'Keep both') {
      await shoot(studio, 'import-merge', openDialog);
      expect(await barriers(page)).toEqual([]);
    }
    await take().click();
    await expect(done()).toBeVisible();
    expect(await figures()).toMatchObject({
      boxes: total - (mine - replaced),
      ...(replaced > 0 && { 'gave way': replaced }),
      ...(total === mine && { 'left out': other }),
    });
    await finish();
    expect([words, await boxesNow()]).toEqual([words, total]);
    if (total === mine) continue;
    await undo();
    await expect.poll(boxesNow).toBe(mine);
  }
});

test('a YOLO folder brings its parts and its own pictures; what its rows lack is listed with the place', async () => {
  const before = await boxesNow();
  const own = [`cells_${count + 1}.jpg`, `cells_${count + 2}.jpg`];
  const cells = cellsOf(drawn, own, 6);
  const folder = writeFiles(join(files, 'yolo'), {
    'data.yaml': 'path: .\ntrain: images/train\nval: images/val\nnames:\n  0: RBC\n  1: WBC\n  2: Platelets\n',
    ...Object.fromEntries(
      cells.flatMap(([name, some], index) => {
        const part = index === 0 ? 'train' : 'val';
        return [
          [`images/${part}/${name}`, readFileSync(join(files, 'elsewhere', name))],
          [`labels/${part}/${name.replace('.jpg', '.txt')}`, `${yoloText(some)}0 0.5 0.5 nan 0.1\n0 0.2 0.2\n`],
        ];
      }),
    ),
  });
  await open();
  await choose('folder', folder);
  const all = cells.flatMap(([, some]) => some).length;
  expect(await figures()).toEqual({ boxes: all, classes: 3, pictures: 2, 'of them here': 0 });
  await expect(dialog()).toContainText('Parts are kept: train 1, val 1.');
  await expect(dialog().getByRole('list', { name: 'Problems of the file' }).getByRole('listitem')).toHaveCount(4);
  await expect(dialog().getByRole('list', { name: 'Problems of the file' })).toContainText('cells_7.txt');
  await shoot(studio, 'import-missing', openDialog);
  expect(await barriers(page)).toEqual([]);
  await expect(dialog().getByRole('status')).toHaveText('No picture of it is in this project.');
  await expect(take()).toBeDisabled();
  await expect(button('Add 2 pictures of this folder to the project')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(take()).toHaveText(`Import ${all} boxes`);
  expect(await figures()).toMatchObject({ 'of them here': 2 });
  await take().click();
  await finish();
  expect(await boxesNow()).toBe(before + all);
  expect((await pictures()).length).toBe(count + 2);
});

test('labelme: what is lost is said before, with its number', async () => {
  const before = await boxesNow();
  const cells = cellsOf(drawn, pictureNames.slice(4, 6), 4);
  const line = { label: 'RBC', shape_type: 'line', group_id: null, flags: {} };
  const folder = writeFiles(
    join(files, 'labelme'),
    Object.fromEntries(
      cells.map(([name, own]) => [
        name.replace('.jpg', '.json'),
        labelmeText(name, own, [
          {
            ...line,
            points: [
              [1, 1],
              [9, 9],
            ],
          },
        ]),
      ]),
    ),
  );
  const all = cells.flatMap(([, own]) => own).length;
  await open();
  await choose('folder', folder);
  const lost = dialog().getByRole('region', { name: 'What is lost' });
  await expect(lost.getByRole('listitem')).toHaveText([
    `${all}polygons became boxes; the outlines are kept for COCO`,
    '2lines were left out',
  ]);
  await shoot(studio, 'import-lost', openDialog);
  await take().click();
  await finish();
  expect(await boxesNow()).toBe(before + all);
  // A second time there is nothing new in it.
  await open();
  await choose('folder', folder);
  await expect(dialog()).toContainText(`${all} boxes are here already, the same; none comes twice.`);
  await expect(dialog().getByRole('status')).toHaveText('There is nothing in it to take.');
  await expect(take()).toBeDisabled();
  await page.keyboard.press('Escape');
});

test('a broken file is refused with the place, stays as it is, and another can be chosen at once', async () => {
  const before = await boxesNow();
  const text = cocoText(cellsOf(drawn, pictureNames.slice(0, 1), 3));
  const file = join(files, 'broken.json');
  writeFileSync(file, `${text.slice(0, 300)}\n,,${text.slice(300)}`);
  await open();
  await choose('file', file);
  const refused = dialog('These labels cannot be read');
  await expect(refused.getByRole('alert')).toContainText(`${file}: The file is not JSON. line 2, column 2: `);
  await shoot(studio, 'import-refused', openDialog);
  expect(await barriers(page)).toEqual([]);
  await expect(button('Choose a file…')).toBeFocused();
  const notes = join(files, 'notes.txt');
  writeFileSync(notes, 'not a label in it\n');
  await choose('file', notes);
  await expect(refused.getByRole('alert')).toContainText('notes.txt is in no format that can be read.');
  await refused.getByRole('combobox', { name: 'Format' }).selectOption('COCO');
  await expect(refused.getByRole('alert')).toContainText(notes);
  writeFileSync(file, text);
  await choose('file', file);
  await expect(take()).toBeEnabled();
  await page.keyboard.press('Escape');
  expect(await boxesNow()).toBe(before);
});

test('as many classes as LVIS has are searched and mapped one by one', async () => {
  const lvis = 1203;
  const before = await classNames();
  const classes = Array.from({ length: lvis }, (_, index) => ({ id: index + 1, name: `kind ${index + 1}` }));
  const file = join(files, 'many_classes.json');
  const annotations = classes.map(({ id }) => ({
    ...{ id, image_id: 1, category_id: id, area: 100, iscrowd: 0 },
    bbox: [(id % 60) * 10, Math.floor(id / 60) * 9, 10, 9],
  }));
  const images = [{ id: 1, file_name: 'cells_6.jpg', width: 640, height: 480 }];
  writeFileSync(file, JSON.stringify({ images, categories: classes, annotations }));
  await open();
  await choose('file', file);
  const list = dialog().getByRole('list', { name: 'Classes of the file' });
  await expect(list).toBeVisible();
  expect(await list.getByRole('listitem').count()).toBeLessThan(60);
  await shoot(studio, 'import-classes', openDialog);
  expect(await barriers(page)).toEqual([]);
  await dialog().getByRole('searchbox', { name: 'Search classes' }).fill('kind 1202');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await becomes('kind 1202').selectOption('Leave out');
  await dialog().getByRole('searchbox', { name: 'Search classes' }).fill('nothing of it');
  await expect(dialog()).toContainText('No class is called so.');
  await dialog().getByRole('searchbox', { name: 'Search classes' }).fill('');
  await take().click();
  await finish();
  const now = new Set(await classNames());
  expect([now.size - before.length, now.has('kind 1201'), now.has('kind 1202')]).toEqual([lvis - 1, true, false]);
  await undo();
  await expect.poll(async () => (await classNames()).length).toBe(before.length);
});

test('stopped while it reads there is no more of it than before; stopped while it takes, the choices are there again', async () => {
  const before = await boxesNow();
  const kinds = await classNames();
  const some = cellsOf(drawn, pictureNames, 100);
  const many = Array.from({ length: 400 }, () => some).flat();
  // Every picture once, with its cells many times, a little aside each time.
  const cells = pictureNames.map(
    (name) =>
      [
        name,
        many
          .filter(([picture]) => picture === name)
          .flatMap(([, own], turn) =>
            own.map(({ name: kind, box }) => ({ name: kind, box: { ...box, x1: box.x1 + turn / 100 } })),
          ),
      ] as const,
  );
  const file = join(files, 'large.json');
  writeFileSync(file, cocoText(cells, { note: 'x'.repeat(60) }));
  /** By the window itself, at the first news of the job: a hand through the test's line may be too late. */
  const stopAt = (name: string) =>
    page.evaluate((wanted) => {
      const end = window.studio.on('job/progress', ({ kind, state }) => {
        if (kind !== 'import' || state !== 'running') return;
        const buttons = [...document.querySelectorAll<HTMLButtonElement>('dialog[open] .dialog-foot button')];
        const stop = buttons.find(({ textContent }) => textContent === wanted);
        if (stop === undefined) return;
        end();
        stop.click();
      });
    }, name);
  const lastJob = async () => {
    const jobs = await page.evaluate(() => window.studio.ask('jobs/list', {}));
    return jobs.ok ? jobs.value.findLast(({ kind }) => kind === 'import')?.state : undefined;
  };
  await open();
  await stopAt('Cancel');
  await choose('file', file);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(canvas()).toBeFocused();
  await expect.poll(lastJob).toBe('cancelled');

  await open();
  await choose('file', file);
  await expect(take()).toBeEnabled();
  await stopAt('Stop');
  await take().click();
  await expect.poll(lastJob).toBe('cancelled');
  await expect(take()).toBeEnabled();
  await expect(dialog().getByRole('alert')).toHaveCount(0);
  expect([await boxesNow(), await classNames()]).toEqual([before, kinds]);
  // It can go on as a job without the dialog, and says what came.
  await take().click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText(/boxes imported from large\.json/).first()).toBeVisible();
  expect(await boxesNow()).toBeGreaterThan(before + 10_000);
});
