import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { iou } from '../../../src/common/geometry/box.ts';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import type { Detection, DetectorCalls, PictureDetections, TileProgress } from '../../../src/common/protocol.ts';
import { drawSamplePicture } from '../../../src/common/sample/picture.ts';
import type { DrawnPicture } from '../../../src/common/sample/picture.ts';
import { listRuns } from '../../../src/main/database/runs.ts';
import { typicalObjectSide } from '../../../src/main/database/objectSize.ts';
import { findModel } from '../../../src/main/project/models.ts';
import type { ModelEntry } from '../../../src/main/project/models.ts';
import { prelabel } from '../../../src/main/project/prelabel.ts';
import { scanProject } from '../../../src/main/project/scan.ts';
import { makePlace, models, openLanes } from '../../main/project/lanes.ts';
import type { Lanes } from '../../main/project/lanes.ts';

let lanes: Lanes;
let model: ModelEntry;
let folder = '';
let scratch = '';
let smear = '';
const truth: { label: number; box: Detection['box'] }[] = [];
const before = process.env['TMPDIR'];

/** Nine smears beside each other, 1920 × 1440, as a TIFF in compressed tiles. */
async function drawSmear(file: string): Promise<void> {
  const parts = Array.from({ length: 9 }, (_, index) => drawSamplePicture(5, index));
  const [{ width, height }] = parts as [DrawnPicture];
  const places = parts.map((part, index) => {
    const [left, top] = [(index % 3) * width, Math.floor(index / 3) * height];
    for (const { label, box } of part.truth) {
      truth.push({ label, box: { x1: box.x1 + left, y1: box.y1 + top, x2: box.x2 + left, y2: box.y2 + top } });
    }
    return { input: Buffer.from(part.rgb), raw: { width, height, channels: 3 as const }, left, top };
  });
  await sharp({ create: { width: width * 3, height: height * 3, channels: 3, background: '#000' } })
    .composite(places)
    .tiff({ compression: 'deflate', tile: true, tileWidth: 256, tileHeight: 256 })
    .toFile(file);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-tiled-'));
  // The detector process inherits it.
  process.env['TMPDIR'] = path.join(folder, 'scratch');
  scratch = path.join(folder, 'scratch', `boxwright-${process.getuid?.() ?? userInfo().username}`);
  await mkdir(scratch, { recursive: true });
  smear = path.join(folder, 'smear.tif');
  await drawSmear(smear);
  lanes = await openLanes();
  model = await findModel({ embedded: models, own: '/nowhere' }, 'fcos_r10_bccd');
});
afterAll(async () => {
  await lanes.close();
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  await rm(folder, { recursive: true, force: true });
});

let items: PictureDetections[] = [];
let told: TileProgress[] = [];
beforeEach(() => {
  items = [];
  told = [];
});

function detect(
  files: readonly string[],
  options: Partial<DetectorCalls['detect']['request']>,
  signal = new AbortController().signal,
) {
  const pictures = files.map((file, index) => ({ id: index + 1, path: file }));
  const request = { scoreThreshold: 0.3, pixelLimit: defaultPixelLimit, priority: 'background' as const, ...options };
  return lanes.detector.call(
    'detect',
    { model: model.files, pictures, ...request },
    { signal, onItem: (item) => items.push(item), onTiles: (progress) => told.push(progress) },
  );
}

/** Of the drawn cells, how many a box of their class lies on; and how many boxes lie on one that has one already. */
function scored(item: PictureDetections | undefined): { found: number; double: number } {
  const boxes = item?.result.ok === true ? item.result.value : [];
  const counts = truth.map(({ label, box }) => {
    return boxes.filter((one) => one.label === label && iou(one.box, box) > 0.5).length;
  });
  return {
    found: counts.filter((count) => count > 0).length,
    double: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
  };
}

describe('a picture in tiles', () => {
  it('shows the model what is too small in the whole picture, each thing once, and tells of every tile', async () => {
    await detect([smear], {});
    const whole = scored(items[0]);
    const reply = await detect([smear], { tiles: { side: 640 } });
    expect(reply.ok).toBe(true);
    const [, tiled] = items;
    const { found, double } = scored(tiled);
    expect(found).toBeGreaterThan(truth.length * 0.85);
    expect(found).toBeGreaterThan(whole.found * 1.5);
    expect(double).toBe(0);
    expect(tiled).toMatchObject({ id: 1, width: 1920, height: 1440, tiles: told.at(-1)?.total });
    expect(told.map(({ done }) => done)).toEqual(told.map((_, index) => index));
    expect(told.at(-1)).toMatchObject({ picture: 1, done: told.at(-1)?.total });
    expect(await readdir(scratch)).toEqual([]);
  });

  it('is cut by itself when objects are known to be small, and is the same at every orientation', async () => {
    const turned = path.join(folder, 'turned.jpg');
    await sharp(smear).rotate(90).withMetadata({ orientation: 8 }).jpeg({ quality: 95 }).toFile(turned);
    await detect([turned], { tiles: { side: 'auto', objectSide: 95 } });
    expect(items[0]).toMatchObject({ width: 1920, height: 1440 });
    expect(scored(items[0]).found).toBeGreaterThan(truth.length * 0.8);
    expect(told.length).toBeGreaterThan(20);
    await detect([turned], { tiles: { side: 'auto' } });
    expect(items[1]?.tiles).toBeUndefined();
  });

  it('comes among others that are whole, broken or absent, and each is answered once', async () => {
    const small = path.join(folder, 'small.jpg');
    await sharp(smear).extract({ left: 0, top: 0, width: 600, height: 450 }).jpeg().toFile(small);
    const broken = path.join(folder, 'broken.tif');
    await writeFile(broken, 'II*\0 and nothing else');
    const cut = path.join(folder, 'cut.png');
    const bytes = await sharp(smear).png().toBuffer();
    await writeFile(cut, bytes.subarray(0, bytes.length / 2));
    const copy = path.join(folder, 'copy.tif');
    await cp(smear, copy);
    const files = [small, smear, broken, path.join(folder, 'absent.tif'), copy, cut, small];
    const reply = await detect(files, { tiles: { side: 640 } });
    expect(reply).toMatchObject({ ok: true, value: { pictures: files.length } });
    expect(items.map(({ id }) => id).sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const byId = new Map(items.map((item) => [item.id, item]));
    expect([3, 4].map((id) => byId.get(id)?.result.ok)).toEqual([false, false]);
    expect([1, 7].map((id) => byId.get(id)?.tiles)).toEqual([undefined, undefined]);
    expect(byId.get(2)?.result).toEqual(byId.get(5)?.result);
    // What can be read of a file that breaks off is looked at, as it is without tiles.
    expect(byId.get(6)).toMatchObject({ result: { ok: true }, width: 1920, height: 1440 });
    expect(await readdir(scratch)).toEqual([]);
  });

  it('may have more pixels than one that has to be decoded whole', async () => {
    const progressive = path.join(folder, 'progressive.jpg');
    await sharp(smear).jpeg({ progressive: true }).toFile(progressive);
    await detect([smear, progressive], { tiles: { side: 640 }, pixelLimit: 1_000_000 });
    const byId = new Map(items.map((item) => [item.id, item.result]));
    expect(byId.get(1)?.ok).toBe(true);
    expect(byId.get(2)).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
    await detect([smear], { pixelLimit: 1_000_000 });
    expect(items.at(-1)?.result).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
  });

  it('can be cancelled between two tiles and leaves nothing behind', async () => {
    const stop = new AbortController();
    const { detector } = lanes;
    const reply = await detector.call(
      'detect',
      {
        model: model.files,
        pictures: [{ id: 1, path: smear }],
        scoreThreshold: 0.3,
        pixelLimit: defaultPixelLimit,
        priority: 'background',
        tiles: { side: 128 },
      },
      { signal: stop.signal, onItem: (item) => items.push(item), onTiles: ({ done }) => done >= 3 && stop.abort() },
    );
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
    expect(items).toEqual([]);
    expect(await readdir(scratch)).toEqual([]);
    await detect([smear], { tiles: { side: 640 } });
    expect(items).toHaveLength(1);
  });

  it('of a process that was killed is cleared away by the next one', async () => {
    const gone = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
    await writeFile(path.join(scratch, `${gone}-0123456789abcdef.v`), 'half a picture');
    const others = await openLanes();
    try {
      await others.detector.start();
      const isClear = async (): Promise<boolean> => (await readdir(scratch)).length === 0;
      await expect.poll(isClear, { timeout: 30_000 }).toBe(true);
    } finally {
      await others.close();
    }
  });

  it('becomes proposals of a project, whose boxes say how large objects are and whose run says how it was cut', async () => {
    const place = makePlace();
    try {
      const pictures = path.join(place.folder, 'pictures');
      await mkdir(pictures);
      await cp(smear, path.join(pictures, 'smear.tif'));
      const project = await place.project(pictures);
      await scanProject(project, lanes.pictures, { pixelLimit: defaultPixelLimit });
      const options = {
        model: model.files,
        classes: model.card.classes,
        scoreThreshold: 0.3,
        newClassesFrom: 0.3,
        pixelLimit: defaultPixelLimit,
      };
      // No human said yet how large anything is.
      await prelabel(project, lanes.detector, { ...options, tiles: { side: 'auto' } });
      expect(listRuns(project.database)[0]).toMatchObject({ tiles: null });
      expect(typicalObjectSide(project.database)).toBeUndefined();
      const within: (TileProgress | undefined)[] = [];
      const onTiles = (progress: TileProgress | undefined): void => void within.push(progress);
      const report = await prelabel(project, lanes.detector, { ...options, tiles: { side: 640 }, onTiles });
      expect(report.proposals).toBeGreaterThan(truth.length * 0.8);
      expect(within.at(0)).toMatchObject({ done: 0 });
      expect(within.at(-1)).toBeUndefined();
      expect(JSON.parse(listRuns(project.database)[0]?.tiles ?? '')).toEqual({ side: 640 });
      project.database.run("UPDATE annotations SET origin = 'accepted'");
      const side = typicalObjectSide(project.database) ?? 0;
      expect(side).toBeGreaterThan(70);
      expect(side).toBeLessThan(130);
      await prelabel(project, lanes.detector, { ...options, tiles: { side: 'auto' } });
      expect(JSON.parse(listRuns(project.database)[0]?.tiles ?? '')).toEqual({ side: 'auto', objectSide: side });
    } finally {
      place.remove();
    }
  });
});
