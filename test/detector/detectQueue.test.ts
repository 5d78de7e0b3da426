import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inferenceModel } from '../../src/common/fcos/inference.ts';
import { initialValues } from '../../src/common/fcos/initial.ts';
import { sizeSpec } from '../../src/common/fcos/sizes.ts';
import { inputOf } from '../../src/common/model/card.ts';
import type { ModelCard } from '../../src/common/model/card.ts';
import { defaultPixelLimit } from '../../src/common/protocol.ts';
import type { Detection, ModelFiles, PictureDetections, PictureFile } from '../../src/common/protocol.ts';
import { seededRandom } from '../../src/common/random.ts';
import { failureOf } from '../../src/common/result.ts';
import { DetectQueue } from '../../src/detector/detectQueue.ts';
import { Models } from '../../src/detector/inference.ts';
import { prepare } from '../../src/detector/preprocess.ts';
import { createSession } from '../../src/detector/providers.ts';
import { Readers } from '../../src/detector/readers.ts';
import { runPictures } from '../../src/detector/runPictures.ts';
import { buildEntries } from './builtDetector.ts';

const scoreThreshold = 0.05;

let folder = '';
let entry = '';
let removeEntry = async (): Promise<void> => undefined;
let card: ModelCard;
let bytes: Uint8Array;
let model: ModelFiles;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-queue-'));
  // Real threads over the real program, but for a provider that a test lets fail.
  const built = await buildEntries({ threads: 'test/detector/failingProviderProcess.ts' });
  entry = path.join(built.folder, 'threads.js');
  removeEntry = built.remove;
  const spec = sizeSpec('nano', 3, 96);
  const values = new Map(initialValues(spec, seededRandom(1)));
  const name = 'head.classification_head.cls_logits.weight';
  values.set(name, values.get(name)?.map((value) => value * 30) ?? new Float32Array());
  bytes = inferenceModel(spec, values);
  card = {
    format: 1,
    id: 'random',
    name: 'Random',
    spec,
    classes: ['a', 'b', 'c'],
    howMade: 'test',
    precision: 'float32',
    parameters: 1,
    onnxSha256: createHash('sha256').update(bytes).digest('hex'),
    created: '2026-01-01T00:00:00Z',
  };
  model = { id: 'random', onnxPath: path.join(folder, 'random.onnx'), cardPath: path.join(folder, 'random.json') };
  await writeFile(model.onnxPath, bytes);
  await writeFile(model.cardPath, JSON.stringify(card));
});
afterAll(async () => {
  await removeEntry();
  await rm(folder, { recursive: true, force: true });
});

const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  process.env['BOXWRIGHT_PROVIDERS'] = 'cpu';
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  delete process.env['BOXWRIGHT_PROVIDERS'];
});

function queue(): DetectQueue {
  const models = new Models([], entry);
  const readers = new Readers(entry);
  closing.push(
    () => models.close(),
    () => readers.close(),
  );
  return new DetectQueue(models, readers);
}

/** JPEG and PNG by turns, in two shapes, each another picture. */
async function pictures(count: number): Promise<PictureFile[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const random = seededRandom(index + 1);
      const [width, height] = index % 3 === 2 ? [60, 100] : [120, 80];
      const data = Buffer.from(Array.from({ length: 12 * 8 * 3 }, () => Math.floor(random() * 256)));
      const drawn = sharp(data, { raw: { width: 12, height: 8, channels: 3 } }).resize(width, height, { fit: 'fill' });
      const file = path.join(folder, `${index}.${index % 4 === 3 ? 'png' : 'jpg'}`);
      await (index % 4 === 3 ? drawn.png() : drawn.jpeg({ quality: 95 })).toFile(file);
      return { id: index + 1, path: file };
    }),
  );
}

interface Asked {
  readonly priority?: 'interactive' | 'background';
  readonly onItem?: (item: PictureDetections) => void;
  readonly signal?: AbortSignal;
}

function ask(of: DetectQueue, files: readonly PictureFile[], asked: Asked = {}): ReturnType<DetectQueue['detect']> {
  const { priority = 'background', onItem = () => undefined, signal = new AbortController().signal } = asked;
  const request = { model, pictures: files, scoreThreshold, pixelLimit: defaultPixelLimit, priority };
  return of.detect(request, { signal, send: onItem });
}

function listed(item: PictureDetections): readonly Detection[] {
  if (!item.result.ok) throw new Error(item.result.failure.message);
  return item.result.value;
}

/** One after another in this thread, each alone: what every other way must come to. */
async function oneByOne(files: readonly PictureFile[]): Promise<Map<number, unknown>> {
  const session = await createSession(bytes, 'cpu', 1);
  const found = new Map<number, unknown>();
  for (const { id, path: file } of files) {
    const [one] = await runPictures(session, card, [await prepare(file, defaultPixelLimit, inputOf(card))], {
      scoreThreshold,
    });
    found.set(id, {
      boxes: [...(one?.boxes ?? [])],
      scores: [...(one?.scores ?? [])],
      labels: [...(one?.labels ?? [])],
    });
  }
  await session.release();
  return found;
}

const columns = (detections: readonly Detection[]): unknown => ({
  boxes: detections.flatMap(({ box: { x1, y1, x2, y2 } }) => [x1, y1, x2, y2]),
  scores: detections.map(({ score }) => score),
  labels: detections.map(({ label }) => label),
});

describe('what is found in a picture', () => {
  it('is to the bit what one thread finds in it alone, whatever it is run with', async () => {
    const files = await pictures(40);
    const found = new Map<number, unknown>();
    const reply = await ask(queue(), files, { onItem: (item) => void found.set(item.id, columns(listed(item))) });
    expect(reply).toEqual({ pictures: 40, provider: 'cpu' });
    const expected = await oneByOne(files);
    expect(found).toEqual(expected);
    const boxes = [...expected.values()].flatMap((one) => (one as { scores: number[] }).scores);
    expect(boxes.length).toBeGreaterThan(40);
  });
});

describe('the order of pictures', () => {
  it('puts the one on screen before a long run that began earlier, and the newest of two first', async () => {
    const files = await pictures(60);
    const detector = queue();
    await ask(detector, files.slice(0, 1));
    const order: string[] = [];
    const started = new AbortController();
    const background = ask(detector, files, {
      onItem: ({ id }) => {
        order.push(`background ${id}`);
        if (order.length === 8) started.abort();
      },
    });
    await new Promise((resolve) => started.signal.addEventListener('abort', resolve, { once: true }));
    const before = order.length;
    const screen = ['older', 'newer'].map((name) =>
      ask(detector, files.slice(0, 20), { priority: 'interactive', onItem: () => void order.push(name) }),
    );
    await Promise.all(screen);
    const between = order.slice(before).filter((name) => name.startsWith('background')).length;
    await background;
    expect(order).toHaveLength(100);
    // What ran or was read already may come between; the fifty that waited do not.
    expect(between).toBeLessThan(30);
    expect(order.indexOf('newer')).toBeLessThan(order.lastIndexOf('older'));
  });

  it('keeps what is read ahead within its bound, however many pictures are asked for', async () => {
    const files = await pictures(8);
    const many = Array.from({ length: 400 }, (_, index) => ({ ...files[index % 8]!, id: index + 1 }));
    const detector = queue();
    let most = 0;
    await ask(detector, many, { onItem: () => void (most = Math.max(most, detector.ahead)) });
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(64);
  });
});

describe('a call that is cancelled', () => {
  it('ends with the runs under way, sends nothing more, and does not hold up the next one', async () => {
    const files = await pictures(60);
    const detector = queue();
    await ask(detector, files.slice(0, 1));
    const stop = new AbortController();
    let items = 0;
    const cancelled = ask(detector, files, {
      signal: stop.signal,
      onItem: () => {
        items++;
        if (items === 3) stop.abort();
      },
    });
    const next = ask(detector, files.slice(0, 4));
    expect(await cancelled.catch((caught: unknown) => failureOf(caught).kind)).toBe('cancelled');
    // What ran when it was cancelled: at most four pictures in each thread.
    expect(items).toBeLessThanOrEqual(3 + 4 * 4);
    expect(await next).toMatchObject({ pictures: 4 });
    expect(detector.ahead).toBe(0);
  });
});

describe('a provider that fails in the middle of a run', () => {
  const failing = async (
    file: string,
  ): Promise<{ warnings: readonly string[]; provider: string; found: Map<number, unknown> }> => {
    process.env['BOXWRIGHT_PROVIDERS'] = 'webgpu,cpu';
    process.env['BOXWRIGHT_TEST_FAILURE'] = file;
    const found = new Map<number, unknown>();
    const files = await pictures(30);
    const { warnings = [], provider } = await ask(queue(), files, {
      onItem: (item) => void found.set(item.id, columns(listed(item))),
    });
    delete process.env['BOXWRIGHT_TEST_FAILURE'];
    expect(found).toEqual(await oneByOne(files));
    return { warnings, provider, found };
  };

  it('for want of memory goes on with fewer pictures at a time, and says so', async () => {
    const { warnings, provider } = await failing('over-two');
    expect(provider).toBe('webgpu');
    expect(warnings.length).toBeGreaterThan(0);
    expect(warnings.at(-1)).toMatch(
      /could not run \d+ pictures at once on webgpu \(.*memory.*\); it goes on with [12] at a time/,
    );
  });

  it('for good goes on with the processor, and says so; no picture is lost', async () => {
    const { warnings, provider } = await failing('lost');
    expect(provider).toBe('cpu');
    expect(warnings.at(-1)).toMatch(/stopped running on webgpu \(.*device.*\); it goes on with the processor/);
  });
});
