// Paints the small labels: class names on boxes, class dots, size readouts. Says where a chip goes; reads no annotation store.
import type { Annotation } from '../../common/annotation/types.ts';
import type { Box, Size } from '../../common/geometry/box.ts';
import { textOn, type Palette } from './palette.ts';

export const chipHeight = 17;
const padding = 5;
const font = '500 11.5px system-ui, -apple-system, "Segoe UI", sans-serif';
const measured = new Map<string, number>();

/** Names from this width of the box on screen, a class dot from the second, nothing below (CSS pixels). */
export const nameFrom = 48;
export const dotFrom = 16;

export type ChipKind = 'human' | 'proposed' | 'rejected' | 'readout';

export function chipKind(annotation: Annotation): ChipKind {
  const { kind } = annotation.origin;
  return kind === 'proposed' || kind === 'rejected' ? kind : 'human';
}

/** CSS pixels; measured once for each text. */
export function chipWidth(context: CanvasRenderingContext2D, text: string, kind: ChipKind): number {
  let width = measured.get(text);
  if (width === undefined) {
    context.font = font;
    width = Math.ceil(context.measureText(text).width);
    if (measured.size > 5000) measured.clear();
    measured.set(text, width);
  }
  return width + 2 * padding + (kind === 'proposed' || kind === 'rejected' ? 11 : 0);
}

/**
 * The top left corner of a chip for a box on screen: above it, or inside at its top where there is no room above. A box that
 * reaches out of the view keeps its chip at the view's border.
 */
export function chipPlace(on: Box, width: number, view: Size): { readonly x: number; readonly y: number; readonly side: 'outside' | 'inside' } {
  const x = Math.max(0, Math.min(on.x1 - 2, view.width - width));
  const above = on.y1 - chipHeight - 3;
  if (above >= 0) return { x, y: above, side: 'outside' };
  return { x: Math.max(x, Math.min(on.x1 + 3, view.width - width)), y: Math.max(2, on.y1 + 3), side: 'inside' };
}

/** A chip with its top left corner at x, y. A human's is filled with the class colour; a proposal's is dark with a class ring. */
export function paintChip(
  context: CanvasRenderingContext2D,
  text: string,
  kind: ChipKind,
  colour: string,
  at: { readonly x: number; readonly y: number },
  palette: Palette,
): void {
  const width = chipWidth(context, text, kind);
  const x = Math.round(at.x);
  const y = Math.round(at.y);
  context.fillStyle = kind === 'human' ? colour : palette.chip;
  context.beginPath();
  context.roundRect(x, y, width, chipHeight, 3);
  context.fill();
  let textX = x + padding;
  if (kind === 'proposed' || kind === 'rejected') {
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.setLineDash([]);
    context.beginPath();
    context.arc(x + padding + 4, y + chipHeight / 2, 3.25, 0, Math.PI * 2);
    context.stroke();
    textX += 11;
  }
  context.font = font;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = kind === 'human' ? textOn(colour) : palette.chipText;
  context.fillText(text, textX, y + chipHeight / 2 + 0.5);
  if (kind === 'rejected') context.fillRect(textX, y + chipHeight / 2, width - (textX - x) - padding, 1);
}

/** The class dot at the top left corner of a box too narrow for a name: full for a human's, a ring for a proposal. */
export function paintDot(context: CanvasRenderingContext2D, on: Box, kind: ChipKind, colour: string, palette: Palette): void {
  context.beginPath();
  context.arc(on.x1, on.y1, 4, 0, Math.PI * 2);
  context.fillStyle = palette.chip;
  context.fill();
  context.beginPath();
  context.arc(on.x1, on.y1, kind === 'human' ? 3 : 2.25, 0, Math.PI * 2);
  if (kind === 'human') {
    context.fillStyle = colour;
    context.fill();
  } else {
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.setLineDash([]);
    context.stroke();
  }
}

/** "123 × 45" below the box, or inside at its bottom where there is no room. Width and height in image pixels. */
export function paintReadout(context: CanvasRenderingContext2D, on: Box, size: Size, view: Size, palette: Palette): void {
  const text = `${pixels(size.width)} × ${pixels(size.height)}`;
  const width = chipWidth(context, text, 'readout');
  const x = Math.max(0, Math.min((on.x1 + on.x2 - width) / 2, view.width - width));
  const below = on.y2 + 8;
  const y = below + chipHeight <= view.height ? below : Math.min(on.y2, view.height) - chipHeight - 8;
  paintChip(context, text, 'readout', palette.accent, { x, y }, palette);
}

function pixels(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}
