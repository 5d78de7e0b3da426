// The clerk does a task in a thread of its own: outcome, progress, failure in words, cancel. It is bundled as it ships.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/common/result.ts';
import { runTask } from '../../../src/main/clerk/runTask.ts';
import { addFolder } from '../../../src/main/project/folders.ts';
import { closeProject, createProject } from '../../../src/main/project/project.ts';
import { buildEntries } from '../../detector/builtDetector.ts';

const place = mkdtempSync(path.join(tmpdir(), 'boxwright-clerk-'));
const folder = path.join(place, 'project');
let built: Awaited<ReturnType<typeof buildEntries>>;
let entry = '';

beforeAll(async () => {
  built = await buildEntries({ clerk: 'src/main/clerk/index.ts' });
  entry = path.join(built.folder, 'clerk.js');
  const project = await createProject(folder, { model: 'none' });
  const { database } = project;
  addFolder(project, place);
  database.transaction(() => {
    for (let image = 1; image <= 3000; image += 1) {
      database.run(
        `INSERT INTO images (folder, name, position, coco_id, width, height) VALUES (1, :name, :image, :image, 10, 10)`,
        { name: `${image}.jpg`, image },
      );
    }
  });
  closeProject(project);
});
afterAll(async () => {
  await built.remove();
  rmSync(place, { recursive: true, force: true });
});

const wishFor = (file: string) => ({
  project: folder,
  options: { file: path.join(place, file), pictures: 'all', segmentation: 'empty' } as const,
});

describe('the clerk', () => {
  it('writes an export, tells how far it is, and says the outcome', async () => {
    const told: number[] = [];
    const report = await runTask('export/coco', wishFor('all.json'), { entry, onProgress: (done) => told.push(done) });
    expect(report.images).toBe(3000);
    expect(JSON.parse(readFileSync(report.location, 'utf8'))).toMatchObject({ images: { length: 3000 } });
    expect(told.at(-1)).toBe(3000);
  });

  it('writes a folder in another format', async () => {
    const options = {
      folder: path.join(folder, 'as-via'),
      format: 'via',
      pictures: 'all',
      segmentation: 'empty',
      pictureFiles: 'leave',
      split: { kind: 'random', shares: { train: 2, val: 1, test: 0 }, seed: 1, stratify: 'by-class', group: 'none' },
    } as const;
    const report = await runTask('export/folder', { project: folder, options }, { entry });
    expect(report).toMatchObject({ images: 3000, folder: { parts: [{ images: 2000 }, { images: 1000 }] } });
  });

  it('says a failure in the words of the task', async () => {
    const failing = runTask('export/coco', wishFor('absent/all.json'), { entry });
    await expect(failing).rejects.toThrow(FailureError);
    await expect(failing).rejects.toThrow(/no folder .*absent/);
  });

  it('stops when it is told to, and leaves nothing behind', async () => {
    const signal = AbortSignal.abort();
    await expect(runTask('export/coco', wishFor('never.json'), { entry, signal })).rejects.toThrow(/cancelled/);
    expect(() => readFileSync(path.join(place, 'never.json'))).toThrow(/ENOENT/);
  });
});
