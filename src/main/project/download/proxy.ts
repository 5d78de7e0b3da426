// Which proxy an address is asked through, and the agent that does it: plain HTTP by absolute address, HTTPS by a CONNECT tunnel.
import type { Agent } from 'node:http';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { t } from '../../../common/messages/t.ts';
import { fail } from '../../../common/result.ts';

/** `environment`: as HTTP_PROXY, HTTPS_PROXY and NO_PROXY say; `none`; or an address such as http://name:word@host:3128. */
export type ProxyChoice = 'environment' | 'none' | (string & {});

/** The address of the proxy for this one; undefined: it is asked directly. Fails when it is no address of an HTTP proxy. */
export function proxyFor(address: URL, choice: ProxyChoice): URL | undefined {
  if (choice === 'none') return undefined;
  const text = choice === 'environment' ? getProxyForUrl(address.href) : choice;
  if (text === '') return undefined;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (proxy === undefined || !/^https?:$/.test(proxy.protocol) || proxy.hostname === '') {
    fail(
      'invalid',
      t('The proxy {proxy} cannot be used: an address such as http://host:3128 is needed.', {
        proxy: withoutWord(text),
      }),
    );
  }
  return proxy;
}

export function agentFor(address: URL, proxy: URL | undefined): Agent | undefined {
  if (proxy === undefined) return undefined;
  return address.protocol === 'https:' ? new HttpsProxyAgent(proxy) : new HttpProxyAgent(proxy);
}

/** For messages: nobody's password. */
export function withoutWord(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//');
}
