// Serves the window's own files (out/renderer) under a scheme of its own, so that no file:// page exists in the program.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

export const appScheme = 'boxwright-app';
export const imageScheme = 'boxwright-image';

/** The only origin that may ask main anything. */
export const windowAddress = `${appScheme}://window/`;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  `img-src 'self' ${imageScheme}: blob: data:`,
  `connect-src 'self' ${imageScheme}:`,
  "font-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The answer to a request for a file of the window; 404 for anything outside `folder`. */
export async function serveWindowFile(folder: string, address: string): Promise<Response> {
  const url = new URL(address);
  const path = normalize(join(folder, decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname)));
  const type = types[extname(path)];
  if (url.host !== 'window' || type === undefined || !path.startsWith(folder + sep)) {
    return new Response('Not found', { status: 404 });
  }
  try {
    const body = await readFile(path);
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': type,
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
      },
    });
  } catch {
    return new Response('Not found', { status: 404 });
  }
}
