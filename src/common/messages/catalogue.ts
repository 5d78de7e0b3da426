// The one catalogue of messages: each English text with its translations, a room of the program in a file. The English text is the
// name by which the sources say it, so a text that is changed wants its translations looked at again: it does not compile before.
import { boxPanels } from './rooms/boxPanels.ts';
import { canvas } from './rooms/canvas.ts';
import { classPanels } from './rooms/classPanels.ts';
import { commandReasons } from './rooms/commandReasons.ts';
import { commandTitles } from './rooms/commandTitles.ts';
import { commandTitlesBoxes } from './rooms/commandTitlesBoxes.ts';
import { commandTitlesView } from './rooms/commandTitlesView.ts';
import { commandWords } from './rooms/commandWords.ts';
import { comparing } from './rooms/comparing.ts';
import { database } from './rooms/database.ts';
import { deeds } from './rooms/deeds.ts';
import { dialogs } from './rooms/dialogs.ts';
import { downloads } from './rooms/downloads.ts';
import { exportAims } from './rooms/exportAims.ts';
import { exportDialog } from './rooms/exportDialog.ts';
import { exports } from './rooms/exports.ts';
import { folders } from './rooms/folders.ts';
import { framePanels } from './rooms/framePanels.ts';
import { grid } from './rooms/grid.ts';
import { health } from './rooms/health.ts';
import { imports } from './rooms/imports.ts';
import { insight } from './rooms/insight.ts';
import { keys } from './rooms/keys.ts';
import { labelImport } from './rooms/labelImport.ts';
import { look } from './rooms/look.ts';
import { losses } from './rooms/losses.ts';
import { main } from './rooms/main.ts';
import { menu } from './rooms/menu.ts';
import { modelImport } from './rooms/modelImport.ts';
import { modelWays } from './rooms/modelWays.ts';
import { models } from './rooms/models.ts';
import { pages } from './rooms/pages.ts';
import { people } from './rooms/people.ts';
import { pictureList } from './rooms/pictureList.ts';
import { progress } from './rooms/progress.ts';
import { project } from './rooms/project.ts';
import { projectFiles } from './rooms/projectFiles.ts';
import { review } from './rooms/review.ts';
import { runs } from './rooms/runs.ts';
import { settings } from './rooms/settings.ts';
import { shared } from './rooms/shared.ts';
import { snapshotPanels } from './rooms/snapshotPanels.ts';
import { snapshots } from './rooms/snapshots.ts';
import { state } from './rooms/state.ts';
import { train } from './rooms/train.ts';
import { trainRuns } from './rooms/trainRuns.ts';

export const catalogue = {
  ...boxPanels,
  ...canvas,
  ...classPanels,
  ...commandReasons,
  ...commandTitles,
  ...commandTitlesBoxes,
  ...commandTitlesView,
  ...commandWords,
  ...comparing,
  ...database,
  ...deeds,
  ...dialogs,
  ...downloads,
  ...exportAims,
  ...exportDialog,
  ...exports,
  ...folders,
  ...framePanels,
  ...grid,
  ...health,
  ...imports,
  ...insight,
  ...keys,
  ...labelImport,
  ...look,
  ...losses,
  ...main,
  ...menu,
  ...modelImport,
  ...modelWays,
  ...models,
  ...pages,
  ...people,
  ...pictureList,
  ...progress,
  ...project,
  ...projectFiles,
  ...review,
  ...runs,
  ...settings,
  ...shared,
  ...snapshotPanels,
  ...snapshots,
  ...state,
  ...train,
  ...trainRuns,
};

/** A text that can be said. */
export type Message = keyof typeof catalogue;
