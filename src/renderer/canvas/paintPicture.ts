// Paints the ground, the picture and the pixel grid. No boxes here.
import { boxToScreen, shownPart } from '../../common/geometry/viewport.ts';
import { paletteOf } from './palette.ts';
import type { Picture } from './props.ts';
import type { Scene } from './scene.ts';

/** From this zoom on, as the window says it (CSS pixels for an image pixel), pixels are shown as squares, and with a grid. */
const squaresFrom = 4;
const gridFrom = 8;

/** `context` is in CSS pixels of the canvas; `pixelRatio` is device pixels for a CSS pixel. */
export function paintPicture(
  context: CanvasRenderingContext2D,
  scene: Scene,
  picture: Picture,
  pixelRatio: number,
): void {
  const { view, viewport, image } = scene;
  const palette = paletteOf(scene.theme);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, view.width, view.height);
  const bitmap = 'bitmap' in picture ? picture.bitmap : picture.state === 'loading' ? picture.thumbnail : undefined;
  // A bitmap that its owner closed has no size.
  if (!bitmap || bitmap.width === 0) {
    if ('state' in picture && picture.state === 'loading') paintPlace(context, scene);
    return;
  }
  const part = shownPart(viewport, view);
  const x1 = Math.max(0, Math.floor(part.x1));
  const y1 = Math.max(0, Math.floor(part.y1));
  const x2 = Math.min(image.width, Math.ceil(part.x2));
  const y2 = Math.min(image.height, Math.ceil(part.y2));
  if (x2 <= x1 || y2 <= y1) return;
  context.imageSmoothingEnabled = viewport.scale < squaresFrom;
  context.imageSmoothingQuality = viewport.scale * pixelRatio < 0.5 ? 'medium' : 'low';
  // A thumbnail, or a bitmap decoded smaller, is stretched to the picture's own size.
  const kx = bitmap.width / image.width;
  const ky = bitmap.height / image.height;
  const on = boxToScreen({ x1, y1, x2, y2 }, viewport);
  context.drawImage(
    bitmap,
    x1 * kx,
    y1 * ky,
    (x2 - x1) * kx,
    (y2 - y1) * ky,
    on.x1,
    on.y1,
    on.x2 - on.x1,
    on.y2 - on.y1,
  );
  if (viewport.scale >= gridFrom && 'bitmap' in picture) paintGrid(context, scene, { x1, y1, x2, y2 }, pixelRatio);
}

/** Where the picture will be. */
function paintPlace(context: CanvasRenderingContext2D, scene: Scene): void {
  const on = boxToScreen({ x1: 0, y1: 0, x2: scene.image.width, y2: scene.image.height }, scene.viewport);
  context.fillStyle = scene.theme === 'dark' ? 'rgba(255, 255, 255, 0.05)' : 'rgba(0, 0, 0, 0.06)';
  context.fillRect(on.x1, on.y1, on.x2 - on.x1, on.y2 - on.y1);
}

function paintGrid(
  context: CanvasRenderingContext2D,
  scene: Scene,
  part: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number },
  pixelRatio: number,
): void {
  const { scale, offsetX, offsetY } = scene.viewport;
  const on = boxToScreen(part, scene.viewport);
  const align = (value: number) => (Math.round(value * pixelRatio) + 0.5) / pixelRatio;
  context.beginPath();
  for (let x = part.x1; x <= part.x2; x += 1) {
    const at = align(x * scale + offsetX);
    context.moveTo(at, on.y1);
    context.lineTo(at, on.y2);
  }
  for (let y = part.y1; y <= part.y2; y += 1) {
    const at = align(y * scale + offsetY);
    context.moveTo(on.x1, at);
    context.lineTo(on.x2, at);
  }
  context.lineWidth = 1 / pixelRatio;
  context.setLineDash([]);
  context.strokeStyle = 'rgba(128, 128, 128, 0.35)';
  context.stroke();
}
