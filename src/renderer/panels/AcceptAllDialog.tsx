// Before all proposals of all pictures are accepted: from which score on, and how many that are.
import { useEffect, useState } from 'react';
import { proposals } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { ProposalCount } from '../../common/records.ts';
import { useDesk } from '../state/useDesk.ts';
import { openDialog } from '../state/view.ts';
import { boundsOf, thresholdOf } from '../state/threshold.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

/** Milliseconds that the number rests before it is counted. */
const restFor = 120;

export function AcceptAllDialog() {
  const desk = useDesk();
  const [from, setFrom] = useState(() => Math.round(thresholdOf(desk) * 100));
  const { byCategory, to } = boundsOf(desk);
  const count = useCount(from / 100);
  const close = () => openDialog(desk.view, undefined);
  const accept = () => {
    close();
    void desk.categories.edit({ kind: 'accept-all', from: from / 100 });
  };
  const isNone = count !== undefined && count.boxes === 0;
  return (
    <Dialog
      title={t('Accept on all pictures')}
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button look="primary" disabled={count === undefined || isNone} data-focus-first onClick={accept}>
            {count === undefined || isNone
              ? t('Accept')
              : t('Accept {proposals}', { proposals: proposals(count.boxes) })}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <label className="choice">
          {t('Proposals from score')}
          <input
            className="field number-field"
            type="number"
            min={0}
            max={1}
            step={0.05}
            aria-label={t('Least score of the proposals')}
            value={(from / 100).toFixed(2)}
            onChange={(event) => setFrom(Math.round(Math.min(1, Math.max(0, Number(event.currentTarget.value))) * 100))}
          />
        </label>
        <p role="status">
          {count === undefined
            ? t('Counting…')
            : isNone
              ? t('No picture has a proposal with this score.')
              : t(
                  '{boxes, plural, one {# proposal} other {# proposals}} on {images, plural, one {# picture} other {# pictures}} will be accepted.',
                  { boxes: count.boxes, images: count.images },
                )}
        </p>
        {(byCategory.size > 0 || to < 1) && (
          <p className="warn">
            {t('This number alone counts here: not the highest score, nor the scores of single classes.')}
          </p>
        )}
        <p className="muted">{t('It is one step, which can be taken back as a whole, also after a restart.')}</p>
      </div>
    </Dialog>
  );
}

/** undefined while it is counted; what was edited last is saved first. */
function useCount(from: number): ProposalCount | undefined {
  const { studio, flow, notices } = useDesk();
  const [counted, setCounted] = useState<{ readonly from: number; readonly count: ProposalCount }>();
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      if (!(await flow.settle())) return;
      const result = await studio.ask('proposals/count', { from });
      if (isOver) return;
      if (result.ok) setCounted({ from, count: result.value });
      else notices.report(result.failure);
    };
    const timer = setTimeout(() => void ask(), restFor);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [studio, flow, notices, from]);
  return counted?.from === from ? counted.count : undefined;
}
