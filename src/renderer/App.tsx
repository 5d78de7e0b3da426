// The frame of the window and which page fills it. Layout only.
import { Tooltip } from 'radix-ui';
import { t } from '../common/messages/t.ts';
import { DataPage } from './pages/DataPage.tsx';
import { GridPage } from './pages/GridPage.tsx';
import { InsightPage } from './pages/InsightPage.tsx';
import { LabelPage } from './pages/LabelPage.tsx';
import { ModelsPage } from './pages/ModelsPage.tsx';
import { ProgressPage } from './pages/ProgressPage.tsx';
import { SettingsPage } from './pages/SettingsPage.tsx';
import { TrainPage } from './pages/TrainPage.tsx';
import { WelcomePage } from './pages/WelcomePage.tsx';
import { Dialogs } from './panels/Dialogs.tsx';
import { Rail } from './panels/Rail.tsx';
import { JobDetails, StatusBar } from './panels/StatusBar.tsx';
import { TitleBar } from './panels/TitleBar.tsx';
import type { Desk } from './state/desk.ts';
import { DeskContext, useDesk, useFields } from './state/useDesk.ts';
import { LiveRegion, NoticeList } from './ui/Notices.tsx';

export function App({ desk, onLeave }: { desk: Desk; onLeave: () => void }) {
  return (
    <DeskContext value={desk}>
      <Tooltip.Provider delayDuration={500} skipDelayDuration={200} disableHoverableContent>
        <div className="frame-of-window">
          <TitleBar />
          <div className="below-title">
            <Rail />
            <CurrentPage />
          </div>
          <StatusBar />
        </div>
        <JobDetails />
        <NoticeList />
        <LiveRegion />
        <Dialogs onLeave={onLeave} />
      </Tooltip.Provider>
    </DeskContext>
  );
}

function CurrentPage() {
  const desk = useDesk();
  const { page } = useFields(desk.view, 'page');
  const { phase } = useFields(desk.project, 'phase');
  if (page === 'models') return <ModelsPage />;
  if (page === 'settings') return <SettingsPage />;
  if (phase === 'starting') return <main className="welcome" aria-busy aria-label={t('Starting')} />;
  if (phase !== 'open') return <WelcomePage />;
  if (page === 'grid') return <GridPage />;
  if (page === 'train') return <TrainPage />;
  if (page === 'insight') return <InsightPage />;
  if (page === 'progress') return <ProgressPage />;
  return page === 'data' ? <DataPage /> : <LabelPage />;
}
