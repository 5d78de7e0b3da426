// The rows of a YOLO label file: a class and a box, a score behind it, keypoints behind it, an outline or four corners instead.
import type { Box } from '../../geometry/box.ts';
import { placeFractions, readCoordinate } from '../../dataset/placeBox.ts';
import { shown, type ProblemList } from '../../dataset/problems.ts';
import type { LossTally } from '../../dataset/losses.ts';

export interface YoloRow {
  readonly class: string;
  /** In fractions of the picture. */
  readonly box: Box;
  /** x y x y … in fractions, where the row has an outline. */
  readonly outline?: readonly number[];
}

export interface RowReading {
  readonly keypointColumns: number;
  readonly found: ProblemList;
  readonly lost: LossTally;
}

/** Boxes with a value over this are no fractions; a box that a tool let stand over the edge is below it. */
const mostFraction = 2;
/** The same for outlines, whose corners go a little over the edge where a box was turned. */
const outlineReach = 0.5;

/** One row; undefined where nothing can be taken of it, which is then said. `place` is the file and the line. */
export function readRow(line: string, place: string, reading: RowReading): YoloRow | undefined {
  const { found, lost, keypointColumns } = reading;
  const columns = line.trim().split(/[ \t]+/);
  const skip = (kind: string, message: string): undefined => {
    found.add('skipped', kind, place, `${message}; the row was skipped`);
    return undefined;
  };
  if (columns.length === 1 && line.includes(','))
    return skip('commas', 'has commas between its columns; YOLO has spaces');
  const [name = '', ...written] = columns;
  const values = written.map(readCoordinate);
  const wrong = values.indexOf(undefined);
  const kind = kindOf(columns.length, keypointColumns);
  if (kind === undefined) return skip('columns', wrongColumns(columns.length));
  if (wrong >= 0) {
    const hint = /^-?\d+,\d+$/.test(written[wrong]!) ? ' (a decimal comma?)' : '';
    return skip('not-a-number', `${shown(written[wrong])} in column ${wrong + 2} is not a number${hint}`);
  }
  const numbers = values as readonly number[];
  if (kind === 'outline' || kind === 'corners') return outlineRow(name, numbers, place, reading, kind);
  const box = readBox(numbers, place, found);
  if (box === undefined) return undefined;
  if (kind === 'keypoints') lost.lose('keypoints were left out');
  if (columns.length === 6 + (kind === 'keypoints' ? keypointColumns : 0)) lost.lose('scores were left out');
  return { class: name, box };
}

function kindOf(columns: number, keypointColumns: number): 'box' | 'keypoints' | 'outline' | 'corners' | undefined {
  if (columns === 5 || columns === 6) return 'box';
  if (keypointColumns > 0 && (columns === 5 + keypointColumns || columns === 6 + keypointColumns)) return 'keypoints';
  if (columns === 9) return 'corners';
  return columns >= 7 && columns % 2 === 1 ? 'outline' : undefined;
}

function wrongColumns(columns: number): string {
  const has = `has ${columns} ${columns === 1 ? 'column' : 'columns'}`;
  if (columns < 5) return `${has}; a box has 5 (class, centre x, centre y, width, height)`;
  return `${has}, which is neither a box (5), a box with a score (6) nor an outline (odd); keypoints need "kpt_shape" in data.yaml`;
}

function readBox(numbers: readonly number[], place: string, found: ProblemList): Box | undefined {
  const [cx, cy, width, height] = numbers as readonly [number, number, number, number];
  const skip = (kind: string, message: string): undefined => {
    found.add('skipped', kind, place, `${message}; the box was skipped`);
    return undefined;
  };
  if (width <= 0 || height <= 0)
    return skip('bbox', `${width <= 0 ? 'width' : 'height'} is ${shown(Math.min(width, height))}`);
  const most = Math.max(Math.abs(cx), Math.abs(cy), width, height);
  if (most > mostFraction)
    return skip(
      'pixels',
      `${shown(most)} is no fraction of the picture (0 … 1). If these are pixels, divide them by the picture’s size first`,
    );
  return placeFractions(
    { x1: cx - width / 2, y1: cy - height / 2, x2: cx + width / 2, y2: cy + height / 2 },
    place,
    found,
  );
}

/** The upright box around an outline, or around the four corners of a turned box. */
function outlineRow(
  name: string,
  points: readonly number[],
  place: string,
  { found, lost }: RowReading,
  kind: 'outline' | 'corners',
): YoloRow | undefined {
  const out = points.find((value) => value < -outlineReach || value > 1 + outlineReach);
  if (out !== undefined) {
    found.add(
      'skipped',
      'outline',
      place,
      `${shown(out)} in an outline is no fraction of the picture (0 … 1); the row was skipped`,
    );
    return undefined;
  }
  const around = { x1: Infinity, y1: Infinity, x2: -Infinity, y2: -Infinity };
  points.forEach((value, index) => {
    const [low, high] = index % 2 === 0 ? (['x1', 'x2'] as const) : (['y1', 'y2'] as const);
    around[low] = Math.min(around[low], value);
    around[high] = Math.max(around[high], value);
  });
  const box = placeFractions(around, place, found);
  if (box === undefined) return undefined;
  if (kind === 'corners') {
    lost.lose('rotated boxes became upright boxes');
    found.add(
      'noted',
      'four-corners',
      place,
      'has four corners, as a turned box or an outline of four points has; it was taken as a turned box',
    );
  } else lost.lose('polygons became boxes; the outlines are kept for COCO');
  return { class: name, box, outline: points };
}
