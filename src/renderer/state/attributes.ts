// What the project asks of its boxes beyond the class, as main keeps it.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AttributeDefinition } from '../../common/annotation/attributes.ts';
import type { StudioApi } from '../../common/contract.ts';
import type { Notices } from './notices.ts';

export interface AttributesState {
  /** In the project's order. */
  readonly list: readonly AttributeDefinition[];
}

export interface AttributesOfProject {
  readonly store: StoreApi<AttributesState>;
  load(): Promise<void>;
  /** Takes the place of all definitions; the reason where main refused them. */
  set(list: readonly AttributeDefinition[]): Promise<string | undefined>;
  clear(): void;
}

export function createAttributes(studio: StudioApi, notices: Notices): AttributesOfProject {
  const store = createStore<AttributesState>(() => ({ list: [] }));
  return {
    store,
    async load() {
      const result = await studio.ask('attributes/list', {});
      if (result.ok) store.setState({ list: result.value });
      else notices.report(result.failure);
    },
    async set(attributes) {
      const result = await studio.ask('attributes/set', { attributes });
      if (!result.ok) return result.failure.message;
      store.setState({ list: result.value });
      return undefined;
    },
    clear: () => store.setState({ list: [] }),
  };
}
