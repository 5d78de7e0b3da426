// Answers exports: a job, done by the clerk; the pictures lane draws upright copies before. And what an export would take, and the
// exports that were.
import { clipboard, shell } from 'electron';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Handlers } from '../../common/contract.ts';
import type { PastExport, ShownExport } from '../../common/exportLog.ts';
import type { CocoExportWish, FolderExportWish } from '../../common/exportWish.ts';
import { boxes, pictures } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { ExportReport } from '../../common/records.ts';
import { fail } from '../../common/result.ts';
import type { Snapshot } from '../../common/snapshots.ts';
import { asJob } from '../asJob.ts';
import { runTask } from '../clerk/runTask.ts';
import { snapshotById } from '../database/snapshots.ts';
import { untilWritable, whileWritersWait } from '../database/writeGate.ts';
import type { JobReport } from '../jobs.ts';
import { log } from '../log.ts';
import { entryOf, noteExport, readExportLog, withPresence } from '../project/exportLog.ts';
import type { UprightCopies } from '../project/exportPictures.ts';
import { checkFolderTarget } from '../project/exportTarget.ts';
import type { Project } from '../project/project.ts';
import { forgetUnused, takeSnapshot } from '../project/snapshots.ts';
import { withUprightCopies } from '../project/uprightCopies.ts';
import type { Workspace } from '../workspace.ts';
import type { Dialogs } from './dialogs.ts';
import { latest } from './latest.ts';

type Names =
  'export/coco' | 'export/folder' | 'export/count' | 'exports/list' | 'exports/show' | 'exports/copy-snippet';

const cocoFiles = () => [{ name: t('COCO instances'), extensions: ['json'] }];

export function exportHandlers(workspace: Workspace, dialogs: Dialogs): Pick<Handlers, Names> {
  const counting = latest();
  /** Of projects that cannot be written, by folder, newest first: remembered while the program runs. */
  const unwritten = new Map<string, readonly PastExport[]>();

  async function all(folder = workspace.project.folder): Promise<readonly PastExport[]> {
    return [...(unwritten.get(folder) ?? []), ...(await readExportLog(folder))];
  }

  async function one(id: number): Promise<PastExport> {
    const found = (await all()).find((entry) => entry.id === id);
    return found ?? fail('not-found', t('This export is not remembered any more.'));
  }

  /** What the export wrote is there, whatever becomes of its entry. */
  async function note(project: Project, done: Omit<PastExport, 'id' | 'problems'>): Promise<ShownExport> {
    const { folder, readOnly } = project;
    let entry: PastExport | undefined;
    if (!readOnly)
      entry = await noteExport(folder, done).catch((caught: unknown) => {
        log('warning', `the export is not in the list of exports: ${String(caught)}`);
        return undefined;
      });
    if (entry === undefined) {
      const before = await all(folder);
      entry = entryOf(done, 1 + Math.max(0, ...before.map(({ id }) => id)));
      unwritten.set(folder, [entry, ...(unwritten.get(folder) ?? [])]);
    }
    return { ...entry, isThere: true };
  }

  return {
    'export/coco': async (wish) => {
      const { project } = workspace;
      const file = await dialogs.save(
        titleOf(wish) ?? t('Export COCO'),
        join(project.folder, proposedFile(project, wish)),
        cocoFiles(),
      );
      if (file === undefined) return null;
      const report = await fileAsJob(workspace, file, wish);
      return note(project, { made: Date.now(), format: 'coco', report });
    },
    'export/folder': async (wish) => {
      const { project } = workspace;
      const proposal = join(project.folder, `export-${wish.profile ?? wish.format}`);
      const folder = await dialogs.save(titleOf(wish) ?? t('Export into a folder'), proposal, []);
      if (folder === undefined) return null;
      const report = await folderAsJob(workspace, folder, wish);
      const { format, profile } = wish;
      return note(project, { made: Date.now(), format, ...(profile !== undefined && { profile }), report });
    },
    'export/count': (wish) => {
      const { folder } = workspace.project;
      return counting((signal) => runTask('export/count', { project: folder, wish }, { signal }));
    },
    'exports/list': async () => withPresence(await all()),
    'exports/show': async ({ id }) => {
      const { location } = (await one(id)).report;
      if (!existsSync(location)) fail('not-found', t('{location} is not there any more.', { location }));
      shell.showItemInFolder(location);
      return {};
    },
    'exports/copy-snippet': async ({ id }) => {
      const text = (await one(id)).report.folder?.snippet?.text;
      if (text === undefined) return fail('not-found', t('This export has no text to copy.'));
      await clipboard.writeText(text);
      return {};
    },
  };
}

function fileAsJob(workspace: Workspace, file: string, wish: CocoExportWish): Promise<ExportReport> {
  const { project } = workspace;
  return pinned(workspace, file, wish, (snapshot, { signal, progress }) => {
    const options = { ...wish, file, ...(snapshot !== undefined && { snapshot }) };
    return runTask('export/coco', { project: project.folder, options }, { signal, onProgress: progress });
  });
}

async function folderAsJob(workspace: Workspace, folder: string, wish: FolderExportWish): Promise<ExportReport> {
  const { project } = workspace;
  // A wrong place is said before copies are drawn for it.
  await checkFolderTarget(project, folder);
  const { upright: wanted, ...rest } = wish;
  return pinned(workspace, folder, wish, async (snapshot, { signal, progress }) => {
    const write = (upright: UprightCopies): Promise<ExportReport> =>
      runTask(
        'export/folder',
        { project: project.folder, options: { ...rest, folder, upright, ...(snapshot !== undefined && { snapshot }) } },
        { signal, onProgress: progress },
      );
    // A snapshot's verdicts are not those of now: copies are drawn for all, and what is not used goes.
    const turned = wish.snapshot === undefined ? wish.pictures : 'all';
    const place = { pictures: turned, target: folder, pixelLimit: workspace.settings.pixelLimit, signal };
    return wanted === 'turned' && wish.pictureFiles !== 'leave'
      ? withUprightCopies(project, workspace.pictures, place, async (copies, problems) => {
          const written = await write(copies);
          return { ...written, problems: [...problems, ...written.problems] };
        })
      : write(new Map());
  });
}

function titleOf({ snapshot: id }: CocoExportWish): string | undefined {
  return id === undefined ? undefined : t('Export snapshot {id}', { id });
}

/** The file of a snapshot is called as the one that it was made for. */
function proposedFile({ database }: Project, { snapshot: id }: CocoExportWish): string {
  if (id === undefined) return 'instances.json';
  const { name } = snapshotById(database, id);
  return name?.endsWith('.json') === true ? name : `snapshot-${id}.json`;
}

/** Main is the only writer: it pins what the clerk reads. A snapshot that is asked for is pinned already. */
function pinned(
  workspace: Workspace,
  location: string,
  { snapshot: asked }: Pick<CocoExportWish, 'snapshot'>,
  work: (snapshot: number | undefined, told: Pick<JobReport, 'signal' | 'progress'>) => Promise<ExportReport>,
): Promise<ExportReport> {
  const { project } = workspace;
  return asJob(workspace, 'export', async ({ progress, problem, signal }) => {
    if (asked === undefined) await untilWritable(project.database);
    const taken =
      asked === undefined ? takeSnapshot(project, { reason: 'export', name: basename(location) }) : undefined;
    const report = await work(asked ?? taken?.id, { signal, progress }).catch(async (caught: unknown) => {
      if (taken !== undefined) await takeBack(project, taken);
      throw caught;
    });
    report.problems.forEach(problem);
    const counts = { boxes: boxes(report.annotations), pictures: pictures(report.images) };
    return { value: report, said: t('{boxes} of {pictures} exported.', counts) };
  });
}

/** Of an export that was not made. When that fails too, the snapshot stays in the list, where it can be forgotten by hand. */
async function takeBack(project: Project, taken: Snapshot): Promise<void> {
  const { folder, database } = project;
  const forget = (id: number): Promise<unknown> => runTask('snapshots/forget', { project: folder, id });
  await whileWritersWait(database, () => forgetUnused(project, taken, forget)).catch((caught: unknown) => {
    log('warning', `the snapshot of an export that was not made stays: ${String(caught)}`);
  });
}
