import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawSamplePicture } from '../../src/common/sample/picture.ts';
import { buildEntries } from '../detector/builtDetector.ts';
import { startKserveServer, testAuthority } from '../support/kserveServer.ts';
import type { KserveServer } from '../support/kserveServer.ts';

const token = 'secret-0123456789';
let built: Awaited<ReturnType<typeof buildEntries>>;
let folder = '';
let server: KserveServer;
let said = '';
beforeAll(async () => {
  built = await buildEntries({ cli: 'src/cli/index.ts', detector: 'src/detector/index.ts' });
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-cli-remote-'));
  await mkdir(path.join(folder, 'pictures'));
  const { width, height, rgb } = drawSamplePicture(3, 1);
  await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(path.join(folder, 'pictures', '1.png'));
  await writeFile(path.join(folder, 'token.txt'), `${token}\n`);
  const models = path.resolve(import.meta.dirname, '../../models');
  server = await startKserveServer({
    models: { cells: path.join(models, 'fcos_r10_bccd.onnx') },
    token,
    certificate: 'server',
  });
});
afterAll(async () => {
  await server.close();
  await built.remove();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

function boxwright(...args: string[]): Promise<Ended> {
  const env = { ...process.env, BOXWRIGHT_HOME: path.join(folder, 'home'), BOXWRIGHT_PROVIDERS: 'cpu' };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(built.folder, 'cli.js'), ...args],
      { cwd: folder, env },
      (error, out, errors) => {
        said += out + errors;
        resolve({ code: error === null ? 0 : (error.code as unknown as number), out, error: errors });
      },
    );
  });
}

// One after another: each goes on with what the one before left.
describe('boxwright remote', () => {
  it('says how to begin where there is no server', async () => {
    expect(await boxwright('remote', 'list')).toEqual({
      code: 0,
      out: '',
      error: 'No server was added yet: boxwright remote add ADDRESS\n',
    });
  });

  it('adds a server, and says what is still missing', async () => {
    const bare = await boxwright('remote', 'add', `${server.address}/v2/`);
    expect(bare).toMatchObject({
      code: 0,
      error: expect.stringContaining('comes from an authority that this machine does not know') as string,
    });
    const known = await boxwright('remote', 'add', server.address, '--ca', testAuthority);
    expect(known.error).toContain('wants a token (401)');
    const whole = await boxwright('remote', 'add', server.address, '--token-file', 'token.txt', '--requests', '2');
    expect(whole).toEqual({ code: 0, out: '', error: `Added ${server.address}: test 2.50, ready.\n` });
  });

  it('lists it live, with its models, their inputs and outputs', async () => {
    const { code, out } = await boxwright('remote', 'list');
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      `${server.address}  test 2.50, ready, with a token`,
      '  cells (version 1)  ready',
      '    takes image FP32 [? × 3 × ? × ?]',
      '    gives cls_logits FP32 [? × ? × 3], bbox_regression FP32 [? × ? × 4], bbox_ctrness FP32 [? × ? × 1]',
      '  broken (version 3)  not ready: out of memory',
      '',
    ]);
    const json = JSON.parse((await boxwright('remote', 'list', '--json')).out) as { servers: object[] };
    expect(json.servers).toMatchObject([
      { address: server.address, token: true, ca: true, reachable: true, ready: true },
    ]);
  });

  it('lists a model that runs there like one that is here, and pre-labels with it as with that one', async () => {
    const added = await boxwright(
      'model',
      'use-remote',
      server.address,
      'cells',
      '--like',
      'fcos_r10_bccd',
      '--name',
      'Far cells',
    );
    expect(added).toMatchObject({ code: 0, out: 'far_cells\n' });
    expect((await boxwright('model', 'list')).out).toContain(`far_cells  Far cells`);
    expect((await boxwright('model', 'info', 'far_cells')).out).toContain(`${server.address} as cells`);
    const run = async (model: string): Promise<unknown> => {
      const { code, error } = await boxwright('prelabel', 'pictures', '--model', model, '--out', `${model}.json`);
      expect(error).toContain(model === 'far_cells' ? 'on remote' : 'on cpu');
      expect(code).toBe(0);
      const { annotations } = JSON.parse(await readFile(path.join(folder, `${model}.json`), 'utf8')) as {
        annotations: unknown[];
      };
      expect(annotations.length).toBeGreaterThan(5);
      return annotations;
    };
    const [far, near] = [await run('far_cells'), await run('fcos_r10_bccd')] as { bbox: number[] }[][];
    // The server adds with another number of threads, so the last digits may differ.
    expect(far?.length).toBe(near?.length);
    near?.forEach(({ bbox }, at) => bbox.forEach((value, side) => expect(far?.[at]?.bbox[side]).toBeCloseTo(value, 1)));
  });

  it('refuses a model that is another network, one that is not there, and to train from one', async () => {
    const other = await boxwright('model', 'use-remote', server.address, 'cells', '--like', 'starter');
    expect(other).toMatchObject({
      code: 1,
      error: expect.stringContaining('is not the network of starter: its output cls_logits') as string,
    });
    const none = await boxwright('model', 'use-remote', server.address, 'none', '--like', 'starter');
    expect(none).toMatchObject({
      code: 1,
      error: expect.stringContaining('does not know the model none (404)') as string,
    });
    const strange = await boxwright('model', 'use-remote', 'http://elsewhere:1', 'cells', '--like', 'starter');
    expect(strange).toMatchObject({ code: 1, error: expect.stringContaining('is not among yours') as string });
    const like = await boxwright('model', 'use-remote', server.address, 'cells', '--like', 'far_cells');
    expect(like).toMatchObject({ code: 1, error: expect.stringContaining('its weights are not here') as string });
    expect((await boxwright('model', 'list')).out.match(/runs at/g)).toHaveLength(1);
  });

  it('refuses an address, a token or a certificate that is none', async () => {
    expect(await boxwright('remote', 'add', 'ftp://x')).toMatchObject({ code: 1 });
    const noToken = await boxwright('remote', 'add', server.address, '--token-file', testAuthority);
    expect(noToken).toMatchObject({ code: 1, error: expect.stringContaining('holds no token') as string });
    const noCertificate = await boxwright('remote', 'add', server.address, '--ca', 'token.txt');
    expect(noCertificate).toMatchObject({ code: 1, error: expect.stringContaining('holds no certificate') as string });
    expect(await boxwright('remote', 'add', server.address, '--requests', '0')).toMatchObject({ code: 2 });
  });

  it('warns of a token that travels in the open', async () => {
    const { error } = await boxwright('remote', 'add', 'http://gpu.invalid:8000', '--token-file', 'token.txt');
    expect(error).toContain('warning: http://gpu.invalid:8000 is not encrypted');
    expect(error).toContain('It cannot be asked now');
  });

  it('forgets a server, and its model says so', async () => {
    expect(await boxwright('remote', 'remove', server.address)).toMatchObject({ code: 0 });
    expect(await boxwright('remote', 'remove', server.address)).toMatchObject({ code: 1 });
    const { code, error } = await boxwright('prelabel', 'pictures', '--model', 'far_cells', '--out', 'x.json');
    expect(code).toBe(1);
    expect(error).toContain(`boxwright remote add ${server.address}`);
  });

  it('has not shown the token in all that', () => {
    expect(said).not.toContain(token);
    expect(said).not.toBe('');
  });
});
