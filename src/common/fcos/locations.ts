// Where the cells of the pyramid's grids lie in the padded input. Reads the location convention; knows no boxes.
import type { FcosSpec } from './spec.ts';

/** One level's grid in input pixels; cell (row i, column j) is centred on (left + j·stepX, top + i·stepY). */
export interface LevelGrid {
  readonly rows: number;
  readonly columns: number;
  /** Nominal stride, the unit of the regression. */
  readonly stride: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly left: number;
  readonly top: number;
  /** Index of the level's first location among all locations. */
  readonly first: number;
}

/** Grids of P3 … P7 for a padded input, in the order in which the model's outputs are concatenated. */
export function levelGrids(
  paddedWidth: number,
  paddedHeight: number,
  spec: Pick<FcosSpec, 'pyramid' | 'conventions'>,
): readonly LevelGrid[] {
  let first = 0;
  return spec.pyramid.strides.map((stride) => {
    // Every stage halves with padding, so a side of n becomes ceil(n / 2).
    const rows = Math.ceil(paddedHeight / stride);
    const columns = Math.ceil(paddedWidth / stride);
    const corner = spec.conventions.location === 'corner';
    const grid: LevelGrid = {
      rows,
      columns,
      stride,
      stepX: corner ? Math.floor(paddedWidth / columns) : stride,
      stepY: corner ? Math.floor(paddedHeight / rows) : stride,
      left: corner ? 0 : Math.floor(stride / 2),
      top: corner ? 0 : Math.floor(stride / 2),
      first,
    };
    first += rows * columns;
    return grid;
  });
}

/** Number of locations over all levels. */
export function locationCount(grids: readonly LevelGrid[]): number {
  const last = grids[grids.length - 1];
  return last === undefined ? 0 : last.first + last.rows * last.columns;
}
