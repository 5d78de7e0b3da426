// Paints what a model saw on one small picture: the truth thin and solid, the detections dashed in the colour of their class.
import type { Detection } from '../../../common/protocol.ts';
import type { TrainingBox } from '../../../common/training.ts';
import type { Box, Size } from '../../../common/geometry/box.ts';
import { boxToScreen, type Viewport } from '../../../common/geometry/viewport.ts';

const halo = 'rgba(0, 0, 0, 0.5)';
const truthColour = '#ffffff';
const dash: readonly number[] = [5, 3];

interface SampleBoxes {
  readonly truth: readonly TrainingBox[];
  readonly detections: readonly Detection[];
  /** By label. */
  readonly colours: readonly string[];
}

/** The whole picture in the middle of `view`, CSS pixels, without a margin. */
export function fitInside(picture: Size, view: Size): Viewport {
  const scale = Math.min(view.width / Math.max(1, picture.width), view.height / Math.max(1, picture.height));
  return {
    scale,
    offsetX: (view.width - picture.width * scale) / 2,
    offsetY: (view.height - picture.height * scale) / 2,
  };
}

/** `context` is in CSS pixels of `view`, which holds the picture as fitInside lays it. Boxes are image pixels. */
export function paintSample(
  context: CanvasRenderingContext2D,
  view: Size,
  viewport: Viewport,
  { truth, detections, colours }: SampleBoxes,
): void {
  context.clearRect(0, 0, view.width, view.height);
  context.setLineDash([]);
  const thin = truth.map(({ box }) => onPixels(boxToScreen(box, viewport), 0.5));
  for (const on of thin) stroke(context, on, halo, 3);
  for (const on of thin) stroke(context, on, truthColour, 1);
  context.setLineDash([...dash]);
  // The surest is painted last and lies on top.
  for (const { box, label } of detections.toReversed()) {
    const on = onPixels(boxToScreen(box, viewport), 0);
    stroke(context, on, halo, 3);
    stroke(context, on, colours[label] ?? truthColour, 1.5);
  }
  context.setLineDash([]);
}

/** A line of odd width is sharp when it lies in the middle of its pixels. */
function onPixels({ x1, y1, x2, y2 }: Box, middle: number): Box {
  const at = (value: number) => Math.round(value - middle) + middle;
  return { x1: at(x1), y1: at(y1), x2: at(x2), y2: at(y2) };
}

function stroke(context: CanvasRenderingContext2D, on: Box, colour: string, line: number): void {
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.strokeRect(on.x1, on.y1, on.x2 - on.x1, on.y2 - on.y1);
}
