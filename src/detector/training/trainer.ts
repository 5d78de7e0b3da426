// The loop of a run: batches through the compute threads, updates, validation, checkpoints, until the budget is used or the user has
// had enough. Reading the plan and writing the model is run.ts.
import path from 'node:path';
import type { ParameterValues } from '../../common/graph/onnx.ts';
import { fail, failureOf } from '../../common/result.ts';
import { runFiles } from '../../common/training.ts';
import type { Losses, TrainingEnd, TrainingPhase, ValidationFigures } from '../../common/training.ts';
import type { Batches } from './batches.ts';
import { budgetClock } from './budget.ts';
import type { BudgetClock } from './budget.ts';
import { saveCheckpoint } from './checkpoint.ts';
import type { Standing } from './checkpoint.ts';
import type { Crew } from './crew.ts';
import { learningPlaces, valuesByName } from './layout.ts';
import type { Layout } from './layout.ts';
import { addUp, copyLearned, emptyLearned, saveBest } from './learned.ts';
import { sumLosses } from './losses.ts';
import { LossMeter } from './meter.ts';
import { gradientLength, update } from './optimizer.ts';
import type { Learned } from './optimizer.ts';
import { validationInterval } from './recipe.ts';
import { learningRate } from './schedule.ts';
import { setUp } from './setUp.ts';
import type { TrainerOptions, Workshop } from './setUp.ts';
import type { Share } from './threadMessages.ts';
import type { Validator } from './validate.ts';
import { ExplosionWatch } from './watch.ts';

/** Milliseconds between two checkpoints and between two reports. */
const savedEvery = 30_000;
const toldEvery = 500;
/** Validations of a run at most. */
const validations = 50;
/** Explosions after which a run ends with what it has. */
const mostExplosions = 5;

export interface Trained {
  readonly end: TrainingEnd | 'left';
  /** The weights to export, in the layout's order. */
  readonly values: ParameterValues;
  readonly figures?: ValidationFigures;
  readonly steps: number;
  readonly epochs: number;
  readonly seconds: number;
}

/** Runs to the end. Fails when nothing can be learnt: no picture, no thread, weights that explode from the start. */
export async function train(options: TrainerOptions): Promise<Trained> {
  options.tell({ kind: 'phase', phase: 'starting' });
  const workshop = await setUp(options);
  try {
    return await new Trainer(options, workshop).run();
  } finally {
    await workshop.crew.close();
  }
}

/** The state of one run. */
class Trainer {
  readonly #options: TrainerOptions;
  readonly #layout: Layout;
  readonly #learned: Learned;
  /** The last state that was sound, to go back to. */
  readonly #sound: Learned;
  /** False while it is what the run started from. */
  #isSoundLearnt: boolean;
  readonly #crew: Crew;
  /** One for each share; they travel to the threads and back. */
  #gradients: readonly Float32Array<ArrayBuffer>[];
  readonly #batches: Batches;
  readonly #validator: Validator | undefined;
  readonly #clock: BudgetClock;
  readonly #interval: number;
  readonly #watch = new ExplosionWatch();
  #standing: Standing;
  #bestAverage: Float32Array | undefined;
  #explosions = 0;
  #isDiskFull = false;
  readonly #meter = new LossMeter();
  #saved = performance.now();
  /** When the seconds of the standing were counted last. */
  #counted = performance.now();

  constructor(options: TrainerOptions, workshop: Workshop) {
    const { plan, data, recipe } = options;
    const { layout, learned, crew, batches, validator, standing, best } = workshop;
    this.#options = options;
    this.#layout = layout;
    this.#learned = learned;
    this.#crew = crew;
    this.#batches = batches;
    this.#validator = validator;
    this.#standing = standing;
    this.#bestAverage = best;
    this.#sound = emptyLearned(layout);
    copyLearned(this.#learned, this.#sound);
    this.#isSoundLearnt = standing.step > 0;
    this.#gradients = Array.from({ length: recipe.shares }, () => new Float32Array(layout.trainable));
    this.#clock = budgetClock(plan.budget, data.train.length, this.#batch);
    this.#interval = validationInterval(data.train.length, data.validation.length, this.#batch);
  }

  get #batch(): number {
    return this.#options.recipe.shares * this.#options.recipe.pictures;
  }

  get #epoch(): number {
    return (this.#standing.step * this.#batch) / this.#options.data.train.length;
  }

  get #share(): number {
    return this.#clock.share(this.#standing.step, this.#standing.seconds);
  }

  async run(): Promise<Trained> {
    const { control } = this.#options;
    this.#counted = performance.now();
    let end: Trained['end'] = 'finished';
    let ahead = this.#prepare(this.#standing.step + 1);
    this.#phase('training');
    while (this.#share < 1) {
      if (control.wanted === 'pause') await this.#pause();
      if (control.wanted === 'stop' || control.wanted === 'leave') {
        end = control.wanted === 'stop' ? 'stopped' : 'left';
        break;
      }
      const shares = await ahead;
      ahead = this.#prepare(this.#standing.step + 2);
      const stop = await this.#step(shares);
      if (stop !== undefined) {
        end = stop;
        break;
      }
    }
    await ahead.catch(() => undefined);
    return this.#end(end);
  }

  /** The batch of an update; its failure is met when it is waited for. By its own place in the budget it is a plain one or not. */
  #prepare(step: number): Promise<readonly Share[]> {
    const { recipe } = this.#options;
    const isPlain = this.#clock.share(step, this.#standing.seconds) > 1 - recipe.plainEnd;
    const made = this.#batches.make(step, isPlain ? { ...recipe.augment, mosaic: 0 } : recipe.augment);
    made.catch(() => undefined);
    return made;
  }

  /** One update, and what is due after it. Says why to end, if so. */
  async #step(shares: readonly Share[]): Promise<TrainingEnd | undefined> {
    const answers = await Promise.all(
      shares.map((share, index) =>
        this.#crew.gradient(index, share, this.#gradients[index] as Float32Array<ArrayBuffer>),
      ),
    );
    for (const { share } of answers) this.#batches.recycle(share);
    const losses = sumLosses(answers.map((answer) => answer.losses));
    this.#gradients = answers.map((answer) => answer.gradient);
    const gradient = addUp(this.#gradients);
    const length = gradientLength(gradient);
    if (this.#watch.sees(losses.classification + losses.box + losses.centreness, length) === 'exploded') {
      return this.#takeBack();
    }
    const { recipe } = this.#options;
    const step = this.#standing.step + 1;
    const schedule = { peak: recipe.peakRate * this.#standing.caution, floor: recipe.floorRate };
    const before = this.#share;
    const rate = learningRate(schedule, step, before);
    update(this.#learned, learningPlaces(this.#layout), gradient, length, rate, step, recipe.optimizer);
    this.#count(step);
    this.#report(losses, rate);
    if (this.#isDue(before)) {
      const stop = await this.#validate();
      if (stop !== undefined) return stop;
    }
    if (performance.now() - this.#saved > savedEvery && this.#watch.isCalm) await this.#save();
    return undefined;
  }

  /** A validation is due when a fiftieth of the budget is used since the last look at it, and enough updates. */
  #isDue(shareBefore: number): boolean {
    const { step, validated } = this.#standing;
    const share = this.#share;
    const isNewPart = Math.floor(share * validations) > Math.floor(shareBefore * validations);
    return isNewPart && share < 1 && step - validated >= this.#interval;
  }

  #count(step: number): void {
    const now = performance.now();
    this.#standing = { ...this.#standing, step, seconds: this.#standing.seconds + (now - this.#counted) / 1000 };
    this.#counted = now;
  }

  #report(losses: Losses, rate: number): void {
    this.#meter.add(losses);
    if (this.#meter.age < toldEvery && this.#share < 1) return;
    const reading = this.#meter.read();
    const { step, seconds } = this.#standing;
    this.#options.tell({
      kind: 'progress',
      step,
      epoch: this.#epoch,
      share: this.#share,
      losses: reading.losses,
      learningRate: rate,
      seconds,
      secondsLeft: this.#clock.secondsLeft(step, seconds),
      picturesPerSecond: reading.updatesPerSecond * this.#batch,
    });
  }

  async #pause(): Promise<void> {
    await this.#save();
    this.#phase('paused');
    await this.#options.control.resumed();
    this.#counted = performance.now();
    this.#meter.reset();
    if (this.#options.control.wanted === 'run') this.#phase('training');
  }

  /** Validates the average and keeps it when it is as good as the best so far. Says when it has converged. */
  async #validate(): Promise<TrainingEnd | undefined> {
    const { plan, tell } = this.#options;
    if (this.#validator === undefined) return undefined;
    this.#phase('validating');
    const { step } = this.#standing;
    const { figures, samples } = await this.#validator.validate(this.#crew, step);
    const highest = this.#standing.highest ?? -Infinity;
    const isBest = figures.AP > highest - this.#validator.slack;
    const sinceBest = figures.AP > highest ? 0 : this.#standing.sinceBest + 1;
    this.#standing = { ...this.#standing, validated: step, sinceBest, highest: Math.max(highest, figures.AP) };
    if (isBest) {
      this.#standing = { ...this.#standing, best: figures };
      this.#bestAverage = Float32Array.from(this.#learned.average);
      const best = this.#bestAverage;
      await this.#written(() => saveBest(this.#options.folder, this.#layout, best));
    }
    this.#count(step);
    tell({ kind: 'validation', step, epoch: this.#epoch, figures, isBest, samples });
    this.#meter.reset();
    this.#phase('training');
    return plan.patience !== undefined && this.#standing.sinceBest >= plan.patience ? 'converged' : undefined;
  }

  async #save(): Promise<void> {
    if (this.#watch.isCalm) {
      copyLearned(this.#learned, this.#sound);
      this.#isSoundLearnt ||= this.#standing.step > 0;
    }
    const file = path.join(this.#options.folder, runFiles.last);
    await this.#written(() => saveCheckpoint(file, this.#layout, this.#learned, this.#standing));
    this.#saved = performance.now();
  }

  /** A full disk costs what a kill would lose, not what was learnt: it is said once, and tried again with the next checkpoint. */
  async #written(write: () => Promise<void>): Promise<void> {
    try {
      await write();
      this.#isDiskFull = false;
    } catch (caught) {
      const { kind, message } = failureOf(caught);
      if (kind !== 'disk' && kind !== 'read-only') throw caught;
      if (!this.#isDiskFull) {
        const more = 'The run goes on; until it can be saved, a crash would lose what it learnt since.';
        this.#options.tell({ kind: 'warning', message: `${message} ${more}` });
      }
      this.#isDiskFull = true;
    }
  }

  /** Back to the last sound state, more carefully; after a few times the run ends with what it has. */
  #takeBack(): TrainingEnd | undefined {
    this.#explosions++;
    copyLearned(this.#sound, this.#learned);
    this.#watch.reset();
    const caution = this.#standing.caution / 2;
    this.#count(this.#standing.step + 1);
    this.#standing = { ...this.#standing, caution };
    const again = this.#explosions < mostExplosions;
    const message =
      `The losses exploded at update ${this.#standing.step}; the weights of the last checkpoint were taken back and the learning rate halved.` +
      (again ? '' : ' It happened too often: the run ends with the weights it has.');
    this.#options.tell({ kind: 'warning', message });
    if (!again && this.#bestAverage === undefined && !this.#isSoundLearnt) {
      fail(
        'invalid',
        'The losses exploded from the start, so nothing was learnt. Check the boxes and the model it starts from.',
      );
    }
    return again ? undefined : 'stopped';
  }

  async #end(end: Trained['end']): Promise<Trained> {
    if (end === 'left') await this.#save();
    // What was stopped before its first validation is worth looking at too.
    else if (this.#standing.validated < this.#standing.step) await this.#validate();
    if (end !== 'left') await this.#save();
    const values = this.#bestAverage ?? Float32Array.from(this.#learned.average);
    const { step, seconds, best } = this.#standing;
    return {
      end,
      values: valuesByName(this.#layout, values),
      ...(best !== undefined && { figures: best }),
      steps: step,
      epochs: this.#epoch,
      seconds,
    };
  }

  #phase(phase: TrainingPhase): void {
    this.#options.tell({ kind: 'phase', phase });
  }
}
