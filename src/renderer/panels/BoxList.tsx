// The boxes of the picture on screen: proposals to accept or reject first, then what a human stands behind.
import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, CornerDownRight, Eye, EyeOff, Undo2, X } from 'lucide-react';
import { useEffect, useRef, type CSSProperties, type MouseEvent } from 'react';
import type { Annotation } from '../../common/annotation/types.ts';
import * as edits from '../../common/annotation/edits.ts';
import { grouped } from '../../common/messages/counts.ts';
import { t, tParts } from '../../common/messages/t.ts';
import { acceptBoxes, discardBoxes } from '../commands/boxes.ts';
import { runCommand } from '../commands.ts';
import { scoreOf } from '../state/boxes.ts';
import { requestViewport } from '../state/view.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { CommandButton, IconButton } from '../ui/Button.tsx';
import { CommandKeys } from '../ui/Keys.tsx';
import { roveRow, roving } from '../ui/rove.ts';
import { ChangesLine } from './comparing/ChangesLine.tsx';
import { RowMarks } from './BoxMarks.tsx';
import { useGroups } from './useGroups.ts';
import { deed } from '../../common/annotation/deed.ts';

const rowHeight = 28;

const kindWords: Readonly<Record<Annotation['origin']['kind'], string>> = {
  drawn: t('drawn'),
  imported: t('imported'),
  proposed: t('proposed'),
  accepted: t('accepted'),
  edited: t('edited'),
  rejected: t('rejected'),
};

type Line =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'box'; readonly annotation: Annotation; readonly unseen: boolean };

export function BoxList() {
  const desk = useDesk();
  const { showRejected } = useFields(desk.view, 'showRejected');
  const groups = useGroups();
  const lines: Line[] = [];
  const section = (text: string, boxes: readonly Annotation[]) => {
    if (boxes.length === 0) return;
    lines.push({ kind: 'title', text: `${text} · ${grouped(boxes.length)}` });
    for (const annotation of boxes) lines.push({ kind: 'box', annotation, unseen: boxes === groups.hidden });
  };
  section(t('Proposed'), groups.proposals);
  section(t('Boxes'), groups.human);
  section(t('Rejected'), groups.rejected);
  section(t('Hidden'), groups.hidden);
  const total = groups.human.length + groups.proposals.length + groups.hidden.length;
  return (
    <section className="part boxes" aria-label={t('Boxes of this picture')}>
      <header className="part-head">
        <h2>
          {t('Boxes')} <span className="muted">{grouped(total)}</span>
        </h2>
        <span className="grow" />
        {groups.unshown > 0 && (
          <span className="small muted">{t('{count, number} not shown by score', { count: groups.unshown })}</span>
        )}
        <CommandButton
          command="view.show-rejected"
          icon={showRejected === 'shown' ? Eye : EyeOff}
          pressed={showRejected === 'shown'}
        />
      </header>
      <ChangesLine />
      {lines.length === 0 ? <NoBoxes unshown={groups.unshown} /> : <Lines lines={lines} />}
    </section>
  );
}

function NoBoxes({ unshown }: { unshown: number }) {
  const { document, images } = useDesk();
  const { phase, image } = useFields(document.store, 'phase', 'image');
  if (phase !== 'ready')
    return <p className="hint muted">{phase === 'loading' ? t('Reading the boxes') : t('No picture is open.')}</p>;
  if (images.get(image ?? 0)?.problem !== undefined)
    return <p className="hint muted">{t('This picture cannot be read.')}</p>;
  return (
    <div className="hint muted">
      {unshown > 0 ? (
        <p>
          {tParts('No proposal has a score that is shown. {keys} lowers the threshold.', {
            keys: <CommandKeys key="keys" command="proposals.threshold-down" />,
          })}
        </p>
      ) : (
        <p>{t('No boxes yet.')}</p>
      )}
      <p>{tParts('{keys} pre-labels this picture', { keys: <CommandKeys key="keys" command="prelabel.this" /> })}</p>
      <p>{tParts('{keys} draws a box', { keys: <CommandKeys key="keys" command="tool.draw" /> })}</p>
    </div>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const { document } = useDesk();
  const { selection } = useFields(document.store, 'selection');
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const only = selection.size === 1 ? [...selection][0] : undefined;
  const room = rows.scrollRect?.height;
  const place = only === undefined ? -1 : lines.findIndex((line) => line.kind === 'box' && line.annotation.id === only);
  useEffect(() => {
    if (place >= 0) rows.scrollToIndex(place, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- another selection scrolls the list, and so does less room for it
  }, [place, only, room]);
  return (
    <div className="part-scroll" ref={scroller}>
      <div
        role="list"
        aria-label={t('Boxes')}
        style={{ height: rows.getTotalSize(), position: 'relative' }}
        {...roving}
      >
        {rows.getVirtualItems().map((row) => {
          const line = lines[row.index];
          if (line === undefined) return null;
          const style: CSSProperties = { transform: `translateY(${row.start}px)` };
          if (line.kind === 'title') {
            return (
              <div key={row.key} className="box-title small muted" style={style} role="presentation">
                {line.text}
              </div>
            );
          }
          return (
            <BoxRow
              key={row.key}
              annotation={line.annotation}
              selected={selection.has(line.annotation.id)}
              unseen={line.unseen}
              style={style}
            />
          );
        })}
      </div>
    </div>
  );
}

interface BoxRowProps {
  readonly annotation: Annotation;
  readonly selected: boolean;
  readonly unseen: boolean;
  readonly style: CSSProperties;
}

function BoxRow({ annotation, selected, unseen, style }: BoxRowProps) {
  const desk = useDesk();
  const { byId } = useFields(desk.categories.store, 'byId');
  const category = byId.get(annotation.categoryId);
  const name = category?.name ?? t('unknown class');
  const kind = annotation.origin.kind;
  const score = scoreOf(annotation);
  const choose = (event: MouseEvent) => {
    if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return desk.document.select([annotation.id]);
    const next = new Set(desk.document.store.getState().selection);
    if (!next.delete(annotation.id)) next.add(annotation.id);
    desk.document.select(next);
  };
  const words =
    score === undefined
      ? t('{name}, {kind}', { name, kind: kindWords[kind] })
      : t('{name}, {kind} {score}', { name, kind: kindWords[kind], score: score.toFixed(2) });
  const colour = category?.colour ?? 'var(--muted)';
  return (
    <div
      role="listitem"
      className={['box-row', selected && 'selected', unseen && 'set-aside', kind].filter(Boolean).join(' ')}
      style={style}
      {...roveRow}
    >
      <button
        type="button"
        className="box-choose"
        aria-pressed={selected}
        onMouseDown={(event) => event.preventDefault()}
        onClick={choose}
        onDoubleClick={() => requestViewport(desk.view, 'show-box', annotation.box)}
      >
        <span
          className={kind === 'proposed' ? 'swatch hollow' : 'swatch'}
          style={{ background: colour, '--swatch': colour } as CSSProperties}
        />
        <span className="cut box-name">{name}</span>
        <span className="sr-only">, {kindWords[kind]} </span>
        <OriginMark kind={kind} />
        {score !== undefined && <span className="score">{score.toFixed(2)}</span>}
      </button>
      <span className="row-actions">
        <RowMarks annotation={annotation} words={words} unseen={unseen} />
        {!unseen && <RowActions annotation={annotation} words={words} />}
      </span>
    </div>
  );
}

/** Where a human's box came from, as a small sign. */
function OriginMark({ kind }: { kind: Annotation['origin']['kind'] }) {
  if (kind === 'accepted') return <Check size={12} strokeWidth={2} className="good" aria-hidden />;
  if (kind === 'edited') return <CornerDownRight size={12} strokeWidth={2} className="muted" aria-hidden />;
  return null;
}

function RowActions({ annotation, words }: { annotation: Annotation; words: string }) {
  const desk = useDesk();
  const { project } = useFields(desk.project, 'project');
  if (project?.readOnly !== false) return null;
  const kind = annotation.origin.kind;
  const restore = () => {
    desk.document.edit(edits.accept(desk.document.store.getState().annotations, [annotation.id]), deed('restore'));
  };
  if (kind === 'rejected')
    return <IconButton small icon={Undo2} label={t('Accept after all: {name}', { name: words })} onClick={restore} />;
  if (kind === 'proposed') {
    return (
      <>
        <IconButton
          small
          icon={Check}
          className="take"
          label={t('Accept {name}', { name: words })}
          keys="Enter"
          onClick={() => acceptBoxes(desk, [annotation])}
        />
        <IconButton
          small
          icon={X}
          className="drop"
          label={t('Reject {name}', { name: words })}
          keys="Delete"
          onClick={() => discardBoxes(desk, [annotation])}
        />
      </>
    );
  }
  return (
    <IconButton
      small
      icon={X}
      className="drop only-hover"
      label={t('Delete {name}', { name: words })}
      keys="Delete"
      onClick={() => {
        desk.document.select([annotation.id]);
        runCommand(desk, 'edit.delete');
      }}
    />
  );
}
