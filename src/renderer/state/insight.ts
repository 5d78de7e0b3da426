// The page that looks at the data: what it shows, the figures that were counted last, and what is counted now. Old figures stay
// until new ones are there.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StudioApi } from '../../common/contract.ts';
import type { Statistics, StatisticsFilter } from '../../common/insight/statistics.ts';
import type { Failure } from '../../common/result.ts';

export type InsightTab = 'figures';

export interface InsightState {
  readonly tab: InsightTab;
  readonly filter: StatisticsFilter;
  readonly statistics: Statistics | undefined;
  readonly counting: boolean;
  readonly failure: Failure | undefined;
}

export interface Insight {
  readonly store: StoreApi<InsightState>;
  setTab(tab: InsightTab): void;
  setFilter(filter: StatisticsFilter): void;
  /** Counts anew. */
  count(): Promise<void>;
  clear(): void;
}

export interface InsightParts {
  readonly studio: StudioApi;
  readonly settled: () => Promise<unknown>;
}

const empty: InsightState = {
  tab: 'figures',
  filter: { boxes: 'human' },
  statistics: undefined,
  counting: false,
  failure: undefined,
};

export function createInsight({ studio, settled }: InsightParts): Insight {
  const store = createStore<InsightState>(() => empty);
  let counted = 0;

  async function count(): Promise<void> {
    const mine = ++counted;
    store.setState({ counting: true });
    await settled();
    const result = await studio.ask('insight/statistics', { filter: store.getState().filter });
    if (mine !== counted) return;
    if (result.ok) store.setState({ counting: false, failure: undefined, statistics: result.value });
    else store.setState({ counting: false, failure: result.failure });
  }

  return {
    store,
    count,
    setTab: (tab) => store.setState({ tab }),
    setFilter(filter) {
      store.setState({ filter });
      void count();
    },
    clear() {
      counted += 1;
      store.setState(empty);
    },
  };
}
