// boxwright queue status, retry and clear: what is in a queue, trying its problems again, and taking a batch out of it.
import { fail } from '../../common/result.ts';
import { counted } from '../../common/words.ts';
import { printJson, printLine, say } from '../terminal.ts';
import { clearBatch, listBatches, retryProblems } from './batches.ts';
import type { Batch } from './batches.ts';
import { checkBatchName, withQueue } from './options.ts';
import type { QueueOptions } from './options.ts';
import { progressOf } from './progress.ts';
import type { BatchProgress } from './progress.ts';
import { hasEnded, settle } from './ranges.ts';
import { hasTables } from './tables.ts';
import { theBatch } from './worker.ts';

export type QueueCommandOptions = Pick<QueueOptions, 'queue'> & Partial<QueueOptions> & { readonly json?: true };

/** All batches, or the one of that name. */
export async function queueStatusCommand(name: string | undefined, options: QueueCommandOptions): Promise<void> {
  await withQueue(options, async (connection) => {
    let batches: readonly Batch[] = [];
    if (name !== undefined) batches = [await theBatch(connection, checkBatchName(name))];
    else if (await hasTables(connection)) batches = await listBatches(connection);
    const all = [];
    for (const batch of batches) all.push({ batch, progress: await progressOf(connection, batch) });
    if (options.json === true)
      printJson({ batches: all.map(({ batch, progress }) => statusDocument(batch, progress)) });
    else if (all.length === 0) printLine(`There is no batch in ${connection.address.shown}.`);
    else for (const { batch, progress } of all) for (const line of statusLines(batch, progress)) printLine(line);
  });
}

function statusDocument(batch: Batch, progress: BatchProgress): object {
  const { done, problems, picturesPerMinute, workers, ranges } = progress;
  return {
    name: batch.name,
    created: new Date(batch.created * 1000).toISOString(),
    model: { id: batch.model, onnxSha256: batch.onnxSha256 },
    score: batch.score,
    pictures: { all: batch.pictures, done, problems, perMinute: picturesPerMinute },
    ranges,
    workers,
  };
}

function statusLines(batch: Batch, { done, problems, picturesPerMinute, workers, ranges }: BatchProgress): string[] {
  const hosts = workers.map(
    ({ host, process, provider }) => `${host}:${process}${provider === null ? '' : ` (${provider})`}`,
  );
  const number = (value: number): string => value.toLocaleString('en');
  const state = done === batch.pictures ? 'ended' : workers.length === 0 ? 'waits for workers' : 'runs';
  return [
    `${batch.name}  ${state}, model ${batch.model}, made ${new Date(batch.created * 1000).toISOString()}`,
    `  pictures  ${number(done)} of ${number(batch.pictures)} done, ${counted(problems, 'problem')}, ${number(picturesPerMinute)} a minute`,
    `  ranges    ${number(ranges.waiting)} waiting, ${number(ranges.active)} active, ${number(ranges.failed)} failed, ${number(ranges.done)} done`,
    `  workers   ${workers.length === 0 ? 'none' : hosts.join(', ')}`,
  ];
}

/** Puts the pictures that were listed as problems into the queue again, once a batch has ended. */
export async function queueRetryCommand(name: string, options: QueueCommandOptions): Promise<void> {
  checkBatchName(name);
  await withQueue(options, async (connection) => {
    const batch = await theBatch(connection, name);
    if (!(await hasEnded(connection, batch, new AbortController().signal)))
      fail('busy', `Batch ${name} has not ended yet; what fails in it is tried again by itself.`);
    await settle(connection, batch);
    const pictures = await retryProblems(connection, batch);
    if (options.json === true) printJson({ batch: name, pictures });
    else if (pictures === 0) say(`Batch ${name} has no problem.`);
    else
      say(`${counted(pictures, 'picture')} of batch ${name} wait again; the command that made it goes on with them.`);
  });
}

/** Fails with `busy` while workers are at it, unless it is forced; they then stop with a word. */
export async function queueClearCommand(
  name: string,
  options: QueueCommandOptions & { readonly force?: true },
): Promise<void> {
  checkBatchName(name);
  await withQueue(options, async (connection) => {
    const batch = await theBatch(connection, name);
    const { alive, done } = await progressOf(connection, batch);
    if (alive > 0 && options.force !== true) {
      fail('busy', `Batch ${name} has ${counted(alive, 'worker')} at it. Stop them first, or give --force.`);
    }
    await clearBatch(connection, batch);
    if (options.json === true) printJson({ batch: name, pictures: batch.pictures, done });
    else say(`Batch ${name} was taken out of the queue, with the results of ${counted(done, 'picture')}.`);
  });
}
