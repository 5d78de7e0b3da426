// The official weights: what there is, which one is on its way, and what went wrong with which. Nothing is fetched unless it is asked for.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '../../common/messages/t.ts';
import type { StudioApi } from '../../common/contract.ts';
import type { CatalogueItem, ChosenModelFile } from '../../common/modelRecords.ts';
import type { Failure } from '../../common/result.ts';
import { isRunning, type Jobs } from './jobs.ts';
import type { ImportPreset } from './importForm.ts';
import type { ModelImport } from './modelImport.ts';
import type { Notices } from './notices.ts';
import type { ViewStore } from './view.ts';

export interface CatalogueState {
  /** undefined: not read yet. */
  readonly items: readonly CatalogueItem[] | undefined;
  /** The id of the weights that are on their way. */
  readonly downloading: string | undefined;
  /** By id, of the last try. */
  readonly failures: Readonly<Record<string, Failure>>;
}

export interface Catalogue {
  readonly store: StoreApi<CatalogueState>;
  load(): Promise<void>;
  /** Fetches the weights, then asks how they are to be imported. */
  download(item: CatalogueItem): Promise<void>;
  /** What is there is kept. */
  stop(): void;
  /** Asks how weights that are there already are to be imported. */
  importItem(item: CatalogueItem): Promise<void>;
  remove(item: CatalogueItem): Promise<void>;
}

export interface CatalogueParts {
  readonly studio: StudioApi;
  readonly notices: Notices;
  readonly view: ViewStore;
  readonly jobs: Jobs;
  readonly modelImport: ModelImport;
}

/** All that the import has to be told of these weights. */
export function presetOf({ name, publisher, ways, shortSide, longSide }: CatalogueItem): ImportPreset {
  return { name: `${name} (${publisher})`, naming: 'coco', ways, shortSide, longSide };
}

export function createCatalogue({ studio, notices, view, jobs, modelImport }: CatalogueParts): Catalogue {
  const store = createStore<CatalogueState>(() => ({ items: undefined, downloading: undefined, failures: {} }));

  async function load(): Promise<void> {
    const result = await studio.ask('catalogue/list', {});
    if (result.ok) store.setState({ items: result.value });
    else notices.report(result.failure);
  }

  function forget(id: string): void {
    const { [id]: _, ...failures } = store.getState().failures;
    store.setState({ failures });
  }

  function begin(item: CatalogueItem, file: ChosenModelFile): void {
    const { page, dialog } = view.getState();
    const open = () => void modelImport.begin(file, presetOf(item));
    // Whoever went on with something else is not interrupted.
    if (page === 'models' && dialog === undefined) open();
    else
      notices.say(t('{name} is downloaded and checked.', { name: item.name }), {
        tone: 'good',
        action: { label: t('Import it'), run: open },
      });
  }

  return {
    store,
    load,
    async download(item) {
      if (store.getState().downloading !== undefined) return;
      forget(item.id);
      store.setState({ downloading: item.id });
      const result = await studio.ask('catalogue/download', { id: item.id });
      store.setState({ downloading: undefined });
      await load();
      if (result.ok) begin(item, result.value);
      else if (result.failure.kind !== 'cancelled')
        store.setState(({ failures }) => ({ failures: { ...failures, [item.id]: result.failure } }));
    },
    stop() {
      const running = jobs.store.getState().jobs.findLast((job) => job.kind === 'download' && isRunning(job));
      if (running) void jobs.cancel(running.id);
    },
    async importItem(item) {
      const result = await studio.ask('catalogue/choose', { id: item.id });
      if (result.ok) await modelImport.begin(result.value, presetOf(item));
      else {
        notices.report(result.failure);
        await load();
      }
    },
    async remove(item) {
      forget(item.id);
      const result = await studio.ask('catalogue/remove', { id: item.id });
      if (result.ok) store.setState({ items: result.value });
      else notices.report(result.failure);
    },
  };
}
