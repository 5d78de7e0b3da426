// The clerk's work on snapshots and backups: comparing, hashing, bringing back, forgetting; a project as one file, and back.
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import { snapshotDifference } from '../database/snapshotDiff.ts';
import { restoreInSteps } from '../database/snapshotRestore.ts';
import { forgetSnapshot } from '../database/snapshots.ts';
import { backUp, restoreBackup } from '../project/backup.ts';
import { breathe } from '../project/concurrency.ts';
import { workOutHash } from '../project/snapshots.ts';
import { projectFile, reading, writing } from './connections.ts';
import type { Doers, SnapshotTasks } from './tasks.ts';

export const snapshotDoers: Doers<SnapshotTasks> = {
  'snapshots/difference': ({ project: place, from, to }) =>
    reading(place, ({ database }) => Promise.resolve(snapshotDifference(database, from, to))),
  'snapshots/hash': ({ project: folder, snapshot }, context) => workOutHash(projectFile(folder), snapshot, context),
  'snapshots/restore': ({ project: folder, id, ...wish }, { signal, onProgress }) =>
    writing(folder, (database) =>
      restoreInSteps(database, id, wish, async (done, total) => {
        await breathe();
        if (signal.aborted) fail('cancelled', t('It was cancelled; nothing was changed.'));
        onProgress(done, total);
      }),
    ),
  'snapshots/forget': ({ project: folder, id }) =>
    writing(folder, async (database) => {
      await forgetSnapshot(database, id);
      return id;
    }),
  'project/back-up': ({ project: folder, file }, context) => backUp(folder, file, context),
  'project/from-backup': ({ file, folder }, { signal }) => restoreBackup(file, folder, signal),
};
