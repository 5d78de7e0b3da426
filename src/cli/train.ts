// boxwright train: learns from a project or from COCO files, and leaves model.onnx and model.json in a folder.
import { rename } from 'node:fs/promises';
import path from 'node:path';
import type { SizeName } from '../common/fcos/sizes.ts';
import { defaultPixelLimit } from '../common/protocol.ts';
import type { ModelFiles, ProviderName } from '../common/protocol.ts';
import { FailureError, fail } from '../common/result.ts';
import { runFiles } from '../common/training.ts';
import type {
  PinnedIn,
  TrainingBudget,
  TrainingData,
  TrainingOutcome,
  TrainingPlan,
  TrainingWish,
} from '../common/training.ts';
import { counted } from '../common/words.ts';
import { copyWhole } from '../main/project/wholeFile.ts';
import { findWeights, freeModelId } from '../main/project/models.ts';
import type { Session } from './session.ts';
import { printJson, say } from './terminal.ts';
import { trainingTerminal } from './trainingTerminal.ts';
import { cocoTrainingData } from './trainingData.ts';
import { projectTrainingData, type PinnedTrainingData } from './trainingProject.ts';
import { openRun } from './trainingRun.ts';
import type { OpenRun } from './trainingRun.ts';

export interface TrainOptions {
  readonly data?: string;
  readonly images?: string;
  readonly val?: string;
  readonly valImages?: string;
  readonly pictures: TrainingWish['pictures'];
  /** Whether the parts of a project say what is held out; default: used where it has some. */
  readonly parts?: 'used' | 'ignored';
  /** Of a project: the number of the snapshot to learn from. */
  readonly snapshot?: number;
  readonly from?: string;
  /** Of random weights. */
  readonly size?: SizeName;
  readonly pixels: number;
  readonly minutes?: number;
  readonly epochs?: number;
  readonly patience?: number;
  readonly seed: number;
  /** Default: the processor. */
  readonly provider?: ProviderName;
  readonly name?: string;
  readonly out: string;
  /** Forgets an unfinished run in `out`. */
  readonly restart?: true;
  readonly json?: true;
}

const defaultMinutes = 30;

export async function trainCommand(
  session: Session,
  project: string | undefined,
  options: TrainOptions,
): Promise<void> {
  const { data, snapshot } = await dataOf(project, options, session.signal);
  const from = await startOf(session, options);
  const run = await openRun(
    options.out,
    data,
    await planOf(session, from, options, snapshot),
    options.restart === true,
  );
  let isDone = false;
  try {
    sayStart(data, run, options.out);
    const outcome = await learn(session, run.folder);
    await publish(run.folder, options.out);
    isDone = true;
    if (options.json === true) printJson({ ...outcome, model: modelIn(options.out, run.plan.id), plan: run.plan });
    else sayOutcome(outcome, options.out);
  } finally {
    if (await run.close(isDone)) say('what it learnt so far is kept: the same command goes on with it');
  }
}

async function dataOf(
  project: string | undefined,
  options: TrainOptions,
  signal: AbortSignal,
): Promise<PinnedTrainingData> {
  if (project !== undefined) return projectTrainingData(project, { ...options, name: nameOf(options) });
  if (options.snapshot !== undefined || options.parts !== undefined)
    fail('invalid', 'Snapshots and splits are those of a project. Give one, or leave --snapshot and --splits out.');
  return { data: await cocoTrainingData(options, signal) };
}

function nameOf({ name, out }: TrainOptions): string {
  return name ?? path.basename(path.resolve(out));
}

function sayStart(data: TrainingData, { plan, goesOn }: OpenRun, out: string): void {
  say(
    `learning from ${counted(data.train.length, 'picture')}, ${counted(data.validation.length, 'picture')} held out, ` +
      `${counted(data.classes.length, 'class', 'classes')}, ` +
      (goesOn
        ? `going on with the run that was left in ${out}`
        : plan.from === undefined
          ? `from nothing (${plan.size})`
          : `from ${plan.from.id}`),
  );
}

/** The starter unless another is named; a size is asked for where nothing is started from. */
async function startOf(session: Session, { from, size }: TrainOptions): Promise<ModelFiles | undefined> {
  const wanted = from ?? (size === undefined ? 'starter' : 'none');
  return wanted === 'none' ? undefined : (await findWeights(session.models, wanted)).files;
}

async function planOf(
  session: Session,
  from: ModelFiles | undefined,
  options: TrainOptions,
  snapshot: PinnedIn | undefined,
): Promise<Omit<TrainingPlan, 'dataSha256'>> {
  const name = nameOf(options);
  return {
    format: 1,
    name,
    id: await freeModelId(session.models, name),
    ...(from !== undefined && { from }),
    size: sizeOf(options),
    pixels: options.pixels,
    budget: budgetOf(options),
    seed: options.seed,
    pixelLimit: defaultPixelLimit,
    ...(snapshot !== undefined && { snapshot }),
    ...(options.provider !== undefined && { provider: options.provider }),
    ...(options.patience !== undefined && { patience: options.patience }),
  };
}

function sizeOf({ size }: TrainOptions): SizeName {
  return size ?? 'nano';
}

function budgetOf({ minutes, epochs }: TrainOptions): TrainingBudget {
  return epochs === undefined ? { minutes: minutes ?? defaultMinutes } : { epochs };
}

/** The first Ctrl-C stops with the best weights; the session ends the program at the second. */
async function learn(session: Session, folder: string): Promise<TrainingOutcome> {
  if (session.signal.aborted) fail('cancelled', 'It was cancelled before it began.');
  const trainer = session.lane('trainer');
  const terminal = trainingTerminal();
  const stop = (): void => {
    say('stopping with the best weights; once more ends at once');
    void trainer.call('steerTraining', { action: 'stop' });
  };
  session.signal.addEventListener('abort', stop, { once: true });
  const result = await trainer.call('train', { folder }, { onItem: (event) => terminal.show(event) });
  terminal.end();
  session.signal.removeEventListener('abort', stop);
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}

async function publish(folder: string, out: string): Promise<void> {
  await rename(path.join(folder, 'model.onnx'), path.join(out, 'model.onnx'));
  await rename(path.join(folder, 'model.json'), path.join(out, 'model.json'));
  await copyWhole(path.join(folder, runFiles.history), path.join(out, runFiles.history));
}

function modelIn(out: string, id: string): ModelFiles {
  return { id, onnxPath: path.join(out, 'model.onnx'), cardPath: path.join(out, 'model.json') };
}

function sayOutcome({ figures, steps, epochs, seconds, end }: TrainingOutcome, out: string): void {
  const words = { finished: 'done', stopped: 'stopped', converged: 'no longer improving, so done' }[end];
  const found =
    figures === undefined ? '' : `, AP ${figures.AP.toFixed(3)}, AP50 ${figures.AP50.toFixed(3)} on what was held out`;
  say(
    `${words} after ${Math.round(seconds)} s, ${steps} updates, ${epochs.toFixed(1)} passes${found}; ${out}/model.onnx`,
  );
}
