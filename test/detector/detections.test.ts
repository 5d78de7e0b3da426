import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultPixelLimit } from '../../src/common/protocol.ts';
import type { Detection, ModelFiles, PictureDetections, PictureFile } from '../../src/common/protocol.ts';
import { DetectorClient } from '../../src/main/detector/client.ts';
import { forkDetector } from '../../src/main/detector/fork.ts';
import { describeWithShared } from '../support/shared.ts';
import { buildEntries } from './builtDetector.ts';

const models = path.resolve(import.meta.dirname, '../../models');
const embedded: ModelFiles = {
  id: 'fcos_r10_bccd',
  onnxPath: path.join(models, 'fcos_r10_bccd.onnx'),
  cardPath: path.join(models, 'fcos_r10_bccd.json'),
};

interface Expected {
  readonly boxes: readonly (readonly number[])[];
  readonly scores: readonly number[];
  readonly labels: readonly number[];
}

let built: Awaited<ReturnType<typeof buildEntries>>;
let client: DetectorClient;
let folder = '';
beforeAll(async () => {
  built = await buildEntries({ detector: 'src/detector/index.ts' });
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-detections-'));
  client = new DetectorClient({
    fork: forkDetector,
    entry: path.join(built.folder, 'detector.js'),
    lane: 'detector',
  });
});
afterAll(async () => {
  await client.close();
  await built.remove();
  await rm(folder, { recursive: true, force: true });
});

async function detections(
  model: ModelFiles,
  pictures: readonly PictureFile[],
): Promise<ReadonlyMap<number, readonly Detection[]>> {
  const found = new Map<number, readonly Detection[]>();
  const onItem = (item: PictureDetections): void => {
    if (!item.result.ok) throw new Error(item.result.failure.message);
    found.set(item.id, item.result.value);
  };
  const request = {
    model,
    pictures,
    scoreThreshold: 0.2,
    pixelLimit: defaultPixelLimit,
    priority: 'background' as const,
  };
  const reply = await client.call('detect', request, { onItem });
  if (!reply.ok) throw new Error(reply.failure.message);
  return found;
}

function compare(found: readonly Detection[], expected: Expected, pixels: number, score: number): void {
  // What lies at the threshold itself may fall to either side.
  const clear = expected.scores.filter((value) => value > 0.2 + score).length;
  expect(found.length).toBeGreaterThanOrEqual(clear);
  expect(found.length).toBeLessThanOrEqual(expected.scores.length + 1);
  const left = [...found];
  for (let index = 0; index < clear; index++) {
    const at = left.findIndex(({ box, label, score: own }) => {
      const [x1 = NaN, y1 = NaN, x2 = NaN, y2 = NaN] = expected.boxes[index] ?? [];
      const off = Math.max(Math.abs(box.x1 - x1), Math.abs(box.y1 - y1), Math.abs(box.x2 - x2), Math.abs(box.y2 - y2));
      return (
        label === expected.labels[index] && off <= pixels && Math.abs(own - (expected.scores[index] ?? NaN)) <= score
      );
    });
    expect(at, `detection ${index} of ${JSON.stringify(expected.boxes[index])}`).toBeGreaterThanOrEqual(0);
    left.splice(at, 1);
  }
}

describeWithShared('torchvision’s detections on lossless pictures, through the whole process', (shared) => {
  const weights = path.join(shared, 'weights');
  const load = async (): Promise<[PictureFile[], Expected[]]> => {
    const text = await readFile(path.join(weights, 'expected.json'), 'utf8');
    const entries = Object.entries((JSON.parse(text) as { detections: Record<string, Expected> }).detections);
    return [
      entries.map(([name], id) => ({ id, path: path.join(weights, 'pictures', name) })),
      entries.map(([, expected]) => expected),
    ];
  };

  it('are those of the embedded half-precision model within 0.5 pixels and 0.005', async () => {
    const [pictures, expected] = await load();
    const found = await detections(embedded, pictures);
    expected.forEach((one, id) => compare(found.get(id) ?? [], one, 0.5, 0.005));
  });

  it('are those of the imported checkpoint within 0.05 pixels and 0.0001', async () => {
    const report = await client.call('importModel', {
      file: path.join(weights, 'fcos_r10_bccd.pth'),
      folder,
      id: 'imported',
      name: 'Imported',
      classes: ['RBC', 'WBC', 'Platelets'],
      shortSide: 240,
      longSide: 320,
    });
    if (!report.ok) throw new Error(report.failure.message);
    expect(report.value).toMatchObject({ dialect: 'torchvision', parameters: 5_300_808, missing: [], wrongShape: [] });
    const [pictures, expected] = await load();
    const found = await detections(report.value.model, pictures);
    expected.forEach((one, id) => compare(found.get(id) ?? [], one, 0.05, 1e-4));
  });

  it('are refused for what is no checkpoint, and nothing is left in the folder', async () => {
    const request = { folder: path.join(folder, 'none'), id: 'none', name: 'None' };
    const picture = await client.call('importModel', {
      ...request,
      file: path.join(weights, 'pictures/BloodImage_00007.png'),
    });
    expect(picture).toMatchObject({ ok: false, failure: { kind: 'unsupported' } });
    const absent = await client.call('importModel', { ...request, file: path.join(weights, 'absent.pth') });
    expect(absent).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
    const classes = await client.call('importModel', {
      ...request,
      file: path.join(weights, 'fcos_r10_bccd.pth'),
      classes: ['one'],
    });
    expect(classes).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    await expect(readFile(path.join(folder, 'none/none.onnx'))).rejects.toThrow();
  });

  it('are the same for a picture stored in any of the eight orientations', async () => {
    const upright = path.join(weights, 'pictures/BloodImage_00007.png');
    // How the upright picture has to be turned or mirrored so that a reader who honours the tag sees it upright again.
    const stored: readonly [number, (picture: Sharp) => Sharp][] = [
      [1, (picture) => picture],
      [2, (picture) => picture.flop()],
      [3, (picture) => picture.rotate(180)],
      [4, (picture) => picture.flip()],
      [6, (picture) => picture.rotate(270)],
      [8, (picture) => picture.rotate(90)],
    ];
    const files: PictureFile[] = [];
    for (const [orientation, turn] of stored) {
      const file = path.join(folder, `orientation-${orientation}.png`);
      await turn(sharp(upright)).withMetadata({ orientation }).png().toFile(file);
      files.push({ id: orientation, path: file });
    }
    const found = await detections(embedded, files);
    expect(found.get(1)?.length).toBeGreaterThan(15);
    for (const [orientation] of stored)
      expect(found.get(orientation), `orientation ${orientation}`).toEqual(found.get(1));
  });
});

it('finds most of what it draws itself', async () => {
  const pictures: { file: string; truth: readonly { label: number; box: Detection['box'] }[] }[] = [];
  const reply = await client.call(
    'drawSample',
    { folder, count: 4, seed: 1 },
    { onItem: (item) => void pictures.push(item) },
  );
  expect(reply).toMatchObject({ ok: true, value: { pictures: 4 } });
  const found = await detections(
    embedded,
    pictures.map(({ file }, id) => ({ id, path: file })),
  );
  let [hits, all] = [0, 0];
  pictures.forEach(({ truth }, id) => {
    for (const { label, box } of truth) {
      all++;
      if (
        found
          .get(id)
          ?.some((detection) => detection.label === label && detection.score > 0.3 && overlap(detection.box, box) > 0.5)
      )
        hits++;
    }
  });
  expect(hits / all).toBeGreaterThan(0.8);
});

function overlap(a: Detection['box'], b: Detection['box']): number {
  const w = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const h = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  if (w <= 0 || h <= 0) return 0;
  const area = (box: Detection['box']): number => (box.x2 - box.x1) * (box.y2 - box.y1);
  return (w * h) / (area(a) + area(b) - w * h);
}
