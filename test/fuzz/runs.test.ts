// Folders of training runs broken at random: the record, the history, the data, the plan, the outcome, the comparison and the checkpoint,
// each by everything that reads it.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { loadCheckpoint, saveCheckpoint } from '../../src/detector/training/checkpoint.ts';
import type { Layout } from '../../src/detector/training/layout.ts';
import type { Learned } from '../../src/detector/training/optimizer.ts';
import { readRunInput } from '../../src/detector/training/runInput.ts';
import { writeData, readHeldOut } from '../../src/main/project/trainingDataFile.ts';
import { readJson, readRecord } from '../../src/main/project/trainingFolder.ts';
import { mostPoints, readHistory } from '../../src/main/project/trainingHistory.ts';
import { comparisonSchema, outcomeSchema } from '../../src/main/project/trainingSchemas.ts';
import { fuzz } from '../support/fuzz.ts';
import { mutate, mutateBinary } from '../support/mutate/bytes.ts';
import { mutateJson } from '../support/mutate/json.ts';
import type { Mutation } from '../support/mutate/random.ts';
import { mutateJsonLines } from '../support/mutate/text.ts';
import { mutateSafetensors } from '../support/mutate/weights.ts';
import { quickFolder } from '../support/quickFolder.ts';

const folder = quickFolder('boxwright-fuzz-runs-');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const lines = (values: readonly unknown[]): Uint8Array =>
  new TextEncoder().encode(values.map((value) => `${JSON.stringify(value)}\n`).join(''));

const model = { id: 'm', onnxPath: '/m.onnx', cardPath: '/m.json' };
const figures = { AP: 0.5, AP50: 0.7, perClassAP50: { cell: 0.7 }, bestScore: 0.4 };
const outcome = { end: 'finished', model, steps: 20, epochs: 2, seconds: 9, figures };
const losses = { classification: 1, box: 1, centreness: 0.5 };
const progress = (step: number) => ({
  ...{ kind: 'progress', step, epoch: step / 10, share: 0.5, losses, learningRate: 0.1 },
  ...{ seconds: step, secondsLeft: 5, picturesPerSecond: 7 },
});
const detections = [{ box: { x1: 1, y1: 2, x2: 3, y2: 4 }, label: 0, score: 0.5 }];
const validation = { kind: 'validation', step: 2, epoch: 1, figures, isBest: true, samples: [{ id: 1, detections }] };
const wish = {
  ...{ pictures: 'done', validationShare: 0.2, from: null, size: 'nano', pixels: 64, minutes: 5, seed: 1, name: 'run' },
};
const record = {
  ...{
    format: 1,
    name: 'run',
    wish,
    started: '2026-11-27T00:00:00Z',
    state: 'done',
    pictures: 3,
    validationPictures: 1,
  },
  ...{ progress: progress(20), best: figures, outcome, message: 'x' },
};
const stats = { AP: 0.5, AP50: 0.6, AP75: 0.4 };
const perClass = [{ name: 'cell', AP: 0.5, AP50: 0.6, truth: 3, curve: [{ recall: 0, precision: 1, score: 0.9 }] }];
const assessment = { stats, perClass, confusion: { labels: ['cell'], rows: [[1]] }, pictures: 1, problems: [] };

/** A target for one file of the folder; the others lie there whole. */
function fuzzFile(
  name: string,
  file: string,
  seed: Uint8Array,
  mutations: readonly Mutation[],
  read: () => unknown,
): void {
  const place = path.join(folder, file);
  fuzz({
    ...{ name, seeds: [seed], mutations },
    read: async (bytes) => {
      writeFileSync(place, bytes);
      try {
        return await read();
      } finally {
        writeFileSync(place, seed);
      }
    },
  });
}

const json = [mutate, mutateJson];
const boxes = [{ box: { x1: 1, y1: 2, x2: 30, y2: 40 }, label: 0 }];
const pictures = (ids: readonly number[]) => ids.map((id) => ({ id, path: `/p/${id}.jpg`, boxes }));
const dataSha256 = await writeData(folder, {
  ...{
    classes: ['cell', 'dust'],
    categoryIds: [1, 2],
    origin: 'o',
    train: pictures([1, 2]),
    validation: pictures([3, 4]),
  },
});
const data = new Uint8Array(readFileSync(path.join(folder, 'data.json')));
const plan = (sha256: string) => ({
  ...{ format: 1, name: 'run', id: 'run', size: 'nano', pixels: 64, budget: { minutes: 5 }, seed: 1, pixelLimit: 1e6 },
  ...{ dataSha256: sha256, patience: 3 },
});
writeFileSync(path.join(folder, 'plan.json'), JSON.stringify(plan(dataSha256)));

const layout: Layout = {
  places: [
    { name: 'a.weight', shape: [2, 3], start: 0, end: 6 },
    { name: 'b.bias', shape: [4], start: 6, end: 10 },
  ],
  trainable: 6,
  total: 10,
};
const empty = (): Learned => ({
  ...{ parameters: new Float32Array(layout.total), average: new Float32Array(layout.total) },
  ...{ first: new Float32Array(layout.trainable), second: new Float32Array(layout.trainable) },
});
const last = path.join(folder, 'last.safetensors');
await saveCheckpoint(last, layout, empty(), {
  step: 3,
  seconds: 4,
  validated: 2,
  sinceBest: 0,
  caution: 1,
  best: figures,
});

describe('training runs broken at random', () => {
  fuzzFile('a run’s record', 'run.json', bytesOf(record), json, () => readRecord(folder));
  fuzzFile('a run’s outcome', 'outcome.json', bytesOf(outcome), json, () =>
    readJson(path.join(folder, 'outcome.json'), outcomeSchema),
  );
  const comparison = bytesOf({ format: 1, assessments: { ab12: assessment } });
  fuzzFile('a run’s comparison', 'comparison.json', comparison, json, () =>
    readJson(path.join(folder, 'comparison.json'), comparisonSchema),
  );
  const history = lines([
    { kind: 'phase', phase: 'training' },
    ...[progress(1), progress(2), validation, { kind: 'warning', message: 'left out' }, progress(3)],
  ]);
  fuzzFile('a run’s history', 'history.jsonl', history, [mutate, mutateJsonLines], async () => {
    const events = await readHistory(folder);
    expect(events.length).toBeLessThanOrEqual(mostPoints + 100);
    // A line that is none is passed over; that is how it refuses.
    return events.length === 6 ? events : { failure: { kind: 'invalid', message: 'a line was passed over' } };
  });
  fuzzFile('a run’s held-out pictures', 'data.json', data, [mutate, mutateJsonLines], () => readHeldOut(folder));
  fuzzFile('a run’s plan', 'plan.json', bytesOf(plan(dataSha256)), json, () => readRunInput(folder));
  // With a plan that fits the broken data, since its hash is compared first.
  fuzzFile('a run’s data', 'data.json', data, json, () => {
    const sha256 = createHash('sha256')
      .update(readFileSync(path.join(folder, 'data.json')))
      .digest('hex');
    writeFileSync(path.join(folder, 'plan.json'), JSON.stringify(plan(sha256)));
    return readRunInput(folder);
  });
  const checkpoint = new Uint8Array(readFileSync(last));
  fuzzFile('a run’s checkpoint', 'last.safetensors', checkpoint, [mutateBinary, mutateSafetensors], () =>
    loadCheckpoint(last, layout, empty()),
  );
});
