// The training runs of an open project: one that may go on, and those that have ended. Start, continue, steer, list, forget.
// How one goes on is trainingRun.ts.
import { promises as fs } from 'node:fs';
import { totalmem } from 'node:os';
import type { Message } from '../../common/messages/catalogue.ts';
import { t } from '../../common/messages/t.ts';
import { fail, FailureError, failureOf } from '../../common/result.ts';
import type { RunComparison, RunDetail, RunSummary, TrainingEstimate } from '../../common/training.ts';
import type { TrainingEvent, TrainingWish } from '../../common/training.ts';
import { modelInUse } from '../database/models.ts';
import { kept, sayKept } from '../database/keptWords.ts';
import { mapLimited } from './concurrency.ts';
import type { DetectorCaller } from './detectorCaller.ts';
import type { ModelStore } from './models.ts';
import { isFolder } from './onDisk.ts';
import { listFolders, type Project } from './project.ts';
import { compareRun } from './trainingComparison.ts';
import type { TrainingCosts } from './trainingCosts.ts';
import { readHeldOut } from './trainingDataFile.ts';
import { estimateOf } from './trainingEstimate.ts';
import { clearPassing, passingFolder, readRecord, runFolder, runIds, summaryOf } from './trainingFolder.ts';
import { readHistory, standOf } from './trainingHistory.ts';
import type { SteeringAction, Trainer } from './trainingLife.ts';
import { gatherMaterial } from './trainingPictures.ts';
import { checkWish, planRun, startingModel, type PlanOptions } from './trainingPlan.ts';
import { TrainingRun } from './trainingRun.ts';
import type { RunRecord } from './trainingSchemas.ts';

export interface TrainingRunsOptions {
  readonly project: Project;
  readonly models: ModelStore;
  readonly costs: TrainingCosts;
  /** A client of the lane "trainer", for one run. */
  readonly makeTrainer: () => Trainer;
  /** The lane "detector", for comparisons. */
  readonly detector: DetectorCaller;
  readonly pixelLimit: () => number;
  readonly onChanged: (summary: RunSummary) => void;
  readonly onEvent: (run: string, event: TrainingEvent) => void;
  /** For the log. */
  readonly onNote: (text: string) => void;
  readonly restartMilliseconds?: number;
  /** As in PlanOptions. */
  readonly hashOf?: PlanOptions['hashOf'];
}

/** `close` it before the project is closed. */
export class TrainingRuns {
  readonly #options: TrainingRunsOptions;
  readonly #closing = new AbortController();
  #active: TrainingRun | undefined;
  /** A run that is just being made. */
  #starting: Promise<unknown> | undefined;

  constructor(options: TrainingRunsOptions) {
    this.#options = options;
  }

  /** The run that goes on now. */
  get active(): TrainingRun | undefined {
    return this.#active;
  }

  /**
   * What a run would come to. Failures: invalid, not-found (the model to start from), busy (a run goes on, and this network
   * was never measured), and those of the measurement.
   */
  async estimate(wish: TrainingWish): Promise<TrainingEstimate> {
    checkWish(wish);
    const { project, costs, models } = this.#options;
    const from = await startingModel(models, wish);
    this.#checkOpen();
    const material = await gatherMaterial(project.database, listFolders(project), wish, {
      at: wish.snapshot,
      signal: this.#closing.signal,
    });
    const { classes, pictures } = material;
    const network = { size: wish.size, classes: classes.names.length, pixels: wish.pixels };
    const { provider } = wish;
    const measured = { ...network, ...(from && { from }), ...(provider && { provider }) };
    const isEmpty = pictures.every(({ labels }) => labels.length === 0);
    const cost = isEmpty ? undefined : this.#isBusy ? (costs.known(measured) ?? tooBusy()) : await costs.of(measured);
    return estimateOf(material, wish, { cost, memoryBytes: totalmem() });
  }

  /** Pins the data and starts. Failures: busy, read-only, and those of planRun. */
  async start(wish: TrainingWish): Promise<TrainingRun> {
    return this.#occupied(async () => {
      const { project, models, costs, pixelLimit, hashOf } = this.#options;
      await clearPassing(project.folder);
      const signal = this.#closing.signal;
      const options = { models, pixelLimit: pixelLimit(), signal, ...(hashOf !== undefined && { hashOf }) };
      const { id, folder, record } = await planRun(project, wish, options);
      await costs.giveUp();
      return { id, folder, record };
    });
  }

  /** Takes up an interrupted run. Failures: busy, read-only, not-found, invalid (it has ended). */
  async resume(id: string): Promise<TrainingRun> {
    return this.#occupied(async () => {
      const { folder, record } = await this.#recordOf(id);
      if (record.state === 'done') fail('invalid', t('This run is done; start a new one from its model.'));
      if (record.state === 'failed')
        fail(
          'invalid',
          t('This run failed and cannot go on. {reason}', { reason: sayKept(record.message ?? '') }).trim(),
        );
      await this.#options.costs.giveUp();
      return { id, folder, record };
    });
  }

  /** Failures: not-found, invalid (it does not go on), busy, and what the trainer refuses. */
  async steer(id: string, action: SteeringAction): Promise<RunSummary> {
    if (this.#active?.id === id) return this.#active.steer(action);
    await this.#recordOf(id);
    return fail('invalid', t('This run is not going on, so there is nothing to steer.'));
  }

  /** Newest first; what cannot be read is left out and noted. */
  async list(): Promise<RunSummary[]> {
    const ids = await runIds(this.#options.project.folder);
    const summaries = await mapLimited(ids, 8, async (id) => {
      try {
        return await this.#summary(id);
      } catch (caught) {
        this.#options.onNote(`A training run was left out: ${failureOf(caught).message}`);
        return undefined;
      }
    });
    return summaries.filter((summary) => summary !== undefined);
  }

  /** Failures: not-found, unreadable, invalid. */
  async detail(id: string): Promise<RunDetail> {
    const { folder } = await this.#recordOf(id);
    const { classes, validation } = await readHeldOut(folder);
    const history = await readHistory(folder);
    // The trainer chooses of which pictures it shows what it sees.
    const shown = history.findLast((event) => event.kind === 'validation');
    const wanted = new Set(shown?.kind === 'validation' ? shown.samples.map((sample) => sample.id) : []);
    const chosen = [
      ...validation.filter((one) => wanted.has(one.id)),
      ...validation.filter((one) => !wanted.has(one.id)),
    ];
    const samples = chosen
      .slice(0, Math.max(shownSamples, wanted.size))
      .map((one) => ({ image: one.id, truth: one.boxes }));
    return { summary: await this.#summary(id), history, classes, samples };
  }

  /** Its model against the one in use, on its held-out pictures. Failures: those of compareRun. */
  async compare(id: string): Promise<RunComparison> {
    const { folder, record } = await this.#recordOf(id);
    this.#checkOpen();
    const { project, models, detector, pixelLimit, onNote } = this.#options;
    const inUse = modelInUse(project.database);
    const signal = this.#closing.signal;
    return compareRun({ folder, record, models, detector, inUse, pixelLimit: pixelLimit(), signal, onNote });
  }

  /** Removes an ended run's folder. Failures: not-found, busy (it goes on), read-only, disk. */
  async forget(id: string): Promise<void> {
    const { project } = this.#options;
    this.#checkWritable();
    if (this.#active?.id === id) fail('busy', t('This run is still going on. Stop it first.'));
    const folder = runFolder(project.folder, id);
    if (!isFolder(folder)) fail('not-found', t('This run is not in the project (any more).'));
    const passing = passingFolder(project.folder, id);
    try {
      await fs.rename(folder, passing);
      await fs.rm(passing, { recursive: true, force: true });
    } catch (caught) {
      fail(
        'disk',
        t('The run could not be removed from {folder}. Check the permissions of the folder.', { folder }),
        String(caught),
      );
    }
  }

  /** Ends the run that goes on, with its last checkpoint kept. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#starting?.catch(() => undefined);
    await this.#options.costs.giveUp();
    await this.#active?.close();
  }

  /** The folder and the record of a run, as it is now. Failures: not-found, unreadable, invalid. */
  async #recordOf(id: string): Promise<{ folder: string; record: RunRecord }> {
    const folder = runFolder(this.#options.project.folder, id);
    if (!isFolder(folder)) fail('not-found', t('This run is not in the project (any more).'));
    const record = await readRecord(folder);
    if (!record.ok) throw new FailureError(record.failure);
    return { folder, record: await this.#cutOff(id, folder, record.value) };
  }

  async #summary(id: string): Promise<RunSummary> {
    if (this.#active?.id === id) return this.#active.summary;
    return summaryOf(id, (await this.#recordOf(id)).record);
  }

  /** A run that says that it goes on, and that nobody runs, was cut off. Somebody else's may go on where we only read. */
  async #cutOff(id: string, folder: string, record: RunRecord): Promise<RunRecord> {
    const isGoing = record.state === 'running' || record.state === 'paused' || record.state === 'stopping';
    if (!isGoing || this.#active?.id === id || this.#options.project.readOnly) return record;
    const stand = standOf(await readHistory(folder));
    return { ...record, ...stand, state: 'interrupted', message: kept(cutOffMessage) };
  }

  get #isBusy(): boolean {
    return this.#active !== undefined || this.#starting !== undefined;
  }

  #checkWritable(): void {
    const { readOnly, readOnlyReason } = this.#options.project;
    if (readOnly) fail('read-only', readOnlyReason ?? t('This project can only be read.'));
  }

  #checkOpen(): void {
    if (this.#closing.signal.aborted) fail('cancelled', t('The project is being closed.'));
  }

  /** Takes the one place for a run while `prepare` makes it ready, and begins it. */
  async #occupied(prepare: () => Promise<{ id: string; folder: string; record: RunRecord }>): Promise<TrainingRun> {
    this.#checkWritable();
    if (this.#isBusy) fail('busy', t('A training run is going on. Stop it first, or wait until it has ended.'));
    this.#checkOpen();
    const prepared = prepare();
    this.#starting = prepared;
    try {
      return this.#begin(await prepared);
    } finally {
      this.#starting = undefined;
    }
  }

  #begin(prepared: { id: string; folder: string; record: RunRecord }): TrainingRun {
    const { makeTrainer, models, onChanged, onEvent, onNote, restartMilliseconds } = this.#options;
    const run = new TrainingRun({
      ...prepared,
      models,
      trainer: makeTrainer(),
      onChanged,
      onEvent,
      onNote,
      ...(restartMilliseconds !== undefined && { restartMilliseconds }),
    });
    this.#active = run;
    void run.ended.then(() => {
      this.#active = undefined;
    });
    return run;
  }
}

/** Pictures whose truth is shown with a run, where the trainer shows no more. */
const shownSamples = 6;

const cutOffMessage: Message = 'The program ended while it trained. Continue goes on from the last checkpoint.';

function tooBusy(): never {
  return fail(
    'busy',
    t('A training run is using this machine. How fast this network would be can be measured when it has ended.'),
  );
}
