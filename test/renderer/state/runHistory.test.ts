import { describe, expect, it } from 'vitest';
import {
  bestOf,
  emptyHistory,
  historyOf,
  mostPoints,
  smoothed,
  thinned,
  totalLoss,
  withEvent,
} from '../../../src/renderer/state/runHistory.ts';
import { progress, validation } from '../support/fakeTraining.ts';

const steps = (list: readonly { readonly step: number }[]) => list.map(({ step }) => step);

describe('the history of a run', () => {
  it('is the same whether it is read at once or heard event by event', () => {
    const events = [progress(1), progress(2), validation(2), progress(3), { kind: 'warning', message: 'a' } as const];
    expect(events.reduce(withEvent, emptyHistory)).toEqual(historyOf(events));
  });

  it('leaves the history that it is given as it was', () => {
    const before = historyOf([progress(1)]);
    const after = withEvent(before, progress(2));
    expect(steps(before.progress)).toEqual([1]);
    expect(steps(after.progress)).toEqual([1, 2]);
  });

  it('stays the very same at an event that it does not keep', () => {
    const history = historyOf([progress(1)]);
    expect(withEvent(history, { kind: 'phase', phase: 'validating' })).toBe(history);
  });

  it('replaces the work that was lost when a run was taken up again at a checkpoint', () => {
    const history = historyOf([
      progress(10),
      validation(10),
      progress(20),
      validation(20),
      progress(30),
      progress(16, { seconds: 99 }),
      validation(20, { isBest: false }),
    ]);
    expect(steps(history.progress)).toEqual([10, 16]);
    expect(history.validations.map(({ step, isBest }) => [step, isBest])).toEqual([
      [10, true],
      [20, false],
    ]);
  });

  it('keeps a validation of the step that the next progress is of', () => {
    expect(steps(historyOf([progress(9), validation(10), progress(10)]).validations)).toEqual([10]);
  });

  it('says each warning once', () => {
    const warning = { kind: 'warning', message: 'A picture was left out.' } as const;
    expect(historyOf([warning, progress(1), warning]).warnings).toEqual([warning.message]);
  });

  it('takes the last validation that was the best as the best', () => {
    const { validations } = historyOf([validation(1), validation(2), validation(3, { isBest: false })]);
    expect(bestOf(validations)?.step).toBe(2);
    expect(bestOf([])).toBeUndefined();
  });
});

describe('thinning', () => {
  it('leaves what is few enough alone', () => {
    const points = [progress(1), progress(2)];
    expect(thinned(points, 2)).toBe(points);
  });

  it('makes one point of two, at the later place, with the mean of their losses, and keeps an odd last one', () => {
    const points = [1, 2, 3].map((step) =>
      progress(step, { losses: { classification: step, box: 2 * step, centreness: 0 } }),
    );
    const [one, two] = thinned(points, 2);
    expect([one?.step, one?.losses]).toEqual([2, { classification: 1.5, box: 3, centreness: 0 }]);
    expect(two).toBe(points[2]);
  });

  it('bounds a run of any length and keeps its end', () => {
    let history = emptyHistory;
    for (let step = 1; step <= mostPoints + 1; step += 1) history = withEvent(history, progress(step));
    expect(history.progress.length).toBe(mostPoints / 2 + 1);
    expect(history.progress.at(-1)?.step).toBe(mostPoints + 1);
    expect(steps(history.progress)).toEqual(steps(history.progress).toSorted((a, b) => a - b));
  });
});

describe('smoothing', () => {
  it('leaves a constant constant from its first value on', () => {
    for (const value of smoothed([2, 2, 2, 2], 0.9)) expect(value).toBeCloseTo(2);
  });

  it('starts at the first value and follows a step slowly', () => {
    const [first, second, third] = smoothed([0, 1, 1], 0.5) as [number, number, number];
    expect(first).toBe(0);
    expect(second).toBeCloseTo(2 / 3);
    expect(third).toBeGreaterThan(second);
    expect(third).toBeLessThan(1);
  });

  it('adds the three losses up to the total', () => {
    expect(totalLoss({ classification: 1, box: 2, centreness: 3 })).toBe(6);
  });
});
