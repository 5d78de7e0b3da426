// A box in picture pixels and what can be asked of it. No annotation, no screen: those live in annotation/ and viewport.

/**
 * Axis-aligned box in image pixels of the picture as displayed (after EXIF), float, x1 ≤ x2 and y1 ≤ y2.
 * x y w h exists only in coco/.
 */
export interface Box {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export function width(box: Box): number {
  return box.x2 - box.x1;
}

export function height(box: Box): number {
  return box.y2 - box.y1;
}

/** Area in square pixels; 0 for a degenerate box. */
export function area(box: Box): number {
  return Math.max(0, width(box)) * Math.max(0, height(box));
}

/** Intersection over union, 0 … 1; 0 when both are empty. */
export function iou(a: Box, b: Box): number {
  const w = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const h = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  if (w <= 0 || h <= 0) return 0;
  const intersection = w * h;
  return intersection / (area(a) + area(b) - intersection);
}
