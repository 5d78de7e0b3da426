// The folder of a run on the command line, OUT/.run: new, or that of a run that was killed and goes on. One process has it at a time.
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../common/result.ts';
import { runFiles } from '../common/training.ts';
import type { TrainingData, TrainingPlan } from '../common/training.ts';
import { isFile } from '../main/project/onDisk.ts';
import { holderWords, takeLock } from '../main/project/lock.ts';
import { makeFolder, writeOne } from '../main/project/wholeFile.ts';

export interface OpenRun {
  readonly folder: string;
  readonly plan: TrainingPlan;
  /** It has learnt before, and goes on from its last checkpoint. */
  readonly goesOn: boolean;
  /** Removes it, unless there is something to go on from and it is not done. Says whether it is still there. */
  close(isDone: boolean): Promise<boolean>;
}

/** The same data and the same plan go on; others are refused while the folder holds an unfinished run, unless `restart`. */
export async function openRun(
  out: string,
  data: TrainingData,
  wanted: Omit<TrainingPlan, 'dataSha256'>,
  restart: boolean,
): Promise<OpenRun> {
  const folder = path.join(out, '.run');
  const made = await makeFolder(folder);
  const release = await lockFolder(out, folder).catch(async (caught: unknown) => {
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw caught;
  });
  try {
    const hasLearnt = (): boolean => isFile(path.join(folder, runFiles.last));
    const bytes = JSON.stringify(data);
    const dataSha256 = createHash('sha256').update(bytes).digest('hex');
    const goesOn = !restart && hasLearnt();
    // The id was free when the run began; what came to the models since does not matter to it. Nor does a newer snapshot, where
    // what is learnt from is the same.
    const { snapshot: pinned, ...rest } = wanted;
    const { id = wanted.id, snapshot } = goesOn ? await begun(folder) : { snapshot: pinned };
    const plan = { ...rest, id, dataSha256, ...(snapshot !== undefined && { snapshot }) };
    if (goesOn) await refuseOther(out, folder, plan);
    else await begin(folder, plan, bytes);
    return {
      folder,
      plan,
      goesOn,
      async close(isDone) {
        release();
        const stays = !isDone && hasLearnt();
        if (!stays) await rm(folder, { recursive: true, force: true });
        return stays;
      },
    };
  } catch (caught) {
    release();
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw caught;
  }
}

async function lockFolder(out: string, folder: string): Promise<() => void> {
  const lock = await takeLock(folder);
  if (lock.held) return lock.release;
  return fail('busy', `A run goes on in ${out} already (${holderWords(lock.holder)}). Choose another folder.`);
}

async function begun(folder: string): Promise<Partial<Pick<TrainingPlan, 'id' | 'snapshot'>>> {
  try {
    const text = await readFile(path.join(folder, runFiles.plan), 'utf8');
    const { id, snapshot } = JSON.parse(text) as Pick<TrainingPlan, 'id' | 'snapshot'>;
    return { ...(typeof id === 'string' && { id }), ...(snapshot !== undefined && { snapshot }) };
  } catch {
    return {};
  }
}

async function refuseOther(out: string, folder: string, plan: TrainingPlan): Promise<void> {
  const text = await readFile(path.join(folder, runFiles.plan), 'utf8').catch(() => '');
  if (text === JSON.stringify(plan)) return;
  fail(
    'invalid',
    `${out} holds an unfinished run with other pictures, boxes or options. Give those again to go on with it, choose another folder, or start anew with --restart.`,
  );
}

async function begin(folder: string, plan: TrainingPlan, data: string): Promise<void> {
  for (const name of Object.values(runFiles)) await rm(path.join(folder, name), { force: true });
  await writeOne(path.join(folder, runFiles.data), data);
  await writeOne(path.join(folder, runFiles.plan), JSON.stringify(plan));
}
