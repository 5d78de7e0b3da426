// Answers how far the project is, and writes it as a file.
import { join } from 'node:path';
import type { Handlers } from '../../common/contract.ts';
import { t } from '../../common/messages/t.ts';
import { progressCsv } from '../../common/progress/csv.ts';
import { imagesWithClass, readProgress } from '../database/progress.ts';
import { writeOne } from '../project/wholeFile.ts';
import type { Workspace } from '../workspace.ts';
import type { Dialogs } from './dialogs.ts';

type Names = 'progress/read' | 'progress/export' | 'images/with-class';

export function progressHandlers(workspace: Workspace, dialogs: Dialogs): Pick<Handlers, Names> {
  return {
    'progress/read': () => readProgress(workspace.project.database, Date.now()),
    'images/with-class': ({ category }) => imagesWithClass(workspace.project.database, category),
    'progress/export': async () => {
      const { folder, database } = workspace.project;
      const filters = [{ name: t('Table'), extensions: ['csv'] }];
      const location = await dialogs.save(t('Export progress'), join(folder, 'progress.csv'), filters);
      if (location === undefined) return null;
      const text = progressCsv(await readProgress(database, Date.now()));
      await writeOne(location, text);
      return { location };
    },
  };
}
