// The window's one way to main: `window.studio` from preload, typed, and what becomes of a request that failed.
// It keeps no state and shows nothing itself.
import type { StudioApi } from '../common/contract.ts';
import { failureOf } from '../common/result.ts';

declare global {
  interface Window {
    readonly studio: StudioApi;
  }
}

/**
 * What preload gave this window. A call that breaks (main gone, a bug at the border) comes back as a failed Result,
 * so that nobody in the window has to catch.
 */
export function connectStudio(studio: StudioApi): StudioApi {
  return {
    async ask(name, request) {
      try {
        return await studio.ask(name, request);
      } catch (caught) {
        return { ok: false, failure: failureOf(caught) };
      }
    },
    on: (name, listener) => studio.on(name, listener),
  };
}
