// What the data is like: figures as plots, and what should be looked at. Layout, and when it is counted.
import { CircleAlert, FolderOpen, RefreshCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { t } from '../../common/messages/t.ts';
import { Checks } from '../panels/insight/Checks.tsx';
import { Figures } from '../panels/insight/Figures.tsx';
import { InsightBar } from '../panels/insight/InsightBar.tsx';
import { Mosaics } from '../panels/insight/Mosaics.tsx';
import { useDesk, useFields } from '../state/useDesk.ts';
import { Button, CommandButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/Parts.tsx';

export function InsightPage() {
  const { images } = useDesk();
  const { counts } = useFields(images.store, 'counts');
  useCounting();
  return (
    <main className="insight-page" aria-label={t('Look at the data')} data-region="page">
      {counts.all === 0 ? (
        <EmptyState
          icon={FolderOpen}
          title={t('There are no pictures yet')}
          actions={<CommandButton command="project.add-folder" icon={FolderOpen} words={t('Add a folder…')} />}
        >
          <p>{t('Add a folder of pictures, and what is in it is shown here.')}</p>
        </EmptyState>
      ) : (
        <>
          <InsightBar />
          <Body />
        </>
      )}
    </main>
  );
}

function Body() {
  const { insight } = useDesk();
  const { tab, statistics, failure } = useFields(insight.store, 'tab', 'statistics', 'failure');
  if (tab === 'checks') return <Checks />;
  if (failure !== undefined)
    return (
      <EmptyState
        icon={CircleAlert}
        title={t('The data could not be counted')}
        actions={
          <Button icon={RefreshCw} onClick={() => void insight.count()}>
            {t('Try again')}
          </Button>
        }
      >
        <p className="selectable">{failure.message}</p>
      </EmptyState>
    );
  if (statistics === undefined) return <EmptyState title={t('Counting')} />;
  return tab === 'crops' ? <Mosaics statistics={statistics} /> : <Figures statistics={statistics} />;
}

/** While pictures change without end it is counted at most so often: milliseconds, and times what counting took. */
const rest = { least: 1000, times: 5 } as const;

/** Counted when the page opens, and again when pictures changed meanwhile. */
function useCounting(): void {
  const { insight, images } = useDesk();
  const { counts } = useFields(images.store, 'counts');
  const took = useRef<number | undefined>(undefined);
  useEffect(() => {
    const read = async () => {
      const began = performance.now();
      await Promise.all([insight.count(), insight.check()]);
      took.current = performance.now() - began;
    };
    const wait = took.current === undefined ? 0 : Math.max(rest.least, rest.times * took.current);
    const timer = setTimeout(() => void read(), wait);
    return () => clearTimeout(timer);
  }, [insight, counts]);
}
