// Asks an address for its bytes: one GET, redirections followed, through a proxy where there is one. What comes is not read here.
import http from 'node:http';
import https from 'node:https';
import { t } from '../../../common/messages/t.ts';
import { fail } from '../../../common/result.ts';
import type { Place } from './failures.ts';
import { agentFor, proxyFor, type ProxyChoice } from './proxy.ts';

export interface Question {
  readonly address: URL;
  readonly proxy: ProxyChoice;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Nothing heard for so long: the connection counts as broken. */
  readonly silenceMilliseconds: number;
}

export interface Answer extends Place {
  readonly response: http.IncomingMessage;
}

const mostRedirections = 10;

/** Rejects as Node does, or with a Failure on redirections that lead nowhere or away from HTTPS. `told` hears each place asked. */
export async function askAddress(question: Question, told: (place: Place) => void): Promise<Answer> {
  let { address } = question;
  for (let redirections = 0; redirections <= mostRedirections; redirections++) {
    const place = { address, proxy: proxyFor(address, question.proxy) };
    told(place);
    const response = await get(place, question);
    const { location } = response.headers;
    if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0) || location === undefined)
      return { ...place, response };
    response.destroy();
    address = redirected(address, location);
  }
  return fail(
    'invalid',
    t('{host} sends from one address to the next without end.', { host: question.address.hostname }),
  );
}

function redirected(from: URL, location: string): URL {
  if (!URL.canParse(location, from.href))
    fail('invalid', t('{host} sends to an address that is none.', { host: from.hostname }), location);
  const to = new URL(location, from);
  if (to.protocol !== from.protocol && to.protocol !== 'https:') {
    fail(
      'invalid',
      t('{host} sends to {address}, which is not encrypted; it was not followed.', {
        host: from.hostname,
        address: `${to.protocol}//${to.hostname}`,
      }),
    );
  }
  return to;
}

function get(
  { address, proxy }: Place,
  { headers, signal, silenceMilliseconds }: Question,
): Promise<http.IncomingMessage> {
  const agent = agentFor(address, proxy);
  const options = { headers: { ...headers, 'User-Agent': 'Boxwright' }, signal, ...(agent && { agent }) };
  return new Promise((resolve, reject) => {
    const request = address.protocol === 'https:' ? https.get(address, options) : http.get(address, options);
    const silent = (): void => {
      const error: NodeJS.ErrnoException = new Error(`nothing came for ${silenceMilliseconds / 1000} s`);
      error.code = 'ETIMEDOUT';
      request.destroy(error);
    };
    // Over the whole: the socket's own time-out does not see the way through a proxy.
    let timer = setTimeout(silent, silenceMilliseconds);
    request.once('response', (response) => {
      const heard = (): void => {
        clearTimeout(timer);
        timer = setTimeout(silent, silenceMilliseconds);
      };
      response.on('data', heard);
      response.once('close', () => {
        clearTimeout(timer);
      });
      response.pause();
      resolve(response);
    });
    request.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}
