import { execFile, execFileSync, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../../src/common/coco/evaluate.ts';
import { drawSamplePicture } from '../../src/common/sample/picture.ts';
import { buildEntries } from '../detector/builtDetector.ts';
import { serve } from '../main/project/download/server.ts';
import { mmdetectionShapes, smallSpec, torchStateFile, torchvisionFile } from '../support/checkpointFile.ts';
import { readDetections, readTruth } from '../support/evaluationInput.ts';
import { seeded } from '../support/seeded.ts';
import { describeWithShared } from '../support/shared.ts';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

let built: Awaited<ReturnType<typeof buildEntries>>;
let folder = '';
let pictures = '';
beforeAll(async () => {
  built = await buildEntries({ cli: 'src/cli/index.ts', detector: 'src/detector/index.ts' });
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-cli-'));
  pictures = path.join(folder, 'pictures');
  await mkdir(pictures);
  for (const [index, name] of ['2.png', '10.png', '1.png'].entries()) {
    const { width, height, rgb } = drawSamplePicture(3, index);
    await writeFile(
      path.join(pictures, name),
      await sharp(rgb, { raw: { width, height, channels: 3 } })
        .png()
        .toBuffer(),
    );
  }
});
afterAll(async () => {
  await built.remove();
  await rm(folder, { recursive: true, force: true });
});

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  BOXWRIGHT_HOME: path.join(folder, 'home'),
  BOXWRIGHT_PROVIDERS: 'cpu',
});

function boxwright(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: environment(), maxBuffer: 2 ** 26 };
    execFile(process.execPath, [path.join(built.folder, 'cli.js'), ...args], options, (error, out, said) => {
      resolve({ code: error === null ? 0 : (error.code as unknown as number), out, error: said });
    });
  });
}

async function json<T>(...args: string[]): Promise<T> {
  const { code, out, error } = await boxwright(...args, '--json');
  expect(error).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as T;
}

const fileJson = async <T>(name: string): Promise<T> =>
  JSON.parse(await readFile(path.join(folder, name), 'utf8')) as T;

describe('wrong usage', () => {
  it.each([
    ['an unknown command', ['paint']],
    ['no command', []],
    ['a missing argument', ['prelabel', '--out', 'x.json']],
    ['a missing option', ['prelabel', 'pictures']],
    ['an unknown option', ['doctor', '--fast']],
    ['a score over 1', ['prelabel', 'pictures', '--out', 'x.json', '--score', '1.5']],
    ['an unknown format', ['prelabel', 'pictures', '--out', 'x.json', '--format', 'yolo']],
    ['neither detections nor a model', ['evaluate', '--truth', 'x.json']],
    ['both detections and a model', ['evaluate', '--truth', 'x', '--detections', 'y', '--model', 'm', '--images', 'z']],
    ['a model without images', ['evaluate', '--truth', 'x.json', '--model', 'm']],
    ['a side that is no number', ['model', 'import', 'x.pth', '--short-side', 'small']],
  ])('ends with 2: %s', async (_, args) => {
    const { code, out, error } = await boxwright(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(error).not.toBe('');
  });

  it('is not help that was asked for', async () => {
    const { code, out } = await boxwright('prelabel', '--help');
    expect(code).toBe(0);
    expect(out).toContain('--format');
  });
});

describe('bad input', () => {
  beforeAll(async () => {
    await writeFile(path.join(folder, 'broken.json'), '{"images": [');
    await writeFile(path.join(folder, 'list.json'), '[]');
    await mkdir(path.join(folder, 'empty'), { recursive: true });
    await mkdir(path.join(folder, 'texts'), { recursive: true });
    await writeFile(path.join(folder, 'texts/a.jpg'), 'text');
    execFileSync('mkfifo', ['pipe'], { cwd: folder });
    await json('create', 'taken', '--images', 'pictures');
    await json('create', 'blank', '--images', 'empty');
  });

  it.each([
    ['a folder that is not there', ['prelabel', 'nowhere', '--out', 'x.json'], /nowhere/],
    ['a folder without pictures', ['prelabel', 'empty', '--out', 'x.json'], /no picture/],
    ['pictures that are none', ['prelabel', 'texts', '--out', 'x.json'], /could be read.*a\.jpg/],
    ['an output in no folder', ['prelabel', 'pictures', '--out', 'no/x.json'], /no folder/],
    ['an output over a pipe', ['prelabel', 'pictures', '--out', 'pipe'], /a pipe/],
    ['an output over a picture', ['prelabel', 'pictures', '--out', 'pictures/1.png'], /never written over/],
    ['an output over a project', ['prelabel', 'pictures', '--out', 'taken/project.boxwright'], /is a project/],
    ['an export over a project', ['export', 'taken', '--out', 'taken/project.boxwright'], /is a project/],
    ['a model that is not there', ['prelabel', 'pictures', '--out', 'x.json', '--model', 'none'], /fcos_r10_bccd/],
    ['a project without pictures', ['prelabel', 'blank', '--out', 'x.json'], /it has none/],
    ['a truth that is not there', ['evaluate', '--truth', 'no.json', '--detections', 'list.json'], /no\.json/],
    [
      'a truth that is cut',
      ['evaluate', '--truth', 'broken.json', '--detections', 'list.json'],
      /broken\.json.*line 1/,
    ],
    ['a truth that is a list', ['evaluate', '--truth', 'list.json', '--detections', 'list.json'], /list\.json/],
    ['a project that is not there', ['export', 'empty', '--out', 'x.json'], /no project/],
    ['pictures of a project that are not there', ['create', 'p', '--images', 'nowhere'], /nowhere/],
    ['a checkpoint that is none', ['model', 'import', 'broken.json'], /./],
    ['class names that are not there', ['model', 'import', 'broken.json', '--classes', 'no.txt'], /no\.txt/],
    ['a model to describe that is not there', ['model', 'info', 'none'], /none/],
  ])('ends with 1 and one line: %s', async (_, args, said) => {
    const { code, out, error } = await boxwright(...args);
    expect(error).toMatch(/^boxwright: [^\n]+\n$/);
    expect(error).toMatch(said);
    expect(code).toBe(1);
    expect(out).toBe('');
    const left = await readdir(folder);
    expect(left).not.toContain('x.json');
    expect(left.filter((name) => /\.(part|tmp)$/.test(name))).toEqual([]);
  });
});

/** Resolves when the process has started a process of its own; after five seconds where that cannot be seen. */
async function hasChild(pid: number): Promise<void> {
  for (let waited = 0; waited < 5000; waited += 50) {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    if (children.trim() !== '') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface Coco {
  readonly images: readonly { id: number; file_name: string; width: number; height: number }[];
  readonly categories: readonly { id: number; name: string }[];
  readonly annotations: readonly { id: number; image_id: number; category_id: number }[];
}

describe('pictures of a folder', () => {
  it('are pre-labelled as a COCO file, in natural order, and the report is one JSON document', async () => {
    const report = await json<{
      pictures: number;
      detections: number;
      model: string;
      provider: string;
      problems: unknown[];
    }>(...['prelabel', 'pictures', '--out', 'found.json']);
    expect(report).toMatchObject({ pictures: 3, model: 'starter', provider: 'cpu', problems: [] });
    const coco = await fileJson<Coco>('found.json');
    expect(coco.images.map(({ id, file_name: name }) => [id, name])).toEqual([
      [1, '1.png'],
      [2, '2.png'],
      [3, '10.png'],
    ]);
    expect(coco.categories.slice(0, 3).map(({ id, name }) => [id, name])).toEqual([
      [1, 'RBC'],
      [2, 'WBC'],
      [3, 'Platelets'],
    ]);
    expect(coco.annotations).toHaveLength(report.detections);
    expect(report.detections).toBeGreaterThan(10);
  });

  it('are pre-labelled as results, numbered from 1 with the names beside; what cannot be read is listed', async () => {
    const mixed = path.join(folder, 'mixed');
    await mkdir(mixed, { recursive: true });
    await copyFile(path.join(pictures, '1.png'), path.join(mixed, 'a 1.png'));
    await writeFile(path.join(mixed, 'a 0.png'), 'no picture');
    const report = await json<{ problems: { where: string }[] }>(
      ...['prelabel', 'mixed', '--out', 'results.json', '--format', 'results', '--score', '.5'],
    );
    expect(report.problems).toMatchObject([{ where: 'a 0.png', severity: 'error' }]);
    const rows =
      await fileJson<{ image_id: number; file_name: string; score: number; category_id: number }[]>('results.json');
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      expect(row).toMatchObject({ image_id: 2, file_name: 'a 1.png' });
      expect(row.score).toBeGreaterThan(0.5);
    }
  });

  it('leave no file and no process behind when they are interrupted', async () => {
    const many = path.join(folder, 'many');
    await mkdir(many, { recursive: true });
    const picture = await readFile(path.join(pictures, '1.png'));
    for (let index = 0; index < 300; index++) await writeFile(path.join(many, `${index}.png`), picture);
    const args = [path.join(built.folder, 'cli.js'), 'prelabel', 'many', '--out', 'many.json'];
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: environment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    await hasChild(child.pid ?? 0);
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(said).toMatch(/^boxwright: [^\n]*cancelled[^\n]*\n$/);
    expect(code).toBe(130);
    expect((await readdir(folder)).filter((name) => name.startsWith('many.') || name.includes('.tmp'))).toEqual([]);
  });
});

describe('a project', () => {
  it('is created, pre-labelled, filled from a file and exported', async () => {
    const created = await json<{ pictures: number; readable: number }>('create', 'project', '--images', 'pictures');
    expect(created).toMatchObject({ pictures: 3, readable: 3 });
    expect((await boxwright('create', 'project', '--images', 'pictures')).code).toBe(1);

    const found = await json<{ pictures: number; detections: number }>('prelabel', 'project', '--out', 'project.json');
    expect(found.pictures).toBe(3);
    expect((await fileJson<Coco>('project.json')).annotations).toHaveLength(found.detections);

    // Nobody accepted a proposal, so the export has none.
    const empty = await json<{ annotations: number; leftOut: { reason: string }[] }>(
      'export',
      'project',
      '--out',
      'empty.json',
    );
    expect(empty.annotations).toBe(0);
    expect(empty.leftOut.map(({ reason }) => reason)).toContain('proposal nobody accepted');

    const imported = await json<{ annotations: number }>('import', 'project', 'project.json');
    expect(imported.annotations).toBe(found.detections);
    const exported = await json<{ annotations: number; images: number }>('export', 'project', '--out', 'full.json');
    expect(exported).toMatchObject({ images: 3, annotations: found.detections });

    const parts = await json<{ folder: { parts: { images: number }[]; copied: number } }>(
      ...['export', 'project', '--out', 'as-yolo', '--profile', 'ultralytics', '--pictures-files', 'copy'],
      ...['--split', 'random', '--shares', '2,1', '--seed', '7'],
    );
    expect(parts.folder).toMatchObject({ copied: 3, parts: [{ images: 2 }, { images: 1 }] });
    expect(await readFile(path.join(folder, 'as-yolo', 'data.yaml'), 'utf8')).toMatch(/^train: images\/train$/m);
    const same = await boxwright('export', 'project', '--out', 'as-voc', '--format', 'yolo', '--profile', 'cvat');
    expect([same.code, same.error]).toEqual([2, expect.stringMatching(/profile cvat is written as coco/)]);
    const strange = await boxwright('export', 'project', '--out', 'x', '--format', 'yolo', '--classes', 'zebra');
    expect([strange.code, strange.error]).toEqual([1, expect.stringMatching(/no class "zebra".*It has/)]);

    const rows = await boxwright('prelabel', 'project', '--out', 'rows.json', '--format', 'results', '--score', '0.9');
    expect(rows.code).toBe(0);
    expect(rows.out).toBe('');
    expect(rows.error).toContain('3 pictures pre-labelled');
    // Every other box was imported above, so that it is said and not proposed again.
    expect(rows.error).toMatch(/warning: proposals: \d+ boxes found where a human/);
  });

  it('writes results under the numbers and names that its export has', async () => {
    const images = ['10.png', '2.png', '1.png'].map((name, index) => {
      return { id: 500 + index, file_name: name, width: 640, height: 480 };
    });
    await writeFile(path.join(folder, 'numbers.json'), JSON.stringify({ images, annotations: [], categories: [] }));
    await json('create', 'numbered', '--images', 'pictures');
    await boxwright('import', 'numbered', 'numbers.json');
    await json('prelabel', 'numbered', '--out', 'numbered.json', '--format', 'results');
    await json('export', 'numbered', '--out', 'numbered-coco.json');
    const exported = (await fileJson<{ images: { id: number; file_name: string }[] }>('numbered-coco.json')).images;
    expect(exported.map(({ id }) => id).sort()).toEqual([500, 501, 502]);
    const named = new Map(exported.map(({ id, file_name }) => [id, file_name]));
    const rows = await fileJson<{ image_id: number; file_name: string }[]>('numbered.json');
    expect(new Set(rows.map(({ image_id }) => image_id)).size).toBe(3);
    for (const { image_id, file_name } of rows) expect(named.get(image_id)).toBe(file_name);
  });
});

describe('models', () => {
  it('are listed and described for people and for programs', async () => {
    const list = await json<{ models: { id: string; AP50: number }[] }>('model', 'list');
    expect(list.models.map(({ id }) => id)).toEqual(['fcos_r10_bccd', 'starter']);
    expect(list.models[0]).toMatchObject({ AP50: 0.881 });
    expect((await boxwright('model', 'list')).out).toContain('fcos_r10_bccd');
    expect(await json('model', 'info', 'fcos_r10_bccd')).toMatchObject({
      classes: ['RBC', 'WBC', 'Platelets'],
      origin: 'embedded',
      spec: { detection: { scoreThreshold: 0.2 } },
    });
    expect((await boxwright('model', 'info', 'fcos_r10_bccd')).out).toContain('5,300,808');
  });

  it('run as the doctor says, with a reason for what does not', async () => {
    const report = await json<{
      model: { ok: true; value: { provider: string; attempts: unknown[] } };
      sqlite: { ok: boolean };
    }>('doctor');
    expect(report.model.value).toMatchObject({ provider: 'cpu', attempts: [{ provider: 'cpu', ok: true }] });
    expect(report.sqlite.ok).toBe(true);
    expect((await boxwright('doctor')).out).toContain('runs on');
  });
});

describe('the evaluation of files larger than one read', () => {
  const rows = 40_000;
  const random = seeded(7);
  const annotations = Array.from({ length: rows }, (_, index) => {
    const bbox = [random() * 500, random() * 400, 8 + random() * 90, 8 + random() * 90];
    return { id: index + 1, image_id: 1 + (index % 400), category_id: 1 + (index % 5), bbox };
  });
  const found = annotations.map(({ id: _, ...row }) => ({ ...row, score: random() }));
  const truth = {
    annotations,
    images: Array.from({ length: 400 }, (_, index) => ({ id: index + 1, file_name: `${index}.jpg` })),
    categories: [1, 2, 3, 4, 5].map((id) => ({ id, name: `c${id}` })),
  };
  beforeAll(() => writeFile(path.join(folder, 'large.json'), JSON.stringify(truth)));

  it('comes to the figures of the same boxes in memory', async () => {
    await writeFile(path.join(folder, 'found.json'), JSON.stringify(found));
    expect((await stat(path.join(folder, 'found.json'))).size).toBeGreaterThan(4 * 1024 * 1024);
    const told = await json<object>('evaluate', '--truth', 'large.json', '--detections', 'found.json');
    const read = readTruth(truth);
    if (!read.ok) throw new Error(read.failure.message);
    const detections = readDetections(found, read.value);
    if (!detections.ok) throw new Error(detections.failure.message);
    const { stats, bestScore } = evaluate(read.value, detections.value);
    expect(stats.AP).toBeGreaterThan(0.9);
    expect(told).toMatchObject({ stats, best_score: bestScore, images: 400, detections: rows });
  });

  it.each([
    ['a row that is none', JSON.stringify([...found, 5]), /bad\.json: detections\[40000\] is 5, not an object/],
    [
      'a list that is cut',
      JSON.stringify(found).slice(0, -40),
      /bad\.json: The file is not JSON\. line 1, column \d{7}/,
    ],
    ['a truth for detections', JSON.stringify(truth), /bad\.json: .*looks like an instances file/],
  ])('ends with 1 and one line that names the place: %s', async (_, text, said) => {
    await writeFile(path.join(folder, 'bad.json'), text);
    const { code, out, error } = await boxwright('evaluate', '--truth', 'large.json', '--detections', 'bad.json');
    expect(error).toMatch(/^boxwright: [^\n]+\n$/);
    expect(error).toMatch(said);
    expect([code, out]).toEqual([1, '']);
  });
});

describeWithShared('the evaluation', (shared) => {
  const bccd = path.join(shared, 'data/bccd');
  const truth = path.join(bccd, 'annotations/instances_test.json');
  interface Figures {
    readonly stats: Readonly<Record<string, number>>;
    readonly per_category: Readonly<Record<string, { AP: number; AP50: number; AR100: number }>>;
  }

  it('reaches the card’s AP50 on the test pictures, by file and by model', async () => {
    const test = path.join(folder, 'bccd');
    await mkdir(test, { recursive: true });
    const { images } = JSON.parse(await readFile(truth, 'utf8')) as Coco;
    for (const { file_name: name } of images) await copyFile(path.join(bccd, 'images', name), path.join(test, name));
    const bloodCells = ['--model', 'fcos_r10_bccd', '--score', '0.02'];
    await json('prelabel', 'bccd', '--out', 'bccd.json', '--format', 'results', ...bloodCells);
    const byFile = await json<Figures>('evaluate', '--truth', truth, '--detections', 'bccd.json');
    expect(Math.abs((byFile.stats['AP50'] ?? 0) - 0.881)).toBeLessThanOrEqual(0.01);
    expect(Object.keys(byFile.stats)).toEqual([
      'AP',
      'AP50',
      'AP75',
      'APs',
      'APm',
      'APl',
      'AR1',
      'AR10',
      'AR100',
      'ARs',
      'ARm',
      'ARl',
    ]);
    const byModel = await json<Figures>(
      'evaluate',
      '--truth',
      truth,
      '--model',
      'fcos_r10_bccd',
      '--images',
      path.join(bccd, 'images'),
    );
    for (const [name, value] of Object.entries(byFile.stats)) expect(byModel.stats[name]).toBeCloseTo(value, 6);
    expect(Object.keys(byModel.per_category)).toEqual(['1', '2', '3']);
    // With the truth given, results carry the truth's own ids and need no names.
    await json(
      'prelabel',
      path.join(bccd, 'images'),
      '--truth',
      truth,
      '--out',
      'ids.json',
      '--format',
      'results',
      ...bloodCells,
    );
    const rows = await fileJson<{ image_id: number; file_name?: string }[]>('ids.json');
    expect(rows[0]?.image_id).toBe(images[0]?.id);
    expect(rows[0]?.file_name).toBeUndefined();
    const byIds = await json<Figures>('evaluate', '--truth', truth, '--detections', 'ids.json');
    expect(byIds.stats['AP']).toBeCloseTo(byFile.stats['AP'] ?? 0, 6);
  });

  it('prints pycocotools’ layout', async () => {
    const text = await boxwright('evaluate', '--truth', truth, '--detections', 'bccd.json');
    expect(text.out).toContain(' Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.881');
    expect(text.code).toBe(0);
  });

  it('names a model’s classes by index when it has no names, in results too', async () => {
    const checkpoint = path.join(shared, 'weights/fcos_r10_bccd.pth');
    const named = await json<{ model: { id: string }; classes: string[] }>(
      ...['model', 'import', checkpoint, '--name', 'No names', '--short-side', '240', '--long-side', '320'],
    );
    expect(named.classes).toEqual(['0', '1', '2']);
    await json('prelabel', 'pictures', '--model', 'No names', '--out', 'unnamed.json', '--format', 'results');
    const labels = new Set(
      (await fileJson<{ category_id: number }[]>('unnamed.json')).map(({ category_id: id }) => id),
    );
    expect([...labels].sort()).toEqual([0, 1, 2]);
    await json('prelabel', 'pictures', '--model', named.model.id, '--out', 'unnamed-coco.json');
    expect((await fileJson<Coco>('unnamed-coco.json')).categories.map(({ id, name }) => [id, name])).toEqual([
      [1, '0'],
      [2, '1'],
      [3, '2'],
    ]);
    await writeFile(path.join(folder, 'names.txt'), 'RBC\nWBC\nPlatelets\n');
    const classes = await json<{ classes: string[] }>('model', 'import', checkpoint, '--classes', 'names.txt');
    expect(classes.classes).toEqual(['RBC', 'WBC', 'Platelets']);
    expect((await json<{ models: unknown[] }>('model', 'list')).models).toHaveLength(4);
  });
});

describe('models from checkpoints', () => {
  it('says on a dry run what a file is, and makes nothing of it', async () => {
    await writeFile(path.join(folder, 'mm.pth'), torchStateFile(mmdetectionShapes(smallSpec(80))));
    const before = await json<{ models: unknown[] }>('model', 'list');
    const { out, code } = await boxwright('model', 'import', 'mm.pth', '--dry-run', '--colours', 'rgb');
    expect(code).toBe(0);
    expect(out).toContain('names as in  mmdetection');
    expect(out).toContain('80, without names; as many as COCO has (--classes coco)');
    expect(out).toContain('(--distances relu-stride or exponential-stride changes it)');
    expect(out).toContain('given: pictures come as RGB');
    expect(out).toContain('It can be imported.');
    expect(await json('model', 'list')).toEqual(before);
    const document = await json<{ kind: string; ways: unknown[] }>('model', 'import', 'mm.pth', '--dry-run');
    expect(document).toMatchObject({ kind: 'checkpoint', outputs: 80, missing: [] });
  });

  it('lists official weights, downloads one, checks and imports it, and keeps nothing else', async () => {
    const { weights } = await json<{ weights: { id: string; downloaded: boolean }[] }>('model', 'catalogue');
    expect(weights.every(({ downloaded }) => !downloaded)).toBe(true);
    const server = await serve(torchvisionFile(smallSpec(80)));
    const from = ['--from', server.address, '--proxy', 'none'];
    const imported = await boxwright('model', 'download', 'fcos-r50-1x', ...from);
    expect(imported.error).toContain('there is no published checksum');
    expect(imported.error).toContain('Licence of the code: BSD-2-Clause');
    const { classes, spec } = await json<{ classes: string[]; spec: unknown }>('model', 'info', imported.out.trim());
    expect(classes[79]).toBe('toothbrush');
    expect(spec).toMatchObject({ conventions: { regression: 'exponential' }, head: { centreness: 'class' } });
    await server.close();
    expect(await readdir(path.join(folder, 'home/downloads'))).toEqual(['project.lock']);
  });

  it('does not import official weights that are not the published ones, or cannot be reached', async () => {
    const server = await serve(torchvisionFile(smallSpec(80)));
    const from = ['--from', server.address, '--proxy', 'none'];
    const wrong = await boxwright('model', 'download', 'torchvision-r50', ...from);
    expect(wrong.code).toBe(1);
    expect(wrong.error).toContain('and the published one has 129612099. It was not fetched.');
    await server.close();
    const away = await boxwright('model', 'download', 'fcos-r50-1x', ...from);
    expect(away.error).toContain('127.0.0.1 could not be reached');
    expect(await readdir(path.join(folder, 'home/downloads'))).toEqual(['project.lock']);
  });
});
