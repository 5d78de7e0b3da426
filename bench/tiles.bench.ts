// A picture of 20,000 × 20,000 pixels through the real command line: peak memory of the detector process, time for a tile, and what
// was found of the cells that were drawn; and on smaller ones, whole against tiles. BOXWRIGHT_GIANT=8000 makes the giant smaller.
import { execFileSync, fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { iou } from '../src/common/geometry/box.ts';
import type { Box } from '../src/common/geometry/box.ts';
import { defaultPixelLimit } from '../src/common/protocol.ts';
import type { PictureDetections } from '../src/common/protocol.ts';
import { DetectorClient } from '../src/main/detector/client.ts';
import { root } from '../test/e2e/launch.ts';
import { drawSamplePicture } from '../src/common/sample/picture.ts';
import { writeGiantTiff } from './giantTiff.ts';
import type { DrawnCell } from './giantTiff.ts';
import { machineLine } from './machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'boxwright-giant-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const giantSide = Number(process.env['BOXWRIGHT_GIANT'] ?? 20_000);
const model = process.env['BOXWRIGHT_GIANT_MODEL'] ?? 'fcos_r10_bccd';
/** Of a red cell. */
const objectSide = 100;

interface Summary {
  readonly detections: number;
  readonly seconds: number;
  readonly pictures?: number;
  readonly tiles?: { readonly count: number };
}

interface Ran {
  readonly summary: Summary;
  readonly found: DrawnCell[];
  /** Of the detector process; undefined where the system does not say it of another process. */
  readonly peakBytes: number | undefined;
}

interface Row {
  readonly image_id: number;
  readonly category_id: number;
  readonly bbox: readonly [number, number, number, number];
}

/** Pictures of one run are laid beside each other; all but single smears are one. */
const smearWidth = 640;

/** The command line as a user starts it. */
async function prelabel(pictures: string, options: readonly string[]): Promise<Ran> {
  const out = join(folder, 'found.json');
  const args = [
    'prelabel',
    pictures,
    '--model',
    model,
    '--out',
    out,
    '--json',
    '--format',
    'results',
    '--score',
    '0.3',
  ];
  const child = spawn(process.execPath, [join(root, 'bin/boxwright'), ...args, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
  let peakBytes: number | undefined;
  const watch = setInterval(() => {
    for (const pid of childrenOf(child.pid ?? 0)) peakBytes = Math.max(peakBytes ?? 0, peakOf(pid));
  }, 200);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  expect(code).toBe(0);
  const rows = JSON.parse(readFileSync(out, 'utf8')) as Row[];
  const found = rows.map(({ image_id: image, category_id: id, bbox: [x, y, w, h] }) => {
    const left = x + (image - 1) * smearWidth;
    return { label: id - 1, box: { x1: left, y1: y, x2: left + w, y2: y + h } };
  });
  return { summary: JSON.parse(text) as Summary, found, peakBytes };
}

/** The detector process as Electron runs it: on Linux with the WebAssembly build of the picture library. */
async function insideElectron(file: string): Promise<Ran> {
  const electron = execFileSync(process.execPath, [join(root, 'scripts/electronPath.mjs')], {
    encoding: 'utf8',
  }).trim();
  const client = new DetectorClient({
    fork(entry, args) {
      const child = fork(entry, args, {
        execPath: electron,
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
        serialization: 'advanced',
      });
      return {
        pid: child.pid,
        post: (message) => void child.send(message),
        onMessage: (listener) => void child.on('message', listener),
        onExit: (listener) => void child.on('exit', listener),
        kill: () => void child.kill('SIGKILL'),
      };
    },
    entry: join(root, 'out/main/detector.js'),
    lane: 'detector',
  });
  const files = {
    id: model,
    onnxPath: join(root, `models/${model}.onnx`),
    cardPath: join(root, `models/${model}.json`),
  };
  const description = await client.start();
  if (!description.ok) throw new Error(description.failure.message);
  console.log(`picture library inside Electron: ${description.value.versions['sharp build'] ?? 'unknown'}`);
  let item: PictureDetections | undefined;
  const start = performance.now();
  const reply = await client.call(
    'detect',
    {
      model: files,
      pictures: [{ id: 1, path: file }],
      scoreThreshold: 0.3,
      pixelLimit: defaultPixelLimit,
      priority: 'background',
      tiles: { side: 'auto', objectSide },
    },
    {
      onItem(one) {
        item = one;
      },
    },
  );
  const seconds = (performance.now() - start) / 1000;
  const peakBytes = peakOf(client.pid ?? 0);
  await client.close();
  if (!reply.ok) throw new Error(reply.failure.message);
  if (item?.result.ok !== true) throw new Error(item?.result.failure.message ?? 'There was no answer.');
  const found = item.result.value.map(({ label, box }) => ({ label, box }));
  return { summary: { detections: found.length, seconds, tiles: { count: item.tiles ?? 1 } }, found, peakBytes };
}

function childrenOf(pid: number): number[] {
  const told = readTold(`/proc/${pid}/task/${pid}/children`);
  return told.split(' ').filter(Boolean).map(Number);
}

function peakOf(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readTold(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

function readTold(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Cells that a box of their class lies on by half; boxes that lie on none count as false, further ones on a cell as double. */
function score(
  drawn: readonly DrawnCell[],
  found: readonly DrawnCell[],
): { hit: number; double: number; wrong: number } {
  const square = 500;
  const near = new Map<string, DrawnCell[]>();
  const place = ({ x1, y1, x2, y2 }: Box): [number, number] => {
    return [Math.floor((x1 + x2) / 2 / square), Math.floor((y1 + y2) / 2 / square)];
  };
  for (const cell of drawn) {
    const key = place(cell.box).join();
    near.set(key, [...(near.get(key) ?? []), cell]);
  }
  const hits = new Map<DrawnCell, number>();
  let wrong = 0;
  for (const { label, box } of found) {
    const [column, row] = place(box);
    const around = [-1, 0, 1].flatMap((y) => [-1, 0, 1].flatMap((x) => near.get([column + x, row + y].join()) ?? []));
    const cell = around.find((one) => one.label === label && iou(one.box, box) >= 0.5);
    if (cell === undefined) wrong++;
    else hits.set(cell, (hits.get(cell) ?? 0) + 1);
  }
  return { hit: hits.size, double: [...hits.values()].reduce((sum, count) => sum + count - 1, 0), wrong };
}

function line(name: string, drawn: readonly DrawnCell[], { summary, found, peakBytes }: Ran): string {
  const { hit, double, wrong } = score(drawn, found);
  const count = summary.tiles?.count ?? summary.pictures ?? 1;
  const memory = peakBytes === undefined ? '' : `, detector process at most ${(peakBytes / 2 ** 20).toFixed(0)} MiB`;
  return (
    `${name}: ${hit} of ${drawn.length} drawn cells found (${((100 * hit) / drawn.length).toFixed(1)} %), ` +
    `${double} twice, ${wrong} boxes on none; ${count} parts, ${summary.seconds.toFixed(1)} s, ` +
    `${((1000 * summary.seconds) / count).toFixed(0)} ms a part${memory}`
  );
}

/** What the model does with the smears as they were drawn: no tiles can do better. */
async function singly(seed: number): Promise<[DrawnCell[], Ran]> {
  const place = mkdtempSync(join(folder, 'singly-'));
  const count = 48;
  const drawn: DrawnCell[] = [];
  for (let index = 0; index < count; index++) {
    const { rgb, width, height, truth } = drawSamplePicture(seed, index);
    const file = join(place, `${String(index).padStart(3, '0')}.png`);
    await sharp(rgb, { raw: { width, height, channels: 3 } })
      .png()
      .toFile(file);
    // Beside each other, so that one list serves all.
    for (const { label, box } of truth)
      drawn.push({ label, box: { ...box, x1: box.x1 + index * width, x2: box.x2 + index * width } });
  }
  const ran = await prelabel(place, []);
  return [drawn, ran];
}

it('finds small objects in tiles that are lost in the whole picture', async () => {
  const place = mkdtempSync(join(folder, 'small-'));
  const drawn = writeGiantTiff(join(place, 'smear.tif'), 5000, 7);
  console.log(line('the same smears, each a picture of its own', ...(await singly(7))));
  console.log(line('5,000 × 5,000 whole', drawn, await prelabel(place, [])));
  for (const options of [
    ['auto', '--object-size', String(objectSide)],
    ['320'],
    ['640'],
    ['1280'],
    ['640', '--overlap', '5'],
    ['640', '--overlap', '35'],
    ['640', '--no-whole'],
  ]) {
    const ran = await prelabel(place, ['--tiles', ...options]);
    console.log(line(`5,000 × 5,000, --tiles ${options.join(' ')}`, drawn, ran));
  }
  console.log(machineLine());
});

it('reads a giant TIFF, striped or tiled and compressed, in bounded memory', async () => {
  const place = mkdtempSync(join(folder, 'giant-'));
  const striped = join(place, 'giant.tif');
  const drawn = writeGiantTiff(striped, giantSide, 9);
  const options = ['--tiles', 'auto', '--object-size', String(objectSide)];
  const name = `${giantSide} × ${giantSide}`;
  console.log(line(`${name}, TIFF in strips`, drawn, await prelabel(place, options)));
  await sharp(striped, { limitInputPixels: false })
    .tiff({ compression: 'lzw', tile: true, tileWidth: 256, tileHeight: 256 })
    .toFile(join(place, 'tiled.tif'));
  rmSync(striped);
  console.log(line(`${name}, TIFF in tiles with LZW`, drawn, await prelabel(place, options)));
  console.log(line(`${name}, the same inside Electron`, drawn, await insideElectron(join(place, 'tiled.tif'))));
  console.log(machineLine());
  expect(readdirSync(place)).toEqual(['tiled.tif']);
});
