// The proxy that a download goes through: the one of the settings, or the environment's, or the system's own.
import { session } from 'electron';
import { getProxyForUrl } from 'proxy-from-env';
import type { ProxyChoice } from './project/download/proxy.ts';

/** `setting`: `system`, `none` or an address. */
export async function chosenProxy(setting: string, address: string): Promise<ProxyChoice> {
  if (setting !== 'system') return setting;
  if (getProxyForUrl(address) !== '') return 'environment';
  // "PROXY host:port; DIRECT", as a browser would do it. What is neither (SOCKS) is left out.
  const found = /^(PROXY|HTTPS) ([^;\s]+)/.exec(await session.defaultSession.resolveProxy(address));
  if (found === null) return 'none';
  return `${found[1] === 'HTTPS' ? 'https' : 'http'}://${found[2] ?? ''}`;
}
