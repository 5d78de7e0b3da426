// COCO's box figures at val2017's size, against pycocotools: sets and answers are ../shared/reference's, 36,781 and 367,810
// detections on 5,000 pictures. `boxwright evaluate` is a process of its own, as a user runs it; so is the detector's way, which
// has the boxes in memory. pycocotools runs beside them where Python has it, else its recorded times stand for it, and say so.
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { statNames, type EvaluationStats, type StatName } from '../src/common/coco/evaluation.ts';
import { buildEntries } from '../test/detector/builtDetector.ts';
import { describeWithShared } from '../test/support/shared.ts';
import { runCli, type CliRun } from './cliProcess.ts';
import { machineLine, median } from './machine.ts';

const factors = [1, 10] as const;
type Factor = (typeof factors)[number];

/** Seconds of pycocotools on a quiet two-core machine of this class, reading of the files included. */
const recordedSeconds: Readonly<Record<Factor, number>> = { 1: 15.4, 10: 32.9 };
const runs = 3;
/** Megabytes: the program itself takes 60 or so, the columns of 367,810 boxes 20. */
const mostMemory = 400;
/** With it each row of the larger set is as long as those of an instance segmentation, and the file is over 512 MiB. */
const maskBytes = 1500;

const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
if (!hasNumpy) console.log('skipped: the bench of the evaluation needs python3 with numpy, which draws its sets');

describeWithShared('the evaluation at the size of val2017', (shared) => {
  let built: Awaited<ReturnType<typeof buildEntries>>;
  let place = '';
  const peers: Partial<Record<Factor, number>> = {};
  const file = (name: string): string => path.join(place, name);

  beforeAll(async () => {
    if (!hasNumpy) return;
    built = await buildEntries({ cli: 'src/cli/index.ts', detections: 'bench/evaluateProcess.ts' });
    place = mkdtempSync(path.join(tmpdir(), 'boxwright-evaluation-'));
    const script = path.join(shared, 'reference/make_val2017_size.py');
    for (const factor of factors) {
      // Writes the set, then times pycocotools; ends with 1 where there is none.
      const { stdout } = spawnSync('python3', [script, place, String(factor)], { encoding: 'utf8' });
      const seconds = /^pycocotools \d+ detections: ([\d.]+) s/m.exec(stdout)?.[1];
      if (seconds !== undefined) peers[factor] = Number(seconds);
    }
    console.log(machineLine());
  });
  afterAll(async () => {
    if (!hasNumpy) return;
    await built.remove();
    rmSync(place, { recursive: true, force: true });
  });

  function expectAnswers(stats: EvaluationStats, factor: Factor, names: readonly StatName[] = statNames): void {
    const answers = readJson(path.join(shared, 'reference/eval/val2017-size.json')) as Record<string, EvaluationStats>;
    for (const name of names) expect(Math.abs(stats[name] - answers[factor]![name]), name).toBeLessThan(1e-6);
  }

  async function evaluateFile(detections: string): Promise<CliRun> {
    const args = ['evaluate', '--truth', file('gt.json'), '--detections', file(detections), '--json'];
    const all: CliRun[] = [];
    for (let run = 0; run < runs; run += 1) all.push(await runCli(path.join(built.folder, 'cli.js'), args));
    const peak = Math.max(...all.map((one) => one.peak ?? 0));
    return { out: all[0]!.out, seconds: median(all.map(({ seconds }) => seconds)), peak };
  }

  it.skipIf(!hasNumpy).each(factors)('boxwright evaluate, × %i', async (factor) => {
    const detections = `dt${factor}.json`;
    const bare = bareSeconds([file('gt.json'), file(detections)]);
    const { seconds, peak, out } = await evaluateFile(detections);
    expectAnswers((JSON.parse(out) as { readonly stats: EvaluationStats }).stats, factor);
    const peer = peers[factor];
    console.log(
      `boxwright evaluate, ${(36_781 * factor).toLocaleString('en')} detections: ${seconds.toFixed(2)} s of a whole process ` +
        `(median of ${runs}), at most ${peak} MB; ` +
        (peer === undefined
          ? `${(recordedSeconds[factor] / seconds).toFixed(1)} × as fast as pycocotools’ recorded ${recordedSeconds[factor]} s`
          : `${(peer / seconds).toFixed(1)} × as fast as pycocotools’ ${peer} s in this run`) +
        ` (goal 10); JSON.parse alone of both files ${bare.toFixed(2)} s, ${(seconds / bare).toFixed(1)} × that`,
    );
    console.log(machineLine());
    expect(peak).toBeLessThan(mostMemory);
  });

  it.skipIf(!hasNumpy)('boxwright evaluate, × 10 with masks in the rows: over 512 MiB', async () => {
    withMasks(file('dt10.json'), file('masks.json'));
    const { size } = statSync(file('masks.json'));
    expect(size).toBeGreaterThan(512 * 1024 * 1024);
    const { seconds, peak, out } = await evaluateFile('masks.json');
    expectAnswers((JSON.parse(out) as { readonly stats: EvaluationStats }).stats, 10);
    const megabytes = size / 1e6;
    console.log(
      `a results file of ${megabytes.toFixed(0)} MB: ${seconds.toFixed(1)} s (${(megabytes / seconds).toFixed(0)} MB/s), at most ${peak} MB`,
    );
    console.log(machineLine());
    expect(peak).toBeLessThan(mostMemory);
  });

  it.skipIf(!hasNumpy).each(factors)('as a detector process does, × %i', (factor) => {
    const args = [path.join(built.folder, 'detections.js'), file('gt.json'), file(`dt${factor}.json`)];
    const told = execFileSync(process.execPath, args, { encoding: 'utf8' });
    const { stats, seconds, peak } = JSON.parse(told) as { stats: EvaluationStats; seconds: number; peak: number };
    // A box in memory has the area of its sides, this truth has areas before rounding: sizes are told apart by other numbers.
    expectAnswers(stats, factor, ['AP', 'AP50', 'AP75', 'AR1', 'AR10', 'AR100']);
    console.log(
      `of boxes in memory, ${(36_781 * factor).toLocaleString('en')} detections: ${seconds.toFixed(2)} s; the process with the boxes at most ${peak.toFixed(0)} MB`,
    );
  });
});

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(name, 'utf8')) as unknown;
}

/** What any program in JavaScript takes at least that reads the files whole. */
function bareSeconds(files: readonly string[]): number {
  const start = performance.now();
  files.forEach(readJson);
  return (performance.now() - start) / 1000;
}

/** The same detections, each with a mask as a results file of an instance segmentation has it. */
function withMasks(from: string, to: string): void {
  const rows = readJson(from) as readonly object[];
  const segmentation = { size: [480, 640], counts: '1O00'.repeat(maskBytes / 4) };
  const out = openSync(to, 'w');
  for (let at = 0; at < rows.length; at += 1000) {
    const texts = rows.slice(at, at + 1000).map((row) => JSON.stringify({ ...row, segmentation }));
    writeSync(out, `${at === 0 ? '[' : ', '}${texts.join(', ')}`);
  }
  writeSync(out, ']');
  closeSync(out);
}
