import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectionColumns, truthColumns } from '../../../src/common/coco/boxColumns.ts';
import type { FoundBox, TruthBox } from '../../../src/common/coco/boxColumns.ts';
import { precisionRecallCurves } from '../../../src/common/coco/curve.ts';
import { evaluate } from '../../../src/common/coco/evaluate.ts';
import type { CurvePoint } from '../../../src/common/coco/evaluation.ts';
import { readDetections, readTruth } from '../../support/evaluationInput.ts';
import { describeWithShared } from '../../support/shared.ts';
import { seeded } from '../../support/seeded.ts';

/** A box of 40 × 40 pixels. */
function square(x: number, y = 0): TruthBox['box'] {
  return { x1: x, y1: y, x2: x + 40, y2: y + 40 };
}

function curves(truth: TruthBox[][], found: FoundBox[][], classes = ['a']): CurvePoint[][] {
  return precisionRecallCurves(truthColumns(classes, truth), detectionColumns(classes, found));
}

/** COCO's average: a sum over all 101 points, 0 beyond the end of the curve. */
function areaUnder(curve: readonly CurvePoint[]): number {
  return curve.reduce((sum, { precision }) => sum + precision, 0) / 101;
}

describe('the precision-recall curve', () => {
  it('goes down where false ones come in and ends at the highest recall that is reached', () => {
    const truth = [0, 100, 200, 300].map((x) => ({ box: square(x), label: 0 }));
    const found = [
      { box: square(0), label: 0, score: 0.9 },
      { box: square(500), label: 0, score: 0.8 },
      { box: square(100), label: 0, score: 0.7 },
      { box: square(600), label: 0, score: 0.6 },
    ];
    const [curve = []] = curves([truth], [found]);
    expect(curve).toHaveLength(51);
    expect(curve[25]).toMatchObject({ recall: 0.25, score: 0.9 });
    expect(curve[25]?.precision).toBeCloseTo(1, 12);
    expect(curve[26]).toMatchObject({ recall: 0.26, score: 0.7 });
    expect(curve[26]?.precision).toBeCloseTo(2 / 3, 12);
    expect(curve.at(-1)?.recall).toBe(0.5);
  });

  it('is flat at 1 over all 101 points when everything is found and nothing else', () => {
    const truth = [0, 100].map((x) => ({ box: square(x), label: 0 }));
    const [curve = []] = curves([truth], [truth.map((one) => ({ ...one, score: 0.5 }))]);
    expect(curve).toHaveLength(101);
    for (const { precision } of curve) expect(precision).toBeCloseTo(1, 12);
  });

  it('has no points without detections, and none for a class without truth', () => {
    const truth = [[{ box: square(0), label: 0 }]];
    expect(curves(truth, [[{ box: square(0), label: 1, score: 1 }]], ['a', 'b'])).toEqual([[], []]);
  });

  it('is that of each class by itself, in the order of the classes', () => {
    const truth = [0, 1].map((label) => ({ box: square(label * 100), label }));
    const found = [{ box: square(100), label: 1, score: 0.4 }];
    const [none, all] = curves([truth], [found], ['a', 'b']);
    expect(none).toEqual([]);
    expect(all).toHaveLength(101);
    expect(all?.[100]).toMatchObject({ recall: 1, score: 0.4 });
  });

  it('does not see what a crowd swallows', () => {
    const truth: TruthBox[] = [
      { box: { x1: 0, y1: 0, x2: 300, y2: 300 }, label: 0, crowd: true },
      { box: square(500), label: 0 },
    ];
    const found = [0, 60, 120, 500].map((x) => ({ box: square(x), label: 0, score: 0.9 - x / 1000 }));
    const [curve = []] = curves([truth], [found]);
    expect(areaUnder(curve)).toBeCloseTo(1, 12);
  });

  it('has the evaluation’s AP50 as its area, whatever was found', () => {
    const classes = ['a', 'b', 'c'];
    for (let seed = 1; seed <= 20; seed += 1) {
      const { truth, found } = scattered(seeded(seed), classes.length);
      const [truthSide, foundSide] = [truthColumns(classes, truth), detectionColumns(classes, found)];
      const { perCategory } = evaluate(truthSide, foundSide);
      precisionRecallCurves(truthSide, foundSide).forEach((curve, label) => {
        const { AP50 } = perCategory[label]!;
        expect(AP50 === -1 ? 0 : AP50, `seed ${seed}`).toBeCloseTo(areaUnder(curve), 12);
        expectOrdered(curve);
      });
    }
  });
});

/** Truth boxes of pictures, a few of them crowds, and detections near to some of them and elsewhere. */
function scattered(random: () => number, classes: number): { truth: TruthBox[][]; found: FoundBox[][] } {
  const label = (): number => Math.floor(random() * classes);
  const box = (): TruthBox['box'] => square(random() * 600, random() * 400);
  const truth = Array.from({ length: 12 }, () =>
    Array.from({ length: Math.floor(random() * 9) }, (): TruthBox => {
      return { box: box(), label: label(), ...(random() < 0.1 && { crowd: true as const }) };
    }),
  );
  const near = (one: TruthBox): FoundBox => {
    const [dx, dy] = [random() * 16 - 8, random() * 16 - 8];
    const { x1, y1, x2, y2 } = one.box;
    const moved = { x1: x1 + dx, y1: y1 + dy, x2: x2 + dx, y2: y2 + dy };
    // Few different scores, so that equal ones are met.
    return { box: moved, label: random() < 0.8 ? one.label : label(), score: Math.ceil(random() * 20) / 20 };
  };
  const found = truth.map((boxes) => [
    ...boxes.filter(() => random() < 0.8).map(near),
    ...Array.from({ length: Math.floor(random() * 5) }, () => near({ box: box(), label: label() })),
  ]);
  return { truth, found };
}

function expectOrdered(curve: readonly CurvePoint[]): void {
  expect(curve.length).toBeLessThanOrEqual(101);
  for (let index = 1; index < curve.length; index += 1) {
    const [before, here] = [curve[index - 1]!, curve[index]!];
    expect(here.recall).toBeGreaterThan(before.recall);
    expect(here.precision).toBeLessThanOrEqual(before.precision);
    expect(here.score).toBeLessThanOrEqual(before.score);
  }
}

describeWithShared('the curves of recorded detections', (shared) => {
  it('have the AP50 of each category that pycocotools recorded as their area', () => {
    const load = (path: string): unknown => JSON.parse(readFileSync(join(shared, path), 'utf8'));
    const truth = readTruth(load('data/bccd/annotations/instances_test.json'));
    if (!truth.ok) throw new Error(truth.failure.message);
    const detections = readDetections(load('reference/eval/bccd.detections.json'), truth.value);
    if (!detections.ok) throw new Error(detections.failure.message);
    const expected = load('reference/eval/bccd.expected.json') as { per_category: Record<string, { AP50: number }> };
    const found = precisionRecallCurves(truth.value, detections.value);
    expect(found).toHaveLength(3);
    found.forEach((curve, index) => {
      const { id } = truth.value.categories[index]!;
      expect(areaUnder(curve)).toBeCloseTo(expected.per_category[String(id)]!.AP50, 9);
    });
  });
});
