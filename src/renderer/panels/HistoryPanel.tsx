// What was done to the picture on screen, step by step with its time; a click or the arrow keys go to any of them.
import { useVirtualizer } from '@tanstack/react-virtual';
import { Bot, X } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import type { HistoryEntry } from '../../common/annotation/history.ts';
import { deedWords } from '../deedWords.ts';
import { grouped } from '../../common/messages/counts.ts';
import { locale, t } from '../../common/messages/t.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { CommandButton } from '../ui/Button.tsx';

const rowHeight = 26;
const time = new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export function HistoryPanel() {
  const { document } = useDesk();
  const { steps, stepsLetGo } = useFields(document.store, 'steps', 'stepsLetGo');
  return (
    <section className="part history" aria-label={t('History of this picture')} data-region="history">
      <header className="part-head">
        <h2>
          {t('History')} <span className="muted">{grouped(steps.length)}</span>
        </h2>
        <span className="grow" />
        <CommandButton command="view.history" icon={X} />
      </header>
      {stepsLetGo && <p className="hint muted">{t('Older steps of this picture were let go to save memory.')}</p>}
      {steps.length === 0 ? <p className="hint muted">{t('Nothing was done to this picture yet.')}</p> : <Steps />}
    </section>
  );
}

/** Row 0 is the picture as it was opened; row n is step n. */
function Steps() {
  const { document } = useDesk();
  const { steps, done } = useFields(document.store, 'steps', 'done');
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const rows = useVirtualizer({
    count: steps.length + 1,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  useEffect(() => {
    rows.scrollToIndex(done, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another place in the history scrolls the list
  }, [done, steps]);
  const key = (event: KeyboardEvent) => {
    const to: Readonly<Record<string, number>> = {
      ArrowUp: done - 1,
      ArrowDown: done + 1,
      PageUp: Math.max(0, done - 10),
      PageDown: Math.min(steps.length, done + 10),
      Home: 0,
      End: steps.length,
    };
    const place = to[event.key];
    if (place === undefined) return;
    event.preventDefault();
    document.goTo(place);
  };
  return (
    <div
      className="part-scroll"
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label={t('Steps')}
      aria-activedescendant={`${id}-${done}`}
      data-region-focus
      onKeyDown={key}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ key: rowKey, index, start }) => (
          <div
            key={rowKey}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === done}
            className={['step-row', index === done && 'selected', index > done && 'undone'].filter(Boolean).join(' ')}
            style={{ transform: `translateY(${start}px)` }}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => document.goTo(index)}
          >
            <Step entry={steps[index - 1]} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Step({ entry }: { entry: HistoryEntry | undefined }) {
  const { categories } = useDesk();
  const { byId } = useFields(categories.store, 'byId');
  if (entry === undefined) return <span className="muted">{t('As it was opened')}</span>;
  const words = deedWords(entry.deed, entry.change, (category) => byId.get(category)?.name);
  return (
    <>
      {entry.by === 'job' && <Bot size={13} strokeWidth={1.75} aria-label={t('by a job')} className="muted" />}
      <span className="cut grow" title={words}>
        {words}
      </span>
      <time className="muted small" dateTime={new Date(entry.at).toISOString()}>
        {time.format(entry.at)}
      </time>
    </>
  );
}
