// Where the pointer and the keys go in the grid of cells.
import type { KeyboardEvent, MouseEvent } from 'react';
import type { Step } from '../../state/gridSelection.ts';

export function placeUnder(event: MouseEvent): number | undefined {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-place]') : null;
  return cell === null ? undefined : Number(cell.dataset['place']);
}

export function click(event: MouseEvent, go: (place: number, step: Step) => void): void {
  const place = placeUnder(event);
  if (place === undefined || event.button !== 0) return;
  go(place, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'only');
}

interface Layout {
  readonly columns: number;
  /** Rows of a page. */
  readonly page: number;
  readonly last: number;
}

/** Arrows, pages and ends: Shift extends, Ctrl walks without selecting, Ctrl and Space toggles. */
export function moveOf(
  event: KeyboardEvent,
  { columns, page, last }: Layout,
  cursor: number,
): [number, Step] | undefined {
  if (event.altKey) return undefined;
  const isCtrl = event.ctrlKey || event.metaKey;
  if (event.key === ' ' && isCtrl) return [cursor, 'toggle'];
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * page,
    PageDown: columns * page,
    Home: -Infinity,
    End: Infinity,
  };
  const step = steps[event.key];
  if (step === undefined) return undefined;
  const how: Step = event.shiftKey ? 'extend' : isCtrl ? 'walk' : 'only';
  if (cursor < 0) return [event.key === 'End' ? last : 0, how];
  const place = cursor + step;
  // Up from the first row and down from the last stay in the column.
  if (Math.abs(step) === columns && (place < 0 || place > last)) return [cursor, how];
  return [Math.min(last, Math.max(0, place)), how];
}
