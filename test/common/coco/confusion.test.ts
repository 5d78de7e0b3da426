import { describe, expect, it } from 'vitest';
import { detectionColumns, truthColumns } from '../../../src/common/coco/boxColumns.ts';
import type { FoundBox, TruthBox } from '../../../src/common/coco/boxColumns.ts';
import { confusionMatrix } from '../../../src/common/coco/confusion.ts';
import { seeded } from '../../support/seeded.ts';

const classes = ['cat', 'dog'];
const [cat, dog] = [0, 1];

/** A box of 40 × 40 pixels. */
function square(x: number, y = 0): TruthBox['box'] {
  return { x1: x, y1: y, x2: x + 40, y2: y + 40 };
}

/** The matrix of one picture from score .3 on. */
function matrix(truth: TruthBox[], found: FoundBox[]): number[][] {
  return confusionMatrix(truthColumns(classes, [truth]), detectionColumns(classes, [found]), 0.3);
}

describe('the confusion matrix', () => {
  it('has the right ones on its diagonal, what nothing stands behind in its last row and what was missed in its last column', () => {
    const truth = [
      { box: square(0), label: cat },
      { box: square(100), label: cat },
      { box: square(200), label: dog },
      { box: square(300), label: dog },
    ];
    const found = [
      { box: square(0), label: cat, score: 0.9 },
      { box: square(100), label: dog, score: 0.8 },
      { box: square(200), label: dog, score: 0.7 },
      { box: square(500), label: dog, score: 0.6 },
    ];
    expect(matrix(truth, found)).toEqual([
      [1, 1, 0],
      [0, 1, 1],
      [0, 1, 0],
    ]);
  });

  it('counts detections from the score itself on and none below it', () => {
    const truth = [{ box: square(0), label: cat }];
    expect(matrix(truth, [{ box: square(0), label: cat, score: 0.3 }])[cat]).toEqual([1, 0, 0]);
    expect(matrix(truth, [{ box: square(0), label: cat, score: 0.2999 }])[cat]).toEqual([0, 0, 1]);
  });

  it('matches at an IoU of exactly .5 and not just below', () => {
    const truth = [{ box: { x1: 0, y1: 0, x2: 100, y2: 50 }, label: cat }];
    const at = (y2: number): number[][] =>
      matrix(truth, [{ box: { x1: 0, y1: 0, x2: 100, y2 }, label: cat, score: 1 }]);
    expect(at(100)).toEqual([
      [1, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(at(100.01)).toEqual([
      [0, 0, 1],
      [0, 0, 0],
      [1, 0, 0],
    ]);
  });

  it('gives a box to the detection with the best score, also to one of the wrong class that fits worse', () => {
    const truth = [{ box: square(0), label: cat }];
    const found = [
      { box: square(0), label: cat, score: 0.8 },
      { box: square(5), label: dog, score: 0.9 },
    ];
    expect(matrix(truth, found)).toEqual([
      [0, 1, 0],
      [0, 0, 0],
      [1, 0, 0],
    ]);
  });

  it('gives a detection the box that it overlaps most of those that are left', () => {
    const truth = [
      { box: square(0), label: cat },
      { box: square(8), label: dog },
    ];
    const found = [
      { box: square(1), label: cat, score: 0.9 },
      { box: square(2), label: dog, score: 0.8 },
    ];
    expect(matrix(truth, found)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ]);
  });

  it('lets a crowd of any class swallow many detections without counting one', () => {
    const truth: TruthBox[] = [{ box: { x1: 0, y1: 0, x2: 300, y2: 300 }, label: cat, crowd: true }];
    const inside = [0, 60, 120].map((x) => ({ box: square(x), label: x === 0 ? cat : dog, score: 0.9 }));
    const outside = { box: square(290), label: dog, score: 0.5 };
    expect(matrix(truth, [...inside, outside])).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 1, 0],
    ]);
  });

  it('prefers a box that counts to the crowd around it', () => {
    const truth: TruthBox[] = [
      { box: { x1: 0, y1: 0, x2: 300, y2: 300 }, label: dog, crowd: true },
      { box: square(0), label: cat },
    ];
    expect(matrix(truth, [{ box: square(5), label: cat, score: 0.9 }])[cat]).toEqual([1, 0, 0]);
  });

  it('keeps pictures apart', () => {
    const truth = truthColumns(classes, [[{ box: square(0), label: cat }], []]);
    const found = detectionColumns(classes, [[], [{ box: square(0), label: cat, score: 0.9 }]]);
    expect(confusionMatrix(truth, found, 0.3)).toEqual([
      [0, 0, 1],
      [0, 0, 0],
      [1, 0, 0],
    ]);
  });

  it('counts more than a hundred detections in a picture', () => {
    const truth = Array.from({ length: 250 }, (_, index) => ({ box: square(index * 50), label: dog }));
    expect(
      matrix(
        truth,
        truth.map((one) => ({ ...one, score: 0.5 })),
      )[dog],
    ).toEqual([0, 250, 0]);
  });

  it('is what a model does that is right and wrong on purpose', () => {
    // truth → found, and how often; the last index stands for nothing.
    const plan = [
      [31, 4, 7],
      [9, 22, 3],
      [5, 11, 0],
    ];
    const random = seeded(5);
    const pictures = Array.from({ length: 8 }, () => ({ truth: [] as TruthBox[], found: [] as FoundBox[] }));
    let place = 0;
    plan.forEach((row, truth) =>
      row.forEach((times, found) => {
        for (let time = 0; time < times; time += 1) {
          const x = place * 60;
          const picture = pictures[place % pictures.length]!;
          place += 1;
          if (truth < 2) picture.truth.push({ box: square(x), label: truth });
          const score = 0.3 + random() * 0.7;
          if (found < 2) picture.found.push({ box: square(x + random() * 10, random() * 4), label: found, score });
          // What was not found may have been seen too weakly.
          else if (random() < 0.5) picture.found.push({ box: square(x), label: truth, score: 0.2 });
        }
      }),
    );
    const truth = truthColumns(
      classes,
      pictures.map((picture) => picture.truth),
    );
    const found = detectionColumns(
      classes,
      pictures.map((picture) => picture.found),
    );
    expect(confusionMatrix(truth, found, 0.3)).toEqual(plan);
  });

  it('accounts for every box of the truth and every detection once', () => {
    const random = seeded(9);
    const label = (): number => Math.floor(random() * 2);
    const side = <T>(most: number, make: () => T): T[][] =>
      Array.from({ length: 40 }, () => Array.from({ length: Math.floor(random() * most) }, make));
    const truth = side(12, () => ({ box: square(random() * 150, random() * 80), label: label() }));
    const found = side(16, () => ({ box: square(random() * 150, random() * 80), label: label(), score: random() }));
    const rows = confusionMatrix(truthColumns(classes, truth), detectionColumns(classes, found), 0.3);
    for (const own of [cat, dog]) {
      const boxes = truth.flat().filter((box) => box.label === own).length;
      const detections = found.flat().filter((box) => box.label === own && box.score >= 0.3).length;
      expect(rows[own]!.reduce((sum, count) => sum + count)).toBe(boxes);
      expect(rows.reduce((sum, row) => sum + row[own]!, 0)).toBe(detections);
    }
  });
});
