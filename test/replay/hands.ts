// The annotator's hands without a window: keys through the table of commands, the pointer through the canvas's own tools.
// Counts what was done: a key is one action, and so is a drag or a click.
import type { Size } from '../../src/common/geometry/box.ts';
import {
  fit,
  toImage,
  toScreen,
  type ImagePoint,
  type ScreenPoint,
  type Viewport,
} from '../../src/common/geometry/viewport.ts';
import { fadedAnnotations, shownAnnotations, type Scene } from '../../src/renderer/canvas/scene.ts';
import { ToolHand } from '../../src/renderer/canvas/toolHand.ts';
import type { PointerInput } from '../../src/renderer/canvas/tools/tool.ts';
import { drawingClass } from '../../src/renderer/commands/classes.ts';
import type { Command } from '../../src/renderer/commands/command.ts';
import { meant } from '../../src/renderer/keyboard.ts';
import type { Desk } from '../../src/renderer/state/desk.ts';
import { boundsOf } from '../../src/renderer/state/threshold.ts';
import { press } from '../renderer/support/press.ts';

/** The canvas in CSS pixels. */
export const view: Size = { width: 1000, height: 760 };

export interface Modifiers {
  readonly shift?: boolean;
  readonly control?: boolean;
  readonly alt?: boolean;
}

export class Hands {
  readonly desk: Desk;
  keys = 0;
  drags = 0;
  clicks = 0;
  readonly #tool: ToolHand;
  #viewport: Viewport | undefined;
  #image: number | undefined;

  constructor(desk: Desk) {
    this.desk = desk;
    this.#tool = new ToolHand({
      scene: () => this.scene(),
      cursor: () => undefined,
      lifted: () => undefined,
      taken: ({ viewport, change, select }) => {
        if (viewport) this.#viewport = viewport;
        if (change) desk.document.edit(change.change, change.done);
        if (select) desk.document.select(select);
      },
    });
  }

  get actions(): number {
    return this.keys + this.drags + this.clicks;
  }

  /** What the canvas would paint of the picture on screen. */
  scene(): Scene {
    const { desk } = this;
    const { image: id, annotations, selection, phase } = desk.document.store.getState();
    const image = desk.images.get(id ?? 0);
    const size = { width: Math.max(1, image?.width ?? 1), height: Math.max(1, image?.height ?? 1) };
    if (this.#image !== id) [this.#image, this.#viewport] = [id, undefined];
    this.#viewport ??= fit(size, view);
    const { tool, hidden, showRejected } = desk.view.getState();
    const marks = desk.marks.getState();
    const { drawing, snapToBoxes } = desk.settings.store.getState();
    const seen = [annotations, boundsOf(desk), showRejected, hidden, marks] as const;
    return {
      image: size,
      view,
      viewport: this.#viewport,
      annotations,
      shown: shownAnnotations(...seen),
      faded: fadedAnnotations(...seen),
      locked: marks.locked,
      selection,
      categories: desk.categories.store.getState().byId,
      tool,
      activeCategory: drawingClass(desk),
      crosshair: true,
      drawing,
      snapToBoxes,
      boxColours: 'class',
      clicks: 'nothing',
      asking: undefined,
      access: phase === 'ready' && desk.project.getState().project?.readOnly === false ? 'write' : 'read',
      theme: 'dark',
      justAccepted: new Set(),
      nextId: desk.ids.next,
    };
  }

  /** The commands that this key means now, as on the canvas. */
  meant(stroke: string): Command | undefined {
    return meant(this.desk, press(stroke), 'canvas')[0];
  }

  /** Presses and lets go; false when the key means nothing now. */
  async key(stroke: string): Promise<boolean> {
    const command = this.meant(stroke);
    if (command === undefined) return false;
    this.keys += 1;
    await command.run(this.desk);
    command.release?.(this.desk);
    await this.read();
    return true;
  }

  /** Image pixels from and to. */
  drag(from: ImagePoint, to: ImagePoint, modifiers: Modifiers = {}, end: 'up' | 'cancel' = 'up'): void {
    this.drags += 1;
    const [a, b] = [this.#at(from), this.#at(to)];
    this.#point('move', a, modifiers);
    this.#point('down', a, modifiers);
    this.#point('move', { ...a, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, modifiers);
    this.#point('move', b, modifiers);
    if (end === 'up') this.#point('up', b, modifiers);
    else this.#tool.handle({ kind: 'cancel' }, 'tool');
  }

  click(at: ImagePoint, modifiers: Modifiers = {}): void {
    this.clicks += 1;
    const point = this.#at(at);
    this.#point('move', point, modifiers);
    this.#point('down', point, modifiers);
    this.#point('up', point, modifiers);
  }

  /** What waits for a further click is given up, as Escape does. */
  cancel(): void {
    this.#tool.handle({ kind: 'cancel' }, 'tool');
  }

  /** Waits until the boxes of the picture on screen are read. */
  async read(): Promise<void> {
    while (this.desk.document.store.getState().phase === 'loading')
      await new Promise((resolve) => setImmediate(resolve));
  }

  #at(point: ImagePoint): ScreenPoint {
    return toScreen(point, this.scene().viewport);
  }

  /** The hand goes there, which costs nothing. */
  point(at: ImagePoint): void {
    this.#point('move', this.#at(at), {});
  }

  #point(
    kind: 'down' | 'move' | 'up',
    at: ScreenPoint,
    { shift = false, control = false, alt = false }: Modifiers,
  ): void {
    const input: PointerInput = { at, shift, control, alt };
    const { viewport } = this.scene();
    const { x, y } = toImage(at, viewport);
    this.desk.hand.setState({ pointer: { x, y, on: at }, scale: viewport.scale });
    this.#tool.handle({ kind, ...input }, 'tool');
  }
}
