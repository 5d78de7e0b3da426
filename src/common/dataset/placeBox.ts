// Where a box of a label file lies in its picture, whatever the format: cut at the edge, or skipped, and said.
import type { Box } from '../geometry/box.ts';
import { bboxOf, boxOf, cut, hasArea, isInside, leastSide } from './bbox.ts';
import type { Bbox } from './entries.ts';
import { shown, type ProblemList } from './problems.ts';

export interface Placed {
  readonly bbox: Bbox;
  readonly box: Box;
  /** The box is not the one the file has: it was cut. */
  readonly changed: boolean;
}

interface PictureSize {
  /** Pixels; 0 where the file does not say. */
  readonly width: number;
  readonly height: number;
}

/** Cuts the box at the picture's edge where the file says how large the picture is; undefined when nothing of it is inside. */
export function placeInImage(
  bbox: Bbox,
  { width, height }: PictureSize,
  at: string,
  found: ProblemList,
): Placed | undefined {
  const box = boxOf(bbox);
  if (!Number.isFinite(box.x2 + box.y2)) {
    found.add('skipped', 'bbox-outside', at, `${listed(bbox)} is further out than any picture; the box was skipped`);
    return undefined;
  }
  if (width === 0) return { bbox, box, changed: false };
  const inside = cut(box, width, height);
  if (isInside(box, width, height)) return { bbox, box: inside, changed: false };
  if (!hasArea(inside, leastSide)) {
    found.add(
      'skipped',
      'bbox-outside',
      at,
      `${listed(bbox)} is outside the picture of ${width} × ${height}; the box was skipped`,
    );
    return undefined;
  }
  const kept = bboxOf(inside);
  found.add(
    'repaired',
    'bbox-clipped',
    at,
    `${listed(bbox)} goes over the edge of the picture (${width} × ${height}); it was cut to ${listed(kept)}`,
  );
  return { bbox: kept, box: inside, changed: true };
}

function listed(bbox: Bbox): string {
  return `[${bbox.map(shown).join(', ')}]`;
}
