// Draws a new box of the active class: by a drag, by its two corners, or by its four outermost points. It never selects what is there.
import { draw } from '../../../common/annotation/edits.ts';
import { bounds, clip, contains, height, union, width, type Box } from '../../../common/geometry/box.ts';
import { noAttraction, type Guide } from '../../../common/geometry/magnet.ts';
import { span } from '../../../common/geometry/span.ts';
import { imagePoint, toImage, type ImagePoint } from '../../../common/geometry/viewport.ts';
import { t } from '../../../common/messages/t.ts';
import type { Scene } from '../scene.ts';
import { magnet } from './magnet.ts';
import {
  dragged,
  idle,
  readOnlyMessage,
  wayOf,
  type PointerInput,
  type Step,
  type ToolEvent,
  type ToolState,
} from './tool.ts';
import { deed } from '../../../common/annotation/deed.ts';

/** A box with a side below this is taken for a slip of the hand, CSS pixels. */
const leastSide = 4;
const cursor = 'crosshair';

export function step(state: ToolState, event: ToolEvent, scene: Scene): Step {
  switch (event.kind) {
    case 'down':
      return press(state, event, scene);
    case 'move':
      return move(state, event, scene);
    case 'up':
      return release(state, event, scene);
    case 'back':
      return takeBack(state, scene);
    case 'leave':
      return state.name === 'extremes'
        ? waiting(state.points, scene)
        : { state: state.name === 'cornered' ? state : idle };
    case 'cancel':
      return { state: idle, cursor };
  }
}

function press(state: ToolState, event: PointerInput, scene: Scene): Step {
  if (state.name === 'cornered') return cornerDraft(state, event, scene);
  if (state.name === 'extremes') return waiting(state.points, scene, event);
  const { at } = pulled(event, scene);
  return {
    state: { name: 'pointing', from: event.at, origin: at, on: { kind: 'nothing' }, shift: event.shift },
    cursor,
  };
}

function move(state: ToolState, event: PointerInput, scene: Scene): Step {
  switch (state.name) {
    case 'pointing':
      return begin(state, event, scene);
    case 'drawing': {
      const { box, guides } = spanned(state.origin, event, scene);
      return {
        state: { ...state, box },
        draft: { kind: 'new', box, categoryId: state.categoryId, guides },
        cursor,
      };
    }
    case 'cornered':
      return cornerDraft(state, event, scene);
    case 'extremes':
      return waiting(state.points, scene, event);
    default:
      return { state: idle, cursor: refusal(scene) === undefined ? cursor : 'not-allowed' };
  }
}

/** A press becomes a drag, except where points are set. */
function begin(state: ToolState & { name: 'pointing' }, event: PointerInput, scene: Scene): Step {
  if (scene.drawing === 'four-points' || !dragged(state.from, event.at)) return { state, cursor };
  const refused = refusal(scene);
  if (refused !== undefined) return { state: idle, message: refused, cursor: 'not-allowed' };
  const { box, guides } = spanned(state.origin, event, scene);
  const categoryId = scene.activeCategory!;
  return {
    state: { name: 'drawing', origin: state.origin, box, categoryId },
    draft: { kind: 'new', box, categoryId, guides },
    cursor,
  };
}

function release(state: ToolState, event: PointerInput, scene: Scene): Step {
  switch (state.name) {
    case 'pointing':
      return click(state, event, scene);
    case 'drawing':
      return finish(spanned(state.origin, event, scene).box, event, scene, state.categoryId);
    case 'cornered':
      return finish(spanned(state.origin, event, scene).box, event, scene);
    case 'extremes':
      return addPoint(state.points, event, scene);
    default:
      return { state: idle, cursor };
  }
}

/** The first click: of a corner, of a point, or for the detector where boxes are drawn by a drag. */
function click(state: ToolState & { name: 'pointing' }, event: PointerInput, scene: Scene): Step {
  if (scene.drawing === 'drag' && scene.clicks === 'ask') return askAt(event, scene);
  const refused = refusal(scene);
  if (refused !== undefined) return { state: idle, message: refused, cursor: 'not-allowed' };
  if (scene.drawing === 'drag')
    return { state: idle, cursor, message: t('Drag from corner to corner to draw a box. V selects boxes.') };
  if (scene.drawing === 'four-points') return addPoint([], event, scene);
  return {
    state: { name: 'cornered', origin: state.origin },
    cursor,
    message: t('Click the opposite corner. Backspace or Esc takes the first one back.'),
  };
}

/** Takes what the detector offers there already, else asks it. Classes need not be there: they come with the answer. */
function askAt(event: PointerInput, scene: Scene): Step {
  if (scene.access === 'read') return { state: idle, message: readOnlyMessage, cursor: 'not-allowed' };
  const at = toImage(event.at, scene.viewport);
  if (scene.asking?.kind === 'offered' && contains(scene.asking.box, at)) return { state: idle, cursor, keeps: true };
  if (!contains(bounds(scene.image), at)) return { state: idle, cursor };
  return { state: idle, cursor, asks: { at, classes: event.shift ? 'active' : 'all' } };
}

function cornerDraft(state: ToolState & { name: 'cornered' }, event: PointerInput, scene: Scene): Step {
  const { box, guides } = spanned(state.origin, event, scene);
  if (scene.activeCategory === undefined) return { state: idle, cursor };
  return { state, draft: { kind: 'new', box, categoryId: scene.activeCategory, guides }, cursor };
}

function addPoint(before: readonly ImagePoint[], event: PointerInput, scene: Scene): Step {
  const points = [...before, pulled(event, scene).at];
  if (points.length === 4) return finish(hull(points, scene), event, scene);
  const message =
    before.length === 0
      ? t('Point 1 of 4. Click where the object ends left, right, top and bottom, in any order.')
      : t('Point {place} of 4.', { place: points.length });
  return { ...waiting(points, scene), message };
}

function takeBack(state: ToolState, scene: Scene): Step {
  if (state.name !== 'extremes' || state.points.length < 2) return { state: idle, cursor };
  return waiting(state.points.slice(0, -1), scene);
}

/** Points that wait for the next one, with the pointer (if it is over the canvas) counted in. */
function waiting(points: readonly ImagePoint[], scene: Scene, event?: PointerInput): Step {
  if (scene.activeCategory === undefined) return { state: idle, cursor };
  const next = event && pulled(event, scene);
  const box = hull(next ? [...points, next.at] : points, scene);
  const guides = next?.guides ?? [];
  return {
    state: { name: 'extremes', points },
    draft: { kind: 'points', points, box, categoryId: scene.activeCategory, guides },
    cursor,
  };
}

/** The box becomes a change, or a word says why not. */
function finish(box: Box, event: PointerInput, scene: Scene, categoryId = scene.activeCategory): Step {
  const refused = refusal(scene);
  if (refused !== undefined || categoryId === undefined)
    return { state: idle, cursor: 'not-allowed', ...(refused !== undefined && { message: refused }) };
  const small = tooSmall(box, scene);
  if (small !== undefined) return { state: idle, cursor, message: small };
  const id = scene.nextId();
  const change = draw(id, box, categoryId, scene.image);
  // Ctrl lets go of every magnet; what is drawn about its middle with Alt is meant as it is.
  const edges = event.control || event.alt ? 'exact' : 'loose';
  const drawn = { id, edges } as const;
  return { state: idle, change: { change, done: deed('draw') }, select: new Set([id]), cursor, done: true, drawn };
}

function tooSmall(box: Box, scene: Scene): string | undefined {
  const across = width(box) * scene.viewport.scale;
  const down = height(box) * scene.viewport.scale;
  if (across >= leastSide && down >= leastSide) return undefined;
  if (across < leastSide && down < leastSide && onBorder(box, scene))
    return t('Nothing was drawn: that was beside the picture.');
  const size = `${Math.round(across)} × ${Math.round(down)}`;
  return t('Nothing was drawn: {size} px on screen is too small for a box. Zoom in to draw a small one.', { size });
}

function onBorder({ x1, y1, x2, y2 }: Box, { image }: Scene): boolean {
  return x2 <= 0 || y2 <= 0 || x1 >= image.width || y1 >= image.height;
}

/** Why nothing can be drawn now; undefined when it can. */
function refusal(scene: Scene): string | undefined {
  if (scene.access === 'read') return readOnlyMessage;
  if (scene.activeCategory === undefined) return t('Add or choose a class first, then draw.');
  return undefined;
}

/** From `origin` to the pointer, inside the picture. A square or a box about its middle follows the pointer alone, no lines. */
function spanned(origin: ImagePoint, event: PointerInput, scene: Scene): { box: Box; guides: readonly Guide[] } {
  const way = wayOf(event);
  const plain = way.shape === 'free' && way.from === 'corner';
  const { at, guides } = plain
    ? pulled(event, scene, origin)
    : { at: toImage(event.at, scene.viewport), guides: noAttraction.guides };
  return { box: span(origin, at, way, scene.image), guides };
}

/** The image point under the pointer, drawn to the lines near by; `origin` is the other end of the box. */
function pulled(event: PointerInput, scene: Scene, origin?: ImagePoint): { at: ImagePoint; guides: readonly Guide[] } {
  const at = toImage(event.at, scene.viewport);
  const near = around(origin ? [origin, at] : [at]);
  const { dx, dy, guides } = magnet({ x: [at.x], y: [at.y] }, near, event, scene);
  return { at: imagePoint(at.x + dx, at.y + dy), guides };
}

/** The smallest box around the points. */
function around(points: readonly ImagePoint[]): Box {
  return union(points.map(({ x, y }) => ({ x1: x, y1: y, x2: x, y2: y }))) ?? { x1: 0, y1: 0, x2: 0, y2: 0 };
}

/** The same inside the picture. */
function hull(points: readonly ImagePoint[], scene: Scene): Box {
  return clip(around(points), bounds(scene.image));
}
