// The grid of crops: which boxes of all pictures it shows, what is selected, and what was done. The list is what main read; it
// is read anew when boxes change, and the cells stay where they are. Nothing here paints or asks for a key.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '../../common/messages/t.ts';
import type { AnnotationId } from '../../common/annotation/types.ts';
import type { StudioApi } from '../../common/contract.ts';
import {
  mostBoxes,
  type BoxDeed,
  type BoxFilter,
  type BoxOrder,
  type BoxPlace,
  type GridBox,
} from '../../common/grid.ts';
import type { Failure } from '../../common/result.ts';
import type { Categories } from './categories.ts';
import {
  carriedOver,
  goTo,
  nextAfter,
  nothingPicked,
  selectAll,
  selectNone,
  type Picked,
  type Step,
} from './gridSelection.ts';
import type { Notices } from './notices.ts';
import type { SettingsStore } from './settings.ts';

export interface GridState {
  readonly filter: BoxFilter;
  readonly order: BoxOrder;
  readonly phase: 'none' | 'loading' | 'ready' | 'failed';
  readonly failure: Failure | undefined;
  /** At most `mostBoxes`, in their order; while the first pages are shown, others may still come. */
  readonly ids: readonly AnnotationId[];
  readonly total: number;
  readonly picked: Picked;
  /** What cells show, of boxes that were in sight; `gone`: the box is not there any more. */
  readonly facts: ReadonlyMap<AnnotationId, GridBox | 'gone'>;
  /** The box at the cursor is shown large, in its whole picture. */
  readonly looking: boolean;
}

export interface Grid {
  readonly store: StoreApi<GridState>;
  /** Reads the list: boxes may have been changed on the canvas since. */
  enter(): void;
  /** Reads it anew; what is selected stays so. */
  refresh(): Promise<void>;
  setFilter(part: Partial<BoxFilter>): void;
  setOrder(order: BoxOrder): void;
  goTo(place: number, step: Step): void;
  /** Every box that matches, also of pages that are still to come. */
  selectAll(): Promise<void>;
  selectNone(): void;
  setLooking(looking: boolean): void;
  /** These cells are in sight: reads what they show and lets main give up other crops. */
  show(boxes: readonly AnnotationId[]): void;
  /** Does it with what is selected, as one step, and goes on to the next box. */
  act(deed: BoxDeed): Promise<void>;
  undo(): Promise<void>;
  /** Main changed boxes of any pictures. */
  changed(by: 'grid' | 'others'): void;
  clear(): void;
}

export interface GridParts {
  readonly studio: StudioApi;
  readonly notices: Notices;
  readonly categories: Categories;
  readonly settings: SettingsStore;
  readonly settle: () => Promise<boolean>;
  /** True while the grid is on screen. */
  readonly isShown: () => boolean;
}

export const usualFilter: BoxFilter = {
  classes: 'all',
  sources: ['proposed'],
  score: { from: 0, to: 1 },
  side: { from: 0 },
};

const empty: GridState = {
  filter: usualFilter,
  order: 'score-down',
  phase: 'none',
  failure: undefined,
  ids: [],
  total: 0,
  picked: nothingPicked,
  facts: new Map(),
  looking: false,
};

/** What is known of more boxes than this is let go. */
const mostFacts = 20_000;
/** Facts asked for at once. */
const factsPage = 500;
/** While boxes change without end, the list is read at most so often: milliseconds, and times what reading it took. */
const rest = { least: 1000, times: 5 } as const;

export function createGrid(parts: GridParts): Grid {
  const { studio, notices, categories, settings, settle } = parts;
  const store = createStore<GridState>(() => empty);
  const keepsDecided = () => settings.store.getState().gridDecided === 'stay';
  let run = 0;
  let asOf = 0;
  let listing: Promise<void> = Promise.resolve();
  let fresh = new Set<AnnotationId>();
  let acting: Promise<unknown> = Promise.resolve();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let took = 0;

  /** `anew`: from the top, page by page as they come; otherwise in the place of the list that is there, once it is whole. */
  async function read(how: 'anew' | 'in place'): Promise<void> {
    const mine = ++run;
    const began = performance.now();
    if (how === 'anew') store.setState({ phase: 'loading', ids: [], total: 0, picked: nothingPicked, looking: false });
    if (!(await settle()) || mine !== run) return;
    const { filter, order } = store.getState();
    let ids: AnnotationId[] = [];
    let after: BoxPlace | undefined;
    do {
      const result = await studio.ask('boxes/list', { filter, order, ...(after && { after }) });
      if (mine !== run) return;
      if (!result.ok) {
        store.setState({ phase: 'failed', failure: result.failure });
        return;
      }
      ids = [...ids, ...result.value.ids].slice(0, mostBoxes);
      after = ids.length < mostBoxes ? result.value.after : undefined;
      if (result.value.asOf !== undefined) asOf = result.value.asOf;
      const total = result.value.total ?? store.getState().total;
      if (how === 'anew') store.setState({ phase: 'ready', failure: undefined, ids, total });
      else if (after === undefined) replace(ids);
      if (how === 'in place') store.setState({ total });
    } while (after !== undefined);
    fresh = new Set();
    took = performance.now() - began;
  }

  function replace(ids: readonly AnnotationId[]): void {
    store.setState((state) => {
      const picked = carriedOver(state.ids, state.picked, ids);
      return { phase: 'ready', failure: undefined, ids, picked, looking: state.looking && picked.cursor >= 0 };
    });
  }

  function list(how: 'anew' | 'in place'): Promise<void> {
    clearTimeout(waiting);
    waiting = undefined;
    listing = read(how);
    return listing;
  }

  const refresh = () => list(store.getState().phase === 'ready' ? 'in place' : 'anew');

  async function readFacts(wanted: readonly AnnotationId[]): Promise<void> {
    const own = fresh;
    for (const id of wanted) own.add(id);
    const result = await studio.ask('boxes/facts', { boxes: wanted });
    if (!result.ok) {
      for (const id of wanted) own.delete(id);
      notices.report(result.failure);
      return;
    }
    store.setState(({ facts }) => {
      const next = new Map(facts.size > mostFacts ? [] : facts);
      for (const id of wanted) next.set(id, 'gone');
      for (const box of result.value) next.set(box.annotation.id, box);
      return { facts: next };
    });
  }

  /** What cells in sight show is not what is in the database any more. */
  function forgetFacts(): void {
    fresh = new Set();
    store.setState(({ facts }) => ({ facts: new Map(facts) }));
  }

  async function afterChange(next?: AnnotationId): Promise<void> {
    asOf = Date.now();
    if (keepsDecided()) forgetFacts();
    else await refresh();
    const { ids, picked } = store.getState();
    const place = next === undefined ? -1 : ids.indexOf(next);
    if (next !== undefined && place >= 0) store.setState({ picked: goTo(ids, picked, place, 'only') });
    else if (next === undefined && ids.length === 0) store.setState({ picked: nothingPicked, looking: false });
  }

  /** One after another: what is pressed quickly is meant for the box that comes next. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = acting.then(work, work);
    acting = mine;
    return mine;
  }

  return {
    store,
    refresh,
    enter: () => void refresh(),
    setFilter(part) {
      store.setState(({ filter }) => ({ filter: { ...filter, ...part } }));
      void list('anew');
    },
    setOrder(order) {
      store.setState({ order });
      void list('anew');
    },
    goTo(place, step) {
      store.setState(({ ids, picked }) => ({ picked: goTo(ids, picked, place, step) }));
    },
    async selectAll() {
      await listing;
      store.setState(({ ids, picked }) => ({ picked: selectAll(ids, picked) }));
      const { picked, total } = store.getState();
      const chosen = picked.selected.size;
      notices.announce(
        chosen < total
          ? t('{chosen, number} selected of {total, number}', { chosen, total })
          : t('{chosen, number} selected', { chosen }),
      );
    },
    selectNone: () => store.setState(({ picked }) => ({ picked: selectNone(picked) })),
    setLooking: (looking) => store.setState({ looking }),
    show(boxes) {
      const missing = boxes.filter((id) => !fresh.has(id));
      for (let from = 0; from < missing.length; from += factsPage)
        void readFacts(missing.slice(from, from + factsPage));
      // A comfort of main's; what it cannot do is nothing to tell.
      void studio.ask('crops/want', { boxes: boxes.slice(0, 2000) });
    },
    act: (deed) =>
      inTurn(async () => {
        const { ids, picked } = store.getState();
        if (picked.selected.size === 0) return;
        const next = nextAfter(ids, picked);
        const reply = await categories.edit({ kind: 'boxes', deed, boxes: [...picked.selected], asOf });
        if (reply === undefined) return;
        const left = picked.selected.size - (reply.boxes ?? 0);
        if (left > 0)
          notices.announce(
            t(
              '{count, plural, one {# was so already, or was changed meanwhile, and stays as it is.} other {# were so already, or were changed meanwhile, and stay as they are.}}',
              { count: left },
            ),
          );
        await afterChange(next);
      }),
    undo: () =>
      inTurn(async () => {
        await categories.undoLast();
        await afterChange();
      }),
    changed(by) {
      // The step that did it reads the list itself.
      if (by === 'grid') return;
      if (!parts.isShown() || waiting !== undefined || store.getState().phase === 'none') return;
      waiting = setTimeout(
        () => {
          waiting = undefined;
          if (!parts.isShown()) return;
          if (keepsDecided()) forgetFacts();
          else void refresh();
        },
        Math.max(rest.least, rest.times * took),
      );
    },
    clear() {
      run += 1;
      clearTimeout(waiting);
      waiting = undefined;
      fresh = new Set();
      store.setState(empty);
    },
  };
}
