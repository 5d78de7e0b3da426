// One HTTP exchange with a model server: sent once, bounded in time, its answer handed to a reader. No retries and no protocol here.
import http from 'node:http';
import https from 'node:https';
import { rootCertificates } from 'node:tls';
import type { Failure } from '../../common/result.ts';
import { failure, FailureError } from '../../common/result.ts';
import type { Access } from './access.ts';
import { codeOf, connectionFailure, isPassing, refusal } from './words.ts';

/** Connecting may take so long; a machine that is switched off says nothing. */
const connectMilliseconds = 10_000;
/** A refusal is read up to here. */
const refusalBytes = 64 * 1024;

/** Sockets that are kept open to one server. `close` it: what is under way fails then. */
export interface Connection {
  readonly access: Access;
  readonly agent: http.Agent;
  readonly closed: AbortController;
}

export interface Outgoing {
  readonly method: 'GET' | 'POST';
  /** From `/v2` on. */
  readonly path: string;
  /** For messages: "the model fcos". */
  readonly what: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent one after another; they must stay as they are until the exchange ends. */
  readonly body?: readonly Uint8Array[];
  readonly signal: AbortSignal;
}

export type Exchanged<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** Another try may help, not before `milliseconds` where the server asks for that. */
  | { readonly kind: 'again'; readonly failure: Failure; readonly milliseconds?: number }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly status?: number };

export function connect(access: Access): Connection {
  const options = { keepAlive: true, maxSockets: access.requests + 2, maxFreeSockets: access.requests };
  const trusted = access.ca === undefined ? {} : { ca: [...rootCertificates, access.ca] };
  const agent = access.address.startsWith('https:')
    ? new https.Agent({ ...options, ...trusted })
    : new http.Agent(options);
  return { access, agent, closed: new AbortController() };
}

export function disconnect(connection: Connection): void {
  connection.closed.abort();
  connection.agent.destroy();
}

/** Never rejects. `read` gets the body of a success; what it throws is the failure. */
export async function exchange<T>(
  connection: Connection,
  outgoing: Outgoing,
  read: (response: http.IncomingMessage) => Promise<T>,
): Promise<Exchanged<T>> {
  const { access, closed } = connection;
  const stop = new AbortController();
  const end = (): void => stop.abort();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, access.seconds * 1000);
  const ends = [outgoing.signal, closed.signal];
  for (const signal of ends) signal.addEventListener('abort', end, { once: true });
  if (ends.some((signal) => signal.aborted)) end();
  let response: http.IncomingMessage | undefined;
  try {
    response = await send(connection, outgoing, stop.signal);
    const status = response.statusCode ?? 0;
    if (status < 200 || status > 299) return await refused(access, outgoing.what, status, response);
    return { kind: 'done', value: await read(response) };
  } catch (caught) {
    if (outgoing.signal.aborted) return failed(failure('cancelled', 'It was cancelled.').failure);
    if (closed.signal.aborted) return failed(failure('cancelled', 'The model was let go.').failure);
    if (isLate) return failed(tooSlow(access, outgoing.what));
    if (caught instanceof FailureError) return failed(caught.failure);
    const kind = isPassing(codeOf(caught)) ? 'again' : 'failed';
    return { kind, failure: connectionFailure(access, caught) };
  } finally {
    clearTimeout(timer);
    for (const signal of ends) signal.removeEventListener('abort', end);
    // What was not read to its end would keep the socket from being used again.
    if (response?.complete === false) response.destroy();
  }
}

function failed<T>(reason: Failure): Exchanged<T> {
  return { kind: 'failed', failure: reason };
}

function tooSlow({ address, seconds }: Access, what: string): Failure {
  const advice = `Allow more: boxwright remote add ${address} --seconds N`;
  return failure('detector', `The server ${address} did not answer for ${what} within ${seconds} seconds. ${advice}`)
    .failure;
}

function send(connection: Connection, outgoing: Outgoing, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { access, agent } = connection;
  const { method, path, body = [] } = outgoing;
  const length = body.reduce((sum, piece) => sum + piece.byteLength, 0);
  const headers = {
    accept: 'application/json, application/octet-stream',
    ...outgoing.headers,
    ...(method === 'POST' && { 'content-length': String(length) }),
    ...(access.token !== undefined && { authorization: `Bearer ${access.token}` }),
  };
  const request = access.address.startsWith('https:') ? https.request : http.request;
  return new Promise((resolve, reject) => {
    const sent = request(access.address + path, { method, headers, agent, signal });
    sent.once('response', resolve);
    // Stays after the answer has begun: a connection that breaks then is told by the body as well.
    sent.on('error', reject);
    sent.once('socket', (socket) => {
      if (!socket.connecting) return;
      const stalled = (): void => {
        sent.destroy(Object.assign(new Error('The connection was not made in time.'), { code: 'ETIMEDOUT' }));
      };
      const timer = setTimeout(stalled, connectMilliseconds);
      const made = access.address.startsWith('https:') ? 'secureConnect' : 'connect';
      for (const event of [made, 'close'] as const) socket.once(event, () => clearTimeout(timer));
    });
    for (const piece of body) sent.write(piece);
    sent.end();
  });
}

async function refused<T>(
  access: Access,
  what: string,
  status: number,
  response: http.IncomingMessage,
): Promise<Exchanged<T>> {
  const said = await beginning(response);
  const reason = refusal(access, status, what, said);
  if (status !== 429 && status !== 502 && status !== 503 && status !== 504) {
    return { kind: 'failed', failure: reason, status };
  }
  const milliseconds = retryAfter(response.headers['retry-after']);
  return { kind: 'again', failure: reason, ...(milliseconds !== undefined && { milliseconds }) };
}

async function beginning(response: http.IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size > refusalBytes) break;
  }
  return Buffer.concat(pieces).subarray(0, refusalBytes).toString('utf8');
}

/** Seconds, or an HTTP date; undefined for anything else. */
function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
