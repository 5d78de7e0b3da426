// DOM pointer, wheel and key events on the canvas, turned into tool events, pans and zooms. Knows no boxes.
import { screenPoint, type ScreenPoint } from '../../common/geometry/viewport.ts';
import type { ToolEvent } from './tools/tool.ts';

/** Which hand is at work: the tool that is chosen, or the pan tool for as long as Space or the middle button is held. */
export type Hand = 'tool' | 'pan';

export interface InputSink {
  tool(event: ToolEvent, hand: Hand): void;
  zoom(at: ScreenPoint, factor: number): void;
  /** Alt + wheel: one step outwards (1) or inwards (-1) for the edge nearest to `at`. */
  edge(at: ScreenPoint, direction: 1 | -1, reach: 'short' | 'long'): void;
  /** CSS pixels that the picture goes right and down. */
  scroll(dx: number, dy: number): void;
  /** Space went down or up: the cursor changes. */
  hand(hand: Hand): void;
  /** Whether a drag lasts, or clicks wait for the next one. */
  busy(): 'no' | 'drag' | 'clicks';
}

interface Touch {
  readonly at: ScreenPoint;
}

/** Listens on the canvas element (and the window for keys); returns the function that ends it. */
export function listen(element: HTMLElement, sink: InputSink): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const pointers = pointerListener(element, sink);
  element.addEventListener('pointerdown', pointers.down, { signal });
  element.addEventListener('pointermove', pointers.move, { signal });
  element.addEventListener('pointerup', pointers.up, { signal });
  element.addEventListener('pointercancel', pointers.cancel, { signal });
  element.addEventListener('lostpointercapture', pointers.lost, { signal });
  element.addEventListener('pointerleave', pointers.leave, { signal });
  const turn = wheelListener(element, sink);
  element.addEventListener('wheel', turn, { passive: false, signal });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && sink.busy() !== 'no') {
        pointers.drop();
        sink.tool({ kind: 'cancel' }, 'tool');
        event.preventDefault();
        event.stopImmediatePropagation();
      } else if (event.key === 'Backspace' && sink.busy() === 'clicks' && meantForCanvas(element)) {
        sink.tool({ kind: 'back' }, 'tool');
        event.preventDefault();
        event.stopImmediatePropagation();
      } else if (event.key === ' ' && !event.ctrlKey && !event.metaKey && !event.altKey && meantForCanvas(element)) {
        pointers.setSpace('pan');
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    { capture: true, signal },
  );
  window.addEventListener(
    'keyup',
    (event) => {
      if (event.key === ' ') pointers.setSpace('tool');
    },
    { capture: true, signal },
  );
  window.addEventListener(
    'blur',
    () => {
      pointers.setSpace('tool');
      if (sink.busy() !== 'drag') return;
      pointers.drop();
      sink.tool({ kind: 'cancel' }, 'tool');
    },
    { signal },
  );
  markKeyboardFocus(element, signal);
  return () => ending.abort();
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

/** Space belongs to the canvas when it has the focus, or when the pointer is on it and nobody works by keyboard elsewhere. */
function meantForCanvas(element: HTMLElement): boolean {
  const focused = document.activeElement;
  if (focused && element.contains(focused)) return true;
  if (!element.matches(':hover')) return false;
  return (
    !focused ||
    focused === document.body ||
    !focused.matches('input, textarea, select, [contenteditable="true"], :focus-visible')
  );
}

function pointerListener(element: HTMLElement, sink: InputSink) {
  /** The pointer that drags, if any. */
  let active: { readonly id: number; readonly hand: Hand } | undefined;
  let space: Hand = 'tool';
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
      active = { id: from.pointerId, hand: from.button === 1 ? 'pan' : space };
      capture(element, from.pointerId);
      sink.tool(event('down', from), active.hand);
    },
    move(from: PointerEvent): void {
      if (touches.size >= 2 && touches.has(from.pointerId)) return pinch(from);
      if (touches.has(from.pointerId)) touches.set(from.pointerId, { at: pointOf(from, element) });
      if (active && active.id !== from.pointerId) return;
      sink.tool(event('move', from), active?.hand ?? space);
    },
    up(from: PointerEvent): void {
      touches.delete(from.pointerId);
      if (!active || active.id !== from.pointerId) return;
      const { hand } = active;
      active = undefined;
      sink.tool(event('up', from), hand);
      sink.hand(space);
    },
    leave(): void {
      if (!active) sink.tool({ kind: 'leave' }, space);
    },
    setSpace(hand: Hand): void {
      if (space === hand) return;
      space = hand;
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

/** So many pixels of a touchpad's scrolling are one step of an edge. */
const edgeStep = 40;

/**
 * A mouse wheel zooms at the pointer, and so do a pinch and Ctrl + wheel; two fingers on a touchpad, and Shift + wheel, pan; with Alt
 * it moves the nearest edge.
 */
function wheelListener(element: HTMLElement, sink: InputSink): (event: WheelEvent) => void {
  let turned = 0;
  return (event) => {
    event.preventDefault();
    const at = pointOf(event, element);
    if (event.altKey && !event.ctrlKey && !event.metaKey) {
      // With Shift some systems turn the wheel sideways.
      const delta = event.deltaY === 0 ? event.deltaX : event.deltaY;
      const notch = event.deltaMode !== 0 || Math.abs(delta) >= 50;
      turned = notch ? -Math.sign(delta) * edgeStep : turned - delta;
      if (Math.abs(turned) < edgeStep) return;
      sink.edge(at, turned > 0 ? 1 : -1, event.shiftKey ? 'long' : 'short');
      turned = 0;
      return;
    }
    const motion = wheelMotion(event);
    if (motion.kind === 'zoom') sink.zoom(at, motion.factor);
    else sink.scroll(motion.dx, motion.dy);
  };
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
