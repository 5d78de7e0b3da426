// session.run on prepared tensors and nothing around it: what the pre-labelling benches compare the whole program with.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { inputOf } from '../src/common/model/card.ts';
import type { ModelCard } from '../src/common/model/card.ts';
import { layoutFor } from '../src/detector/inferenceCrew.ts';
import { prepare } from '../src/detector/preprocess.ts';
import { sessionOptions } from '../src/detector/providers.ts';

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
  const start = (hands: number, threads: number): Promise<Group> =>
    startGroup(hands, { model: bytes, images, shape, options: sessionOptions('cpu', threads) });
  const alone = await start(1, availableParallelism());
  const { hands, threads } = layoutFor(bytes.length);
  const spread = await start(hands, threads);
  return {
    alone: (runs) => alone.run(runs),
    spread: (runs) => spread.run(runs),
    close: async () => {
      await Promise.all([alone.close(), spread.close()]);
    },
  };
}

interface Group {
  run(runs: number): Promise<number>;
  close(): Promise<void>;
}

async function startGroup(hands: number, workerData: unknown): Promise<Group> {
  const file = join(import.meta.dirname, 'bareThread.mjs');
  const workers = Array.from({ length: hands }, () => new Worker(file, { workerData }));
  await Promise.all(workers.map((worker) => answered(worker)));
  return {
    run: async (runs) => {
      const each = Math.floor(runs / hands);
      const begin = performance.now();
      await Promise.all(
        workers.map((worker, index) => {
          const done = answered(worker);
          worker.postMessage(index === 0 ? runs - each * (hands - 1) : each);
          return done;
        }),
      );
      return (performance.now() - begin) / 1000;
    },
    close: async () => {
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
