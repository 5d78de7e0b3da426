import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import type { TrainingPicture } from '../../../src/common/training.ts';
import { defaultAugment } from '../../../src/detector/training/augment.ts';
import { Batches } from '../../../src/detector/training/batches.ts';
import { PictureStore, eachAtOnce } from '../../../src/detector/training/pictureStore.ts';
import { defaultRecipe } from '../../../src/detector/training/recipe.ts';
import type { Share } from '../../../src/detector/training/threadMessages.ts';
import { microSpec } from './micro.ts';

const network = microSpec(2);
const canvas = { width: 64, height: 64 };
const plain = { ...defaultAugment, mosaic: 0 };

let folder = '';
const pictures: TrainingPicture[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-batches-'));
  for (let index = 0; index < 6; index++) {
    const file = path.join(folder, `${index}.png`);
    const background = { r: 40 * index, g: 120, b: 200 };
    await sharp({ create: { width: 80 + index, height: 60, channels: 3, background } })
      .png()
      .toFile(file);
    const boxes = index === 2 ? [] : [{ box: { x1: 20, y1: 10, x2: 60, y2: 50 }, label: index % 2 }];
    pictures.push({ id: index, path: file, boxes });
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function batchesOf(list: readonly TrainingPicture[], warnings: string[] = [], seed = 1): Batches {
  const store = new PictureStore(64, defaultPixelLimit);
  const spec = { ...defaultRecipe, network, canvas, seed, shares: 2, pictures: 1 };
  return new Batches(spec, list, store, (message) => warnings.push(message));
}

const copyOf = (shares: readonly Share[]): Share[] => structuredClone([...shares]);
const sum = (values: Iterable<number>): number => [...values].reduce((all, one) => all + one, 0);

describe('a batch', () => {
  it('follows from the seed and its number, whatever was made before and in whichever buffers', async () => {
    const one = batchesOf(pictures);
    let fifth: Share[] = [];
    for (let step = 1; step <= 5; step++) {
      const shares = await one.make(step, defaultAugment);
      if (step === 5) fifth = copyOf(shares);
      for (const share of shares) {
        // What a graph would leave in them.
        share.image.fill(7);
        for (const values of Object.values(share.targets) as Float32Array[]) values.fill(7);
        one.recycle(share);
      }
    }
    expect(await batchesOf(pictures).make(5, defaultAugment)).toEqual(fifth);
    expect(await batchesOf(pictures, [], 2).make(5, defaultAugment)).not.toEqual(fifth);
  });

  it('divides its losses by the positives of all its shares', async () => {
    const shares = await batchesOf(pictures).make(1, plain);
    const weights = shares.flatMap(({ targets }) => [...targets.boxWeight]);
    expect(sum(weights)).toBeCloseTo(1, 5);
    const positives = weights.filter((weight) => weight > 0).length;
    expect(Math.max(...weights)).toBeCloseTo(1 / positives, 6);
    expect(shares).toHaveLength(2);
    expect(shares[0]?.image).toHaveLength(3 * 64 * 64);
  });

  it('of a picture without boxes is background, with every weight finite', async () => {
    const shares = await batchesOf([pictures[2] as TrainingPicture]).make(1, plain);
    for (const { image, targets } of shares) {
      expect(sum(targets.classes)).toBe(0);
      expect(new Set(targets.classWeight)).toEqual(new Set([1]));
      expect(sum(targets.boxWeight)).toBe(0);
      for (const values of [image, ...Object.values(targets)] as Float32Array[])
        expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it('has another picture where one cannot be read, and says so once', async () => {
    const broken = { ...(pictures[0] as TrainingPicture), path: path.join(folder, 'broken.png') };
    await writeFile(broken.path, 'no picture');
    const gone = { ...(pictures[1] as TrainingPicture), path: path.join(folder, 'gone.png') };
    const warnings: string[] = [];
    const batches = batchesOf([broken, gone, pictures[3] as TrainingPicture], warnings);
    for (let step = 1; step <= 6; step++) {
      for (const { targets } of await batches.make(step, defaultAugment)) {
        // The only readable picture's label.
        expect(sum(targets.classes.filter((_, at) => at % 2 === 0))).toBe(0);
      }
    }
    expect(warnings).toHaveLength(2);
    expect(warnings.some((text) => text.includes('broken.png is left out'))).toBe(true);
    expect(warnings.some((text) => text.includes('gone.png is left out'))).toBe(true);
  });

  it('cannot be made when no picture can be read', async () => {
    const warnings: string[] = [];
    const lost = pictures.slice(0, 2).map((one) => ({ ...one, path: `${one.path}.gone` }));
    await expect(batchesOf(lost, warnings).make(1, plain)).rejects.toMatchObject({ failure: { kind: 'unreadable' } });
    expect(warnings).toHaveLength(2);
  });
});

describe('the store of pictures', () => {
  it('keeps a picture as small as training needs it, with its own size', async () => {
    const file = path.join(folder, 'large.png');
    await sharp({ create: { width: 600, height: 300, channels: 3, background: '#ff8000' } })
      .png()
      .toFile(file);
    const store = new PictureStore(64, defaultPixelLimit);
    const stored = await store.get(file);
    expect(stored).toMatchObject({ width: 96, height: 48, ownWidth: 600, ownHeight: 300 });
    expect([...stored.data.subarray(0, 3)]).toEqual([255, 128, 0]);
    expect(await store.get(file)).toBe(stored);
  });

  it('is upright for every orientation that a file may state', async () => {
    const file = path.join(folder, 'turned.jpg');
    const half = await sharp({ create: { width: 32, height: 20, channels: 3, background: '#ff0000' } })
      .extend({ right: 32, background: '#0000ff' })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    await writeFile(file, half);
    const stored = await new PictureStore(64, defaultPixelLimit).get(file);
    expect(stored).toMatchObject({ width: 20, height: 64, ownWidth: 20, ownHeight: 64 });
    const [red = 0, , blue = 0] = stored.data;
    expect(red).toBeGreaterThan(200);
    expect(blue).toBeLessThan(60);
  });

  it('tries a picture again that failed', async () => {
    const file = path.join(folder, 'late.png');
    const store = new PictureStore(64, defaultPixelLimit);
    await expect(store.get(file)).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    await sharp({ create: { width: 8, height: 8, channels: 3, background: '#000' } })
      .png()
      .toFile(file);
    expect((await store.get(file)).ownWidth).toBe(8);
  });

  it('works on a few items at a time, each once', async () => {
    const seen: number[] = [];
    let [running, most] = [0, 0];
    await eachAtOnce([...Array(40).keys()], async (item) => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      seen.push(item);
      running--;
    });
    expect(seen.sort((a, b) => a - b)).toEqual([...Array(40).keys()]);
    expect(most).toBeLessThanOrEqual(8);
  });
});
