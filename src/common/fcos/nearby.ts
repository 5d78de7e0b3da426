// What the locations around a point say: each of them predicts a box, whether or not it counts as a detection. Reads kept outputs of
// the network; runs no model.
import type { Box } from '../geometry/box.ts';
import { middleOf, weigh } from './answer.ts';
import type { AskedPlace, WeighedAnswer } from './answer.ts';
import { decode } from './coder.ts';
import { checkedClasses, clip, finalScore, ratios, sigmoid } from './detect.ts';
import type { Geometry, RawOutputs } from './detect.ts';
import { levelGrids, locationCount } from './locations.ts';
import type { LevelGrid } from './locations.ts';
import type { FcosSpec } from './spec.ts';

/** What has to be known of a network to read its outputs. */
export type NetworkReading = Pick<FcosSpec, 'pyramid' | 'conventions'>;

/** Locations of a level so many strides from the point are looked at: it answers for boxes of four to eight strides a side. */
const reach = 4;

/** Every box that answers, of all levels. `place` and boxes in the pixels of the picture that the geometry is of. */
export function answersNear(
  outputs: RawOutputs,
  geometry: Geometry,
  network: NetworkReading,
  place: AskedPlace,
): WeighedAnswer[] {
  const grids = levelGrids(geometry.paddedWidth, geometry.paddedHeight, network);
  const classes = checkedClasses(outputs, locationCount(grids));
  const [ratioX, ratioY] = ratios(geometry);
  const middle = middleOf(place);
  const [x, y] = [middle.x / ratioX, middle.y / ratioY];
  const labels = (place.labels ?? Array.from({ length: classes }, (_, label) => label)).filter((one) => one < classes);
  const found: WeighedAnswer[] = [];
  for (const grid of grids) {
    for (const { location, atX, atY } of locationsAround(grid, x, y)) {
      const label = bestLabel(outputs.classLogits, location * classes, labels);
      if (label === undefined) continue;
      const probability = Math.fround(sigmoid(outputs.classLogits[location * classes + label] as number));
      const centreness = Math.fround(sigmoid(outputs.centreness[location] as number));
      const score = finalScore(probability, centreness, network.conventions.score);
      const box = boxOf(outputs.regression, location, { grid, atX, atY }, geometry, network);
      const strides = Math.hypot(atX - x, atY - y) / grid.stride;
      const weight = weigh(place, box, score) / (1 + (strides / reach) ** 2);
      if (weight > 0) found.push({ box, label, score, weight });
    }
  }
  return found;
}

interface Around {
  readonly location: number;
  /** Input pixels. */
  readonly atX: number;
  readonly atY: number;
}

function locationsAround(grid: LevelGrid, x: number, y: number): Around[] {
  const around: Around[] = [];
  const [fromColumn, toColumn] = span(x, grid.left, grid.stepX, grid.columns, grid.stride);
  const [fromRow, toRow] = span(y, grid.top, grid.stepY, grid.rows, grid.stride);
  for (let row = fromRow; row <= toRow; row++) {
    for (let column = fromColumn; column <= toColumn; column++) {
      const location = grid.first + row * grid.columns + column;
      around.push({ location, atX: grid.left + column * grid.stepX, atY: grid.top + row * grid.stepY });
    }
  }
  return around;
}

/** First and last index along one axis. */
function span(at: number, start: number, step: number, count: number, stride: number): [number, number] {
  const from = Math.ceil((at - reach * stride - start) / step);
  const to = Math.floor((at + reach * stride - start) / step);
  return [Math.max(0, from), Math.min(count - 1, to)];
}

function bestLabel(logits: Float32Array, from: number, labels: readonly number[]): number | undefined {
  let best: number | undefined;
  for (const label of labels) {
    if (best === undefined || (logits[from + label] as number) > (logits[from + best] as number)) best = label;
  }
  return best;
}

/** As `detect` gives it, to the bit. */
function boxOf(
  regression: Float32Array,
  location: number,
  { grid, atX, atY }: { readonly grid: LevelGrid; readonly atX: number; readonly atY: number },
  geometry: Geometry,
  { conventions }: NetworkReading,
): Box {
  const corners = new Float32Array(4);
  decode(regression, location * 4, atX, atY, grid.stride, conventions.regression, corners, 0);
  clip(corners, 0, geometry);
  const ratio = ratios(geometry);
  const [x1, y1, x2, y2] = corners.map((value, side) => value * (ratio[side % 2] as number));
  return { x1: x1 as number, y1: y1 as number, x2: x2 as number, y2: y2 as number };
}
