// The tool in hand over time: which tool an event belongs to, its state and draft, the pointer, the cursor. It paints nothing.
import type { AnnotationId } from '../../common/annotation/types.ts';
import type { ScreenPoint } from '../../common/geometry/viewport.ts';
import type { Hand } from './input.ts';
import type { ToolName } from './props.ts';
import type { Scene } from './scene.ts';
import { step as panStep } from './tools/pan.ts';
import { step } from './tools/step.ts';
import {
  dragged,
  idle,
  waits,
  type Cursor,
  type Draft,
  type Step,
  type ToolEvent,
  type ToolState,
} from './tools/tool.ts';

/** What the surface does with an answer of a tool, and what it is asked for. */
export interface HandSink {
  scene(): Scene;
  cursor(cursor: Cursor): void;
  /** A drag of boxes began or ended: the base leaves out what is under the hand. */
  lifted(): void;
  /** Everything of the step that is not the hand's own: viewport, change, selection, words. */
  taken(taken: Step): void;
}

const usualCursors: Record<ToolName, Cursor> = {
  select: 'default',
  draw: 'crosshair',
  ask: 'crosshair',
  pan: 'grab',
};

export class ToolHand {
  readonly #sink: HandSink;
  #state: ToolState = idle;
  /** Of the hand that a held key or the middle button lends; apart, so that clicks that wait outlast it. */
  #panState: ToolState = idle;
  /** The tool that the drag under way began with. */
  #dragTool: ToolName | undefined;
  #pressedAt: ScreenPoint | undefined;
  #hand: Hand = 'tool';
  #draft: Draft | undefined;
  #hover: AnnotationId | undefined;
  #pointer: ScreenPoint | undefined;

  constructor(sink: HandSink) {
    this.#sink = sink;
  }

  get isBusy(): boolean {
    return this.#state.name !== 'idle';
  }

  /** Whether a drag lasts, or clicks wait for the next one. */
  get busy(): 'no' | 'drag' | 'clicks' {
    return waits(this.#state) ? 'clicks' : this.isBusy ? 'drag' : 'no';
  }

  get draft(): Draft | undefined {
    return this.#draft;
  }

  get hover(): AnnotationId | undefined {
    return this.#hover;
  }

  get pointer(): ScreenPoint | undefined {
    return this.#pointer;
  }

  handle(event: ToolEvent, hand: Hand): void {
    const scene = this.#sink.scene();
    if ('at' in event) this.#pointer = event.at;
    else if (event.kind === 'leave') this.#pointer = undefined;
    if (hand === 'pan' || event.kind === 'cancel') this.#panAside(event, scene);
    if (hand === 'pan') return;
    if (event.kind === 'down') this.#dragTool = toolFor(hand, event, scene);
    const tool = this.#dragTool ?? scene.tool;
    if (event.kind === 'down') this.#pressedAt = event.at;
    const taken = step(tool, this.#state, event, scene);
    this.#take(hand === 'finger' && isTapOfPan(tool, event, this.#pressedAt) ? { ...taken, select: new Set() } : taken);
    if (event.kind === 'up' || event.kind === 'cancel') this.#dragTool = undefined;
  }

  /** Another tool was chosen: clicks that wait are of no use any more. */
  dropClicks(): void {
    if (waits(this.#state)) this.cancel();
  }

  /** Drops the drag under way, if any. */
  cancel(): void {
    if (!this.isBusy) return;
    const scene = this.#sink.scene();
    const tool = this.#dragTool ?? scene.tool;
    this.#dragTool = undefined;
    this.#take(step(tool, this.#state, { kind: 'cancel' }, scene));
  }

  setHand(hand: Hand): void {
    this.#hand = hand;
    this.showCursor();
  }

  /** The cursor of the tool that is chosen now. */
  showCursor(): void {
    this.#sink.cursor(this.#hand === 'pan' ? 'grab' : usualCursors[this.#sink.scene().tool]);
  }

  forgetHover(): void {
    this.#hover = undefined;
  }

  #panAside(event: ToolEvent, scene: Scene): void {
    const taken = panStep(this.#panState, event, scene);
    this.#panState = taken.state;
    if (event.kind === 'cancel') return;
    if (taken.cursor) this.#sink.cursor(taken.cursor);
    if (taken.viewport) this.#sink.taken({ state: this.#state, viewport: taken.viewport });
  }

  #take(taken: Step): void {
    const lifted = this.#draft?.kind === 'boxes';
    this.#state = taken.state;
    this.#draft = taken.draft;
    this.#hover = taken.hover;
    if (lifted !== (taken.draft?.kind === 'boxes')) this.#sink.lifted();
    if (taken.cursor) this.#sink.cursor(taken.cursor);
    this.#sink.taken(taken);
  }
}

/** A finger in the select tool pulls the picture about where there is no box and no handle under it. */
function toolFor(hand: Hand, event: ToolEvent, scene: Scene): ToolName {
  if (hand !== 'finger' || scene.tool !== 'select') return scene.tool;
  const { state } = step('select', idle, event, scene);
  return state.name === 'pointing' && state.on.kind === 'nothing' ? 'pan' : 'select';
}

/** A tap beside all boxes lets the selection go, as a click does, though the finger would have panned. */
function isTapOfPan(tool: ToolName, event: ToolEvent, pressedAt: ScreenPoint | undefined): boolean {
  return tool === 'pan' && event.kind === 'up' && pressedAt !== undefined && !dragged(pressedAt, event.at);
}
