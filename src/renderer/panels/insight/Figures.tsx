// The figures of the data as plots, and the way from a bar to the boxes and pictures behind it.
import { useMemo } from 'react';
import type { Statistics } from '../../../common/insight/statistics.ts';
import type { Desk } from '../../state/desk.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { openClass, openState } from '../progress/openList.ts';
import { openGrid } from './openGrid.ts';
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
          if (bar) openGrid(desk, { from: bar.from, to: bar.to });
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
