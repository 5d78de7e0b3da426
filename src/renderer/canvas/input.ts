// DOM pointer, wheel and key events on the canvas, turned into tool events, pans and zooms. Knows no boxes.
import type { ScreenPoint } from '../../common/geometry/viewport.ts';
import { Pointers, pointOf } from './pointers.ts';
import type { ToolEvent } from './tools/tool.ts';
import { wheelReader } from './wheel.ts';

/**
 * Which hand is at work: the tool that is chosen; the pan tool for as long as its key or the middle button is held; or a finger, which
 * is the tool, except that the select tool pans where there is nothing to take.
 */
export type Hand = 'tool' | 'pan' | 'finger';

export interface InputSink {
  tool(event: ToolEvent, hand: Hand): void;
  zoom(at: ScreenPoint, factor: number): void;
  /** Alt + wheel: one step outwards (1) or inwards (-1) for the edge nearest to `at`. */
  edge(at: ScreenPoint, direction: 1 | -1, reach: 'short' | 'long'): void;
  /** CSS pixels that the picture goes right and down. */
  scroll(dx: number, dy: number): void;
  /** The hand changed, by its key or after a drag: the cursor changes. */
  hand(hand: Hand): void;
  /** Whether a drag lasts, or clicks wait for the next one. */
  busy(): 'no' | 'drag' | 'clicks';
}

export interface Input {
  /** The key that pans while held went down or up. */
  setHand(hand: 'tool' | 'pan'): void;
  end(): void;
}

/** Listens on the canvas element, and to the window for Escape, which drops a drag whatever the keys in force are. */
export function listen(element: HTMLElement, sink: InputSink): Input {
  const ending = new AbortController();
  const { signal } = ending;
  const pointers = new Pointers(element, sink);
  const letGo = () => {
    pointers.drop();
    // What goes from click to click is under way without a pointer that is down.
    if (sink.busy() !== 'no') sink.tool({ kind: 'cancel' }, 'tool');
  };
  element.addEventListener('pointerdown', pointers.down, { signal });
  element.addEventListener('pointermove', pointers.move, { signal });
  element.addEventListener('pointerup', pointers.up, { signal });
  element.addEventListener('pointercancel', pointers.cancel, { signal });
  // After an ordinary release nothing is active any more, so this is a capture that somebody took away.
  element.addEventListener('lostpointercapture', pointers.cancel, { signal });
  element.addEventListener('pointerleave', pointers.leave, { signal });
  element.addEventListener('wheel', wheelListener(element, sink), { passive: false, signal });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && sink.busy() !== 'no') {
        letGo();
        event.preventDefault();
        event.stopImmediatePropagation();
      } else if (event.key === 'Backspace' && sink.busy() === 'clicks' && meantForCanvas(element)) {
        sink.tool({ kind: 'back' }, 'tool');
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    { capture: true, signal },
  );
  window.addEventListener(
    'blur',
    () => {
      // Clicks that wait for the next one outlast a glance at another window.
      if (sink.busy() !== 'clicks') letGo();
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

/** Backspace belongs to the canvas when it has the focus, or when the pointer is on it and nobody works by keyboard elsewhere. */
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

/** So many pixels of a touchpad's scrolling are one step of an edge. */
const edgeStep = 40;

/** With Alt the wheel moves the nearest edge; else it zooms or scrolls, as wheel.ts says. */
function wheelListener(element: HTMLElement, sink: InputSink): (event: WheelEvent) => void {
  const read = wheelReader();
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
    const motion = read(event);
    if (motion.kind === 'zoom') sink.zoom(at, motion.factor);
    else sink.scroll(motion.dx, motion.dy);
  };
}
