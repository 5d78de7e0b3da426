// One tab stop for a list of controls: the arrows go from one to the next, up and down by row, left and right within one.
import type { FocusEvent, KeyboardEvent } from 'react';

/** Marks a row of controls that the arrows go through. */
export const roveRow = { 'data-rove-row': '' } as const;

const controls = 'button:not(:disabled), input, [role="option"]';

/** For the element around the rows. Keys that a control took for itself are left alone. */
export const roving = {
  onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = target(event.currentTarget, event.target as HTMLElement, event.key);
    if (next === undefined) return;
    event.preventDefault();
    focusIn(event.currentTarget, next);
  },
  onFocus(event: FocusEvent<HTMLElement>): void {
    if (event.target.closest('[data-rove-row]')) keepStop(event.currentTarget, event.target as HTMLElement);
  },
} as const;

function target(list: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const rows = [...list.querySelectorAll<HTMLElement>('[data-rove-row]')];
  const row = rows.findIndex((one) => one.contains(from));
  const own = inRow(rows[row]);
  const place = own.indexOf(from);
  if (row < 0 || place < 0) return undefined;
  const beside = (to: number) => {
    const line = inRow(rows[to]);
    return line[Math.min(place, line.length - 1)];
  };
  switch (key) {
    case 'ArrowDown':
      return beside(row + 1);
    case 'ArrowUp':
      return beside(row - 1);
    case 'ArrowRight':
      return own[place + 1];
    case 'ArrowLeft':
      return own[place - 1];
    case 'Home':
      return inRow(rows[0])[0];
    case 'End':
      return inRow(rows.at(-1))[0];
    default:
      return undefined;
  }
}

const inRow = (row: HTMLElement | undefined) => [...(row?.querySelectorAll<HTMLElement>(controls) ?? [])];

function focusIn(list: HTMLElement, control: HTMLElement): void {
  control.focus();
  keepStop(list, control);
}

/** Tab comes back to the control that had the focus last. */
function keepStop(list: HTMLElement, stop: HTMLElement): void {
  for (const control of list.querySelectorAll<HTMLElement>(`[data-rove-row] :is(${controls})`))
    control.tabIndex = control === stop ? 0 : -1;
}
