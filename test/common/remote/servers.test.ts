import { describe, expect, it } from 'vitest';
import { isOverheard, readServersFile, serverAddress } from '../../../src/common/remote/servers.ts';

describe('the address of a server', () => {
  it.each([
    ['gpu:8000', 'http://gpu:8000'],
    [' HTTPS://GPU.Example.org:443/ ', 'https://gpu.example.org'],
    ['http://localhost:80/v2', 'http://localhost'],
    ['https://host/Team/Models/v2/', 'https://host/Team/Models'],
    ['http://[::1]:8000', 'http://[::1]:8000'],
    ['10.0.0.7', 'http://10.0.0.7'],
  ])('%j is written as %j, and so is that itself', (given, address) => {
    expect(serverAddress(given)).toEqual({ ok: true, value: address });
    expect(serverAddress(address)).toEqual({ ok: true, value: address });
  });

  it.each([
    '',
    'grpc://gpu:8001',
    'file:///etc/passwd',
    'http://name:password@gpu',
    'http://gpu?token=1',
    'http://gpu:0',
    'http://gpu:65536',
    'http://gpu/a b',
    'http://',
    'http://gpu\\x',
  ])('%j is refused', (given) => {
    expect(serverAddress(given)).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  });

  it('is overheard unless it is TLS or this machine', () => {
    expect(['http://gpu:8000', 'http://localhost.example.org'].map(isOverheard)).toEqual([true, true]);
    const safe = ['https://gpu', 'http://localhost', 'http://127.0.0.1:8000', 'http://[::1]:8000/x'];
    expect(safe.map(isOverheard)).toEqual([false, false, false, false]);
  });
});

describe('the file of servers', () => {
  it('is read with what each server needs', () => {
    const file = {
      format: 1,
      servers: { 'https://gpu': { token: 'abc', ca: 'PEM', requests: 8, seconds: 90 }, 'http://gpu:8000': {} },
    };
    expect(readServersFile(file)).toEqual({ ok: true, value: file });
  });

  it.each([
    ['no object', [], 'the file'],
    ['another format', { format: 2, servers: {} }, 'format'],
    ['an address that is written otherwise', { format: 1, servers: { 'http://gpu/': {} } }, 'servers'],
    ['a token with a line feed', { format: 1, servers: { 'http://gpu': { token: 'se\ncret' } } }, 'token'],
    ['no requests', { format: 1, servers: { 'http://gpu': { requests: 0 } } }, 'requests'],
  ])('with %s is refused at its place, without what stands there', (_, file, place) => {
    const read = readServersFile(file);
    expect(read).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', message: expect.stringContaining(place) as string },
    });
    expect(JSON.stringify(read)).not.toContain('cret');
  });
});
