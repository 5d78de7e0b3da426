// Pre-labelling through the whole program (window, main, database, detector process) against bare loops of session.run on prepared
// tensors, turn by turn; where the processor time goes; and how long the main process stalls meanwhile.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { SizeName } from '../src/common/fcos/sizes.ts';
import { launch, temporaryFolder } from '../test/e2e/launch.ts';
import type { Studio } from '../test/e2e/launch.ts';
import { bareLoop } from './bareLoop.ts';
import { benchModel } from './benchModel.ts';
import { machineLine, median } from './machine.ts';
import { manyPictures, openPictures, timePrelabel } from './studio.ts';

interface Case {
  readonly size: SizeName;
  readonly pixels: number;
  readonly pictures: number;
  readonly rounds: number;
  /** Whole program ÷ bare loop. */
  readonly goal: number;
}

const cases: readonly Case[] = [
  { size: 'small', pixels: 320, pictures: 1000, rounds: 5, goal: 0.92 },
  { size: 'nano', pixels: 320, pictures: 1000, rounds: 3, goal: 0.92 },
  { size: 'resnet50', pixels: 800, pictures: 60, rounds: 3, goal: 0.97 },
];

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Milliseconds of processor that each process of the program has used since its start. */
async function processorTimes(studio: Studio): Promise<Map<string, number>> {
  const metrics = await studio.app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, type, name, serviceName }) => ({ pid, name: name ?? serviceName ?? type })),
  );
  const times = new Map<string, number>();
  for (const { pid, name } of metrics) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      times.set(name, (times.get(name) ?? 0) + (Number(fields[11]) + Number(fields[12])) * 10);
    } catch {
      // Not Linux, or it has just ended.
    }
  }
  return times;
}

/** The longest that main's loop stood still since it was last asked, in milliseconds. */
async function watchStalls(studio: Studio): Promise<() => Promise<number>> {
  await studio.app.evaluate(() => {
    const watch = globalThis as { worstStall?: number };
    watch.worstStall = 0;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      watch.worstStall = Math.max(watch.worstStall ?? 0, now - last - 5);
      last = now;
    }, 5);
  });
  return () => studio.app.evaluate(() => (globalThis as { worstStall?: number }).worstStall ?? -1);
}

describe.each(cases)('$size at $pixels pixels', ({ size, pixels, pictures, rounds, goal }) => {
  it('pre-labels at nearly the speed of the model itself, and main stays awake', async () => {
    const folder = manyPictures(pictures);
    const home = temporaryFolder('bench-home');
    folders.push(folder, home);
    const { bytes, card } = await benchModel(join(home, 'models'), size, pixels, folder);
    const studio = await launch({ home });
    const bare = await bareLoop(folder, bytes, card);
    await openPictures(studio, folder, pictures);
    await studio.page.evaluate((model) => window.studio.ask('models/use', { model }), size);
    await timePrelabel(studio.page, [1]); // loads the model
    await bare.alone(Math.ceil(pictures / 20));
    const ratios = { alone: [] as number[], spread: [] as number[] };
    const before = await processorTimes(studio);
    for (let round = 0; round < rounds; round++) {
      const alone = await bare.alone(pictures);
      const through = await timePrelabel(studio.page);
      const spread = await bare.spread(pictures);
      ratios.alone.push(alone / through);
      ratios.spread.push(spread / through);
      const rate = (seconds: number): string => `${(pictures / seconds).toFixed(1)}/s`;
      console.log(
        `  round ${round + 1}: one session ${rate(alone)}, the program’s layout ${rate(spread)}, whole program ${rate(through)}`,
      );
    }
    const after = await processorTimes(studio);
    // By itself: the watch wakes main so often that it costs as much as all its work.
    const worstStall = await watchStalls(studio);
    await timePrelabel(studio.page);
    const share = (name: string): string =>
      `${name} ${(((after.get(name) ?? 0) - (before.get(name) ?? 0)) / pictures / rounds).toFixed(1)}`;
    const stored = await studio.page.evaluate(() => window.studio.ask('images/list', {}));
    const boxes = stored.ok ? stored.value.reduce((sum, { proposals }) => sum + proposals, 0) / pictures : NaN;
    console.log(`${size} at ${pixels} pixels, ${pictures} pictures of 640 × 480, ${boxes.toFixed(1)} boxes each`);
    console.log(
      `  whole program ÷ bare session.run, one session with every processor: median ${median(ratios.alone).toFixed(3)} (goal ${goal})`,
    );
    console.log(
      `  whole program ÷ bare session.run in the program’s own threads and sessions: median ${median(ratios.spread).toFixed(3)}`,
    );
    console.log(`  processor milliseconds a picture: ${[...after.keys()].map(share).join(', ')}`);
    console.log(`  worst stall of the main process: ${(await worstStall()).toFixed(0)} ms (goal under 50)`);
    console.log(`  ${machineLine()}`);
    await studio.close();
    await bare.close();
    expect(ratios.alone).toHaveLength(rounds);
  });
});
