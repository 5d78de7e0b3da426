// What the network should have said, as the arrays that the training graph takes. Which location answers for which box is assign.ts.
import { background, ignored } from './assign.ts';
import type { TruthBoxes } from './assign.ts';
import { encode } from './coder.ts';
import type { LevelGrid } from './locations.ts';
import type { LossSpec } from './loss.ts';
import type { Conventions } from './spec.ts';

/** Arrays for N pictures with L locations and C classes; the weights hold the division by the number of positives. */
export interface Targets {
  /** [N, L, C], 1 at the class of a positive location. */
  readonly classes: Float32Array<ArrayBuffer>;
  /** [N, L, 1], 0 where nothing is known. */
  readonly classWeight: Float32Array<ArrayBuffer>;
  /** [N, L, 4] as the head gives it; 1 where it does not count. */
  readonly regression: Float32Array<ArrayBuffer>;
  /** [N, L, 1] */
  readonly boxWeight: Float32Array<ArrayBuffer>;
  /** [N, L, 1], 0 … 1. */
  readonly centreness: Float32Array<ArrayBuffer>;
  /** [N, L, 1] */
  readonly centrenessWeight: Float32Array<ArrayBuffer>;
}

export function emptyTargets(pictures: number, locations: number, classes: number): Targets {
  const array = (channels: number): Float32Array<ArrayBuffer> => new Float32Array(pictures * locations * channels);
  return {
    classes: array(classes),
    classWeight: array(1),
    regression: array(4),
    boxWeight: array(1),
    centreness: array(1),
    centrenessWeight: array(1),
  };
}

/** One picture of a batch: its boxes and which location answers for which. */
export interface Assigned {
  readonly truth: TruthBoxes;
  readonly matched: Int32Array;
}

/** What the losses of a whole batch are divided by. */
export interface Positives {
  /** Locations that answer for a box, at least 1. */
  readonly count: number;
  /** Sum of their centre-ness targets. */
  readonly centreness: number;
}

/** Over all pictures of a batch, however they are spread over graphs. */
export function countPositives(pictures: readonly Assigned[], grids: readonly LevelGrid[]): Positives {
  let count = 0;
  let centreness = 0;
  for (const picture of pictures) {
    eachPositive(picture, grids, (_, index, x, y) => {
      count++;
      centreness += centrenessOf(picture.truth.boxes, index * 4, x, y);
    });
  }
  return { count: Math.max(1, count), centreness: Math.max(1e-6, centreness) };
}

/** Overwrites the targets of picture `place`. */
export function writeTargets(
  picture: Assigned,
  grids: readonly LevelGrid[],
  positives: Positives,
  { regression, loss }: { readonly regression: Conventions['regression']; readonly loss: LossSpec },
  targets: Targets,
  place: number,
): void {
  const locations = picture.matched.length;
  const first = place * locations;
  const classes = targets.classes.length / targets.classWeight.length;
  targets.classes.fill(0, first * classes, (first + locations) * classes);
  targets.regression.fill(1, first * 4, (first + locations) * 4);
  for (const values of [targets.boxWeight, targets.centreness, targets.centrenessWeight]) {
    values.fill(0, first, first + locations);
  }
  for (let location = 0; location < locations; location++) {
    targets.classWeight[first + location] = picture.matched[location] === ignored ? 0 : 1 / positives.count;
  }
  eachPositive(picture, grids, (location, index, x, y, stride) => {
    const at = first + location;
    const centreness = centrenessOf(picture.truth.boxes, index * 4, x, y);
    targets.classes[at * classes + (picture.truth.labels[index] as number)] = 1;
    encode(picture.truth.boxes, index * 4, x, y, stride, regression, targets.regression, at * 4);
    targets.boxWeight[at] = loss.boxWeight === 'even' ? 1 / positives.count : centreness / positives.centreness;
    targets.centreness[at] = centreness;
    targets.centrenessWeight[at] = 1 / positives.count;
  });
}

function eachPositive(
  { matched }: Assigned,
  grids: readonly LevelGrid[],
  visit: (location: number, index: number, x: number, y: number, stride: number) => void,
): void {
  for (const grid of grids) {
    for (let cell = 0; cell < grid.rows * grid.columns; cell++) {
      const index = matched[grid.first + cell] as number;
      if (index <= background) continue;
      const x = grid.left + (cell % grid.columns) * grid.stepX;
      const y = grid.top + Math.floor(cell / grid.columns) * grid.stepY;
      visit(grid.first + cell, index, x, y, grid.stride);
    }
  }
}

/** √(min(l, r)/max(l, r) · min(t, b)/max(t, b)) of a location inside a box. */
function centrenessOf(boxes: Float32Array, at: number, x: number, y: number): number {
  const left = x - (boxes[at] as number);
  const top = y - (boxes[at + 1] as number);
  const right = (boxes[at + 2] as number) - x;
  const bottom = (boxes[at + 3] as number) - y;
  const across = Math.min(left, right) / Math.max(left, right);
  const down = Math.min(top, bottom) / Math.max(top, bottom);
  return Math.sqrt(Math.max(0, across * down));
}
