// Selects (smallest first), brushes, moves and resizes. A drag keeps a draft; one Change is recorded on release.
import { isEmpty, type Change } from '../../../common/annotation/change.ts';
import { move, resize } from '../../../common/annotation/edits.ts';
import type { AnnotationId } from '../../../common/annotation/types.ts';
import { normalise, translate, union, type Box } from '../../../common/geometry/box.ts';
import { noAttraction, type Attraction, type Edges } from '../../../common/geometry/magnet.ts';
import { brushed, pickAll, pickHandle } from '../../../common/geometry/pick.ts';
import { handlePoint, resize as pullHandle, type Handle } from '../../../common/geometry/resize.ts';
import { plainWay } from '../../../common/geometry/span.ts';
import { toImage, type ScreenPoint } from '../../../common/geometry/viewport.ts';
import type { Scene } from '../scene.ts';
import { magnet } from './magnet.ts';
import {
  cursorOf,
  dragged,
  idle,
  lockedMessage,
  readOnlyMessage,
  wayOf,
  type Draft,
  type Pointed,
  type PointerInput,
  type Step,
  type ToolEvent,
  type ToolState,
} from './tool.ts';
import { deed } from '../../../common/annotation/deed.ts';

export function step(state: ToolState, event: ToolEvent, scene: Scene): Step {
  switch (event.kind) {
    case 'down':
      return press(event, scene);
    case 'move':
      return drag(state, event, scene);
    case 'up':
      return release(state, event, scene);
    case 'leave':
    case 'back':
      return { state: idle, cursor: 'default' };
    case 'cancel':
      // Escape with nothing under way lets the selection go.
      return state.name === 'idle'
        ? { state: idle, select: new Set(), cursor: 'default' }
        : { state: idle, cursor: 'default' };
  }
}

function press(event: PointerInput, scene: Scene): Step {
  const on = pointed(event.at, scene);
  const origin = toImage(event.at, scene.viewport);
  const cursor = on.kind === 'handle' ? cursorOf(on.handle) : 'default';
  return { state: { name: 'pointing', from: event.at, origin, on, shift: event.shift || event.control }, cursor };
}

/** The handle of the one selected box, or the stack of boxes under the point. */
function pointed(at: ScreenPoint, scene: Scene): Pointed {
  const handle = handleAt(at, scene);
  if (handle) return { kind: 'handle', ...handle };
  const stack = pickAll(scene.shown, at, scene.viewport).map((annotation) => annotation.id);
  return stack.length > 0 ? { kind: 'boxes', stack } : { kind: 'nothing' };
}

function handleAt(at: ScreenPoint, scene: Scene): { id: AnnotationId; handle: Handle } | undefined {
  if (scene.access === 'read' || scene.selection.size !== 1) return undefined;
  const selected = scene.shown.find((annotation) => scene.selection.has(annotation.id));
  const handle = selected && pickHandle(selected.box, at, scene.viewport);
  return handle && !scene.locked.has(selected.id) ? { id: selected.id, handle } : undefined;
}

function drag(state: ToolState, event: PointerInput, scene: Scene): Step {
  switch (state.name) {
    case 'pointing':
      return dragged(state.from, event.at) ? begin(state, event, scene) : { state };
    case 'brushing':
      return brush(state, event, scene);
    case 'moving':
      return pull(state, event, scene);
    case 'resizing':
      return pull(state, event, scene);
    default:
      return hover(event, scene);
  }
}

function hover(event: PointerInput, scene: Scene): Step {
  const on = pointed(event.at, scene);
  if (on.kind === 'handle') return { state: idle, hover: on.id, cursor: cursorOf(on.handle) };
  if (on.kind === 'nothing') return { state: idle, cursor: 'default' };
  const movable = scene.access === 'write' && on.stack.some((id) => scene.selection.has(id) && !scene.locked.has(id));
  return { state: idle, hover: on.stack[0]!, cursor: movable ? 'move' : 'default' };
}

/** The press has become a drag: of a handle, of boxes, or of a brush. */
function begin(state: ToolState & { name: 'pointing' }, event: PointerInput, scene: Scene): Step {
  const { on, origin, shift } = state;
  if (on.kind === 'handle') {
    return pull({ name: 'resizing', origin, id: on.id, handle: on.handle, dx: 0, dy: 0, way: plainWay }, event, scene);
  }
  // A locked box is ground to brush on, unless it is what the hand has selected.
  const held = on.kind === 'boxes' ? on.stack.filter((id) => scene.selection.has(id) || !scene.locked.has(id)) : [];
  if (held.length === 0 || shift) {
    return brush({ name: 'brushing', origin, kept: shift ? scene.selection : new Set() }, event, scene);
  }
  if (scene.access === 'read') return { state: idle, message: readOnlyMessage, cursor: 'not-allowed' };
  // A selected box under the pointer is what moves, even below a smaller one: it is the one with the halo.
  const grabbed = held.find((id) => scene.selection.has(id));
  const ids = new Set(grabbed === undefined ? [held[0]!] : [...scene.selection].filter((id) => !scene.locked.has(id)));
  if (ids.size === 0) return { state: idle, message: lockedMessage, cursor: 'not-allowed' };
  const begun = pull({ name: 'moving', origin, ids, dx: 0, dy: 0 }, event, scene);
  return grabbed === undefined ? { ...begun, select: ids } : begun;
}

function brush(state: ToolState & { name: 'brushing' }, event: PointerInput, scene: Scene): Step {
  const at = toImage(event.at, scene.viewport);
  const box = normalise({ x1: state.origin.x, y1: state.origin.y, x2: at.x, y2: at.y });
  const ids = new Set(state.kept);
  for (const annotation of brushed(scene.shown, box)) ids.add(annotation.id);
  return { state, draft: { kind: 'brush', box, ids }, cursor: 'default' };
}

type Pulling = ToolState & { name: 'moving' | 'resizing' };

function pull(state: Pulling, event: PointerInput, scene: Scene): Step {
  const at = toImage(event.at, scene.viewport);
  let dx = at.x - state.origin.x;
  let dy = at.y - state.origin.y;
  if (state.name === 'moving' && event.shift) {
    if (Math.abs(dx) > Math.abs(dy)) dy = 0;
    else dx = 0;
  }
  const wanted: Pulling = state.name === 'moving' ? { ...state, dx, dy } : { ...state, dx, dy, way: wayOf(event) };
  const drawn = attraction(wanted, event, scene);
  const next: Pulling = { ...wanted, dx: dx + drawn.dx, dy: dy + drawn.dy };
  const draft = draftOf(next, scene);
  if (draft === undefined) return { state: idle, cursor: 'default' };
  return { state: next, draft: { ...draft, guides: drawn.guides }, cursor: pullCursor(next, scene) };
}

/** What the lines near by add to the pull. An axis that does not move is left alone, and so is a square or a box about its middle. */
function attraction(state: Pulling, event: PointerInput, scene: Scene): Attraction {
  const ids = state.name === 'moving' ? state.ids : new Set([state.id]);
  const boxes = [...ids].flatMap((id) => scene.annotations.get(id)?.box ?? []);
  const group = union(boxes);
  const square = state.name === 'resizing' && (state.way.shape === 'square' || state.way.from === 'centre');
  if (group === undefined || square) return noAttraction;
  const near = translate(group, state.dx, state.dy);
  const moving = state.name === 'moving' ? { x: [near.x1, near.x2], y: [near.y1, near.y2] } : pulledEdges(group, state);
  const edges: Edges = { x: state.dx === 0 ? [] : moving.x, y: state.dy === 0 ? [] : moving.y };
  return magnet(edges, near, event, scene, ids);
}

/** Where the hand wants the edges that this handle pulls. */
function pulledEdges(box: Box, { handle, dx, dy }: Pulling & { name: 'resizing' }): Edges {
  const { x, y } = handlePoint(box, handle);
  return { x: /[we]/.test(handle) ? [x + dx] : [], y: /[ns]/.test(handle) ? [y + dy] : [] };
}

function pullCursor(state: Pulling, scene: Scene) {
  if (state.name === 'moving') return 'move';
  const from = scene.annotations.get(state.id);
  return cursorOf(
    from ? pullHandle(from.box, state.handle, state.dx, state.dy, scene.image, state.way).handle : state.handle,
  );
}

function changeOf(state: Pulling, scene: Scene): Change {
  return state.name === 'moving'
    ? move(scene.annotations, state.ids, state.dx, state.dy, scene.image)
    : resize(scene.annotations, state.id, state.handle, state.dx, state.dy, scene.image, state.way);
}

/** undefined when none of the boxes is there any more (another run of the model replaced them). */
function draftOf(state: Pulling, scene: Scene): (Draft & { kind: 'boxes' }) | undefined {
  const boxes = new Map<AnnotationId, Box>();
  for (const id of state.name === 'moving' ? state.ids : [state.id]) {
    const annotation = scene.annotations.get(id);
    if (annotation) boxes.set(id, annotation.box);
  }
  for (const [, to] of changeOf(state, scene).updated) boxes.set(to.id, to.box);
  return boxes.size > 0 ? { kind: 'boxes', boxes } : undefined;
}

function release(state: ToolState, event: PointerInput, scene: Scene): Step {
  switch (state.name) {
    case 'pointing':
      return { state: idle, select: clicked(state, event, scene) };
    case 'brushing': {
      const draft = brush(state, event, scene).draft;
      return { state: idle, select: draft?.kind === 'brush' ? draft.ids : state.kept, cursor: 'default' };
    }
    case 'moving':
    case 'resizing': {
      const last = pull(state, event, scene).state;
      if (last.name !== 'moving' && last.name !== 'resizing') return { state: idle };
      const change = changeOf(last, scene);
      if (isEmpty(change)) return { state: idle };
      return {
        state: idle,
        change: { change, done: deed(last.name === 'moving' ? 'move' : 'resize', change.updated.length) },
      };
    }
    default:
      return { state: idle };
  }
}

/** A click takes the smallest box; with Shift or Ctrl it toggles it; with Alt it goes on to the next larger one. */
function clicked(
  state: ToolState & { name: 'pointing' },
  event: PointerInput,
  scene: Scene,
): ReadonlySet<AnnotationId> {
  const { on, shift } = state;
  const stack =
    on.kind === 'handle'
      ? pickAll(scene.shown, event.at, scene.viewport).map((annotation) => annotation.id)
      : on.kind === 'boxes'
        ? on.stack
        : [];
  // A click on a handle beside its box keeps the selection.
  if (on.kind === 'handle' && stack.length === 0) return scene.selection;
  const smallest = stack[0];
  if (smallest === undefined) return shift ? scene.selection : new Set();
  if (shift) {
    const ids = new Set(scene.selection);
    if (!ids.delete(smallest)) ids.add(smallest);
    return ids;
  }
  if (!event.alt) return new Set([smallest]);
  const current = stack.findIndex((id) => scene.selection.has(id));
  return new Set([stack[(current + 1) % stack.length]!]);
}
