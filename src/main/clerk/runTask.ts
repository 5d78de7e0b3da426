// Starts the clerk on one task and waits for it: progress, cancel, its failure, and its death.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { spoken, t } from '../../common/messages/t.ts';
import { FailureError, type Failure } from '../../common/result.ts';
import type { Told } from './index.ts';
import type { Outcome, TaskName, Wish } from './tasks.ts';

export interface TaskOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** The clerk's built file; default: clerk.js beside the program that runs. */
  readonly entry?: string;
}

type Said<Name extends TaskName> =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly outcome: Outcome<Name> }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The built entry: clerk.js beside the program that runs, which may itself lie in the folder of shared chunks. */
function clerkEntry(): string {
  const beside = path.join(import.meta.dirname, 'clerk.js');
  return existsSync(beside) ? beside : path.join(import.meta.dirname, '..', 'clerk.js');
}

/**
 * The outcome of a task, done in a thread of its own. Throws the task's failure as a FailureError; `unexpected` when the thread
 * ends without a word (memory). A signal asks the task to stop; it ends by its own failure `cancelled`.
 */
export function runTask<Name extends TaskName>(
  name: Name,
  wish: Wish<Name>,
  { signal, onProgress, entry = clerkEntry() }: TaskOptions = {},
): Promise<Outcome<Name>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: { name, wish, language: spoken() } satisfies Told });
    const stop = (): void => worker.postMessage('stop');
    const leave = (failure: Failure): void => reject(new FailureError(failure));
    const broken = (detail: string): void =>
      leave({ kind: 'unexpected', message: t('The work on the project broke off; nothing was changed.'), detail });
    worker.on('message', (said: Said<Name>) => {
      if (said.kind === 'progress') onProgress?.(said.done, said.total);
      else if (said.kind === 'done') resolve(said.outcome);
      else leave(said.failure);
    });
    worker.on('error', (error) => broken(error.stack ?? error.message));
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', stop);
      // After an outcome or a failure this settles nothing any more.
      broken(`exit code ${code}`);
    });
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
