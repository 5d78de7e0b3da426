// The list of pictures: filter and sort above, virtual rows below; it holds as many rows as a project has pictures.
import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleCheck, Search } from 'lucide-react';
import { useCallback, useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import type { ImageId } from '../../common/annotation/types.ts';
import { grouped, pictures } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import { goBy } from '../commands/pictures.ts';
import { runCommand } from '../commands.ts';
import { unfiltered, type ImageSort, type StateFilter } from '../state/imageOrder.ts';
import { openImage } from '../state/openImage.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/Parts.tsx';
import { AmongBar, MarkedBar } from './ListBars.tsx';
import { PictureRow, rowId } from './PictureRow.tsx';
import { SplitFilter } from './SplitFilter.tsx';

const rowHeight = 52;
const pageOfRows = 12;
/** Rows that are there above and below those in sight. */
const overscan = 8;

const stateFilters: readonly (readonly [StateFilter, string])[] = [
  ['all', t('All')],
  ['unfinished', t('Unfinished')],
  ['new', t('New')],
  ['has-proposals', t('Has proposals')],
  ['proposed', t('Only proposals')],
  ['in-work', t('In work')],
  ['returned', t('Returned')],
  ['finished', t('Labelled or reviewed')],
  ['done', t('Labelled, to review')],
  ['reviewed', t('Reviewed')],
  ['problem', t('Unreadable')],
];
const sorts: readonly (readonly [ImageSort, string])[] = [
  ['name', t('Name')],
  ['state', t('State')],
  ['proposals', t('Proposals')],
];

export function PictureList() {
  return (
    <nav className="panel list" data-region="list" aria-label={t('Picture list')}>
      <ListHead />
      <AmongBar />
      <MarkedBar />
      <ListRows />
      <ListFoot />
    </nav>
  );
}

function ListHead() {
  const { images } = useDesk();
  const { query, counts, splits } = useFields(images.store, 'query', 'counts', 'splits');
  return (
    <div className="list-head" role="search" aria-label={t('Filter pictures')}>
      <label className="search">
        <Search size={14} strokeWidth={1.75} aria-hidden />
        <input
          className="field"
          type="text"
          placeholder={t('Find by name')}
          aria-label={t('Find by name')}
          value={query.text}
          onChange={(event) => images.setQuery({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') images.setQuery({ text: '' });
            if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') {
              event.preventDefault();
              document.querySelector<HTMLElement>('[data-region="list"] [data-region-focus]')?.focus();
            }
          }}
        />
      </label>
      <div className="list-choices">
        <select
          className="field"
          aria-label={t('Show pictures')}
          value={query.state}
          onChange={(event) => images.setQuery({ state: event.currentTarget.value as StateFilter })}
        >
          {stateFilters.map(([value, word]) => (
            <option key={value} value={value}>
              {`${word} · ${grouped(counts[value])}`}
            </option>
          ))}
        </select>
        <select
          className="field"
          aria-label={t('Sort pictures')}
          value={query.sort}
          onChange={(event) => images.setQuery({ sort: event.currentTarget.value as ImageSort })}
        >
          {sorts.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
        <SplitFilter
          label={t('Split')}
          className="list-split"
          splits={splits}
          value={query.split}
          onChange={(split) => images.setQuery({ split })}
        />
      </div>
    </div>
  );
}

function ListRows() {
  const desk = useDesk();
  const { images, shown, current, phase } = useFields(desk.images.store, 'images', 'shown', 'current', 'phase');
  const { marked } = useFields(desk.view, 'marked');
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    // The virtualizer works out all of its rows anew for another function.
    getItemKey: useCallback((row: number) => row, []),
  });
  const drawn = rows.getVirtualItems();
  const inSight = Math.ceil((rows.scrollRect?.height ?? 0) / rowHeight) + 1;
  const elements = Math.max(drawn.length, inSight + 2 * overscan);
  const place = current === undefined ? -1 : shown.findIndex((index) => images[index]?.id === current);

  useEffect(() => {
    if (place >= 0) rows.scrollToIndex(place, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a move of the current picture scrolls the list
  }, [place, current]);

  const click = (event: MouseEvent) => {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="option"]') : null;
    const row = Number(option?.dataset['row'] ?? -1);
    const image = images[shown[row] ?? -1];
    if (image === undefined) return;
    if (event.ctrlKey || event.metaKey) return toggleMark(image.id);
    if (event.shiftKey && place >= 0) return markRange(Math.min(place, row), Math.max(place, row));
    openImage(desk, image.id);
    // Whoever works with the hand on the pictures wants the keys on the canvas.
    document.querySelector<HTMLElement>('[role="application"]')?.focus();
  };
  const toggleMark = (image: ImageId) =>
    desk.view.setState(({ marked: before }) => {
      const next = new Set(before);
      if (!next.delete(image)) next.add(image);
      return { marked: next };
    });
  const markRange = (from: number, to: number) =>
    desk.view.setState({ marked: new Set(shown.slice(from, to + 1).flatMap((index) => images[index]?.id ?? [])) });
  const key = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: pageOfRows, PageUp: -pageOfRows };
    const last = shown.length - 1;
    const step = steps[event.key];
    if (event.key === ' ' && current !== undefined) toggleMark(current);
    else if (event.key === 'Enter') document.querySelector<HTMLElement>('[role="application"]')?.focus();
    else if (event.key === 'Home') goBy(desk, -place);
    else if (event.key === 'End') goBy(desk, last - place);
    else if (step === undefined || event.ctrlKey || event.altKey) return;
    else goBy(desk, Math.max(-place, Math.min(last - place, step)));
    event.preventDefault();
  };

  if (phase === 'loading') return <EmptyState title={t('Reading the list of pictures')} />;
  if (shown.length === 0) return <NothingShown all={images.length} />;
  return (
    <div
      ref={scroller}
      className="list-rows"
      role="listbox"
      aria-label={t('Pictures')}
      tabIndex={0}
      data-region-focus
      onClick={click}
      onKeyDown={key}
      {...(place >= 0 && current !== undefined && { 'aria-activedescendant': rowId(current) })}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {drawn.map((row) => {
          const image = images[shown[row.index] ?? -1];
          return (
            image && (
              <PictureRow
                // Rows that scroll in take over the elements of those that left: making them costs a frame.
                key={row.index % elements}
                image={image}
                top={row.start}
                place={row.index + 1}
                of={shown.length}
                current={image.id === current}
                marked={marked.has(image.id)}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function NothingShown({ all }: { all: number }) {
  const { images } = useDesk();
  const { query, counts } = useFields(images.store, 'query', 'counts');
  if (all === 0) return <EmptyState title={t('No pictures yet')} />;
  // The foot of the list says what comes next.
  if (query.state === 'unfinished' && counts.unfinished === 0)
    return <EmptyState icon={CircleCheck} title={t('All pictures are labelled')} />;
  return (
    <EmptyState
      icon={Search}
      title={t('No picture matches')}
      actions={
        <Button dense onClick={() => images.setQuery(unfiltered)}>
          {t('Show all {count, number}', { count: all })}
        </Button>
      }
    >
      <p>{t('Change the name, the state or the split you look for.')}</p>
    </EmptyState>
  );
}

function ListFoot() {
  const desk = useDesk();
  const { counts, shown } = useFields(desk.images.store, 'counts', 'shown');
  if (counts.all === 0) return null;
  if (counts.unfinished === 0 && counts.finished > 0) {
    return (
      <div className="list-foot all-done">
        <CircleCheck size={16} strokeWidth={1.75} className="good" aria-hidden />
        <span className="grow">{t('All labelled')}</span>
        <Button dense onClick={() => runCommand(desk, 'data.export-coco')}>
          {t('Export…')}
        </Button>
      </div>
    );
  }
  const share = Math.floor((100 * counts.finished) / counts.all);
  return (
    <div className="list-foot small muted">
      <span>
        {shown.length === counts.all
          ? pictures(counts.all)
          : t('{shown, number} of {all, plural, one {# picture} other {# pictures}}', {
              shown: shown.length,
              all: counts.all,
            })}
      </span>
      <span>{t('{count, number} labelled · {share} %', { count: counts.finished, share })}</span>
    </div>
  );
}
