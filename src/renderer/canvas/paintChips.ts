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

/** Where a chip goes: its top left corner and its width, CSS pixels. */
export interface ChipPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** More chips than this are not kept apart: it would cost more than it shows. */
const keptApart = 300;

/**
 * The place of a chip for a box on screen: above its left corner, else above its right corner, else inside at its top, the
 * first that covers none of `taken`. Where there is no room above it goes inside; a box that reaches out of the view keeps its
 * chip at the view's border, below the chips that are there already.
 */
export function chipPlace(on: Box, width: number, view: Size, taken: readonly ChipPlace[] = []): ChipPlace {
  const held = (x: number) => Math.max(0, Math.min(x, view.width - width));
  const above = on.y1 - chipHeight - 3;
  const inside = { x: Math.max(held(on.x1 + 3), 2), y: Math.max(2, on.y1 + 3), width };
  const outside = [
    { x: held(on.x1 - 2), y: above, width },
    { x: held(on.x2 + 2 - width), y: above, width },
  ];
  const wanted = above >= 0 ? [...outside, inside] : [inside];
  if (taken.length > keptApart) return wanted[0]!;
  const free = wanted.find((place) => !taken.some((other) => overlap(place, other)));
  if (free) return free;
  return above >= 0 ? wanted[0]! : pushedDown(inside, on, taken);
}

function pushedDown(start: ChipPlace, on: Box, taken: readonly ChipPlace[]): ChipPlace {
  for (let y = start.y; y + chipHeight <= on.y2; y += chipHeight + 2) {
    const place = { ...start, y };
    if (!taken.some((other) => overlap(place, other))) return place;
  }
  return start;
}

function overlap(a: ChipPlace, b: ChipPlace): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && Math.abs(a.y - b.y) < chipHeight;
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
  const filled = kind === 'human' || kind === 'readout';
  context.fillStyle = filled ? colour : palette.chip;
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
  context.fillStyle = filled ? textOn(colour) : palette.chipText;
  context.fillText(text, textX, y + chipHeight / 2 + 0.5);
  if (kind === 'rejected') context.fillRect(textX, y + chipHeight / 2, width - (textX - x) - padding, 1);
}

/** The class dot at the top left corner of a box too narrow for a name: full for a human's, a ring for a proposal. */
export function paintDot(
  context: CanvasRenderingContext2D,
  on: Box,
  kind: ChipKind,
  colour: string,
  palette: Palette,
): void {
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
export function paintReadout(
  context: CanvasRenderingContext2D,
  on: Box,
  size: Size,
  view: Size,
  palette: Palette,
): void {
  const text = `${pixels(size.width)} × ${pixels(size.height)}`;
  const width = chipWidth(context, text, 'readout');
  const x = Math.max(0, Math.min((on.x1 + on.x2 - width) / 2, view.width - width));
  const below = on.y2 + 8;
  const y = below + chipHeight <= view.height ? below : Math.min(on.y2, view.height) - chipHeight - 8;
  paintChip(context, text, 'readout', palette.accent, { x, y }, palette);
}

function pixels(value: number): string {
  return String(Math.round(value * 10) / 10);
}
