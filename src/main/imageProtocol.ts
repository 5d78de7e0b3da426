// Serves boxwright-image://picture/<id>/<full|thumb|samples>: pictures of the open project and nothing else, as streams.
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { t } from '../common/messages/t.ts';
import { fail, failureOf } from '../common/result.ts';
import { windowAddress } from './appProtocol.ts';
import { log } from './log.ts';

/** Finds the file that shows a picture upright; throws a Failure when there is none. */
export interface PictureFiles {
  full(image: number): Promise<{ readonly path: string; readonly type: string }>;
  thumb(image: number): Promise<{ readonly path: string; readonly type: string }>;
  /** A file made for this one answer: it is deleted once it was sent. Fails with `invalid` for 8 bits a channel. */
  samples(image: number): Promise<{ readonly path: string; readonly type: string }>;
}

const chunk = 1024 * 1024;
const shape = /^\/([1-9][0-9]{0,15})\/(full|thumb|samples)$/;
export const protocolHeaders = {
  // Only our own page may read the bytes.
  'access-control-allow-origin': windowAddress.slice(0, -1),
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
};

/** The answer to one address. A failure is a JSON Failure with status 404, for the window's words. */
export async function servePicture(address: string, files: PictureFiles): Promise<Response> {
  try {
    const url = new URL(address);
    const match = shape.exec(url.pathname);
    if (url.host !== 'picture' || match === null) fail('invalid', t('This is no address of a picture.'));
    const image = Number(match?.[1]);
    const kind = match?.[2] as keyof PictureFiles;
    const { path, type } = await files[kind](image);
    const { size } = await stat(path);
    const stream = createReadStream(path, { highWaterMark: chunk });
    if (kind === 'samples') stream.once('close', () => void rm(path, { force: true }));
    const body = Readable.toWeb(stream) as ReadableStream<Uint8Array>;
    return new Response(body, {
      headers: {
        ...protocolHeaders,
        'content-type': type,
        'content-length': String(size),
        'cache-control': 'no-store',
      },
    });
  } catch (caught) {
    return refusal(address, caught);
  }
}

/** What is served in place of what cannot be: a JSON Failure. */
export function refusal(address: string, caught: unknown): Response {
  const failure = missing(caught) ?? failureOf(caught);
  if (failure.kind === 'unexpected') log('error', `${address}: ${failure.detail ?? failure.message}`);
  return new Response(JSON.stringify(failure), {
    status: 404,
    headers: { ...protocolHeaders, 'content-type': 'application/json' },
  });
}

function missing(caught: unknown): ReturnType<typeof failureOf> | undefined {
  const code = (caught as { code?: unknown } | undefined)?.code;
  if (code === 'ENOENT') return { kind: 'not-found', message: t('The picture file is not there any more.') };
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      kind: 'unreadable',
      message: t('The picture file may not be read. Change its permissions, then try again.'),
    };
  }
  return undefined;
}
