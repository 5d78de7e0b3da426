// Fetches one file over HTTP: in parts that survive a kill, gone on with where the server has the same file still, checked against its
// hash before it gets its name. It starts nothing by itself; what a file is for is the callers' business.
import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { mkdir, open, statfs, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { t } from '../../../common/messages/t.ts';
import { FailureError, fail } from '../../../common/result.ts';
import { askAddress } from './ask.ts';
import { troubleOf, troubleOfStatus, type Place } from './failures.ts';
import { finishPart, hashFile, partFile, readPart, removePart, writeNote, type Note, type Part } from './part.ts';
import type { ProxyChoice } from './proxy.ts';

export interface DownloadWish {
  readonly address: string;
  /** Where it goes; beside it lie `….part` and `….part.json` until it is whole. */
  readonly file: string;
  readonly proxy: ProxyChoice;
  /** 64 hexadecimal digits, or the first of them. */
  readonly sha256?: string;
  /** Exact size. */
  readonly bytes?: number;
  /** Larger ones are refused. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** `total` 0 while unknown. */
  readonly onProgress: (done: number, total: number) => void;
  readonly silenceMilliseconds?: number;
  /** Before the n-th try after one that brought nothing. */
  readonly waitMilliseconds?: (fruitless: number) => number;
}

export interface Downloaded {
  readonly bytes: number;
  readonly sha256: string;
}

/** In a row, without a byte between them. */
const mostFruitless = 4;

/**
 * Failures: offline, not-found, invalid (wrong hash, a web page instead of the file, redirections), too-large, busy, disk, read-only,
 * cancelled. After a wrong hash nothing is left; after anything else the part stays and the next call goes on.
 */
export async function download(wish: DownloadWish): Promise<Downloaded> {
  const wait = wish.waitMilliseconds ?? ((fruitless: number) => 1000 * 2 ** (fruitless - 1));
  let fruitless = 0;
  for (;;) {
    const before = await lengthOf(wish);
    const outcome = await tryOnce(wish);
    if (outcome.done) return outcome.value;
    const { failure, again } = outcome.trouble;
    if (wish.signal.aborted) fail('cancelled', t('The download was stopped. What is there is kept.'));
    fruitless = (await lengthOf(wish)) > before ? 1 : fruitless + 1;
    if (
      again === 'never' ||
      fruitless >= mostFruitless ||
      (failure.kind === 'offline' && before === 0 && fruitless > 1)
    )
      throw new FailureError(failure);
    await delay(wait(fruitless), undefined, { signal: wish.signal }).catch(() => undefined);
    if (wish.signal.aborted) fail('cancelled', t('The download was stopped. What is there is kept.'));
  }
}

async function lengthOf({ file, address }: DownloadWish): Promise<number> {
  return (await readPart(file, address))?.length ?? 0;
}

type Outcome =
  | { readonly done: true; readonly value: Downloaded }
  | { readonly done: false; readonly trouble: ReturnType<typeof troubleOf> };

async function tryOnce(wish: DownloadWish): Promise<Outcome> {
  let place: Place = { address: new URL(wish.address), proxy: undefined };
  try {
    await mkdir(path.dirname(wish.file), { recursive: true });
    const part = await usablePart(wish);
    const headers = { 'Accept-Encoding': 'identity', ...(part && rangeOf(part)) };
    const question = {
      address: place.address,
      proxy: wish.proxy,
      headers,
      signal: wish.signal,
      silenceMilliseconds: wish.silenceMilliseconds ?? 30_000,
    };
    const { response } = await askAddress(question, (asked) => {
      place = asked;
    });
    const start = startOf(response, part, wish, place);
    if (start === undefined) {
      response.destroy();
      return { done: false, trouble: troubleOfStatus(response.statusCode ?? 0, place) };
    }
    return { done: true, value: await receive(wish, response, start) };
  } catch (caught) {
    return { done: false, trouble: troubleOf(caught, place) };
  }
}

/** A part without a validator could be of another version of the file: only its hash could tell, so it is needed. */
async function usablePart(wish: DownloadWish): Promise<Part | undefined> {
  const part = await readPart(wish.file, wish.address);
  if (part === undefined || (part.note.validator === null && wish.sha256 === undefined)) return undefined;
  return part;
}

function rangeOf({ note, length }: Part): Record<string, string> {
  return { Range: `bytes=${length}-`, ...(note.validator !== null && { 'If-Range': note.validator }) };
}

interface Start {
  /** Bytes that are there already. */
  readonly offset: number;
  readonly note: Note;
  /** Nothing is left to fetch. */
  readonly complete?: true;
}

/** Where the answer begins in the file; undefined: it is no answer with the file. Throws a Failure on a web page. */
function startOf(
  response: IncomingMessage,
  part: Part | undefined,
  wish: DownloadWish,
  place: Place,
): Start | undefined {
  const { statusCode, headers } = response;
  const total = Number(/^bytes (?:\d+-\d+|\*)\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] ?? NaN);
  if (statusCode === 416 && part !== undefined) {
    // Nothing after what is there: it was whole, or it is of another version and begins anew.
    if (part.length === total) return { offset: part.length, note: { ...part.note, total }, complete: true };
    return { offset: 0, note: part.note };
  }
  if (statusCode === 206 && part !== undefined) {
    const from = Number(/^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1] ?? NaN);
    if (from !== part.length)
      fail('invalid', t('{host} sends another part than was asked for.', { host: place.address.hostname }));
    return { offset: from, note: { ...part.note, total: Number.isNaN(total) ? null : total } };
  }
  if (statusCode !== 200) return undefined;
  if (/^text\/html\b/i.test(headers['content-type'] ?? '')) {
    refuseWebPage(place.address.hostname);
  }
  const length = Number(headers['content-length'] ?? NaN);
  const note = { address: wish.address, validator: validatorOf(response), total: Number.isNaN(length) ? null : length };
  return { offset: 0, note };
}

function refuseWebPage(host: string): never {
  return fail(
    'invalid',
    t(
      '{host} sent a web page instead of the file. A network that wants you to sign in first does that: open a browser, sign in, and try again.',
      { host },
    ),
  );
}

/** A strong entity tag, or the date; weak tags do not promise the same bytes. */
function validatorOf({ headers }: IncomingMessage): string | null {
  const { etag } = headers;
  return etag !== undefined && !etag.startsWith('W/') ? etag : (headers['last-modified'] ?? null);
}

async function receive(wish: DownloadWish, response: IncomingMessage, start: Start): Promise<Downloaded> {
  if (response.statusCode === 416 && start.complete === undefined) {
    response.destroy();
    await removePart(wish.file);
    throw Object.assign(new Error('the part was of another version'), { code: 'ECONNRESET' });
  }
  const { note } = start;
  const total = note.total ?? wish.bytes ?? 0;
  if (total > wish.limit)
    fail('too-large', t('The file has {bytes} bytes, and {most} is the limit.', { bytes: total, most: wish.limit }));
  if (wish.bytes !== undefined && note.total !== null && note.total !== wish.bytes) {
    await removePart(wish.file);
    fail(
      'invalid',
      t("The server's file has {bytes} bytes, and the published one has {published}. It was not fetched.", {
        bytes: note.total,
        published: wish.bytes,
      }),
    );
  }
  await checkSpace(wish.file, total - start.offset);
  const hash = start.offset === 0 ? createHash('sha256') : await hashFile(partFile(wish.file), wish.signal);
  if (start.complete === undefined) {
    await writeNote(wish.file, note);
    const handle = await open(partFile(wish.file), start.offset === 0 ? 'w' : 'r+');
    try {
      await append(wish, response, handle, hash, { offset: start.offset, total });
    } finally {
      await handle.close();
    }
  } else response.destroy();
  return finish(wish, hash, note.total);
}

async function append(
  wish: DownloadWish,
  response: IncomingMessage,
  handle: FileHandle,
  hash: Hash,
  { offset, total }: { readonly offset: number; readonly total: number },
): Promise<void> {
  let at = offset;
  wish.onProgress(at, total);
  for await (const chunk of response as AsyncIterable<Buffer>) {
    // Not every such page says what it is; no checkpoint begins so.
    if (at === 0 && /^\s*<(?:!doctype|html)/i.test(chunk.subarray(0, 64).toString('latin1')))
      refuseWebPage(new URL(wish.address).hostname);
    if (at + chunk.length > wish.limit)
      fail('too-large', t('The file has over {most} bytes, which is the limit.', { most: wish.limit }));
    for (let done = 0; done < chunk.length;)
      done += (await handle.write(chunk, done, chunk.length - done, at + done)).bytesWritten;
    hash.update(chunk);
    at += chunk.length;
    wish.onProgress(at, total);
  }
  if (total > 0 && at < total) throw Object.assign(new Error(`${at} of ${total} bytes came`), { code: 'ECONNRESET' });
}

async function finish(wish: DownloadWish, hash: Hash, total: number | null): Promise<Downloaded> {
  const sha256 = hash.digest('hex');
  const length = await lengthOf(wish);
  if ((total ?? wish.bytes ?? length) !== length) {
    await removePart(wish.file);
    fail(
      'invalid',
      t('{bytes} bytes came where {said} were said. They were removed. Try again.', {
        bytes: length,
        said: total ?? wish.bytes ?? 0,
      }),
    );
  }
  if (!sha256.startsWith(wish.sha256 ?? '')) {
    await removePart(wish.file);
    fail(
      'invalid',
      t(
        'What came is not the published file: its SHA-256 begins with {sha256} instead of {wanted}. It was removed. Try again; if it stays so, the file at that address was changed.',
        { sha256: sha256.slice(0, 8), wanted: (wish.sha256 ?? '').slice(0, 8) },
      ),
      `${length} bytes, SHA-256 ${sha256}`,
    );
  }
  await finishPart(wish.file);
  return { bytes: length, sha256 };
}

/** Where the system says how much is left. A little is kept for the note and for others. */
async function checkSpace(file: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(path.dirname(file));
  if (bavail * bsize < needed + 16 * 1024 * 1024) {
    const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);
    fail(
      'disk',
      t('The disk has {left} MB left, and {needed} MB are to come. Free some space.', {
        left: megabytes(bavail * bsize),
        needed: megabytes(needed),
      }),
    );
  }
}
