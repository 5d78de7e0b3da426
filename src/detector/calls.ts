// Answers calls: looks the name up, runs its handler, sends items and the reply, cancels by id. What a call does lies elsewhere.
import type { CallName, DetectorCalls } from '../common/protocol.ts';
import { fail, failureOf, success } from '../common/result.ts';
import type { Result } from '../common/result.ts';
import type { Connection } from './connection.ts';
import { checkRequest, readMessage } from './requests.ts';
import type { Received } from './requests.ts';

export interface Context<Item> {
  /** Aborted when the caller cancelled. */
  readonly signal: AbortSignal;
  send(item: Item): void;
}

export type CallHandlers = {
  readonly [Name in CallName]: (
    request: DetectorCalls[Name]['request'],
    context: Context<DetectorCalls[Name]['item']>,
  ) => Promise<DetectorCalls[Name]['reply']>;
};

/** Items of one call are gathered for so long: each message costs both processes more than the item in it. */
const gatherFor = 100; // milliseconds

/** Throws a Failure of kind `cancelled` when the call was cancelled. */
export function checkCancelled(signal: AbortSignal): void {
  if (signal.aborted) fail('cancelled', 'It was cancelled.');
}

/** Answers until the process ends. Returns what takes a message. */
export function answering(connection: Connection, handlers: CallHandlers): (message: unknown) => void {
  const running = new Map<number, AbortController>();
  return (message) => {
    const received = readMessage(message);
    if (received === undefined) return;
    if (received.kind === 'cancel') {
      running.get(received.id)?.abort();
      return;
    }
    if (running.has(received.id)) return;
    const controller = new AbortController();
    running.set(received.id, controller);
    void answer(connection, handlers, received, controller.signal).then((result) => {
      running.delete(received.id);
      connection.post({ kind: 'reply', id: received.id, result });
    });
  };
}

async function answer(
  connection: Connection,
  handlers: CallHandlers,
  call: Extract<Received, { kind: 'call' }>,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const items = gatheringItems(connection, call.id, signal);
  try {
    checkRequest(call.name, call.request);
    const handler = handlers[call.name] as (request: unknown, context: Context<unknown>) => Promise<unknown>;
    return success(await handler(call.request, { signal, send: items.send }));
  } catch (caught) {
    return { ok: false, failure: failureOf(caught) };
  } finally {
    items.flush();
  }
}

/** Sends the first item at once, and then what came together. Nothing is sent once the call was cancelled. */
function gatheringItems(
  connection: Connection,
  id: number,
  signal: AbortSignal,
): { send(item: unknown): void; flush(): void } {
  let waiting: unknown[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sentAt = -Infinity;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const items = waiting;
    waiting = [];
    if (items.length === 0 || signal.aborted) return;
    sentAt = performance.now();
    connection.post({ kind: 'items', id, items });
  };
  const send = (item: unknown): void => {
    waiting.push(item);
    if (performance.now() - sentAt >= gatherFor) flush();
    else timer ??= setTimeout(flush, gatherFor);
  };
  return { send, flush };
}
