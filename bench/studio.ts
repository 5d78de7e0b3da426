// What the window benches share: a folder of many pictures, a project over it, a timed pre-labelling run.
import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import type { Bridge } from '../src/common/contract.ts';
import { answerOpenDialog, root, temporaryFolder, type Studio } from '../test/e2e/launch.ts';

declare global {
  interface Window {
    readonly studio: Bridge;
  }
}

/** Real pictures where they are beside the checkout. */
const bloodCells = resolve(root, '../shared/data/bccd/images');

/** A folder with `count` pictures of 640 × 480: BCCD's, over and over. */
export function manyPictures(count: number): string {
  if (!existsSync(bloodCells)) throw new Error('This bench needs ../shared/data/bccd beside the checkout.');
  const folder = temporaryFolder('bench-pictures');
  const names = readdirSync(bloodCells)
    .filter((name) => name.endsWith('.jpg'))
    .sort();
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index++) {
    const name = names[index % names.length] ?? '';
    const file = join(folder, `${String(index).padStart(5, '0')}.jpg`);
    const first = join(folder, `${String(index % names.length).padStart(5, '0')}.jpg`);
    // Tens of thousands of copies would be in the way of what is measured.
    if (index < names.length) copyFileSync(join(bloodCells, name), file);
    else linkSync(first, file);
  }
  return folder;
}

/** Opens the folder in the program and waits until every picture is listed. */
export async function openPictures(studio: Studio, folder: string, count: number): Promise<void> {
  await answerOpenDialog(studio.app, [folder]);
  await studio.page.evaluate(() => window.studio.ask('project/open-pictures', {}));
  await waitFor(studio.page, async () => {
    const jobs = await studio.page.evaluate(() => window.studio.ask('jobs/list', {}));
    return jobs.ok && jobs.value.every(({ state }) => state === 'done');
  });
  const list = await studio.page.evaluate(() => window.studio.ask('images/list', {}));
  if (!list.ok || list.value.length !== count) throw new Error('The pictures were not all listed.');
}

/** Seconds from asking for pre-labelling until the job says done, taken in the window. */
export async function timePrelabel(page: Page, images?: readonly number[]): Promise<number> {
  return page.evaluate(
    (chosen) =>
      new Promise<number>((done, failed) => {
        const start = performance.now();
        let job = 0;
        const ended = window.studio.on('job/progress', (progress) => {
          if (progress.kind !== 'prelabel' || (job !== 0 && progress.id !== job)) return;
          if (progress.state === 'running' || progress.state === 'cancelling') return;
          ended();
          if (progress.state === 'done') done((performance.now() - start) / 1000);
          else failed(new Error(progress.message ?? progress.state));
        });
        void window.studio.ask('prelabel/start', chosen === undefined ? {} : { images: chosen }).then((reply) => {
          if (reply.ok) job = reply.value.job;
          else failed(new Error(reply.failure.message));
        });
      }),
    images,
  );
}

async function waitFor(page: Page, check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await page.waitForTimeout(50);
}
