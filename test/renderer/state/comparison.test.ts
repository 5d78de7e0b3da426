import { describe, expect, it } from 'vitest';
import { classPairs, precisions, recalls, rowShares } from '../../../src/renderer/state/comparison.ts';
import { assessment } from '../support/fakeTraining.ts';

describe('two models side by side', () => {
  it('has every class of either, the one with most boxes first', () => {
    const current = assessment(0.8);
    const [first, ...others] = current.perClass;
    const known = { ...current, perClass: [{ ...first!, name: 'blast', truth: 3 }, ...others] };
    const pairs = classPairs({ trained: assessment(0.9), current: { model: 'embedded', assessment: known } });
    expect(pairs.map(({ name, truth }) => [name, truth])).toEqual([
      ['rbc', 62],
      ['platelet', 7],
      ['wbc', 6],
      ['blast', 3],
    ]);
    expect(pairs[1]?.current).toBeUndefined();
    expect(pairs[3]?.trained).toBeUndefined();
  });

  it('stands alone where the model in use knows none of the classes', () => {
    expect(classPairs({ trained: assessment(0.9) }).every(({ current }) => current === undefined)).toBe(true);
  });
});

describe('a curve of precision against recall', () => {
  const point = (recall: number, precision: number) => ({ recall, precision, score: 0.5 });

  it('says the best precision that is reached at a recall or beyond it, and nothing past its end', () => {
    const read = precisions([point(0.1, 1), point(0.2, 0.5), point(0.3, 0.8)]);
    expect(read.length).toBe(recalls.length);
    expect([read[0], read[10], read[11], read[20], read[30], read[31], read[100]]).toEqual([
      1,
      1,
      0.8,
      0.8,
      0.8,
      null,
      null,
    ]);
  });

  it('reaches recall 1 and precision 0', () => {
    expect(precisions([point(1, 0)])).toEqual(recalls.map(() => 0));
  });

  it('is empty without a point', () => {
    expect(precisions([]).every((value) => value === null)).toBe(true);
  });
});

describe('a confusion matrix', () => {
  it('is shaded by the shares of each row, and a row without boxes stays plain', () => {
    expect(
      rowShares([
        [3, 1],
        [0, 0],
      ]),
    ).toEqual([
      [0.75, 0.25],
      [0, 0],
    ]);
  });
});
