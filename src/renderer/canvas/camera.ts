// How each picture is looked at: the viewport now, whether it is still the fitted one, and what the pictures seen before had. Pure.
import type { Size } from '../../common/geometry/box.ts';
import {
  clamp,
  fit,
  middle,
  oneToOne,
  resized,
  zoomAt,
  zoomTo,
  type Viewport,
} from '../../common/geometry/viewport.ts';
import type { ViewportRequest } from './props.ts';

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

/** Another picture: as it was left, or fitted. `from` and `to` are picture ids. */
export function turned(camera: Camera, from: number, to: number, image: Size, view: Size): Camera {
  const remembered = new Map(camera.remembered);
  remembered.delete(from);
  if (camera.state === 'free') remembered.set(from, camera.viewport);
  const [oldest] = remembered.keys();
  if (remembered.size > rememberedPictures && oldest !== undefined) remembered.delete(oldest);
  const known = remembered.get(to);
  const next: Camera = { ...camera, remembered };
  return known ? free(next, clamp(known, image, view)) : fitted(next, image, view);
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
    case 'show-box':
      return request.box ? free(camera, zoomTo(request.box, image, view)) : camera;
  }
}
