// The window's one way to main: `window.studio` from preload, typed, and what becomes of a request that failed.
// It keeps no state and shows nothing itself.
import type { Bridge, RequestName, Requests, StudioApi } from '../common/contract.ts';
import { textRequests } from '../common/contractNames.ts';
import { failureOf, type Result } from '../common/result.ts';

declare global {
  interface Window {
    readonly studio: Bridge;
  }
}

/**
 * What preload gave this window. A call that breaks (main gone, a bug at the border) comes back as a failed Result,
 * so that nobody in the window has to catch.
 */
export function connectStudio(studio: StudioApi | Bridge): StudioApi {
  return {
    async ask(name, request) {
      try {
        if ('askText' in studio && textRequests.has(name)) return await askInText(studio, name, request);
        return await studio.ask(name, request);
      } catch (caught) {
        return { ok: false, failure: failureOf(caught) };
      }
    },
    on: (name, listener) => studio.on(name, listener),
  };
}

async function askInText<Name extends RequestName>(
  studio: Bridge,
  name: Name,
  request: Requests[Name]['request'],
): Promise<Result<Requests[Name]['reply']>> {
  return JSON.parse(await studio.askText(name, request)) as Result<Requests[Name]['reply']>;
}
