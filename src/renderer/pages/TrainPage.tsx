// The page of training: the runs at the left, a new run or the chosen one beside them. Layout only.
import { t } from '../../common/messages/t.ts';
import { RunList } from '../panels/train/RunList.tsx';
import { Training } from '../panels/train/Training.tsx';
import { useDesk, useFields } from '../state/useDesk.ts';
import { usualWidths } from '../state/view.ts';
import { Splitter } from '../ui/Parts.tsx';

const limits = { least: 180, most: 520 } as const;

export function TrainPage() {
  const { settings, training } = useDesk();
  const { listWidth } = useFields(settings.store, 'listWidth');
  const { runs } = useFields(training.store, 'runs');
  // The list of runs is as wide as the list of pictures; it is the only way to a run, so it never collapses.
  const width = listWidth > 0 ? listWidth : usualWidths.list;
  return (
    <main className="train-page" aria-label={t('Train')}>
      {runs.length > 0 && (
        <>
          <div className="side" style={{ width }}>
            <RunList />
          </div>
          <Splitter
            label={t('Width of the list of runs')}
            side="left"
            width={width}
            {...limits}
            onResize={(wanted) => settings.set({ listWidth: wanted })}
            onCollapse={() => settings.set({ listWidth: limits.least })}
          />
        </>
      )}
      <Training />
    </main>
  );
}
