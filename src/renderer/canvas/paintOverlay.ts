// Paints what follows the pointer: hover, drafts, brush, crosshair. Repainted on every pointer move, so it stays small.
import type { AnnotationId } from '../../common/annotation/types.ts';
import { bounds, contains, type Box } from '../../common/geometry/box.ts';
import { boxToScreen, toImage, type ScreenPoint } from '../../common/geometry/viewport.ts';
import { paintAnswer } from './paintAnswer.ts';
import { paintComparison } from './paintComparison.ts';
import { makesBoxes } from './props.ts';
import { paintDraftBox } from './paintBoxes.ts';
import { paintGuides, paintPoints } from './paintGuides.ts';
import { chipPlace, chipWidth, paintChip } from './paintChips.ts';
import { colourOf } from './boxColours.ts';
import { paletteOf } from './palette.ts';
import { chipText, type Scene } from './scene.ts';
import type { Draft } from './tools/tool.ts';

export interface Overlay {
  readonly draft: Draft | undefined;
  readonly hover: AnnotationId | undefined;
  /** Where the pointer is over the canvas. */
  readonly pointer: ScreenPoint | undefined;
}

/** `context` is in CSS pixels of the canvas. */
export function paintOverlay(
  context: CanvasRenderingContext2D,
  scene: Scene,
  overlay: Overlay,
  pixelRatio: number,
): void {
  context.clearRect(0, 0, scene.view.width, scene.view.height);
  const { draft, hover, pointer } = overlay;
  if (scene.comparison) paintComparison(context, scene.comparison, scene, pixelRatio);
  // First, so that it crosses no words.
  if (makesBoxes(scene.tool) && scene.crosshair && pointer && scene.access === 'write')
    paintCrosshair(context, pointer, scene, pixelRatio);
  if (!draft && hover !== undefined) paintHover(context, hover, scene);
  if (draft?.kind === 'boxes') {
    const readout = draft.boxes.size === 1 ? 'readout' : 'plain';
    for (const [id, box] of draft.boxes) {
      const annotation = scene.annotations.get(id);
      if (annotation) paintDraftBox(context, box, annotation, scene, pixelRatio, readout);
    }
  }
  if (draft?.kind === 'points') paintPoints(context, draft, scene, pixelRatio);
  if (draft && draft.kind !== 'brush') paintGuides(context, draft.guides ?? [], scene, pixelRatio);
  if (draft?.kind === 'new') paintDraftBox(context, draft.box, draft, scene, pixelRatio, 'readout');
  if (scene.asking && !draft) paintAnswer(context, scene.asking, scene, pixelRatio);
  if (draft?.kind === 'brush') paintBrush(context, draft.box, draft.ids, scene);
}

/** The box that a click would take: a light line inside its own, and its name where the box is too small to carry it. */
function paintHover(context: CanvasRenderingContext2D, id: AnnotationId, scene: Scene): void {
  const annotation = scene.annotations.get(id);
  if (!annotation || scene.selection.has(id)) return;
  const on = boxToScreen(annotation.box, scene.viewport);
  context.setLineDash([]);
  context.fillStyle = 'rgba(255, 255, 255, 0.10)';
  context.fillRect(on.x1, on.y1, on.x2 - on.x1, on.y2 - on.y1);
  context.strokeStyle = 'rgba(255, 255, 255, 0.95)';
  context.lineWidth = 1;
  context.strokeRect(on.x1 - 2.5, on.y1 - 2.5, on.x2 - on.x1 + 5, on.y2 - on.y1 + 5);
  const text = chipText(annotation, scene.categories);
  const colour = colourOf(annotation, scene);
  const kind =
    annotation.origin.kind === 'proposed' || annotation.origin.kind === 'rejected' ? annotation.origin.kind : 'human';
  paintChip(
    context,
    text,
    kind,
    colour,
    chipPlace(on, chipWidth(context, text, kind), scene.view),
    paletteOf(scene.theme),
  );
}

function paintBrush(context: CanvasRenderingContext2D, box: Box, ids: ReadonlySet<AnnotationId>, scene: Scene): void {
  const { accent } = paletteOf(scene.theme);
  context.setLineDash([]);
  context.strokeStyle = accent;
  context.lineWidth = 3;
  for (const id of ids) {
    const annotation = scene.annotations.get(id);
    if (!annotation) continue;
    const on = boxToScreen(annotation.box, scene.viewport);
    context.strokeRect(on.x1, on.y1, on.x2 - on.x1, on.y2 - on.y1);
  }
  const on = boxToScreen(box, scene.viewport);
  context.globalAlpha = 0.14;
  context.fillStyle = accent;
  context.fillRect(on.x1, on.y1, on.x2 - on.x1, on.y2 - on.y1);
  context.globalAlpha = 1;
  context.lineWidth = 1;
  context.strokeRect(
    Math.round(on.x1) + 0.5,
    Math.round(on.y1) + 0.5,
    Math.round(on.x2 - on.x1),
    Math.round(on.y2 - on.y1),
  );
}

/** Hair lines across the picture, dark with light dashes, so that they read on any ground. */
function paintCrosshair(
  context: CanvasRenderingContext2D,
  pointer: ScreenPoint,
  scene: Scene,
  pixelRatio: number,
): void {
  const whole = bounds(scene.image);
  if (!contains(whole, toImage(pointer, scene.viewport))) return;
  const on = boxToScreen(whole, scene.viewport);
  const align = (value: number) => (Math.floor(value * pixelRatio) + 0.5) / pixelRatio;
  const x = align(pointer.x);
  const y = align(pointer.y);
  context.lineWidth = 1 / pixelRatio;
  for (const [style, pattern] of [
    ['rgba(0, 0, 0, 0.6)', []],
    ['rgba(255, 255, 255, 0.9)', [4, 4]],
  ] as const) {
    context.strokeStyle = style;
    context.setLineDash([...pattern]);
    context.beginPath();
    context.moveTo(Math.max(0, on.x1), y);
    context.lineTo(Math.min(scene.view.width, on.x2), y);
    context.moveTo(x, Math.max(0, on.y1));
    context.lineTo(x, Math.min(scene.view.height, on.y2));
    context.stroke();
  }
  context.setLineDash([]);
}
