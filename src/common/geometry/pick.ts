// What lies under a point or in a brushed area. Reads geometry alone, never anything that painting computed.
import { area, contains, touches, type Box } from './box.ts';
import { handlePoint, handles, type Handle } from './resize.ts';
import { boxToScreen, toScreen, imagePoint, type ScreenPoint, type Viewport } from './viewport.ts';

/** Handles are drawn 8 CSS pixels wide and can be taken from 12. */
export const handleReach = 6;
/** An edge can be taken along its whole length from so far, CSS pixels. */
const edgeReach = 4;
/** So far outside its edges a box still counts as hit, CSS pixels: what is tiny on screen can be taken. */
const slack = 3;

interface HasBox {
  readonly box: Box;
}

/** Everything under `point`, smallest area first; of two equal ones the later (painted above) comes first. */
export function pickAll<Item extends HasBox>(items: readonly Item[], point: ScreenPoint, viewport: Viewport): Item[] {
  const hits: { item: Item; area: number; order: number }[] = [];
  const x = (point.x - viewport.offsetX) / viewport.scale;
  const y = (point.y - viewport.offsetY) / viewport.scale;
  const reach = slack / viewport.scale;
  items.forEach((item, order) => {
    const { x1, y1, x2, y2 } = item.box;
    if (x < x1 - reach || x > x2 + reach || y < y1 - reach || y > y2 + reach) return;
    hits.push({ item, area: area(item.box), order });
  });
  return hits.sort((a, b) => a.area - b.area || b.order - a.order).map((hit) => hit.item);
}

/** The smallest box under `point`: the one that a click means. */
export function pick<Item extends HasBox>(
  items: readonly Item[],
  point: ScreenPoint,
  viewport: Viewport,
): Item | undefined {
  return pickAll(items, point, viewport)[0];
}

/** Everything that `area` (image pixels) touches. */
export function brushed<Item extends HasBox>(items: readonly Item[], brush: Box): Item[] {
  return items.filter((item) => touches(item.box, brush));
}

/**
 * The handle of `box` under `point`: corners first, then a whole edge. The area is the same on screen at every zoom, except that
 * on a box small on screen it reaches less far inwards, so that the middle half can always be taken to move.
 */
export function pickHandle(box: Box, point: ScreenPoint, viewport: Viewport): Handle | undefined {
  const on = boxToScreen(box, viewport);
  const inX = Math.min(handleReach, (on.x2 - on.x1) / 4);
  const inY = Math.min(handleReach, (on.y2 - on.y1) / 4);
  const left = point.x >= on.x1 - handleReach && point.x <= on.x1 + inX;
  const right = point.x <= on.x2 + handleReach && point.x >= on.x2 - inX;
  const top = point.y >= on.y1 - handleReach && point.y <= on.y1 + inY;
  const bottom = point.y <= on.y2 + handleReach && point.y >= on.y2 - inY;
  if (top && left) return 'nw';
  if (top && right) return 'ne';
  if (bottom && left) return 'sw';
  if (bottom && right) return 'se';
  return pickEdge(on, point, inX, inY);
}

function pickEdge(on: Box, point: ScreenPoint, inX: number, inY: number): Handle | undefined {
  if (
    !contains(
      { x1: on.x1 - handleReach, y1: on.y1 - handleReach, x2: on.x2 + handleReach, y2: on.y2 + handleReach },
      point,
    )
  )
    return undefined;
  const middleX = Math.abs(point.x - (on.x1 + on.x2) / 2) <= handleReach;
  const middleY = Math.abs(point.y - (on.y1 + on.y2) / 2) <= handleReach;
  const near = (distance: number, inwards: number, atMiddle: boolean) => {
    const reach = atMiddle ? handleReach : edgeReach;
    return distance >= -reach && distance <= Math.min(reach, inwards);
  };
  if (near(point.y - on.y1, inY, middleX)) return 'n';
  if (near(on.y2 - point.y, inY, middleX)) return 's';
  if (near(point.x - on.x1, inX, middleY)) return 'w';
  if (near(on.x2 - point.x, inX, middleY)) return 'e';
  return undefined;
}

/** Where to draw the handles, CSS pixels: all eight, or the corners alone where a side is too short for its middle one. */
export function shownHandles(
  box: Box,
  viewport: Viewport,
): readonly { readonly handle: Handle; readonly at: ScreenPoint }[] {
  const on = boxToScreen(box, viewport);
  const room = { n: on.x2 - on.x1 >= 32, s: on.x2 - on.x1 >= 32, w: on.y2 - on.y1 >= 32, e: on.y2 - on.y1 >= 32 };
  return handles
    .filter((handle) => handle.length === 2 || room[handle as 'n' | 's' | 'w' | 'e'])
    .map((handle) => {
      const point = handlePoint(box, handle);
      return { handle, at: toScreen(imagePoint(point.x, point.y), viewport) };
    });
}
