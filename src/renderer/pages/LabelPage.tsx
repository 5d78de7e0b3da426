// The page of the work: list, canvas, inspector. Layout only.
import { t } from '../../common/messages/t.ts';
import { ComparisonBar } from '../panels/comparing/ComparisonBar.tsx';
import { Filmstrip } from '../panels/Filmstrip.tsx';
import { HistoryPanel } from '../panels/HistoryPanel.tsx';
import { Inspector } from '../panels/Inspector.tsx';
import { PictureList } from '../panels/PictureList.tsx';
import { ReviewBar } from '../panels/review/ReviewBar.tsx';
import { Stage } from '../panels/Stage.tsx';
import { Toolbar } from '../panels/Toolbar.tsx';
import { useDesk, useFields } from '../state/useDesk.ts';
import { Splitter } from '../ui/Parts.tsx';

const limits = { list: { least: 180, most: 520 }, inspector: { least: 240, most: 560 } } as const;

export function LabelPage() {
  const { settings, images, view } = useDesk();
  const { historyOpen } = useFields(view, 'historyOpen');
  const { listWidth, inspectorWidth, filmstrip } = useFields(
    settings.store,
    'listWidth',
    'inspectorWidth',
    'filmstrip',
  );
  const { current } = useFields(images.store, 'current');
  return (
    <main className="label-page" aria-label={t('Label')}>
      {listWidth > 0 && (
        <>
          <div className="side" style={{ width: listWidth }}>
            <PictureList />
            {historyOpen && current !== undefined && <HistoryPanel />}
          </div>
          <Splitter
            label={t('Width of the picture list')}
            side="left"
            width={listWidth}
            {...limits.list}
            onResize={(width) => settings.set({ listWidth: width })}
            onCollapse={() => settings.set({ listWidth: 0 })}
          />
        </>
      )}
      <div className="middle">
        {current !== undefined && <Toolbar />}
        {current !== undefined && <ReviewBar />}
        {current !== undefined && <ComparisonBar />}
        <Stage />
        {filmstrip && current !== undefined && <Filmstrip />}
      </div>
      {inspectorWidth > 0 && current !== undefined && (
        <>
          <Splitter
            label={t('Width of the inspector')}
            side="right"
            width={inspectorWidth}
            {...limits.inspector}
            onResize={(width) => settings.set({ inspectorWidth: width })}
            onCollapse={() => settings.set({ inspectorWidth: 0 })}
          />
          <div className="side" style={{ width: inspectorWidth }}>
            <Inspector />
          </div>
        </>
      )}
    </main>
  );
}
