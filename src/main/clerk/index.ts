// The clerk: a worker thread that does one long task on a project's database, with connections of its own, and ends. What the
// tasks are lies in main/project; here is only the line to main. The command line calls the same functions without a thread.
import { parentPort, workerData } from 'node:worker_threads';
import type { Language } from '../../common/messages/languages.ts';
import { speak } from '../../common/messages/t.ts';
import { failureOf } from '../../common/result.ts';
import { exportCoco } from '../project/export.ts';
import { exportFolder } from '../project/exportFolder.ts';
import { closeProject, openProject } from '../project/project.ts';
import type { Outcome, TaskContext, TaskName, Wish } from './tasks.ts';

type Doers = { readonly [Name in TaskName]: (wish: Wish<Name>, context: TaskContext) => Promise<Outcome<Name>> };

const doers: Doers = {
  'export/coco': async ({ project: place, options }, context) => {
    const project = await openProject(place, { access: 'read' });
    try {
      return await exportCoco(project, { ...options, ...context });
    } finally {
      closeProject(project);
    }
  },
  'export/folder': async ({ project: place, options }, context) => {
    const project = await openProject(place, { access: 'read' });
    try {
      return await exportFolder(project, { ...options, ...context });
    } finally {
      closeProject(project);
    }
  },
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
