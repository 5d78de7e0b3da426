// Answers the export into a folder: a job, done by the clerk; the pictures lane draws upright copies before.
import { basename, join } from 'node:path';
import type { Handlers } from '../../common/contract.ts';
import type { FolderExportWish } from '../../common/exportWish.ts';
import { boxes, pictures } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import type { ExportReport } from '../../common/records.ts';
import { fail } from '../../common/result.ts';
import { runTask } from '../clerk/runTask.ts';
import { untilWritable } from '../database/writeGate.ts';
import { checkFolderTarget } from '../project/exportTarget.ts';
import type { UprightCopies } from '../project/exportPictures.ts';
import { takeSnapshot } from '../project/snapshots.ts';
import { withUprightCopies } from '../project/uprightCopies.ts';
import type { Workspace } from '../workspace.ts';
import type { Dialogs } from './dialogs.ts';

export function exportHandlers(workspace: Workspace, dialogs: Dialogs): Pick<Handlers, 'export/folder'> {
  return {
    'export/folder': async (wish) => {
      const proposal = join(workspace.project.folder, `export-${wish.profile ?? wish.format}`);
      const folder = await dialogs.save(t('Export into a folder'), proposal, []);
      return folder === undefined ? null : exportAsJob(workspace, folder, wish);
    },
  };
}

async function exportAsJob(workspace: Workspace, folder: string, wish: FolderExportWish): Promise<ExportReport> {
  const { project } = workspace;
  // A wrong place is said before copies are drawn for it.
  await checkFolderTarget(project, folder);
  const { upright: wanted, ...rest } = wish;
  let report: ExportReport | undefined;
  const { ended } = workspace.jobs.start('export', async ({ progress, problem, signal }) => {
    // Main is the only writer: it pins what the clerk is about to read.
    await untilWritable(project.database);
    const taken = takeSnapshot(project, { reason: 'export', name: basename(folder) });
    const write = (upright: UprightCopies): Promise<ExportReport> =>
      runTask(
        'export/folder',
        { project: project.folder, options: { ...rest, folder, upright } },
        { signal, onProgress: progress },
      );
    const place = { pictures: wish.pictures, target: folder, pixelLimit: workspace.settings.pixelLimit, signal };
    const done =
      wanted === 'turned' && wish.pictureFiles !== 'leave'
        ? await withUprightCopies(project, workspace.pictures, place, async (copies, problems) => {
            const written = await write(copies);
            return { ...written, problems: [...problems, ...written.problems] };
          })
        : await write(new Map());
    report = taken === undefined ? done : { ...done, snapshot: taken.id };
    done.problems.forEach(problem);
    return t('{boxes} of {pictures} exported.', { boxes: boxes(done.annotations), pictures: pictures(done.images) });
  });
  const { state, message } = await ended;
  if (report === undefined)
    return fail(state === 'cancelled' ? 'cancelled' : 'disk', message ?? t('The export failed.'));
  workspace.lastExport = report.location;
  return report;
}
