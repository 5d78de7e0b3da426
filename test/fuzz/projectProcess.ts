// Opens broken project files and reads all that the window, the export and the doctor ask of one: in a process of its own, since SQLite
// is native. Also restores them as backups.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cocoChunks } from '../../src/common/coco/export.ts';
import { annotationsOf } from '../../src/main/database/annotations.ts';
import { attributeDefinitions } from '../../src/main/database/attributes.ts';
import { countByCategory, listCategories } from '../../src/main/database/categories.ts';
import { checkUp } from '../../src/main/database/checkup.ts';
import { lastWholeEdit } from '../../src/main/database/editRecords.ts';
import { listImages } from '../../src/main/database/images.ts';
import { migrations } from '../../src/main/database/migrate.ts';
import { readProgress } from '../../src/main/database/progress.ts';
import { listSnapshots } from '../../src/main/database/snapshots.ts';
import { snapshotDifference } from '../../src/main/database/snapshotDiff.ts';
import { verdictsOf } from '../../src/main/database/verdicts.ts';
import { backUp, restoreBackup } from '../../src/main/project/backup.ts';
import { exportInput } from '../../src/main/project/export.ts';
import { checkProject } from '../../src/main/project/health.ts';
import { listProblems } from '../../src/main/project/problems.ts';
import {
  closeProject,
  listFolders,
  openProject,
  projectFileName,
  projectInfo,
} from '../../src/main/project/project.ts';
import { hashSnapshots } from '../../src/main/project/snapshots.ts';
import { brokenBytes, endOf } from '../support/fuzzRounds.ts';
import { serveRounds } from '../support/fuzzChild.ts';
import { mutateBinary } from '../support/mutate/bytes.ts';
import { mutatePages } from '../support/mutate/sqlite.ts';
import { makeOldProject } from '../support/oldProject.ts';
import { quickFolder } from '../support/quickFolder.ts';

const place = quickFolder('boxwright-fuzz-project-');
process.on('exit', () => rmSync(place, { recursive: true, force: true }));

/** Small, so that what is broken is met. */
async function seedOf(version: number): Promise<Uint8Array> {
  const file = path.join(place, `seed-${version}`);
  await makeOldProject(file, version, { pictures: 4, boxes: 3 });
  return new Uint8Array(readFileSync(file));
}

const newest = await seedOf(migrations.length);
const input = {
  seeds: [newest, newest, newest, await seedOf(7)],
  mutations: [mutateBinary, mutatePages, mutatePages, mutatePages],
};

type Project = Awaited<ReturnType<typeof openProject>>;

/** Every part alone, because what is damaged in one part must not hide what another does; the first failure is the answer. */
async function readParts(project: Project): Promise<unknown> {
  const { database } = project;
  const problems: Parameters<typeof exportInput>[3] = [];
  const options = { pictures: 'done', segmentation: 'empty', people: 'written' } as const;
  const parts: readonly (() => unknown)[] = [
    () => projectInfo(project),
    async () => {
      for (const { id } of await listImages(database)) {
        annotationsOf(database, id);
        verdictsOf(database, id);
      }
    },
    () => [listCategories(database), countByCategory(database), attributeDefinitions(database)],
    () => [lastWholeEdit(database), listProblems(database)],
    () => readProgress(database, 1_764_201_600_000),
    () => checkProject(project),
    () => [...cocoChunks(exportInput(database, listFolders(project), options, problems))],
    () => listSnapshots(database).map(({ id }) => snapshotDifference(database, id, 'now')),
    () => hashSnapshots(project),
    () => checkUp(database, 'look'),
  ];
  const kinds: string[] = [];
  for (const part of parts) kinds.push(await endOf(part));
  return kinds.find((kind) => kind !== 'taken') ?? 'taken';
}

async function readProject(bytes: Uint8Array, round: number): Promise<string> {
  const folder = path.join(place, 'project');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(path.join(folder, projectFileName), bytes);
  let kind: unknown = 'taken';
  const opened = await endOf(async () => {
    const project = await openProject(folder, { access: round % 2 === 0 ? 'write' : 'read' });
    try {
      kind = await readParts(project);
    } finally {
      closeProject(project);
    }
  });
  return opened === 'taken' ? String(kind) : opened;
}

/** A backup either becomes a project that can be backed up again, or nothing is left of it but a folder without a project. */
async function restore(bytes: Uint8Array): Promise<string> {
  const [file, folder, again] = ['backup', 'restored', 'again'].map((name) => path.join(place, name)) as [
    string,
    string,
    string,
  ];
  for (const old of [file, folder, again]) rmSync(old, { recursive: true, force: true });
  writeFileSync(file, bytes);
  return endOf(async () => {
    await restoreBackup(file, folder);
    await backUp(folder, again);
  });
}

await serveRounds((target, round) => {
  const bytes = brokenBytes({ name: target, ...input }, round);
  return target === 'a backup' ? restore(bytes) : readProject(bytes, round);
});
