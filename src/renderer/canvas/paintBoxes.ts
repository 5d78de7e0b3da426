// Paints the boxes of the scene: lines by origin, selection, ticks, chips. Returns nothing and keeps nothing; picking never reads it.
import type { Annotation, AnnotationId } from '../../common/annotation/types.ts';
import { height, width, type Box } from '../../common/geometry/box.ts';
import { shownHandles } from '../../common/geometry/pick.ts';
import { boxToScreen } from '../../common/geometry/viewport.ts';
import {
  chipKind,
  chipPlace,
  chipWidth,
  dotFrom,
  nameFrom,
  paintChip,
  paintDot,
  paintReadout,
  type ChipPlace,
} from './paintChips.ts';
import { colourOf } from './boxColours.ts';
import { boxTable, lookOf, markSeen, type Look } from './boxTable.ts';
import { paintCrowd, speckBelow } from './paintCrowd.ts';
import { paletteOf, type Palette } from './palette.ts';
import { makesBoxes } from './props.ts';
import { chipText, type Scene } from './scene.ts';

/** Below this side on screen (CSS pixels) a box has no halo and no dash. */
const plainBelow = 10;
export const dash: readonly number[] = [6, 4];

/**
 * With so many boxes in view nobody reads their names or sees their halos, and painting these would cost most of a frame: each is
 * one line then, named once the view is nearer or it is selected.
 */
export const crowdFrom = 1500;

/** One box that is in view. */
interface Placed {
  readonly annotation: Annotation;
  /** CSS pixels, on whole device pixels. */
  readonly on: Box;
  readonly colour: string;
  readonly look: Look;
}

/** What is painted elsewhere for now: `without` is under a drag and on the overlay; handles hide while dragging. */
export interface PaintBoxesOptions {
  readonly without: ReadonlySet<AnnotationId>;
  readonly handles: 'shown' | 'hidden';
}

/** `context` is in CSS pixels; all lines keep their width at every zoom. */
export function paintBoxes(
  context: CanvasRenderingContext2D,
  scene: Scene,
  pixelRatio: number,
  options: PaintBoxesOptions,
): void {
  const palette = paletteOf(scene.theme);
  const table = boxTable(scene);
  const isCrowd = markSeen(table, scene, options.without) >= crowdFrom;
  const isSelected = ({ id }: Annotation) => scene.selection.has(id);
  const isSeen = (_: Annotation, index: number) => table.seen[index] === 1;
  const placed = isCrowd ? [] : place(scene.shown.filter(isSeen), scene, pixelRatio);
  const selected =
    scene.selection.size === 0 ? [] : place(scene.shown.filter(isSeen).filter(isSelected), scene, pixelRatio);
  paintFaded(context, scene, pixelRatio);
  if (isCrowd) paintCrowd(context, table, scene, pixelRatio);
  paintSpecks(context, placed);
  for (const look of ['rejected', 'human', 'proposed'] as const)
    paintLines(
      context,
      placed.filter((box) => box.look === look),
      palette,
    );
  for (const box of placed) paintMarks(context, box, scene, palette);
  for (const box of selected) paintSelected(context, box, palette);
  const taken: ChipPlace[] = [];
  for (const box of placed) if (!isSelected(box.annotation)) paintName(context, box, scene, palette, taken);
  // The one selected keeps its chip where it is expected, above the others.
  for (const box of selected) paintName(context, box, scene, palette, selected.length > 1 ? taken : []);
  const [only] = selected;
  if (!only || scene.selection.size !== 1) return;
  // The draw tool takes no handle and a locked box gives none, so there is none to show.
  if (
    options.handles === 'shown' &&
    scene.access === 'write' &&
    !makesBoxes(scene.tool) &&
    !scene.locked.has(only.annotation.id)
  )
    paintHandles(context, only.annotation.box, scene, palette);
  paintReadout(
    context,
    only.on,
    { width: width(only.annotation.box), height: height(only.annotation.box) },
    scene.view,
    palette,
  );
}

/** A box that is being dragged or drawn, as its category looks; with `readout` its class and size beside it. Image pixels. */
export function paintDraftBox(
  context: CanvasRenderingContext2D,
  box: Box,
  annotation: Pick<Annotation, 'categoryId'> & Partial<Pick<Annotation, 'origin'>>,
  scene: Scene,
  pixelRatio: number,
  readout: 'readout' | 'plain',
): void {
  const palette = paletteOf(scene.theme);
  const on = aligned(boxToScreen(box, scene.viewport), pixelRatio);
  const category = scene.categories.get(annotation.categoryId);
  const colour = colourOf(annotation, scene);
  context.setLineDash([]);
  stroke(context, on, palette.halo, 4);
  stroke(context, on, colour, 2);
  if (readout === 'plain') return;
  if (category)
    paintChip(
      context,
      category.name,
      'human',
      colour,
      chipPlace(on, chipWidth(context, category.name, 'human'), scene.view),
      palette,
    );
  paintReadout(context, on, { width: width(box), height: height(box) }, scene.view, palette);
}

function place(boxes: readonly Annotation[], scene: Scene, pixelRatio: number): Placed[] {
  return boxes.map((annotation) => {
    const on = aligned(boxToScreen(annotation.box, scene.viewport), pixelRatio);
    return { annotation, on, colour: colourOf(annotation, scene), look: lookOf(annotation) };
  });
}

function paintSpecks(context: CanvasRenderingContext2D, placed: readonly Placed[]): void {
  for (const { on, colour } of placed) {
    if (longest(on) >= speckBelow) continue;
    context.fillStyle = colour;
    context.fillRect((on.x1 + on.x2) / 2 - 1.5, (on.y1 + on.y2) / 2 - 1.5, 3, 3);
  }
}

/** Thin, faint lines of what is set aside while others are looked at alone. */
function paintFaded(context: CanvasRenderingContext2D, scene: Scene, pixelRatio: number): void {
  context.setLineDash([]);
  context.globalAlpha = 0.4;
  for (const annotation of scene.faded) {
    const on = aligned(boxToScreen(annotation.box, scene.viewport), pixelRatio);
    stroke(context, on, colourOf(annotation, scene), 1);
  }
  context.globalAlpha = 1;
}

/** All of one look: first the halos, then the lines, so that no halo darkens a neighbour's line. */
function paintLines(context: CanvasRenderingContext2D, placed: readonly Placed[], palette: Palette): void {
  const plain = placed.filter(({ on }) => longest(on) < plainBelow && longest(on) >= speckBelow);
  const full = placed.filter(({ on }) => longest(on) >= plainBelow);
  const look = placed[0]?.look;
  const line = look === 'human' ? 2 : look === 'proposed' ? 1.5 : 1;
  context.setLineDash([]);
  for (const { on, colour } of plain) stroke(context, on, colour, 1);
  context.setLineDash(look === 'proposed' ? [...dash] : []);
  for (const { on } of full) stroke(context, on, look === 'human' ? palette.halo : palette.faintHalo, line + 2);
  for (const { on, colour } of full) stroke(context, on, colour, line);
  context.setLineDash([]);
  if (look === 'rejected') for (const box of full) paintStrike(context, box, palette);
}

/** From corner to corner: this one was turned down. */
function paintStrike(context: CanvasRenderingContext2D, { on, colour }: Placed, palette: Palette): void {
  for (const [style, line] of [
    [palette.faintHalo, 3],
    [colour, 1],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = line;
    context.beginPath();
    context.moveTo(on.x1, on.y2);
    context.lineTo(on.x2, on.y1);
    context.stroke();
  }
}

/** The corner tick of a box edited after proposal, and for a second the check of one just accepted. */
function paintMarks(
  context: CanvasRenderingContext2D,
  { annotation, on, colour }: Placed,
  scene: Scene,
  palette: Palette,
): void {
  if (annotation.origin.kind === 'edited' && on.x2 - on.x1 >= dotFrom && on.y2 - on.y1 >= dotFrom) {
    context.beginPath();
    context.moveTo(on.x2 - 9, on.y1);
    context.lineTo(on.x2, on.y1);
    context.lineTo(on.x2, on.y1 + 9);
    context.closePath();
    context.fillStyle = colour;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = palette.halo;
    context.stroke();
  }
  if (scene.justAccepted.has(annotation.id)) paintCheck(context, on.x2, on.y1, palette);
}

function paintCheck(context: CanvasRenderingContext2D, x: number, y: number, palette: Palette): void {
  context.beginPath();
  context.arc(x, y, 7.5, 0, Math.PI * 2);
  context.fillStyle = palette.good;
  context.fill();
  context.beginPath();
  context.moveTo(x - 3.5, y);
  context.lineTo(x - 1, y + 2.75);
  context.lineTo(x + 3.5, y - 2.5);
  context.lineWidth = 2;
  context.strokeStyle = '#08130d';
  context.stroke();
}

/** The accent around the box, its own line repainted above it. */
function paintSelected(context: CanvasRenderingContext2D, { on, colour, look }: Placed, palette: Palette): void {
  context.setLineDash([]);
  stroke(context, on, palette.accent, 7);
  stroke(context, on, palette.halo, look === 'human' ? 4 : 3);
  if (look === 'proposed') context.setLineDash([...dash]);
  stroke(context, on, colour, 2);
  context.setLineDash([]);
}

function paintHandles(context: CanvasRenderingContext2D, box: Box, scene: Scene, palette: Palette): void {
  context.setLineDash([]);
  context.lineWidth = 1.5;
  for (const { at } of shownHandles(box, scene.viewport)) {
    const x = Math.round(at.x) - 4;
    const y = Math.round(at.y) - 4;
    context.fillStyle = '#ffffff';
    context.fillRect(x, y, 8, 8);
    context.strokeStyle = palette.accent;
    context.strokeRect(x + 0.5, y + 0.5, 7, 7);
  }
}

/** `taken` are the chips painted so far; this one is added. */
function paintName(
  context: CanvasRenderingContext2D,
  { annotation, on, colour }: Placed,
  scene: Scene,
  palette: Palette,
  taken: ChipPlace[],
): void {
  const kind = chipKind(annotation);
  const across = on.x2 - on.x1;
  // A box wholly beside the view would leave its chip behind at the border.
  if (on.x1 > scene.view.width || on.x2 < 0 || on.y2 < 0) return;
  // The one box that is selected is always named.
  const only = scene.selection.size === 1 && scene.selection.has(annotation.id);
  if (across >= nameFrom || only) {
    const text = chipText(annotation, scene.categories);
    const place = chipPlace(on, chipWidth(context, text, kind), scene.view, taken);
    taken.push(place);
    paintChip(context, text, kind, colour, place, palette);
  } else if (across >= dotFrom) {
    paintDot(context, on, kind, colour, palette);
  }
}

export function stroke(context: CanvasRenderingContext2D, on: Box, colour: string, line: number): void {
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.strokeRect(on.x1, on.y1, on.x2 - on.x1, on.y2 - on.y1);
}

function longest(on: Box): number {
  return Math.max(on.x2 - on.x1, on.y2 - on.y1);
}

export function aligned(on: Box, pixelRatio: number): Box {
  const align = (value: number) => Math.round(value * pixelRatio) / pixelRatio;
  return { x1: align(on.x1), y1: align(on.y1), x2: align(on.x2), y2: align(on.y2) };
}
