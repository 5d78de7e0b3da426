// What the window remembers: shown at once, kept by main a moment later. Main's answer is the truth.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StudioApi } from '../../common/contract.ts';
import type { Settings } from '../../common/records.ts';
import { firstSettings } from '../../common/firstSettings.ts';
import type { Failure } from '../../common/result.ts';

export interface SettingsStore {
  readonly store: StoreApi<Settings>;
  load(settings: Settings): void;
  set(part: Partial<Settings>): void;
  /** Sends at once what still rests; resolves when main has it. */
  flush(): Promise<void>;
}

// A slider under the hand changes a setting many times a second; one write after it rests is enough (ms).
const restFor = 250;

export function createSettings(studio: StudioApi, report: (failure: Failure) => void): SettingsStore {
  const store = createStore<Settings>(() => firstSettings);
  let unsent: Partial<Settings> = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> = Promise.resolve();

  async function send(): Promise<void> {
    const part = unsent;
    unsent = {};
    timer = undefined;
    const result = await studio.ask('settings/set', part);
    if (!result.ok) report(result.failure);
    // What was changed meanwhile stays as the hand left it.
    else store.setState({ ...result.value, ...unsent });
  }

  return {
    store,
    load: (settings) => store.setState(settings),
    set(part) {
      store.setState(part);
      unsent = { ...unsent, ...part };
      clearTimeout(timer);
      timer = setTimeout(() => (sending = send()), restFor);
    },
    async flush() {
      if (timer !== undefined) {
        clearTimeout(timer);
        sending = send();
      }
      await sending;
    },
  };
}
