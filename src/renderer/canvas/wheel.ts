// What a turn of the wheel or two fingers on a touchpad mean: zoom or scroll. Pure.

export type WheelMotion =
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'scroll'; readonly dx: number; readonly dy: number };

export type WheelInput = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** `touchpad`: fingers scrolled on one a moment ago. */
export type Device = 'touchpad' | 'unknown';

/**
 * A mouse wheel zooms, and so do a pinch (it comes as Ctrl + wheel) and Ctrl + wheel; two fingers on a touchpad, and Shift + wheel,
 * pan. A notch of a mouse wheel comes as lines, or as a whole number of at least 50 pixels straight up or down; so may a flick of
 * two fingers, which must not become a zoom half-way.
 */
export function wheelMotion(event: WheelInput, device: Device = 'unknown'): WheelMotion {
  const unit = event.deltaMode === 1 ? 33 : event.deltaMode === 2 ? 400 : 1;
  const dx = event.deltaX * unit;
  const dy = event.deltaY * unit;
  const notch = device === 'unknown' && isNotch(event);
  if (event.ctrlKey || event.metaKey || (notch && !event.shiftKey)) {
    const exponent = -dy * (isNotch(event) ? 0.002 : 0.01);
    return { kind: 'zoom', factor: Math.exp(Math.max(-0.6, Math.min(0.6, exponent))) };
  }
  return event.shiftKey && dx === 0 ? { kind: 'scroll', dx: -dy, dy: 0 } : { kind: 'scroll', dx: -dx, dy: -dy };
}

/** Fingers on a touchpad send events without a pause; what comes within so many milliseconds of one is of the same hand. */
const sameHand = 120;

/** Reads events one after the other, with their times in milliseconds. */
export function wheelReader(): (event: WheelInput & { readonly timeStamp: number }) => WheelMotion {
  let touchpadSeen = -Infinity;
  return (event) => {
    const device = event.timeStamp - touchpadSeen < sameHand && event.deltaMode === 0 ? 'touchpad' : 'unknown';
    const motion = wheelMotion(event, device);
    if (motion.kind === 'scroll' && (device === 'touchpad' || !isNotch(event))) touchpadSeen = event.timeStamp;
    return motion;
  };
}

function isNotch({ deltaX, deltaY, deltaMode }: WheelInput): boolean {
  return deltaX === 0 && (deltaMode !== 0 || (Number.isInteger(deltaY) && Math.abs(deltaY) >= 50));
}
