// Draws a new box of the active class by a drag from corner to corner. A click selects what lies under it instead.
import { draw } from '../../../common/annotation/edits.ts';
import { bounds, clip, height, normalise, snap, width, type Box } from '../../../common/geometry/box.ts';
import { pick } from '../../../common/geometry/pick.ts';
import { toImage, type ImagePoint } from '../../../common/geometry/viewport.ts';
import type { Scene } from '../scene.ts';
import {
  dragged,
  idle,
  readOnlyMessage,
  type PointerInput,
  type Step,
  type ToolEvent,
  type ToolState,
} from './tool.ts';

export function step(state: ToolState, event: ToolEvent, scene: Scene): Step {
  switch (event.kind) {
    case 'down':
      return press(event, scene);
    case 'move':
      return drag(state, event, scene);
    case 'up':
      return release(state, event, scene);
    case 'leave':
    case 'cancel':
      return { state: idle, cursor: 'crosshair' };
  }
}

function press(event: PointerInput, scene: Scene): Step {
  const origin = toImage(event.at, scene.viewport);
  return {
    state: { name: 'pointing', from: event.at, origin, on: { kind: 'nothing' }, shift: event.shift },
    cursor: 'crosshair',
  };
}

function drag(state: ToolState, event: PointerInput, scene: Scene): Step {
  if (state.name === 'pointing') {
    if (!dragged(state.from, event.at)) return { state, cursor: 'crosshair' };
    const refused = refusal(scene);
    if (refused !== undefined) return { state: idle, message: refused, cursor: 'not-allowed' };
    const categoryId = scene.activeCategory!;
    const box = spanned(state.origin, event, scene);
    return {
      state: { name: 'drawing', origin: state.origin, box, categoryId },
      draft: { kind: 'new', box, categoryId },
      cursor: 'crosshair',
    };
  }
  if (state.name === 'drawing') {
    const box = spanned(state.origin, event, scene);
    return { state: { ...state, box }, draft: { kind: 'new', box, categoryId: state.categoryId }, cursor: 'crosshair' };
  }
  return { state: idle, cursor: refusal(scene) === undefined ? 'crosshair' : 'not-allowed' };
}

function release(state: ToolState, event: PointerInput, scene: Scene): Step {
  if (state.name === 'pointing') {
    const under = pick(scene.shown, event.at, scene.viewport);
    return { state: idle, select: new Set(under ? [under.id] : []), cursor: 'crosshair' };
  }
  if (state.name !== 'drawing') return { state: idle, cursor: 'crosshair' };
  const box = spanned(state.origin, event, scene);
  // A drag beside the picture, or a line, was no box.
  if (width(box) <= 0 || height(box) <= 0) return { state: idle, cursor: 'crosshair' };
  const id = scene.nextId();
  const change = draw(id, box, state.categoryId, scene.image);
  return { state: idle, change: { change, label: 'Draw box' }, select: new Set([id]), cursor: 'crosshair', done: true };
}

/** Why nothing can be drawn now; undefined when it can. */
function refusal(scene: Scene): string | undefined {
  if (scene.access === 'read') return readOnlyMessage;
  if (scene.activeCategory === undefined) return 'Add or choose a class first, then draw.';
  return undefined;
}

/** From corner to corner inside the picture; with Shift a square; with Alt out from the middle. */
function spanned(origin: ImagePoint, event: PointerInput, scene: Scene): Box {
  const at = toImage(event.at, scene.viewport);
  let dx = at.x - origin.x;
  let dy = at.y - origin.y;
  if (event.shift) {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    dx = side * (dx < 0 ? -1 : 1);
    dy = side * (dy < 0 ? -1 : 1);
  }
  const from = event.alt ? { x: origin.x - dx, y: origin.y - dy } : origin;
  const box = normalise({ x1: snap(from.x), y1: snap(from.y), x2: snap(origin.x + dx), y2: snap(origin.y + dy) });
  return clip(box, bounds(scene.image));
}
