// Connects the contract to ipcMain: sender check, argument check, handler, Result. The only file that touches ipcMain.
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import {
  type BridgeLanguage,
  type EventName,
  type Events,
  type Handlers,
  type RequestName,
} from '../common/contract.ts';
import { requestNames, textRequests } from '../common/contractNames.ts';
import { t } from '../common/messages/t.ts';
import { failure, failureOf, success, type Result } from '../common/result.ts';
import { windowAddress } from './appProtocol.ts';
import { log } from './log.ts';
import { requestSchemas } from './requestSchemas.ts';

/** True for the top frame of our own window, on our own page; nothing else may ask. */
function isOurWindow(event: IpcMainInvokeEvent, contents: WebContents | undefined): boolean {
  const frame = event.senderFrame;
  if (frame === null || contents === undefined || event.sender !== contents) return false;
  return frame === contents.mainFrame && frame.url.startsWith(windowAddress);
}

/** Registers every handler. `currentWindow` gives the one window's contents while it lives. */
export function connectIpc(handlers: Handlers, currentWindow: () => WebContents | undefined): void {
  for (const name of requestNames) {
    const reply = async (event: IpcMainInvokeEvent, request: unknown): Promise<Result<unknown>> => {
      if (!isOurWindow(event, currentWindow())) {
        log('warning', `refused "${name}" from a stranger at ${event.senderFrame?.url ?? 'nowhere'}`);
        return failure('invalid', t('This page may not ask the program anything.'));
      }
      return answer(handlers, name, request);
    };
    ipcMain.handle(`ask:${name}`, reply);
    if (textRequests.has(name))
      ipcMain.handle(`text:${name}`, async (event, request: unknown) => JSON.stringify(await reply(event, request)));
  }
}

async function answer(handlers: Handlers, name: RequestName, request: unknown): Promise<Result<unknown>> {
  const checked = requestSchemas[name].safeParse(request);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    const place = issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}`;
    return failure('invalid', t('The request "{name}" is malformed at {place}.', { name, place }));
  }
  try {
    const handler = handlers[name] as (request: unknown) => unknown;
    return success(await handler(checked.data));
  } catch (caught) {
    const known = failureOf(caught);
    if (known.kind === 'unexpected') log('error', `"${name}" failed: ${known.detail ?? known.message}`);
    return { ok: false, failure: known };
  }
}

/** Answers the window's first question, the only one that it waits for. */
export function tellLanguage(language: () => BridgeLanguage): void {
  ipcMain.on('language', (event) => {
    event.returnValue = language();
  });
}

/** Tells the window; quietly nothing when there is none. */
export function tell<Name extends EventName>(contents: WebContents | undefined, name: Name, event: Events[Name]): void {
  if (contents !== undefined && !contents.isDestroyed()) contents.send(`tell:${name}`, event);
}
