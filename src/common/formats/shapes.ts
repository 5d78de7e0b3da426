// What other shapes than upright boxes come to: the box around them, and an outline where COCO has one.
import { bboxOf } from '../dataset/bbox.ts';
import type { Bbox } from '../dataset/entries.ts';
import type { Point } from './numbers.ts';

/** The box around points; of no size when there is one point, undefined when there is none. */
export function around(points: readonly Point[]): Bbox | undefined {
  if (points.length === 0) return undefined;
  const box = { x1: Infinity, y1: Infinity, x2: -Infinity, y2: -Infinity };
  for (const [x, y] of points) {
    box.x1 = Math.min(box.x1, x);
    box.x2 = Math.max(box.x2, x);
    box.y1 = Math.min(box.y1, y);
    box.y2 = Math.max(box.y2, y);
  }
  return bboxOf(box);
}

/** An outline as COCO writes it: x y x y …; undefined for fewer than three points. */
export function outlineOf(points: readonly Point[]): readonly number[] | undefined {
  return points.length < 3 ? undefined : points.flat();
}

/** The corners of a box, clockwise from the upper left. */
export function cornersOf([x, y, w, h]: Bbox): readonly Point[] {
  return [
    [x, y],
    [x + w, y],
    [x + w, y + h],
    [x, y + h],
  ];
}

/** Points turned clockwise (as y grows downwards) by `degrees` about a centre. */
export function turned(points: readonly Point[], degrees: number, [centreX, centreY]: Point): readonly Point[] {
  const angle = (degrees * Math.PI) / 180;
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  return points.map(([x, y]) => [
    centreX + (x - centreX) * cosine - (y - centreY) * sine,
    centreY + (x - centreX) * sine + (y - centreY) * cosine,
  ]);
}

/** The box around an ellipse, turned clockwise by `degrees`. */
export function aroundEllipse([x, y]: Point, radiusX: number, radiusY: number, degrees = 0): Bbox {
  const angle = (degrees * Math.PI) / 180;
  const halfWidth = Math.hypot(radiusX * Math.cos(angle), radiusY * Math.sin(angle));
  const halfHeight = Math.hypot(radiusX * Math.sin(angle), radiusY * Math.cos(angle));
  return [x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight];
}
