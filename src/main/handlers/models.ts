// Answers what concerns models and what runs them: list, use, import, status.
import { basename, extname } from 'node:path';
import type { Handlers } from '../../common/contract.ts';
import type { ProblemEntry } from '../../common/records.ts';
import { modelInUse, useModel } from '../database/models.ts';
import { failureOf } from '../../common/result.ts';
import { log } from '../log.ts';
import { ask } from '../project/detectorCaller.ts';
import { findModel, freeModelId, listModels, modelSummary } from '../project/models.ts';
import { projectInfo } from '../project/project.ts';
import type { Workspace } from '../workspace.ts';
import type { Dialogs } from './dialogs.ts';

type Names = Extract<keyof Handlers, `models/${string}`> | 'detector/status';

export function modelHandlers(workspace: Workspace, dialogs: Dialogs): Pick<Handlers, Names> {
  return {
    'models/list': async () => {
      const { models, broken } = await listModels(workspace.models);
      const problems = broken.map(({ location, failure: { message } }): ProblemEntry => {
        return { where: basename(location), message, severity: 'error' };
      });
      return { models: models.map(modelSummary), broken: problems };
    },
    'models/use': async ({ model }) => {
      const { files } = await findModel(workspace.models, model);
      useModel(workspace.writable.database, files.id);
      void workspace.detector.call('load', { model: files });
      return projectInfo(workspace.project);
    },
    'models/import': async () => {
      const file = await dialogs.file('Import a model', [
        { name: 'PyTorch or safetensors checkpoint', extensions: ['pth', 'pt', 'safetensors'] },
      ]);
      if (file === undefined) return null;
      const name = basename(file, extname(file));
      const id = await freeModelId(workspace.models, name);
      return ask(workspace.pictures, 'importModel', { file, folder: workspace.models.own, id, name });
    },
    'detector/status': () => workspace.detector.status,
  };
}

/** Loads the project's model ahead of its first use, so that the title bar can say what it runs on. Never fails. */
export async function loadModelInUse(workspace: Workspace): Promise<void> {
  try {
    const { files } = await findModel(workspace.models, modelInUse(workspace.project.database));
    await workspace.detector.call('load', { model: files });
  } catch (caught) {
    // The model is gone: pre-labelling will say so when it is asked for.
    log('warning', failureOf(caught).message);
  }
}
