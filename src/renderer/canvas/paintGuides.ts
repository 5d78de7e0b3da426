// Paints what helps a hand while it draws: the lines that edges were drawn to, and the outermost points set so far.
import type { Guide } from '../../common/geometry/magnet.ts';
import { boxToScreen, toScreen } from '../../common/geometry/viewport.ts';
import { paintDraftBox } from './paintBoxes.ts';
import { paletteOf } from './palette.ts';
import type { Scene } from './scene.ts';
import type { Draft } from './tools/tool.ts';

/** So far a guide stands out beyond what it belongs to, CSS pixels. */
const standsOut = 12;

/** A thin line along the edge of the box beside that the moving edge lies on. */
export function paintGuides(
  context: CanvasRenderingContext2D,
  guides: readonly Guide[],
  scene: Scene,
  pixelRatio: number,
): void {
  if (guides.length === 0) return;
  const align = (value: number) => (Math.floor(value * pixelRatio) + 0.5) / pixelRatio;
  context.setLineDash([]);
  context.lineWidth = 1 / pixelRatio;
  context.strokeStyle = paletteOf(scene.theme).accent;
  context.beginPath();
  for (const { axis, at, low, high } of guides) {
    const line = axis === 'x' ? { x1: at, y1: low, x2: at, y2: high } : { x1: low, y1: at, x2: high, y2: at };
    const on = boxToScreen(line, scene.viewport);
    if (axis === 'x') {
      context.moveTo(align(on.x1), on.y1 - standsOut);
      context.lineTo(align(on.x1), on.y2 + standsOut);
    } else {
      context.moveTo(on.x1 - standsOut, align(on.y1));
      context.lineTo(on.x2 + standsOut, align(on.y1));
    }
  }
  context.stroke();
}

/** The points as small crosses, with what they span so far. */
export function paintPoints(
  context: CanvasRenderingContext2D,
  draft: Draft & { kind: 'points' },
  scene: Scene,
  pixelRatio: number,
): void {
  paintDraftBox(context, draft.box, draft, scene, pixelRatio, 'readout');
  context.setLineDash([]);
  for (const [style, line] of [
    ['rgba(0, 0, 0, 0.75)', 4],
    ['#ffffff', 2],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = line;
    context.beginPath();
    for (const point of draft.points) {
      const { x, y } = toScreen(point, scene.viewport);
      context.moveTo(x - 6, y);
      context.lineTo(x + 6, y);
      context.moveTo(x, y - 6);
      context.lineTo(x, y + 6);
    }
    context.stroke();
  }
}
