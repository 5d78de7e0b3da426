// boxwright train with its real processes: COCO files in, a model and its card out; Ctrl-C keeps what was learnt.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCard } from '../../src/common/model/card.ts';
import { sampleClasses } from '../../src/common/sample/cells.ts';
import { drawSamplePicture } from '../../src/common/sample/picture.ts';
import { buildEntries } from '../detector/builtDetector.ts';

const count = 6;
const patient = 600_000;
let built: Awaited<ReturnType<typeof buildEntries>>;
let folder = '';

beforeAll(async () => {
  built = await buildEntries({ cli: 'src/cli/index.ts', detector: 'src/detector/index.ts' });
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-train-'));
  await mkdir(path.join(folder, 'pictures'));
  const images: object[] = [];
  const annotations: object[] = [];
  for (let index = 0; index < count; index++) {
    const { width, height, rgb, truth } = drawSamplePicture(3, index);
    const name = `${index}.png`;
    const picture = sharp(rgb, { raw: { width, height, channels: 3 } }).png();
    await writeFile(path.join(folder, 'pictures', name), await picture.toBuffer());
    images.push({ id: index + 1, file_name: name, width, height });
    for (const { label, box } of truth) {
      const bbox = [box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1];
      const area = (bbox[2] ?? 0) * (bbox[3] ?? 0);
      const own = { id: annotations.length + 1, image_id: index + 1, category_id: label + 1 };
      annotations.push({ ...own, bbox, area, iscrowd: 0 });
    }
  }
  const categories = sampleClasses.map((name, index) => ({ id: index + 1, name }));
  await writeFile(path.join(folder, 'train.json'), JSON.stringify({ images, annotations, categories }));
}, patient);

afterAll(async () => {
  await built.remove();
  await rm(folder, { recursive: true, force: true });
});

const data = ['train', '--data', 'train.json', '--images', 'pictures', '--pixels', '64'];
const options = () => ({ cwd: folder, env: { ...process.env, BOXWRIGHT_HOME: path.join(folder, 'home') } });
const cli = () => path.join(built.folder, 'cli.js');

function boxwright(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli(), ...args], options(), (error, out, said) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, error: said });
    });
  });
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 100));
}

async function cardOf(out: string) {
  const card = readCard(JSON.parse(await readFile(path.join(folder, out, 'model.json'), 'utf8')));
  if (!card.ok) throw new Error(card.failure.message);
  return card.value;
}

it(
  'starts from the starter, holds pictures out, and leaves a model with its card and nothing else of the run',
  async () => {
    const { code, out, error } = await boxwright(...data, '--epochs', '2', '--out', 'learnt', '--json');
    expect([code, error]).toEqual([0, expect.stringContaining('from starter')]);
    expect(JSON.parse(out)).toMatchObject({ end: 'finished', plan: { size: 'nano', from: { id: 'starter' } } });
    expect((await readdir(path.join(folder, 'learnt'))).sort()).toEqual(['history.jsonl', 'model.json', 'model.onnx']);
    const card = await cardOf('learnt');
    expect(card).toMatchObject({ classes: sampleClasses, training: { from: 'starter', pictures: 5, pixels: 64 } });
  },
  patient,
);

it(
  'stops at Ctrl-C with the weights it has',
  async () => {
    const args = [cli(), ...data, '--size', 'nano', '--minutes', '60', '--out', 'stopped'];
    const child = spawn(process.execPath, args, { ...options(), stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    let isStopped = false;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (isStopped || !said.includes('pictures a second')) return;
      isStopped = true;
      child.kill('SIGINT');
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, said]).toEqual([0, expect.stringContaining('stopped after')]);
    expect(await cardOf('stopped')).toMatchObject({ training: { end: 'stopped', size: 'nano' } });
  },
  patient,
);

it(
  'goes on with a run that was killed, and refuses to with other options',
  async () => {
    const command = [...data, '--size', 'nano', '--minutes', '60', '--out', 'killed'];
    const child = spawn(process.execPath, [cli(), ...command], { ...options(), stdio: 'ignore', detached: true });
    const last = path.join(folder, 'killed', '.run', 'last.safetensors');
    await until(() => existsSync(last));
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await new Promise((resolve) => child.on('close', resolve));

    const other = await boxwright(...command, '--seed', '2');
    expect([other.code, other.error]).toEqual([1, expect.stringContaining('unfinished run')]);
    const again = spawn(process.execPath, [cli(), ...command], { ...options(), stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    again.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (!said.includes('pictures a second') && (said + text).includes('pictures a second')) again.kill('SIGINT');
      said += text;
    });
    expect(await new Promise((resolve) => again.on('close', resolve))).toBe(0);
    expect(said).toContain('going on with the run');
    // The first report counts the updates of both: it was saved after half a minute of learning.
    const { training } = await cardOf('killed');
    expect(training?.end).toBe('stopped');
    expect(training?.seconds).toBeGreaterThan(30);
    expect((await readdir(path.join(folder, 'killed'))).sort()).toEqual(['history.jsonl', 'model.json', 'model.onnx']);
  },
  patient,
);

it(
  'says when a provider cannot run the network, and learns on the processor',
  async () => {
    // No build of ONNX Runtime brings this one here.
    const provider = process.platform === 'win32' ? 'coreml' : 'dml';
    const { code, error } = await boxwright(...data, '--epochs', '1', '--provider', provider, '--out', 'fallback');
    expect([code, error]).toEqual([0, expect.stringContaining(`${provider} cannot run this network`)]);
    expect(await cardOf('fallback')).toMatchObject({ training: { end: 'finished' } });
  },
  patient,
);

it.each([
  ['a size for a model that brings its network', [...data, '--from', 'starter', '--size', 'small', '--out', 'x']],
  ['no data', ['train', '--out', 'x']],
  ['pixels that are no multiple of 32', ['train', 'p', '--pixels', '100', '--out', 'x']],
])('%s is wrong usage', async (_, args) => {
  expect((await boxwright(...args)).code).toBe(2);
});
