// session.run on prepared tensors and nothing around it: what the pre-labelling benches compare the whole program with.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Tensor } from 'onnxruntime-node';
import { inputOf } from '../src/common/model/card.ts';
import type { ModelCard } from '../src/common/model/card.ts';
import { layoutFor } from '../src/detector/inferenceCrew.ts';
import { prepare } from '../src/detector/preprocess.ts';
import { createSession, sessionOptions } from '../src/detector/providers.ts';

const prepared = 24;

export interface BareLoop {
  /** Seconds for so many runs in one session that has every processor. */
  alone(runs: number): Promise<number>;
  /** Seconds for so many runs spread over threads and sessions as the program spreads them, one picture a run. */
  spread(runs: number): Promise<number>;
  close(): Promise<void>;
}

/** Over the first pictures of `folder`, all of one size. */
export async function bareLoop(folder: string, bytes: Uint8Array, card: ModelCard): Promise<BareLoop> {
  const names = readdirSync(folder).sort().slice(0, prepared);
  const inputs = await Promise.all(names.map((name) => prepare(join(folder, name), 1e9, inputOf(card))));
  const { paddedWidth = 0, paddedHeight = 0 } = inputs[0]?.geometry ?? {};
  const shape = [1, 3, paddedHeight, paddedWidth];
  const images = inputs.map(({ image }) => image);
  const session = await createSession(bytes, 'cpu', availableParallelism());
  const tensors = images.map((image) => new Tensor('float32', image, shape));
  const { hands, threads } = layoutFor(bytes.length);
  const options = sessionOptions('cpu', threads);
  const workers = Array.from(
    { length: hands },
    () =>
      new Worker(join(import.meta.dirname, 'bareThread.mjs'), { workerData: { model: bytes, images, shape, options } }),
  );
  await Promise.all(workers.map((worker) => answered(worker)));
  return {
    alone: (runs) =>
      seconds(async () => {
        for (let index = 0; index < runs; index++) {
          const image = tensors[index % tensors.length];
          if (image !== undefined) await session.run({ image });
        }
      }),
    spread: (runs) =>
      seconds(async () => {
        const each = Math.floor(runs / hands);
        await Promise.all(
          workers.map((worker, index) => {
            const done = answered(worker);
            worker.postMessage(index === 0 ? runs - each * (hands - 1) : each);
            return done;
          }),
        );
      }),
    close: async () => {
      await session.release();
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function answered(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
