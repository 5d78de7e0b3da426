// The grid of crops in the real window: real proposals of the embedded model on drawn pictures, filtered, selected many at a
// time, accepted, relabelled, rejected and taken back; the database agrees each time.
import { expect, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation } from '../../src/common/annotation/types.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, launch, screenshots, test, type Studio } from './launch.ts';
import { shoot, shownPage } from './shoot.ts';
import { amount } from '../support/nightly.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;
const pictures = 12;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  drawn = await drawPictures(pictures, 21);
  studio = await launch();
  page = studio.page;
  await answerOpenDialog(studio.app, [drawn.folder]);
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('application')).toBeVisible();
});

test.afterAll(async () => {
  await studio.close();
  rmSync(drawn.folder, { recursive: true, force: true });
});

const cells = () => page.getByRole('gridcell');
const grid = () => page.getByRole('grid', { name: 'Crops' });
const count = () => page.getByRole('status', { name: 'Number of crops' });
const look = (name: string) => page.screenshot({ path: join(screenshots, `grid-${name}.png`) });

/** Every box of every picture, as the database has it. */
async function boxes(): Promise<readonly Annotation[]> {
  return page.evaluate(async () => {
    const list = await window.studio.ask('images/list', {});
    if (!list.ok) throw new Error(list.failure.message);
    const all = await Promise.all(list.value.map(({ id }) => window.studio.ask('image/annotations', { image: id })));
    return all.flatMap((answer) => (answer.ok ? answer.value : []));
  });
}

async function kinds(): Promise<Readonly<Record<string, number>>> {
  const all = await boxes();
  return Object.fromEntries(
    [...new Set(all.map(({ origin }) => origin.kind))].map((kind) => [
      kind,
      all.filter(({ origin }) => origin.kind === kind).length,
    ]),
  );
}

/** As the window writes numbers. */
const words = (number: number) => number.toLocaleString('en');

test('before anything is proposed it says the next step', async () => {
  await page.keyboard.press('Shift+G');
  await expect(page.getByText('There are no boxes yet')).toBeVisible();
  await look('empty');
  await page.getByRole('button', { name: 'Pre-label all pictures' }).click();
  await expect(page.getByText(/pre-labelled, \d+/).first()).toBeVisible({ timeout: 120_000 });
  await expect(cells().first()).toBeVisible();
  expect((await kinds())['proposed']).toBeGreaterThan(100);
});

test('proposals of all pictures stand side by side, the surest first, each with its words and its pixels', async () => {
  const proposed = (await kinds())['proposed'] ?? 0;
  await expect(count()).toHaveText(words(proposed));
  await expect(cells().first()).toHaveAttribute('aria-label', /^\w+, proposed 0\.\d\d, picture cells_\d+\.jpg$/);
  const scores = await cells().evaluateAll((all) =>
    all.slice(0, 20).map((cell) => Number(/0\.\d\d|1\.00/.exec(cell.getAttribute('aria-label') ?? '')?.[0])),
  );
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  await expect
    .poll(() =>
      page
        .locator('.crop-image')
        .evaluateAll((all) => all.every((image) => (image as HTMLImageElement).naturalWidth > 0)),
    )
    .toBe(true);
  await shoot(studio, 'grid', shownPage);
});

test('a screen of two hundred crops comes at once, and the time is printed', async () => {
  const took = await page.evaluate(async () => {
    const filter = {
      classes: 'all',
      sources: ['proposed'],
      score: { from: 0, to: 1 },
      side: { from: 0 },
    } as const;
    const list = await window.studio.ask('boxes/list', { filter, order: 'score-up' });
    if (!list.ok) throw new Error(list.failure.message);
    const began = performance.now();
    // A context that nothing on the screen has, so none of them is there already.
    const made = await Promise.all(
      list.value.ids.slice(0, 200).map(async (id) => (await fetch(`boxwright-image://crop/${id}/128/35?x`)).status),
    );
    return { milliseconds: performance.now() - began, made };
  });
  console.log(`${took.made.length} crops of 128 px in ${took.milliseconds.toFixed(0)} ms`);
  expect(took.made.every((status) => status === 200)).toBe(true);
  const refused = ['1/127/35', '1/128/99', '99999999/128/20', '../picture/1/full', '1/128/20/x'];
  const statuses = await page.evaluate(
    (all) => Promise.all(all.map(async (one) => (await fetch(`boxwright-image://crop/${one}`)).status)),
    refused,
  );
  expect(statuses).toEqual(refused.map(() => 404));
});

test('keys and clicks select, and Enter accepts what is selected as one step', async () => {
  const before = await kinds();
  await grid().focus();
  await page.keyboard.press('ArrowRight');
  await expect(cells().nth(0)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(count()).toHaveText(`3 selected of ${words(before['proposed'] ?? 0)}`);
  await cells()
    .nth(5)
    .click({ modifiers: ['ControlOrMeta'] });
  await cells()
    .nth(8)
    .click({ modifiers: ['ControlOrMeta'] });
  await cells()
    .nth(5)
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(count()).toHaveText(/^4 selected/);
  await look('selected');
  // The cursor stands on the one that was taken out again, so it comes next.
  const next = await cells().nth(5).getAttribute('aria-label');
  await page.keyboard.press('Enter');
  await expect.poll(kinds).toMatchObject({ accepted: 4, proposed: (before['proposed'] ?? 0) - 4 });
  await expect(page.getByText(/^Accepted 4 boxes of \d+ pictures?\.$/)).toBeVisible();
  await expect(count()).toHaveText(`1 selected of ${words((before['proposed'] ?? 0) - 4)}`);
  // What was decided is gone.
  await expect(page.getByRole('gridcell', { selected: true })).toHaveAttribute('aria-label', next ?? '');
});

test('Ctrl+Z in the grid takes the step back, whole', async () => {
  const { proposed = 0 } = await kinds();
  await page.keyboard.press('Control+z');
  await expect.poll(kinds).toMatchObject({ proposed: proposed + 4 });
  expect((await kinds())['accepted']).toBeUndefined();
  await expect(page.getByText(/^Taken back: Accepted 4 boxes/)).toBeVisible();
  await expect(count()).toHaveText(new RegExp(`of ${words(proposed + 4)}$`));
});

test('everything that matches is selected, also out of sight, and given another class by its digit', async () => {
  const all = await boxes();
  const list = await page.evaluate(async () => {
    const answer = await window.studio.ask('categories/list', {});
    return answer.ok ? answer.value : [];
  });
  const [first, second] = list;
  if (first === undefined || second === undefined) throw new Error('The model brought no two classes.');
  const ofFirst = all.filter(({ categoryId, origin }) => categoryId === first.id && origin.kind === 'proposed').length;
  await page.getByRole('button', { name: /^Classes:/ }).click();
  await page.getByRole('menuitemcheckbox', { name: first.name }).click();
  await expect(count()).toHaveText(words(ofFirst));
  await page.getByRole('textbox', { name: 'Score from' }).fill('0.5');
  await page.keyboard.press('Enter');
  const sure = all.filter(
    ({ categoryId, origin }) => categoryId === first.id && origin.kind === 'proposed' && origin.score >= 0.5,
  ).length;
  expect(sure).toBeGreaterThan(3);
  await expect(count()).toHaveText(words(sure));
  await page.keyboard.press('Control+a');
  await expect(count()).toHaveText(`${words(sure)} selected of ${words(sure)}`);
  await page.keyboard.press('2');
  await expect.poll(async () => (await kinds())['edited']).toBe(sure);
  const now = await boxes();
  expect(now.filter(({ categoryId }) => categoryId === second.id).length).toBe(
    all.filter(({ categoryId }) => categoryId === second.id).length + sure,
  );
  await expect(page.getByText('No box matches')).toBeVisible();
  await look('none-left');
  // An older step's notice may still stand.
  const notice = page.locator('.notice').filter({ hasText: /^Relabelled/ });
  await notice.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(async () => (await kinds())['edited']).toBeUndefined();
  await expect(count()).toHaveText(words(sure));
});

test('the large view goes along with the cursor, and Backspace rejects', async () => {
  const before = await kinds();
  await grid().focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  const large = page.getByRole('region', { name: 'Whole picture' });
  await expect(large).toContainText('1 of');
  await page.keyboard.press('ArrowRight');
  await expect(large).toContainText('2 of');
  await shoot(studio, 'grid-look', shownPage);
  await page.keyboard.press('Backspace');
  await expect.poll(kinds).toMatchObject({ rejected: 1, proposed: (before['proposed'] ?? 0) - 1 });
  await expect(large).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(large).toBeHidden();
  await expect(page.getByText('Rejected 1 box of 1 picture.')).toBeVisible();
});

test('what is decided stays, marked, where that is wanted', async () => {
  const { proposed = 0 } = await kinds();
  await page.getByRole('checkbox', { name: 'Keep decided' }).check();
  await grid().focus();
  const shown = await count().textContent();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(kinds).toMatchObject({ accepted: 2, proposed: proposed - 2 });
  await expect(page.locator('.crop-decided.good')).toHaveCount(2);
  await expect(count()).toHaveText(/^1 selected of/);
  expect((await count().textContent())?.split(' of ')[1]).toBe(shown?.split(' of ').at(-1));
  await look('kept');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.crop-decided')).toHaveCount(0);
  await expect.poll(kinds).toMatchObject({ proposed });
  await page.getByRole('checkbox', { name: 'Keep decided' }).uncheck();
});

test('the size follows the wheel and the keys, and o opens the picture with the box selected', async () => {
  await grid().focus();
  const width = async () => (await cells().first().boundingBox())?.width ?? 0;
  const before = await width();
  await page.keyboard.press('-');
  await expect.poll(width).toBe(before - 16);
  await cells().first().hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  await expect.poll(width).toBeGreaterThan(before);
  await page.keyboard.press('Home');
  const words = await cells().first().getAttribute('aria-label');
  await look('large');
  await page.keyboard.press('o');
  await expect(page.getByRole('application')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Boxes' }).getByRole('button', { pressed: true })).toHaveCount(1);
  await expect(page.getByRole('application')).toHaveAttribute(
    'aria-label',
    new RegExp(`^${/picture (.*)$/.exec(words ?? '')?.[1] ?? '?'}`),
  );
});

test('an edit on the canvas that is not saved yet is saved before the step, and a box that it changed is as it left it', async () => {
  // The box of the test before is selected on the canvas: it is moved, and the grid is opened at once.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+G');
  await expect(cells().first()).toBeVisible();
  await grid().focus();
  await expect.poll(async () => (await kinds())['edited']).toBe(1);
  await page.keyboard.press('Control+a');
  await expect(count()).toHaveText(/^([\d,]+) selected of \1$/);
  const chosen = Number(/^[\d,]+/.exec((await count().textContent()) ?? '')?.[0]?.replace(',', ''));
  const { proposed = 0 } = await kinds();
  await page.keyboard.press('Enter');
  await expect.poll(kinds).toMatchObject({ edited: 1, accepted: chosen, proposed: proposed - chosen });
  // Anywhere else the same step is taken back by the command for steps on all pictures.
  await page.keyboard.press('Control+1');
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+Alt+z');
  await expect.poll(async () => (await kinds())['accepted']).toBeUndefined();
});

test('a hundred thousand boxes are scrolled, walked and selected like a hundred', async () => {
  const many = amount(20_000, 100_000);
  const made = await page.evaluate(async (wanted) => {
    const classes = await window.studio.ask('categories/list', {});
    const categoryId = (classes.ok ? classes.value[0]?.id : undefined) ?? 1;
    let left = wanted;
    while (left > 0) {
      const block = await window.studio.ask('ids/reserve', {});
      if (!block.ok) throw new Error(block.failure.message);
      const { first, last } = block.value;
      const added = Array.from({ length: Math.min(left, last - first + 1, 20_000) }, (_, index) => {
        const [x1, y1] = [(index * 7) % 600, (index * 3) % 440];
        const box = { x1, y1, x2: x1 + 10 + (index % 30), y2: y1 + 20 };
        return { id: first + index, categoryId, box, origin: { kind: 'drawn' }, crowd: false } as const;
      });
      const answer = await window.studio.ask('image/apply', { image: 1, change: { added, removed: [], updated: [] } });
      if (!answer.ok) throw new Error(answer.failure.message);
      left -= added.length;
    }
    return wanted - left;
  }, many);
  expect(made).toBe(many);
  await page.keyboard.press('Shift+G');
  await page.getByRole('button', { name: /^Classes:/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'All classes' }).click();
  await page.getByRole('button', { name: 'Accepted and drawn' }).click();
  await page.getByRole('button', { name: 'Proposed', exact: true }).click();
  const all = (await boxes()).filter(({ origin }) => origin.kind !== 'proposed' && origin.kind !== 'rejected').length;
  expect(all).toBeGreaterThanOrEqual(many);
  await expect(count()).toHaveText(words(all));
  await grid().focus();
  await page.keyboard.press('End');
  await expect(page.locator(`[data-place="${all - 1}"]`)).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator(`[data-place="${all - 1}"]`)).toBeInViewport();
  await page.keyboard.press('Control+a');
  await expect(count()).toHaveText(`${words(all)} selected of ${words(all)}`);
  await look('many');
  expect(await cells().count()).toBeLessThan(400);
  await page.keyboard.press('Escape');
  await expect(count()).toHaveText(words(all));
});
