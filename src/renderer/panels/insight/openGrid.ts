// From a figure to its boxes in the grid of crops.
import type { CategoryId } from '../../../common/annotation/types.ts';
import type { BoxFilter, BoxSource } from '../../../common/grid.ts';
import type { BoxChoice } from '../../../common/insight/statistics.ts';
import type { Desk } from '../../state/desk.ts';

const sources: Readonly<Record<BoxChoice, readonly BoxSource[]>> = {
  human: ['human'],
  proposed: ['proposed'],
  both: ['human', 'proposed'],
};

/** Boxes of such a size, of this class or of the page's filter. */
export function openGrid(desk: Desk, side: BoxFilter['side'], category?: CategoryId): void {
  const { filter } = desk.insight.store.getState();
  const own = category ?? filter.category;
  const classes = own === undefined ? 'all' : [own];
  const { split } = filter;
  desk.grid.setFilter({ classes, sources: sources[filter.boxes], score: { from: 0, to: 1 }, side, split });
  desk.view.setState({ page: 'grid' });
}
