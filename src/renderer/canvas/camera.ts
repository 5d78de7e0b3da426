// How each picture is looked at: the viewport now, whether it is still the fitted one, and what the pictures seen before had. Pure.
import type { Size } from '../../common/geometry/box.ts';
import {
  clamp,
  fit,
  middle,
  oneToOne,
  pan,
  resized,
  toImage,
  zoomAt,
  zoomTo,
  type ImagePoint,
  type Viewport,
} from '../../common/geometry/viewport.ts';
import type { AnnotationCanvasProps, PanKind, ViewportRequest } from './props.ts';

export interface Camera {
  readonly viewport: Viewport;
  /** `fitted` until the user zooms or pans: then a resized canvas fits the picture again. */
  readonly state: 'fitted' | 'free';
  /** By picture id, oldest first; only pictures that were not fitted. */
  readonly remembered: ReadonlyMap<number, Viewport>;
}

/** Pictures whose zoom is remembered. */
const rememberedPictures = 200;
const zoomStep = 1.25;
/** Of the view. */
const panStep = 0.25;
/** Where the picture goes. */
const pans: Readonly<Record<PanKind, readonly [across: number, down: number]>> = {
  'look-left': [panStep, 0],
  'look-right': [-panStep, 0],
  'look-up': [0, panStep],
  'look-down': [0, -panStep],
};

export const firstCamera: Camera = {
  viewport: { scale: 1, offsetX: 0, offsetY: 0 },
  state: 'fitted',
  remembered: new Map(),
};

export function fitted(camera: Camera, image: Size, view: Size): Camera {
  return { ...camera, viewport: fit(image, view), state: 'fitted' };
}

/** The user zoomed or panned. */
export function free(camera: Camera, viewport: Viewport): Camera {
  return { ...camera, viewport, state: 'free' };
}

export interface Turn {
  /** Picture ids. */
  readonly from: number;
  readonly to: number;
  /** Their sizes. */
  readonly before: Size;
  readonly image: Size;
  readonly between: AnnotationCanvasProps['between'];
}

/** Another picture: with the zoom and at the place of the one before, or as it was left, or fitted. */
export function turned(camera: Camera, { from, to, before, image, between }: Turn, view: Size): Camera {
  if (between === 'keep')
    return camera.state === 'fitted'
      ? fitted(camera, image, view)
      : { ...camera, viewport: carried(camera.viewport, before, image, view) };
  const remembered = new Map(camera.remembered);
  remembered.delete(from);
  if (camera.state === 'free') remembered.set(from, camera.viewport);
  const [oldest] = remembered.keys();
  if (remembered.size > rememberedPictures && oldest !== undefined) remembered.delete(oldest);
  const known = remembered.get(to);
  const next: Camera = { ...camera, remembered };
  return known ? free(next, clamp(known, image, view)) : fitted(next, image, view);
}

/** The same zoom, and in the middle of the view the same share of the picture's width and height. */
function carried(viewport: Viewport, before: Size, image: Size, view: Size): Viewport {
  const { scale } = viewport;
  const at = toImage(middle(view), viewport);
  const x = (at.x / before.width) * image.width;
  const y = (at.y / before.height) * image.height;
  return clamp({ scale, offsetX: view.width / 2 - x * scale, offsetY: view.height / 2 - y * scale }, image, view);
}

/** The view with this point of the picture in its middle. */
export function centredOn(camera: Camera, point: ImagePoint, image: Size, view: Size): Camera {
  const { scale } = camera.viewport;
  const offset = { offsetX: view.width / 2 - point.x * scale, offsetY: view.height / 2 - point.y * scale };
  return free(camera, clamp({ scale, ...offset }, image, view));
}

/** The canvas changed its size from `before` to `after` CSS pixels. */
export function stretched(camera: Camera, before: Size, after: Size, image: Size): Camera {
  if (camera.state === 'fitted' || before.width === 0) return fitted(camera, image, after);
  return { ...camera, viewport: resized(camera.viewport, before, after, image) };
}

/** What the host asked for; zooms are about the middle. */
export function answered(camera: Camera, request: ViewportRequest, image: Size, view: Size): Camera {
  const { viewport } = camera;
  switch (request.kind) {
    case 'fit':
      return fitted(camera, image, view);
    case 'one-to-one':
      return free(camera, oneToOne(viewport, image, view));
    case 'zoom-in':
      return free(camera, zoomAt(viewport, middle(view), zoomStep, image, view));
    case 'zoom-out':
      return free(camera, zoomAt(viewport, middle(view), 1 / zoomStep, image, view));
    case 'look-left':
    case 'look-right':
    case 'look-up':
    case 'look-down': {
      const [across, down] = pans[request.kind];
      return free(camera, pan(viewport, across * view.width, down * view.height, image, view));
    }
    case 'show-box':
      return request.box ? free(camera, zoomTo(request.box, image, view)) : camera;
  }
}
