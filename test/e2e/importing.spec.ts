// Imports label files from the dialog in the real window: what it says beforehand against what is in the project afterwards.
import { expect } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { barriers } from './axe.ts';
import { count, ImportWindow, namesElsewhere, pictureNames } from './importWindow.ts';
import { cellsOf, cocoText, labelmeText, vocText, writeFiles, yoloText } from './labelFiles.ts';
import { answerOpenDialog, test } from './launch.ts';
import { openDialog, shoot } from './shoot.ts';

let own: ImportWindow;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  own = await ImportWindow.open();
});

test.afterAll(() => own.close());

test('Escape closes it, a native dialog that is left changes nothing, and the focus goes back', async () => {
  await own.start();
  await shoot(own.studio, 'import-choosing', openDialog);
  expect(await barriers(own.page)).toEqual([]);
  await answerOpenDialog(own.studio.app, []);
  await own.page.keyboard.press('Enter');
  await expect(own.button('Choose a file…')).toBeVisible();
  await own.page.keyboard.press('Escape');
  await expect(own.page.getByRole('dialog')).toHaveCount(0);
  await expect(own.canvas()).toBeFocused();
});

test('a COCO file: counted and mapped before, taken whole, and taken back from the report and by the key', async () => {
  const cells = cellsOf(own.drawn, pictureNames.slice(0, 4), 8);
  const broken = JSON.parse(cocoText(cells)) as { annotations: Record<string, unknown>[] };
  broken.annotations.push({ id: 900, image_id: 1, category_id: 3, bbox: [10, 10, -5, 20], area: 0, iscrowd: 0 });
  const file = join(own.files, 'instances_cells.json');
  writeFileSync(file, JSON.stringify(broken));
  const all = cells.flatMap(([, some]) => some);
  const platelets = all.filter(({ name }) => name === 'Platelets').length;
  expect(platelets).toBeGreaterThan(0);

  await own.start();
  await own.choose('file', file);
  await expect(own.take()).toBeFocused();
  expect(await own.figures()).toEqual({ boxes: all.length, classes: 3, pictures: 4, 'of them here': 4 });
  const problems = own.dialog().getByRole('list', { name: 'Problems of the file' });
  await expect(problems).toContainText(`annotations[${all.length}]`);
  await expect(own.becomes('RBC')).toHaveValue('new');
  await shoot(own.studio, 'import-coco', openDialog);
  expect(await barriers(own.page)).toEqual([]);
  await own.becomes('Platelets').selectOption('Leave out');
  await expect(own.take()).toHaveText(`Import ${all.length - platelets} boxes`);
  await own.take().click();
  await expect(own.done()).toBeVisible();
  expect(await own.figures()).toEqual({ boxes: all.length - platelets, pictures: 4, 'left out': platelets });
  expect(await own.boxes()).toBe(all.length - platelets);
  expect([...(await own.classNames())].sort()).toEqual(['RBC', 'WBC']);
  await shoot(own.studio, 'import-done', openDialog);
  expect(await barriers(own.page)).toEqual([]);
  await own.button('Take it back').click();
  await expect(own.page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => own.boxes()).toBe(0);
  expect(await own.classNames()).toEqual([]);

  await own.start();
  await own.choose('file', file);
  await own.take().click();
  await own.finish();
  expect(await own.boxes()).toBe(all.length);
  await own.undo();
  await expect.poll(() => own.boxes()).toBe(0);
});

test('by keys alone: a folder of Pascal VOC, a class to another, and out', async () => {
  const cells = cellsOf(own.drawn, pictureNames.slice(0, 3), 5);
  await own.page.evaluate(() => window.studio.ask('categories/edit', { kind: 'add', name: 'erythrocyte' }));
  const folder = writeFiles(
    join(own.files, 'voc'),
    Object.fromEntries(
      cells.map(([name, some]) => [`Annotations/${name.replace('.jpg', '.xml')}`, vocText(name, some)]),
    ),
  );
  const all = cells.flatMap(([, some]) => some);
  await own.start();
  await answerOpenDialog(own.studio.app, [folder]);
  await own.page.keyboard.press('Shift+Tab');
  await expect(own.button('Choose a folder…')).toBeFocused();
  await own.page.keyboard.press('Enter');
  await expect(own.take()).toBeFocused();
  await expect(own.dialog().getByRole('combobox', { name: 'Format' })).toHaveValue('voc');
  for (let presses = 0; presses < 30; presses += 1) {
    if (await own.becomes('RBC').evaluate((element) => element === document.activeElement)) break;
    await own.page.keyboard.press('Tab');
  }
  await expect(own.becomes('RBC')).toBeFocused();
  await own.page.keyboard.type('ery');
  await expect(own.becomes('RBC').locator('option:checked')).toHaveText('erythrocyte');
  for (let presses = 0; presses < 30; presses += 1) {
    if (await own.take().evaluate((element) => element === document.activeElement)) break;
    await own.page.keyboard.press('Tab');
  }
  await own.page.keyboard.press('Enter');
  await own.finish();
  expect(await own.boxes()).toBe(all.length);
  const others = new Set(all.map(({ name }) => name).filter((name) => name !== 'RBC'));
  expect(new Set(await own.classNames())).toEqual(new Set(['erythrocyte', ...others]));
});

test('where both have boxes: mine kept, both kept, mine replaced; each undone', async () => {
  const mine = await own.boxes();
  // Fewer of the same cells, two pixels aside, so that they overlap but are not the same.
  const cells = cellsOf(own.drawn, pictureNames.slice(0, 3), 5).map(
    ([name, some]) =>
      [
        name,
        some.slice(0, 4).map(({ name: kind, box }) => ({
          name: kind === 'RBC' ? 'erythrocyte' : kind,
          box: { ...box, x1: box.x1 - 2, x2: box.x2 - 2 },
        })),
      ] as const,
  );
  const folder = writeFiles(
    join(own.files, 'again'),
    Object.fromEntries(cells.map(([name, some]) => [name.replace('.jpg', '.xml'), vocText(name, some)])),
  );
  const other = cells.flatMap(([, some]) => some).length;
  for (const [words, total, replaced] of [
    ['Keep mine; of the file only what does not overlap them', mine, 0],
    ['Keep both', mine + other, 0],
    ['Replace mine by those of the file', other, mine],
  ] as const) {
    await own.start();
    await own.choose('folder', folder);
    const group = own
      .dialog()
      .getByRole('group', { name: '3 pictures have boxes of yours that the file does not have' });
    await expect(group.getByRole('radio').first()).toBeChecked();
    await group.getByRole('radio', { name: words }).check();
    if (words === 'Keep both') {
      await shoot(own.studio, 'import-merge', openDialog);
      expect(await barriers(own.page)).toEqual([]);
    }
    await own.take().click();
    await expect(own.done()).toBeVisible();
    expect(await own.figures()).toMatchObject({
      boxes: total - (mine - replaced),
      ...(replaced > 0 && { 'gave way': replaced }),
      ...(total === mine && { 'left out': other }),
    });
    await own.finish();
    expect([words, await own.boxes()]).toEqual([words, total]);
    if (total === mine) continue;
    await own.undo();
    await expect.poll(() => own.boxes()).toBe(mine);
  }
});

test('a YOLO folder brings its parts and its own pictures; what its rows lack is listed with the place', async () => {
  const before = await own.boxes();
  const cells = cellsOf(own.drawn, namesElsewhere, 6);
  const folder = writeFiles(join(own.files, 'yolo'), {
    'data.yaml': 'path: .\ntrain: images/train\nval: images/val\nnames:\n  0: RBC\n  1: WBC\n  2: Platelets\n',
    ...Object.fromEntries(
      cells.flatMap(([name, some], index) => {
        const part = index === 0 ? 'train' : 'val';
        return [
          [`images/${part}/${name}`, readFileSync(join(own.files, 'elsewhere', name))],
          [`labels/${part}/${name.replace('.jpg', '.txt')}`, `${yoloText(some)}0 0.5 0.5 nan 0.1\n0 0.2 0.2\n`],
        ];
      }),
    ),
  });
  await own.start();
  await own.choose('folder', folder);
  const all = cells.flatMap(([, some]) => some).length;
  expect(await own.figures()).toEqual({ boxes: all, classes: 3, pictures: 2, 'of them here': 0 });
  await expect(own.dialog()).toContainText('Splits are kept: train 1, val 1.');
  await expect(own.dialog().getByRole('list', { name: 'Problems of the file' }).getByRole('listitem')).toHaveCount(4);
  await expect(own.dialog().getByRole('list', { name: 'Problems of the file' })).toContainText('cells_7.txt');
  await shoot(own.studio, 'import-missing', openDialog);
  expect(await barriers(own.page)).toEqual([]);
  await expect(own.dialog().getByRole('status')).toHaveText('No picture of it is in this project.');
  await expect(own.take()).toBeDisabled();
  await expect(own.button('Add 2 pictures of this folder to the project')).toBeFocused();
  await own.page.keyboard.press('Enter');
  await expect(own.take()).toHaveText(`Import ${all} boxes`);
  expect(await own.figures()).toMatchObject({ 'of them here': 2 });
  await own.take().click();
  await own.finish();
  expect(await own.boxes()).toBe(before + all);
  expect((await own.pictures()).length).toBe(count + 2);
});

test('labelme: what is lost is said before, with its number', async () => {
  const before = await own.boxes();
  const cells = cellsOf(own.drawn, pictureNames.slice(4, 6), 4);
  const line = { label: 'RBC', shape_type: 'line', group_id: null, flags: {} };
  const folder = writeFiles(
    join(own.files, 'labelme'),
    Object.fromEntries(
      cells.map(([name, some]) => [
        name.replace('.jpg', '.json'),
        labelmeText(name, some, [
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
  const all = cells.flatMap(([, some]) => some).length;
  await own.start();
  await own.choose('folder', folder);
  const lost = own.dialog().getByRole('region', { name: 'What is lost' });
  await expect(lost.getByRole('listitem')).toHaveText([
    `${all}polygons became boxes; the outlines are kept for COCO`,
    '2lines were left out',
  ]);
  await shoot(own.studio, 'import-lost', openDialog);
  await own.take().click();
  await own.finish();
  expect(await own.boxes()).toBe(before + all);
  // A second time there is nothing new in it.
  await own.start();
  await own.choose('folder', folder);
  await expect(own.dialog()).toContainText(`${all} boxes are here already, the same; none comes twice.`);
  await expect(own.dialog().getByRole('status')).toHaveText('There is nothing in it to take.');
  await expect(own.take()).toBeDisabled();
  await own.page.keyboard.press('Escape');
});
