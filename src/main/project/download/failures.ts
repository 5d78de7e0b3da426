// What went wrong on the way to a server, in words that say what to do. Codes of Node's sockets and of HTTP; no retrying.
import { t } from '../../../common/messages/t.ts';
import { FailureError, failure, type Failure } from '../../../common/result.ts';
import { withoutWord } from './proxy.ts';

export interface Place {
  readonly address: URL;
  readonly proxy: URL | undefined;
}

/** `again`: the same may go better in a moment. */
export interface Trouble {
  readonly failure: Failure;
  readonly again: 'soon' | 'never';
}

const unreachable = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN']);
const broken = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Of anything thrown while asking. */
export function troubleOf(caught: unknown, place: Place): Trouble {
  if (caught instanceof FailureError) return { failure: caught.failure, again: 'never' };
  const { code = '', message } = (
    caught instanceof Error ? caught : new Error(String(caught))
  ) as NodeJS.ErrnoException;
  const host = place.address.hostname;
  if (unreachable.has(code)) {
    const words = t(
      '{host} could not be reached{proxy, select, none {} other { through the proxy {proxy}}}: this computer seems to be offline. Check the network, or the proxy under Settings.',
      { host, proxy: shownProxy(place.proxy) },
    );
    return { failure: failure('offline', words, `${code}: ${message}`).failure, again: 'soon' };
  }
  if (broken.has(code) || /aborted|socket hang up/i.test(message)) {
    const words = t('The connection to {host} broke off. What is there is kept; try again to go on from it.', { host });
    return { failure: failure('offline', words, `${code}: ${message}`).failure, again: 'soon' };
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|TLS/i.test(code)) {
    const words = t(
      'The certificate of {host} cannot be checked ({code}). A network that looks into encrypted connections does that; on the command line its own certificate can be given by NODE_EXTRA_CA_CERTS.',
      { host, code },
    );
    return { failure: failure('invalid', words, message).failure, again: 'never' };
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return {
      failure: failure('disk', t('The disk is full. Free some space; the download goes on from where it is.'), message)
        .failure,
      again: 'never',
    };
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return {
      failure: failure('read-only', t('The folder for downloads cannot be written.'), message).failure,
      again: 'never',
    };
  }
  return {
    failure: failure('unexpected', t('The download failed: {reason}', { reason: message }), code).failure,
    again: 'never',
  };
}

/** As the messages select it. */
const shownProxy = (proxy: URL | undefined): string => (proxy === undefined ? 'none' : withoutWord(proxy.origin));

/** Of an answer that is neither the file nor a redirection. */
export function troubleOfStatus(status: number, { address, proxy }: Place): Trouble {
  const host = address.hostname;
  const said = (kind: Failure['kind'], words: string, again: Trouble['again']): Trouble => ({
    failure: failure(kind, words, `${status} from ${address.origin}${address.pathname}`).failure,
    again,
  });
  if (status === 407) {
    return said(
      'invalid',
      t(
        'The proxy{proxy, select, none {} other { {proxy}}} wants a name and a password: write them as http://name:password@host:port.',
        { proxy: shownProxy(proxy) },
      ),
      'never',
    );
  }
  if (status === 404 || status === 410)
    return said('not-found', t('{host} does not have this file any more ({status}).', { host, status }), 'never');
  if (status === 401 || status === 403)
    return said('invalid', t('{host} does not give this file to everybody ({status}).', { host, status }), 'never');
  if (status === 429) return said('busy', t('{host} is asked too often (429). Try again later.', { host }), 'soon');
  if (status >= 500)
    return said('busy', t('{host} has trouble of its own ({status}). Try again later.', { host, status }), 'soon');
  return said('invalid', t('{host} answered with {status}, which is no file.', { host, status }), 'never');
}
