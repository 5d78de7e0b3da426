// Answers what concerns official weights: what there is, and the download of one as a job, only when the window asks for it.
import type { Handlers } from '../../common/contract.ts';
import { t } from '../../common/messages/t.ts';
import type { ChosenModelFile } from '../../common/modelRecords.ts';
import { fail } from '../../common/result.ts';
import type { Failure } from '../../common/result.ts';
import { failureOf } from '../../common/result.ts';
import type { ChosenFiles } from '../chosenFiles.ts';
import { downloadsFolder } from '../project/models.ts';
import { downloadWeights, findEntry, listWeights, removeWeights, weightsFile } from '../project/officialWeights.ts';
import { chosenProxy } from '../systemProxy.ts';
import type { Workspace } from '../workspace.ts';

type Names = Extract<keyof Handlers, `catalogue/${string}`>;

export function catalogueHandlers(workspace: Workspace, files: ChosenFiles): Pick<Handlers, Names> {
  const folder = downloadsFolder(workspace.models);
  return {
    'catalogue/list': () => listWeights(folder),
    'catalogue/download': ({ id }) => downloadAsJob(workspace, files, id),
    'catalogue/choose': ({ id }) => files.add(weightsFile(folder, findEntry(id))),
    'catalogue/remove': async ({ id }) => {
      await removeWeights(folder, findEntry(id));
      return listWeights(folder);
    },
  };
}

async function downloadAsJob(workspace: Workspace, files: ChosenFiles, id: string): Promise<ChosenModelFile> {
  const entry = findEntry(id);
  const running = workspace.jobs.list().some(({ kind, state }) => kind === 'download' && state === 'running');
  if (running) fail('busy', t('Other weights are being downloaded. Wait for them, or stop them first.'));
  const proxy = await chosenProxy(workspace.settings.proxy, entry.address);
  let file: string | undefined;
  let reason: Failure | undefined;
  const { ended } = workspace.jobs.start('download', async ({ progress, signal }) => {
    try {
      const done = await downloadWeights(downloadsFolder(workspace.models), entry, {
        proxy,
        signal,
        onProgress: progress,
      });
      file = done.file;
    } catch (caught) {
      reason = failureOf(caught);
      throw caught;
    }
    return t('{name} downloaded.', { name: entry.name });
  });
  await ended;
  // The job keeps words alone; the window has to know whether it was the network.
  if (file === undefined)
    return fail(reason?.kind ?? 'unexpected', reason?.message ?? t('The download failed.'), reason?.detail);
  return files.add(file);
}
