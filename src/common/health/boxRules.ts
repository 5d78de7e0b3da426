// What is looked for in the boxes of one picture that a human stands behind.
import { area, height, iou, width, type Box, type Size } from '../geometry/box.ts';
import type { Findings } from './findings.ts';

export interface CheckedBox {
  readonly id: number;
  readonly category: number;
  readonly box: Box;
  /** It stands for a group, which may overlap what is in it. */
  readonly crowd: boolean;
}

/** Pixels that a box may stick out: files with rounded numbers do by less. */
const slack = 0.5;
/** The shorter side of a tiny box is under this, pixels. */
export const tinyUnder = 4;
/** A huge box covers this share of its picture or more. */
export const hugeFrom = 0.9;
/** Boxes of one class with such an IoU are the same object twice; from the second on they may be. */
export const duplicateFrom = 0.95;
export const overlapFrom = 0.7;

/** `size` in upright pixels; 0 while it is not known: then nothing is said that needs it. */
export function checkBoxes(image: number, size: Size, boxes: readonly CheckedBox[], findings: Findings): void {
  for (const { id, box } of boxes) checkBox(image, size, id, box, findings);
  checkPairs(image, boxes, findings);
}

function checkBox(image: number, size: Size, id: number, box: Box, findings: Findings): void {
  const shorter = Math.min(width(box), height(box));
  if (shorter <= 0) findings.add('flat', image, id);
  else if (shorter < tinyUnder) findings.add('tiny', image, id);
  if (shorter <= 1) findings.add('pixel-boxes', image, id);
  if (size.width <= 0 || size.height <= 0) return;
  const { x1, y1, x2, y2 } = box;
  if (x1 < -slack || y1 < -slack || x2 > size.width + slack || y2 > size.height + slack)
    findings.add('outside', image, id);
  if (area(box) >= hugeFrom * size.width * size.height) findings.add('huge', image, id);
}

/** From left to right: only boxes that begin before another one's right edge are held against it. */
function checkPairs(image: number, boxes: readonly CheckedBox[], findings: Findings): void {
  if (boxes.length < 2) return;
  const sorted = boxes.filter(({ crowd }) => !crowd).sort((a, b) => a.box.x1 - b.box.x1 || a.id - b.id);
  for (const [place, one] of sorted.entries()) {
    // With this IoU the other one cannot begin further right than that.
    const reach = one.box.x1 + width(one.box) * (1 - overlapFrom);
    for (let next = place + 1; next < sorted.length; next += 1) {
      const other = sorted[next];
      if (other === undefined || other.box.x1 > reach) break;
      if (other.category !== one.category) continue;
      const overlap = iou(one.box, other.box);
      if (overlap < overlapFrom) continue;
      const name = overlap >= duplicateFrom ? 'duplicates' : 'overlaps';
      findings.add(name, image, Math.min(one.id, other.id), Math.max(one.id, other.id));
    }
  }
}
