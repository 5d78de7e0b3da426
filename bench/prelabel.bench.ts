// Pre-labelling through the whole program (window, main, database, detector process) against a bare loop of session.run on
// prepared tensors; and how long the main process stalls meanwhile.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { afterAll, expect, it } from 'vitest';
import { readCard } from '../src/common/fcos/card.ts';
import { DetectorClient } from '../src/main/detector/client.ts';
import { forkDetector } from '../src/main/detector/fork.ts';
import { prepare } from '../src/detector/preprocess.ts';
import { createSession, threadCount } from '../src/detector/providers.ts';
import { launch, root } from '../test/e2e/launch.ts';
import { machineLine, median } from './machine.ts';
import { manyPictures, openPictures, timePrelabel } from './studio.ts';

const count = 1000;
const rounds = 3;
const folder = manyPictures(count);
const model = join(root, 'models/starter');

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Seconds for `count` runs on prepared tensors: what the model alone needs. */
async function bareLoop(threads: number): Promise<() => Promise<number>> {
  const card = readCard(JSON.parse(readFileSync(`${model}.json`, 'utf8')));
  if (!card.ok) throw new Error(card.failure.message);
  const { spec } = card.value;
  const session = await createSession(readFileSync(`${model}.onnx`), 'cpu', threads);
  const names = readdirSync(folder).sort().slice(0, 64);
  const tensors = await Promise.all(
    names.map(async (name) => {
      const { image, geometry } = await prepare(join(folder, name), 1e9, card.value);
      return new Tensor('float32', image, [1, 3, geometry.paddedHeight, geometry.paddedWidth]);
    }),
  );
  return async () => {
    const start = performance.now();
    for (let index = 0; index < count; index++) {
      const image = tensors[index % tensors.length];
      if (image !== undefined) await session.run({ image });
    }
    return (performance.now() - start) / 1000;
  };
}

/** Seconds for the same pictures through a detector process of plain Node, where the picture library is the native build. */
async function timeNative(): Promise<number> {
  const client = new DetectorClient({
    fork: forkDetector,
    entry: join(root, 'out/main/detector.js'),
    lane: 'detector',
  });
  const names = readdirSync(folder).sort();
  const pictures = names.map((name, index) => ({ id: index + 1, path: join(folder, name) }));
  const files = { id: 'starter', onnxPath: `${model}.onnx`, cardPath: `${model}.json` };
  const request = { model: files, pictures, scoreThreshold: 0.2, pixelLimit: 1e9, priority: 'background' as const };
  await client.call('detect', { ...request, pictures: pictures.slice(0, 5) });
  const start = performance.now();
  const result = await client.call('detect', request);
  const seconds = (performance.now() - start) / 1000;
  await client.close();
  if (!result.ok) throw new Error(result.failure.message);
  return seconds;
}

it('pre-labels at nearly the speed of the model itself, and main stays awake', async () => {
  const threads = threadCount(availableParallelism());
  const bare = await bareLoop(threads);
  const studio = await launch();
  await openPictures(studio, folder, count);
  await timePrelabel(studio.page, [1]); // loads the model
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
  const ratios: number[] = [];
  const native: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const alone = await bare();
    const through = await timePrelabel(studio.page);
    ratios.push(alone / through);
    native.push(alone / (await timeNative()));
    console.log(
      `round ${round + 1}: bare loop ${(count / alone).toFixed(1)} pictures/s, whole program ${(count / through).toFixed(1)} pictures/s, ratio ${(alone / through).toFixed(3)}`,
    );
  }
  const stall = await studio.app.evaluate(() => (globalThis as { worstStall?: number }).worstStall ?? -1);
  console.log(
    `pre-labelling ${count} pictures through the whole program: median ratio ${median(ratios).toFixed(3)} of the bare loop (goal 0.85)`,
  );
  console.log(`the detector process alone, with the native picture library: median ratio ${median(native).toFixed(3)}`);
  console.log(`worst stall of the main process over ${rounds} runs: ${stall.toFixed(0)} ms (goal under 50)`);
  console.log(machineLine());
  await studio.close();
  expect(ratios).toHaveLength(rounds);
});
