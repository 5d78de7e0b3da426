// The pictures of the project: the whole list as main knows it, the query, and which one is on screen. No boxes.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ImageId, ImageSummary } from '../../common/annotation/types.ts';
import { arrange, countSplits, countStates, dependsOnState, type ImageQuery, type StateCounts } from './imageOrder.ts';

export interface ImagesState {
  readonly phase: 'none' | 'loading' | 'ready';
  /** In natural order of their names. */
  readonly images: readonly ImageSummary[];
  readonly indexOf: ReadonlyMap<ImageId, number>;
  readonly counts: StateCounts;
  /** How many pictures each split has; null: those that belong to none. */
  readonly splits: ReadonlyMap<string | null, number>;
  readonly query: ImageQuery;
  /** Indices into `images`, as the list shows them. */
  readonly shown: readonly number[];
  readonly current: ImageId | undefined;
  /** How often the file of a picture was seen to change; a picture that never did is not in it. */
  readonly versions: ReadonlyMap<ImageId, number>;
}

export interface Images {
  readonly store: StoreApi<ImagesState>;
  setPhase(phase: ImagesState['phase']): void;
  setList(images: readonly ImageSummary[]): void;
  update(images: readonly ImageSummary[]): void;
  /** The files of these hold something else than before. */
  redrawn(images: readonly ImageId[]): void;
  setQuery(query: Partial<ImageQuery>): void;
  setCurrent(image: ImageId | undefined): void;
  get(image: ImageId): ImageSummary | undefined;
  clear(): void;
}

const plainQuery: ImageQuery = { text: '', state: 'all', sort: 'name' };
// A list whose order hangs on states is rearranged at most this often while pictures change (ms).
const rearrangeEvery = 600;

const empty: ImagesState = {
  phase: 'none',
  images: [],
  indexOf: new Map(),
  counts: countStates([]),
  splits: new Map(),
  query: plainQuery,
  shown: [],
  current: undefined,
  versions: new Map(),
};

export function createImages(): Images {
  const store = createStore<ImagesState>(() => empty);
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function rearrangeSoon(): void {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      store.setState(({ images, query }) => ({ shown: arrange(images, query) }));
    }, rearrangeEvery);
  }

  function get(image: ImageId): ImageSummary | undefined {
    const { images, indexOf } = store.getState();
    const index = indexOf.get(image);
    return index === undefined ? undefined : images[index];
  }

  return {
    store,
    get,
    setPhase: (phase) => store.setState({ phase }),
    setList(images) {
      store.setState(({ query, current }) => {
        const indexOf = new Map(images.map((image, index) => [image.id, index]));
        return {
          phase: 'ready',
          images,
          indexOf,
          counts: countStates(images),
          splits: countSplits(images),
          shown: arrange(images, query),
          current: current !== undefined && indexOf.has(current) ? current : undefined,
        };
      });
    },
    update(changed) {
      store.setState(({ images, indexOf }) => {
        const next = images.slice();
        for (const image of changed) {
          const index = indexOf.get(image.id);
          if (index !== undefined) next[index] = image;
        }
        return { images: next, counts: countStates(next), splits: countSplits(next) };
      });
      if (dependsOnState(store.getState().query)) rearrangeSoon();
    },
    redrawn(changed) {
      store.setState(({ versions }) => {
        const next = new Map(versions);
        for (const image of changed) next.set(image, (next.get(image) ?? 0) + 1);
        return { versions: next };
      });
    },
    setQuery(part) {
      store.setState((state) => {
        const query = { ...state.query, ...part };
        return { query, shown: arrange(state.images, query) };
      });
    },
    setCurrent: (current) => store.setState({ current }),
    clear() {
      clearTimeout(waiting);
      waiting = undefined;
      store.setState(empty);
    },
  };
}
