// Answers what concerns models and what runs them: list, use, import, status.
import { rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Handlers } from '../../common/contract.ts';
import { t } from '../../common/messages/t.ts';
import type { ModelImportReport } from '../../common/modelImport.ts';
import type { ProblemEntry } from '../../common/records.ts';
import type { ModelImportWish } from '../../common/modelRecords.ts';
import { classRules, setClassRules } from '../database/modelClasses.ts';
import { modelInUse, useModel } from '../database/models.ts';
import { fail, failureOf } from '../../common/result.ts';
import type { ChosenFiles } from '../chosenFiles.ts';
import { log } from '../log.ts';
import { readClassNames } from '../project/classNames.ts';
import { Asker } from '../project/askDetector.ts';
import { ask } from '../project/detectorCaller.ts';
import { downloadsFolder, findModel, freeModelId, listModels, modelSummary } from '../project/models.ts';
import { locatePicture } from '../project/pictures.ts';
import { projectInfo } from '../project/project.ts';
import type { Workspace } from '../workspace.ts';
import type { Dialogs } from './dialogs.ts';

type Names = Extract<keyof Handlers, `models/${string}` | `detector/${string}`>;

const modelFiles = () => [{ name: t('Checkpoint or ONNX model'), extensions: ['pth', 'pt', 'safetensors', 'onnx'] }];
const nameFiles = () => [
  { name: t('Text'), extensions: ['txt', 'names', 'csv'] },
  { name: t('All files'), extensions: ['*'] },
];

export function modelHandlers(workspace: Workspace, dialogs: Dialogs, files: ChosenFiles): Pick<Handlers, Names> {
  const asker = new Asker();
  return {
    'models/list': async () => {
      const { models, broken } = await listModels(workspace.models);
      const problems = broken.map(({ location, failure: { message } }): ProblemEntry => {
        return { where: basename(location), message, severity: 'error' };
      });
      return { models: models.map(modelSummary), broken: problems };
    },
    'models/use': async ({ model }) => {
      const { files: found } = await findModel(workspace.models, model);
      useModel(workspace.writable.database, found.id);
      void workspace.detector.call('load', { model: found });
      return projectInfo(workspace.project);
    },
    'models/class-rules': ({ model }) => classRules(workspace.project.database, model),
    'models/set-class-rules': ({ model, rules }) => {
      const { database } = workspace.writable;
      setClassRules(database, model, rules);
      return classRules(database, model);
    },
    'models/choose-file': async () => {
      const file = await dialogs.file(t('Import a model'), modelFiles());
      return file === undefined ? null : files.add(file);
    },
    'models/inspect': async ({ token, image }) => {
      const request = { file: files.find(token), pixelLimit: workspace.settings.pixelLimit };
      if (image === undefined) return ask(workspace.pictures, 'inspectModel', request);
      // A picture that is gone is no reason not to look at a model.
      const picture = await locatePicture(workspace.project, image).catch(() => undefined);
      return ask(workspace.pictures, 'inspectModel', { ...request, ...(picture && { picture: picture.path }) });
    },
    'models/preview': async ({ token, foreign, image }) => {
      const { path } = await locatePicture(workspace.project, image);
      const { pixelLimit } = workspace.settings;
      const request = { file: files.find(token), foreign, picture: { id: image, path }, pixelLimit };
      return ask(workspace.pictures, 'previewModel', request);
    },
    'models/class-names': async () => {
      const file = await dialogs.file(t('Class names, one a line'), nameFiles());
      return file === undefined ? null : readClassNames(file);
    },
    'models/import': (wish) => importAsJob(workspace, files, wish),
    'detector/status': () => workspace.detector.status,
    'detector/at': ({ image, place }) =>
      asker.ask(workspace.project, workspace.detector, {
        models: workspace.models,
        image,
        pixelLimit: workspace.settings.pixelLimit,
        tiles: { side: workspace.settings.tiles },
        ...(place !== undefined && { place }),
      }),
  };
}

async function importAsJob(
  workspace: Workspace,
  files: ChosenFiles,
  { token, ...wish }: ModelImportWish,
): Promise<ModelImportReport> {
  const file = files.find(token);
  const id = await freeModelId(workspace.models, wish.name);
  let report: ModelImportReport | undefined;
  const { ended } = workspace.jobs.start('model', async ({ progress, signal }) => {
    const request = { ...wish, file, folder: workspace.models.own, id };
    report = await ask(workspace.pictures, 'importModel', request, {
      signal,
      onItem: ({ done, total }) => {
        progress(done, total);
      },
    });
    // What was downloaded for it is not needed any more.
    if (dirname(file) === downloadsFolder(workspace.models)) await rm(file, { force: true });
    return t('{name} imported.', { name: wish.name });
  });
  const { state, message } = await ended;
  return (
    report ??
    fail(
      state === 'cancelled' ? 'cancelled' : 'invalid',
      message ?? t('{file} could not be imported.', { file: basename(file) }),
    )
  );
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
