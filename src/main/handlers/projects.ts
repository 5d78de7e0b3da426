// Opens, makes and closes projects, and looks for pictures in their folders.
import { shell } from 'electron';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Handlers } from '../../common/contract.ts';
import { pictures } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { ProjectInfo } from '../../common/records.ts';
import { fail } from '../../common/result.ts';
import { addFolder } from '../project/folders.ts';
import { defaultModel } from '../project/models.ts';
import { listProblems } from '../project/problems.ts';
import {
  createProject,
  isProject,
  listFolders,
  openProject,
  projectFileName,
  projectInfo,
} from '../project/project.ts';
import { makeSample, sampleCount, sampleName } from '../project/sample.ts';
import { startScan } from '../scanJob.ts';
import type { Workspace } from '../workspace.ts';
import type { Dialogs } from './dialogs.ts';
import type { FolderNames } from './folders.ts';
import type { BackupNames } from './snapshots.ts';
import { loadModelInUse } from './models.ts';

type Names = Extract<keyof Handlers, `project/${string}`>;

export function projectHandlers(
  workspace: Workspace,
  dialogs: Dialogs,
): Pick<Handlers, Exclude<Names, 'project/forget-recent' | FolderNames | BackupNames>> {
  return {
    'project/open-pictures': async () => {
      const folder = await dialogs.folder(t('Open a folder of pictures'), t('Open pictures'));
      return folder === undefined ? null : openLocation(workspace, folder);
    },
    'project/open': async () => {
      const file = await dialogs.file(t('Open a project'), [
        { name: t('Boxwright project'), extensions: ['boxwright'] },
      ]);
      return file === undefined ? null : openLocation(workspace, file);
    },
    'project/open-recent': ({ id }) => {
      const entry = workspace.remembered.recent.find((recent) => recent.id === id);
      if (entry === undefined) return fail('not-found', t('This project is not in the list any more.'));
      return openLocation(workspace, entry.folder);
    },
    'project/open-given': () => {
      const { given } = workspace;
      workspace.given = undefined;
      return given === undefined ? null : openLocation(workspace, given);
    },
    'project/sample': () => openSample(workspace),
    'project/add-folder': async () => {
      const project = workspace.writable;
      const folder = await dialogs.folder(t('Add a folder of pictures'), t('Add pictures'));
      if (folder === undefined) return null;
      addFolder(project, folder);
      startScan(workspace);
      return projectInfo(project);
    },
    'project/rescan': () => ({ job: startScan(workspace).job }),
    'project/close': async () => {
      await workspace.leaveProject();
      workspace.tell('project/changed', { project: null });
      return {};
    },
    'project/problems': () => listProblems(workspace.project.database),
    'project/show-in-folder': () => {
      shell.showItemInFolder(join(workspace.project.folder, projectFileName));
      return {};
    },
  };
}

/** Opens a project file or folder, or a folder of pictures (its project is found again or made). */
export async function openLocation(workspace: Workspace, location: string): Promise<ProjectInfo> {
  if (!existsSync(location)) fail('not-found', t('{location} is not there any more.', { location }));
  if (isProject(location) || !statSync(location).isDirectory()) return reopen(workspace, location);
  const known = await projectOver(workspace, location);
  if (known !== undefined) return reopen(workspace, known);
  const folder = freeFolder(workspace.places.projects, basename(realpathSync(location)) || 'Pictures');
  const info = await workspace.adopt(async () => {
    const project = await createProject(folder, { model: defaultModel });
    addFolder(project, location);
    return project;
  });
  startScan(workspace);
  void loadModelInUse(workspace);
  return { ...info, folders: listFolders(workspace.project) };
}

export async function reopen(workspace: Workspace, location: string): Promise<ProjectInfo> {
  const info = await workspace.adopt(() => openProject(location, { access: 'prefer-write' }));
  workspace.readListAhead();
  if (!info.readOnly) startScan(workspace);
  // On two processors a model that is read meanwhile would keep the list from coming.
  void workspace.untilListRead().then(() => loadModelInUse(workspace));
  return info;
}

/** A recent project whose only picture folder is this one. */
async function projectOver(workspace: Workspace, pictures: string): Promise<string | undefined> {
  const wanted = realpathSync(pictures);
  for (const { folder } of workspace.remembered.recent) {
    if (workspace.hasProject && workspace.project.folder === folder) {
      if (listFolders(workspace.project).some(({ location }) => location === wanted)) return folder;
      continue;
    }
    if (!isProject(folder)) continue;
    const project = await openProject(folder, { access: 'read' }).catch(() => undefined);
    if (project === undefined) continue;
    const folders = listFolders(project);
    project.database.close();
    project.release();
    if (folders.length === 1 && folders[0]?.location === wanted) return folder;
  }
  return undefined;
}

function freeFolder(parent: string, name: string): string {
  for (let number = 1; ; number++) {
    const folder = join(parent, number === 1 ? name : `${name} ${number}`);
    if (!existsSync(folder)) return folder;
  }
}

async function openSample(workspace: Workspace): Promise<ProjectInfo> {
  const folder = join(workspace.places.projects, sampleName);
  if (isProject(folder)) return reopen(workspace, folder);
  await drawSample(workspace, folder);
  return reopen(workspace, folder);
}

/** As a job, so that the window shows how far it is and can cancel it. */
async function drawSample(workspace: Workspace, folder: string): Promise<void> {
  let failed: unknown;
  const { ended } = workspace.jobs.start('sample', async ({ progress, signal }) => {
    try {
      await makeSample(folder, workspace.pictures, { model: defaultModel, signal, onProgress: progress });
    } catch (caught) {
      failed = caught;
      throw caught;
    }
    return t('{pictures} drawn.', { pictures: pictures(sampleCount) });
  });
  await ended;
  if (failed !== undefined) throw failed;
}
