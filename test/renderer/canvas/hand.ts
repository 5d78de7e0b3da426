// A hand for tests: plays pointer scripts against the tools without a DOM and does with the answers what the window does.
import { apply, type Annotations, type Change } from '../../../src/common/annotation/change.ts';
import type { Annotation, AnnotationId, Category, Origin } from '../../../src/common/annotation/types.ts';
import type { Box } from '../../../src/common/geometry/box.ts';
import { screenPoint, type Viewport } from '../../../src/common/geometry/viewport.ts';
import type { ToolName } from '../../../src/renderer/canvas/props.ts';
import { shownAnnotations, type Scene } from '../../../src/renderer/canvas/scene.ts';
import { step } from '../../../src/renderer/canvas/tools/step.ts';
import { idle, type Step, type ToolEvent, type ToolState } from '../../../src/renderer/canvas/tools/tool.ts';
import type { Deed } from '../../../src/common/annotation/deed.ts';

export const drawn: Origin = { kind: 'drawn' };
export const proposed: Origin = { kind: 'proposed', model: 'm', score: 0.82 };

export function box(x1: number, y1: number, x2: number, y2: number): Box {
  return { x1, y1, x2, y2 };
}

export function annotation(id: AnnotationId, at: Box, origin: Origin = drawn, categoryId = 1): Annotation {
  return { id, categoryId, box: at, origin, crowd: false };
}

export const categories: readonly Category[] = [
  { id: 1, name: 'platelet', colour: '#e69f00', position: 0 },
  { id: 2, name: 'red cell', colour: '#56b4e9', position: 1 },
];

export function sceneOf(boxes: readonly Annotation[], other: Partial<Scene> = {}): Scene {
  const annotations: Annotations = new Map(boxes.map((one) => [one.id, one]));
  return {
    image: { width: 400, height: 300 },
    view: { width: 800, height: 600 },
    viewport: { scale: 1, offsetX: 0, offsetY: 0 },
    annotations,
    shown: shownAnnotations(annotations, 0, 'hidden', 'none'),
    faded: [],
    locked: new Set(),
    selection: new Set(),
    categories: new Map(categories.map((category) => [category.id, category])),
    tool: 'select',
    activeCategory: 1,
    crosshair: true,
    drawing: 'drag',
    snapToBoxes: false,
    boxColours: 'class',
    clicks: 'nothing',
    asking: undefined,
    access: 'write',
    theme: 'dark',
    justAccepted: new Set(),
    nextId: () => 100,
    ...other,
  };
}

interface Keys {
  readonly shift?: true;
  readonly control?: true;
  readonly alt?: true;
}

export interface Hand {
  readonly scene: () => Scene;
  readonly state: () => ToolState;
  readonly last: () => Step;
  readonly changes: readonly { readonly change: Change; readonly done: Deed }[];
  readonly messages: readonly string[];
  readonly selected: () => number[];
  readonly boxOf: (id: AnnotationId) => Box | undefined;
  press(x: number, y: number, keys?: Keys): void;
  move(x: number, y: number, keys?: Keys): void;
  release(x: number, y: number, keys?: Keys): void;
  click(x: number, y: number, keys?: Keys): void;
  /** Press, two moves, release. */
  drag(from: readonly [number, number], to: readonly [number, number], keys?: Keys): void;
  escape(): void;
  back(): void;
  leave(): void;
  /** The scene changes under the tool: another run of the model, a zoom. */
  change(boxes: readonly Annotation[]): void;
}

export function hand(tool: ToolName, start: Scene): Hand {
  let scene: Scene = { ...start, tool };
  let state: ToolState = idle;
  let last: Step = { state };
  let id = 100;
  const changes: { change: Change; done: Deed }[] = [];
  const messages: string[] = [];

  function show(annotations: Annotations, viewport: Viewport = scene.viewport): void {
    scene = { ...scene, annotations, viewport, shown: shownAnnotations(annotations, 0, 'hidden', 'none') };
  }

  function play(event: ToolEvent): void {
    last = step(tool, state, event, { ...scene, nextId: () => id++ });
    state = last.state;
    if (last.change) {
      changes.push(last.change);
      show(apply(scene.annotations, last.change.change));
    }
    if (last.select) scene = { ...scene, selection: last.select };
    if (last.viewport) show(scene.annotations, last.viewport);
    if (last.message !== undefined) messages.push(last.message);
  }

  const point = (kind: 'down' | 'move' | 'up', x: number, y: number, keys: Keys): ToolEvent => ({
    kind,
    at: screenPoint(x, y),
    shift: keys.shift ?? false,
    control: keys.control ?? false,
    alt: keys.alt ?? false,
  });

  const press = (x: number, y: number, keys: Keys = {}) => play(point('down', x, y, keys));
  const move = (x: number, y: number, keys: Keys = {}) => play(point('move', x, y, keys));
  const release = (x: number, y: number, keys: Keys = {}) => play(point('up', x, y, keys));
  return {
    scene: () => scene,
    state: () => state,
    last: () => last,
    changes,
    messages,
    selected: () => [...scene.selection].sort((a, b) => a - b),
    boxOf: (wanted) => scene.annotations.get(wanted)?.box,
    press,
    move,
    release,
    click(x, y, keys) {
      press(x, y, keys);
      release(x, y, keys);
    },
    drag(from, to, keys) {
      press(from[0], from[1], keys);
      move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, keys);
      move(to[0], to[1], keys);
      release(to[0], to[1], keys);
    },
    escape: () => play({ kind: 'cancel' }),
    back: () => play({ kind: 'back' }),
    leave: () => play({ kind: 'leave' }),
    change: (boxes) => show(new Map(boxes.map((one) => [one.id, one]))),
  };
}
