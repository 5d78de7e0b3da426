import { describe, expect, it } from 'vitest';
import { detectionColumns, truthColumns } from '../../../src/common/coco/boxColumns.ts';
import type { FoundBox, TruthBox } from '../../../src/common/coco/boxColumns.ts';
import { evaluate } from '../../../src/common/coco/evaluate.ts';

function square(x: number): TruthBox['box'] {
  return { x1: x, y1: 0, x2: x + 40, y2: 40 };
}

function best(truth: TruthBox[][], found: FoundBox[][], classes = ['a']): number | undefined {
  return evaluate(truthColumns(classes, truth), detectionColumns(classes, found)).bestScore;
}

const truth = [0, 100, 200, 300].map((x) => ({ box: square(x), label: 0 }));

function found(x: number, score: number, label = 0): FoundBox {
  return { box: square(x), label, score };
}

describe('the best score', () => {
  it('is that of the last detection before the wrong ones take over', () => {
    // F1: 0.9 → 2/5, 0.8 → 4/6, 0.6 → 6/7; then only wrong ones, until 0.1 brings 8/12.
    const list = [found(0, 0.9), found(100, 0.8), found(200, 0.6)];
    const wrong = [500, 600, 700, 800].map((x, index) => found(x, 0.5 - index / 10));
    expect(best([truth], [[...list, ...wrong, found(300, 0.1)]])).toBe(0.6);
  });

  it('takes all categories and pictures together', () => {
    const pictures = [truth.slice(0, 2), [{ box: square(0), label: 1 }]];
    const list = [
      [found(0, 0.9), found(100, 0.3)],
      [found(0, 0.7, 1), found(0, 0.65)],
    ];
    // F1: 2/4, 4/5, 4/6, 6/7.
    expect(best(pictures, list, ['a', 'b'])).toBe(0.3);
  });

  it('does not part detections of one score', () => {
    // Only the right one of the two at 0.5 would be better than both, but no threshold has that.
    const list = [found(0, 0.9), found(100, 0.5), found(500, 0.5), found(600, 0.5)];
    expect(best([truth.slice(0, 2)], [list])).toBe(0.9);
  });

  it('leaves out what only a crowd claims', () => {
    const crowd = { box: { x1: 400, y1: 0, x2: 900, y2: 40 }, label: 0, crowd: true };
    const list = [found(450, 0.95), found(500, 0.9), found(550, 0.85), found(0, 0.5)];
    expect(best([[truth[0]!, crowd]], [list])).toBe(0.5);
  });

  it('is none where nothing was hit', () => {
    expect(best([truth], [[]])).toBeUndefined();
    expect(best([truth], [[found(500, 0.9)]])).toBeUndefined();
    expect(best([[]], [[found(0, 0.9)]])).toBeUndefined();
  });
});
