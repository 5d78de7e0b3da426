// One whole update of the trainer (forward, losses, backward, clipping, AdamW, average) against PyTorch on the same network, weights,
// batch and processors, turn by turn: one side computes while the other waits. BOXWRIGHT_BENCH_ROUNDS says how many turns.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SizeName } from '../src/common/fcos/sizes.ts';
import { buildEntries } from '../test/detector/builtDetector.ts';
import { LineProcess } from './lineProcess.ts';
import { machineLine, median, processorTimes } from './machine.ts';
import { writeStepCase } from './stepCase.ts';
import type { StepAnswer, StepCase } from './stepCase.ts';

const rounds = Number(process.env['BOXWRIGHT_BENCH_ROUNDS'] ?? 10);
/** Updates of a turn. */
const updates = 4;
/** Most by which the same loss may differ between the sides, and the length of the same gradient. */
const tolerance = 1e-3;

/** Share of the processors' time. */
const mostForOthers = 0.05;

const cases: readonly { readonly size: SizeName; readonly pixels: number }[] = [
  { size: 'nano', pixels: 320 },
  { size: 'small', pixels: 320 },
  { size: 'nano', pixels: 512 },
];

interface Side {
  readonly name: 'ours' | 'torch';
  readonly process: LineProcess;
  readonly milliseconds: number[];
  /** Processor time of all its threads, in its own turns and in the other's. */
  busy: number;
  waiting: number;
}

const python = pythonWithTorch();

/** Debian's first: its python3-torch is not seen by another Python that stands before it on the path. */
function pythonWithTorch(): { readonly program: string; readonly version: string } | undefined {
  for (const program of ['/usr/bin/python3', 'python3']) {
    const tried = spawnSync(program, ['-c', 'import torch; print(torch.__version__)'], { encoding: 'utf8' });
    if (tried.status === 0) return { program, version: tried.stdout.trim() };
  }
  return undefined;
}

interface Way {
  readonly name: string;
  readonly channelsLast: boolean;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * PyTorch at its best: which memory format and which waiting of its threads is faster depends on network and machine. Even by default
 * its threads spin for some milliseconds only, so they do not disturb our turns.
 */
const ways: readonly Way[] = [false, true].flatMap((channelsLast) =>
  [{}, { OMP_WAIT_POLICY: 'PASSIVE' }].map((environment) => ({
    name: `${channelsLast ? 'channels last' : 'channels first'}, ${'OMP_WAIT_POLICY' in environment ? 'passive' : 'default'} waiting`,
    channelsLast,
    environment,
  })),
);

async function startTorch(one: StepCase, program: string, { channelsLast, environment }: Way): Promise<LineProcess> {
  const torch = new LineProcess('PyTorch', program, [path.join(import.meta.dirname, 'torchStep.py')], environment);
  await torch.ask({ ...one, channelsLast });
  return torch;
}

async function fastestWay(one: StepCase, program: string): Promise<Way> {
  const times: number[] = [];
  for (const way of ways) {
    const torch = await startTorch(one, program, way);
    const answer = await torch.ask<StepAnswer>({ updates: updates * 2 });
    torch.close();
    times.push(least(timesIn(answer)));
  }
  return ways[times.indexOf(least(times))] as Way;
}

/** Both sides, ready for their first update. */
async function startSides(one: StepCase, built: string, program: string, way: Way): Promise<readonly [Side, Side]> {
  const side = (name: Side['name'], process: LineProcess): Side => ({
    name,
    process,
    milliseconds: [],
    busy: 0,
    waiting: 0,
  });
  const ours = new LineProcess('Our side', process.execPath, [path.join(built, 'ourStep.js')], {});
  await ours.ask(one);
  return [side('ours', ours), side('torch', await startTorch(one, program, way))];
}

/** Without the first one, which finds cold caches. */
function timesIn({ updates: [, ...others] }: StepAnswer): readonly number[] {
  return others.map(({ milliseconds }) => milliseconds);
}

async function turn(side: Side, other: Side): Promise<StepAnswer> {
  const busyOf = ({ process }: Side): number => process.busyMilliseconds ?? NaN;
  const before = [busyOf(side), busyOf(other)] as const;
  const answer = await side.process.ask<StepAnswer>({ updates });
  side.busy += busyOf(side) - before[0];
  other.waiting += busyOf(other) - before[1];
  side.milliseconds.push(...timesIn(answer));
  return answer;
}

function forget(side: Side): void {
  side.milliseconds.length = 0;
  side.busy = 0;
  side.waiting = 0;
}

/** Relative to values over 1. The same weights and the same batch: the sides have to compute the same. */
function largestDifference(ours: StepAnswer, torch: StepAnswer): number {
  const numbers = ({ updates: [first] }: StepAnswer): readonly number[] => [
    ...(first?.losses ?? []),
    first?.length ?? NaN,
  ];
  const theirs = numbers(torch);
  const differences = numbers(ours).map(
    (value, index) => Math.abs(value - (theirs[index] ?? NaN)) / Math.max(1, Math.abs(value)),
  );
  return Math.max(...differences);
}

function least(values: readonly number[]): number {
  return Math.min(...values);
}

/** The processors' time is disturbed less by other programs of the machine than the clock's; where the system does not say it, NaN. */
function timesOf({ name, milliseconds, busy, waiting }: Side): string {
  const each = busy / (rounds * updates);
  return (
    `${name} median ${median(milliseconds).toFixed(1)} ms, min ${least(milliseconds).toFixed(1)} ms, ` +
    `processors ${each.toFixed(1)} ms (${waiting.toFixed(0)} ms in all while waiting)`
  );
}

function memoryLine(ours: number | undefined, torch: number | undefined): string {
  if (ours === undefined || torch === undefined) return 'peak memory: this system does not say it';
  const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  return `peak memory: ours ${mebibytes(ours)}, torch ${mebibytes(torch)}, ratio ${(ours / torch).toFixed(3)}`;
}

function report([ours, torch]: readonly [Side, Side]): void {
  const ratio = (of: (values: readonly number[]) => number): string =>
    (of(ours.milliseconds) / of(torch.milliseconds)).toFixed(3);
  console.log(`  ${timesOf(ours)}`);
  console.log(`  ${timesOf(torch)}`);
  console.log(
    `  ours ÷ torch: ${ratio(median)} of the medians, ${ratio(least)} of the minima, ` +
      `${(ours.busy / torch.busy).toFixed(3)} of the processors' time`,
  );
  console.log(`  ${memoryLine(ours.process.peakBytes, torch.process.peakBytes)}`);
}

/** Threads that wait for each other in the middle of an update suffer most from being held up. */
function othersLine(share: number): string {
  const used = `other programs used ${(share * 100).toFixed(0)} % of the processors meanwhile`;
  return share > mostForOthers ? `${used}: THE FIGURES ABOVE SAY NOTHING, repeat them on a quiet machine` : used;
}

function describeCase({ spec, shape, shares }: StepCase, parameters: number, difference: number): string {
  return (
    `${shape.width} × ${shape.height}, ${shares} × ${shape.pictures} pictures, ${spec.head.classes} classes, ` +
    `${parameters.toLocaleString('en')} parameters on both sides, first losses and gradient differ by ${difference.toExponential(1)}`
  );
}

if (python === undefined) {
  console.log('skipped: the training bench compares with PyTorch, and neither /usr/bin/python3 nor python3 has it');
}

describe.skipIf(python === undefined)('an update of the trainer', () => {
  let folder: string;
  let built: Awaited<ReturnType<typeof buildEntries>>;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'boxwright-training-bench-'));
    built = await buildEntries({ detector: 'src/detector/index.ts', ourStep: 'bench/ourStep.ts' });
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await built.remove();
  });

  it.each(cases)('$size at $pixels, beside PyTorch', async ({ size, pixels }) => {
    const processors = availableParallelism();
    const one = writeStepCase(folder, size, pixels, processors);
    const program = python?.program ?? '';
    const way = await fastestWay(one, program);
    const [ours, torch] = await startSides(one, built.folder, program, way);
    try {
      const first = { ours: await turn(ours, torch), torch: await turn(torch, ours) };
      const difference = largestDifference(first.ours, first.torch);
      expect(first.torch.parameters).toBe(first.ours.parameters);
      expect(difference).toBeLessThan(tolerance);
      for (const side of [ours, torch]) forget(side);
      const before = processorTimes();
      for (let round = 0; round < rounds; round++) {
        await turn(ours, torch);
        await turn(torch, ours);
      }
      const after = processorTimes();
      console.log(`${size} at ${pixels}: ${describeCase(one, first.torch.parameters, difference)}`);
      report([ours, torch]);
      const [busy, all] = [after.busy - before.busy, after.all - before.all];
      console.log(`  ${othersLine((busy - ours.busy - ours.waiting - torch.busy - torch.waiting) / all)}`);
      console.log(`  ${machineLine()}, PyTorch ${python?.version ?? ''} (${way.name}), ${processors} threads`);
    } finally {
      for (const { process } of [ours, torch]) process.close();
    }
  });
});
