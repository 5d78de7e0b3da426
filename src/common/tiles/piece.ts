// What a tile shows of the picture: a detection moved into the picture, and the sides on which the tile's edge cuts it. Decides nothing.
import type { Detections } from '../fcos/detect.ts';
import { translate } from '../geometry/box.ts';
import type { Box, Size } from '../geometry/box.ts';
import type { Side } from '../geometry/resize.ts';
import type { Region } from './plan.ts';

/** A detection in picture pixels. */
export interface Piece {
  readonly box: Box;
  readonly label: number;
  readonly score: number;
  /** Where the object may go on beyond what was seen of it; none: it is seen to its ends. */
  readonly cut: readonly Side[];
}

const uncut: readonly Side[] = [];

/** Detections in pixels of the region → pieces. `edge`: a box that ends so close to an inner edge counts as cut there. */
export function piecesOf(found: Detections, region: Region, picture: Size, edge: number): Piece[] {
  return Array.from(found.scores, (score, index) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = found.boxes.subarray(index * 4, index * 4 + 4);
    const box = translate({ x1, y1, x2, y2 }, region.left, region.top);
    return { box, label: found.labels[index] ?? 0, score, cut: cutSides(box, region, picture, edge) };
  });
}

/** The sides on which the region's edge, where it is not the picture's, cuts a box that lies in it. */
export function cutSides(box: Box, region: Region, picture: Size, edge: number): readonly Side[] {
  const { left, top, width, height } = region;
  const [right, bottom] = [left + width, top + height];
  const sides: Side[] = [];
  if (left > 0 && box.x1 <= left + edge) sides.push('left');
  if (top > 0 && box.y1 <= top + edge) sides.push('up');
  if (right < picture.width && box.x2 >= right - edge) sides.push('right');
  if (bottom < picture.height && box.y2 >= bottom - edge) sides.push('down');
  return sides.length === 0 ? uncut : sides;
}
