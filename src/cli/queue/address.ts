// Where the queue's database is: a postgres:// address, read, and as it may be shown. The password never leaves this file but to
// the driver.
import { fail } from '../../common/result.ts';

export interface QueueAddress {
  /** For the driver, password included. */
  readonly connection: string;
  /** The same without the password and without options, for messages. */
  readonly shown: string;
  /** The text with every form of the password taken out. */
  readonly hide: (text: string) => string;
}

/** Fails with `invalid` on what is no postgres:// address; the message repeats nothing that may be a password. */
export function readAddress(text: string): QueueAddress {
  if (!/^postgres(ql)?:\/\//i.test(text)) {
    fail('invalid', 'The address of a queue has to begin with postgres://, as in postgres://user@host:5432/database.');
  }
  const url = parse(text);
  const secrets = secretsOf(url);
  const user = url.username === '' ? '' : `${url.username}@`;
  const host = url.host === '' ? (url.searchParams.get('host') ?? 'localhost') : url.host;
  return {
    connection: text,
    shown: `postgres://${user}${host}${url.pathname === '/' ? '' : url.pathname}`,
    hide: (said) => secrets.reduce((left, secret) => left.replaceAll(secret, '***'), said),
  };
}

function parse(text: string): URL {
  // A socket's address has no host, which URL refuses beside a user: postgres://user@/database?host=/run/postgresql
  const readable = text.replace(/^([a-z]+:\/\/[^/?#@]*@)(?=[/?#])/i, '$1localhost');
  try {
    return new URL(readable);
  } catch {
    return fail(
      'invalid',
      'The address of the queue cannot be read. It is written postgres://user@host:5432/database; special characters in a password are written as %40 and so on.',
    );
  }
}

function secretsOf(url: URL): string[] {
  const written = [url.password, url.searchParams.get('password') ?? ''];
  const all = written.flatMap((secret) => [secret, decoded(secret), encodeURIComponent(decoded(secret))]);
  // The longest first, so that no part of one is left.
  return [...new Set(all)].filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
