// The folders of a project's training runs, runs/<id>: which there are, and the record that main keeps in each (run.json).
// What a run learns from lies in trainingDataFile.ts, what it said in trainingHistory.ts.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { t } from '../../common/messages/t.ts';
import { fail, failure, failureOf, success, type Result } from '../../common/result.ts';
import { runFiles, type RunSummary, type TrainingOutcome } from '../../common/training.ts';
import { sayKept } from '../database/keptWords.ts';
import { isFolder } from './onDisk.ts';
import { outcomeSchema, recordSchema, type RunRecord } from './trainingSchemas.ts';
import { writeWhole } from './wholeFile.ts';

export const runsFolderName = 'runs';
const recordFile = 'run.json';

const runId = /^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$/;

/** Where runs lie that are just being made or removed, so that no half one is ever listed. */
export function passingFolder(projectFolder: string, id: string): string {
  return path.join(projectFolder, runsFolderName, `.${id}`);
}

/** Where a run lies or will lie; it need not be there. Fails with not-found for what cannot be the id of a run. */
export function runFolder(projectFolder: string, id: string): string {
  if (!runId.test(id)) return fail('not-found', t('This run is not in the project (any more).'));
  return path.join(projectFolder, runsFolderName, id);
}

/** Ids of what lies in runs/, newest first. */
export async function runIds(projectFolder: string): Promise<string[]> {
  const entries = await fs.readdir(path.join(projectFolder, runsFolderName), { withFileTypes: true }).catch(() => []);
  const ids = entries.filter((entry) => entry.isDirectory() && runId.test(entry.name)).map(({ name }) => name);
  return ids.sort().reverse();
}

/** An id for a run that starts now, in the order of time: "20261123-101500", "20261123-101500-2". */
export function newRunId(projectFolder: string, now: Date): string {
  const time = now.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? time : `${time}-${number}`;
    if (!isFolder(runFolder(projectFolder, id))) return id;
  }
}

/** Removes what a killed program left of a run that it was making or removing. */
export async function clearPassing(projectFolder: string): Promise<void> {
  const folder = path.join(projectFolder, runsFolderName);
  const names = await fs.readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.startsWith('.')))
    await fs.rm(path.join(folder, name), { recursive: true, force: true });
}

const largestFile = 4 * 1024 * 1024;

/** The checked JSON of a small file. Failures: not-found, unreadable, invalid, too-large. */
export async function readJson<Value>(file: string, schema: z.ZodType<Value>): Promise<Result<Value>> {
  try {
    const { size } = await fs.stat(file).catch(() => fail('not-found', t('There is no file {name}.', { name: file })));
    if (size > largestFile)
      return failure('too-large', t('{file} has {bytes} bytes, which it should never have.', { file, bytes: size }));
    const parsed = schema.safeParse(JSON.parse(await fs.readFile(file, 'utf8')));
    if (parsed.success) return success(parsed.data);
    const issue = parsed.error.issues[0];
    return failure(
      'invalid',
      t('{file} is not as it was written: {place}: {reason}.', {
        file,
        place: String(issue?.path.join('.')),
        reason: String(issue?.message),
      }),
    );
  } catch (caught) {
    const known = failureOf(caught);
    return known.kind === 'unexpected'
      ? failure('unreadable', t('{file} cannot be read.', { file }), String(caught))
      : { ok: false, failure: known };
  }
}

export function readRecord(folder: string): Promise<Result<RunRecord>> {
  return readJson(path.join(folder, recordFile), recordSchema);
}

/** Failures: those of writeWhole. */
export async function writeRecord(folder: string, record: RunRecord): Promise<void> {
  await writeJson(path.join(folder, recordFile), record);
}

/** Failures: those of writeWhole. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  await writeWhole(file, pieceOf(value));
}

function* pieceOf(value: unknown): Generator<string, void> {
  yield JSON.stringify(value);
}

/** What the trainer wrote when the run ended; undefined when it has not, or the file is none. */
export async function readOutcome(folder: string): Promise<TrainingOutcome | undefined> {
  const outcome = await readJson(path.join(folder, runFiles.outcome), outcomeSchema);
  return outcome.ok ? outcome.value : undefined;
}

export function summaryOf(id: string, record: RunRecord): RunSummary {
  const { format: _, message, ...rest } = record;
  return { id, ...rest, ...(message !== undefined && { message: sayKept(message) }) };
}
