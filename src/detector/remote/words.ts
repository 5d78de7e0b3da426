// What to say of a server that cannot be reached, is not trusted, or refuses: one sentence with the address and what to do.
// A server's own words are shortened, and nothing that it repeats of us shows the token.
import type { Failure } from '../../common/result.ts';
import { failure } from '../../common/result.ts';
import type { Access } from './access.ts';

type Reached = Pick<Access, 'address' | 'token' | 'ca'>;

/** Worth another try: the server was not there, or went away. */
const passing = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

export function isPassing(code: string): boolean {
  return passing.has(code);
}

const untrusted: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that this machine does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes from an authority that this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT: 'comes from an authority that this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that this machine does not know',
  CERT_UNTRUSTED: 'comes from an authority that this machine does not know',
};
const unusable: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired; it has to be renewed there (or the clock of this machine is wrong)',
  CERT_NOT_YET_VALID: 'is not valid yet; look at the clocks of both machines',
  CERT_REVOKED: 'was revoked; it has to be renewed there',
  CERT_SIGNATURE_FAILURE: 'has a wrong signature; ask who runs the server',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another host; use the name that stands in it, or have it renewed for this one',
  HOSTNAME_MISMATCH: 'is for another host; use the name that stands in it, or have it renewed for this one',
};

/** An error of Node while connecting, sending or reading. */
export function connectionFailure({ address, token, ca }: Reached, error: unknown): Failure {
  const code = codeOf(error);
  const detail = redacted(error instanceof Error ? error.message : String(error), token);
  const say = (text: string): Failure => failure('detector', `The server ${address} ${text}`, detail).failure;
  const distrust = untrusted[code];
  if (distrust !== undefined) {
    const given = ca === undefined ? '' : ', also not by the certificate that was given for it';
    const what = `has a certificate that ${distrust}${given}. If you trust it, give the certificate of its authority`;
    return say(`${what}: boxwright remote add ${address} --ca FILE`);
  }
  const flaw = unusable[code];
  if (flaw !== undefined) return say(`has a certificate that ${flaw}.`);
  switch (code) {
    case 'ECONNREFUSED':
      return say('is not running: nothing listens there. Start it, or correct the port.');
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
      return say('broke the connection. It may have stopped, or expect https.');
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return say('cannot be found: no such name in the network. Look at the address and the connection.');
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return say('cannot be reached. Look at the address, the network and the firewall.');
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return say('does not speak TLS at that port. Try http://, or another port.');
    default:
      return code.startsWith('HPE_')
        ? say('does not speak HTTP at that port. It may expect https, or be the port of gRPC.')
        : say(`could not be asked (${code === '' ? 'without a reason' : code}).`);
  }
}

/** An answer that is no success. `what` such as "the model fcos"; `said` what stood in it. */
export function refusal({ address, token }: Reached, status: number, what: string, said: string): Failure {
  const own = ownWords(said, token);
  const tail = own === '' ? '.' : `: ${own}${/[.!?…]$/.test(own) ? '' : '.'}`;
  const say = (text: string): Failure => failure('detector', `The server ${address} ${text}`).failure;
  if (status === 401 || status === 403) {
    const wants = token === undefined ? 'wants a token' : 'does not accept the token';
    return say(`${wants} (${status}). Give one: boxwright remote add ${address} --token-file FILE`);
  }
  if (status >= 300 && status < 400) return say(`sends on to another address (${status}). Add that one instead.`);
  if (status === 404) return say(`does not know ${what} (404)${tail}`);
  if (status === 413)
    return say(`finds the request for ${what} too large (413). Its limit has to be raised there${tail}`);
  if (status === 429) return say(`has too much to do (429)${tail}`);
  if (status === 502 || status === 503 || status === 504) return say(`is not available (${status})${tail}`);
  return say(`${status >= 500 ? 'failed at' : 'refused'} ${what} (${status})${tail}`);
}

/** The text of `{"error": "…"}`, or a plain text, in one line of at most 300 characters. */
function ownWords(said: string, token: string | undefined): string {
  const text = /^\s*</.test(said) ? '' : errorField(said);
  const line = redacted(text, token)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function errorField(said: string): string {
  try {
    const { error, detail } = JSON.parse(said) as { error?: unknown; detail?: unknown };
    const text = error ?? detail;
    return typeof text === 'string' ? text : JSON.stringify(text ?? '');
  } catch {
    return said;
  }
}

function redacted(text: string, token: string | undefined): string {
  return token === undefined ? text : text.replaceAll(token, '…');
}

/** An error's code such as ECONNRESET; empty without one. */
export function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? '' : codeOf(cause);
}
