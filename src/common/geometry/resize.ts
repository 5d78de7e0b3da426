// Pulling a box by one of its eight handles, or moving one side of it. Pure; no pointer, no screen.
import { bounds, centre, clip, height, minSide, settle, snap, width, type Box, type Size } from './box.ts';
import { plainWay, span, type SpanWay } from './span.ts';

export type Side = 'left' | 'right' | 'up' | 'down';
export type Handle = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w';

export const handles: readonly Handle[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];

/** Where a handle sits on the box, image pixels. */
export function handlePoint(box: Box, handle: Handle): { readonly x: number; readonly y: number } {
  const x = handle.includes('w') ? box.x1 : handle.includes('e') ? box.x2 : (box.x1 + box.x2) / 2;
  const y = handle.includes('n') ? box.y1 : handle.includes('s') ? box.y2 : (box.y1 + box.y2) / 2;
  return { x, y };
}

/** The handle on the other side of the box, horizontally, vertically or both. */
function flip(handle: Handle, axis: 'x' | 'y'): Handle {
  const swap: Record<string, string> = axis === 'x' ? { w: 'e', e: 'w' } : { n: 's', s: 'n' };
  return [...handle].map((letter) => swap[letter] ?? letter).join('') as Handle;
}

/**
 * The box after its handle was pulled by dx, dy (image pixels) from where it was when the drag began. Pulled over the
 * opposite side it flips, and `handle` in the reply is the one now under the pointer. Pulled edges land on eighths of a
 * pixel inside the picture; no side gets smaller than `minSide`. `way`: a corner may keep a square, and any handle may
 * pull the other side along, so that the middle stays.
 */
export function resize(
  box: Box,
  handle: Handle,
  dx: number,
  dy: number,
  size: Size,
  way: SpanWay = plainWay,
): { readonly box: Box; readonly handle: Handle } {
  const isCorner = handle.length === 2;
  if (way.from === 'centre' || (isCorner && way.shape === 'square'))
    return stretch(box, handle, dx, dy, size, isCorner ? way : { ...way, shape: 'free' });
  let { x1, y1, x2, y2 } = box;
  let now = handle;
  if (handle.includes('w') || handle.includes('e')) {
    const west = handle.includes('w');
    const pulled = pull(west ? x2 : x1, (west ? x1 : x2) + dx, west ? -1 : 1, size.width);
    [x1, x2] = [pulled.low, pulled.high];
    if (pulled.flipped) now = flip(now, 'x');
  }
  if (handle.includes('n') || handle.includes('s')) {
    const north = handle.includes('n');
    const pulled = pull(north ? y2 : y1, (north ? y1 : y2) + dy, north ? -1 : 1, size.height);
    [y1, y2] = [pulled.low, pulled.high];
    if (pulled.flipped) now = flip(now, 'y');
  }
  return { box: { x1, y1, x2, y2 }, handle: now };
}

/** The box spanned anew between what stays (the middle, or the opposite corner) and the pulled handle. */
function stretch(
  box: Box,
  handle: Handle,
  dx: number,
  dy: number,
  size: Size,
  way: SpanWay,
): ReturnType<typeof resize> {
  const pulled = handlePoint(box, handle);
  const anchor = way.from === 'centre' ? centre(box) : handlePoint(box, flip(flip(handle, 'x'), 'y'));
  const at = { x: pulled.x + dx, y: pulled.y + dy };
  const spanned = span(anchor, at, way, size);
  const across = /[we]/.test(handle);
  const down = /[ns]/.test(handle);
  // A handle in the middle of a side moves on its own axis alone.
  const next = {
    x1: across ? spanned.x1 : box.x1,
    y1: down ? spanned.y1 : box.y1,
    x2: across ? spanned.x2 : box.x2,
    y2: down ? spanned.y2 : box.y2,
  };
  const now = `${down ? (at.y < anchor.y ? 'n' : 's') : ''}${across ? (at.x < anchor.x ? 'w' : 'e') : ''}` as Handle;
  return { box: settle(next, size), handle: now };
}

/** One side moved outwards by `step` pixels (inwards when negative), never out of the picture nor over the other side. */
export function moveSide(box: Box, side: Side, step: number, size: Size): Box {
  const inwards = (extent: number) => Math.max(step, Math.min(0, minSide - extent));
  const moved = {
    left: () => ({ ...box, x1: box.x1 - inwards(width(box)) }),
    right: () => ({ ...box, x2: box.x2 + inwards(width(box)) }),
    up: () => ({ ...box, y1: box.y1 - inwards(height(box)) }),
    down: () => ({ ...box, y2: box.y2 + inwards(height(box)) }),
  }[side]();
  return clip(moved, bounds(size));
}

/** One axis: `anchor` stays, `wanted` follows the pointer, `outward` is the side it started on. */
function pull(
  anchor: number,
  wanted: number,
  outward: 1 | -1,
  limit: number,
): { low: number; high: number; flipped: boolean } {
  const edge = Math.min(limit, Math.max(0, snap(wanted)));
  const gap = edge - anchor;
  let direction = gap === 0 ? outward : Math.sign(gap);
  let extent = Math.max(Math.abs(gap), Math.min(minSide, limit));
  // Too close to the border for the smallest side on this side of the anchor: take the other.
  if (anchor + direction * extent > limit || anchor + direction * extent < 0) {
    direction = -direction;
    extent = Math.min(minSide, limit);
  }
  const other = anchor + direction * extent;
  return { low: Math.min(anchor, other), high: Math.max(anchor, other), flipped: direction !== outward };
}
