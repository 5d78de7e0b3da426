// Answers what concerns snapshots and backups. What reads or writes much is the clerk's, as a job.
import { basename, dirname, join } from 'node:path';
import type { Handlers } from '../../common/contract.ts';
import { t } from '../../common/messages/t.ts';
import type { ProjectInfo } from '../../common/records.ts';
import { fail } from '../../common/result.ts';
import type { Backup, RestoredSnapshot, Snapshot } from '../../common/snapshots.ts';
import { asJob } from '../asJob.ts';
import { runTask } from '../clerk/runTask.ts';
import { whileWritersWait } from '../database/writeGate.ts';
import { listSnapshots, renameSnapshot, snapshotById } from '../database/snapshots.ts';
import { listFolders, projectInfo } from '../project/project.ts';
import { countUser, keptHash, pinFolders, takeSnapshot, type HashOf } from '../project/snapshots.ts';
import { startScan } from '../scanJob.ts';
import type { Workspace } from '../workspace.ts';
import type { Dialogs } from './dialogs.ts';
import { reopen } from './projects.ts';

export type BackupNames = 'project/back-up' | 'project/from-backup';
type Names = Extract<keyof Handlers, `snapshots/${string}`> | BackupNames;

const backupFiles = () => [
  { name: t('Backup of a project'), extensions: ['backup'] },
  { name: t('All files'), extensions: ['*'] },
];

export function snapshotHandlers(workspace: Workspace, dialogs: Dialogs): Pick<Handlers, Names> {
  return {
    'snapshots/list': () => listSnapshots(workspace.project.database),
    'snapshots/make': ({ name }) => make(workspace, name),
    'snapshots/rename': ({ id, name }) => {
      const { database } = workspace.writable;
      renameSnapshot(database, id, name);
      return listSnapshots(database);
    },
    'snapshots/hash': ({ id }) => hash(workspace, id),
    'snapshots/difference': ({ from, to }) =>
      runTask('snapshots/difference', { project: workspace.project.folder, from, to }),
    'snapshots/restore': ({ id }) => restore(workspace, id),
    'snapshots/forget': async ({ id }) => {
      const { database, folder } = workspace.writable;
      await asJob(
        workspace,
        'snapshot',
        async () => {
          await whileWritersWait(database, () => runTask('snapshots/forget', { project: folder, id }));
          return { value: undefined, said: '' };
        },
        'quiet',
      );
      return listSnapshots(database);
    },
    'project/back-up': () => backUp(workspace, dialogs),
    'project/from-backup': () => fromBackup(workspace, dialogs),
  };
}

function make(workspace: Workspace, name: string | undefined): { snapshot: Snapshot; isNew: boolean } {
  const project = workspace.writable;
  const newest = listSnapshots(project.database)[0]?.id;
  const by = workspace.settings.annotator ?? '';
  const snapshot = takeSnapshot(project, { reason: 'hand', by, ...(name !== undefined && { name }) });
  if (snapshot === undefined) return fail('read-only', t('This project can only be read.'));
  return { snapshot, isNew: snapshot.id !== newest };
}

/** Long for a large project, and asked for by nobody: a quiet job. */
function hash(workspace: Workspace, id: number): Promise<string> {
  const { project } = workspace;
  const hashOf: HashOf = (snapshot) =>
    asJob(
      workspace,
      'snapshot',
      async ({ signal, progress }) => ({
        value: await runTask('snapshots/hash', { project: project.folder, snapshot }, { signal, onProgress: progress }),
        said: '',
      }),
      'quiet',
    );
  return keptHash(project, snapshotById(project.database, id), { hashOf });
}

async function restore(workspace: Workspace, id: number): Promise<RestoredSnapshot> {
  const project = workspace.writable;
  const { database, folder } = project;
  snapshotById(database, id);
  // Its boxes are of classes that the restore may take away.
  if (workspace.jobs.isRunning('prelabel'))
    fail('busy', t('Pictures are being pre-labelled. Cancel that, or wait until it has ended.'));
  const by = workspace.settings.annotator ?? '';
  const outcome = await asJob(workspace, 'snapshot', async ({ signal, progress }) => {
    const wish = { project: folder, id, folders: pinFolders(listFolders(project)), by };
    const value = await whileWritersWait(database, async () => {
      const done = await runTask('snapshots/restore', wish, { signal, onProgress: progress });
      // It may be an export's that is cancelled yet.
      countUser(database, done.before.id);
      return done;
    });
    return { value, said: t('Snapshot {id} is back.', { id }) };
  });
  // Pictures that came back are looked for where they lay.
  if (outcome.picturesBack > 0) startScan(workspace);
  return { ...outcome, project: projectInfo(project) };
}

async function backUp(workspace: Workspace, dialogs: Dialogs): Promise<Backup | null> {
  const { folder, database } = workspace.project;
  const name = database.get<{ name: string }>('SELECT name FROM project')?.name ?? basename(folder);
  const day = new Date().toISOString().slice(0, 10);
  const proposal = join(dirname(folder), `${fileNameOf(name)} ${day}.backup`);
  const file = await dialogs.save(t('Back up the project'), proposal, backupFiles());
  if (file === undefined) return null;
  return asJob(workspace, 'backup', async ({ signal, progress }) => {
    const value = await runTask('project/back-up', { project: folder, file }, { signal, onProgress: progress });
    return { value, said: t('The project was backed up to {file}.', { file: basename(value.location) }) };
  });
}

/** What no file name may have gives way; a path least of all. */
function fileNameOf(name: string): string {
  const clean = name
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-')
    .replace(/^[. ]+/, '')
    .trim()
    .slice(0, 100);
  return clean === '' ? 'project' : clean;
}

async function fromBackup(workspace: Workspace, dialogs: Dialogs): Promise<ProjectInfo | null> {
  const file = await dialogs.file(t('Restore a project from a backup'), backupFiles());
  if (file === undefined) return null;
  const name = basename(file).replace(/\.backup$/i, '');
  const proposal = join(workspace.places.projects, `${fileNameOf(name)} restored`);
  const folder = await dialogs.save(t('Where the restored project is to lie: a new folder'), proposal, []);
  if (folder === undefined) return null;
  const made = await asJob(workspace, 'backup', async ({ signal }) => ({
    value: await runTask('project/from-backup', { file, folder }, { signal }),
    said: t('The project is in {folder}.', { folder }),
  }));
  return reopen(workspace, made);
}
