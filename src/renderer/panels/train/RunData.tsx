// The snapshot that a run learnt from, what changed since, and the way to another run on the same data.
import { RotateCcw } from 'lucide-react';
import { useEffect } from 'react';
import { t } from '../../../common/messages/t.ts';
import { isSame } from '../../../common/snapshots.ts';
import type { RunSummary } from '../../../common/training.ts';
import { runCommand } from '../../commands.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { countWords, shortHash } from '../snapshots/words.ts';

/** A row of the run's settings; nothing for runs from before there were snapshots. */
export function RunData({ run: { snapshot, unseen } }: { readonly run: RunSummary }) {
  const { snapshots } = useDesk();
  const { since } = useFields(snapshots.store, 'since');
  const number = snapshot?.number;
  useEffect(() => {
    if (number !== undefined) void snapshots.lookSince(number);
  }, [snapshots, number]);
  const difference = number === undefined ? undefined : since.get(number);
  return (
    <>
      {unseen !== undefined && (
        <>
          <dt>{t('Held out')}</dt>
          <dd>
            {t(
              'the project’s split val; {count, plural, =0 {no picture is in test} one {# picture of test was never seen} other {# pictures of test were never seen}}',
              { count: unseen },
            )}
          </dd>
        </>
      )}
      {snapshot && (
        <>
          <dt>{t('Data')}</dt>
          <dd>
            {t('Snapshot {id}', { id: snapshot.number })}{' '}
            <span className="code small muted selectable" title={snapshot.hash}>
              {shortHash(snapshot.hash)}
            </span>
            {difference === 'gone' && <span className="muted"> {t('It was forgotten since.')}</span>}
            {difference !== undefined && difference !== 'gone' && (
              <span className="muted">
                {' '}
                {isSame(difference)
                  ? t('Nothing changed since.')
                  : t('Since: {changes}', { changes: countWords(difference.counts) })}
              </span>
            )}
          </dd>
        </>
      )}
    </>
  );
}

export function SameDataAgain({ run: { snapshot, wish } }: { readonly run: RunSummary }) {
  const desk = useDesk();
  const { since } = useFields(desk.snapshots.store, 'since');
  if (snapshot === undefined || since.get(snapshot.number) === 'gone') return null;
  const again = () => {
    // A name is given once.
    const { name: _, ...rest } = wish;
    desk.training.setWish({ ...rest, snapshot: snapshot.number });
    runCommand(desk, 'train.new');
  };
  return (
    <Button dense look="bare" icon={RotateCcw} onClick={again}>
      {t('Train again on the same data')}
    </Button>
  );
}
