// What must not be lost or frozen: edits under kill -9 of the whole program, a detector that dies, a run that is cancelled.
import { expect, type Page } from '@playwright/test';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation } from '../../src/common/annotation/types.ts';
import { seededRandom } from '../../src/common/random.ts';
import { drawPictures } from './drawnPictures.ts';
import { answerOpenDialog, launch, screenshots, temporaryFolder, test, type Studio } from './launch.ts';
import { amount } from '../support/nightly.ts';

const kills = amount(8, 50);

async function openFolder(studio: Studio, folder: string, count: number): Promise<void> {
  await answerOpenDialog(studio.app, [folder]);
  const opened = await studio.page.evaluate(() => window.studio.ask('project/open-pictures', {}));
  expect(opened.ok).toBe(true);
  await expect.poll(() => readable(studio.page)).toBe(count);
}

async function readable(page: Page): Promise<number> {
  const list = await page.evaluate(() => window.studio.ask('images/list', {}));
  return list.ok ? list.value.filter(({ width }) => width > 0).length : -1;
}

async function boxesOf(page: Page, image: number): Promise<readonly Annotation[]> {
  const answer = await page.evaluate((id) => window.studio.ask('image/annotations', { image: id }), image);
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}

/** Draws boxes one after another until the program is gone; acknowledged ids come out by the console as they are saved. */
async function drawUntilKilled(page: Page, image: number, acknowledged: Set<number>): Promise<void> {
  await page.exposeFunction('saved', (id: number) => acknowledged.add(id));
  await page.evaluate(async (target) => {
    const tell = (globalThis as unknown as { saved(id: number): Promise<void> }).saved;
    const categories = await window.studio.ask('categories/edit', { kind: 'add', name: `class ${Date.now()}` });
    const block = await window.studio.ask('ids/reserve', {});
    if (!categories.ok || !block.ok) throw new Error('the project cannot be edited');
    const categoryId = categories.value.categories[0]?.id ?? 0;
    void (async () => {
      for (let id = block.value.first; id <= block.value.last; id++) {
        const x1 = id % 500;
        const added = [
          {
            id,
            categoryId,
            box: { x1, y1: 10, x2: x1 + 50, y2: 60 },
            origin: { kind: 'drawn' as const },
            crowd: false,
          },
        ];
        const reply = await window.studio.ask('image/apply', {
          image: target,
          change: { added, removed: [], updated: [] },
        });
        if (reply.ok) await tell(id);
      }
    })();
  }, image);
}

/** A detector that does not greet within half a minute is replaced by another. Milliseconds. */
const firstRun = 90_000;

async function detectorPid(page: Page): Promise<number> {
  const status = await page.evaluate(() => window.studio.ask('detector/status', {}));
  return status.ok ? (status.value.description?.pid ?? 0) : 0;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('killed while boxes are drawn, the program loses none that it said was saved', async () => {
  test.setTimeout(20 * 60_000);
  const { folder } = await drawPictures(2, 11);
  const home = temporaryFolder('home');
  const random = seededRandom(77);
  const acknowledged = new Set<number>();
  for (let round = 0; round < kills; round++) {
    const studio = await launch({ home });
    await openFolder(studio, folder, 2);
    await drawUntilKilled(studio.page, 1, acknowledged);
    await expect.poll(() => acknowledged.size).toBeGreaterThan(round * 5 + 5);
    await studio.page.waitForTimeout(random() * 400);
    const gone = new Promise((resolve) => studio.app.process().once('exit', resolve));
    studio.app.process().kill('SIGKILL');
    await gone;
  }
  const studio = await launch({ home });
  await openFolder(studio, folder, 2);
  const kept = new Set((await boxesOf(studio.page, 1)).map(({ id }) => id));
  expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(kills * 5);
  await studio.close();
  for (const left of [folder, home]) rmSync(left, { recursive: true, force: true });
});

test('a project that cannot be opened leaves the one on screen open', async () => {
  const { folder } = await drawPictures(1, 14);
  const broken = temporaryFolder('broken');
  writeFileSync(join(broken, 'project.boxwright'), 'this is no database, whatever its name says');
  const studio = await launch();
  const { page } = studio;
  await openFolder(studio, folder, 1);
  await answerOpenDialog(studio.app, [join(broken, 'project.boxwright')]);
  const refused = await page.evaluate(() => window.studio.ask('project/open', {}));
  expect(refused.ok ? 'opened' : refused.failure.kind).toBe('unreadable');
  const edited = await page.evaluate(() => window.studio.ask('categories/edit', { kind: 'add', name: 'still here' }));
  expect(edited.ok).toBe(true);
  expect(await boxesOf(page, 1)).toEqual([]);

  // Given from outside, it is said in the window too.
  await studio.app.evaluate(
    ({ app }, argument) => {
      app.emit('second-instance', {}, ['boxwright', argument], '/');
    },
    join(broken, 'project.boxwright'),
  );
  await expect(page.getByText('not a Boxwright project')).toBeVisible();
  expect(await readable(page)).toBe(1);
  await studio.close();
  for (const left of [folder, broken]) rmSync(left, { recursive: true, force: true });
});

test('a model that cannot be used is listed with its reason', async () => {
  const home = temporaryFolder('home');
  mkdirSync(join(home, 'models'));
  writeFileSync(join(home, 'models', 'cut.json'), '{"id": "cut", ');
  const studio = await launch({ home });
  await studio.page.keyboard.press('Control+4');
  await expect(studio.page.getByText('1 model cannot be used:')).toBeVisible();
  await expect(studio.page.getByText(/cut\.json is no JSON/)).toBeVisible();
  await studio.page.screenshot({ path: join(screenshots, 'models-broken.png') });
  await studio.close();
  rmSync(home, { recursive: true, force: true });
});

test('a detector that dies in the middle of a run is started again, and the run ends', async () => {
  test.setTimeout(8 * 60_000);
  const count = 40;
  const { folder } = await drawPictures(count, 12);
  const studio = await launch();
  const { page } = studio;
  await openFolder(studio, folder, count);
  await page.evaluate(() => window.studio.ask('prelabel/start', { images: [1] }));
  await expect.poll(async () => (await boxesOf(page, 1)).length, { timeout: firstRun }).toBeGreaterThan(0);
  const pid = await detectorPid(page);
  await page.evaluate(() => window.studio.ask('prelabel/start', {}));
  await expect.poll(async () => proposedPictures(page)).toBeGreaterThan(3);
  process.kill(pid, 'SIGKILL');
  await expect.poll(async () => proposedPictures(page), { timeout: 240_000 }).toBe(count);
  // The boxes of the last picture are there a moment before the run says that it has ended.
  await expect
    .poll(async () => {
      const jobs = await page.evaluate(() => window.studio.ask('jobs/list', {}));
      return jobs.ok && jobs.value.at(-1)?.state;
    })
    .toBe('done');
  await studio.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a detector that hangs does not outlive the program', async () => {
  const studio = await launch();
  const find = (): Promise<number> =>
    studio.app.evaluate(({ app }) => app.getAppMetrics().find(({ name }) => name === 'Boxwright detector')?.pid ?? 0);
  await expect.poll(find).toBeGreaterThan(0);
  const pid = await find();
  // A stopped process takes no polite signal, as one does that hangs before it came to its own code.
  process.kill(pid, 'SIGSTOP');
  await studio.close();
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test('a run can be cancelled, and boxes can be edited while it goes on', async () => {
  const count = 60;
  const { folder } = await drawPictures(count, 13);
  const studio = await launch();
  const { page } = studio;
  await openFolder(studio, folder, count);
  const outcome = await page.evaluate(async () => {
    const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    const started = await window.studio.ask('prelabel/start', {});
    if (!started.ok) throw new Error(started.failure.message);
    const ended = new Promise<string>((resolve) => {
      window.studio.on('job/progress', ({ id, state }) => {
        if (id === started.value.job && state !== 'running' && state !== 'cancelling') resolve(state);
      });
    });
    const proposed = async () => {
      const list = await window.studio.ask('images/list', {});
      return list.ok ? list.value.filter(({ proposals }) => proposals > 0).length : 0;
    };
    while ((await proposed()) < 3) await wait(10);
    const categories = await window.studio.ask('categories/list', {});
    const block = await window.studio.ask('ids/reserve', {});
    if (!categories.ok || !block.ok) throw new Error('the project cannot be edited');
    const added = [
      {
        id: block.value.first,
        categoryId: categories.value[0]?.id ?? 0,
        box: { x1: 1, y1: 2, x2: 30, y2: 40 },
        origin: { kind: 'drawn' as const },
        crowd: false,
      },
    ];
    const image = 60;
    const edit = await window.studio.ask('image/apply', { image, change: { added, removed: [], updated: [] } });
    await window.studio.ask('job/cancel', { job: started.value.job });
    const state = await ended;
    const before = await proposed();
    await wait(1000);
    return { edited: edit.ok, state, before, after: await proposed() };
  });
  expect(outcome.edited).toBe(true);
  expect(outcome.state).toBe('cancelled');
  expect(outcome.before).toBeLessThan(count);
  expect(outcome.after).toBe(outcome.before);
  expect((await boxesOf(page, 60)).filter(({ origin }) => origin.kind === 'drawn')).toHaveLength(1);
  await studio.close();
  rmSync(folder, { recursive: true, force: true });
});

async function proposedPictures(page: Page): Promise<number> {
  const list = await page.evaluate(() => window.studio.ask('images/list', {}));
  return list.ok ? list.value.filter(({ proposals }) => proposals > 0).length : -1;
}
