// Where an import in the real window has its limits: a file that is broken, thousands of classes, and one that is stopped.
import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { barriers } from './axe.ts';
import { ImportWindow, pictureNames } from './importWindow.ts';
import { cellsOf, cocoText } from './labelFiles.ts';
import { test } from './launch.ts';
import { openDialog, shoot } from './shoot.ts';

let own: ImportWindow;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  own = await ImportWindow.open();
});

test.afterAll(() => own.close());

test('a broken file is refused with the place, stays as it is, and another can be chosen at once', async () => {
  const before = await own.boxes();
  const text = cocoText(cellsOf(own.drawn, pictureNames.slice(0, 1), 3));
  const file = join(own.files, 'broken.json');
  writeFileSync(file, `${text.slice(0, 300)}\n,,${text.slice(300)}`);
  await own.start();
  await own.choose('file', file);
  const refused = own.dialog('These labels cannot be read');
  await expect(refused.getByRole('alert')).toContainText(`${file}: The file is not JSON. line 2, column 2: `);
  await shoot(own.studio, 'import-refused', openDialog);
  expect(await barriers(own.page)).toEqual([]);
  await expect(own.button('Choose a file…')).toBeFocused();
  const notes = join(own.files, 'notes.txt');
  writeFileSync(notes, 'not a label in it\n');
  await own.choose('file', notes);
  await expect(refused.getByRole('alert')).toContainText('notes.txt is in no format that can be read.');
  await refused.getByRole('combobox', { name: 'Format' }).selectOption('COCO');
  await expect(refused.getByRole('alert')).toContainText(notes);
  writeFileSync(file, text);
  await own.choose('file', file);
  await expect(own.take()).toBeEnabled();
  await own.page.keyboard.press('Escape');
  expect(await own.boxes()).toBe(before);
});

test('as many classes as LVIS has are searched and mapped one by one', async () => {
  const lvis = 1203;
  const before = await own.classNames();
  const classes = Array.from({ length: lvis }, (_, index) => ({ id: index + 1, name: `kind ${index + 1}` }));
  const file = join(own.files, 'many_classes.json');
  const annotations = classes.map(({ id }) => ({
    ...{ id, image_id: 1, category_id: id, area: 100, iscrowd: 0 },
    bbox: [(id % 60) * 10, Math.floor(id / 60) * 9, 10, 9],
  }));
  const images = [{ id: 1, file_name: 'cells_6.jpg', width: 640, height: 480 }];
  writeFileSync(file, JSON.stringify({ images, categories: classes, annotations }));
  await own.start();
  await own.choose('file', file);
  const list = own.dialog().getByRole('list', { name: 'Classes of the file' });
  await expect(list).toBeVisible();
  expect(await list.getByRole('listitem').count()).toBeLessThan(60);
  await shoot(own.studio, 'import-classes', openDialog);
  expect(await barriers(own.page)).toEqual([]);
  await own.dialog().getByRole('searchbox', { name: 'Search classes' }).fill('kind 1202');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await own.becomes('kind 1202').selectOption('Leave out');
  await own.dialog().getByRole('searchbox', { name: 'Search classes' }).fill('nothing of it');
  await expect(own.dialog()).toContainText('No class is called so.');
  await own.dialog().getByRole('searchbox', { name: 'Search classes' }).fill('');
  await own.take().click();
  await own.finish();
  const now = new Set(await own.classNames());
  expect([now.size - before.length, now.has('kind 1201'), now.has('kind 1202')]).toEqual([lvis - 1, true, false]);
  await own.undo();
  await expect.poll(async () => (await own.classNames()).length).toBe(before.length);
});

test('stopped while it reads there is no more of it than before; stopped while it takes, the choices are there again', async () => {
  const before = await own.boxes();
  const kinds = await own.classNames();
  const each = cellsOf(own.drawn, pictureNames, 100);
  const many = Array.from({ length: 400 }, () => each).flat();
  // Every picture once, with its cells many times, a little aside each time.
  const cells = pictureNames.map(
    (name) =>
      [
        name,
        many
          .filter(([picture]) => picture === name)
          .flatMap(([, some], turn) =>
            some.map(({ name: kind, box }) => ({ name: kind, box: { ...box, x1: box.x1 + turn / 100 } })),
          ),
      ] as const,
  );
  const file = join(own.files, 'large.json');
  writeFileSync(file, cocoText(cells, { note: 'x'.repeat(60) }));
  /** By the window itself, at the first news of the job: a hand through the test's line may be too late. */
  const stopAt = (name: string) =>
    own.page.evaluate((wanted) => {
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
    const jobs = await own.page.evaluate(() => window.studio.ask('jobs/list', {}));
    return jobs.ok ? jobs.value.findLast(({ kind }) => kind === 'import')?.state : undefined;
  };
  await own.start();
  await stopAt('Cancel');
  await own.choose('file', file);
  await expect(own.page.getByRole('dialog')).toHaveCount(0);
  await expect(own.canvas()).toBeFocused();
  await expect.poll(lastJob).toBe('cancelled');

  await own.start();
  await own.choose('file', file);
  await expect(own.take()).toBeEnabled();
  await stopAt('Stop');
  await own.take().click();
  await expect.poll(lastJob).toBe('cancelled');
  await expect(own.take()).toBeEnabled();
  await expect(own.dialog().getByRole('alert')).toHaveCount(0);
  expect([await own.boxes(), await own.classNames()]).toEqual([before, kinds]);
  // It can go on as a job without the dialog, and says what came.
  await own.take().click();
  await own.page.keyboard.press('Escape');
  await expect(own.page.getByRole('dialog')).toHaveCount(0);
  await expect(own.page.getByText(/boxes imported from large\.json/).first()).toBeVisible();
  expect(await own.boxes()).toBeGreaterThan(before + 10_000);
});
