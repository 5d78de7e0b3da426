// Boxes in fractions of the picture, or as x1 y1 x2 y2, are common mistakes of COCO files: nothing is changed, but it is said.
import type { DatasetAnnotation } from '../dataset/entries.ts';
import { isRow } from '../dataset/rows.ts';
import type { ProblemList } from '../dataset/problems.ts';

export interface UnitHints {
  /** Looks at a row and at what was taken of it. */
  see(row: unknown, taken: DatasetAnnotation | undefined): void;
  /** Says what the whole file looks like. */
  say(found: ProblemList): void;
}

export function unitHints(): UnitHints {
  let boxes = 0;
  let within1 = 0;
  let withArea = 0;
  let corners = 0;
  return {
    see(row, taken) {
      if (taken !== undefined) {
        const { x1, y1, x2, y2 } = taken.box;
        boxes += 1;
        if (x1 <= 1 && y1 <= 1 && x2 <= 1 && y2 <= 1) within1 += 1;
      }
      const areaSays = whatAreaSays(row);
      if (areaSays === undefined) return;
      withArea += 1;
      if (areaSays === 'corners') corners += 1;
    },
    say(found) {
      if (boxes > 0 && within1 === boxes) {
        const message = 'all boxes lie within 0 … 1: they look like fractions of the picture, and were taken as pixels';
        found.add('noted', 'looks-normalized', 'annotations', message);
      }
      if (corners > 0 && corners * 2 >= withArea) {
        const message = `${corners} of ${withArea} boxes have the area of x1 y1 x2 y2, not of x y width height; they were taken as x y width height`;
        found.add('noted', 'looks-like-corners', 'annotations', message);
      }
    },
  };
}

/** Undefined where the row has no area of use. */
function whatAreaSays(row: unknown): 'sides' | 'corners' | undefined {
  if (!isRow(row) || !Array.isArray(row['bbox']) || typeof row['area'] !== 'number' || !(row['area'] > 0))
    return undefined;
  const [x, y, w, h] = row['bbox'] as readonly unknown[];
  if (typeof x !== 'number' || typeof y !== 'number' || typeof w !== 'number' || typeof h !== 'number')
    return undefined;
  const { area } = row as { readonly area: number };
  const near = (product: number): boolean => Math.abs(product - area) <= 0.01 * area;
  return w > x && h > y && near((w - x) * (h - y)) && !near(w * h) ? 'corners' : 'sides';
}
