// Paints boxes that are too many to be read one by one: a thin line each, a dot for the smallest. No names, halos or marks. At every
// frame of a zoom it goes through ten thousand boxes, so nothing is made for each of them.
import type { Annotation } from '../../common/annotation/types.ts';
import { colourOf } from './boxColours.ts';
import type { Scene } from './scene.ts';

/** Below this side on screen (CSS pixels) a box is a speck. */
export const speckBelow = 3;

type Look = 'rejected' | 'human' | 'proposed';

export function lookOf({ origin: { kind } }: Annotation): Look {
  return kind === 'proposed' || kind === 'rejected' ? kind : 'human';
}

/** All of a look and colour in one go; paler where no human stands behind it. `context` is in CSS pixels. */
export function paintCrowd(
  context: CanvasRenderingContext2D,
  boxes: readonly Annotation[],
  scene: Scene,
  pixelRatio: number,
): void {
  const lines: Readonly<Record<Look, Map<string, number[]>>> = {
    rejected: new Map(),
    human: new Map(),
    proposed: new Map(),
  };
  const { scale, offsetX, offsetY } = scene.viewport;
  const align = (value: number) => Math.round(value * pixelRatio) / pixelRatio;
  for (const annotation of boxes) {
    const { x1, y1, x2, y2 } = annotation.box;
    const left = align(x1 * scale + offsetX);
    const top = align(y1 * scale + offsetY);
    const across = align(x2 * scale + offsetX) - left;
    const down = align(y2 * scale + offsetY) - top;
    const colour = colourOf(annotation, scene);
    if (across < speckBelow && down < speckBelow) {
      context.fillStyle = colour;
      context.fillRect(left + across / 2 - 1.5, top + down / 2 - 1.5, 3, 3);
      continue;
    }
    const ofLook = lines[lookOf(annotation)];
    let ofColour = ofLook.get(colour);
    if (ofColour === undefined) ofLook.set(colour, (ofColour = []));
    ofColour.push(left, top, across, down);
  }
  context.setLineDash([]);
  context.lineWidth = 1;
  for (const look of ['rejected', 'human', 'proposed'] as const) {
    context.globalAlpha = look === 'human' ? 1 : 0.6;
    for (const [colour, places] of lines[look]) strokeAll(context, colour, places);
  }
  context.globalAlpha = 1;
}

/** `places` are left, top, width and height of one box after the other. */
function strokeAll(context: CanvasRenderingContext2D, colour: string, places: readonly number[]): void {
  context.strokeStyle = colour;
  context.beginPath();
  for (let at = 0; at < places.length; at += 4)
    // A line of one pixel lies on pixels, not between them.
    context.rect(places[at]! + 0.5, places[at + 1]! + 0.5, places[at + 2]! - 1, places[at + 3]! - 1);
  context.stroke();
}
