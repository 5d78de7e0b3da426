// Edges under the hand that go to lines near by: the picture's border, the edges of the boxes beside. Pure; the reach is the caller's.
import type { Box, Size } from './box.ts';

/** A line that draws edges to it: at `at` on its axis, standing from `low` to `high` on the other one. Image pixels. */
export interface Guide {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

/** Places of moving edges on each axis. */
export interface Edges {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** What has to be added to the move so that the nearest edge lies on its line, and the lines that are touched then. */
export interface Attraction {
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
}

export const noAttraction: Attraction = { dx: 0, dy: 0, guides: [] };

export function borderGuides(size: Size): Guide[] {
  return guidesOf({ x1: 0, y1: 0, x2: size.width, y2: size.height });
}

/** The edges of those boxes that lie beside `near`, at most `reach` away on the other axis. */
export function neighbourGuides(boxes: Iterable<Box>, near: Box, reach: number): Guide[] {
  const guides: Guide[] = [];
  for (const box of boxes) {
    const acrossMeets = box.x1 <= near.x2 + reach && near.x1 - reach <= box.x2;
    const downMeets = box.y1 <= near.y2 + reach && near.y1 - reach <= box.y2;
    for (const guide of guidesOf(box)) if (guide.axis === 'x' ? downMeets : acrossMeets) guides.push(guide);
  }
  return guides;
}

/** The smallest correction on each axis, none beyond `reach`. */
export function attract(edges: Edges, guides: readonly Guide[], reach: number): Attraction {
  const dx = nearest(edges.x, 'x', guides, reach);
  const dy = nearest(edges.y, 'y', guides, reach);
  const touched = guides.filter(({ axis, at }) => {
    const [places, delta] = axis === 'x' ? [edges.x, dx] : [edges.y, dy];
    return delta !== undefined && places.some((place) => Math.abs(place + delta - at) < 1e-6);
  });
  return { dx: dx ?? 0, dy: dy ?? 0, guides: touched };
}

function nearest(
  places: readonly number[],
  axis: 'x' | 'y',
  guides: readonly Guide[],
  reach: number,
): number | undefined {
  let best: number | undefined;
  for (const guide of guides) {
    if (guide.axis !== axis) continue;
    for (const place of places) {
      const delta = guide.at - place;
      if (Math.abs(delta) <= reach && Math.abs(delta) < Math.abs(best ?? Infinity)) best = delta;
    }
  }
  return best;
}

function guidesOf({ x1, y1, x2, y2 }: Box): Guide[] {
  return [
    { axis: 'x', at: x1, low: y1, high: y2 },
    { axis: 'x', at: x2, low: y1, high: y2 },
    { axis: 'y', at: y1, low: x1, high: x2 },
    { axis: 'y', at: y2, low: x1, high: x2 },
  ];
}
