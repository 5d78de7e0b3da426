// Downloads from a real server of this machine: whole, gone on with after a kill, through proxies, and every way in which they fail.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { FailureError, type Failure } from '../../../../src/common/result.ts';
import { download, type DownloadWish } from '../../../../src/main/project/download/download.ts';
import { proxyFor } from '../../../../src/main/project/download/proxy.ts';
import { buildEntries } from '../../../detector/builtDetector.ts';
import { listening, serve, serveProxy, type TestServer } from './server.ts';
import { certificate, key } from './certificate.ts';

const content = randomBytes(600_000);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const whole = sha256(content);

let folder = '';
let server: TestServer;
const file = () => path.join(folder, 'file.pth');

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'boxwright-download-'));
  server = await serve(content);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

function wish(part: Partial<DownloadWish> = {}): DownloadWish {
  return {
    address: server.address,
    file: file(),
    proxy: 'none',
    sha256: whole,
    limit: 1e9,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    waitMilliseconds: () => 1,
    ...part,
  };
}

async function failureOf(part: Partial<DownloadWish>): Promise<Failure> {
  try {
    await download(wish(part));
  } catch (caught) {
    if (caught instanceof FailureError) return caught.failure;
    throw caught;
  }
  throw new Error('It was downloaded.');
}

/** A part of the file, as a connection leaves it that broke off for good. Returns its length. */
async function leavePart(part: Partial<DownloadWish> = {}): Promise<number> {
  server.fault = { breakAfter: 200_000, breaks: 1 };
  await failureOf({
    ...part,
    waitMilliseconds: () => {
      server.fault = { status: 403 };
      return 1;
    },
  });
  server.fault = {};
  return statSync(`${file()}.part`).size;
}

describe('a download', () => {
  it('comes whole, is checked, tells how far it is, and leaves nothing else behind', async () => {
    const heard: number[] = [];
    const result = await download(wish({ onProgress: (done, total) => heard.push(done / total) }));
    expect(result).toEqual({ bytes: content.length, sha256: whole });
    expect(readFileSync(file()).equals(content)).toBe(true);
    expect(readdirSync(folder)).toEqual(['file.pth']);
    expect(heard.at(-1)).toBe(1);
  });

  it('is checked against the first digits alone where no more is published', async () => {
    await download(wish({ sha256: whole.slice(0, 8) }));
    expect(existsSync(file())).toBe(true);
  });

  it('follows redirections, and not without end', async () => {
    await download(wish({ address: server.address.replace('file.pth', 'away') }));
    expect(readFileSync(file()).equals(content)).toBe(true);
    const { kind, message } = await failureOf({ address: server.address.replace('file.pth', 'loop') });
    expect([kind, message]).toEqual(['invalid', expect.stringContaining('without end')]);
  });

  it('goes on where the connection broke off', async () => {
    server.fault = { breakAfter: 200_000, breaks: 2 };
    await download(wish());
    expect(readFileSync(file()).equals(content)).toBe(true);
    // What was still on its way when the connection broke is asked for again.
    expect(server.asked.map((asked) => asked.replace(/\d+/, 'n'))).toEqual(['all', 'bytes=n-', 'bytes=n-']);
  });

  it('begins anew where the server knows no parts', async () => {
    server.fault = { breakAfter: 200_000, breaks: 1, ranges: 'none' };
    await download(wish());
    expect(readFileSync(file()).equals(content)).toBe(true);
    expect(server.asked).toHaveLength(2);
  });

  it('takes nothing of a version that the server no longer has', async () => {
    await leavePart();
    const other = randomBytes(500_000);
    server.content = other;
    server.fault = { etag: '"two"' };
    await download(wish({ sha256: sha256(other) }));
    expect(readFileSync(file()).equals(other)).toBe(true);
  });

  it('does not go on with a part that neither a tag nor a hash vouches for', async () => {
    server.fault = { breakAfter: 200_000, etag: undefined, breaks: 1 };
    const { sha256: _, ...rest } = wish();
    await download(rest);
    expect(server.asked).toEqual(['all', 'all']);
    expect(readFileSync(file()).equals(content)).toBe(true);
  });

  it('is stopped at once, keeps what is there, and goes on from it', async () => {
    server.fault = { pace: 20_000 };
    const stop = new AbortController();
    const failure = await failureOf({
      signal: stop.signal,
      onProgress: (done) => {
        if (done > 100_000) stop.abort();
      },
    });
    expect(failure.kind).toBe('cancelled');
    const there = statSync(`${file()}.part`).size;
    expect(there).toBeGreaterThan(100_000);
    server.fault = {};
    await download(wish());
    expect(server.asked.at(-1)).toBe(`bytes=${there}-`);
    expect(readFileSync(file()).equals(content)).toBe(true);
  });

  it('needs nothing more when only its name was missing', async () => {
    await leavePart();
    writeFileSync(`${file()}.part`, content);
    await download(wish());
    expect(server.asked.at(-1)).toBe('bytes=600000-');
    expect(readdirSync(folder)).toEqual(['file.pth']);
  });
});

describe('a download that is killed', () => {
  let built: Awaited<ReturnType<typeof buildEntries>>;
  beforeAll(async () => {
    built = await buildEntries({ downloader: 'test/main/project/download/downloaderProcess.ts' });
  }, 120_000);
  afterAll(() => built.remove());

  it('goes on from its last byte, and the file is the same', async () => {
    server.fault = { pace: 10_000 };
    const child = spawn(process.execPath, [path.join(built.folder, 'downloader.js'), server.address, file()]);
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (text: Buffer) => {
        if (Number(text.toString().trim().split('\n').at(-1)) > 150_000) child.kill('SIGKILL');
      });
      child.once('close', () => {
        resolve();
      });
    });
    const there = statSync(`${file()}.part`).size;
    expect(there).toBeGreaterThan(100_000);
    expect(there).toBeLessThan(content.length);
    server.fault = {};
    await download(wish());
    expect(server.asked.at(-1)).toBe(`bytes=${there}-`);
    expect(readFileSync(file()).equals(content)).toBe(true);
  });
});

describe('a download fails', () => {
  it('in words about the network when the host does not exist or does not answer', async () => {
    const nowhere = await failureOf({ address: 'http://nowhere.invalid/file.pth' });
    expect([nowhere.kind, nowhere.message]).toEqual([
      'offline',
      expect.stringContaining('nowhere.invalid could not be'),
    ]);
    const { address } = server;
    await server.close();
    expect((await failureOf({ address })).message).toContain('seems to be offline');
    server = await serve(content);
  });

  it('and removes what came when the hash is wrong', async () => {
    server.content = randomBytes(1000);
    const { kind, message } = await failureOf({});
    expect([kind, message]).toEqual(['invalid', expect.stringContaining('It was removed')]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('when the server has another size than was published', async () => {
    expect((await failureOf({ bytes: 5 })).message).toContain('600000 bytes, and the published one has 5');
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    [404, 'not-found', 'does not have this file any more'],
    [403, 'invalid', 'does not give this file to everybody'],
    [503, 'busy', 'has trouble of its own'],
    [418, 'invalid', 'answered with 418'],
  ])('with status %d', async (status, kind, words) => {
    server.fault = { status };
    const failure = await failureOf({});
    expect([failure.kind, failure.message]).toEqual([kind, expect.stringContaining(words)]);
  });

  it.each([
    ['says that it is one', 'text/html; charset=utf-8'],
    ['does not', 'application/octet-stream'],
  ])('when a page to sign in comes instead, which %s', async (_, type) => {
    server.content = Buffer.from('\n<!DOCTYPE html><html><body>Welcome to our hotel</body></html>');
    server.fault = { type };
    const failure = await failureOf({});
    expect(failure.message).toContain('a web page instead of the file');
    expect(existsSync(file())).toBe(false);
  });

  it('when it is larger than it may be, said or not', async () => {
    expect((await failureOf({ limit: 1000 })).kind).toBe('too-large');
    expect(existsSync(file())).toBe(false);
  });

  it('after a few tries when no byte ever comes, and keeps what came before', async () => {
    server.fault = { breakAfter: 100_000, breaks: 1 };
    let tries = 0;
    const failure = await failureOf({
      waitMilliseconds: () => {
        tries++;
        server.fault = { breakAfter: 0 };
        return 1;
      },
    });
    expect([failure.kind, tries]).toEqual(['offline', 3]);
    expect(statSync(`${file()}.part`).size).toBeGreaterThan(0);
  });

  it('when the server falls silent', async () => {
    server.fault = { stallAfter: 1000 };
    const silent = await failureOf({
      silenceMilliseconds: 300,
      waitMilliseconds: () => {
        server.fault = { stallAfter: 0 };
        return 1;
      },
    });
    expect(silent.message).toMatch(/broke off/);
  });

  it('when a certificate cannot be checked, and on a redirection away from encryption', async () => {
    const secure = https.createServer({ key, cert: certificate }, (_, response) => {
      response.writeHead(302, { Location: server.address }).end();
    });
    const port = await listening(secure);
    const address = `https://127.0.0.1:${port}/file.pth`;
    expect((await failureOf({ address })).message).toContain('certificate of');
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    expect((await failureOf({ address })).message).toContain('is not encrypted; it was not followed');
    secure.closeAllConnections();
    secure.close();
  });
});

describe('a proxy', () => {
  it('is asked by absolute address for plain HTTP, and goes on with parts too', async () => {
    const proxy = await serveProxy();
    server.fault = { breakAfter: 200_000, breaks: 1 };
    await download(wish({ proxy: proxy.address }));
    expect(proxy.asked).toEqual([`GET ${server.address}`, `GET ${server.address}`]);
    expect(readFileSync(file()).equals(content)).toBe(true);
    await proxy.close();
  });

  it('is a tunnel for HTTPS', async () => {
    const proxy = await serveProxy({ password: 'me:secret' });
    const secure = https.createServer({ key, cert: certificate }, (_, response) => {
      response.writeHead(200, { 'Content-Length': content.length }).end(content);
    });
    const port = await listening(secure);
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const address = `https://127.0.0.1:${port}/file.pth`;
    const refused = await failureOf({ address, proxy: proxy.address });
    expect(refused.message).toContain('wants a name and a password');
    await download(wish({ address, proxy: proxy.address.replace('//', '//me:secret@') }));
    expect(proxy.asked.at(-1)).toBe(`CONNECT 127.0.0.1:${port}`);
    expect(readFileSync(file()).equals(content)).toBe(true);
    secure.closeAllConnections();
    secure.close();
    await proxy.close();
  });

  it('is taken from the environment, but not for what NO_PROXY names', () => {
    vi.stubEnv('HTTPS_PROXY', 'http://proxy.example:3128');
    vi.stubEnv('NO_PROXY', 'inside.example,.lan');
    const of = (address: string) => proxyFor(new URL(address), 'environment')?.host;
    expect(of('https://huggingface.co/a')).toBe('proxy.example:3128');
    expect(of('https://inside.example/a')).toBeUndefined();
    expect(of('https://a.lan/')).toBeUndefined();
    expect(proxyFor(new URL('https://huggingface.co/a'), 'none')).toBeUndefined();
  });

  it('that is not there is named, without its password', async () => {
    const proxy = await serveProxy();
    await proxy.close();
    const failure = await failureOf({ proxy: proxy.address.replace('//', '//me:secret@') });
    expect(failure.kind).toBe('offline');
    expect(failure.message).toContain(`through the proxy ${proxy.address}`);
    expect(failure.message).not.toContain('secret');
  });

  it.each(['socks5://a:1', 'proxy', 'ftp://a'])('such as %s is refused', async (proxy) => {
    expect((await failureOf({ proxy })).message).toContain('cannot be used');
  });
});
