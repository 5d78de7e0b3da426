import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failureOf } from '../../../src/common/result.ts';
import { readAccess } from '../../../src/detector/remote/access.ts';
import { withServer } from '../../../src/detector/remote/open.ts';
import { backOff } from '../../../src/detector/remote/retry.ts';
import { describeServer } from '../../../src/detector/remote/server.ts';
import { identityModel } from '../../support/identityModel.ts';
import { startKserveServer } from '../../support/kserveServer.ts';
import type { KserveServer, ServerOptions } from '../../support/kserveServer.ts';

let folder = '';
let access = '';
let model = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-servers-'));
  access = path.join(folder, 'servers.json');
  model = path.join(folder, 'single.onnx');
  await writeFile(model, identityModel(['single']));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open: KserveServer[] = [];
afterEach(async () => {
  delete process.env['BOXWRIGHT_REMOTE_TOKEN'];
  for (const server of open.splice(0)) await server.close();
});

async function serve(options: Partial<ServerOptions> = {}): Promise<KserveServer> {
  const server = await startKserveServer({ models: { single: model }, ...options });
  open.push(server);
  return server;
}

async function write(servers: object, mode = 0o600): Promise<void> {
  await rm(access, { force: true });
  await writeFile(access, JSON.stringify({ format: 1, servers }), { mode });
  await chmod(access, mode);
}

const describeAt = (address: string) =>
  withServer(access, address, (connection) => describeServer(connection, new AbortController().signal));
const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'It worked.',
    (caught: unknown) => failureOf(caught).message,
  );

describe('a server', () => {
  it('is described with its models, those that are not ready with their reason', async () => {
    const { address } = await serve();
    await write({ [address]: {} });
    expect(await describeAt(address)).toEqual({
      address,
      name: 'test',
      version: '2.50',
      extensions: ['binary_tensor_data', 'model_repository'],
      ready: true,
      models: [
        {
          name: 'single',
          version: '1',
          ready: true,
          signature: {
            inputs: [{ name: 'single', datatype: 'FP32', shape: [-1, 2] }],
            outputs: [{ name: 'single_out', datatype: 'FP32', shape: [-1, 2] }],
          },
        },
        { name: 'broken', version: '3', ready: false, reason: 'out of memory' },
      ],
    });
  });

  it('that keeps no list of its models is described without, and says so', async () => {
    const { address } = await serve({ keepsNoList: true });
    await write({ [address]: {} });
    const described = await describeAt(address);
    expect(described).toMatchObject({ ready: true, unlisted: expect.stringContaining('keeps no list') as string });
    expect(described).not.toHaveProperty('models');
  });

  it.each([
    [{ status: 400, headers: {}, body: Buffer.alloc(0) }],
    [{ status: 503, headers: {}, body: Buffer.alloc(0) }],
    [{ status: 200, headers: {}, body: Buffer.from('{"live": false}') }],
  ])('that says that it is not ready is not: %j', async (reply) => {
    const server = await serve();
    await write({ [server.address]: {} });
    server.faults.tamper = (own, url) => (url === '/v2/health/ready' ? reply : own);
    expect(await describeAt(server.address)).toMatchObject({ ready: false });
  });

  it('cannot put control characters into names and reasons', async () => {
    const server = await serve();
    await write({ [server.address]: {} });
    const index = [{ name: 'a\u001b[31m', state: 'UNAVAILABLE', reason: 'x\r\ny' }];
    server.faults.tamper = (own, url) =>
      url === '/v2/repository/index' ? { status: 200, headers: {}, body: Buffer.from(JSON.stringify(index)) } : own;
    expect((await describeAt(server.address)).models).toEqual([{ name: 'a?[31m', ready: false, reason: 'x??y' }]);
  });
});

describe('access to a server', () => {
  const address = 'http://gpu:8000';

  it('is refused where the user has not added it, so that a card cannot choose where pictures go', async () => {
    await write({ 'http://other': {} });
    const words = `The server ${address} is not among yours. Add it first: boxwright remote add ${address}`;
    process.env['BOXWRIGHT_REMOTE_TOKEN'] = 'from-outside';
    expect(await messageOf(readAccess(access, address))).toBe(words);
    expect(await messageOf(readAccess(undefined, address))).toBe(words);
    expect(await messageOf(readAccess(path.join(folder, 'none.json'), address))).toBe(words);
  });

  it('takes the token of the file, else that of the environment', async () => {
    await write({ [address]: { token: 'own', requests: 2 }, 'http://bare': {} });
    process.env['BOXWRIGHT_REMOTE_TOKEN'] = ' from-outside\n';
    expect(await readAccess(access, address)).toMatchObject({ token: 'own', requests: 2, seconds: 60 });
    expect(await readAccess(access, 'http://bare')).toMatchObject({ token: 'from-outside', requests: 4 });
    process.env['BOXWRIGHT_REMOTE_TOKEN'] = 'two words';
    expect(await messageOf(readAccess(access, 'http://bare'))).toContain('BOXWRIGHT_REMOTE_TOKEN holds no token');
  });

  it.skipIf(process.platform === 'win32')('is refused where others may read the file', async () => {
    await write({ [address]: { token: 'own' } }, 0o644);
    expect(await messageOf(readAccess(access, address))).toContain(`chmod 600 ${access}`);
  });

  it('never repeats a file that cannot be read', async () => {
    await writeFile(access, '{"format": 1, "servers": {"http://gpu:8000": {"token": "secret"');
    await chmod(access, 0o600);
    const message = await messageOf(readAccess(access, address));
    expect(message).toContain('is no JSON');
    expect(message).not.toContain('secret');
  });
});

it('waits twice as long each time, up to eight seconds, half of it by chance', () => {
  expect([1, 2, 3, 4, 5, 6, 40].map((number) => backOff(number, 1))).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
  expect([1, 2, 9].map((number) => backOff(number, 0))).toEqual([250, 500, 4000]);
});
