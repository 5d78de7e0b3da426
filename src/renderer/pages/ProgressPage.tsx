// How far the project is, how fast it goes, and whether the detector got better. Layout, and when the figures are read.
import { CircleAlert, Download, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../../common/messages/t.ts';
import type { Progress } from '../../common/progress/progress.ts';
import type { Failure } from '../../common/result.ts';
import { ClassBars } from '../panels/progress/ClassBars.tsx';
import { ModelBars } from '../panels/progress/ModelBars.tsx';
import { PacePart } from '../panels/progress/PacePart.tsx';
import { People } from '../panels/progress/People.tsx';
import { PictureStates } from '../panels/progress/PictureStates.tsx';
import { useDesk, useFields } from '../state/useDesk.ts';
import { Button, CommandButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/Parts.tsx';

/** Milliseconds that the counts rest before the figures are read again: pre-labelling changes them many times a second. */
const restFor = 1000;

export function ProgressPage() {
  const { progress, failure, retry } = useProgress();
  if (failure !== undefined) {
    return (
      <main className="page" aria-label={t('Progress')} data-region="page">
        <EmptyState
          icon={CircleAlert}
          title={t('The progress could not be read')}
          actions={
            <Button icon={RefreshCw} onClick={retry}>
              {t('Try again')}
            </Button>
          }
        >
          <p className="selectable">{failure.message}</p>
        </EmptyState>
      </main>
    );
  }
  return (
    <main className="page" aria-label={t('Progress')} data-region="page" aria-busy={progress === undefined}>
      <div className="page-inside progress-page">
        {progress === undefined ? (
          <p className="muted">{t('Adding up')}</p>
        ) : (
          <>
            <PictureStates progress={progress} />
            <PacePart progress={progress} />
            <ModelBars models={progress.models} />
            <People people={progress.people} />
            <ClassBars classes={progress.classes} />
            <div>
              <CommandButton command="data.export-progress" icon={Download} words={t('Export as CSV…')} look="plain" />
            </div>
          </>
        )}
      </div>
    </main>
  );
}

/** Read when the page opens, after what was edited is saved, and again when pictures changed meanwhile. */
function useProgress() {
  const { studio, document, images } = useDesk();
  const { counts } = useFields(images.store, 'counts');
  const [progress, setProgress] = useState<Progress>();
  const [failure, setFailure] = useState<Failure>();
  const [asked, setAsked] = useState(0);
  const isFirst = progress === undefined;
  useEffect(() => {
    let isOver = false;
    const read = async () => {
      await document.settled();
      const result = await studio.ask('progress/read', {});
      if (isOver) return;
      setFailure(result.ok ? undefined : result.failure);
      if (result.ok) setProgress(result.value);
    };
    const timer = setTimeout(() => void read(), isFirst ? 0 : restFor);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the first answer is no reason to ask again
  }, [studio, document, counts, asked]);
  return { progress, failure, retry: () => setAsked((times) => times + 1) };
}
