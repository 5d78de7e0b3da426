// Answers what brings labels into the project: a file or folder is chosen, read aside by the clerk, looked at, and taken whole.
import { basename } from 'node:path';
import type { Handlers } from '../../common/contract.ts';
import type { ImportChoices, ImportOutcome } from '../../common/labelImport.ts';
import { boxes, pictures } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import { asJob } from '../asJob.ts';
import type { ChosenFiles } from '../chosenFiles.ts';
import { runTask } from '../clerk/runTask.ts';
import { listCategories } from '../database/categories.ts';
import { countImages } from '../database/images.ts';
import { whileWritersWait } from '../database/writeGate.ts';
import { addPictures } from '../project/import.ts';
import { dropStages } from '../project/importStage.ts';
import { projectInfo } from '../project/project.ts';
import { tellChanged } from '../tellChanged.ts';
import type { Workspace } from '../workspace.ts';
import type { Dialogs } from './dialogs.ts';

type Names = Extract<keyof Handlers, `labels/${string}`>;

const labelFiles = () => [
  { name: t('Labels'), extensions: ['json', 'xml', 'csv', 'txt', 'tsv', 'yaml', 'yml'] },
  { name: t('All files'), extensions: ['*'] },
];

export function labelHandlers(workspace: Workspace, dialogs: Dialogs, files: ChosenFiles): Pick<Handlers, Names> {
  return {
    'labels/choose': async ({ what }) => {
      const location =
        what === 'file'
          ? await dialogs.file(t('Import labels'), labelFiles())
          : await dialogs.folder(t('Import labels'), t('Read the labels'));
      if (location === undefined) return null;
      const { token, name } = await files.add(location);
      return { token, name, what };
    },
    'labels/read': ({ token, format }) => {
      const wish = { location: files.find(token), ...(format !== undefined && { format }) };
      const { folder } = workspace.writable;
      return asJob(workspace, 'import', async ({ signal, progress }) => {
        const read = await runTask('import/read', { project: folder, wish }, { signal, onProgress: progress });
        return { value: read, said: t('{file} was read.', { file: basename(wish.location) }) };
      });
    },
    'labels/add-pictures': async ({ token }) => {
      const folder = files.find(token);
      const project = workspace.writable;
      const { pixelLimit } = workspace.settings;
      await asJob(workspace, 'scan', async ({ signal, progress }) => {
        await addPictures(project, { folder, pictures: workspace.pictures, pixelLimit }, signal, progress);
        return { value: undefined, said: t('The pictures of {folder} were added.', { folder: basename(folder) }) };
      });
      workspace.tell('project/changed', { project: projectInfo(project) });
      workspace.tell('images/listed', { count: countImages(project.database) });
      return {};
    },
    'labels/take': ({ stage, choices }) => take(workspace, stage, choices),
    'labels/drop': ({ stage }) => {
      dropStages(workspace.project.folder, stage);
      return {};
    },
  };
}

async function take(workspace: Workspace, stage: string, choices: ImportChoices): Promise<ImportOutcome> {
  const { folder, database } = workspace.writable;
  const report = await asJob(workspace, 'import', async ({ signal, progress, problem }) => {
    const wish = { project: folder, stage, choices };
    const taken = await whileWritersWait(database, () =>
      runTask('import/take', wish, { signal, onProgress: progress }),
    );
    taken.problems.forEach(problem);
    const said = t('{boxes} on {pictures} imported.', {
      boxes: boxes(taken.annotations),
      pictures: pictures(taken.images),
    });
    return { value: taken, said };
  });
  workspace.tell('categories/changed', { categories: listCategories(database) });
  tellChanged(workspace, database, report.changedImages, 'import');
  const { changedImages: _, skipped: __, renumbered: ___, ...outcome } = report;
  return outcome;
}
