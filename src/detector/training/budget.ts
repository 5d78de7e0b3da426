// How much of a run's budget is used and left, by the clock or by updates.
import type { TrainingBudget } from '../../common/training.ts';

export interface BudgetClock {
  /** Used share, 0 … 1, after `step` updates and `seconds` of training. */
  share(step: number, seconds: number): number;
  secondsLeft(step: number, seconds: number): number;
}

export function budgetClock(budget: TrainingBudget, pictures: number, batch: number): BudgetClock {
  if ('minutes' in budget) {
    const total = budget.minutes * 60;
    return {
      share: (_, seconds) => Math.min(1, seconds / total),
      secondsLeft: (_, seconds) => Math.max(0, total - seconds),
    };
  }
  const steps = Math.max(1, Math.ceil((budget.epochs * pictures) / batch));
  return {
    share: (step) => Math.min(1, step / steps),
    secondsLeft: (step, seconds) => (step === 0 ? 0 : Math.max(0, ((steps - step) * seconds) / step)),
  };
}
