// The minimap in the corner: the whole picture small, a dot for each box, a frame for what the canvas shows. A click or drag moves the view.
import { centre, type Size } from '../../common/geometry/box.ts';
import { boxToScreen, imagePoint, shownPart, type ImagePoint } from '../../common/geometry/viewport.ts';
import { colourOf } from './boxColours.ts';
import { paletteOf } from './palette.ts';
import type { Picture } from './props.ts';
import type { Scene } from './scene.ts';

/** The largest it may be, CSS pixels. */
const room: Size = { width: 184, height: 140 };

/** What it shows now, and by what the parts that are kept were made. */
interface Kept {
  readonly bitmap: ImageBitmap;
  readonly size: Size;
  readonly pixelRatio: number;
  /** The picture alone: shrinking 24 megapixels takes longer than a frame has. */
  readonly picture: HTMLCanvasElement;
  /** With the dots of `shown`. */
  readonly ground: HTMLCanvasElement;
  shown?: Scene['shown'];
  categories?: Scene['categories'];
  boxColours?: Scene['boxColours'];
}

export class Minimap {
  readonly #canvas: HTMLCanvasElement;
  readonly #ending = new AbortController();
  readonly #moveTo: (middle: ImagePoint) => void;
  #kept: Kept | undefined;
  #image: Size = { width: 1, height: 1 };

  /** `moveTo` gets the picture's point that is to be in the middle of the canvas. */
  constructor(canvas: HTMLCanvasElement, moveTo: (middle: ImagePoint) => void) {
    this.#canvas = canvas;
    this.#moveTo = moveTo;
    this.#listen();
  }

  dispose(): void {
    this.#ending.abort();
  }

  hide(): void {
    this.#canvas.hidden = true;
    this.#kept = undefined;
  }

  /** Hides itself while the whole picture is in view. */
  paint(scene: Scene, picture: Picture, pixelRatio: number): void {
    this.#image = scene.image;
    const bitmap = 'bitmap' in picture ? picture.bitmap : undefined;
    if (!bitmap || bitmap.width === 0 || isWholeInView(scene)) {
      this.#canvas.hidden = true;
      return;
    }
    const kept = this.#keep(bitmap, mapSize(scene.image), pixelRatio);
    if (kept.shown !== scene.shown || kept.categories !== scene.categories || kept.boxColours !== scene.boxColours)
      paintGround(kept, scene);
    this.#canvas.hidden = false;
    const context = contextOf(this.#canvas, pixelRatio);
    if (!context) return;
    context.drawImage(kept.ground, 0, 0, kept.size.width, kept.size.height);
    paintView(context, scene, kept.size);
  }

  #keep(bitmap: ImageBitmap, size: Size, pixelRatio: number): Kept {
    const old = this.#kept;
    if (old?.bitmap === bitmap && old.size.width === size.width && old.pixelRatio === pixelRatio) return old;
    const made = () => sized(document.createElement('canvas'), size, pixelRatio);
    const kept: Kept = { bitmap, size, pixelRatio, picture: made(), ground: made() };
    const context = contextOf(kept.picture, pixelRatio);
    if (context) {
      context.imageSmoothingQuality = 'medium';
      context.drawImage(bitmap, 0, 0, size.width, size.height);
    }
    sized(this.#canvas, size, pixelRatio);
    this.#kept = kept;
    return kept;
  }

  #listen(): void {
    const { signal } = this.#ending;
    const go = (event: PointerEvent) => {
      const frame = this.#canvas.getBoundingClientRect();
      const across = (event.clientX - frame.left) / Math.max(1, frame.width);
      const down = (event.clientY - frame.top) / Math.max(1, frame.height);
      this.#moveTo(imagePoint(across * this.#image.width, down * this.#image.height));
    };
    let pressed: number | undefined;
    const heard = (event: PointerEvent) => {
      // The tools below it must not see what is meant for it.
      event.stopPropagation();
      if (event.type === 'pointerdown' && event.button === 0) {
        pressed = event.pointerId;
        this.#canvas.setPointerCapture(event.pointerId);
        go(event);
      } else if (event.type === 'pointermove' && pressed === event.pointerId) go(event);
      else if (event.type !== 'pointermove') pressed = undefined;
    };
    for (const name of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'lostpointercapture'] as const)
      this.#canvas.addEventListener(name, heard, { signal });
  }
}

/** As large as the room lets it, in the picture's shape; at least a line of 8 for a strip. */
export function mapSize(image: Size): Size {
  const scale = Math.min(room.width / image.width, room.height / image.height);
  return { width: Math.max(8, Math.round(image.width * scale)), height: Math.max(8, Math.round(image.height * scale)) };
}

/** A hair's breadth at the border counts as in view. */
export function isWholeInView({ viewport, view, image }: Pick<Scene, 'viewport' | 'view' | 'image'>): boolean {
  const on = boxToScreen({ x1: 0, y1: 0, x2: image.width, y2: image.height }, viewport);
  return on.x1 >= -1 && on.y1 >= -1 && on.x2 <= view.width + 1 && on.y2 <= view.height + 1;
}

function paintGround(kept: Kept, scene: Scene): void {
  const { size, pixelRatio } = kept;
  const context = contextOf(kept.ground, pixelRatio);
  if (!context) return;
  context.drawImage(kept.picture, 0, 0, size.width, size.height);
  const kx = size.width / scene.image.width;
  const ky = size.height / scene.image.height;
  for (const annotation of scene.shown) {
    const { x, y } = centre(annotation.box);
    context.fillStyle = 'rgba(0, 0, 0, 0.6)';
    context.fillRect(x * kx - 2, y * ky - 2, 4, 4);
    context.fillStyle = colourOf(annotation, scene);
    context.fillRect(x * kx - 1.5, y * ky - 1.5, 3, 3);
  }
  kept.shown = scene.shown;
  kept.categories = scene.categories;
  kept.boxColours = scene.boxColours;
}

/** What the canvas shows: the rest is dimmed. */
function paintView(context: CanvasRenderingContext2D, scene: Scene, size: Size): void {
  const part = shownPart(scene.viewport, scene.view);
  const kx = size.width / scene.image.width;
  const ky = size.height / scene.image.height;
  const x1 = Math.max(0, part.x1 * kx);
  const y1 = Math.max(0, part.y1 * ky);
  const across = Math.max(3, Math.min(size.width, part.x2 * kx) - x1);
  const down = Math.max(3, Math.min(size.height, part.y2 * ky) - y1);
  context.fillStyle = 'rgba(0, 0, 0, 0.45)';
  context.beginPath();
  context.rect(0, 0, size.width, size.height);
  context.rect(x1, y1, across, down);
  context.fill('evenodd');
  context.strokeStyle = paletteOf(scene.theme).accent;
  context.lineWidth = 1.5;
  context.strokeRect(x1 + 0.5, y1 + 0.5, Math.max(1, across - 1), Math.max(1, down - 1));
}

function sized(canvas: HTMLCanvasElement, size: Size, pixelRatio: number): HTMLCanvasElement {
  canvas.width = Math.round(size.width * pixelRatio);
  canvas.height = Math.round(size.height * pixelRatio);
  canvas.style.width = `${size.width}px`;
  canvas.style.height = `${size.height}px`;
  return canvas;
}

function contextOf(canvas: HTMLCanvasElement, pixelRatio: number): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d');
  context?.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  return context;
}
