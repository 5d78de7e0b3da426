// Paints what the detector was asked and what it answers: the point, the box on offer, the edges that a drawn box took. Its words are
// beside it in the page.
import { boxToScreen, toScreen } from '../../common/geometry/viewport.ts';
import type { ShownAnswer } from './answers.ts';
import { aligned, dash, stroke } from './paintBoxes.ts';
import { chipPlace, chipWidth, paintChip } from './paintChips.ts';
import { paletteOf, unknownColour } from './palette.ts';
import type { Scene } from './scene.ts';

export function paintAnswer(
  context: CanvasRenderingContext2D,
  answer: ShownAnswer,
  scene: Scene,
  pixelRatio: number,
): void {
  const palette = paletteOf(scene.theme);
  if (answer.kind === 'asking' || answer.kind === 'refused') {
    const { x, y } = toScreen(answer.at, scene.viewport);
    context.setLineDash([]);
    for (const [style, line] of [
      [palette.halo, 4],
      [answer.kind === 'asking' ? palette.accent : '#ffffff', 2],
    ] as const) {
      context.strokeStyle = style;
      context.lineWidth = line;
      context.beginPath();
      context.arc(x, y, 6, 0, Math.PI * 2);
      context.stroke();
    }
    return;
  }
  const on = aligned(boxToScreen(answer.box, scene.viewport), pixelRatio);
  context.setLineDash([]);
  if (answer.kind === 'snapped') return stroke(context, on, palette.accent, 2);
  const colour = scene.categories.get(answer.categoryId ?? -1)?.colour ?? unknownColour;
  stroke(context, on, palette.faintHalo, 4);
  context.setLineDash([...dash]);
  stroke(context, on, colour, 2);
  context.setLineDash([]);
  const place = chipPlace(on, chipWidth(context, answer.chip, 'proposed'), scene.view);
  paintChip(context, answer.chip, 'proposed', colour, place, palette);
}

/** Room that the words need at the borders, and how far they keep from what they belong to, CSS pixels. */
const room = { width: 280, height: 34, away: 14 };

/** Below a box that was drawn stands its size. */
const below = { offered: 8, snapped: 30 } as const;

/** Where the words stand: below the box, or above it where there is no room; beside the point. CSS pixels of the canvas. */
export function wordsPlace(answer: ShownAnswer, { viewport, view }: Scene): { readonly x: number; readonly y: number } {
  const held = (x: number, y: number) => ({
    x: Math.max(8, Math.min(x, view.width - room.width)),
    y: Math.max(8, Math.min(y, view.height - room.height)),
  });
  if (answer.kind === 'asking' || answer.kind === 'refused') {
    const { x, y } = toScreen(answer.at, viewport);
    return held(x + room.away, y + room.away);
  }
  const on = boxToScreen(answer.box, viewport);
  const under = on.y2 + below[answer.kind];
  return held(on.x1, under + room.height <= view.height ? under : on.y1 - room.height - below[answer.kind]);
}
