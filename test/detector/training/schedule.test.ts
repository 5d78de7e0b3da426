import { describe, expect, it } from 'vitest';
import { budgetClock } from '../../../src/detector/training/budget.ts';
import { learningRate } from '../../../src/detector/training/schedule.ts';

const schedule = { peak: 0.002, floor: 0.02 };

describe('the learning rate', () => {
  it('starts low, rises to its peak within a twentieth of the budget, and falls to its floor', () => {
    expect(learningRate(schedule, 1, 0)).toBeLessThan(0.002 / 100);
    expect(learningRate(schedule, 1, 0)).toBeGreaterThan(0);
    expect(learningRate(schedule, 100, 0.05)).toBeGreaterThan(0.0019);
    expect(learningRate(schedule, 1000, 0.5)).toBeCloseTo(0.002 * (0.02 + 0.98 / 2), 9);
    expect(learningRate(schedule, 2000, 1)).toBeCloseTo(0.002 * 0.02, 9);
  });

  it('is warm after 300 updates however long the run is', () => {
    expect(learningRate(schedule, 300, 0.001)).toBeGreaterThan(0.00199);
    expect(learningRate(schedule, 150, 0.001)).toBeCloseTo(0.001, 5);
  });

  it('never rises after the warm-up, and is never 0, below 0 or above its peak', () => {
    const steps = 2000;
    let last = Infinity;
    for (let step = 1; step <= steps; step++) {
      const rate = learningRate(schedule, step, step / steps);
      expect(rate).toBeGreaterThan(0);
      expect(rate).toBeLessThanOrEqual(schedule.peak);
      if (step > 100) expect(rate).toBeLessThanOrEqual(last);
      last = rate;
    }
    expect(learningRate(schedule, 10, 1.2)).toBeGreaterThan(0);
  });
});

describe('a budget', () => {
  it('of minutes is used by the seconds of training', () => {
    const clock = budgetClock({ minutes: 2 }, 100, 4);
    expect(clock.share(9999, 30)).toBe(0.25);
    expect(clock.secondsLeft(9999, 30)).toBe(90);
    expect(clock.share(1, 500)).toBe(1);
    expect(clock.secondsLeft(1, 500)).toBe(0);
  });

  it('of passes is used by whole updates, at least one', () => {
    const clock = budgetClock({ epochs: 3 }, 10, 4);
    expect(clock.share(4, 0)).toBe(0.5);
    expect(clock.share(8, 0)).toBe(1);
    expect(clock.share(20, 0)).toBe(1);
    expect(clock.secondsLeft(2, 10)).toBe(30);
    expect(clock.secondsLeft(0, 0)).toBe(0);
    expect(budgetClock({ epochs: 0.001 }, 3, 4).share(1, 0)).toBe(1);
  });
});
