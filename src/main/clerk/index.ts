// The clerk: a worker thread that does one long task on a project's database, with connections of its own, and ends. What the
// tasks are lies in main/project; here is only the line to main. The command line calls the same functions without a thread.
import { parentPort, workerData } from 'node:worker_threads';
import type { Language } from '../../common/messages/languages.ts';
import { speak } from '../../common/messages/t.ts';
import { failureOf } from '../../common/result.ts';
import { editCategories } from '../database/categoryEdits.ts';
import { exportCoco } from '../project/export.ts';
import { countExport } from '../project/exportCount.ts';
import { exportFolder } from '../project/exportFolder.ts';
import { foretellCoco, foretellFolder } from '../project/exportForetold.ts';
import { checkProject } from '../project/health.ts';
import { readForImport } from '../project/importRead.ts';
import { takeImport } from '../project/importTake.ts';
import { readStatistics } from '../project/statistics.ts';
import { reading, writing } from './connections.ts';
import { snapshotDoers } from './snapshots.ts';
import type { Doers, TaskContext, TaskName, Tasks } from './tasks.ts';

const doers: Doers<Tasks> = {
  ...snapshotDoers,
  'export/coco': ({ project: place, options }, context) =>
    reading(place, (project) => exportCoco(project, { ...options, ...context })),
  'export/folder': ({ project: place, options }, context) =>
    reading(place, (project) => exportFolder(project, { ...options, ...context })),
  'export/foretell-coco': ({ project: place, options }, context) =>
    reading(place, (project) => foretellCoco(project, { ...options, ...context })),
  'export/foretell-folder': ({ project: place, options }, context) =>
    reading(place, (project) => foretellFolder(project, { ...options, ...context })),
  'export/count': ({ project: place, wish }, context) =>
    reading(place, (project) => countExport(project, wish, context)),
  'data/statistics': ({ project: place, filter }, context) =>
    reading(place, ({ database }) => readStatistics(database, filter, context)),
  'data/health': ({ project: place }, context) => reading(place, (project) => checkProject(project, context)),
  'import/read': ({ project: place, wish }, context) =>
    reading(place, (project) => readForImport(project, wish, context)),
  'import/take': ({ project: folder, stage, choices }, context) =>
    writing(folder, (database) => takeImport({ folder, database }, stage, choices, context)),
  'categories/edit': ({ project: folder, edit, by }) =>
    writing(folder, (database) => Promise.resolve(editCategories(database, edit, by))),
};

export interface Told {
  readonly name: TaskName;
  readonly wish: unknown;
  readonly language: Language;
}

/** Told at most so often; each message costs main a turn. */
const toldEvery = 100; // milliseconds

async function work({ name, wish, language }: Told): Promise<void> {
  speak(language);
  const stop = new AbortController();
  parentPort?.on('message', () => stop.abort());
  let told = -Infinity;
  const onProgress = (done: number, total: number): void => {
    const now = performance.now();
    if (now - told < toldEvery && done < total) return;
    told = now;
    parentPort?.postMessage({ kind: 'progress', done, total });
  };
  try {
    const doer = doers[name] as (wish: unknown, context: TaskContext) => Promise<unknown>;
    const outcome = await doer(wish, { signal: stop.signal, onProgress });
    parentPort?.postMessage({ kind: 'done', outcome });
  } catch (caught) {
    parentPort?.postMessage({ kind: 'failed', failure: failureOf(caught) });
  } finally {
    parentPort?.close();
  }
}

void work(workerData as Told);
