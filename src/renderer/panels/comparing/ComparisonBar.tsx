// The lines above the canvas while two sets of boxes are compared: whose they are, from which score on, what differs, and the walk through it.
import { ArrowRight, Ban, Check, ChevronLeft, ChevronRight, RefreshCw, X } from 'lucide-react';
import { useEffect } from 'react';
import { differenceKinds, type DifferenceKind } from '../../../common/annotation/comparison.ts';
import { t } from '../../../common/messages/t.ts';
import { announceComparison } from '../../commands/comparing.ts';
import {
  crowdWords,
  emptyWords,
  failureWords,
  kindWords,
  loadingWords,
  shortWords,
  signs,
  walkWords,
} from '../../comparisonWords.ts';
import type { ComparisonView } from '../../state/comparisonView.ts';
import type { SideName } from '../../state/differences.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button, CommandButton, Tip } from '../../ui/Button.tsx';
import { ProgressBar, Slider } from '../../ui/Parts.tsx';
import { LineSample } from './LineSample.tsx';
import { SecondModel } from './SecondModel.tsx';
import { useComparison } from './useComparison.ts';

export function ComparisonBar() {
  const view = useComparison();
  useAnnounced(view);
  if (view === undefined) return null;
  return (
    <section className="review-bar comparison-bar" aria-label={t('Comparison')} data-region="comparison">
      <div className="review-line">
        {view.sides.before.model !== '' && (
          <>
            <Side view={view} side="before" />
            <ArrowRight size={14} strokeWidth={1.75} className="muted arrow-between" aria-hidden />
          </>
        )}
        <Side view={view} side="now" />
        <span className="grow" />
        <CommandButton command="compare.leave" icon={X} />
      </div>
      <div className="review-line comparison-line">
        {view.is === 'ready' && differenceKinds.map((kind) => <Kind key={kind} view={view} kind={kind} />)}
        <Said view={view} />
        {view.is === 'failed' && <Again />}
        {view.walk.length > 0 && <Walk />}
      </div>
      {view.is === 'loading' && <ProgressBar done={0} total={0} label={loadingWords(view) ?? ''} />}
    </section>
  );
}

/** Said once for each picture and pair of models. */
function useAnnounced(view: ComparisonView | undefined): void {
  const desk = useDesk();
  const { image } = useFields(desk.document.store, 'image');
  const { is, kind, sides } = view ?? {};
  useEffect(() => {
    const now = desk.comparing.view();
    if (now) announceComparison(desk, now);
  }, [desk, image, is, kind, sides?.before.model, sides?.now.model]);
}

function Side({ view, side }: { view: ComparisonView; side: SideName }) {
  const desk = useDesk();
  const { name, model, from, floor } = view.sides[side];
  const label = t('Least score of {model}', { model: name });
  if (model === '') return null;
  return (
    <span className="compared-side">
      <LineSample kind={side} />
      {side === 'now' && view.kind === 'models' ? (
        <SecondModel name={name} />
      ) : (
        <strong className="cut" title={name}>
          {name}
        </strong>
      )}
      <Tip text={label}>
        <span className="compared-least">
          <Slider label={label} value={from} least={floor} onChange={(score) => desk.comparing.setLeast(side, score)} />
          <span className="muted">{`≥ ${from.toFixed(2)}`}</span>
        </span>
      </Tip>
    </span>
  );
}

/** Paints the kind, or not. */
function Kind({ view, kind }: { view: ComparisonView; kind: DifferenceKind }) {
  const desk = useDesk();
  const words = kindWords(kind, view.kind);
  return (
    <Tip text={t('Shown or not: {kind}', { kind: words })}>
      <button
        type="button"
        className="compared-kind"
        aria-pressed={view.shown.has(kind)}
        aria-label={t('{count, number} {kind}', { count: view.counts[kind], kind: words })}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => desk.comparing.toggle(kind)}
      >
        <LineSample kind={kind} />
        <span>{signs[kind]}</span>
        <span>{t('{count, number}', { count: view.counts[kind] })}</span>
        <span className="compared-words">{words}</span>
        <span className="compared-short">{shortWords(kind, view.kind)}</span>
      </button>
    </Tip>
  );
}

/** What there is to say beside the counts: that it loads, why it failed, that nothing differs, where the walk stands. */
function Said({ view }: { view: ComparisonView }) {
  const failure = failureWords(view);
  const words = failure ?? loadingWords(view) ?? emptyWords(view) ?? walkWords(view) ?? crowdWords(view);
  const place = view.walk.length > 0 && view.place >= 0;
  return (
    <span
      className={`review-words cut grow ${failure ? 'bad selectable' : place ? 'compared-walk' : 'muted'}`}
      title={words}
    >
      {place ? t('{place, number} of {count, number}', { place: view.place + 1, count: view.walk.length }) : words}
    </span>
  );
}

function Again() {
  const desk = useDesk();
  return (
    <Button dense icon={RefreshCw} onMouseDown={(event) => event.preventDefault()} onClick={desk.comparing.retry}>
      {t('Look once more')}
    </Button>
  );
}

function Walk() {
  return (
    <>
      <CommandButton command="compare.previous" icon={ChevronLeft} />
      <CommandButton command="compare.next" icon={ChevronRight} />
      <CommandButton command="compare.take" icon={Check} />
      <CommandButton command="compare.reject" icon={Ban} />
    </>
  );
}
