// Everything that a run works with, made from its plan and data: the arrays it learns in, where it stands, its compute threads and its
// batches. The loop is trainer.ts.
import path from 'node:path';
import type { FcosSpec } from '../../common/fcos/spec.ts';
import type { ParameterValues } from '../../common/graph/onnx.ts';
import { fail } from '../../common/result.ts';
import { runFiles } from '../../common/training.ts';
import type { TrainingData, TrainingEvent, TrainingPlan } from '../../common/training.ts';
import type { Size } from './augment.ts';
import { Batches } from './batches.ts';
import { loadCheckpoint } from './checkpoint.ts';
import type { Standing } from './checkpoint.ts';
import type { Control } from './control.ts';
import { Crew, crewSize } from './crew.ts';
import { layoutOf } from './layout.ts';
import type { Layout } from './layout.ts';
import { emptyLearned, loadBest } from './learned.ts';
import type { Learned } from './optimizer.ts';
import { PictureStore, eachAtOnce } from './pictureStore.ts';
import { canvasOf } from './recipe.ts';
import type { Recipe } from './recipe.ts';
import { Validator } from './validate.ts';

export interface TrainerOptions {
  readonly plan: TrainingPlan;
  readonly data: TrainingData;
  readonly folder: string;
  /** This program's file, for the compute threads. */
  readonly entry: string;
  readonly recipe: Recipe;
  readonly spec: FcosSpec;
  /** Every name of the network. */
  readonly initial: ParameterValues;
  readonly control: Control;
  tell(event: TrainingEvent): void;
}

/** Close the crew at the end. */
export interface Workshop {
  readonly layout: Layout;
  readonly learned: Learned;
  readonly crew: Crew;
  readonly batches: Batches;
  /** Absent when nothing is held out. */
  readonly validator: Validator | undefined;
  readonly standing: Standing;
  /** The average of the best validation so far. */
  readonly best: Float32Array | undefined;
}

const firstStanding: Standing = { step: 0, seconds: 0, validated: 0, sinceBest: 0, caution: 1 };

/** From where the run's checkpoint stands, if there is one. Fails on a checkpoint that does not fit, and without pictures. */
export async function setUp(options: TrainerOptions): Promise<Workshop> {
  const { plan, data, recipe, spec, folder } = options;
  if (data.train.length === 0) fail('invalid', 'There is no picture to learn from.');
  const layout = layoutOf(spec, recipe.frozen);
  const learned = startingValues(layout, options.initial);
  const standing = (await loadCheckpoint(path.join(folder, runFiles.last), layout, learned)) ?? firstStanding;
  const best = await loadBest(folder, layout);
  const store = new PictureStore(plan.pixels, plan.pixelLimit);
  const canvas = canvasOf(await someSizes(data, store), plan.pixels);
  const warn = (message: string): void => options.tell({ kind: 'warning', message });
  const batches = new Batches({ network: spec, ...recipe, canvas, seed: plan.seed }, data.train, store, warn);
  const crew = await startCrew(options, learned, canvas);
  const { classes, validation: pictures } = data;
  const work = { classes, pictures, input: spec.input, pixelLimit: plan.pixelLimit };
  const validator = pictures.length === 0 ? undefined : new Validator(work);
  return { layout, learned, crew, batches, validator, standing, best };
}

function startingValues(layout: Layout, initial: ParameterValues): Learned {
  const learned = emptyLearned(layout);
  for (const { name, start } of layout.places) {
    const values = initial.get(name) ?? fail('unexpected', `There is no value of ${name}.`);
    learned.parameters.set(values, start);
    learned.average.set(values, start);
  }
  return learned;
}

function startCrew({ plan, recipe, spec, entry, tell }: TrainerOptions, learned: Learned, canvas: Size): Promise<Crew> {
  const provider = plan.provider ?? 'cpu';
  const { hands, threads } = crewSize(provider === 'cpu' ? recipe.shares : 1);
  const setup = {
    role: 'training' as const,
    spec,
    loss: recipe.loss,
    shape: { pictures: recipe.pictures, ...canvas },
    frozen: recipe.frozen,
    provider,
    threads,
    parameters: learned.parameters.buffer as SharedArrayBuffer,
    average: learned.average.buffer as SharedArrayBuffer,
  };
  return Crew.start(entry, setup, hands, ({ message }) =>
    tell({ kind: 'warning', message: `${plan.provider} cannot run this network, so the processor does: ${message}` }),
  );
}

/** Upright sizes of up to 200 pictures, spread over all. */
async function someSizes({ train }: TrainingData, store: PictureStore): Promise<Size[]> {
  const every = Math.max(1, Math.floor(train.length / 200));
  const sizes: Size[] = [];
  await eachAtOnce(
    train.filter((_, index) => index % every === 0),
    async ({ path: file }) => {
      const stored = await store.get(file).catch(() => undefined);
      if (stored !== undefined) sizes.push({ width: stored.ownWidth, height: stored.ownHeight });
    },
  );
  return sizes;
}
