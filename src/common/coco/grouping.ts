// Orders boxes by category, then picture, keeping the file's order inside: what the evaluation walks through.
import type { BoxColumns } from './evaluation.ts';

export interface Grouped {
  /** Indices of boxes, by category, then picture, then file order. */
  readonly order: Int32Array;
  /** [categories + 1] where each category starts in `order`. */
  readonly start: Int32Array;
}

/** One stable pass of a counting sort of `order` by `keys`, 0 … size − 1. */
function sortedBy(keys: Int32Array, size: number, order: Int32Array): Grouped {
  const start = new Int32Array(size + 1);
  for (const index of order) start[(keys[index] ?? 0) + 1]! += 1;
  for (let key = 0; key < size; key += 1) start[key + 1]! += start[key]!;
  const next = start.slice();
  const sorted = new Int32Array(order.length);
  for (const index of order) {
    const key = keys[index] ?? 0;
    sorted[next[key]!] = index;
    next[key]! += 1;
  }
  return { order: sorted, start };
}

/** Groups boxes in time linear in their number. */
export function groupBoxes(boxes: BoxColumns, images: number, categories: number): Grouped {
  const fileOrder = new Int32Array(boxes.count);
  for (let index = 0; index < boxes.count; index += 1) fileOrder[index] = index;
  const byImage = sortedBy(boxes.image, images, fileOrder).order;
  return sortedBy(boxes.category, categories, byImage);
}

/** The end of the run of boxes of one picture that starts at `from`. */
export function endOfPicture(image: Int32Array, order: Int32Array, from: number, end: number): number {
  const first = image[order[from]!];
  let to = from + 1;
  while (to < end && image[order[to]!] === first) to += 1;
  return to;
}
