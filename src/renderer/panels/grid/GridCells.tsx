// The cells of the grid in virtual rows, the way of the cursor and the pointer over them, and where they are scrolled to.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { t } from '../../../common/messages/t.ts';
import { runCommand } from '../../commands.ts';
import { setSide } from '../../commands/grid.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { click, moveOf, placeUnder } from './cellMoves.ts';
import { captionHeight, cellId, GridCell } from './GridCell.tsx';
import { border, useStaying } from './useStaying.ts';

/** Between cells, CSS pixels. */
const gap = 6;
/** While the hand scrolls, what is in sight is told when it rests this long, milliseconds. */
const restFor = 50;

export function GridCells() {
  const desk = useDesk();
  const { ids, picked, facts, total } = useFields(desk.grid.store, 'ids', 'picked', 'facts', 'total');
  const { gridSide: side, gridContext: context } = useFields(desk.settings.store, 'gridSide', 'gridContext');
  const scroller = useRef<HTMLDivElement>(null);
  const { columns, margin } = useColumns(scroller, side);
  const rowHeight = side + captionHeight + gap;
  const rows = useVirtualizer({
    count: Math.ceil(ids.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 2,
    paddingStart: border,
    paddingEnd: border,
  });
  const shown = rows.getVirtualItems();
  const first = (shown[0]?.index ?? 0) * columns;
  const end = ((shown.at(-1)?.index ?? -1) + 1) * columns;
  useStaying({ scroller, rows, columns, rowHeight, ids, cursor: picked.cursor });
  useInSight(ids, first, end);
  useWheel(scroller);

  useEffect(() => {
    scroller.current?.focus({ preventScroll: true });
  }, []);

  return (
    <div
      ref={scroller}
      className="grid-cells"
      role="grid"
      aria-label={t('Crops')}
      aria-multiselectable
      aria-rowcount={Math.ceil(total / columns)}
      aria-colcount={columns}
      tabIndex={0}
      data-region-focus
      onMouseDown={(event) => click(event, (place, step) => desk.grid.goTo(place, step))}
      onDoubleClick={(event) => placeUnder(event) !== undefined && runCommand(desk, 'grid.open')}
      onKeyDown={(event) => {
        const move = moveOf(
          event,
          { columns, page: Math.max(1, shown.length - 4), last: ids.length - 1 },
          picked.cursor,
        );
        if (move === undefined) return;
        event.preventDefault();
        desk.grid.goTo(...move);
      }}
      {...(picked.cursor >= first && picked.cursor < end && { 'aria-activedescendant': cellId(picked.cursor) })}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {shown.map((row) => (
          <div
            key={row.key}
            role="row"
            aria-rowindex={row.index + 1}
            className="grid-row"
            style={{ transform: `translateY(${row.start}px)`, gap, paddingInline: margin }}
          >
            {ids.slice(row.index * columns, (row.index + 1) * columns).map((id, column) => {
              const place = row.index * columns + column;
              return (
                <GridCell
                  key={id}
                  found={facts.get(id)}
                  place={place}
                  column={column}
                  side={side}
                  context={context}
                  selected={picked.selected.has(id)}
                  isCursor={place === picked.cursor}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

type Scroller = RefObject<HTMLDivElement | null>;

/** How many cells of this side stand in a row, and the room left and right of them: what is left over is shared. */
function useColumns(scroller: Scroller, side: number): { readonly columns: number; readonly margin: number } {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  const columns = Math.max(1, Math.floor((width - 2 * border + gap) / (side + gap)));
  const margin = Math.max(border, Math.floor((width - columns * (side + gap) + gap) / 2));
  return { columns, margin };
}

/** Tells the desk which cells are in sight, when that changed and rests. */
function useInSight(ids: readonly number[], first: number, end: number): void {
  const { grid } = useDesk();
  const { facts } = useFields(grid.store, 'facts');
  useEffect(() => {
    const timer = setTimeout(() => grid.show(ids.slice(first, end)), restFor);
    return () => clearTimeout(timer);
  }, [grid, ids, first, end, facts]);
}

/** Ctrl and the wheel change the size; React's own listener could not keep the page from zooming. */
function useWheel(scroller: Scroller): void {
  const desk = useDesk();
  useEffect(() => {
    const element = scroller.current;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      setSide(desk, desk.settings.store.getState().gridSide * Math.exp(-event.deltaY / 600));
    };
    element?.addEventListener('wheel', wheel, { passive: false });
    return () => element?.removeEventListener('wheel', wheel);
  }, [desk, scroller]);
}
