// How a server is reached, read from the user's file at the moment of need: only this process ever holds the token.
import { readFile, stat } from 'node:fs/promises';
import { fail } from '../../common/result.ts';
import { readServersFile, tokenPattern, usualRequests, usualSeconds } from '../../common/remote/servers.ts';
import type { ServerSettings } from '../../common/remote/servers.ts';

export interface Access {
  readonly address: string;
  readonly token: string | undefined;
  /** PEM. */
  readonly ca: string | undefined;
  readonly requests: number;
  readonly seconds: number;
}

/**
 * `address` as `serverAddress` writes it. Fails where the user has not added that server: a card that came from elsewhere must
 * not send pictures, or a token, to a place of its own choice. A server without a token of its own gets BOXWRIGHT_REMOTE_TOKEN.
 */
export async function readAccess(file: string | undefined, address: string): Promise<Access> {
  const settings = file === undefined ? undefined : (await readServers(file))[address];
  if (settings === undefined) {
    fail('not-found', `The server ${address} is not among yours. Add it first: boxwright remote add ${address}`);
  }
  const token = settings.token ?? tokenOf(process.env['BOXWRIGHT_REMOTE_TOKEN']);
  return {
    address,
    token,
    ca: settings.ca,
    requests: settings.requests ?? usualRequests,
    seconds: settings.seconds ?? usualSeconds,
  };
}

async function readServers(file: string): Promise<Readonly<Record<string, ServerSettings>>> {
  const stats = await stat(file).catch(() => undefined);
  if (stats === undefined) return {};
  if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) {
    fail('invalid', `${file} holds tokens, and others on this machine may open it. Run: chmod 600 ${file}`);
  }
  const text = await readFile(file, 'utf8').catch((error: unknown) =>
    fail('unreadable', `${file} cannot be read.`, String(error)),
  );
  const servers = readServersFile(parsed(text, file));
  return servers.ok ? servers.value.servers : fail(servers.failure.kind, `${file}: ${servers.failure.message}`);
}

/** A parser's own words would quote the file, and a token with it. */
function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail('unreadable', `${file} is no JSON. Correct it, or remove it and add your servers again.`);
  }
}

function tokenOf(text: string | undefined): string | undefined {
  const token = text?.trim() ?? '';
  if (token === '') return undefined;
  return tokenPattern.test(token)
    ? token
    : fail('invalid', 'BOXWRIGHT_REMOTE_TOKEN holds no token: only visible ASCII characters can be sent.');
}
