// All answers together: one handler for each request of the contract; a forgotten one does not compile.
import type { Handlers } from '../../common/contract.ts';
import type { Workspace } from '../workspace.ts';
import { appHandlers } from './app.ts';
import type { Dialogs } from './dialogs.ts';
import { chosenFiles } from '../chosenFiles.ts';
import { catalogueHandlers } from './catalogue.ts';
import { compareHandlers } from './compare.ts';
import { exportHandlers } from './exports.ts';
import { folderHandlers } from './folders.ts';
import { gridHandlers } from './grid.ts';
import { insightHandlers } from './insight.ts';
import { keyHandlers } from './keys.ts';
import { labelHandlers } from './labels.ts';
import { modelHandlers } from './models.ts';
import { pictureHandlers } from './pictures.ts';
import { progressHandlers } from './progress.ts';
import { projectHandlers } from './projects.ts';
import { snapshotHandlers } from './snapshots.ts';
import { trainingHandlers } from './training.ts';
import { workHandlers } from './work.ts';
import { takingTurns } from '../writingRequests.ts';

export function handlersOf(workspace: Workspace, dialogs: Dialogs): Handlers {
  const files = chosenFiles();
  const handlers: Handlers = {
    ...appHandlers(workspace),
    ...keyHandlers(workspace, dialogs),
    ...projectHandlers(workspace, dialogs),
    ...folderHandlers(workspace, dialogs),
    ...pictureHandlers(workspace),
    ...gridHandlers(workspace),
    ...modelHandlers(workspace, dialogs, files),
    ...catalogueHandlers(workspace, files),
    ...compareHandlers(workspace),
    ...progressHandlers(workspace, dialogs),
    ...insightHandlers(workspace, dialogs),
    ...workHandlers(workspace),
    ...exportHandlers(workspace, dialogs),
    ...labelHandlers(workspace, dialogs, files),
    ...snapshotHandlers(workspace, dialogs),
    ...trainingHandlers(workspace),
  };
  return takingTurns(handlers, workspace);
}
