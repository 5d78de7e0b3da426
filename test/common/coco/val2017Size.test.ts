// A truth of val2017's size (5,000 pictures, 36,781 boxes), drawn by ../shared/reference/make_val2017_size.py, whose answers
// pycocotools gave once.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { evaluate } from '../../../src/common/coco/evaluate.ts';
import { statNames } from '../../../src/common/coco/evaluation.ts';
import { readDetections, readTruth } from '../../support/evaluationInput.ts';
import { amount } from '../../support/nightly.ts';
import { describeWithShared } from '../../support/shared.ts';

const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
if (!hasNumpy)
  console.log('skipped: the evaluation at the size of val2017 needs python3 with numpy, which draws the set');

describeWithShared('the evaluation at the size of val2017', (shared) => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'boxwright-val2017-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.skipIf(!hasNumpy).each([1, 10].slice(0, amount(1, 2)))('has the figures of pycocotools, × %i', (factor) => {
    const script = join(shared, 'reference/make_val2017_size.py');
    // Ends with 1 where pycocotools is absent; the set is written before.
    spawnSync('python3', [script, folder, String(factor)], { env: { ...process.env, PYCOCOTOOLS: '' } });
    const load = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
    const truth = readTruth(load(join(folder, 'gt.json')));
    if (!truth.ok) throw new Error(truth.failure.message);
    const detections = readDetections(load(join(folder, `dt${factor}.json`)), truth.value);
    if (!detections.ok) throw new Error(detections.failure.message);
    const { stats, truthBoxes, detections: count } = evaluate(truth.value, detections.value);
    expect([truthBoxes, count]).toEqual([36_781, 36_781 * factor]);
    const recorded = load(join(shared, 'reference/eval/val2017-size.json')) as Record<string, Record<string, number>>;
    for (const name of statNames) {
      expect(Math.abs(stats[name] - recorded[String(factor)]![name]!), name).toBeLessThan(1e-6);
    }
  });
});
