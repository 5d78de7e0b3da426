// The page that looks at the data: what it shows, what was counted and found last, and what is counted now. Old figures and lists
// stay until new ones are there.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StudioApi } from '../../common/contract.ts';
import { listWidths, ruleOf, type Finding, type FindingName } from '../../common/health/findings.ts';
import type { Statistics, StatisticsFilter } from '../../common/insight/statistics.ts';
import type { Notices } from './notices.ts';
import type { Failure } from '../../common/result.ts';

export type InsightTab = 'figures' | 'crops' | 'checks';

/** The list of a finding. A row is an entry of it, or a whole group: `listWidths` says what its numbers are. */
export interface OpenList {
  readonly name: FindingName;
  /** Entries, of which `rows` may hold the first ones only. */
  readonly count: number;
  readonly rows: readonly (readonly number[])[];
  /** Where it is scrolled to, CSS pixels, and the row that was opened last, so that one comes back to it. */
  readonly scrolled: number;
  readonly row: number;
}

export interface InsightState {
  readonly tab: InsightTab;
  readonly filter: StatisticsFilter;
  readonly statistics: Statistics | undefined;
  readonly counting: boolean;
  readonly failure: Failure | undefined;
  readonly findings: readonly Finding[] | undefined;
  readonly checking: boolean;
  /** Pictures are looked at for near-duplicates. */
  readonly comparing: boolean;
  readonly checkFailure: Failure | undefined;
  readonly list: OpenList | undefined;
  /** A picture was opened out of the list: there is a way back to it. */
  readonly away: boolean;
}

export interface Insight {
  readonly store: StoreApi<InsightState>;
  setTab(tab: InsightTab): void;
  setFilter(filter: StatisticsFilter): void;
  /** Counts anew. */
  count(): Promise<void>;
  /** Checks anew; the list that is open is read again. */
  check(): Promise<void>;
  /** Has pictures looked at that were not yet, so that near-duplicates are found; then checks. */
  compare(): Promise<void>;
  openList(name: FindingName): Promise<void>;
  /** Where the list stands, so that one comes back to it. */
  keepPlace(place: Partial<Pick<OpenList, 'scrolled' | 'row'>>): void;
  setAway(away: boolean): void;
  clear(): void;
}

export interface InsightParts {
  readonly studio: StudioApi;
  readonly settled: () => Promise<unknown>;
  readonly notices: Notices;
}

const empty: InsightState = {
  tab: 'figures',
  filter: { boxes: 'human' },
  statistics: undefined,
  counting: false,
  failure: undefined,
  findings: undefined,
  checking: false,
  comparing: false,
  checkFailure: undefined,
  list: undefined,
  away: false,
};

export function createInsight({ studio, settled, notices }: InsightParts): Insight {
  const store = createStore<InsightState>(() => empty);
  let counted = 0;
  let checked = 0;
  let listed = 0;

  async function count(): Promise<void> {
    const mine = ++counted;
    store.setState({ counting: true });
    await settled();
    const result = await studio.ask('insight/statistics', { filter: store.getState().filter });
    if (mine !== counted) return;
    if (result.ok) store.setState({ counting: false, failure: undefined, statistics: result.value });
    else store.setState({ counting: false, failure: result.failure });
  }

  async function check(): Promise<void> {
    const mine = ++checked;
    store.setState({ checking: true });
    await settled();
    const result = await studio.ask('insight/findings', {});
    if (mine !== checked) return;
    if (!result.ok) {
      store.setState({ checking: false, checkFailure: result.failure });
      return;
    }
    store.setState({ checking: false, checkFailure: undefined, findings: result.value });
    const { list } = store.getState();
    if (list !== undefined) await openList(list.name);
  }

  async function openList(name: FindingName): Promise<void> {
    const mine = ++listed;
    const result = await studio.ask('insight/list', { name });
    if (mine !== listed) return;
    if (!result.ok) {
      store.setState({ checkFailure: result.failure });
      return;
    }
    const { list } = store.getState();
    const place = list?.name === name ? { scrolled: list.scrolled, row: list.row } : { scrolled: 0, row: -1 };
    store.setState({ list: { name, count: result.value.count, rows: rowsOf(name, result.value.items), ...place } });
  }

  return {
    store,
    count,
    check,
    async compare() {
      store.setState({ comparing: true });
      const result = await studio.ask('insight/compare', {});
      store.setState({ comparing: false });
      if (!result.ok) notices.report(result.failure);
      else if (result.value !== null) await check();
    },
    openList,
    setTab: (tab) => store.setState({ tab }),
    setFilter(filter) {
      store.setState({ filter });
      void count();
    },
    keepPlace: (place) => store.setState(({ list }) => ({ list: list && { ...list, ...place } })),
    setAway: (away) => store.setState({ away }),
    clear() {
      counted += 1;
      checked += 1;
      listed += 1;
      store.setState(empty);
    },
  };
}

/** Entries as they are shown: one a row, pictures of a group together: their ids without the group's number. */
export function rowsOf(name: FindingName, items: readonly number[]): readonly (readonly number[])[] {
  const { kind } = ruleOf(name);
  const width = listWidths[kind];
  const rows: number[][] = [];
  let group: number | undefined;
  for (let at = 0; at < items.length; at += width) {
    const entry = items.slice(at, at + width);
    const own = rows.at(-1);
    if (kind !== 'groups') rows.push(entry);
    else if (own !== undefined && entry[0] === group) own.push(...entry.slice(1));
    else rows.push(entry.slice(1));
    group = entry[0];
  }
  return rows;
}
