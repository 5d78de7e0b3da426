// What each size of network costs on this machine, as the table of docs/training.md: parameters, work, training, inference.
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inferenceModel } from '../src/common/fcos/inference.ts';
import { initialValues } from '../src/common/fcos/initial.ts';
import { fcos } from '../src/common/fcos/network.ts';
import { sizeNames, sizeSpec } from '../src/common/fcos/sizes.ts';
import type { SizeName } from '../src/common/fcos/sizes.ts';
import type { FcosSpec } from '../src/common/fcos/spec.ts';
import { emptyGraph, input, knownShape } from '../src/common/graph/graph.ts';
import type { Operation } from '../src/common/graph/graph.ts';
import type { TrainingCost } from '../src/common/protocol.ts';
import { createSession } from '../src/detector/providers.ts';
import { randomOf } from '../src/detector/training/order.ts';
import { DetectorClient } from '../src/main/detector/client.ts';
import { forkDetector } from '../src/main/detector/fork.ts';
import { buildEntries } from '../test/detector/builtDetector.ts';
import { machineLine, median } from './machine.ts';

const classes = 3;
const trainedAt = 320;
/** Sides of a square input. */
const inputs = [320, 512, 800] as const;
/** Runs of a model after the first: as many as fit into these milliseconds, within these bounds. */
const enough = 2000;
const [fewest, most] = [2, 15];

interface Row {
  readonly size: SizeName;
  /** Multiply-accumulate operations of all convolutions, for one picture, by input. */
  readonly work: readonly number[];
  readonly training: TrainingCost;
  /** Milliseconds for one picture, by input. */
  readonly inference: readonly number[];
}

const rows: Row[] = [];
let built: Awaited<ReturnType<typeof buildEntries>>;

beforeAll(async () => {
  built = await buildEntries({ detector: 'src/detector/index.ts' });
});

afterAll(async () => {
  printTable();
  await built.remove();
});

function workOf(spec: FcosSpec, side: number): number {
  const graph = emptyGraph();
  fcos(graph, input(graph, 'image', 'float32', [1, 3, side, side]), spec);
  return graph.operations.reduce((sum, operation) => sum + workOfOne(operation), 0);
}

function workOfOne({ name, inputs: [, kernel], outputs: [output] }: Operation): number {
  if (name !== 'Conv' || kernel === undefined || output === undefined) return 0;
  const perValue = knownShape(kernel).slice(1);
  return [...perValue, ...knownShape(output)].reduce((all, size) => all * size, 1);
}

/** In a trainer process of its own, so that its memory is that of a run. */
async function measureTraining(size: SizeName): Promise<TrainingCost> {
  const entry = path.join(built.folder, 'detector.js');
  const client = new DetectorClient({ fork: forkDetector, entry, lane: 'trainer' });
  const result = await client.call('measureTraining', { size, classes, pixels: trainedAt });
  await client.close();
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

/** Random weights, all processors, one picture at a time: the median of a few runs for each input. */
async function measureInference(spec: FcosSpec): Promise<readonly number[]> {
  const random = randomOf(1, 0);
  const session = await createSession(inferenceModel(spec, initialValues(spec, random)), 'cpu', availableParallelism());
  const medians: number[] = [];
  for (const side of inputs) {
    const values = Float32Array.from({ length: 3 * side * side }, () => random() * 4 - 2);
    const image = new Tensor('float32', values, [1, 3, side, side]);
    medians.push(await medianTime(async () => void (await session.run({ image }))));
  }
  await session.release();
  return medians;
}

async function medianTime(run: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  const time = async (): Promise<number> => {
    const start = performance.now();
    await run();
    return performance.now() - start;
  };
  await time();
  for (let spent = 0; times.length < fewest || (times.length < most && spent < enough);) {
    const one = await time();
    times.push(one);
    spent += one;
  }
  return median(times);
}

function printTable(): void {
  const heads = ['size', 'parameters', ...inputs.map((side) => `GMAC at ${side}`), `update at ${trainedAt}`];
  heads.push('memory', ...inputs.map((side) => `detect at ${side}`));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  console.log(
    [
      line(heads),
      line(heads.map((_, index) => (index === 0 ? '---' : '---:'))),
      ...rows.map((row) => line(cellsOf(row))),
    ].join('\n'),
  );
  const batch = rows[0]?.training.picturesPerStep ?? 0;
  console.log(
    `${classes} classes; an update learns from ${batch} pictures; GMAC: 10⁹ multiply-accumulates, forward, one picture`,
  );
  console.log(machineLine());
}

function cellsOf({ size, work, training, inference }: Row): readonly string[] {
  return [
    size,
    `${(training.parameters / 1e6).toFixed(2)} M`,
    ...work.map((count) => (count / 1e9).toPrecision(3)),
    `${training.secondsPerStep.toPrecision(2)} s`,
    `${(training.memoryBytes / 2 ** 20).toFixed(0)} MiB`,
    ...inference.map((milliseconds) => `${milliseconds.toFixed(0)} ms`),
  ];
}

it.each(sizeNames)('%s', async (size) => {
  const spec = sizeSpec(size, classes, trainedAt);
  const training = await measureTraining(size);
  const inference = await measureInference(spec);
  rows.push({ size, work: inputs.map((side) => workOf(spec, side)), training, inference });
  expect(training.parameters).toBeGreaterThan(0);
});
