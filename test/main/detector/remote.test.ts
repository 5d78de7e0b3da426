import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import type { ModelFiles, PictureDetections, PictureFile } from '../../../src/common/protocol.ts';
import { drawSamplePicture } from '../../../src/common/sample/picture.ts';
import { layoutFor } from '../../../src/detector/inferenceCrew.ts';
import { DetectorClient } from '../../../src/main/detector/client.ts';
import { forkDetector } from '../../../src/main/detector/fork.ts';
import { findModel, findWeights, listModels, modelSummary } from '../../../src/main/project/models.ts';
import { prelabel } from '../../../src/main/project/prelabel.ts';
import { scanProject } from '../../../src/main/project/scan.ts';
import { addServedCard } from '../../../src/main/project/servedCard.ts';
import { addServer, listServers, removeServer, serversFile } from '../../../src/main/project/servers.ts';
import { buildEntries } from '../../detector/builtDetector.ts';
import { startKserveServer, testAuthority } from '../../support/kserveServer.ts';
import type { KserveServer, ServerOptions } from '../../support/kserveServer.ts';
import { makePlace } from '../project/lanes.ts';

const models = path.resolve(import.meta.dirname, '../../../models');
const fcos = path.join(models, 'fcos_r10_bccd.onnx');
const token = 'secret-0123456789';
let built: Awaited<ReturnType<typeof buildEntries>>;
let folder = '';
let pictures: PictureFile[] = [];
beforeAll(async () => {
  built = await buildEntries({ detector: 'src/detector/index.ts' });
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-served-'));
  await mkdir(path.join(folder, 'pictures'));
  pictures = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const { width, height, rgb } = drawSamplePicture(5, index);
      const file = path.join(folder, 'pictures', `${index + 1}.png`);
      await sharp(rgb, { raw: { width, height, channels: 3 } })
        .png()
        .toFile(file);
      return { id: index + 1, path: file };
    }),
  );
});
afterAll(async () => {
  await built.remove();
  await rm(folder, { recursive: true, force: true });
});

const open: { close(): Promise<void> }[] = [];
beforeEach(() => {
  process.env['BOXWRIGHT_HOME'] = path.join(folder, 'home');
});
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
  delete process.env['BOXWRIGHT_HOME'];
  await rm(path.join(folder, 'home'), { recursive: true, force: true });
});

async function serve(options: Partial<ServerOptions> = {}): Promise<KserveServer> {
  const server = await startKserveServer({
    models: { fcos },
    threads: layoutFor(0).threads,
    ...options,
  });
  open.push(server);
  return server;
}

function client(): DetectorClient {
  const entry = path.join(built.folder, 'detector.js');
  const made = new DetectorClient({ fork: forkDetector, entry, lane: 'detector', graceMilliseconds: 1000 });
  open.push(made);
  return made;
}

const store = () => ({ embedded: models, own: path.join(folder, 'home', 'models') });

/** The embedded model as it runs at that server, which is added. */
async function servedAt(
  { address }: KserveServer,
  settings: Parameters<typeof addServer>[1] = {},
): Promise<ModelFiles> {
  await addServer(address, settings);
  const { card } = await findModel(store(), 'fcos_r10_bccd');
  return (await addServedCard(store(), card, { address, model: 'fcos' }, 'Far away')).files;
}

async function detected(
  detector: DetectorClient,
  model: ModelFiles,
  onItem: (item: PictureDetections) => void = () => undefined,
): Promise<{ reply: Awaited<ReturnType<typeof detector.call<'detect'>>>; items: PictureDetections[] }> {
  const items: PictureDetections[] = [];
  const request = {
    model,
    pictures,
    scoreThreshold: 0.1,
    pixelLimit: defaultPixelLimit,
    priority: 'background',
  } as const;
  const reply = await detector.call('detect', request, {
    onItem: (item) => {
      items.push(item);
      onItem(item);
    },
  });
  return { reply, items: items.sort((a, b) => a.id - b.id) };
}

describe('a model on a server', () => {
  it('finds through the detector process, TLS and token, bit for bit what it finds on this machine', async () => {
    const server = await serve({ certificate: 'server', token });
    const model = await servedAt(server, { token, ca: await readFile(testAuthority, 'utf8') });
    const detector = client();
    const far = await detected(detector, model);
    const near = await detected(detector, (await findModel(store(), 'fcos_r10_bccd')).files);
    expect(far.reply).toEqual({ ok: true, value: { pictures: 12, provider: 'remote' } });
    expect(near.reply).toMatchObject({ ok: true, value: { pictures: 12 } });
    const results = ({ items }: typeof far) =>
      items.map(({ id, width, height, result }) => ({ id, width, height, result }));
    expect(results(far).flatMap(({ result }) => (result.ok ? result.value : []))).not.toHaveLength(0);
    expect(results(far)).toEqual(results(near));
  });

  it('is shown with where it runs, and with the reason when it cannot be reached, and again when it can', async () => {
    const server = await serve();
    const model = await servedAt(server);
    const { address } = server;
    const detector = client();
    expect(await detector.call('load', { model })).toMatchObject({
      ok: true,
      value: {
        id: 'far_away',
        provider: 'remote',
        threads: 4,
        remote: { address, model: 'fcos' },
        attempts: [{ ok: true }],
      },
    });
    expect(detector.status.model).toMatchObject({ provider: 'remote', remote: { address } });
    await server.close();
    open.splice(open.indexOf(server), 1);
    const other = client();
    const reason = expect.stringContaining(`The server ${address} is not running`) as string;
    expect(await other.call('load', { model })).toMatchObject({
      ok: false,
      failure: { kind: 'detector', message: reason },
    });
    expect(other.status.model).toMatchObject({
      id: 'far_away',
      provider: 'remote',
      attempts: [{ provider: 'remote', ok: false, reason }],
    });
    await serve({ port: server.port });
    expect(await other.call('load', { model })).toMatchObject({ ok: true });
    expect(other.status.model).toMatchObject({ attempts: [{ ok: true }], remote: { address } });
  });

  it('is refused when another network is served under its name, and where its server was removed', async () => {
    const server = await serve({ models: { fcos: path.join(models, 'starter.onnx') } });
    const model = await servedAt(server);
    const detector = client();
    expect(await detector.call('load', { model })).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', message: expect.stringContaining('its output cls_logits has the shape') as string },
    });
    await removeServer(server.address);
    expect(await detector.call('load', { model })).toMatchObject({
      ok: false,
      failure: { kind: 'not-found', message: expect.stringContaining('boxwright remote add') as string },
    });
  });

  it('goes on through a server that starts again in the middle of a run', async () => {
    const server = await serve();
    const model = await servedAt(server);
    let again: Promise<KserveServer> | undefined;
    const { reply, items } = await detected(client(), model, ({ id }) => {
      if (id === 3) again ??= server.close().then(() => serve({ port: server.port }));
    });
    open.splice(open.indexOf(server), 1);
    await again;
    expect(reply).toMatchObject({ ok: true });
    expect(items.map(({ result }) => result.ok)).toEqual(pictures.map(() => true));
  });

  it('takes the token from the environment of the program', async () => {
    process.env['BOXWRIGHT_REMOTE_TOKEN'] = token;
    try {
      const model = await servedAt(await serve({ token }));
      expect(await client().call('load', { model })).toMatchObject({ ok: true });
    } finally {
      delete process.env['BOXWRIGHT_REMOTE_TOKEN'];
    }
  });
});

it('a run of pre-labelling ends with the reason when its server dies, keeps what is written, and the next run works', async () => {
  const server = await serve();
  const model = await servedAt(server);
  const detector = client();
  const place = makePlace();
  try {
    const project = await place.project(path.join(folder, 'pictures'));
    const lane = new DetectorClient({
      fork: forkDetector,
      entry: path.join(built.folder, 'detector.js'),
      lane: 'pictures',
    });
    open.push(lane);
    await scanProject(project, lane, { pixelLimit: defaultPixelLimit });
    const { card } = await findModel(store(), 'far_away');
    const problems: string[] = [];
    const options = {
      model,
      classes: card.classes,
      scoreThreshold: 0.2,
      newClassesFrom: 0.2,
      pixelLimit: defaultPixelLimit,
      onProblem: ({ message }: { message: string }) => void problems.push(message),
    };
    // It dies with its fourth answer, by count: what the client says of its progress comes late on a busy machine.
    let answers = 0;
    let closing: Promise<void> | undefined;
    server.faults.tamper = (reply, url) => {
      if (url.endsWith('/infer') && ++answers > 3) closing ??= server.close();
      return reply;
    };
    const run = prelabel(project, detector, options);
    await expect(run).rejects.toMatchObject({
      failure: { kind: 'detector', message: expect.stringContaining(`The server ${server.address}`) as string },
    });
    await closing;
    open.splice(open.indexOf(server), 1);
    expect(problems.length).toBeLessThan(pictures.length - 2);
    await serve({ port: server.port });
    expect(await prelabel(project, detector, options)).toMatchObject({
      pictures: 12,
      failed: 0,
      state: 'done',
      provider: 'remote',
    });
  } finally {
    place.remove();
  }
}, 120_000);

describe('the servers of the user', () => {
  it.skipIf(process.platform === 'win32')(
    'lie in a file that nobody else can read, before and after it changes',
    async () => {
      const { stat } = await import('node:fs/promises');
      const modeOf = async (): Promise<number> => (await stat(serversFile())).mode & 0o777;
      await addServer('https://one', { token: 'first' });
      expect(await modeOf()).toBe(0o600);
      await addServer('http://two:8000', { requests: 2 });
      await addServer('https://one', { seconds: 90 });
      expect(await listServers()).toEqual({
        'https://one': { token: 'first', seconds: 90 },
        'http://two:8000': { requests: 2 },
      });
      await removeServer('http://two:8000');
      expect(Object.keys(await listServers())).toEqual(['https://one']);
      expect(await modeOf()).toBe(0o600);
      await expect(removeServer('http://two:8000')).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    },
  );
});

describe('the card of a served model', () => {
  it('needs no ONNX file, shows where it runs, holds no token, and has no weights to train from', async () => {
    const server = await serve({ token });
    const { cardPath } = await servedAt(server, { token });
    const { models: list, broken } = await listModels(store());
    expect(broken).toEqual([]);
    const entry = list.find(({ files }) => files.id === 'far_away');
    if (entry === undefined) throw new Error('the served model is listed');
    expect(modelSummary(entry)).toMatchObject({
      remote: { address: server.address, model: 'fcos' },
      classes: ['RBC', 'WBC', 'Platelets'],
    });
    expect(JSON.stringify([entry, await readFile(cardPath, 'utf8')])).not.toContain(token);
    await expect(findWeights(store(), 'far_away')).rejects.toMatchObject({ failure: { kind: 'unsupported' } });
  });

  it('that names no address is listed as broken', async () => {
    const { cardPath } = await servedAt(await serve());
    const card = JSON.parse(await readFile(cardPath, 'utf8')) as { remote: object };
    await writeFile(cardPath, JSON.stringify({ ...card, remote: { ...card.remote, address: 'file:///etc' } }));
    expect((await listModels(store())).broken).toMatchObject([
      { failure: { message: expect.stringContaining('remote.address') as string } },
    ]);
  });
});
