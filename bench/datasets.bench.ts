// Data sets of train2017's size: import, open again, filters, import → export. BOXWRIGHT_BENCH_SIZE=0.1 takes a tenth of it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listBoxes } from '../src/main/database/boxList.ts';
import { listImages } from '../src/main/database/images.ts';
import { imagesWithClass } from '../src/main/database/progress.ts';
import { exportCoco } from '../src/main/project/export.ts';
import { closeProject, createProject, openProject, projectInfo } from '../src/main/project/project.ts';
import { buildEntries } from '../test/detector/builtDetector.ts';
import { bigPictures, writeBigCoco } from './bigCoco.ts';
import { cocoDigest } from './cocoDigest.ts';
import { machineLine } from './machine.ts';

const size = Number(process.env['BOXWRIGHT_BENCH_SIZE'] ?? 1);
const options = { pictures: Math.round(118_287 * size), annotations: Math.round(860_001 * size) };
const place = mkdtempSync(path.join(tmpdir(), 'boxwright-datasets-'));
const folder = path.join(place, 'project');
const file = path.join(place, 'instances.json');
let built: Awaited<ReturnType<typeof buildEntries>>;

function say(line: string): void {
  console.log(line);
}

async function seconds<T>(work: () => T | Promise<T>): Promise<readonly [T, number]> {
  const start = performance.now();
  const value = await work();
  return [value, (performance.now() - start) / 1000];
}

beforeAll(async () => {
  built = await buildEntries({ clerk: 'src/main/clerk/index.ts', importer: 'bench/importProcess.ts' });
  say(machineLine());
  const bytes = writeBigCoco(file, options);
  say(
    `a file of ${(bytes / 2 ** 20).toFixed(0)} MiB, ${options.pictures} pictures, ${options.annotations} annotations`,
  );
  const project = await createProject(folder, { model: 'none' });
  project.database.transaction(() => {
    project.database.run("INSERT INTO folders (path, added) VALUES (:place, '2026-11-27')", { place });
    project.database.runEach(
      'INSERT INTO images (folder, name, position, coco_id, width, height) VALUES (1, ?, ?, ?, ?, ?)',
      (function* () {
        let position = 0;
        for (const { name, width, height } of bigPictures(options)) {
          position += 1;
          yield [name, position, position, width, height];
        }
      })(),
    );
  });
  closeProject(project);
});
afterAll(async () => {
  await built.remove();
  rmSync(place, { recursive: true, force: true });
});

interface Measured {
  readonly read: number;
  readonly taken: number;
  readonly annotations: number;
  readonly peak: number;
  readonly standstill: number;
  readonly cpu: number;
}

describe('a data set of train2017’s size', () => {
  it('is imported: goal under 60 s, under 700 MB', async () => {
    const [, bare] = await seconds(() => {
      // A file over 512 MiB has no text of its own.
      if (statSync(file).size < 536_870_888) JSON.parse(readFileSync(file, 'utf8'));
    });
    const args = [path.join(built.folder, 'importer.js'), folder, file, path.join(built.folder, 'clerk.js')];
    const text = execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
    const measured = JSON.parse(text.trim().split('\n').at(-1) ?? '') as Measured;
    const { read, taken, peak, standstill, cpu } = measured;
    say(machineLine());
    say(`bare readFile + JSON.parse: ${bare.toFixed(1)} s`);
    say(
      `import: ${(read + taken).toFixed(1)} s (read ${read.toFixed(1)}, take ${taken.toFixed(1)}), ${cpu.toFixed(1)} s of processors, ` +
        `${((read + taken) / bare).toFixed(1)} × bare; peak ${peak.toFixed(0)} MB; main stood still for ${standstill.toFixed(0)} ms at most`,
    );
    expect(measured.annotations).toBe(options.annotations);
  });

  it('opens again: goal under 2 s; filters: goal under 200 ms', async () => {
    const [project, opened] = await seconds(() => openProject(folder, { access: 'write' }));
    const { database } = project;
    const [, info] = await seconds(() => projectInfo(project));
    const [images, listed] = await seconds(() => listImages(database));
    say(
      `open ${opened.toFixed(2)} s, info ${info.toFixed(3)} s, list of ${images.length} pictures ${listed.toFixed(2)} s`,
    );
    const filter = { classes: 'all', sources: ['human'], score: { from: 0, to: 1 }, side: { from: 0 } } as const;
    const times: string[] = [];
    const reads: readonly (readonly [string, () => unknown])[] = [
      ['pictures with class 1', () => imagesWithClass(project.database, 1)],
      ['boxes, first page', () => listBoxes(database, filter, 'picture')],
      ['boxes of class 3', () => listBoxes(database, { ...filter, classes: [3] }, 'size-down')],
      ['boxes by size', () => listBoxes(database, filter, 'size-up')],
      ['boxes by class', () => listBoxes(database, filter, 'class')],
    ];
    for (const [name, work] of reads) {
      const [, first] = await seconds(work);
      const [, again] = await seconds(work);
      times.push(`${name} ${(first * 1000).toFixed(0)} ms (again ${(again * 1000).toFixed(0)})`);
    }
    say(`filters: ${times.join('; ')}`);
    expect(images).toHaveLength(options.pictures);
    closeProject(project);
  });

  it('goes out again with every id, box, area, segmentation, crowd and unknown key', async () => {
    const project = await openProject(folder, { access: 'write' });
    const out = path.join(place, 'out.json');
    const [, took] = await seconds(() => exportCoco(project, { file: out, pictures: 'all', segmentation: 'empty' }));
    closeProject(project);
    say(`export: ${took.toFixed(1)} s`);
    const [before, after] = [await cocoDigest(file), await cocoDigest(out)];
    expect(after).toEqual(before);
  });
});
