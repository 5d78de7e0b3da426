// The grid of crops: boxes of all pictures side by side, decided many at a time. Layout, and a word where there is nothing to show.
import { CircleAlert, CircleCheck, RefreshCw, Search, Sparkles } from 'lucide-react';
import { useEffect } from 'react';
import { t } from '../../common/messages/t.ts';
import { GridBar } from '../panels/grid/GridBar.tsx';
import { GridCells } from '../panels/grid/GridCells.tsx';
import { GridFilters } from '../panels/grid/GridFilters.tsx';
import { GridLook } from '../panels/grid/GridLook.tsx';
import { usualFilter } from '../state/grid.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { Button, CommandButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/Parts.tsx';

export function GridPage() {
  const { grid } = useDesk();
  useEffect(() => grid.enter(), [grid]);
  return (
    <main className="grid-page" aria-label={t('Grid of crops')} data-region="page">
      <GridFilters />
      <GridBar />
      <div className="grid-body">
        <Body />
        <GridLook />
      </div>
    </main>
  );
}

function Body() {
  const { grid } = useDesk();
  const { phase, failure, ids } = useFields(grid.store, 'phase', 'failure', 'ids');
  if (phase === 'failed') {
    return (
      <EmptyState
        icon={CircleAlert}
        title={t('The boxes could not be read')}
        actions={
          <Button icon={RefreshCw} onClick={() => void grid.refresh()}>
            {t('Try again')}
          </Button>
        }
      >
        <p className="selectable">{failure?.message}</p>
      </EmptyState>
    );
  }
  if (phase !== 'ready') return <EmptyState title={t('Looking for boxes')} />;
  return ids.length === 0 ? <NothingFound /> : <GridCells />;
}

function NothingFound() {
  const { grid, images } = useDesk();
  const { filter } = useFields(grid.store, 'filter');
  const { images: all } = useFields(images.store, 'images');
  if (all.every(({ boxes, proposals }) => boxes + proposals === 0)) {
    return (
      <EmptyState
        icon={Sparkles}
        title={t('There are no boxes yet')}
        actions={
          <CommandButton command="prelabel.all" icon={Sparkles} words={t('Pre-label all pictures')} look="primary" />
        }
      >
        <p>{t('Let the model propose boxes, then decide about many of them here at once.')}</p>
      </EmptyState>
    );
  }
  const showAll = () => grid.setFilter({ ...usualFilter, sources: ['proposed', 'human', 'rejected'] });
  const isUsual = JSON.stringify(filter) === JSON.stringify(usualFilter);
  return (
    <EmptyState
      icon={isUsual ? CircleCheck : Search}
      title={isUsual ? t('Every proposal is decided') : t('No box matches')}
      actions={<Button onClick={showAll}>{t('Show all boxes')}</Button>}
    >
      <p>
        {isUsual ? t('Pre-label more pictures, or look through what was accepted.') : t('Change the filter above.')}
      </p>
    </EmptyState>
  );
}
