// Answers what concerns where the picture folders are, and who may write the project.
import { randomUUID } from 'node:crypto';
import type { Handlers } from '../../common/contract.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import { openProject, projectInfo } from '../project/project.ts';
import { lookAtRelink, relinkBack, relinkFolder } from '../project/relink.ts';
import { startScan } from '../scanJob.ts';
import type { Workspace } from '../workspace.ts';
import type { Dialogs } from './dialogs.ts';

export type FolderNames = 'project/relink-look' | 'project/relink' | 'project/relink-back' | 'project/write';

export function folderHandlers(workspace: Workspace, dialogs: Dialogs): Pick<Handlers, FolderNames> {
  /** The newest choice: a place is looked at and then taken, or not. */
  let chosen: { readonly token: string; readonly folder: number; readonly to: string } | undefined;
  return {
    'project/relink-look': async ({ folder }) => {
      const project = workspace.writable;
      const place = await dialogs.folder(t('Where the pictures are now'), t('Look there'));
      if (place === undefined) return null;
      const facts = await lookAtRelink(project, folder, place);
      const token = randomUUID();
      chosen = { token, folder, to: facts.to };
      return { ...facts, token };
    },
    'project/relink': ({ token }) => {
      const project = workspace.writable;
      if (chosen?.token !== token) return fail('not-found', t('The folder was chosen too long ago. Choose it again.'));
      relinkFolder(project, chosen.folder, chosen.to);
      chosen = undefined;
      startScan(workspace);
      return projectInfo(project);
    },
    'project/relink-back': ({ folder }) => {
      const project = workspace.writable;
      relinkBack(project, folder);
      startScan(workspace);
      return projectInfo(project);
    },
    'project/write': async () => {
      const { folder, readOnly } = workspace.project;
      if (!readOnly) return projectInfo(workspace.project);
      // A refusal (somebody else was quicker) has it open for reading again.
      const info = await workspace.adopt(() => openProject(folder, { access: 'write' }));
      startScan(workspace);
      return info;
    },
  };
}
