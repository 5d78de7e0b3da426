// An export into a folder that is killed, and one on a disk that fills up: what was there stays, and the next export cleans up.
import { execFileSync, fork } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../../src/common/result.ts';
import { exportCoco } from '../../../src/main/project/export.ts';
import { exportFolder } from '../../../src/main/project/exportFolder.ts';
import type { Project } from '../../../src/main/project/project.ts';
import { buildEntries } from '../../detector/builtDetector.ts';
import { fillProject } from '../database/projectFixture.ts';
import { makePlace, type Place } from './lanes.ts';

let built: Awaited<ReturnType<typeof buildEntries>>;
let place: Place;
let project: Project;
beforeAll(async () => {
  built = await buildEntries({ cli: 'src/cli/index.ts' });
});
afterAll(() => built.remove());
beforeEach(async () => {
  place = makePlace();
  project = await place.project();
  fillProject(project.database, place.folder, 3);
  project.database.exec(
    `WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
     INSERT INTO images (folder, name, position, coco_id, width, height) SELECT 1, 'p' || i || '.jpg', i, i, 640, 480 FROM n;
     INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, created, changed)
     SELECT id, id, 1, 1, 1, 20, 20, 'drawn', 1, 1 FROM images`,
  );
});
afterEach(() => {
  place.remove();
});

const wish = (folder: string) =>
  ({
    folder,
    format: 'yolo',
    pictures: 'all',
    segmentation: 'empty',
    pictureFiles: 'leave',
    split: { kind: 'none' },
  }) as const;
const hidden = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('.boxwright'));
const manifest = (folder: string): string => readFileSync(path.join(folder, 'boxwright-export.json'), 'utf8');

describe('an export that is killed', () => {
  it('leaves the earlier one whole, and the next one sweeps up what it left', { timeout: 60_000 }, async () => {
    const out = path.join(place.folder, 'out');
    await exportFolder(project, wish(out));
    const before = [manifest(out), readdirSync(path.join(out, 'labels')).length];
    const args = ['export', project.folder, '--out', out, '--format', 'yolo'];
    const child = fork(path.join(built.folder, 'cli.js'), args, { stdio: 'ignore' });
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
    while (hidden(place.folder).length === 0 && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 2));
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    expect(hidden(place.folder)).toHaveLength(1);
    expect([manifest(out), readdirSync(path.join(out, 'labels')).length]).toEqual(before);
    await exportFolder(project, wish(out));
    expect(hidden(place.folder)).toEqual([]);
    expect([manifest(out), readdirSync(path.join(out, 'labels')).length]).toEqual(before);
  });
});

/** Only root may mount; a small file system in memory is the one honest full disk. */
function mountSmall(folder: string): boolean {
  mkdirSync(folder);
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a disk that fills up', () => {
  it('is said, and neither a file nor a folder stays behind', async ({ skip }) => {
    const small = path.join(place.folder, 'small');
    if (!mountSmall(small)) skip('no small disk can be mounted here');
    try {
      const messageOf = (work: Promise<unknown>): Promise<string> =>
        work.then(
          () => 'done',
          (caught: unknown) => `${failureOf(caught).kind}: ${failureOf(caught).message}`,
        );
      const file = path.join(small, 'out.json');
      expect(await messageOf(exportCoco(project, { file, pictures: 'all', segmentation: 'empty' }))).toMatch(
        /^disk: The disk is full/,
      );
      expect(await messageOf(exportFolder(project, wish(path.join(small, 'out'))))).toMatch(/^disk: The disk is full/);
      expect(readdirSync(small)).toEqual([]);
    } finally {
      execFileSync('umount', [small]);
    }
  });
});
