// One tab stop for a list of controls: the arrows go from one to the next, up and down by row, left and right within one.
import type { FocusEvent, KeyboardEvent } from 'react';

/** Marks a row of controls that the arrows go through. */
export const roveRow = { 'data-rove-row': '' } as const;

const controls = 'button:not(:disabled), input, [role="option"]';

/**
 * For the element around the rows. Keys that a control took for itself are left alone, and so are those of somebody who clicked and
 * goes on with the keys of the canvas.
 */
export const roving = {
  /** Keeps one stop while rows come and go: what had the focus, what is chosen, or the first. */
  ref(list: HTMLElement | null): (() => void) | undefined {
    if (list === null) return undefined;
    const settle = () => {
      const stop = stopOf(list);
      if (stop !== undefined) keepStop(list, stop);
    };
    settle();
    const rows = new MutationObserver(settle);
    rows.observe(list, { childList: true, subtree: true });
    return () => rows.disconnect();
  },
  onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(event.target as HTMLElement).matches(':focus-visible')) return;
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

function stopOf(list: HTMLElement): HTMLElement | undefined {
  const all = [...list.querySelectorAll<HTMLElement>(`[data-rove-row] :is(${controls})`)];
  const stops = all.filter(({ tabIndex }) => tabIndex === 0);
  const chosen = () => all.find((one) => one.matches('[aria-current="true"], [aria-pressed="true"]'));
  return all.find((one) => one === document.activeElement) ?? (stops.length === 1 ? stops[0] : chosen()) ?? all[0];
}

/** Tab comes back to the control that had the focus last. */
function keepStop(list: HTMLElement, stop: HTMLElement): void {
  for (const control of list.querySelectorAll<HTMLElement>(`[data-rove-row] :is(${controls})`))
    control.tabIndex = control === stop ? 0 : -1;
}
