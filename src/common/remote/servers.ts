// The servers that the user has added: how an address is written, and the file that says how each is reached. Data only; nothing
// is read from a disk or a network here.
import { z } from 'zod';
import { t } from '../messages/t.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';

/** How one server is reached. */
export interface ServerSettings {
  /** Sent as a bearer token. Never shown or logged. */
  readonly token?: string;
  /** Certificates (PEM) that are trusted for this server beside the well-known ones. */
  readonly ca?: string;
  /** Requests that may be under way at the same time; `usualRequests` without it. */
  readonly requests?: number;
  /** One request may take so long; `usualSeconds` without it. */
  readonly seconds?: number;
}

export interface ServersFile {
  readonly format: 1;
  /** By address, as `serverAddress` writes it. */
  readonly servers: Readonly<Record<string, ServerSettings>>;
}

export const usualRequests = 4;
export const usualSeconds = 60;

/** Only in the user's folder for program data, readable by nobody else. */
export const serversFileName = 'servers.json';

const written =
  /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_.])?)(?::(\d{1,5}))?(\/[^\s?#@\\]*)?$/i;
const usualPorts = { http: '80', https: '443' } as const;

/**
 * `gpu:8000`, `https://host/prefix/` or `HTTP://host:80/v2` → one way to write it: scheme (http unless given), host, a port that
 * is not the scheme's own, path without `/v2` and without a slash at the end. Fails (`invalid`) on anything else, such as a name
 * or a password in it.
 */
export function serverAddress(text: string): Result<string> {
  const [, scheme = 'http', host = '', port, path = ''] = written.exec(text.trim()) ?? [];
  const number = Number(port ?? 1);
  if (host === '' || number < 1 || number > 65_535) {
    return failure(
      'invalid',
      t(
        'This is no address of a server. Write it as http://host:8000 or https://host, without a name, a password or a query.',
      ),
    );
  }
  const protocol = scheme.toLowerCase() as keyof typeof usualPorts;
  const isUsual = port === undefined || String(number) === usualPorts[protocol];
  const folder = path.replace(/\/+$/, '').replace(/\/v2$/, '').replace(/\/+$/, '');
  return success(`${protocol}://${host.toLowerCase()}${isUsual ? '' : `:${number}`}${folder}`);
}

/** True where what is sent can be read on its way: not TLS, and not this machine. */
export function isOverheard(address: string): boolean {
  return !/^(https:\/\/|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$))/.test(address);
}

/** What an HTTP header can carry. */
export const tokenPattern = /^[\x21-\x7e]{1,8192}$/;

const address = z.string().refine((text) => {
  const known = serverAddress(text);
  return known.ok && known.value === text;
}, 'is no address of a server');

const serversSchema = z.object({
  format: z.literal(1),
  servers: z.record(
    address,
    z.object({
      token: z.string().regex(tokenPattern, 'is no token').exactOptional(),
      ca: z.string().max(1_000_000).exactOptional(),
      requests: z.number().int().min(1).max(64).exactOptional(),
      seconds: z.number().min(1).max(3600).exactOptional(),
    }),
  ),
});

/** Parsed JSON of unknown origin → the servers, or a failure that names the first place that breaks a rule, never what stands there. */
export function readServersFile(json: unknown): Result<ServersFile> {
  const parsed = serversSchema.safeParse(json);
  if (parsed.success) return success(parsed.data);
  const issue = parsed.error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? t('the file') : issue.path.join('.');
  return failure(
    'invalid',
    t('The list of servers cannot be used: {place}: {reason}.', {
      place,
      reason: issue?.message ?? t('not understood'),
    }),
  );
}
