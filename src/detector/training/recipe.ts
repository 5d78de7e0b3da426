// The numbers of a run that the plan does not name: batch, canvas, rates, how often to validate. Measured choices; docs/training.md
// says on what.
import { centreSampling } from '../../common/fcos/assign.ts';
import type { AssignmentRule } from '../../common/fcos/assign.ts';
import { torchvisionLoss } from '../../common/fcos/loss.ts';
import type { LossSpec } from '../../common/fcos/loss.ts';
import type { FrozenStages } from '../../common/fcos/trainingGraph.ts';
import { defaultAugment } from './augment.ts';
import type { AugmentSpec, Size } from './augment.ts';
import { defaultOptimizer } from './optimizer.ts';
import type { OptimizerSpec } from './optimizer.ts';

export interface Recipe {
  /** Shares of a batch and pictures in a share: fixed numbers, so that a run does not depend on the machine's processors. */
  readonly shares: number;
  readonly pictures: number;
  readonly peakRate: number;
  readonly floorRate: number;
  readonly loss: LossSpec;
  readonly assignment: AssignmentRule;
  readonly augment: AugmentSpec;
  /** The last share of a run learns from plain pictures, without mosaics. */
  readonly plainEnd: number;
  readonly optimizer: OptimizerSpec;
  readonly frozen: FrozenStages;
}

export const defaultRecipe: Recipe = {
  shares: 2,
  pictures: 2,
  peakRate: 2e-3,
  floorRate: 0.02,
  loss: torchvisionLoss,
  assignment: centreSampling,
  augment: defaultAugment,
  plainEnd: 0.15,
  optimizer: defaultOptimizer,
  frozen: 0,
};

/** BOXWRIGHT_RECIPE, a JSON object, changes numbers for studies; it is not for users. */
export function recipeOf(changes: string | undefined = process.env['BOXWRIGHT_RECIPE']): Recipe {
  if (changes === undefined) return defaultRecipe;
  return merged(defaultRecipe, JSON.parse(changes) as Partial<Recipe>);
}

function merged(recipe: Recipe, changes: Partial<Recipe>): Recipe {
  return {
    ...recipe,
    ...changes,
    loss: { ...recipe.loss, ...changes.loss },
    assignment: { ...recipe.assignment, ...changes.assignment },
    augment: { ...recipe.augment, ...changes.augment },
    optimizer: { ...recipe.optimizer, ...changes.optimizer },
  };
}

/**
 * The network's input while it learns: the long side at `pixels`, the other one as the middle picture has it, both multiples of 32.
 * Pictures of both orientations get a square.
 */
export function canvasOf(sizes: readonly Size[], pixels: number): Size {
  const ratios = sizes.map(({ width, height }) => width / height).sort((a, b) => a - b);
  const low = ratios[Math.floor(ratios.length * 0.1)] ?? 1;
  const high = ratios[Math.floor(ratios.length * 0.9)] ?? 1;
  const middle = ratios[Math.floor(ratios.length / 2)] ?? 1;
  if (low < 0.95 && high > 1.05) return { width: pixels, height: pixels };
  const short = (ratio: number): number => Math.min(pixels, Math.max(64, Math.ceil((pixels * ratio) / 32 - 0.25) * 32));
  return middle >= 1 ? { width: pixels, height: short(1 / middle) } : { width: short(middle), height: pixels };
}

/**
 * Updates between two validations at least: a pass over the training pictures, more where validating would take over a tenth of the
 * time; from 25 to 1,000.
 */
export function validationInterval(training: number, validation: number, batch: number): number {
  // Looking at a picture costs less than half of learning from it.
  const least = validation * 5;
  return Math.round(Math.min(1000, Math.max(25, Math.max(training, least) / batch)));
}
