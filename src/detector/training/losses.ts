// Adding up losses.
import type { Losses } from '../../common/training.ts';

export const noLosses: Losses = { classification: 0, box: 0, centreness: 0 };

export function sumLosses(parts: readonly Losses[]): Losses {
  return parts.reduce(
    (sum, one) => ({
      classification: sum.classification + one.classification,
      box: sum.box + one.box,
      centreness: sum.centreness + one.centreness,
    }),
    noLosses,
  );
}
