// Memory of every process of the program while 20,000 pictures are pre-labelled: it must stay flat. It takes long, so it runs only
// when it is asked for: BOXWRIGHT_NIGHTLY=1 npm run bench -- bench/memory
import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { launch } from '../test/e2e/launch.ts';
import type { Studio } from '../test/e2e/launch.ts';
import { machineLine } from './machine.ts';
import { manyPictures, openPictures } from './studio.ts';

const count = Number(process.env['BOXWRIGHT_NIGHTLY_PICTURES'] ?? 20_000);
const step = 1000;
const asked = process.env['BOXWRIGHT_NIGHTLY'] !== undefined;

const folder = asked ? manyPictures(count) : undefined;
afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** Megabytes in memory, by process. */
async function memory(studio: Studio): Promise<Map<string, number>> {
  const metrics = await studio.app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ type, name, serviceName, memory: { workingSetSize } }) => {
      return { name: name ?? serviceName ?? type, megabytes: workingSetSize / 1024 };
    }),
  );
  const sums = new Map<string, number>();
  for (const { name, megabytes } of metrics) sums.set(name, (sums.get(name) ?? 0) + megabytes);
  return sums;
}

it.runIf(asked)('stays flat', { timeout: 4 * 3600 * 1000 }, async () => {
  const studio = await launch();
  await openPictures(studio, folder ?? '', count);
  await studio.page.evaluate(() => window.studio.ask('prelabel/start', {}));
  const marks: { readonly done: number; readonly memory: Map<string, number> }[] = [];
  for (let over = false; !over;) {
    await studio.page.waitForTimeout(250);
    const jobs = await studio.page.evaluate(() => window.studio.ask('jobs/list', {}));
    const job = jobs.ok ? jobs.value.find(({ kind }) => kind === 'prelabel') : undefined;
    over = job !== undefined && job.state !== 'running';
    if (job === undefined || (job.done < (marks.length + 1) * step && !over)) continue;
    const now = { done: job.done, memory: await memory(studio) };
    marks.push(now);
    const line = [...now.memory].map(([name, megabytes]) => `${name} ${megabytes.toFixed(0)}`).join(', ');
    console.log(`  ${job.done} pictures, ${job.rate.toFixed(0)}/s, MB: ${line}`);
  }
  const [first, ...later] = marks;
  console.log(`memory over ${count} pictures, beyond what it was after the first ${first?.done ?? 0}:`);
  let sum = 0;
  for (const [name, before] of first?.memory ?? []) {
    const most = Math.max(...later.map((mark) => mark.memory.get(name) ?? 0)) - before;
    sum += Math.max(0, most);
    console.log(`  ${name}: ${most.toFixed(0)} MB at most`);
  }
  console.log(`  all processes: ${sum.toFixed(0)} MB (goal under 100)`);
  console.log(`  ${machineLine()}`);
  await studio.close();
  expect(later.length).toBeGreaterThan(0);
});
