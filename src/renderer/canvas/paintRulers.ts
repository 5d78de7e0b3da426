// Paints the rulers at the top and at the left, in pixels of the picture, and the pointer's place on them.
import { shownPart, type ScreenPoint } from '../../common/geometry/viewport.ts';
import { paletteOf } from './palette.ts';
import type { Scene } from './scene.ts';

/** CSS pixels. */
export const rulerWidth = 18;
/** Between two numbers, and between two ticks. */
const numbersApart = 60;
const ticksApart = 5;

export interface Tick {
  /** Picture pixels: the left (upper) edge of the pixel with this number. */
  readonly at: number;
  readonly kind: 'number' | 'tick';
}

/** The ticks from `first` to `last`, picture pixels, at `scale` CSS pixels for each. Numbers are 1, 2 or 5 with zeros apart. */
export function ticks(first: number, last: number, scale: number): readonly Tick[] {
  const { step, parts } = stepAt(scale);
  const fine = step / parts;
  const found: Tick[] = [];
  for (let count = Math.ceil(first / fine); count * fine <= last; count++)
    found.push({ at: count * fine, kind: count % parts === 0 ? 'number' : 'tick' });
  return found;
}

function stepAt(scale: number): { readonly step: number; readonly parts: number } {
  const least = Math.max(1, numbersApart / scale);
  const decade = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((one) => one * decade).find((one) => one >= least) ?? least;
  // Between two pixels there is nothing to mark.
  const parts = [10, 5, 2].find((one) => Number.isInteger(step / one) && (step / one) * scale >= ticksApart) ?? 1;
  return { step, parts };
}

/** Over everything else of the base; `context` is in CSS pixels of the canvas. */
export function paintRulers(context: CanvasRenderingContext2D, scene: Scene, pixelRatio: number): void {
  const { view, viewport, image, theme } = scene;
  const palette = paletteOf(theme);
  const part = shownPart(viewport, view);
  context.setLineDash([]);
  context.fillStyle = palette.ruler;
  context.fillRect(0, 0, view.width, rulerWidth);
  context.fillRect(0, rulerWidth, rulerWidth, view.height - rulerWidth);
  context.strokeStyle = palette.muted;
  context.fillStyle = palette.muted;
  context.lineWidth = 1 / pixelRatio;
  context.font = '10px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const along = (extent: number, first: number, last: number) =>
    ticks(Math.max(0, first), Math.min(extent, last), viewport.scale);
  context.beginPath();
  for (const tick of along(image.width, part.x1, part.x2))
    paintTick(context, tick, tick.at * viewport.scale + viewport.offsetX, 'across', pixelRatio);
  for (const tick of along(image.height, part.y1, part.y2))
    paintTick(context, tick, tick.at * viewport.scale + viewport.offsetY, 'down', pixelRatio);
  const edge = (Math.round(rulerWidth * pixelRatio) - 0.5) / pixelRatio;
  context.moveTo(0, edge);
  context.lineTo(view.width, edge);
  context.moveTo(edge, 0);
  context.lineTo(edge, view.height);
  context.stroke();
  // Where the two meet nothing is measured.
  context.fillStyle = palette.ruler;
  context.fillRect(0, 0, rulerWidth - 1 / pixelRatio, rulerWidth - 1 / pixelRatio);
}

function paintTick(
  context: CanvasRenderingContext2D,
  tick: Tick,
  place: number,
  way: 'across' | 'down',
  pixelRatio: number,
): void {
  const at = (Math.floor(place * pixelRatio) + 0.5) / pixelRatio;
  const from = tick.kind === 'number' ? 0 : rulerWidth - 5;
  if (way === 'across') {
    context.moveTo(at, from);
    context.lineTo(at, rulerWidth);
  } else {
    context.moveTo(from, at);
    context.lineTo(rulerWidth, at);
  }
  if (tick.kind === 'tick') return;
  const text = String(tick.at);
  if (way === 'across') return context.fillText(text, at + 3, 7);
  context.save();
  context.translate(7, at - 3);
  context.rotate(-Math.PI / 2);
  context.fillText(text, 0, 0);
  context.restore();
}

/** On the overlay: a line on each ruler where the pointer is. */
export function paintRulerMarks(
  context: CanvasRenderingContext2D,
  scene: Scene,
  pointer: ScreenPoint | undefined,
  pixelRatio: number,
): void {
  if (!pointer) return;
  const align = (value: number) => (Math.floor(value * pixelRatio) + 0.5) / pixelRatio;
  context.setLineDash([]);
  context.strokeStyle = paletteOf(scene.theme).accent;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(align(pointer.x), 0);
  context.lineTo(align(pointer.x), rulerWidth);
  context.moveTo(0, align(pointer.y));
  context.lineTo(rulerWidth, align(pointer.y));
  context.stroke();
}
