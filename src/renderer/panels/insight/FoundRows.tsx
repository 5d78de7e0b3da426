// The list of a finding in virtual rows: pictures, boxes, pairs of boxes, groups of pictures or classes. Arrows go through it, Enter
// or a click opens the picture, and who comes back finds it where it was.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { ruleOf, type ListKind } from '../../../common/health/findings.ts';
import { findingWords } from '../../../common/health/words.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { FoundRow } from './FoundRow.tsx';
import { openRow } from './openRow.ts';

/** CSS pixels. */
const rowHeights: Readonly<Record<ListKind, number>> = { pictures: 56, boxes: 84, pairs: 84, classes: 32, groups: 124 };

/** While the hand scrolls, what is in sight is told when it rests this long, milliseconds. */
const restFor = 50;

const none: readonly (readonly number[])[] = [];

export function FoundRows() {
  const desk = useDesk();
  const { list } = useFields(desk.insight.store, 'list');
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(Math.max(0, list?.row ?? 0));
  const kind = list === undefined ? 'pictures' : ruleOf(list.name).kind;
  const rows = list?.rows ?? none;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeights[kind],
    overscan: 4,
    initialOffset: list?.scrolled ?? 0,
  });
  const shown = virtual.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    const boxes =
      kind === 'boxes' || kind === 'pairs' ? rows.slice(first, last + 1).flatMap((row) => row.slice(1)) : [];
    if (boxes.length === 0) return undefined;
    const timer = setTimeout(() => desk.grid.show(boxes), restFor);
    return () => clearTimeout(timer);
  }, [desk, kind, rows, first, last]);
  useEffect(() => {
    const element = scroller.current;
    if (element !== null) {
      element.scrollTop = desk.insight.store.getState().list?.scrolled ?? 0;
      // Who comes back from a picture goes on with the keys.
      if ((desk.insight.store.getState().list?.row ?? -1) >= 0) element.focus({ preventScroll: true });
    }
    return () => {
      if (element !== null) desk.insight.keepPlace({ scrolled: element.scrollTop });
    };
  }, [desk]);

  const key = (event: KeyboardEvent) => {
    const page = Math.max(1, last - first - 6);
    const steps: Record<string, number> = {
      ...{ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -rows.length, End: rows.length },
    };
    const step = steps[event.key];
    if (event.key === 'Enter') open(cursor);
    else if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    else {
      const next = Math.max(0, Math.min(rows.length - 1, cursor + step));
      setCursor(next);
      virtual.scrollToIndex(next, { align: 'auto' });
    }
    event.preventDefault();
  };
  const open = (row: number, image?: number) => {
    desk.insight.keepPlace({ scrolled: scroller.current?.scrollTop ?? 0 });
    void openRow(desk, row, image);
  };
  if (list === undefined) return null;
  return (
    <div
      ref={scroller}
      className="found-rows"
      role="listbox"
      aria-label={findingWords(list)}
      tabIndex={0}
      onKeyDown={key}
      {...(cursor >= first && cursor <= last && { 'aria-activedescendant': rowId(cursor) })}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {shown.map(({ index, start, size }) => (
          <div
            key={index}
            id={rowId(index)}
            role="option"
            aria-selected={index === cursor}
            aria-posinset={index + 1}
            aria-setsize={rows.length}
            className="found-row"
            style={{ transform: `translateY(${start}px)`, height: size }}
            onClick={(event) => {
              setCursor(index);
              const chosen = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-image]') : null;
              open(index, chosen === null ? undefined : Number(chosen.dataset['image']));
            }}
          >
            <FoundRow kind={kind} row={rows[index] ?? []} />
          </div>
        ))}
      </div>
    </div>
  );
}

const rowId = (row: number) => `found-${row}`;
