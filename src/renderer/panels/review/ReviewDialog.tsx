// Before a pass over all pictures: check proposals or draw a class, of which class, in what order; with the numbers of now.
import { useEffect, useState } from 'react';
import { grouped, pictures, proposals } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { CategoryId } from '../../../common/annotation/types.ts';
import { reviewOrders, type ClassCount, type ReviewOrder } from '../../../common/review.ts';
import { drawingClass } from '../../commands/classes.ts';
import { scoreWish } from '../../state/review.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { openDialog } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Choice } from '../ExportDialog.tsx';
import { useBounds } from '../useBounds.ts';

const orderWords: Readonly<Record<ReviewOrder, string>> = {
  picture: t('Picture by picture'),
  unsure: t('Least sure first, over all pictures'),
  sure: t('Surest first, over all pictures'),
};

export function ReviewDialog() {
  const desk = useDesk();
  const counts = useCounts();
  const [kind, setKind] = useState<'check' | 'draw'>('check');
  const [wanted, setWanted] = useState<CategoryId | 'all'>('all');
  const [order, setOrder] = useState<ReviewOrder>('picture');
  const { list } = useFields(desk.categories.store, 'list');
  const { shown } = useFields(desk.images.store, 'shown');
  const category = kind === 'draw' && wanted === 'all' ? (drawingClass(desk) ?? 'all') : wanted;
  const found = counts?.reduce(
    (sum, one) => sum + (category === 'all' || one.category === category ? one.boxes : 0),
    0,
  );
  const close = () => openDialog(desk.view, undefined);
  const start = () => {
    close();
    if (kind === 'check') void desk.review.check({ category, order });
    else if (category !== 'all') desk.review.draw(category);
    // The keys of the pass are the canvas's.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[role="application"]')?.focus());
  };
  const isReady = kind === 'check' ? (found ?? 0) > 0 : category !== 'all' && shown.length > 0;
  return (
    <Dialog
      title={t('Pass over all pictures')}
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button look="primary" disabled={!isReady} data-focus-first onClick={start}>
            {kind === 'check'
              ? t('Check {proposals}', { proposals: proposals(found ?? 0) })
              : t('Pass through {pictures}', { pictures: pictures(shown.length) })}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <fieldset>
          <legend>{t('What to do')}</legend>
          <Choice name="pass-kind" checked={kind === 'check'} onChoose={() => setKind('check')}>
            {t('Check proposals one by one, with one key for each')}
          </Choice>
          <Choice name="pass-kind" checked={kind === 'draw'} onChoose={() => setKind('draw')}>
            {t('Draw one class on every picture of the list')}
          </Choice>
        </fieldset>
        <label className="choice">
          {t('Class')}
          <select
            className="field"
            aria-label={t('Class of the pass')}
            value={category}
            onChange={({ currentTarget: { value } }) => setWanted(value === 'all' ? 'all' : Number(value))}
          >
            {kind === 'check' && <option value="all">{withCount(t('All classes'), counts, undefined)}</option>}
            {list.map(({ id, name }) => (
              <option key={id} value={id}>
                {kind === 'check' ? withCount(name, counts, id) : name}
              </option>
            ))}
          </select>
        </label>
        {kind === 'check' ? (
          <>
            <fieldset>
              <legend>{t('Order')}</legend>
              {reviewOrders.map((one) => (
                <Choice key={one} name="pass-order" checked={order === one} onChoose={() => setOrder(one)}>
                  {orderWords[one]}
                </Choice>
              ))}
            </fieldset>
            <ScoreWords isNone={found === 0} />
          </>
        ) : (
          <p className="muted">
            {list.length === 0
              ? t('There is no class yet. Add one first.')
              : t('Only boxes of this class are shown. Enter marks a picture as through and goes on; Escape leaves.')}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function ScoreWords({ isNone }: { isNone: boolean }) {
  const { from, to, byCategory } = useBounds();
  const ends = { from: from.toFixed(2), to: to.toFixed(2) };
  return (
    <p className="muted" role="status">
      {isNone
        ? t('No proposal has such a score. Pre-label pictures, or show more scores.')
        : byCategory.size === 0
          ? t('Scores from {from} to {to}, as they are shown now.', ends)
          : t('Scores from {from} to {to}, as they are shown now; some classes have a least score of their own.', ends)}
    </p>
  );
}

function withCount(name: string, counts: readonly ClassCount[] | undefined, id: CategoryId | undefined): string {
  if (counts === undefined) return name;
  const boxes = counts.reduce((sum, one) => sum + (id === undefined || one.category === id ? one.boxes : 0), 0);
  return `${name} (${grouped(boxes)})`;
}

/** undefined while they are counted; what was edited last is saved first. */
function useCounts(): readonly ClassCount[] | undefined {
  const desk = useDesk();
  const [counts, setCounts] = useState<readonly ClassCount[]>();
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      if (!(await desk.flow.settle())) return;
      const result = await desk.studio.ask('review/counts', { scores: scoreWish(desk) });
      if (isOver) return;
      if (result.ok) setCounts(result.value);
      else desk.notices.report(result.failure);
    };
    void ask();
    return () => {
      isOver = true;
    };
  }, [desk]);
  return counts;
}
