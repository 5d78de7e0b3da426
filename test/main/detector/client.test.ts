import { fork as forkNode } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DetectorStatus } from '../../../src/common/records.ts';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import type { Lane, ModelFiles, PictureDetections, PictureFile } from '../../../src/common/protocol.ts';
import type { ProbedPicture } from '../../../src/common/pictureFacts.ts';
import { DetectorClient } from '../../../src/main/detector/client.ts';
import { forkDetector } from '../../../src/main/detector/fork.ts';
import { buildEntries } from '../../detector/builtDetector.ts';

const models = path.resolve(import.meta.dirname, '../../../models');
const model: ModelFiles = {
  id: 'fcos_r10_bccd',
  onnxPath: path.join(models, 'fcos_r10_bccd.onnx'),
  cardPath: path.join(models, 'fcos_r10_bccd.json'),
};
const fake = path.join(import.meta.dirname, 'fakeDetector.mjs');

let built: Awaited<ReturnType<typeof buildEntries>>;
let folder = '';
let entry = '';
beforeAll(async () => {
  built = await buildEntries({ detector: 'src/detector/index.ts' });
  entry = path.join(built.folder, 'detector.js');
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-client-'));
});
afterAll(async () => {
  await built.remove();
  await rm(folder, { recursive: true, force: true });
});

const open: DetectorClient[] = [];
function client(lane: Lane, from = entry): DetectorClient {
  const made = new DetectorClient({ fork: forkDetector, entry: from, lane, graceMilliseconds: 300 });
  open.push(made);
  return made;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function pictures(count: number): Promise<PictureFile[]> {
  const made: PictureFile[] = [];
  for (let id = 1; id <= count; id++) {
    const file = path.join(folder, `picture-${id}.png`);
    const background = { r: (id * 37) % 256, g: 120, b: 90 };
    await writeFile(
      file,
      await sharp({ create: { width: 64, height: 48, channels: 3, background } })
        .png()
        .toBuffer(),
    );
    made.push({ id, path: file });
  }
  return made;
}

describe('the real detector process', () => {
  it('describes itself in both lanes and says which build of the picture library it has', async () => {
    const described = await client('pictures').start();
    expect(described).toMatchObject({
      ok: true,
      value: { lane: 'pictures', versions: { 'sharp build': 'native' }, available: [] },
    });
    expect(await client('detector').start()).toMatchObject({
      ok: true,
      value: { lane: 'detector', available: expect.arrayContaining(['cpu']) as unknown },
    });
  });

  it('loads a model and keeps every provider that was tried, with a reason for each that failed', async () => {
    const detector = client('detector');
    const states: DetectorStatus['state'][] = [];
    detector.onStatus((status) => void states.push(status.state));
    const loaded = await detector.call('load', { model });
    if (!loaded.ok) throw new Error(loaded.failure.message);
    const { attempts, provider } = loaded.value;
    expect(attempts.at(-1)).toMatchObject({ provider, ok: true });
    for (const attempt of attempts.slice(0, -1))
      expect(attempt).toMatchObject({ ok: false, reason: expect.stringMatching(/.{10}/) as unknown });
    expect(attempts.map((attempt) => attempt.provider)).toEqual(
      ['tensorrt', 'cuda', 'dml', 'coreml', 'webgpu', 'cpu'].slice(0, attempts.length),
    );
    expect(detector.status).toMatchObject({ state: 'ready', model: { id: model.id, provider } });
    expect(states).toContain('busy');
  });

  it('answers with one item for each picture, also for one that cannot be read', async () => {
    const files = await pictures(3);
    await writeFile(path.join(folder, 'text.jpg'), 'no picture');
    const items: PictureDetections[] = [];
    const asked = [...files, { id: 9, path: path.join(folder, 'text.jpg') }];
    const request = {
      model,
      pictures: asked,
      scoreThreshold: 0.2,
      pixelLimit: defaultPixelLimit,
      priority: 'background' as const,
    };
    const reply = await client('detector').call('detect', request, { onItem: (item) => void items.push(item) });
    expect(reply).toMatchObject({ ok: true, value: { pictures: 4 } });
    // Which of them is read first is not promised.
    items.sort((a, b) => a.id - b.id);
    expect(items.map((item) => item.id)).toEqual([1, 2, 3, 9]);
    expect(items[0]).toMatchObject({ width: 64, height: 48, result: { ok: true } });
    expect(items[3]).toMatchObject({ result: { ok: false, failure: { kind: 'unsupported' } } });
  });

  it('serves an interactive call before a background call that came first', async () => {
    const detector = client('detector');
    await detector.call('load', { model });
    const files = await pictures(12);
    const order: string[] = [];
    const ask = (priority: 'interactive' | 'background', of: PictureFile[]) =>
      detector.call(
        'detect',
        { model, pictures: of, scoreThreshold: 0.2, pixelLimit: defaultPixelLimit, priority },
        { onItem: (item) => void order.push(`${priority} ${item.id}`) },
      );
    const first = ask('background', files);
    const second = ask('interactive', files.slice(0, 1));
    await Promise.all([first, second]);
    expect(order.indexOf('interactive 1')).toBeLessThan(6);
    const background = order.filter((line) => line.startsWith('background'));
    expect(background.sort()).toEqual(files.map(({ id }) => `background ${id}`).sort());
  });

  it('goes on with what is left, and nothing twice, when it is killed in the middle', async () => {
    const detector = client('detector');
    const files = await pictures(10);
    const ids: number[] = [];
    const request = {
      model,
      pictures: files,
      scoreThreshold: 0.2,
      pixelLimit: defaultPixelLimit,
      priority: 'background' as const,
    };
    const pids = new Set<number | undefined>();
    const reply = await detector.call('detect', request, {
      onItem: (item) => {
        pids.add(detector.pid);
        ids.push(item.id);
        if (ids.length === 3) process.kill(detector.pid ?? 0, 'SIGKILL');
      },
    });
    expect(reply).toMatchObject({ ok: true, value: { pictures: 10 } });
    expect([...ids].sort((a, b) => a - b)).toEqual(files.map(({ id }) => id));
    expect(pids.size).toBe(2);
  });

  it('stops a cancelled call and lives on', async () => {
    const detector = client('detector');
    await detector.call('load', { model });
    const { pid } = detector;
    const files = await pictures(40);
    const stop = new AbortController();
    let items = 0;
    const request = {
      model,
      pictures: files,
      scoreThreshold: 0.2,
      pixelLimit: defaultPixelLimit,
      priority: 'background' as const,
    };
    const reply = await detector.call('detect', request, {
      signal: stop.signal,
      onItem: () => {
        items++;
        if (items === 2) stop.abort();
      },
    });
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
    expect(items).toBe(2);
    expect(detector.pid).toBe(pid);
    expect(await detector.start()).toMatchObject({ ok: true });
  });

  it('refuses a model whose files do not belong together, or are not there', async () => {
    const detector = client('detector');
    const other = path.join(folder, 'other.onnx');
    await writeFile(other, Buffer.concat([await readFile(model.onnxPath), Buffer.from([0])]));
    expect(await detector.call('load', { model: { ...model, onnxPath: other } })).toMatchObject({
      ok: false,
      failure: { kind: 'invalid' },
    });
    expect(await detector.call('load', { model: { ...model, cardPath: other } })).toMatchObject({
      ok: false,
      failure: { kind: 'unreadable' },
    });
    const absent = path.join(folder, 'absent.json');
    expect(await detector.call('load', { model: { ...model, cardPath: absent } })).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    });
    expect(await detector.call('load', { model })).toMatchObject({ ok: true });
  });

  it('draws the sample the same each time, with its truth', async () => {
    const pictureLane = client('pictures');
    const draw = async (name: string): Promise<Buffer> => {
      const items: { file: string; truth: readonly unknown[] }[] = [];
      const reply = await pictureLane.call(
        'drawSample',
        { folder: path.join(folder, name), count: 2, seed: 5 },
        { onItem: (item) => void items.push(item) },
      );
      expect(reply).toMatchObject({ ok: true, value: { pictures: 2 } });
      expect(items[0]?.truth.length).toBeGreaterThan(3);
      return readFile(items[1]?.file ?? '');
    };
    expect((await draw('one')).equals(await draw('two'))).toBe(true);
  });

  it('answers hostile messages with a failure or silence, and stays alive', async () => {
    const child = forkNode(entry, ['--lane=pictures'], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const replies: { id: number; result: { ok: boolean; failure?: { kind: string } } }[] = [];
    const ended = new Promise<void>((resolve) => {
      child.on('message', (message: { kind: string; id: number; result: { ok: boolean } }) => {
        if (message.kind === 'reply') replies.push(message);
        if (message.id === 1000) resolve();
      });
    });
    const hostile: unknown[] = [
      null,
      'call',
      [],
      { kind: 'call' },
      { kind: 'call', id: -1, name: 'describe', request: {} },
      { kind: 'cancel', id: 12345 },
      { kind: 'call', id: 1, name: 'constructor', request: {} },
      { kind: 'call', id: 2, name: '__proto__', request: {} },
      { kind: 'call', id: 3, name: 'probe', request: { files: 'all', pixelLimit: 1 } },
      { kind: 'call', id: 4, name: 'thumbnail', request: { path: 7, size: 1, output: 'x', pixelLimit: 1 } },
      { kind: 'call', id: 5, name: 'detect', request: null },
      { kind: 'call', id: 1000, name: 'describe', request: {} },
    ];
    for (const message of hostile) child.send(message as never);
    await ended;
    expect(replies.map((reply) => reply.id).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 1000]);
    for (const reply of replies.filter(({ id }) => id < 1000))
      expect(reply.result).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    const left = new Promise((resolve) => child.on('exit', resolve));
    child.disconnect();
    await left;
  });

  it('is not needed by hand: without a parent it says so and ends', async () => {
    const { execFile } = await import('node:child_process');
    const code = await new Promise((resolve) => execFile(process.execPath, [entry], (error) => resolve(error?.code)));
    expect(code).toBe(2);
  });
});

describe('a detector process that misbehaves', () => {
  const files = (names: readonly string[]): PictureFile[] =>
    names.map((name, index) => ({ id: index + 1, path: name }));

  it('is started again, and the file that brings it down is left out while the rest goes on', async () => {
    const items: ProbedPicture[] = [];
    const names = Array.from({ length: 30 }, (_, index) => (index === 11 || index === 12 ? 'crash' : 'fine'));
    const reply = await client('pictures', fake).call(
      'probe',
      { files: files(names), pixelLimit: 1 },
      { onItem: (item) => void items.push(item) },
    );
    expect(reply).toMatchObject({ ok: true, value: { pictures: 30 } });
    expect(items).toHaveLength(30);
    expect(items.filter((item) => !item.result.ok).map((item) => item.id)).toEqual([12, 13]);
    expect(items[11]).toMatchObject({
      result: { failure: { kind: 'detector', message: expect.stringContaining('left out') as unknown } },
    });
  });

  it('fails the call with what it last said when it crashes at it every time', async () => {
    const pictureLane = client('pictures', fake);
    const request = { path: 'crash', size: 1, output: 'x', pixelLimit: 1 };
    expect(await pictureLane.call('thumbnail', request)).toMatchObject({
      ok: false,
      failure: { kind: 'detector', message: expect.stringContaining('SIGSEGV') as unknown },
    });
    expect(pictureLane.status).toMatchObject({
      state: 'stopped',
      message: expect.stringContaining('stopped') as unknown,
    });
    expect(await pictureLane.start()).toMatchObject({ ok: true });
  });

  it('is ended after a grace time when it does not listen to a cancellation; other calls go on', async () => {
    const pictureLane = client('pictures', fake);
    await pictureLane.start();
    const { pid } = pictureLane;
    const stop = new AbortController();
    // The stand-in never answers this one.
    const deaf = pictureLane.call(
      'thumbnail',
      { path: 'wait', size: 1, output: 'x', pixelLimit: 1 },
      { signal: stop.signal },
    );
    const names = Array.from({ length: 400 }, () => 'fine');
    let items = 0;
    const onItem = (): void => {
      items++;
      if (items === 5) stop.abort();
    };
    const other = pictureLane.call('probe', { files: files(names), pixelLimit: 1 }, { onItem });
    expect(await deaf).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
    expect(await other).toMatchObject({ ok: true, value: { pictures: 400 } });
    expect(items).toBe(400);
    expect(pictureLane.pid).not.toBe(pid);
  });

  it('is not blamed on the pictures when it is the card that brings it down, from the first one on', async () => {
    const lane = client('pictures', fake);
    const model = { id: 'card', onnxPath: 'card.onnx', cardPath: 'card.json' };
    const pictures = files(['a', 'b', 'c', 'd', 'e']);
    const request = { model, pictures, scoreThreshold: 0.2, pixelLimit: 1, priority: 'background' as const };
    const found: PictureDetections[] = [];
    const onItem = (item: unknown): void => void found.push(item as PictureDetections);
    expect(await lane.call('detect', request, { onItem })).toMatchObject({
      ok: true,
      value: { provider: 'cpu', warnings: ['The detector stopped twice on webgpu; it goes on without it.'] },
    });
    expect(found.map(({ id, result }) => [id, result.ok])).toEqual(pictures.map(({ id }) => [id, true]));
  });

  it('keeps saying what a model does otherwise since it failed, until another process begins', async () => {
    const lane = client('pictures', fake);
    const files = { id: 'one', onnxPath: 'one.onnx', cardPath: 'one.json' };
    const request = { model: files, pictures: [], scoreThreshold: 0.2, pixelLimit: 1, priority: 'background' as const };
    const warning = 'The device was lost; it goes on with the processor.';
    expect(await lane.call('detect', request)).toMatchObject({ ok: true, value: { warnings: [warning] } });
    const said = {
      state: 'ready',
      message: warning,
      model: { id: 'one', provider: 'cpu', attempts: [{ provider: 'webgpu', ok: false }] },
    };
    expect(lane.status).toMatchObject(said);
    await lane.call('probe', { files: [], pixelLimit: 1 });
    expect(lane.status).toMatchObject(said);
    const crashed = new Promise<void>((resolve) => {
      lane.onStatus(({ state }) => {
        if (state === 'stopped') resolve();
      });
    });
    process.kill(lane.pid ?? 0, 'SIGKILL');
    await crashed;
    await lane.start();
    expect(lane.status.message).toBeUndefined();
  });

  it('gives a clear failure when it sends nonsense or cannot be started', async () => {
    const nonsense = client('pictures', fake).call('upright', { path: 'nonsense', output: 'x', pixelLimit: 1 });
    expect(await nonsense).toMatchObject({ ok: false, failure: { kind: 'unexpected' } });
    await mkdir(path.join(folder, 'empty'), { recursive: true });
    const absent = client('pictures', path.join(folder, 'empty/detector.js'));
    expect(await absent.start()).toMatchObject({
      ok: false,
      failure: { kind: 'detector', message: expect.stringContaining('does not start') as unknown },
    });
    const probe = absent.call('probe', { files: files(['a', 'b']), pixelLimit: 1 });
    expect(await probe).toMatchObject({ ok: false, failure: { kind: 'detector' } });
  });

  it('fails calls as cancelled when the client is closed under them', async () => {
    const pictureLane = client('pictures', fake);
    const waiting = pictureLane.call('thumbnail', { path: 'wait', size: 1, output: 'x', pixelLimit: 1 });
    await pictureLane.close();
    expect(await waiting).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
    expect(await pictureLane.start()).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
  });
});
