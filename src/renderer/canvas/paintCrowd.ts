// Paints boxes that are too many to be read one by one: a thin line each, a dot for the smallest. No names, halos or marks. A zoom
// goes through ten thousand boxes at each of its frames, so nothing is made for any of them.
import type { BoxTable, Look } from './boxTable.ts';
import type { Scene } from './scene.ts';

/** Below this side on screen (CSS pixels) a box is a speck. */
export const speckBelow = 3;

const order: readonly Look[] = ['rejected', 'human', 'proposed'];

/** What is marked as seen: all of a look and colour in one go, paler where no human stands behind it. `context` is in CSS pixels. */
export function paintCrowd(
  context: CanvasRenderingContext2D,
  table: BoxTable,
  { viewport }: Pick<Scene, 'viewport'>,
  pixelRatio: number,
): void {
  const place = placer(table, viewport, pixelRatio);
  context.setLineDash([]);
  context.lineWidth = 1;
  for (let index = 0; index < table.seen.length; index += 1) {
    if (table.seen[index] === 0) continue;
    place(index);
    if (!isSpeck()) continue;
    context.fillStyle = table.alike[table.kind[index]!]!.colour;
    context.fillRect((on[0]! + on[2]!) / 2 - 1.5, (on[1]! + on[3]!) / 2 - 1.5, 3, 3);
  }
  for (const look of order) {
    context.globalAlpha = look === 'human' ? 1 : 0.6;
    for (const one of table.alike) {
      if (one.look !== look) continue;
      context.strokeStyle = one.colour;
      context.beginPath();
      for (const index of one.places) {
        if (table.seen[index] === 0) continue;
        place(index);
        // A line of one pixel lies on pixels, not between them.
        if (!isSpeck()) context.rect(on[0]! + 0.5, on[1]! + 0.5, on[2]! - on[0]! - 1, on[3]! - on[1]! - 1);
      }
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

/** x1, y1, x2, y2 of the box at hand in CSS pixels, on whole device pixels. */
const on = new Float64Array(4);

const isSpeck = () => on[2]! - on[0]! < speckBelow && on[3]! - on[1]! < speckBelow;

function placer(
  { corners }: BoxTable,
  { scale, offsetX, offsetY }: Scene['viewport'],
  pixelRatio: number,
): (index: number) => void {
  const align = (value: number) => Math.round(value * pixelRatio) / pixelRatio;
  return (index) => {
    const at = index * 4;
    on[0] = align(corners[at]! * scale + offsetX);
    on[1] = align(corners[at + 1]! * scale + offsetY);
    on[2] = align(corners[at + 2]! * scale + offsetX);
    on[3] = align(corners[at + 3]! * scale + offsetY);
  };
}
