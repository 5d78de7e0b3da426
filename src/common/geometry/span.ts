// What a drag between two points spans: free or square, from a corner or out from the middle, always inside the picture.
import { normalise, snap, type Box, type Size } from './box.ts';

/** How the second point counts: Shift makes a square, Alt takes the first point as the middle. */
export interface SpanWay {
  readonly shape: 'free' | 'square';
  readonly from: 'corner' | 'centre';
}

export const plainWay: SpanWay = { shape: 'free', from: 'corner' };

type Point = { readonly x: number; readonly y: number };

/**
 * The box from `anchor` to `at`, image pixels, on eighths of a pixel. At the picture's border it stops as a whole: a square stays
 * square and the middle stays the middle. It may be empty.
 */
export function span(anchor: Point, at: Point, way: SpanWay, size: Size): Box {
  const from = { x: within(snap(anchor.x), size.width), y: within(snap(anchor.y), size.height) };
  const x = { delta: snap(at.x) - from.x, room: room(from.x, at.x, size.width, way) };
  const y = { delta: snap(at.y) - from.y, room: room(from.y, at.y, size.height, way) };
  let across = Math.min(Math.abs(x.delta), x.room);
  let down = Math.min(Math.abs(y.delta), y.room);
  if (way.shape === 'square') across = down = Math.min(Math.max(Math.abs(x.delta), Math.abs(y.delta)), x.room, y.room);
  const to = { x: from.x + (x.delta < 0 ? -across : across), y: from.y + (y.delta < 0 ? -down : down) };
  const start = way.from === 'centre' ? { x: 2 * from.x - to.x, y: 2 * from.y - to.y } : from;
  return normalise({ x1: start.x, y1: start.y, x2: to.x, y2: to.y });
}

/** How far the second point may go from `anchor` towards `at` on one axis. */
function room(anchor: number, at: number, limit: number, way: SpanWay): number {
  if (way.from === 'centre') return Math.min(anchor, limit - anchor);
  return at < anchor ? anchor : limit - anchor;
}

function within(value: number, limit: number): number {
  return Math.min(limit, Math.max(0, value));
}
