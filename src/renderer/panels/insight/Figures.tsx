// The figures of the data as plots, and the way from a bar to the boxes and pictures behind it.
import { useMemo } from 'react';
import type { Bar } from '../../../common/insight/bars.ts';
import type { BoxChoice, Statistics } from '../../../common/insight/statistics.ts';
import type { BoxSource } from '../../../common/grid.ts';
import type { Desk } from '../../state/desk.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { openClass, openState } from '../progress/openList.ts';
import { PlotCard } from './PlotCard.tsx';
import { plotsOf, stateOrder, type PlotOfData } from './plots.ts';

export function Figures({ statistics }: { statistics: Statistics }) {
  const desk = useDesk();
  const { byId } = useFields(desk.categories.store, 'byId');
  const plots = useMemo(() => plotsOf(statistics, byId), [statistics, byId]);
  return (
    <div className="insight-body">
      <div className="plot-cards">
        {plots.map((plot) => (
          <PlotCard key={plot.id} plot={plot} {...pickOf(desk, statistics, plot)} />
        ))}
      </div>
    </div>
  );
}

function pickOf(desk: Desk, statistics: Statistics, { id, rows }: PlotOfData): { onPick?: (row: number) => void } {
  switch (id) {
    case 'classes':
      return {
        onPick: (row) => {
          const category = statistics.classes[row]?.category;
          if (category !== undefined) void openClass(desk, category, rows[row]?.label ?? '');
        },
      };
    case 'sides':
      return {
        onPick: (row) => {
          const bar = statistics.sides[row];
          if (bar) openSides(desk, bar);
        },
      };
    case 'states':
      return {
        onPick: (row) => {
          const state = stateOrder[row];
          if (state) openState(desk, state);
        },
      };
    default:
      return {};
  }
}

const sources: Readonly<Record<BoxChoice, readonly BoxSource[]>> = {
  human: ['human'],
  proposed: ['proposed'],
  both: ['human', 'proposed'],
};

/** The boxes of such a size in the grid of crops. */
function openSides(desk: Desk, { from, to }: Bar): void {
  const { filter } = desk.insight.store.getState();
  desk.grid.setFilter({
    classes: filter.category === undefined ? 'all' : [filter.category],
    sources: sources[filter.boxes],
    score: { from: 0, to: 1 },
    side: { from, to },
  });
  desk.view.setState({ page: 'grid' });
}
