// Which pointer is at work on the canvas: mouse, pen or fingers. One drags, two fingers pan and pinch, a hand that rests while the pen
// is near does nothing.
import { screenPoint, type ScreenPoint } from '../../common/geometry/viewport.ts';
import type { Hand, InputSink } from './input.ts';
import type { ToolEvent } from './tools/tool.ts';

/** A finger that moves less than this is one that taps, CSS pixels: it is broader than a mouse's point and never still. */
const fingerSlop = 8;
/** So long after its last sign the pen still counts as near, milliseconds. */
const penStays = 600;

/** The pointer that drags. */
interface Active {
  readonly id: number;
  readonly hand: Hand;
  readonly from: ScreenPoint;
  /** A finger that has not left its place yet. */
  isTap: boolean;
}

export class Pointers {
  readonly #element: HTMLElement;
  readonly #sink: InputSink;
  #active: Active | undefined;
  /** By its key, when nothing is dragged. */
  #chosen: 'tool' | 'pan' = 'tool';
  readonly #touches = new Map<number, ScreenPoint>();
  #penSeen = -Infinity;

  constructor(element: HTMLElement, sink: InputSink) {
    this.#element = element;
    this.#sink = sink;
  }

  readonly down = (from: PointerEvent): void => {
    if (this.#isPalm(from)) return;
    if (from.pointerType === 'pen') this.#seePen(from);
    if (from.pointerType === 'touch') {
      this.#touches.set(from.pointerId, pointOf(from, this.#element));
      if (this.#touches.size === 2) return this.drop();
    }
    if (this.#active || this.#touches.size > 1 || from.button > 1) return;
    // The middle button would start the browser's own scrolling.
    if (from.button === 1) from.preventDefault();
    const at = pointOf(from, this.#element);
    this.#active = { id: from.pointerId, hand: this.#handOf(from), from: at, isTap: from.pointerType === 'touch' };
    capture(this.#element, from.pointerId);
    this.#sink.tool(this.#event('down', from), this.#active.hand);
  };

  readonly move = (from: PointerEvent): void => {
    if (this.#isPalm(from)) return;
    if (from.pointerType === 'pen') this.#seePen(from);
    if (this.#touches.size >= 2 && this.#touches.has(from.pointerId)) return this.#pinch(from);
    if (this.#touches.has(from.pointerId)) this.#touches.set(from.pointerId, pointOf(from, this.#element));
    const active = this.#active;
    if (active && active.id !== from.pointerId) return;
    // The second finger of a pinch is up; the first may rest where it is.
    if (!active && from.pointerType === 'touch') return;
    if (active?.isTap) {
      const at = pointOf(from, this.#element);
      if (Math.hypot(at.x - active.from.x, at.y - active.from.y) < fingerSlop) return;
      active.isTap = false;
    }
    this.#sink.tool(this.#event('move', from), active?.hand ?? this.#chosen);
  };

  readonly up = (from: PointerEvent): void => {
    this.#touches.delete(from.pointerId);
    const active = this.#active;
    if (!active || active.id !== from.pointerId) return;
    this.#active = undefined;
    const event = this.#event('up', from);
    this.#sink.tool(active.isTap ? { ...event, at: active.from } : event, active.hand);
    this.#sink.hand(this.#chosen);
  };

  readonly cancel = (from: PointerEvent): void => {
    this.#touches.delete(from.pointerId);
    if (this.#active?.id === from.pointerId) this.drop();
  };

  readonly leave = (from: PointerEvent): void => {
    if (from.pointerType === 'pen') this.#penSeen = from.timeStamp;
    if (!this.#active) this.#sink.tool({ kind: 'leave' }, this.#chosen);
  };

  /** Ends the drag under way; nothing of it is kept. */
  drop(): void {
    const dropped = this.#active;
    if (!dropped) return;
    this.#active = undefined;
    if (this.#element.hasPointerCapture(dropped.id)) this.#element.releasePointerCapture(dropped.id);
    this.#sink.tool({ kind: 'cancel' }, dropped.hand);
  }

  /** The key that pans while held went down or up. */
  readonly setHand = (hand: 'tool' | 'pan'): void => {
    if (this.#chosen === hand) return;
    this.#chosen = hand;
    if (!this.#active) this.#sink.hand(hand);
  };

  #handOf(from: PointerEvent): Hand {
    if (from.button === 1) return 'pan';
    return from.pointerType === 'touch' && this.#chosen === 'tool' ? 'finger' : this.#chosen;
  }

  #seePen(from: PointerEvent): void {
    this.#penSeen = from.timeStamp;
    if (this.#touches.size === 0) return;
    // The hand lay down before the pen did.
    if (this.#active && this.#touches.has(this.#active.id)) this.drop();
    this.#touches.clear();
  }

  #isPalm(from: PointerEvent): boolean {
    if (from.pointerType !== 'touch' || this.#touches.has(from.pointerId)) return false;
    return from.timeStamp - this.#penSeen < penStays;
  }

  #pinch(from: PointerEvent): void {
    const before = spanOf(this.#touches);
    this.#touches.set(from.pointerId, pointOf(from, this.#element));
    const after = spanOf(this.#touches);
    this.#sink.scroll(after.middle.x - before.middle.x, after.middle.y - before.middle.y);
    if (before.distance > 0 && after.distance > 0) this.#sink.zoom(after.middle, after.distance / before.distance);
  }

  #event<Kind extends 'down' | 'move' | 'up'>(kind: Kind, from: PointerEvent): Extract<ToolEvent, { kind: Kind }> {
    return {
      kind,
      at: pointOf(from, this.#element),
      shift: from.shiftKey,
      control: from.ctrlKey || from.metaKey,
      alt: from.altKey,
    } as Extract<ToolEvent, { kind: Kind }>;
  }
}

function capture(element: HTMLElement, pointer: number): void {
  try {
    element.setPointerCapture(pointer);
  } catch {
    // A finger that is up again before its press was handled: the drag goes on without capture and ends by its own event.
  }
}

function spanOf(touches: ReadonlyMap<number, ScreenPoint>): { middle: ScreenPoint; distance: number } {
  const [a, b] = [...touches.values()];
  if (!a || !b) return { middle: a ?? screenPoint(0, 0), distance: 0 };
  return {
    middle: screenPoint((a.x + b.x) / 2, (a.y + b.y) / 2),
    distance: Math.hypot(a.x - b.x, a.y - b.y),
  };
}

export function pointOf(event: MouseEvent, element: HTMLElement): ScreenPoint {
  const frame = element.getBoundingClientRect();
  return screenPoint(event.clientX - frame.left, event.clientY - frame.top);
}
