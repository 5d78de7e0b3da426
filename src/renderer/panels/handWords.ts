// What the status bar and the toolbar say of the hand: the pixel under the pointer and the zoom. Written by ui/Live.tsx, not by React.
import { t } from '../../common/messages/t.ts';
import type { HandState } from '../state/view.ts';
import { setText } from '../ui/Live.tsx';

/** "46 %", "3.2 %": whole numbers where they are enough. */
function percent(scale: number): string {
  return t('{percent} %', { percent: scale < 0.1 ? (scale * 100).toFixed(1) : Math.round(scale * 100) });
}

export function writePointer(element: HTMLElement, { pointer }: HandState): void {
  setText(element, pointer ? `${Math.floor(pointer.x)}, ${Math.floor(pointer.y)}` : '–, –');
}

export function writeScale(element: HTMLElement, { scale }: HandState): void {
  setText(element, percent(scale));
}

/** The pixel under the pointer: its colour as a spot, and its numbers as the file has them. */
export function writePixel(element: HTMLElement, { pixel }: HandState): void {
  if (pixel === undefined) return setText(element, '');
  const { red, green, blue, samples } = pixel;
  const bytes = red === green && green === blue ? [red] : [red, green, blue];
  setText(element, (samples.length > 0 ? samples : bytes).join(' '));
}

export function paintSwatch(element: HTMLElement, { pixel }: HandState): void {
  element.hidden = pixel === undefined;
  const hex = pixel && [pixel.red, pixel.green, pixel.blue].map((part) => part.toString(16).padStart(2, '0')).join('');
  element.style.background = hex === undefined ? '' : `#${hex}`;
  element.title = hex === undefined ? '' : `#${hex}`;
}
