// From the network's raw outputs for one picture to its detections: score, threshold, best of each level, decode, clip,
// suppress, scale back. After torchvision's FCOS.postprocess_detections; runs no model.
import { fail } from '../result.ts';
import { bestFirst, emptyCandidates, offer, scoreToBeat } from './candidates.ts';
import type { Candidates } from './candidates.ts';
import { decode } from './coder.ts';
import { levelGrids, locationCount } from './locations.ts';
import type { LevelGrid } from './locations.ts';
import { nmsByClass } from './nms.ts';
import type { Conventions, FcosSpec } from './spec.ts';

/** One picture's share of the model's outputs, levels P3 … P7 one after another. */
export interface RawOutputs {
  /** [L, classes], before the sigmoid. */
  readonly classLogits: Float32Array;
  /** [L, 4] left, top, right, bottom, after the head's activation. */
  readonly regression: Float32Array;
  /** [L], before the sigmoid. */
  readonly centreness: Float32Array;
}

export interface Geometry {
  /** Size of the model's input, padding included. */
  readonly paddedWidth: number;
  readonly paddedHeight: number;
  /** Size of the resized picture inside it; boxes are clipped to this. */
  readonly width: number;
  readonly height: number;
  /** Size of the upright original, in whose pixels the detections are given. */
  readonly imageWidth: number;
  readonly imageHeight: number;
}

export interface DetectOptions {
  readonly scoreThreshold?: number;
  readonly iouThreshold?: number;
  readonly detectionsPerImage?: number;
}

/** Best first. */
export interface Detections {
  /** [n, 4] x1 y1 x2 y2 in pixels of the original picture. */
  readonly boxes: Float32Array;
  /** [n], 0 … 1. */
  readonly scores: Float32Array;
  /** [n], index into the model's classes. */
  readonly labels: Int32Array;
}

/** Outputs of one picture → its detections. Options override `spec.detection`. Throws a Failure on outputs of wrong length. */
export function detect(
  outputs: RawOutputs,
  geometry: Geometry,
  spec: Pick<FcosSpec, 'pyramid' | 'conventions' | 'detection'>,
  options: DetectOptions = {},
): Detections {
  const grids = levelGrids(geometry.paddedWidth, geometry.paddedHeight, spec);
  const classes = checkedClasses(outputs, locationCount(grids));
  const threshold = options.scoreThreshold ?? spec.detection.scoreThreshold;
  const perLevel = grids.map((grid) => {
    const cells = grid.rows * grid.columns * classes;
    const best = emptyCandidates(Math.min(spec.detection.candidatesPerLevel, cells));
    scanLevel(outputs, grid, classes, threshold, spec.conventions, best);
    return best;
  });
  const found = decodeCandidates(outputs, geometry, spec.conventions, grids, perLevel, classes);
  const kept = nmsByClass(
    found.boxes,
    found.scores,
    found.labels,
    options.iouThreshold ?? spec.detection.iouThreshold,
    options.detectionsPerImage ?? spec.detection.detectionsPerImage,
  );
  return inPicture(found, kept, geometry);
}

/** Number of classes. Throws a Failure on outputs of wrong length. */
export function checkedClasses(outputs: RawOutputs, locations: number): number {
  const classes = outputs.classLogits.length / locations;
  if (
    !Number.isInteger(classes) ||
    outputs.regression.length !== locations * 4 ||
    outputs.centreness.length !== locations
  ) {
    fail(
      'invalid',
      `The model's outputs do not fit its input: ${locations} locations were expected, and it gave ` +
        `${outputs.classLogits.length} class scores, ${outputs.regression.length} distances and ${outputs.centreness.length} centre-nesses.`,
    );
  }
  return classes;
}

/** Offers every (location, class) over the threshold. The exact score is computed only where a bound on the logit allows it. */
function scanLevel(
  outputs: RawOutputs,
  grid: LevelGrid,
  classes: number,
  threshold: number,
  conventions: Conventions,
  best: Candidates,
): void {
  const { classLogits, centreness } = outputs;
  const end = grid.first + grid.rows * grid.columns;
  const limit = Math.fround(threshold);
  const classBound = conventions.threshold === 'class' ? logitBound(limit) : -Infinity;
  for (let location = grid.first; location < end; location++) {
    const floor = Math.max(conventions.threshold === 'score' ? limit : -Infinity, scoreToBeat(best));
    const product = floor <= 0 ? -Infinity : conventions.score === 'root' ? floor * floor : floor;
    const centre = Math.fround(sigmoid(centreness[location] as number));
    const bound = Math.max(classBound, logitBound(product / centre));
    if (bound === Infinity) continue;
    const to = (location + 1) * classes;
    let index = location * classes;
    // Nearly every cell is background: four at a time halves what this loop, the longest of all, costs.
    for (; index + 4 <= to; index += 4) {
      if (
        (classLogits[index] as number) > bound ||
        (classLogits[index + 1] as number) > bound ||
        (classLogits[index + 2] as number) > bound ||
        (classLogits[index + 3] as number) > bound
      ) {
        offerCells(classLogits, index, index + 4, bound, centre, limit, conventions, best);
      }
    }
    offerCells(classLogits, index, to, bound, centre, limit, conventions, best);
  }
}

/** Computes the exact score, rounded as the reference rounds it, of the cells that pass the bound. */
function offerCells(
  classLogits: Float32Array,
  from: number,
  to: number,
  bound: number,
  centre: number,
  limit: number,
  conventions: Conventions,
  best: Candidates,
): void {
  for (let index = from; index < to; index++) {
    const logit = classLogits[index] as number;
    if (!(logit > bound)) continue;
    const probability = Math.fround(sigmoid(logit));
    const score = finalScore(probability, centre, conventions.score);
    if ((conventions.threshold === 'score' ? score : probability) > limit) offer(best, score, index);
  }
}

/** Of a class probability and a centre-ness, as the reference rounds it. */
export function finalScore(probability: number, centre: number, way: Conventions['score']): number {
  const joint = Math.fround(probability * centre);
  return way === 'root' ? Math.fround(Math.sqrt(joint)) : joint;
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** A logit at or under which a sigmoid is surely not over `probability`; a little low, so that rounding never decides. */
function logitBound(probability: number): number {
  const p = probability * (1 - 1e-5);
  if (p >= 1) return Infinity;
  return p > 0 ? Math.log(p / (1 - p)) : -Infinity;
}

function decodeCandidates(
  outputs: RawOutputs,
  geometry: Geometry,
  conventions: Conventions,
  grids: readonly LevelGrid[],
  perLevel: readonly Candidates[],
  classes: number,
): Detections {
  const count = perLevel.reduce((sum, best) => sum + best.size, 0);
  const boxes = new Float32Array(count * 4);
  const scores = new Float32Array(count);
  const labels = new Int32Array(count);
  let n = 0;
  grids.forEach((grid, level) => {
    const best = perLevel[level] as Candidates;
    for (const position of bestFirst(best)) {
      const index = best.indices[position] as number;
      const location = Math.floor(index / classes);
      const cell = location - grid.first;
      const x = grid.left + (cell % grid.columns) * grid.stepX;
      const y = grid.top + Math.floor(cell / grid.columns) * grid.stepY;
      decode(outputs.regression, location * 4, x, y, grid.stride, conventions.regression, boxes, n * 4);
      scores[n] = best.scores[position] as number;
      labels[n] = index - location * classes;
      clip(boxes, n * 4, geometry);
      n++;
    }
  });
  return { boxes, scores, labels };
}

/** Into the resized picture, corners in input pixels at boxes[at]. */
export function clip(boxes: Float32Array, at: number, geometry: Geometry): void {
  for (let side = 0; side < 4; side++) {
    const limit = side % 2 === 0 ? geometry.width : geometry.height;
    boxes[at + side] = Math.min(Math.max(boxes[at + side] as number, 0), limit);
  }
}

function inPicture(found: Detections, kept: readonly number[], geometry: Geometry): Detections {
  const sound = kept.filter((index) => found.boxes.subarray(index * 4, index * 4 + 4).every(Number.isFinite));
  const [ratioX, ratioY] = ratios(geometry);
  const boxes = new Float32Array(sound.length * 4);
  sound.forEach((index, n) => {
    for (let side = 0; side < 4; side++) {
      boxes[n * 4 + side] = (found.boxes[index * 4 + side] as number) * (side % 2 === 0 ? ratioX : ratioY);
    }
  });
  return {
    boxes,
    scores: Float32Array.from(sound, (index) => found.scores[index] as number),
    labels: Int32Array.from(sound, (index) => found.labels[index] as number),
  };
}

/** Picture pixels for an input pixel, across and down. */
export function ratios(geometry: Geometry): readonly [number, number] {
  return [Math.fround(geometry.imageWidth / geometry.width), Math.fround(geometry.imageHeight / geometry.height)];
}
