// What models find on the picture on screen, asked of main when it is wanted, and kept for when one comes back to the picture. What is
// made of it is the comparison's.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StudioApi } from '../../common/contract.ts';
import type { ImageId } from '../../common/annotation/types.ts';
import type { AskedBox } from '../../common/askedBoxes.ts';
import type { Failure } from '../../common/result.ts';

export type Look =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly boxes: readonly AskedBox[] }
  | { readonly state: 'failed'; readonly failure: Failure };

export interface Looks {
  /** The picture that is wanted. */
  readonly image: ImageId | undefined;
  /** By model. */
  readonly looks: ReadonlyMap<string, Look>;
}

export interface FoundBoxes {
  readonly store: StoreApi<Looks>;
  /** Of this picture only these models count from now on; what runs for anything else is given up. One that failed is asked again. */
  want(image: ImageId, models: readonly string[]): void;
  /** True when nothing has to run for it. */
  has(image: ImageId, models: readonly string[]): boolean;
  stop(): void;
  /** What is kept is of another project, or of other rules for classes. */
  clear(): void;
}

/** Looks beyond this many are let go, the oldest first. */
const mostKept = 200;

const keyOf = (image: ImageId, model: string) => `${image} ${model}`;

const noLooks: Looks = { image: undefined, looks: new Map() };

export function createFoundBoxes(studio: StudioApi): FoundBoxes {
  const store = createStore<Looks>(() => noLooks);
  const kept = new Map<string, readonly AskedBox[]>();
  const running = new Set<string>();
  /** An answer of an earlier turn is of no use. */
  let turn = 0;

  function show(model: string, look: Look): void {
    store.setState(({ looks }) => ({ looks: new Map(looks).set(model, look) }));
  }

  function keep(key: string, boxes: readonly AskedBox[]): void {
    kept.set(key, boxes);
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
  }

  async function find(image: ImageId, model: string): Promise<void> {
    const key = keyOf(image, model);
    const mine = turn;
    running.add(key);
    show(model, { state: 'loading' });
    const result = await studio.ask('compare/find', { image, model });
    if (mine !== turn) return;
    running.delete(key);
    if (result.ok) keep(key, result.value.boxes);
    show(
      model,
      result.ok ? { state: 'ready', boxes: result.value.boxes } : { state: 'failed', failure: result.failure },
    );
  }

  function stop(): void {
    if (running.size === 0) return;
    turn += 1;
    running.clear();
    void studio.ask('compare/stop', {});
  }

  return {
    store,
    stop,
    has: (image, models) => models.every((model) => kept.has(keyOf(image, model))),
    want(image, models) {
      const wanted = new Set(models.map((model) => keyOf(image, model)));
      if ([...running].some((key) => !wanted.has(key))) stop();
      const { looks } = store.getState();
      const still = models.flatMap((model) => {
        const boxes = kept.get(keyOf(image, model));
        const look: Look | undefined =
          boxes !== undefined
            ? { state: 'ready', boxes }
            : running.has(keyOf(image, model))
              ? looks.get(model)
              : undefined;
        return look === undefined ? [] : [[model, look] as const];
      });
      store.setState({ image, looks: new Map(still) });
      for (const model of new Set(models)) if (!store.getState().looks.has(model)) void find(image, model);
    },
    clear() {
      stop();
      kept.clear();
      store.setState(noLooks);
    },
  };
}
