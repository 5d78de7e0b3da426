// Before a pass over all pictures: check proposals or draw a class, of which class, in what order; with the numbers of now.
import { useEffect, useState } from 'react';
import type { CategoryId } from '../../../common/annotation/types.ts';
import { reviewOrders, type ClassCount, type ReviewOrder } from '../../../common/review.ts';
import { counted } from '../../../common/words.ts';
import { drawingClass } from '../../commands/classes.ts';
import { scoreWish } from '../../state/review.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { openDialog } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Choice } from '../ExportDialog.tsx';
import { useBounds } from '../useBounds.ts';

const orderWords: Readonly<Record<ReviewOrder, string>> = {
  picture: 'Picture by picture',
  unsure: 'Least sure first, over all pictures',
  sure: 'Surest first, over all pictures',
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
  const proposals = counts?.reduce(
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
  const isReady = kind === 'check' ? (proposals ?? 0) > 0 : category !== 'all' && shown.length > 0;
  return (
    <Dialog
      title="Pass over all pictures"
      onClose={close}
      foot={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" disabled={!isReady} data-focus-first onClick={start}>
            {kind === 'check'
              ? `Check ${counted(proposals ?? 0, 'proposal')}`
              : `Pass through ${counted(shown.length, 'picture')}`}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <fieldset>
          <legend>What to do</legend>
          <Choice name="pass-kind" checked={kind === 'check'} onChoose={() => setKind('check')}>
            Check proposals one by one, with one key for each
          </Choice>
          <Choice name="pass-kind" checked={kind === 'draw'} onChoose={() => setKind('draw')}>
            Draw one class on every picture of the list
          </Choice>
        </fieldset>
        <label className="choice">
          Class
          <select
            className="field"
            aria-label="Class of the pass"
            value={category}
            onChange={({ currentTarget: { value } }) => setWanted(value === 'all' ? 'all' : Number(value))}
          >
            {kind === 'check' && <option value="all">{withCount('All classes', counts, undefined)}</option>}
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
              <legend>Order</legend>
              {reviewOrders.map((one) => (
                <Choice key={one} name="pass-order" checked={order === one} onChoose={() => setOrder(one)}>
                  {orderWords[one]}
                </Choice>
              ))}
            </fieldset>
            <ScoreWords isNone={proposals === 0} />
          </>
        ) : (
          <p className="muted">
            {list.length === 0
              ? 'There is no class yet. Add one first.'
              : 'Only boxes of this class are shown. Enter marks a picture as through and goes on; Escape leaves.'}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function ScoreWords({ isNone }: { isNone: boolean }) {
  const { from, to, byCategory } = useBounds();
  const own = byCategory.size === 0 ? '' : '; some classes have a least score of their own';
  return (
    <p className="muted" role="status">
      {isNone
        ? 'No proposal has such a score. Pre-label pictures, or show more scores.'
        : `Scores from ${from.toFixed(2)} to ${to.toFixed(2)}, as they are shown now${own}.`}
    </p>
  );
}

function withCount(name: string, counts: readonly ClassCount[] | undefined, id: CategoryId | undefined): string {
  if (counts === undefined) return name;
  const boxes = counts.reduce((sum, one) => sum + (id === undefined || one.category === id ? one.boxes : 0), 0);
  return `${name} (${boxes.toLocaleString('en')})`;
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
