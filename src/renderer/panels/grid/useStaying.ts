// Where the cells of the grid are scrolled to: what one looks at stays where it is, whatever leaves the list or changes its size.
import { useLayoutEffect, useRef, type RefObject } from 'react';

/** Around all cells, CSS pixels. */
export const border = 10;

interface Staying {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rows: { measure(): void; scrollToIndex(index: number, options: { align: 'auto' | 'start' }): void };
  readonly columns: number;
  readonly rowHeight: number;
  readonly ids: readonly number[];
  readonly cursor: number;
}

/** What one looks at stays where it is: when boxes leave the list, when cells get another size; and the cursor is in sight. */
export function useStaying({ scroller, rows, columns, rowHeight, ids, cursor }: Staying): void {
  const before = useRef({ ids, cursor, columns, rowHeight });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const was = before.current;
    if (was.columns !== columns || was.rowHeight !== rowHeight) {
      rows.measure();
      const top = Math.max(0, Math.round((element.scrollTop - border) / was.rowHeight)) * was.columns;
      const kept = cursor >= 0 && isInSight(element, was, cursor) ? cursor : top;
      const from = border + Math.floor(kept / was.columns) * was.rowHeight - element.scrollTop;
      element.scrollTo({ top: border + Math.floor(kept / columns) * rowHeight - from });
    } else if (was.ids !== ids && was.cursor >= 0 && cursor >= 0) {
      const gone = Math.floor(was.cursor / columns) - Math.floor(cursor / columns);
      element.scrollBy({ top: -gone * rowHeight });
    } else if (was.ids !== ids && cursor < 0) element.scrollTo({ top: 0 });
    if (was.cursor !== cursor && cursor >= 0) rows.scrollToIndex(Math.floor(cursor / columns), { align: 'auto' });
    before.current = { ids, cursor, columns, rowHeight };
  });
}

function isInSight(
  element: HTMLElement,
  { columns, rowHeight }: { readonly columns: number; readonly rowHeight: number },
  place: number,
): boolean {
  const top = border + Math.floor(place / columns) * rowHeight;
  return top + rowHeight > element.scrollTop && top < element.scrollTop + element.clientHeight;
}
