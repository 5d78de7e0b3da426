// Questions about a place, to the embedded models on drawn pictures: what answers, what is kept, and that nothing old ever answers.
import { copyFile, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { iou } from '../../../src/common/geometry/box.ts';
import type { Box } from '../../../src/common/geometry/box.ts';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import type { ModelFiles, PlaceAnswer } from '../../../src/common/protocol.ts';
import { drawSamplePicture } from '../../../src/common/sample/picture.ts';
import { Asking } from '../../../src/detector/asking/asking.ts';
import { KeptViews } from '../../../src/detector/asking/keptViews.ts';
import { Models } from '../../../src/detector/inference.ts';
import { Readers } from '../../../src/detector/readers.ts';
import { models as modelFolder } from '../../main/project/lanes.ts';
import { buildEntries } from '../builtDetector.ts';

const count = 6;
const truth: (readonly { readonly label: number; readonly box: Box }[])[] = [];
let folder = '';
let built: Awaited<ReturnType<typeof buildEntries>>;
let models: Models;
let readers: Readers;
let asking: Asking;

const embedded = (id: string): ModelFiles => ({
  id,
  onnxPath: path.join(modelFolder, `${id}.onnx`),
  cardPath: path.join(modelFolder, `${id}.json`),
});
const starter = embedded('starter');
const picture = (index: number) => ({ id: index + 1, path: path.join(folder, `${index}.jpg`) });
const middle = ({ x1, y1, x2, y2 }: Box) => ({ kind: 'point', x: (x1 + x2) / 2, y: (y1 + y2) / 2 }) as const;

/** Each side somewhere within 15 % of the box, the same for the same number. */
function roughly({ x1, y1, x2, y2 }: Box, number: number): Box {
  const off = (side: number) => (((number * 7 + side * 13) % 11) / 10 - 0.5) * 0.3;
  const [across, down] = [x2 - x1, y2 - y1];
  return {
    x1: x1 + off(1) * across,
    y1: y1 + off(2) * down,
    x2: x2 + off(3) * across,
    y2: y2 + off(4) * down,
  };
}

type Question = Omit<Parameters<Asking['at']>[0], 'model' | 'pixelLimit' | 'picture'>;
const ask = (index: number, question: Question, model = starter): Promise<PlaceAnswer> =>
  asking.at({ model, picture: picture(index), pixelLimit: defaultPixelLimit, ...question });

beforeAll(async () => {
  process.env['BOXWRIGHT_PROVIDERS'] = 'cpu';
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-asking-'));
  for (let index = 0; index < count; index++) {
    const { rgb, width, height, truth: cells } = drawSamplePicture(8, index);
    await sharp(rgb, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 92 })
      .toFile(picture(index).path);
    truth.push(cells);
  }
  built = await buildEntries({ threads: 'src/detector/index.ts' });
  const entry = path.join(built.folder, 'threads.js');
  models = new Models([], entry);
  readers = new Readers(entry);
});
beforeEach(() => {
  asking = new Asking(models, readers);
});
afterAll(async () => {
  delete process.env['BOXWRIGHT_PROVIDERS'];
  await models.close();
  await readers.close();
  await built.remove();
  await rm(folder, { recursive: true, force: true });
});

describe('a click on a thing', () => {
  it('finds four cells of five, with the first answer, from anywhere near their middle', async () => {
    const tries: boolean[] = [];
    for (const [index, cells] of truth.entries()) {
      for (const [place, { box }] of cells.entries()) {
        const [aside, down] = [((place % 3) - 1) * 0.15, ((place % 5) - 2) * 0.08];
        const { x, y } = middle(box);
        const at = { kind: 'point', x: x + aside * (box.x2 - box.x1), y: y + down * (box.y2 - box.y1) } as const;
        const { answers } = await ask(index, { place: at });
        tries.push(answers[0] !== undefined && iou(answers[0].box, box) >= 0.5);
      }
    }
    console.log(`${tries.filter(Boolean).length} of ${tries.length} cells found by a click`);
    expect(tries.length).toBeGreaterThan(60);
    expect(tries.filter(Boolean).length / tries.length).toBeGreaterThanOrEqual(0.8);
  });

  it('and boxes drawn roughly about cells come closer to them', async () => {
    const pairs: [rough: number, snapped: number][] = [];
    const cells = truth.slice(0, 3).flatMap((list, index) => list.map(({ box }) => ({ index, box })));
    for (const [place, { index, box }] of cells.entries()) {
      const { answers } = await ask(index, { place: { kind: 'box', box: roughly(box, place) } });
      if (answers[0] !== undefined) pairs.push([iou(roughly(box, place), box), iou(answers[0].box, box)]);
    }
    const mean = (place: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[place], 0) / pairs.length;
    console.log(`${pairs.length} of ${cells.length} rough boxes: IoU ${mean(0).toFixed(2)} to ${mean(1).toFixed(2)}`);
    expect(pairs.length).toBeGreaterThanOrEqual(0.75 * cells.length);
    expect(mean(1)).toBeGreaterThan(mean(0) + 0.03);
  });
});

describe('what is kept', () => {
  it('answers the second question without a run, and questions that come together with one', async () => {
    const run = vi.spyOn(readers, 'read');
    const both = await Promise.all([1, 2].map((cell) => ask(1, { place: middle(truth[1]![cell]!.box) })));
    expect(both.map(({ from }) => from)).toEqual(['run', 'run']);
    expect(run).toHaveBeenCalledTimes(1);
    const { from, width, height } = await ask(1, { place: middle(truth[1]![3]!.box) });
    expect([from, width, height]).toEqual(['kept', 640, 480]);
    expect(run).toHaveBeenCalledTimes(1);
    run.mockRestore();
  });

  it('is there ahead of the first question when the picture was looked at', async () => {
    expect(await ask(2, {})).toMatchObject({ from: 'run', answers: [], width: 640 });
    expect(await ask(2, { place: middle(truth[2]![0]!.box) })).toMatchObject({ from: 'kept' });
  });

  it('is of no use once the file is another, or the model is', async () => {
    const place = middle(truth[3]![0]!.box);
    await ask(3, { place });
    expect((await ask(3, { place }, embedded('fcos_r10_bccd'))).from).toBe('run');
    expect((await ask(3, { place })).from).toBe('kept');
    await copyFile(picture(4).path, picture(3).path);
    await utimes(picture(3).path, new Date(2020, 1), new Date(2020, 1));
    const after = await ask(3, { place });
    expect(after.from).toBe('run');
    expect(after.answers).toEqual((await ask(4, { place })).answers);
  });

  it('is bounded, and what was used last stays', async () => {
    const kept = new KeptViews(1.2e6);
    asking = new Asking(models, readers, kept);
    const place = middle(truth[0]![0]!.box);
    for (const index of [0, 1, 0, 2]) await ask(index, { place });
    expect(kept.bytes).toBeGreaterThan(4e5);
    expect(kept.bytes).toBeLessThanOrEqual(1.2e6);
    expect((await ask(0, { place })).from).toBe('kept');
    expect((await ask(1, { place })).from).toBe('run');
  });

  it('is not kept when one look alone is over the bound, and the question is answered all the same', async () => {
    const kept = new KeptViews(1000);
    asking = new Asking(models, readers, kept);
    expect((await ask(0, { place: middle(truth[0]![0]!.box) })).answers.length).toBeGreaterThan(0);
    expect(kept.bytes).toBe(0);
  });
});

describe('in tiles', () => {
  it('only those that hold the place are looked at, and each once', async () => {
    const tiles = { side: 320, overlap: 0.2 };
    const read = vi.spyOn(readers, 'readTile');
    const cell = truth[5]!.find(({ label }) => label === 0)!;
    const first = await ask(5, { place: middle(cell.box), tiles });
    expect(first.from).toBe('run');
    const looks = read.mock.calls.length;
    expect(looks).toBeGreaterThanOrEqual(2);
    // 3 × 2 tiles and the whole; no place lies in more than four tiles.
    expect(looks).toBeLessThanOrEqual(5);
    expect([first.width, first.height]).toEqual([640, 480]);
    expect(iou(first.answers[0]!.box, cell.box)).toBeGreaterThan(0.5);
    expect((await ask(5, { place: middle(cell.box), tiles })).from).toBe('kept');
    expect(read).toHaveBeenCalledTimes(looks);
    expect(await ask(5, { tiles })).toMatchObject({ from: 'kept', width: 640, answers: [] });
    read.mockRestore();
  });
});

it('a picture that is not there fails with its reason, and the next question is asked anew', async () => {
  await expect(ask(77, { place: { kind: 'point', x: 1, y: 1 } })).rejects.toThrow('not there any more');
  await copyFile(picture(0).path, picture(77).path);
  expect((await ask(77, { place: middle(truth[0]![0]!.box) })).answers.length).toBeGreaterThan(0);
});
