// A look through the folders of the open project as a job: one that somebody asked for, or a quiet one because a folder changed.
import { t } from '../common/messages/t.ts';
import { countImages } from './database/images.ts';
import { fillContents } from './project/fillContents.ts';
import { listFolders, projectInfo } from './project/project.ts';
import { scanProject, type ScanReport } from './project/scan.ts';
import { FolderFollow } from './folderFollow.ts';
import type { Workspace } from './workspace.ts';

/** Between two "read the list again" while a scan runs, milliseconds: at least, and for each thousand pictures listed. */
const listedEvery = 500;
const listedEveryThousand = 50;

/** "36 pictures, 4 of them new. 2 not found. 3 warnings." */
function scanWords({ added, changed, unchanged, vanished, problems }: ScanReport): string {
  const count = added + changed + unchanged;
  return t(
    '{count, plural, one {# picture} other {# pictures}}{added, plural, =0 {} other {, # of them new}}.{vanished, plural, =0 {} other { # not found.}}{problems, plural, =0 {} one { # warning.} other { # warnings.}}',
    { count, added: added === count ? 0 : added, vanished, problems },
  );
}

/** What a quiet look took up; empty where nothing that a person would see is otherwise. */
function changeWords({ added, changed, moved }: ScanReport, newlyGone: number): string {
  if (added + changed + moved + newlyGone === 0) return '';
  return t(
    'The folders changed: {added, plural, =0 {} other {# new. }}{changed, plural, =0 {} other {# changed. }}{moved, plural, =0 {} other {# moved. }}{gone, plural, =0 {} other {# not found.}}',
    { added, changed, moved, gone: newlyGone },
  ).trim();
}

/** Looks for pictures as a job; the window reads its list again as they come. */
export function startScan(
  workspace: Workspace,
  asked: 'asked' | 'quiet' = 'asked',
): { readonly job: number; readonly ended: Promise<unknown> } {
  const project = workspace.writable;
  workspace.following ??= follow(workspace);
  const { following } = workspace;
  let told = 0;
  const { job, ended } = workspace.jobs.start(
    'scan',
    async ({ progress, problem, signal }) => {
      // Both are main's work, and the annotator waits for the list.
      await workspace.untilListRead(signal);
      const before = vanishedCount(workspace);
      following.begin();
      const report = await scanProject(project, workspace.pictures, {
        pixelLimit: workspace.settings.pixelLimit,
        signal,
        // What is known already is no news.
        ...(asked === 'asked' && { onProblem: problem }),
        onMoved: problem,
        onFolder: following.add,
        onProgress: (done, total) => {
          progress(done, total);
          if (done === 0) return;
          const count = countImages(project.database);
          if (performance.now() - told < listedEvery + (count / 1000) * listedEveryThousand) return;
          told = performance.now();
          workspace.tell('images/listed', { count });
        },
      });
      following.end();
      tellOutcome(workspace, report);
      return asked === 'asked' ? scanWords(report) : changeWords(report, Math.max(0, report.vanished - before));
    },
    asked,
  );
  return { job, ended };
}

function tellOutcome(workspace: Workspace, report: ScanReport): void {
  const { project } = workspace;
  if (report.changedPictures.length > 0) workspace.tell('pictures/changed', { images: report.changedPictures });
  if (report.list === 'changed') {
    workspace.tell('images/listed', { count: countImages(project.database) });
    workspace.noteRecent(projectInfo(project));
  }
  workspace.tell('problems/changed', { count: report.problems });
  workspace.tell('folders/changed', { folders: listFolders(project) });
}

const vanishedCount = ({ project }: Workspace): number =>
  project.database.get<{ count: number }>('SELECT count(*) AS count FROM images WHERE vanished = 1')?.count ?? 0;

function follow(workspace: Workspace): FolderFollow {
  const { project } = workspace;
  const stop = new AbortController();
  return new FolderFollow({
    folders: () => listFolders(project).map(({ location }) => location),
    wanted: () => workspace.settings.watchFolders && !project.readOnly,
    look: async () => {
      await startScan(workspace, 'quiet').ended;
    },
    isLooking: () => workspace.jobs.isRunning('scan'),
    rest: () =>
      fillContents(project, workspace.pictures, { pixelLimit: workspace.settings.pixelLimit, signal: stop.signal }),
    onUnheard: (why) => {
      workspace.tell('folders/unheard', { why });
    },
    onClose: () => {
      stop.abort();
    },
  });
}
