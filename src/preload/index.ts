// Exposes `window.studio`, built from the contract's names. Nothing else crosses; no Node reaches the window.
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { BridgeLanguage } from '../common/contract.ts';
import { eventNames, requestNames, textRequests } from '../common/contractNames.ts';

const requests = new Set<string>(requestNames);
const events = new Set<string>(eventNames);

contextBridge.exposeInMainWorld('studio', {
  // Known before the window's first line runs, so that texts beside functions are in it too.
  language: ipcRenderer.sendSync('language') as BridgeLanguage,
  ask: (name: string, request: unknown): Promise<unknown> => {
    if (!requests.has(name)) return Promise.reject(new Error(`There is no request "${name}".`));
    return ipcRenderer.invoke(`ask:${name}`, request);
  },
  askText: (name: string, request: unknown): Promise<string> => {
    if (!textRequests.has(name)) return Promise.reject(new Error(`"${name}" is not asked for as text.`));
    return ipcRenderer.invoke(`text:${name}`, request) as Promise<string>;
  },
  on: (name: string, listener: (event: unknown) => void): (() => void) => {
    if (!events.has(name)) throw new Error(`There is no event "${name}".`);
    const relay = (_: IpcRendererEvent, event: unknown): void => {
      listener(event);
    };
    ipcRenderer.on(`tell:${name}`, relay);
    return () => {
      ipcRenderer.off(`tell:${name}`, relay);
    };
  },
});
