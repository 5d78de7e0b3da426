// DOM pointer, wheel and key events on the canvas, turned into tool events, pans and zooms. Knows no boxes.
import { screenPoint, type ScreenPoint } from '../../common/geometry/viewport.ts';
import type { ToolEvent } from './tools/tool.ts';

/** Which hand is at work: the tool that is chosen, or the pan tool for as long as its key or the middle button is held. */
export type Hand = 'tool' | 'pan';

export interface InputSink {
  tool(event: ToolEvent, hand: Hand): void;
  zoom(at: ScreenPoint, factor: number): void;
  /** CSS pixels that the picture goes right and down. */
  scroll(dx: number, dy: number): void;
  /** The hand changed, by its key or after a drag: the cursor changes. */
  hand(hand: Hand): void;
  /** True while a drag lasts. */
  busy(): boolean;
}

interface Touch {
  readonly at: ScreenPoint;
}

export interface Input {
  /** The key that pans while held went down or up. */
  setHand(hand: Hand): void;
  end(): void;
}

/** Listens on the canvas element, and to the window for Escape, which drops a drag whatever the keys in force are. */
export function listen(element: HTMLElement, sink: InputSink): Input {
  const ending = new AbortController();
  const { signal } = ending;
  const pointers = pointerListener(element, sink);
  element.addEventListener('pointerdown', pointers.down, { signal });
  element.addEventListener('pointermove', pointers.move, { signal });
  element.addEventListener('pointerup', pointers.up, { signal });
  element.addEventListener('pointercancel', pointers.cancel, { signal });
  element.addEventListener('lostpointercapture', pointers.lost, { signal });
  element.addEventListener('pointerleave', pointers.leave, { signal });
  element.addEventListener('wheel', (event) => wheel(event, element, sink), { passive: false, signal });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && sink.busy()) {
        pointers.drop();
        sink.tool({ kind: 'cancel' }, 'tool');
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    { capture: true, signal },
  );
  window.addEventListener(
    'blur',
    () => {
      if (!sink.busy()) return;
      pointers.drop();
      sink.tool({ kind: 'cancel' }, 'tool');
    },
    { signal },
  );
  markKeyboardFocus(element, signal);
  return { setHand: pointers.setHand, end: () => ending.abort() };
}

/**
 * The focus ring is for who came by keyboard. The browser's own :focus-visible would also frame the canvas from the first
 * shortcut after a click on, which is all day long.
 */
function markKeyboardFocus(element: HTMLElement, signal: AbortSignal): void {
  let pressing = false;
  element.addEventListener(
    'pointerdown',
    () => {
      pressing = true;
      delete element.dataset['ring'];
      setTimeout(() => (pressing = false));
    },
    { capture: true, signal },
  );
  element.addEventListener(
    'focus',
    () => {
      if (!pressing && element.matches(':focus-visible')) element.dataset['ring'] = 'shown';
    },
    { signal },
  );
  element.addEventListener('blur', () => delete element.dataset['ring'], { signal });
}

function pointerListener(element: HTMLElement, sink: InputSink) {
  /** The pointer that drags, if any. */
  let active: { readonly id: number; readonly hand: Hand } | undefined;
  /** By its key, when nothing is dragged. */
  let chosen: Hand = 'tool';
  const touches = new Map<number, Touch>();

  const event = (kind: 'down' | 'move' | 'up', from: PointerEvent): ToolEvent => ({
    kind,
    at: pointOf(from, element),
    shift: from.shiftKey,
    control: from.ctrlKey || from.metaKey,
    alt: from.altKey,
  });

  function pinch(from: PointerEvent): void {
    const before = spanOf(touches);
    touches.set(from.pointerId, { at: pointOf(from, element) });
    const after = spanOf(touches);
    sink.scroll(after.middle.x - before.middle.x, after.middle.y - before.middle.y);
    if (before.distance > 0 && after.distance > 0) sink.zoom(after.middle, after.distance / before.distance);
  }

  function drop(): void {
    const dropped = active;
    active = undefined;
    if (dropped && element.hasPointerCapture(dropped.id)) element.releasePointerCapture(dropped.id);
  }

  function cancel(from: PointerEvent): void {
    touches.delete(from.pointerId);
    if (!active || active.id !== from.pointerId) return;
    drop();
    sink.tool({ kind: 'cancel' }, 'tool');
  }

  return {
    cancel,
    // After an ordinary release nothing is active any more, so this is a capture that somebody took away.
    lost: cancel,
    down(from: PointerEvent): void {
      if (from.pointerType === 'touch') {
        touches.set(from.pointerId, { at: pointOf(from, element) });
        if (touches.size === 2) {
          drop();
          sink.tool({ kind: 'cancel' }, 'tool');
          return;
        }
      }
      if (active || touches.size > 1 || from.button > 1) return;
      // The middle button would start the browser's own scrolling.
      if (from.button === 1) from.preventDefault();
      active = { id: from.pointerId, hand: from.button === 1 ? 'pan' : chosen };
      capture(element, from.pointerId);
      sink.tool(event('down', from), active.hand);
    },
    move(from: PointerEvent): void {
      if (touches.size >= 2 && touches.has(from.pointerId)) return pinch(from);
      if (touches.has(from.pointerId)) touches.set(from.pointerId, { at: pointOf(from, element) });
      if (active && active.id !== from.pointerId) return;
      sink.tool(event('move', from), active?.hand ?? chosen);
    },
    up(from: PointerEvent): void {
      touches.delete(from.pointerId);
      if (!active || active.id !== from.pointerId) return;
      const { hand } = active;
      active = undefined;
      sink.tool(event('up', from), hand);
      sink.hand(chosen);
    },
    leave(): void {
      if (!active) sink.tool({ kind: 'leave' }, chosen);
    },
    setHand(hand: Hand): void {
      if (chosen === hand) return;
      chosen = hand;
      if (!active) sink.hand(hand);
    },
    drop,
  };
}

function capture(element: HTMLElement, pointer: number): void {
  try {
    element.setPointerCapture(pointer);
  } catch {
    // A finger that is up again before its press was handled: the drag goes on without capture and ends by its own event.
  }
}

function spanOf(touches: ReadonlyMap<number, Touch>): { middle: ScreenPoint; distance: number } {
  const [a, b] = [...touches.values()];
  if (!a || !b) return { middle: a?.at ?? screenPoint(0, 0), distance: 0 };
  return {
    middle: screenPoint((a.at.x + b.at.x) / 2, (a.at.y + b.at.y) / 2),
    distance: Math.hypot(a.at.x - b.at.x, a.at.y - b.at.y),
  };
}

function pointOf(event: MouseEvent, element: HTMLElement): ScreenPoint {
  const frame = element.getBoundingClientRect();
  return screenPoint(event.clientX - frame.left, event.clientY - frame.top);
}

/** A mouse wheel zooms at the pointer, and so do a pinch and Ctrl + wheel; two fingers on a touchpad, and Shift + wheel, pan. */
function wheel(event: WheelEvent, element: HTMLElement, sink: InputSink): void {
  event.preventDefault();
  const motion = wheelMotion(event);
  if (motion.kind === 'zoom') sink.zoom(pointOf(event, element), motion.factor);
  else sink.scroll(motion.dx, motion.dy);
}

export type WheelMotion =
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'scroll'; readonly dx: number; readonly dy: number };

type WheelInput = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** What a wheel event means. A notch of a mouse wheel comes as lines, or as a whole number of at least 50 pixels straight up or down. */
export function wheelMotion(event: WheelInput): WheelMotion {
  const unit = event.deltaMode === 1 ? 33 : event.deltaMode === 2 ? 400 : 1;
  const dx = event.deltaX * unit;
  const dy = event.deltaY * unit;
  const notch =
    event.deltaX === 0 && (event.deltaMode !== 0 || (Number.isInteger(event.deltaY) && Math.abs(event.deltaY) >= 50));
  if (event.ctrlKey || event.metaKey || (notch && !event.shiftKey)) {
    const exponent = -dy * (notch ? 0.002 : 0.01);
    return { kind: 'zoom', factor: Math.exp(Math.max(-0.6, Math.min(0.6, exponent))) };
  }
  return event.shiftKey && dx === 0 ? { kind: 'scroll', dx: -dy, dy: 0 } : { kind: 'scroll', dx: -dx, dy: -dy };
}
