// How components get at the desk and at one part of a store.
import { createContext, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { StoreApi } from 'zustand/vanilla';
import type { ImageSummary } from '../../common/annotation/types.ts';
import { commandOf } from '../commands.ts';
import { keysOf } from '../keyMap.ts';
import type { Desk } from './desk.ts';

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('A component outside of the desk asked for it.');
  return desk;
}

/** Some fields of a store; the component is drawn again when one of them changes. */
export function useFields<State extends object, const Name extends keyof State>(
  store: StoreApi<State>,
  ...names: readonly Name[]
): Pick<State, Name> {
  return useStore(
    store,
    useShallow((state: State) => Object.fromEntries(names.map((name) => [name, state[name]])) as Pick<State, Name>),
  );
}

/** The picture on screen; the component is drawn again when that one changes, not when another does. */
export function useCurrentImage(): ImageSummary | undefined {
  return useStore(useDesk().images.store, ({ current, images, indexOf }) =>
    current === undefined ? undefined : images[indexOf.get(current) ?? -1],
  );
}

/** The keys of the command that are in force, as strokes. */
export function useKeys(id: string): readonly string[] {
  const { keys } = useFields(useDesk().settings.store, 'keys');
  return keysOf(keys, commandOf(id));
}

/** True while the command can do something. */
export function useEnabled(id: string): boolean {
  const desk = useDesk();
  return useSyncExternalStore(
    (changed) => {
      const stores = [
        desk.project,
        desk.view,
        desk.marks,
        desk.document.store,
        desk.images.store,
        desk.categories.store,
        desk.jobs.store,
        desk.settings.store,
        desk.training.store,
        desk.review.store,
        desk.grid.store,
        desk.insight.store,
        desk.models.store,
        desk.comparing.store,
        desk.snapshots.store,
      ];
      const ends = (stores as readonly { subscribe(listener: () => void): () => void }[]).map((store) =>
        store.subscribe(changed),
      );
      return () => ends.forEach((end) => end());
    },
    () => commandOf(id).when(desk),
  );
}
