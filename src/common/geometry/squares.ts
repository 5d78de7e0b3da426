// Boxes of one picture by place: each is noted in the squares of a grid that it lies in, so that those near another are found without
// looking at all of them.
import { height, union, width, type Box } from './box.ts';

export interface Squares<Item> {
  add(box: Box, item: Item): void;
  /** True when it holds for an item whose box lies in a square that this box lies in too. One may be asked about more than once. */
  some(box: Box, holds: (item: Item) => boolean): boolean;
  /** All such items, each once. */
  near(box: Box): ReadonlySet<Item>;
}

/** More than any picture has squares along a side. */
const stride = 2 ** 20;

/** `side` of a square in picture pixels; a box far larger than that is in many of them. */
export function squares<Item>(side: number): Squares<Item> {
  const bySquare = new Map<number, Item[]>();
  const some: Squares<Item>['some'] = (box, holds) =>
    squaresOf(box, side).some((at) => bySquare.get(at)?.some(holds) === true);
  return {
    some,
    add(box, item) {
      for (const at of squaresOf(box, side)) {
        const there = bySquare.get(at);
        if (there === undefined) bySquare.set(at, [item]);
        else there.push(item);
      }
    },
    near(box) {
      const found = new Set<Item>();
      some(box, (item) => {
        found.add(item);
        return false;
      });
      return found;
    },
  };
}

function squaresOf({ x1, y1, x2, y2 }: Box, side: number): number[] {
  const found: number[] = [];
  for (let row = Math.floor(y1 / side); row <= Math.floor(y2 / side); row++) {
    for (let column = Math.floor(x1 / side); column <= Math.floor(x2 / side); column++)
      found.push(row * stride + column);
  }
  return found;
}

/** As large as most of these boxes, so that each lies in a few squares; and never so small that one is in more than some thousand. */
export function usualSide(boxes: readonly Box[]): number {
  const whole = union(boxes);
  if (whole === undefined) return 1;
  const sides = boxes.map((box) => Math.max(width(box), height(box))).sort((a, b) => a - b);
  return Math.max(1, sides[Math.floor(sides.length / 2)]!, width(whole) / 64, height(whole) / 64);
}
