// Which box each location answers for. After torchvision's FCOS.compute_loss; the targets that follow are in targets.ts.
import type { LevelGrid } from './locations.ts';

/** The boxes of one picture in padded input pixels. */
export interface TruthBoxes {
  /** [n, 4] x1 y1 x2 y2 */
  readonly boxes: Float32Array;
  /** [n], index into the classes. */
  readonly labels: Int32Array;
  /** [n], 1 for a region where nothing is known: a crowd, or what was mostly cut away. */
  readonly ignored: Uint8Array;
}

export interface AssignmentRule {
  /** A location is positive within this many strides of the box's centre; Infinity: anywhere inside the box. */
  readonly radius: number;
  /** A level answers for boxes whose farthest side is `lower` to `upper` strides away; the ends of the pyramid are open. */
  readonly lower: number;
  readonly upper: number;
}

/** torchvision's, and the paper's with centre sampling. */
export const centreSampling: AssignmentRule = { radius: 1.5, lower: 4, upper: 8 };

/** In place of a box's index. */
export const background = -1;
export const ignored = -2;

/** Smaller boxes (either side, padded input pixels) are neither object nor background. */
const smallestSide = 1;

/**
 * → [L] index of the box, `background` or `ignored`. Inside several boxes a location takes the one of the smallest area, the earlier
 * of equals. Ignored regions and boxes under a pixel are never background where they lie.
 */
export function assign(truth: TruthBoxes, grids: readonly LevelGrid[], rule: AssignmentRule): Int32Array {
  const last = grids.at(-1);
  const count = last === undefined ? 0 : last.first + last.rows * last.columns;
  const matched = new Int32Array(count).fill(background);
  const area = new Float64Array(count).fill(Infinity);
  for (let index = 0; index < truth.labels.length; index++) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = truth.boxes.subarray(index * 4, index * 4 + 4);
    const box: Corners = { x1, y1, x2, y2 };
    if (truth.ignored[index] === 1 || x2 - x1 < smallestSide || y2 - y1 < smallestSide) {
      for (const grid of grids) ignoreInside(box, grid, matched);
      continue;
    }
    grids.forEach((grid, level) => {
      const lower = level === 0 ? -Infinity : rule.lower * grid.stride;
      const upper = level === grids.length - 1 ? Infinity : rule.upper * grid.stride;
      match(box, index, grid, { radius: rule.radius, lower, upper }, matched, area);
    });
  }
  return matched;
}

interface Corners {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

function match(
  { x1, y1, x2, y2 }: Corners,
  index: number,
  grid: LevelGrid,
  { radius, lower, upper }: AssignmentRule,
  matched: Int32Array,
  area: Float64Array,
): void {
  const own = (x2 - x1) * (y2 - y1);
  const reach = radius * grid.stride;
  const centreX = (x1 + x2) / 2;
  const centreY = (y1 + y2) / 2;
  const columns = cells(
    Math.max(x1, centreX - reach),
    Math.min(x2, centreX + reach),
    grid.left,
    grid.stepX,
    grid.columns,
  );
  const rows = cells(Math.max(y1, centreY - reach), Math.min(y2, centreY + reach), grid.top, grid.stepY, grid.rows);
  for (let row = rows.from; row < rows.to; row++) {
    const y = grid.top + row * grid.stepY;
    for (let column = columns.from; column < columns.to; column++) {
      const x = grid.left + column * grid.stepX;
      const farthest = Math.max(x - x1, y - y1, x2 - x, y2 - y);
      if (!(farthest > lower && farthest < upper)) continue;
      const location = grid.first + row * grid.columns + column;
      if (own >= (area[location] as number)) continue;
      area[location] = own;
      matched[location] = index;
    }
  }
}

/** Cells whose centre lies strictly between two coordinates. */
function cells(low: number, high: number, start: number, step: number, count: number): { from: number; to: number } {
  let from = Math.max(0, Math.floor((low - start) / step));
  while (from < count && start + from * step <= low) from++;
  let to = Math.min(count, Math.ceil((high - start) / step) + 1);
  while (to > from && start + (to - 1) * step >= high) to--;
  return { from, to };
}

function ignoreInside({ x1, y1, x2, y2 }: Corners, grid: LevelGrid, matched: Int32Array): void {
  // A region between two cells still silences the nearest ones.
  const columns = cells(x1 - grid.stepX / 2, x2 + grid.stepX / 2, grid.left, grid.stepX, grid.columns);
  const rows = cells(y1 - grid.stepY / 2, y2 + grid.stepY / 2, grid.top, grid.stepY, grid.rows);
  for (let row = rows.from; row < rows.to; row++) {
    for (let column = columns.from; column < columns.to; column++) {
      const location = grid.first + row * grid.columns + column;
      if (matched[location] === background) matched[location] = ignored;
    }
  }
}
